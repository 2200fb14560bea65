"""Notes: what editors add to provisions and services in their own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from api.showing_updates import note_view
from api.views import NoteView
from api.wiring import Wiring
from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.calendar import today
from knowledge.notes import Cited, Note, NoteText
from knowledge.store import notes as stored
from knowledge.store import reading
from knowledge.store.marks import open_marks


class Notes:
    """The notes of one store. ``cites`` are (reference to an act, eid)."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def all(self, act: str | None = None) -> tuple[NoteView, ...]:
        """The notes in use, of one act or of all."""
        with self._wiring.database.reading() as session:
            act_id = reading.find_act(session, act).id if act is not None else None
            return _views(session, stored.all_notes(session, act_id))

    def one(self, note_id: str) -> NoteView:
        """A note, withdrawn or not. Raises NotFoundError."""
        with self._wiring.database.reading() as session:
            return _views(session, [stored.find_note(session, note_id)])[0]

    def write(
        self,
        actor: Actor,
        titles: Mapping[str, str],
        texts: Mapping[str, str],
        cites: Sequence[tuple[str, str]],
        *,
        on: dt.date | None = None,
    ) -> NoteView:
        """Write a note that rests on provisions as they read on a day (today).

        Raises NotAllowedError, NoteError, NotFoundError.
        """
        demand(actor, Action.WRITE_NOTE)
        with self._wiring.database.writing() as session:
            cited = _cited(session, cites)
            note = stored.write_note(session, actor, NoteText(titles, texts), cited, on or today())
            return _views(session, [note])[0]

    def revise(
        self,
        actor: Actor,
        note_id: str,
        titles: Mapping[str, str],
        texts: Mapping[str, str],
        cites: Sequence[tuple[str, str]] | None = None,
        *,
        on: dt.date | None = None,
    ) -> NoteView:
        """Give a note a new version; refused while it has an open update (hand in there).

        Raises NotAllowedError, NoteError, NotFoundError.
        """
        demand(actor, Action.WRITE_NOTE)
        with self._wiring.database.writing() as session:
            cited = _cited(session, cites) if cites is not None else None
            note = stored.revise_note(
                session, actor, note_id, NoteText(titles, texts), cited, on or today()
            )
            return _views(session, [note])[0]

    def withdraw(self, actor: Actor, note_id: str, reason: str) -> NoteView:
        """Take a note out of use. Raises NotAllowedError, NoteError, NotFoundError."""
        demand(actor, Action.WRITE_NOTE)
        with self._wiring.database.writing() as session:
            return _views(session, [stored.withdraw_note(session, actor, note_id, reason)])[0]


def _cited(session: Session, cites: Sequence[tuple[str, str]]) -> list[Cited]:
    return [Cited(reading.find_act(session, act).id, eid.strip()) for act, eid in cites]


def _views(session: Session, notes: Sequence[Note]) -> tuple[NoteView, ...]:
    marks = open_marks(session, [note.id for note in notes])
    day = today()
    return tuple(note_view(note, marks, day) for note in notes)

"""From updates, notes and marks in the store to what the doors show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.views import CardView, CitedProvision, NoteView
from knowledge.articles import ArticleKind, article_id
from knowledge.notes import Note
from knowledge.services import PublicService
from knowledge.store.acceptances import ServiceCard, card_of
from knowledge.store.marks import OpenMark, open_marks
from knowledge.store.notes import notes_beside
from ranking.answers import UpdateMark
from ranking.presentation import shown_mark


def notes_shown_beside(
    session: Session, act_id: str, eids: Sequence[str], day: dt.date
) -> tuple[NoteView, ...]:
    """The notes that rest on provisions, each with its own mark."""
    notes = notes_beside(session, act_id, eids)
    marks = open_marks(session, [note.id for note in notes])
    return tuple(note_view(note, marks, day) for note in notes)


def note_view(note: Note, marks: Mapping[str, OpenMark], day: dt.date) -> NoteView:
    """A note with its newest version, and its mark if it has one."""
    version = note.current
    return NoteView(
        id=note.id,
        titles=dict(version.text.titles),
        texts=dict(version.text.texts),
        cites=tuple(CitedProvision(act_id=c.act_id, eid=c.eid) for c in note.cites),
        author=version.author,
        version=version.number,
        written_at=version.written_at,
        withdrawn=note.withdrawn_at is not None,
        update=shown_mark(marks.get(note.id), day),
    )


@dataclass(frozen=True, slots=True)
class AroundService:
    """What is shown with a service beside its standard; ``lines`` maps eid to a row's mark."""

    mark: UpdateMark | None
    lines: dict[str, UpdateMark]
    card: CardView | None
    notes: tuple[NoteView, ...]


def around_service(
    session: Session, service: PublicService, eids: Sequence[str], day: dt.date
) -> AroundService:
    """The marks of a service and of its rows, its card and its notes."""
    article = article_id(service.act_id, service.root_eid, ArticleKind.SERVICE)
    rows = {eid: f"{service.act_id}/{eid}" for eid in eids}
    marks = open_marks(session, [article, *rows.values()])
    shown = {eid: shown_mark(marks.get(row), day) for eid, row in rows.items()}
    return AroundService(
        mark=shown_mark(marks.get(article), day),
        lines={eid: mark for eid, mark in shown.items() if mark is not None},
        card=card_view(card_of(session, article)),
        notes=notes_shown_beside(session, service.act_id, eids, day),
    )


def card_view(card: ServiceCard | None) -> CardView | None:
    """What a service was last accepted with."""
    if card is None:
        return None
    return CardView(
        accepted_at=card.accepted_at,
        editions=dict(card.editions),
        texts=dict(card.texts),
        submission_id=card.submission_id,
        fields=dict(card.fields),
    )


def mark_of(session: Session, article_id: str, day: dt.date) -> UpdateMark | None:
    """The mark of one article, as it is shown on a day."""
    return shown_mark(open_marks(session, [article_id]).get(article_id), day)

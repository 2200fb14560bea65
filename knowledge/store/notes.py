"""Keeping hand-written notes: versions, what they rest on, and finding them beside provisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.articles import ArticleKind
from knowledge.errors import NotFoundError
from knowledge.notes import Cited, Note, NoteError, NoteText, NoteVersion, checked, place_of
from knowledge.store import audit
from knowledge.store.acceptances import accept_article
from knowledge.store.tables import ActRow, ArticleRow, EditionRow, ProvisionRow
from knowledge.store.update_detection import close_row, detect_updates
from knowledge.store.update_tables import (
    NoteProvisionRow,
    NoteRow,
    NoteVersionRow,
)
from knowledge.store.updates import add_event, open_update_row, reason_rows
from knowledge.updates.values import EventKind, ReasonStatus, UpdateState


def write_note(
    session: Session, actor: Actor, text: NoteText, cites: Sequence[Cited], on: dt.date
) -> Note:
    """Add a note that rests on provisions as they read on a day.

    What editions of later days change is flagged at once. Raises NotAllowedError, NoteError.
    """
    demand(actor, Action.WRITE_NOTE)
    said = checked(text)
    _check_cites(session, cites)
    act_id = cites[0].act_id
    note_id = _free_id(session, act_id)
    session.add(
        ArticleRow(
            id=note_id,
            kind=ArticleKind.NOTE.value,
            act_id=act_id,
            eid=note_id.removeprefix(f"{act_id}/"),
        )
    )
    session.flush()
    session.add(NoteRow(article_id=note_id))
    session.flush()
    _cite(session, note_id, cites)
    add_version(session, note_id, said, actor.name)
    _stand_on(session, actor, note_id, on)
    note = find_note(session, note_id)
    audit.record(session, actor, "write_note", f"note:{note_id}", after=_logged(note))
    return note


def revise_note(
    session: Session,
    actor: Actor,
    note_id: str,
    text: NoteText,
    cites: Sequence[Cited] | None,
    on: dt.date,
) -> Note:
    """Give a note a new version, and other provisions to rest on (None: the same).

    While the note has an open update this is refused: its new text is handed in with the update,
    so that a second person sees it before the mark goes. Raises NotAllowedError, NoteError.
    """
    demand(actor, Action.WRITE_NOTE)
    before = _standing(session, note_id)
    update = open_update_row(session, note_id)
    if update is not None:
        raise NoteError(
            f"What the note rests on has changed: hand its new text in with update {update.id}."
        )
    said = checked(text)
    if cites is not None:
        _check_cites(session, cites)
        session.execute(delete(NoteProvisionRow).where(NoteProvisionRow.article_id == note_id))
        _cite(session, note_id, cites)
    add_version(session, note_id, said, actor.name)
    _stand_on(session, actor, note_id, on)
    note = find_note(session, note_id)
    audit.record(
        session,
        actor,
        "revise_note",
        f"note:{note_id}",
        before=_logged(before),
        after=_logged(note),
    )
    return note


def withdraw_note(session: Session, actor: Actor, note_id: str, reason: str) -> Note:
    """Take a note out of use, with a written reason; it is kept. Its update ends with it."""
    demand(actor, Action.WRITE_NOTE)
    before = _standing(session, note_id)
    if not reason.strip():
        raise NoteError("Say in writing why the note is withdrawn.")
    session.get_one(NoteRow, note_id).withdrawn_at = dt.datetime.now(dt.UTC)
    update = open_update_row(session, note_id)
    if update is not None:
        state = UpdateState(update.state)
        for row in reason_rows(session, update.id):
            if row.status == ReasonStatus.OPEN.value:
                row.status = ReasonStatus.WITHDRAWN.value
        close_row(update, UpdateState.WITHDRAWN)
        add_event(
            session,
            update.id,
            actor,
            EventKind.WITHDRAWN,
            state,
            UpdateState.WITHDRAWN,
            note=reason.strip(),
        )
    session.flush()
    audit.record(
        session,
        actor,
        "withdraw_note",
        f"note:{note_id}",
        before=_logged(before),
        after={"reason": reason.strip()},
    )
    return find_note(session, note_id)


def find_note(session: Session, note_id: str) -> Note:
    """A note with its versions. Raises NotFoundError."""
    found = notes_of(session, [note_id])
    if not found:
        raise NotFoundError(f"There is no note «{note_id}» in the base.")
    return found[0]


def notes_of(session: Session, note_ids: Iterable[str]) -> list[Note]:
    """Notes by their ids, in order of id; unknown ids are left out."""
    ids = sorted(set(note_ids))
    rows = session.execute(
        select(NoteRow.article_id, NoteRow.withdrawn_at, ArticleRow.act_id)
        .join(ArticleRow, ArticleRow.id == NoteRow.article_id)
        .where(NoteRow.article_id.in_(ids))
        .order_by(NoteRow.article_id)
    ).all()
    versions: dict[str, list[NoteVersion]] = {}
    for version in session.scalars(
        select(NoteVersionRow)
        .where(NoteVersionRow.article_id.in_(ids))
        .order_by(NoteVersionRow.number)
    ):
        versions.setdefault(version.article_id, []).append(_version(version))
    cites: dict[str, list[Cited]] = {}
    for cited in session.scalars(
        select(NoteProvisionRow)
        .where(NoteProvisionRow.article_id.in_(ids))
        .order_by(NoteProvisionRow.act_id, NoteProvisionRow.eid)
    ):
        cites.setdefault(cited.article_id, []).append(Cited(cited.act_id, cited.eid))
    return [
        Note(
            id=row.article_id,
            act_id=row.act_id,
            cites=tuple(cites.get(row.article_id, ())),
            versions=tuple(versions[row.article_id]),
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    ]


def notes_beside(session: Session, act_id: str, eids: Sequence[str]) -> list[Note]:
    """The notes in use that rest on one of the provisions, or on a part of one."""
    places = {place_of(eid) for eid in eids}
    found = session.execute(
        select(NoteProvisionRow.article_id, NoteProvisionRow.eid)
        .join(NoteRow, NoteRow.article_id == NoteProvisionRow.article_id)
        .where(NoteProvisionRow.act_id == act_id, NoteRow.withdrawn_at.is_(None))
    )
    ids = [note_id for note_id, eid in found if not places.isdisjoint(_holders(place_of(eid)))]
    return notes_of(session, ids) if ids else []


def _holders(place: str) -> list[str]:
    """A place and all that hold it: a note on a subparagraph stands beside its paragraph."""
    parts = place.split("__")
    return ["__".join(parts[:length]) for length in range(1, len(parts) + 1)]


def all_notes(session: Session, act_id: str | None = None) -> list[Note]:
    """The notes in use, of one act (by the first provision cited) or of all."""
    query = select(NoteRow.article_id).where(NoteRow.withdrawn_at.is_(None))
    if act_id is not None:
        query = query.join(ArticleRow, ArticleRow.id == NoteRow.article_id).where(
            ArticleRow.act_id == act_id
        )
    return notes_of(session, session.scalars(query).all())


def add_version(session: Session, note_id: str, text: NoteText, author: str) -> None:
    """Add a version to a note, whose text has been checked."""
    newest = session.scalar(
        select(func.max(NoteVersionRow.number)).where(NoteVersionRow.article_id == note_id)
    )
    session.add(
        NoteVersionRow(
            article_id=note_id,
            number=(newest or 0) + 1,
            titles=dict(text.titles),
            texts=dict(text.texts),
            author=author,
            written_at=dt.datetime.now(dt.UTC),
        )
    )
    session.flush()


def _standing(session: Session, note_id: str) -> Note:
    note = find_note(session, note_id)
    if note.withdrawn_at is not None:
        raise NoteError(f"The note «{note_id}» was withdrawn; write a new one.")
    return note


def _stand_on(session: Session, actor: Actor, note_id: str, on: dt.date) -> None:
    """Let the note rest on its acts as they read on a day, or first read where that is later."""
    if not accept_article(session, actor, note_id, as_of=on):
        first = session.scalar(
            select(func.min(EditionRow.date)).where(
                EditionRow.act_id.in_(
                    select(NoteProvisionRow.act_id).where(NoteProvisionRow.article_id == note_id)
                ),
                EditionRow.superseded_at.is_(None),
            )
        )
        accept_article(session, actor, note_id, as_of=first)
    for act_id in session.scalars(
        select(NoteProvisionRow.act_id).where(NoteProvisionRow.article_id == note_id).distinct()
    ).all():
        detect_updates(session, act_id)


def _check_cites(session: Session, cites: Sequence[Cited]) -> None:
    if not cites:
        raise NoteError("A note has to rest on a provision: say which ones it cites.")
    for cited in cites:
        if session.get(ActRow, cited.act_id) is None:
            raise NotFoundError(f"There is no act «{cited.act_id}» in the base.")
        known = session.scalar(
            select(ProvisionRow.eid)
            .join(EditionRow, EditionRow.id == ProvisionRow.edition_id)
            .where(
                EditionRow.act_id == cited.act_id,
                EditionRow.superseded_at.is_(None),
                ProvisionRow.eid == cited.eid,
            )
            .limit(1)
        )
        if known is None:
            raise NotFoundError(
                f"{cited.act_id} has no element «{cited.eid}»; "
                f"`bilim act {cited.act_id}` lists all."
            )


def _cite(session: Session, note_id: str, cites: Sequence[Cited]) -> None:
    session.add_all(
        NoteProvisionRow(article_id=note_id, act_id=cited.act_id, eid=cited.eid)
        for cited in dict.fromkeys(cites)
    )
    session.flush()


def _free_id(session: Session, act_id: str) -> str:
    prefix = f"{act_id}/note/"
    count = session.scalar(
        select(func.count())
        .select_from(ArticleRow)
        .where(ArticleRow.act_id == act_id, ArticleRow.kind == ArticleKind.NOTE.value)
    )
    return f"{prefix}{(count or 0) + 1}"


def _version(row: NoteVersionRow) -> NoteVersion:
    text = NoteText(dict(row.titles), dict(row.texts))
    return NoteVersion(row.number, text, row.author, row.written_at)


def _logged(note: Note) -> dict[str, object]:
    version = note.current
    return {
        "version": version.number,
        "titles": dict(version.text.titles),
        "texts": dict(version.text.texts),
        "cites": [f"{cited.act_id}/{cited.eid}" for cited in note.cites],
    }

"""Moving updates from state to state: checked by the table of transitions, told in the history.

Everything runs in the caller's transaction, with the entry in the audit log.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from knowledge.accounts.permissions import Actor
from knowledge.articles import ArticleKind
from knowledge.errors import InvalidReferenceError, NotFoundError
from knowledge.notes import NOTE_LANGUAGES, NoteText, checked
from knowledge.store import audit
from knowledge.store.acceptances import accept_article, settle
from knowledge.store.notes import add_version, find_note
from knowledge.store.tables import ArticleRow, SubmissionRow
from knowledge.store.update_tables import UpdateRow
from knowledge.store.updates import add_event, find_update, service_id_of, update_row
from knowledge.updates.transitions import check_move
from knowledge.updates.values import NO_CONTENT, Content, EventKind, Update, UpdateState


@dataclass(frozen=True, slots=True)
class Move:
    """What is asked for: the state to go to, and what goes with it.

    ``note`` is the written reason; ``content`` what is handed in; ``assignee`` whom the update is
    given to, as history shows it.
    """

    to: UpdateState
    note: str = ""
    content: Content = field(default=NO_CONTENT)
    assignee: str = ""


def move_update(session: Session, actor: Actor, update_id: int, move: Move) -> Update:
    """Move an update. Returns it as it is afterwards.

    Raises NotFoundError, NotAllowedError, SecondPersonError, TransitionError, NoteError,
    IncompleteTransitionError, InvalidReferenceError (content that belongs to something else).
    """
    before = find_update(session, update_id)
    check_move(before, move.to, actor, note=move.note, content=move.content)
    row = update_row(session, update_id)
    if move.to is UpdateState.ASSIGNED:
        row.assigned_to = move.assignee.strip()
    if move.to is UpdateState.SUBMITTED:
        _hand_in(session, row, before, move.content)
    row.state = move.to.value
    if before.is_open and move.to in (UpdateState.ACCEPTED, UpdateState.CLOSED):
        _settle(session, actor, row, before, move.to)
    add_event(
        session,
        row.id,
        actor,
        EventKind.MOVED,
        before.state,
        move.to,
        note=move.note.strip(),
        details=_details(move),
    )
    audit.record(
        session,
        actor,
        f"update_{move.to.value}",
        f"update:{row.id}",
        before={"state": before.state.value},
        after={"state": move.to.value, "note": move.note.strip(), **(_details(move) or {})},
    )
    session.flush()
    return find_update(session, update_id)


def _hand_in(session: Session, row: UpdateRow, update: Update, content: Content) -> None:
    unknown = sorted(set(content.texts) - set(NOTE_LANGUAGES))
    if unknown:
        raise InvalidReferenceError(
            f"New content is handed in in kk and ru, not in {', '.join(unknown)}."
        )
    if update.kind is ArticleKind.NOTE:
        _check_note_content(content)
    elif content.submission_id is not None:
        _check_submission(session, row, content.submission_id)
    row.texts = {language: text.strip() for language, text in content.texts.items() if text.strip()}
    row.submission_id = content.submission_id


def _check_note_content(content: Content) -> None:
    if content.submission_id is not None:
        raise InvalidReferenceError(
            "An Annex 1 form speaks of a service; a note is handed in as text."
        )
    texts = {language: text for language, text in content.texts.items() if text.strip()}
    checked(NoteText(dict.fromkeys(texts, "-"), texts))


def _check_submission(session: Session, row: UpdateRow, submission_id: int) -> None:
    submission = session.get(SubmissionRow, submission_id)
    if submission is None:
        raise NotFoundError(f"There is no row {submission_id} of an Annex 1 form in the base.")
    article = session.get_one(ArticleRow, row.article_id)
    service_id = service_id_of(article)
    if submission.service_id is not None and submission.service_id != service_id:
        raise InvalidReferenceError(
            f"Row {submission_id} speaks of the service {submission.service_id}, and the update "
            f"is of {service_id}."
        )


def _settle(
    session: Session, actor: Actor, row: UpdateRow, update: Update, to: UpdateState
) -> None:
    """Put in force what was handed in, and take the mark off.

    Confirmed not to be affected, an article keeps its content and stands on the newest text.
    """
    content = update.content if to is UpdateState.ACCEPTED else NO_CONTENT
    if update.kind is ArticleKind.NOTE and content is not NO_CONTENT:
        note = find_note(session, row.article_id)
        known = note.current.text
        texts = {**known.texts, **content.texts}
        titles = {language: known.titles.get(language) or _a_title(known) for language in texts}
        handed_in = update.last_to(UpdateState.SUBMITTED)
        author = handed_in.actor if handed_in else actor.name
        add_version(session, row.article_id, NoteText(titles, texts), author)
    accept_article(session, actor, row.article_id, update_id=row.id, content=content)
    settle(session, row, to)


def _a_title(text: NoteText) -> str:
    return next(iter(text.titles.values()))


def _details(move: Move) -> dict[str, object] | None:
    details: dict[str, object] = {}
    if move.to is UpdateState.ASSIGNED and move.assignee.strip():
        details["assigned_to"] = move.assignee.strip()
    if move.to is UpdateState.SUBMITTED:
        if move.content.submission_id is not None:
            details["submission_id"] = move.content.submission_id
        languages = sorted(k for k, text in move.content.texts.items() if text.strip())
        if languages:
            details["languages"] = languages
    return details or None

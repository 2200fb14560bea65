"""Flagging the articles that a change of the editions makes stale, in that change's transaction.

What should be flagged is worked out from all editions (`knowledge.updates.detection`) and
compared with what is stored; only differences are written, each with an entry in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.accounts.permissions import SYSTEM
from knowledge.articles import ArticleKind
from knowledge.store import audit
from knowledge.store.tables import ArticleRow
from knowledge.store.update_grounds import Grounds, Watched, read_grounds
from knowledge.store.update_tables import UpdateEventRow, UpdateReasonRow, UpdateRow
from knowledge.store.update_terms import DueDates, due_dates
from knowledge.store.updates import add_event, open_update_row, reason_of, reason_rows
from knowledge.updates.detection import changes_since
from knowledge.updates.merging import (
    Merge,
    asks_for_something_else,
    due_of,
    merge,
    restarted,
    since_of,
)
from knowledge.updates.values import (
    Change,
    EventKind,
    Reason,
    ReasonKey,
    ReasonStatus,
    UpdateState,
)


def detect_updates(
    session: Session,
    act_id: str,
    languages: Sequence[str] | None = None,
    *,
    due: DueDates | None = None,
) -> tuple[int, ...]:
    """Bring the updates of all articles that rest on an act in step with its editions.

    ``languages``: only those (None: all). Returns the ids of the updates that are new or changed;
    running it again changes nothing.
    """
    grounds = read_grounds(session, act_id, languages)
    if grounds is None:
        return ()
    due = due or due_dates(session)
    spoken = sorted({edition.language for edition in grounds.editions})
    touched = []
    for article in grounds.articles:
        wanted = [
            Reason(change, due(change.edition_date, act_id))
            for language in languages or spoken
            for change in _changes(grounds, article, act_id, language)
        ]
        update_id = _bring_in_step(session, article, wanted, _Scope(act_id, languages))
        if update_id is not None:
            touched.append(update_id)
    return tuple(touched)


def _changes(grounds: Grounds, article: Watched, act_id: str, language: str) -> tuple[Change, ...]:
    return changes_since(
        grounds.accepted_on(article, language),
        grounds.of(article, language),
        act_id=act_id,
        language=language,
        moving_matters=article.kind is ArticleKind.NOTE,
    )


class _Scope:
    """Which stored reasons a detection speaks of: those of one act, in the languages looked at."""

    def __init__(self, act_id: str, languages: Sequence[str] | None) -> None:
        self._act_id = act_id
        self._languages = languages

    def __contains__(self, reason: Reason) -> bool:
        change = reason.change
        return change.act_id == self._act_id and (
            self._languages is None or change.language in self._languages
        )


def _bring_in_step(
    session: Session,
    article: Watched,
    wanted: Sequence[Reason],
    scope: _Scope,
) -> int | None:
    row = open_update_row(session, article.article_id)
    if row is None:
        return _flag(session, article, wanted) if wanted else None
    before = _open(reason_rows(session, row.id))
    found = merge((reason for reason in before if reason in scope), wanted)
    _store(session, row.id, found)
    after = [*(reason for reason in before if reason not in scope), *found.open]
    if found.added or found.withdrawn:
        _tell(session, row, found, before, after)
        return row.id
    return row.id if _redate(session, row, after) else None


def _open(rows: Iterable[UpdateReasonRow]) -> list[Reason]:
    reasons = map(reason_of, rows)
    return [reason for reason in reasons if reason.status is ReasonStatus.OPEN]


def _flag(session: Session, article: Watched, reasons: Sequence[Reason]) -> int:
    row = UpdateRow(
        article_id=article.article_id,
        open_article_id=article.article_id,
        state=UpdateState.FLAGGED.value,
        due=due_of(reasons),
        since=since_of(reasons),
        assigned_to="",
        texts={},
    )
    session.add(row)
    session.flush()
    _store(session, row.id, Merge(tuple(reasons), (), ()))
    details = _listed(reasons) | {"due": row.due.isoformat()}
    add_event(
        session, row.id, SYSTEM, EventKind.FLAGGED, None, UpdateState.FLAGGED, details=details
    )
    audit.record(
        session,
        SYSTEM,
        "flag_update",
        f"update:{row.id}",
        after={"article": row.article_id, "state": row.state, **details},
    )
    return row.id


def _store(session: Session, update_id: int, found: Merge) -> None:
    """Write the reasons; one that was withdrawn and comes back is opened again."""
    stored: dict[ReasonKey, UpdateReasonRow] = {
        reason_of(row).change.key: row for row in reason_rows(session, update_id)
    }
    fresh = [reason for reason in found.added if reason.change.key not in stored]
    articles = _citable(session, fresh)
    for reason in (*found.added, *found.kept):
        change = reason.change
        row = stored.get(change.key)
        if row is None:
            row = UpdateReasonRow(
                update_id=update_id,
                provision=articles[change.act_id, change.eid],
                language=change.language,
                act_id=change.act_id,
                eid=change.eid,
                old_hash=change.old_hash or "",
                new_hash=change.new_hash or "",
                edition_date=change.edition_date,
            )
            session.add(row)
        row.old_edition_id = change.old_edition_id
        row.new_edition_id = change.new_edition_id
        row.due = reason.due
        row.status = ReasonStatus.OPEN.value
    for reason in found.withdrawn:
        stored[reason.change.key].status = ReasonStatus.WITHDRAWN.value
    session.flush()


def _citable(session: Session, reasons: Iterable[Reason]) -> dict[tuple[str, str], str]:
    """For each provision the article that quotes it: itself, or the paragraph that holds it."""
    places = {(reason.change.act_id, reason.change.eid) for reason in reasons}
    above = {place: _upwards(*place) for place in places}
    asked = sorted({article for articles in above.values() for article in articles})
    known = set(session.scalars(select(ArticleRow.id).where(ArticleRow.id.in_(asked))))
    return {
        place: next((candidate for candidate in ids if candidate in known), ids[0])
        for place, ids in above.items()
    }


def _upwards(act_id: str, eid: str) -> list[str]:
    parts = eid.split("__")
    return [f"{act_id}/{'__'.join(parts[:length])}" for length in range(len(parts), 0, -1)]


def _tell(
    session: Session,
    row: UpdateRow,
    found: Merge,
    before: Sequence[Reason],
    after: Sequence[Reason],
) -> None:
    """Put what happened to an open update into its history, and move it where it must go."""
    state = UpdateState(row.state)
    if found.added:
        _add(session, row, EventKind.JOINED, state, _listed(found.added))
    if found.withdrawn:
        _add(session, row, EventKind.REASONS_WITHDRAWN, state, _listed(found.withdrawn))
    if not after:
        close_row(row, UpdateState.WITHDRAWN)
        _add(session, row, EventKind.WITHDRAWN, UpdateState.WITHDRAWN, {}, state)
        return
    _redate(session, row, after)
    start = restarted(state, was_assigned=_was_assigned(session, row.id))
    if start is not state and asks_for_something_else(before, after):
        row.state = start.value
        _add(session, row, EventKind.RESTARTED, start, {}, state)


def _redate(session: Session, row: UpdateRow, reasons: Sequence[Reason]) -> bool:
    """Make the update due by the earliest of its open reasons; True where that was another day."""
    due, since, was = due_of(reasons), since_of(reasons), row.due
    row.due, row.since = due, since
    if due == was:
        return False
    state = UpdateState(row.state)
    details = {"from": was.isoformat(), "to": due.isoformat()}
    _add(session, row, EventKind.DUE_CHANGED, state, details)
    return True


def renew_due_dates(session: Session, due: DueDates | None = None) -> tuple[int, ...]:
    """Work out the due dates of all open updates again: the calendar or a body's term changed.

    Returns the ids of the updates that are due on another day now; each history says so.
    """
    due = due or due_dates(session)
    moved = []
    for row in session.scalars(
        select(UpdateRow).where(UpdateRow.open_article_id.is_not(None)).order_by(UpdateRow.id)
    ).all():
        rows = [r for r in reason_rows(session, row.id) if r.status == ReasonStatus.OPEN.value]
        for reason in rows:
            reason.due = due(reason.edition_date, reason.act_id)
        if _redate(session, row, [reason_of(reason) for reason in rows]):
            moved.append(row.id)
    return tuple(moved)


def close_row(row: UpdateRow, state: UpdateState) -> None:
    """Put an update into a state that is not open; its article may be flagged anew from now on."""
    row.state = state.value
    row.open_article_id = None


def _add(
    session: Session,
    row: UpdateRow,
    kind: EventKind,
    to_state: UpdateState,
    details: dict[str, Any],
    from_state: UpdateState | None = None,
) -> None:
    start = from_state or to_state
    add_event(session, row.id, SYSTEM, kind, start, to_state, details=details or None)
    audit.record(
        session,
        SYSTEM,
        f"{kind.value}_update",
        f"update:{row.id}",
        before={"state": start.value},
        after={"state": to_state.value, **details},
    )


def _was_assigned(session: Session, update_id: int) -> bool:
    return (
        session.scalar(
            select(UpdateEventRow.id)
            .where(
                UpdateEventRow.update_id == update_id,
                UpdateEventRow.to_state == UpdateState.ASSIGNED.value,
            )
            .limit(1)
        )
        is not None
    )


def _listed(reasons: Iterable[Reason]) -> dict[str, Any]:
    """What the history says of reasons: which provisions, in which languages, by which editions."""
    changes = [reason.change for reason in reasons]
    return {
        "provisions": sorted({change.eid for change in changes}),
        "languages": sorted({change.language for change in changes}),
        "editions": sorted({change.edition_date.isoformat() for change in changes}),
    }

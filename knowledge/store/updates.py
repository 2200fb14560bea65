"""Reading updates with their reasons and histories, and writing both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.accounts.permissions import Actor
from knowledge.articles import ArticleKind
from knowledge.errors import NotFoundError
from knowledge.store.tables import ArticleRow
from knowledge.store.update_tables import UpdateEventRow, UpdateReasonRow, UpdateRow
from knowledge.store.update_terms import Bodies, bodies
from knowledge.updates.values import (
    Change,
    Content,
    Event,
    EventKind,
    Reason,
    ReasonStatus,
    Update,
    UpdateState,
)

_PART = 500


def find_update(session: Session, update_id: int) -> Update:
    """An update with its reasons and its whole history. Raises NotFoundError."""
    return _updates(session, [update_row(session, update_id)], with_history=True)[0]


def update_row(session: Session, update_id: int) -> UpdateRow:
    """The row of an update, to be changed. Raises NotFoundError."""
    row = session.get(UpdateRow, update_id)
    if row is None:
        raise NotFoundError(f"There is no update {update_id}; `bilim updates` lists all.")
    return row


def open_update_row(session: Session, article_id: str) -> UpdateRow | None:
    """The open update of an article, if there is one."""
    return session.scalar(select(UpdateRow).where(UpdateRow.open_article_id == article_id))


def updates_listed(
    session: Session,
    *,
    state: UpdateState | None = None,
    article_id: str | None = None,
    only_open: bool = True,
) -> list[Update]:
    """Updates without their histories, the most urgent first."""
    query = select(UpdateRow).order_by(UpdateRow.due, UpdateRow.id)
    if state is not None:
        query = query.where(UpdateRow.state == state.value)
    elif only_open:
        query = query.where(UpdateRow.open_article_id.is_not(None))
    if article_id is not None:
        query = query.where(UpdateRow.article_id == article_id)
    return _updates(session, session.scalars(query).all(), with_history=False)


def reason_rows(session: Session, update_id: int) -> list[UpdateReasonRow]:
    """The reasons of an update as rows, to be changed."""
    return list(
        session.scalars(
            select(UpdateReasonRow)
            .where(UpdateReasonRow.update_id == update_id)
            .order_by(UpdateReasonRow.edition_date, UpdateReasonRow.id)
        )
    )


def reason_of(row: UpdateReasonRow) -> Reason:
    """A stored reason as a value."""
    change = Change(
        language=row.language,
        act_id=row.act_id,
        eid=row.eid,
        old_hash=row.old_hash or None,
        new_hash=row.new_hash or None,
        edition_date=row.edition_date,
        old_edition_id=row.old_edition_id,
        new_edition_id=row.new_edition_id,
    )
    return Reason(change, row.due, ReasonStatus(row.status))


def add_event(
    session: Session,
    update_id: int,
    actor: Actor,
    kind: EventKind,
    from_state: UpdateState | None,
    to_state: UpdateState,
    *,
    note: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry to the history of an update. ``details`` must be fit for JSON."""
    session.add(
        UpdateEventRow(
            update_id=update_id,
            at=dt.datetime.now(dt.UTC),
            actor=actor.name,
            account_id=actor.account_id,
            kind=kind.value,
            from_state=from_state.value if from_state else None,
            to_state=to_state.value,
            note=note,
            details=dict(details) if details is not None else None,
        )
    )
    session.flush()


def _updates(session: Session, rows: Sequence[UpdateRow], *, with_history: bool) -> list[Update]:
    if not rows:
        return []
    ids = [row.id for row in rows]
    articles = _articles(session, {row.article_id for row in rows})
    body_of = bodies(session)
    reasons = _reasons(session, ids)
    history = _history(session, ids) if with_history else {}
    return [
        Update(
            id=row.id,
            article_id=row.article_id,
            kind=ArticleKind(articles[row.article_id].kind),
            state=UpdateState(row.state),
            due=row.due,
            since=row.since,
            body_id=_body(articles[row.article_id], body_of),
            assigned_to=row.assigned_to,
            reasons=tuple(reasons.get(row.id, ())),
            content=Content(dict(row.texts), row.submission_id),
            history=tuple(history.get(row.id, ())),
        )
        for row in rows
    ]


def service_id_of(article: ArticleRow) -> str | None:
    """The service whose article it is; None for a note."""
    if article.kind != ArticleKind.SERVICE.value:
        return None
    return f"{article.act_id}/{article.eid}"


def _body(article: ArticleRow, body_of: Bodies) -> int | None:
    service_id = service_id_of(article)
    return body_of(article.act_id, service_id) if service_id is not None else None


def _articles(session: Session, article_ids: Iterable[str]) -> dict[str, ArticleRow]:
    wanted = sorted(article_ids)
    return {
        row.id: row
        for start in range(0, len(wanted), _PART)
        for row in session.scalars(
            select(ArticleRow).where(ArticleRow.id.in_(wanted[start : start + _PART]))
        )
    }


def _reasons(session: Session, ids: Sequence[int]) -> dict[int, list[Reason]]:
    found: dict[int, list[Reason]] = {}
    for start in range(0, len(ids), _PART):
        for row in session.scalars(
            select(UpdateReasonRow)
            .where(UpdateReasonRow.update_id.in_(ids[start : start + _PART]))
            .order_by(UpdateReasonRow.edition_date, UpdateReasonRow.id)
        ):
            found.setdefault(row.update_id, []).append(reason_of(row))
    return found


def _history(session: Session, ids: Sequence[int]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = {}
    for row in session.scalars(
        select(UpdateEventRow).where(UpdateEventRow.update_id.in_(ids)).order_by(UpdateEventRow.id)
    ):
        found.setdefault(row.update_id, []).append(_event(row))
    return found


def _event(row: UpdateEventRow) -> Event:
    return Event(
        at=row.at,
        actor=row.actor,
        account_id=row.account_id,
        kind=EventKind(row.kind),
        from_state=UpdateState(row.from_state) if row.from_state else None,
        to_state=UpdateState(row.to_state),
        note=row.note,
        details=row.details,
    )

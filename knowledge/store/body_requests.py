"""Requests to state bodies for missing information, and how they replied (п. 24–25, 28).

A body that refuses a second time within a month has to be reported: that is an event of duties.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.duties import Refusal, repeated_refusals
from knowledge.errors import NotFoundError
from knowledge.registers import BodyReply, BodyRequest, RegisterError, ReplyKind
from knowledge.rulebook import Event
from knowledge.store import audit
from knowledge.store.bodies import find_body
from knowledge.store.duty_events import fulfilments, raise_duties, withdraw_row
from knowledge.store.reading import find_act
from knowledge.store.register_tables import BodyReplyRow, BodyRequestRow, DutyTriggerRow
from knowledge.store.services import find_service


def ask_body(
    session: Session,
    actor: Actor,
    body_id: int,
    asked_on: dt.date,
    text: str,
    *,
    act: str | None = None,
    service_id: str | None = None,
) -> BodyRequest:
    """Record what a state body was asked for.

    Raises NotAllowedError, NotFoundError and RegisterError (nothing asked).
    """
    demand(actor, Action.MANAGE_REGISTERS)
    if not text.strip():
        raise RegisterError("Say what the state body is asked for.")
    act_id = find_act(session, act).id if act is not None else None
    if service_id is not None:
        act_id = find_service(session, service_id).act_id
    row = BodyRequestRow(
        body_id=find_body(session, str(body_id)).id,
        act_id=act_id,
        service_id=service_id,
        asked_on=asked_on,
        text=text.strip(),
        recorded_at=dt.datetime.now(dt.UTC),
        recorded_by=actor.name,
    )
    session.add(row)
    session.flush()
    after = {"body": row.body_id, "asked_on": asked_on.isoformat(), "text": row.text}
    audit.record(session, actor, "ask_body", f"request:{row.id}", after=after)
    return _request(row, ())


def record_reply(
    session: Session,
    actor: Actor,
    request_id: int,
    kind: ReplyKind,
    replied_on: dt.date,
    text: str,
) -> BodyRequest:
    """Record how a state body replied to a request; a repeated refusal raises its duty.

    Raises NotAllowedError, NotFoundError and RegisterError (no text, or before it was asked).
    """
    demand(actor, Action.MANAGE_REGISTERS)
    row = session.get(BodyRequestRow, request_id)
    if row is None:
        raise NotFoundError(f"There is no request {request_id}.")
    if not text.strip():
        raise RegisterError("Say what was replied, or which document says it.")
    if replied_on < row.asked_on:
        raise RegisterError(f"The request was made on {row.asked_on.isoformat()}.")
    reply = BodyReplyRow(
        request_id=row.id,
        kind=kind.value,
        replied_on=replied_on,
        text=text.strip(),
        recorded_at=dt.datetime.now(dt.UTC),
        recorded_by=actor.name,
    )
    session.add(reply)
    session.flush()
    after = {"kind": kind.value, "replied_on": replied_on.isoformat(), "text": reply.text}
    audit.record(session, actor, "record_reply", f"request:{row.id}", after=after)
    if kind is ReplyKind.REFUSAL:
        _raise_repeated(session, actor, row.body_id)
    return find_request(session, row.id)


def find_request(session: Session, request_id: int) -> BodyRequest:
    """A request by id, with its replies. Raises NotFoundError."""
    row = session.get(BodyRequestRow, request_id)
    if row is None:
        raise NotFoundError(f"There is no request {request_id}.")
    return _request(row, _replies(session, [row.id]))


def requests(
    session: Session, body_id: int | None = None, *, unanswered: bool = False
) -> tuple[BodyRequest, ...]:
    """Requests with their replies, oldest first; ``unanswered``: only those without an answer."""
    query = select(BodyRequestRow).order_by(BodyRequestRow.asked_on, BodyRequestRow.id)
    if body_id is not None:
        query = query.where(BodyRequestRow.body_id == body_id)
    rows = session.scalars(query).all()
    replies: dict[int, list[BodyReplyRow]] = {}
    for reply in _replies(session, [row.id for row in rows]):
        replies.setdefault(reply.request_id, []).append(reply)
    found = (_request(row, replies.get(row.id, ())) for row in rows)
    return tuple(
        request
        for request in found
        if not (unanswered and any(r.kind is ReplyKind.ANSWER for r in request.replies))
    )


def _raise_repeated(session: Session, actor: Actor, body_id: int) -> None:
    """Bring the events of repeated refusals in step with the refusals of a body.

    A refusal that is recorded late, with an earlier date, can make another one the second; an
    event that no longer stands goes, unless the report was made already.
    """
    rows = session.scalars(
        select(BodyReplyRow)
        .join(BodyRequestRow, BodyRequestRow.id == BodyReplyRow.request_id)
        .where(BodyRequestRow.body_id == body_id, BodyReplyRow.kind == ReplyKind.REFUSAL.value)
    )
    groups = repeated_refusals(Refusal(row.id, row.replied_on) for row in rows)
    subjects = {f"reply:{group[1].id}": group[1].day for group in groups}
    for known in session.scalars(
        select(DutyTriggerRow).where(
            DutyTriggerRow.event == Event.REFUSED_REPEATEDLY.value,
            DutyTriggerRow.body_id == body_id,
            DutyTriggerRow.withdrawn_at.is_(None),
        )
    ).all():
        if known.subject not in subjects and not fulfilments(session, known.id):
            withdraw_row(session, actor, known, "an earlier refusal was recorded since")
    for subject, day in subjects.items():
        raise_duties(
            session, actor, Event.REFUSED_REPEATEDLY, day, body_id=body_id, subject=subject
        )


def _replies(session: Session, request_ids: list[int]) -> list[BodyReplyRow]:
    query = select(BodyReplyRow).where(BodyReplyRow.request_id.in_(request_ids))
    return list(session.scalars(query.order_by(BodyReplyRow.replied_on, BodyReplyRow.id)))


def _request(row: BodyRequestRow, replies: Iterable[BodyReplyRow]) -> BodyRequest:
    return BodyRequest(
        id=row.id,
        body_id=row.body_id,
        act_id=row.act_id,
        service_id=row.service_id,
        asked_on=row.asked_on,
        text=row.text,
        replies=tuple(
            BodyReply(reply.id, ReplyKind(reply.kind), reply.replied_on, reply.text)
            for reply in replies
        ),
    )

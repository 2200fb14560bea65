"""Acceptance protocols: from which day on a service is answered to callers.

A service is answered once its protocol has been in force for five working days (п. 23). Whether
one without any protocol is answered is a setting of the store, which says yes until an
administrator decides otherwise: a first run answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from knowledge.acceptance import AcceptancePolicy, AcceptanceProtocol
from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.calendar.working_days import WorkingCalendar
from knowledge.duties import consulting_opens
from knowledge.errors import NotFoundError
from knowledge.registers import RegisterError
from knowledge.rulebook import shipped_rulebook
from knowledge.store import audit
from knowledge.store.acceptance_tables import AcceptanceProtocolRow, StoreSettingRow
from knowledge.store.answerable import POLICY, acceptance_policy
from knowledge.store.calendar_reading import stored_calendar
from knowledge.store.duty_events import fulfil_open
from knowledge.store.services import find_service
from knowledge.store.tables import ServiceRow


def register_protocol(
    session: Session, actor: Actor, service_id: str, signed_on: dt.date, number: str
) -> AcceptanceProtocol:
    """Record the signed protocol of a service; the same one twice is one.

    Fulfils the duty to draw it up. Raises NotAllowedError, NotFoundError, RegisterError and
    CalendarRangeError.
    """
    demand(actor, Action.MANAGE_REGISTERS)
    number = number.strip()
    if not number:
        raise RegisterError("A protocol has a number.")
    service = find_service(session, service_id)
    known = session.scalar(
        _active().where(
            AcceptanceProtocolRow.service_id == service_id,
            AcceptanceProtocolRow.number == number,
            AcceptanceProtocolRow.signed_on == signed_on,
        )
    )
    if known is not None:
        return _protocol(known)
    opens = consulting_opens(signed_on, shipped_rulebook(), stored_calendar(session))
    row = _add(session, actor, service_id, number, signed_on, opens)
    fulfil_open(
        session,
        actor,
        "draw_up_protocol",
        signed_on,
        f"protocol № {number}",
        act_id=service.act_id,
        service_id=service_id,
    )
    return _protocol(row)


def accept_without_protocol(
    session: Session, actor: Actor, on: dt.date, service_ids: Sequence[str] | None = None
) -> int:
    """Take services as accepted from a day on; None: all that have no protocol yet.

    For a base whose services were consulted on long before Bilim came. Returns how many were
    accepted. Raises NotAllowedError and NotFoundError.
    """
    demand(actor, Action.MANAGE_REGISTERS)
    accepted = {row.service_id for row in session.scalars(_active())}
    if service_ids is None:
        service_ids = session.scalars(select(ServiceRow.id).order_by(ServiceRow.id)).all()
    new = [found for found in dict.fromkeys(service_ids) if found not in accepted]
    for service_id in new:
        find_service(session, service_id)
        _add(session, actor, service_id, None, None, on)
    return len(new)


def withdraw_protocol(session: Session, actor: Actor, protocol_id: int, reason: str) -> None:
    """Take back a protocol that was recorded wrongly. Raises as ``register_protocol``."""
    demand(actor, Action.MANAGE_REGISTERS)
    row = session.get(AcceptanceProtocolRow, protocol_id)
    if row is None or row.withdrawn_at is not None:
        raise NotFoundError(f"There is no acceptance protocol {protocol_id}.")
    row.withdrawn_at = dt.datetime.now(dt.UTC)
    audit.record(
        session,
        actor,
        "withdraw_protocol",
        f"service:{row.service_id}",
        before=_shown(row),
        after={"reason": reason},
    )


def set_policy(session: Session, actor: Actor, policy: AcceptancePolicy) -> None:
    """Decide whether services without a protocol are answered. Raises NotAllowedError."""
    demand(actor, Action.MAINTAIN)
    before = acceptance_policy(session)
    row = session.get(StoreSettingRow, POLICY)
    if row is None:
        row = StoreSettingRow(name=POLICY, value=policy.value)
        session.add(row)
    row.value = policy.value
    audit.record(
        session,
        actor,
        "set_acceptance_policy",
        f"setting:{POLICY}",
        before={"policy": before.value},
        after={"policy": policy.value},
    )
    session.flush()


def protocols(session: Session, service_id: str | None = None) -> tuple[AcceptanceProtocol, ...]:
    """The protocols that count, in the order of their recording."""
    query = _active()
    if service_id is not None:
        query = query.where(AcceptanceProtocolRow.service_id == service_id)
    return tuple(map(_protocol, session.scalars(query)))


def renew_openings(session: Session, calendar: WorkingCalendar) -> None:
    """Work out anew from which day services are answered, after the calendar changed."""
    for row in session.scalars(_active()):
        if row.signed_on is not None:
            row.opens_on = consulting_opens(row.signed_on, shipped_rulebook(), calendar)
    session.flush()


def _active() -> Select[Any]:
    return (
        select(AcceptanceProtocolRow)
        .where(AcceptanceProtocolRow.withdrawn_at.is_(None))
        .order_by(AcceptanceProtocolRow.id)
    )


def _add(
    session: Session,
    actor: Actor,
    service_id: str,
    number: str | None,
    signed_on: dt.date | None,
    opens_on: dt.date,
) -> AcceptanceProtocolRow:
    row = AcceptanceProtocolRow(
        service_id=service_id,
        number=number,
        signed_on=signed_on,
        opens_on=opens_on,
        recorded_at=dt.datetime.now(dt.UTC),
        recorded_by=actor.name,
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "accept_service", f"service:{service_id}", after=_shown(row))
    return row


def _protocol(row: AcceptanceProtocolRow) -> AcceptanceProtocol:
    return AcceptanceProtocol(row.id, row.service_id, row.number, row.signed_on, row.opens_on)


def _shown(row: AcceptanceProtocolRow) -> dict[str, str | int | None]:
    return {
        "protocol": row.id,
        "number": row.number,
        "signed_on": row.signed_on.isoformat() if row.signed_on else None,
        "opens_on": row.opens_on.isoformat(),
    }

"""The register of responsible persons, with everybody who came before them.

Whoever replaces somebody has to be made known within five working days (п. 27): a replacement is
an event of duties, and the notice of it fulfils the duty.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.errors import NotFoundError
from knowledge.registers import (
    PersonDetails,
    RegisterConflictError,
    RegisterError,
    ResponsiblePerson,
    checked_details,
)
from knowledge.rulebook import Event
from knowledge.store import audit
from knowledge.store.bodies import find_body
from knowledge.store.duty_events import fulfil, fulfilments, raise_duties
from knowledge.store.register_tables import ResponsiblePersonRow
from knowledge.store.services import find_service

_DUTY = "notify_replacement"


def add_person(
    session: Session,
    actor: Actor,
    body_id: int,
    details: PersonDetails,
    since: dt.date,
    service_id: str | None = None,
) -> ResponsiblePerson:
    """Register a person responsible for a body's service, or for all of them.

    Raises NotAllowedError, NotFoundError, RegisterError.
    """
    demand(actor, Action.MANAGE_REGISTERS)
    body = find_body(session, str(body_id))
    if service_id is not None:
        find_service(session, service_id)
    return _person(_add(session, actor, body.id, checked_details(details), since, service_id))


def replace_person(
    session: Session,
    actor: Actor,
    person_id: int,
    details: PersonDetails,
    on: dt.date,
    notified_on: dt.date | None = None,
) -> ResponsiblePerson:
    """Register who came after a responsible person, from ``on`` on.

    The duty to give notice arises on that day, or on the day on which the person left; notice
    given on ``notified_on`` fulfils it. Raises NotAllowedError, NotFoundError, RegisterError, and
    RegisterConflictError where somebody else replaced them already.
    """
    demand(actor, Action.MANAGE_REGISTERS)
    row = _row(session, person_id)
    if row.replaced_by is not None:
        raise RegisterConflictError(f"{row.name} was replaced already.")
    details = checked_details(details)
    left = _end(session, actor, row, on) if row.until is None else row.until
    if on < left:
        raise RegisterError(f"{row.name} was responsible until {left.isoformat()}.")
    successor = _add(session, actor, row.body_id, details, on, row.service_id)
    row.replaced_by = successor.id
    session.flush()
    raised = _raise(session, actor, row, left)
    known = _DUTY in fulfilments(session, raised)
    if notified_on is not None and not known:
        fulfil(session, actor, raised, _DUTY, notified_on, f"notice of {details.name}")
    return _person(successor)


def end_person(session: Session, actor: Actor, person_id: int, on: dt.date) -> ResponsiblePerson:
    """Record that a person is no longer responsible from ``on`` on, with nobody after them yet.

    The duty to give notice arises. Raises NotAllowedError, NotFoundError and RegisterError, and
    RegisterConflictError where they left already.
    """
    demand(actor, Action.MANAGE_REGISTERS)
    row = _row(session, person_id)
    if row.until is not None:
        raise RegisterConflictError(f"{row.name} left already, on {row.until.isoformat()}.")
    _end(session, actor, row, on)
    _raise(session, actor, row, on)
    return _person(row)


def persons_of(
    session: Session, body_id: int, day: dt.date | None = None
) -> tuple[ResponsiblePerson, ...]:
    """The responsible persons of a body on a day; without one, everybody who ever was."""
    query = select(ResponsiblePersonRow).where(ResponsiblePersonRow.body_id == body_id)
    if day is not None:
        query = query.where(
            ResponsiblePersonRow.since <= day,
            ResponsiblePersonRow.until.is_(None) | (ResponsiblePersonRow.until > day),
        )
    query = query.order_by(ResponsiblePersonRow.since, ResponsiblePersonRow.id)
    return tuple(map(_person, session.scalars(query)))


def find_person(session: Session, person_id: int) -> ResponsiblePerson:
    """A responsible person by id. Raises NotFoundError."""
    return _person(_row(session, person_id))


def _row(session: Session, person_id: int) -> ResponsiblePersonRow:
    row = session.get(ResponsiblePersonRow, person_id)
    if row is None:
        raise NotFoundError(f"There is no responsible person {person_id}.")
    return row


def _add(
    session: Session,
    actor: Actor,
    body_id: int,
    details: PersonDetails,
    since: dt.date,
    service_id: str | None,
) -> ResponsiblePersonRow:
    row = ResponsiblePersonRow(
        body_id=body_id,
        service_id=service_id,
        name=details.name,
        position=details.position,
        phone=details.phone,
        email=details.email,
        since=since,
        recorded_at=dt.datetime.now(dt.UTC),
    )
    session.add(row)
    session.flush()
    # Telephone numbers and addresses of people stay out of the log.
    after = {
        "name": details.name,
        "position": details.position,
        "since": since.isoformat(),
        "service": service_id,
        "body": body_id,
    }
    audit.record(session, actor, "add_person", f"person:{row.id}", after=after)
    return row


def _end(session: Session, actor: Actor, row: ResponsiblePersonRow, on: dt.date) -> dt.date:
    if on < row.since:
        raise RegisterError(f"{row.name} is responsible only since {row.since.isoformat()}.")
    row.until = on
    audit.record(
        session,
        actor,
        "end_person",
        f"person:{row.id}",
        before={"name": row.name, "until": None},
        after={"name": row.name, "until": on.isoformat()},
    )
    return on


def _raise(session: Session, actor: Actor, row: ResponsiblePersonRow, day: dt.date) -> int:
    raised = raise_duties(
        session,
        actor,
        Event.RESPONSIBLE_REPLACED,
        day,
        body_id=row.body_id,
        subject=f"person:{row.id}",
    )
    return raised.trigger.id


def _person(row: ResponsiblePersonRow) -> ResponsiblePerson:
    return ResponsiblePerson(
        id=row.id,
        body_id=row.body_id,
        service_id=row.service_id,
        details=PersonDetails(row.name, row.position, row.phone, row.email),
        since=row.since,
        until=row.until,
        replaced_by=row.replaced_by,
    )

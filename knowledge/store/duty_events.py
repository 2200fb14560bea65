"""Recording the events that duties arise from, and the fulfilment of duties.

The same event learned twice (an edition loaded again, in the other language, from another file)
is one. A fulfilment may itself be an event: who sent Annex 1 has to hold the training.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.duties import Fulfilment, Trigger
from knowledge.errors import NotFoundError
from knowledge.registers import RegisterConflictError, RegisterError
from knowledge.rulebook import Event, Rule, Who, shipped_rulebook
from knowledge.store import audit
from knowledge.store.bodies import answering_bodies
from knowledge.store.register_tables import DutyFulfilmentRow, DutyTriggerRow
from knowledge.store.tables import ActRow, ServiceRow


@dataclass(frozen=True, slots=True)
class Raised:
    """An event as the store has it; ``new`` is false where it was known already.

    ``rules`` are those of the duties that arise from it; none may have one on its day.
    """

    trigger: Trigger
    new: bool
    rules: tuple[Rule, ...]


def raise_duties(
    session: Session,
    actor: Actor,
    event: Event,
    day: dt.date,
    *,
    act_id: str | None = None,
    service_id: str | None = None,
    body_id: int | None = None,
    subject: str = "",
    cause: tuple[int, str] | None = None,
) -> Raised:
    """Record an event of ``day``, from which the duties follow that the rulebook has for it.

    Nobody's right is asked for: an event is the consequence of something that was allowed.
    ``actor`` is who brought it about. An event that is known already changes nothing, also
    where somebody has withdrawn it. ``cause`` is the duty (trigger, id) whose fulfilment it is.
    Raises NotFoundError for an act or service that is not in the base.
    """
    if service_id is not None:
        service = session.get(ServiceRow, service_id)
        if service is None:
            raise NotFoundError(f"There is no service «{service_id}» in the base.")
        act_id = service.act_id
    elif act_id is not None and session.get(ActRow, act_id) is None:
        raise NotFoundError(f"There is no act «{act_id}» in the base.")
    key = _key(event, day, act_id, service_id, body_id, subject)
    row = session.scalar(select(DutyTriggerRow).where(DutyTriggerRow.key == key))
    new = row is None
    if row is None:
        row = DutyTriggerRow(
            key=key,
            event=event.value,
            day=day,
            act_id=act_id,
            service_id=service_id,
            body_id=body_id,
            subject=subject,
            cause_id=cause[0] if cause else None,
            cause_duty=cause[1] if cause else None,
            recorded_at=dt.datetime.now(dt.UTC),
            recorded_by=actor.name,
        )
        session.add(row)
        session.flush()
        audit.record(session, actor, "raise_duties", _subject(row.id), after=_shown(row))
    elif cause is not None and row.withdrawn_at is not None:
        # It went with a fulfilment that was taken back, and that has now been recorded again.
        row.withdrawn_at, new = None, True
        audit.record(session, actor, "raise_duties", _subject(row.id), after=_shown(row))
    return Raised(trigger_of(row), new, shipped_rulebook().raised_by(event, day))


def record_event(
    session: Session,
    actor: Actor,
    event: Event,
    day: dt.date,
    *,
    act_id: str | None = None,
    service_id: str | None = None,
    body_id: int | None = None,
    subject: str = "",
) -> Raised:
    """``raise_duties`` for an event entered by hand. Raises NotAllowedError as well."""
    demand(actor, Action.MANAGE_REGISTERS)
    return raise_duties(
        session,
        actor,
        event,
        day,
        act_id=act_id,
        service_id=service_id,
        body_id=body_id,
        subject=subject,
    )


def withdraw_event(session: Session, actor: Actor, trigger_id: int, reason: str) -> None:
    """Take back an event that was recorded by mistake, with the duties that arose from it.

    Raises NotAllowedError, NotFoundError and RegisterError (no reason).
    """
    demand(actor, Action.MANAGE_REGISTERS)
    if not reason.strip():
        raise RegisterError("Say why the event is taken back.")
    withdraw_row(session, actor, _trigger_row(session, trigger_id), reason)


def withdraw_row(session: Session, actor: Actor, row: DutyTriggerRow, reason: str) -> None:
    """Take back an event, and the events that were fulfilments of its duties."""
    row.withdrawn_at = dt.datetime.now(dt.UTC)
    audit.record(
        session,
        actor,
        "withdraw_event",
        _subject(row.id),
        before=_shown(row),
        after={"reason": reason},
    )
    for following in _followers(session, row.id):
        withdraw_row(session, actor, following, reason)


def fulfil(
    session: Session, actor: Actor, trigger_id: int, duty_id: str, day: dt.date, by: str
) -> None:
    """Record that a duty was fulfilled on ``day``, and by what.

    The same again changes nothing. Raises NotAllowedError, NotFoundError, RegisterError, and
    RegisterConflictError where it was fulfilled otherwise already.
    """
    row = _trigger_row(session, trigger_id)
    rule = _rule_of(row, duty_id)
    demand(actor, Action.FULFIL_DUTY, body_id=_body_of(session, row, rule, day))
    if not by.strip():
        raise RegisterError("Say by what the duty was fulfilled: a document, a submission.")
    if day < row.day:
        raise RegisterError(
            f"The duty arose on {row.day.isoformat()}; it cannot have been fulfilled on "
            f"{day.isoformat()}."
        )
    known = fulfilments(session, trigger_id).get(duty_id)
    if known == Fulfilment(day, by):
        return
    if known is not None:
        raise RegisterConflictError(
            f"«{duty_id}» was fulfilled on {known.day.isoformat()} ({known.by}). Take that back "
            f"first if it is wrong."
        )
    _add_fulfilment(session, actor, row, duty_id, day, by)
    leads_to = shipped_rulebook().definition(duty_id).leads_to
    if leads_to is not None:
        raise_duties(
            session,
            actor,
            leads_to,
            day,
            act_id=row.act_id,
            service_id=row.service_id,
            body_id=row.body_id,
            cause=(row.id, duty_id),
        )


def take_back(session: Session, actor: Actor, trigger_id: int, duty_id: str, reason: str) -> None:
    """Take back a fulfilment that was recorded wrongly, with what followed from it.

    Raises NotAllowedError, NotFoundError and RegisterError (no reason).
    """
    row = _trigger_row(session, trigger_id)
    known = fulfilments(session, trigger_id).get(duty_id)
    if known is None:
        raise NotFoundError(f"«{duty_id}» of event {trigger_id} is not fulfilled.")
    rule = _rule_of(row, duty_id)
    demand(actor, Action.FULFIL_DUTY, body_id=_body_of(session, row, rule, known.day))
    if not reason.strip():
        raise RegisterError("Say why the fulfilment is taken back.")
    _add_fulfilment(session, actor, row, duty_id, None, reason)
    for following in _followers(session, row.id, duty_id):
        withdraw_row(session, actor, following, reason)


def fulfil_open(
    session: Session,
    actor: Actor,
    duty_id: str,
    day: dt.date,
    by: str,
    *,
    act_id: str | None = None,
    service_id: str | None = None,
    body_id: int | None = None,
) -> int:
    """Fulfil every open duty of a kind that arose by ``day`` for a service, an act or a body.

    What Annex 1 or an accepted update does. A duty of the whole act is fulfilled by any of its
    services. Returns how many were fulfilled; raises as ``fulfil``.
    """
    count = 0
    query = select(DutyTriggerRow).where(
        DutyTriggerRow.day <= day, DutyTriggerRow.withdrawn_at.is_(None)
    )
    if act_id is not None:
        query = query.where(DutyTriggerRow.act_id == act_id)
    if body_id is not None:
        query = query.where(DutyTriggerRow.body_id == body_id)
    for row in session.scalars(query.order_by(DutyTriggerRow.id)).all():
        if row.service_id is not None and service_id not in (None, row.service_id):
            continue
        raised = {rule.duty_id for rule in shipped_rulebook().raised_by(Event(row.event), row.day)}
        if duty_id in raised and duty_id not in fulfilments(session, row.id):
            fulfil(session, actor, row.id, duty_id, day, by)
            count += 1
    return count


def fulfilments(session: Session, trigger_id: int) -> dict[str, Fulfilment]:
    """The fulfilments that count of the duties of an event, by id of duty."""
    rows = session.scalars(
        select(DutyFulfilmentRow)
        .where(DutyFulfilmentRow.trigger_id == trigger_id)
        .order_by(DutyFulfilmentRow.id)
    )
    newest = {row.duty_id: row for row in rows}
    return {
        duty_id: Fulfilment(row.day, row.by)
        for duty_id, row in newest.items()
        if row.day is not None
    }


def trigger_of(row: DutyTriggerRow) -> Trigger:
    """The event that a row stands for."""
    return Trigger(
        id=row.id,
        event=Event(row.event),
        day=row.day,
        act_id=row.act_id,
        service_id=row.service_id,
        body_id=row.body_id,
        subject=row.subject,
    )


def _key(
    event: Event,
    day: dt.date,
    act_id: str | None,
    service_id: str | None,
    body_id: int | None,
    subject: str,
) -> str:
    """The same for the same event: a body learned of later does not make it another one."""
    body = "" if act_id or service_id or body_id is None else str(body_id)
    parts = (event.value, day.isoformat(), act_id or "", service_id or "", body, subject)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _trigger_row(session: Session, trigger_id: int) -> DutyTriggerRow:
    row = session.get(DutyTriggerRow, trigger_id)
    if row is None or row.withdrawn_at is not None:
        raise NotFoundError(f"There is no event {trigger_id} that a duty arose from.")
    return row


def _rule_of(row: DutyTriggerRow, duty_id: str) -> Rule:
    book = shipped_rulebook()
    if not book.definition(duty_id).automatic:
        for rule in book.raised_by(Event(row.event), row.day):
            if rule.duty_id == duty_id:
                return rule
    raise NotFoundError(f"No duty «{duty_id}» arose from event {row.id}.")


def _body_of(session: Session, row: DutyTriggerRow, rule: Rule, day: dt.date) -> int | None:
    if rule.who is Who.CONTACT_CENTER:
        return None
    if row.body_id is not None:
        return row.body_id
    return answering_bodies(session, day).body_of(row.act_id, row.service_id)


def _followers(
    session: Session, trigger_id: int, duty_id: str | None = None
) -> list[DutyTriggerRow]:
    query = select(DutyTriggerRow).where(
        DutyTriggerRow.cause_id == trigger_id, DutyTriggerRow.withdrawn_at.is_(None)
    )
    if duty_id is not None:
        query = query.where(DutyTriggerRow.cause_duty == duty_id)
    return list(session.scalars(query.order_by(DutyTriggerRow.id)))


def _add_fulfilment(
    session: Session,
    actor: Actor,
    row: DutyTriggerRow,
    duty_id: str,
    day: dt.date | None,
    by: str,
) -> None:
    session.add(
        DutyFulfilmentRow(
            trigger_id=row.id,
            duty_id=duty_id,
            day=day,
            by=by,
            recorded_at=dt.datetime.now(dt.UTC),
            recorded_by=actor.name,
        )
    )
    session.flush()
    audit.record(
        session,
        actor,
        "fulfil_duty" if day is not None else "take_back_fulfilment",
        _subject(row.id),
        after={"duty": duty_id, "day": day.isoformat() if day else None, "by": by},
    )


def _subject(trigger_id: int) -> str:
    return f"duty_event:{trigger_id}"


def _shown(row: DutyTriggerRow) -> dict[str, str | int | None]:
    return {
        "event": row.event,
        "day": row.day.isoformat(),
        "act": row.act_id,
        "service": row.service_id,
        "body": row.body_id,
        "subject": row.subject,
    }

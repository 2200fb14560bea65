"""Reading duties: every event of the store, as it stands on a day, with what was fulfilled.

Nothing here is kept: duties are worked out when they are asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.accounts.permissions import SYSTEM, Action, Actor, demand, may
from knowledge.calendar import TIME_ZONE
from knowledge.duties import Duty, Fulfilment, Trigger, duties_of, ended_months
from knowledge.rulebook import Event, shipped_rulebook
from knowledge.store.bodies import answering_bodies, body_terms
from knowledge.store.calendar_reading import stored_calendar
from knowledge.store.duty_events import raise_duties, trigger_of
from knowledge.store.register_tables import DutyFulfilmentRow, DutyTriggerRow
from knowledge.store.tables import StoreIdentityRow
from knowledge.store.update_duties import triggers_of_updates
from knowledge.store.update_terms import DUTY


def duties_as_of(
    session: Session,
    actor: Actor,
    day: dt.date,
    *,
    body_id: int | None = None,
    overdue: bool = False,
    with_fulfilled: bool = False,
) -> tuple[Duty, ...]:
    """The duties that are open on ``day``, the most urgent first.

    ``overdue``: only those whose due date has passed. A responsible person sees those of their
    own body. Raises NotAllowedError and CalendarRangeError.
    """
    demand(actor, Action.READ_DUTIES, body_id=body_id if body_id is not None else actor.body_id)
    found = (
        duty
        for duty in _all(session, day, with_fulfilled=with_fulfilled)
        if may(actor, Action.READ_DUTIES, body_id=duty.body_id)
        and (body_id is None or duty.body_id == body_id)
        and (with_fulfilled or duty.fulfilment is None)
        and (duty.overdue or not overdue)
    )
    return tuple(sorted(found, key=lambda duty: (duty.due, duty.trigger.id, duty.id)))


def duties_of_event(session: Session, trigger_id: int, day: dt.date) -> tuple[Duty, ...]:
    """All duties that arose from one event, as they stand on a day."""
    return tuple(_all(session, day, trigger_id))


def _all(
    session: Session,
    day: dt.date,
    trigger_id: int | None = None,
    *,
    with_fulfilled: bool = False,
) -> list[Duty]:
    book, calendar = shipped_rulebook(), stored_calendar(session)
    bodies, terms = answering_bodies(session, day), body_terms(session)
    fulfilled = _fulfilled(session)
    query = select(DutyTriggerRow).where(
        DutyTriggerRow.withdrawn_at.is_(None), DutyTriggerRow.day <= day
    )
    if trigger_id is not None:
        query = query.where(DutyTriggerRow.id == trigger_id)
    found: list[Duty] = []
    for trigger in map(trigger_of, session.scalars(query.order_by(DutyTriggerRow.id))):
        body = trigger.body_id
        if body is None:
            body = bodies.body_of(trigger.act_id, trigger.service_id)
        done = fulfilled.get(trigger.id)
        found += duties_of(trigger, book, calendar, day, body_id=body, terms=terms, fulfilled=done)
    if trigger_id is None:
        for trigger, answer in triggers_of_updates(session, day, with_fulfilled=with_fulfilled):
            done = {DUTY: answer} if answer is not None else {}
            raised = duties_of(
                trigger, book, calendar, day, body_id=trigger.body_id, terms=terms, fulfilled=done
            )
            found += [duty for duty in raised if duty.id == DUTY]
    return found


def _fulfilled(session: Session) -> dict[int, dict[str, Fulfilment]]:
    found: dict[int, dict[str, Fulfilment]] = {}
    for row in session.scalars(select(DutyFulfilmentRow).order_by(DutyFulfilmentRow.id)):
        of_trigger = found.setdefault(row.trigger_id, {})
        if row.day is None:
            of_trigger.pop(row.duty_id, None)
        else:
            of_trigger[row.duty_id] = Fulfilment(row.day, row.by)
    return found


def months_to_raise(session: Session, day: dt.date) -> tuple[dt.date, ...]:
    """The last days of months that ended since the store was made and are no event yet."""
    made = session.scalar(select(StoreIdentityRow.created_at))
    if made is None:
        return ()
    made = made if made.tzinfo else made.replace(tzinfo=dt.UTC)
    known = set(
        session.scalars(
            select(DutyTriggerRow.day).where(DutyTriggerRow.event == Event.MONTH_ENDED.value)
        )
    )
    ended = ended_months(made.astimezone(TIME_ZONE).date(), day)
    return tuple(last for last in ended if last not in known)


def raise_months(session: Session, day: dt.date) -> None:
    """Make events of the months that ended before ``day``, for the monthly reports (п. 31)."""
    for last in months_to_raise(session, day):
        raise_duties(session, SYSTEM, Event.MONTH_ENDED, last, subject=last.isoformat()[:7])


DueDays = Callable[[dt.date, str | None], dt.date | None]
"""From the day of an event and the id of its act to the due date; None: no such duty then."""


def due_days(session: Session, duty_id: str) -> DueDays:
    """When a duty that arises from an act is due, its body's shorter term included.

    For whoever shows a date without an event of its own, such as the mark on an article that is
    being updated. What is given back raises CalendarRangeError. Raises UnknownDutyError.
    """
    book, calendar = shipped_rulebook(), stored_calendar(session)
    bodies, terms = answering_bodies(session, dt.date.max), body_terms(session)
    definition = book.definition(duty_id)

    def due(day: dt.date, act_id: str | None) -> dt.date | None:
        rule = definition.rule_on(day)
        if rule is None:
            return None
        trigger = Trigger(0, rule.trigger, day, act_id)
        body = bodies.body_of(act_id)
        duties = duties_of(trigger, book, calendar, day, body_id=body, terms=terms)
        return next((duty.due for duty in duties if duty.id == duty_id), None)

    return due

"""Duties: what is due and overdue, the events they arise from, and their fulfilment."""

from __future__ import annotations

import datetime as dt

from api.duty_views import (
    DutyView,
    RaisedView,
    RuleView,
    duty_view,
    event_view,
    rule_view,
)
from api.wiring import Wiring
from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.calendar import today
from knowledge.errors import InvalidReferenceError
from knowledge.registers import RegisterError
from knowledge.rulebook import Event, shipped_rulebook
from knowledge.store import duty_events
from knowledge.store.bodies import all_bodies, find_body
from knowledge.store.duties import duties_as_of, months_to_raise, raise_months
from knowledge.store.reading import find_act


class Duties:
    """The duties of one store."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def all(
        self,
        actor: Actor,
        *,
        as_of: dt.date | None = None,
        body: str | None = None,
        overdue: bool = False,
        fulfilled_too: bool = False,
    ) -> tuple[DutyView, ...]:
        """The duties that are open on a day (today), the most urgent first.

        ``body`` is the id or code of a state body; a responsible person sees their own only.
        Raises NotAllowedError, UnknownBodyError and CalendarRangeError.
        """
        demand(actor, Action.READ_DUTIES, body_id=actor.body_id)
        day = as_of or today()
        self._raise_months(day)
        with self._wiring.database.reading() as session:
            body_id = find_body(session, body).id if body is not None else None
            found = duties_as_of(
                session,
                actor,
                day,
                body_id=body_id,
                overdue=overdue,
                with_fulfilled=fulfilled_too,
            )
            codes = {known.id: known.code for known in all_bodies(session)}
            return tuple(duty_view(duty, codes) for duty in found)

    def rules(self, *, on: dt.date | None = None) -> tuple[RuleView, ...]:
        """The rulebook: every rule, or those in force on a day."""
        return tuple(
            rule_view(definition, rule)
            for definition in shipped_rulebook().duties.values()
            for rule in definition.rules
            if on is None or rule is definition.rule_on(on)
        )

    def record_event(
        self,
        actor: Actor,
        event: str,
        day: dt.date,
        *,
        act: str | None = None,
        service: str | None = None,
        body: str | None = None,
        subject: str = "",
    ) -> RaisedView:
        """Record an event that duties arise from. ``act`` and ``body`` are any references.

        Raises NotAllowedError, InvalidReferenceError and NotFoundError.
        """
        demand(actor, Action.MANAGE_REGISTERS)
        try:
            kind = Event(event)
        except ValueError as error:
            raise InvalidReferenceError(
                f"«{event}» is no event; choose from {', '.join(Event)}."
            ) from error
        with self._wiring.database.writing() as session:
            raised = duty_events.record_event(
                session,
                actor,
                kind,
                day,
                act_id=find_act(session, act).id if act is not None else None,
                service_id=service,
                body_id=find_body(session, body).id if body is not None else None,
                subject=subject,
            )
        return RaisedView(
            event=event_view(raised.trigger),
            new=raised.new,
            duties=tuple(rule.duty_id for rule in raised.rules),
        )

    def withdraw_event(self, actor: Actor, event_id: int, reason: str) -> None:
        """Take back an event recorded by mistake.

        Raises NotAllowedError, NotFoundError and RegisterError.
        """
        with self._wiring.database.writing() as session:
            duty_events.withdraw_event(session, actor, event_id, reason)

    def fulfil(
        self, actor: Actor, event_id: int, duty: str, by: str, *, on: dt.date | None = None
    ) -> None:
        """Record that a duty was fulfilled on a day (today), and by what.

        Raises NotAllowedError, NotFoundError, RegisterError and RegisterConflictError.
        """
        day = on or today()
        if day > today():
            raise RegisterError(f"{day.isoformat()} has not come yet.")
        with self._wiring.database.writing() as session:
            duty_events.fulfil(session, actor, event_id, duty, day, by)

    def take_back(self, actor: Actor, event_id: int, duty: str, reason: str) -> None:
        """Take back a fulfilment that was recorded wrongly.

        Raises NotAllowedError, NotFoundError and RegisterError.
        """
        with self._wiring.database.writing() as session:
            duty_events.take_back(session, actor, event_id, duty, reason)

    def _raise_months(self, day: dt.date) -> None:
        """A month's end is an event that nobody reports: whoever looks first records it."""
        day = min(day, today())
        with self._wiring.database.reading() as session:
            missing = months_to_raise(session, day)
        if missing:
            with self._wiring.database.writing() as session:
                raise_months(session, day)

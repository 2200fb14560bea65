"""The working calendar: what kind of day it is, terms, and what an administrator adds."""

from __future__ import annotations

import datetime as dt

from api.duty_views import (
    CalendarDayView,
    CountView,
    TermView,
    TransferView,
    calendar_day_view,
    transfer_view,
)
from api.wiring import Wiring
from knowledge.accounts.permissions import Actor
from knowledge.calendar.working_days import (
    ONE_DAY,
    Confirmation,
    DayKind,
    Transfer,
    WorkingCalendar,
)
from knowledge.errors import InvalidReferenceError
from knowledge.store.calendar_entries import add_transfer, confirm_holiday, withdraw_transfer
from knowledge.store.calendar_reading import known_transfers, stored_calendar
from knowledge.store.update_detection import renew_due_dates

LONGEST_TERM = 2000
"""Working days; some eight years. No term of any Rules comes near it."""
_ORDINARY = frozenset({DayKind.WORKING, DayKind.WEEKEND})


class Calendar:
    """The working calendar of one store."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def day(self, day: dt.date) -> CalendarDayView:
        """What kind of day it is. Raises CalendarRangeError."""
        return calendar_day_view(self._calendar().describe(day))

    def term(self, since: dt.date, working_days: int) -> TermView:
        """The last day of a term that an event on ``since`` begins.

        Raises InvalidReferenceError for a term of no days, or of too many; CalendarRangeError.
        """
        if not 1 <= working_days <= LONGEST_TERM:
            raise InvalidReferenceError(
                f"A term is 1 to {LONGEST_TERM} working days long, not {working_days}."
            )
        calendar = self._calendar()
        due = calendar.after(since, working_days)
        return TermView(
            since=since,
            working_days=working_days,
            due=due,
            estimated=calendar.rests_on_estimate(since, due),
            days_off=_out_of_the_ordinary(calendar, since, due),
        )

    def between(self, since: dt.date, until: dt.date) -> CountView:
        """How many working days follow ``since``, up to and with ``until``.

        Raises CalendarRangeError.
        """
        calendar = self._calendar()
        first, last = sorted((since, until))
        return CountView(
            since=since,
            until=until,
            working_days=calendar.working_days_between(since, until),
            estimated=calendar.rests_on_estimate(first, last),
        )

    def year(self, year: int) -> tuple[CalendarDayView, ...]:
        """The days of a year that are not what their day of the week says.

        Raises CalendarRangeError.
        """
        calendar = self._calendar()
        calendar.describe(dt.date(min(max(year, 1), 9999), 1, 1))
        before = dt.date(year, 1, 1) - ONE_DAY
        return _out_of_the_ordinary(calendar, before, dt.date(year, 12, 31))

    def transfers(self) -> tuple[TransferView, ...]:
        """Every transfer that counts."""
        with self._wiring.database.reading() as session:
            return tuple(
                transfer_view(known.transfer, recorded=known.recorded)
                for known in known_transfers(session)
            )

    def add_transfer(
        self, actor: Actor, day_off: dt.date, working_day: dt.date | None, source: str
    ) -> CalendarDayView:
        """Record that ``day_off`` is free and ``working_day`` is worked for it.

        Raises NotAllowedError, CalendarDataError and CalendarRangeError.
        """
        with self._wiring.database.writing() as session:
            add_transfer(session, actor, Transfer(day_off, working_day, source))
            renew_due_dates(session)
        return self.day(day_off)

    def withdraw_transfer(self, actor: Actor, day_off: dt.date, reason: str) -> CalendarDayView:
        """Take back the transfer that made ``day_off`` free.

        Raises NotAllowedError, NotFoundError and CalendarDataError.
        """
        with self._wiring.database.writing() as session:
            withdraw_transfer(session, actor, day_off, reason)
            renew_due_dates(session)
        return self.day(day_off)

    def confirm(self, actor: Actor, day: dt.date, source: str) -> CalendarDayView:
        """Record the announced first day of Құрбан айт.

        Raises NotAllowedError and CalendarDataError.
        """
        with self._wiring.database.writing() as session:
            confirm_holiday(session, actor, Confirmation(day, source))
            renew_due_dates(session)
        return self.day(day)

    def _calendar(self) -> WorkingCalendar:
        with self._wiring.database.reading() as session:
            return stored_calendar(session)


def _out_of_the_ordinary(
    calendar: WorkingCalendar, since: dt.date, until: dt.date
) -> tuple[CalendarDayView, ...]:
    found = []
    day = since
    while day < until:
        day += ONE_DAY
        described = calendar.describe(day)
        if described.kind not in _ORDINARY:
            found.append(calendar_day_view(described))
    return tuple(found)

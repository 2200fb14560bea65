"""Counting working days, as a value: the same holidays and transfers always give the same day.

How a term is counted
---------------------
«В течение N рабочих дней с даты …», «… күннен бастап N жұмыс күні ішінде»:

- the day of the event is not counted: the term begins on the day after the calendar date or the
  event that fixes its beginning (Civil Code of 27.12.1994, General Part, art. 173);
- only working days are counted, since the term is given in them;
- the term is kept by whoever acts before the end of its last day (art. 176);
- a term that is given otherwise and ends on a day off ends on the next working day (art. 175).

The Rules of the contact center have no counting of their own, so the general one of the Civil
Code (arts. 172–176) is taken. A working day is one of Monday to Friday that is neither a national
or state holiday (Law «On holidays» of 13.12.2001, arts. 3–5: a holiday on a day off makes the
next working day a day off) nor one of the two religious days off, 7 January and the first day of
Құрбан айт, which are not moved (Labour Code of 23.11.2015, art. 84 para 5); days off may be
transferred (art. 85 para 3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from knowledge.errors import BilimError

ONE_DAY = dt.timedelta(days=1)
SIGHTING = dt.timedelta(days=3)
"""How far from its estimated date a holiday that the moon decides may turn out to be."""
_SATURDAY = 5


class CalendarRangeError(BilimError):
    """A day is asked about for which no holidays are known."""

    code = "outside_calendar"


class DayKind(StrEnum):
    """What makes a day a working day or a day off."""

    WORKING = "working"
    WORKING_BY_TRANSFER = "working_by_transfer"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    OFF_BY_TRANSFER = "off_by_transfer"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off by law. ``names`` maps language to name.

    ``by_sighting``: its date is announced from year to year (Құрбан айт); ``estimated``: it has
    not been announced yet, the date is worked out.
    """

    day: dt.date
    names: Mapping[str, str]
    by_sighting: bool = False
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Transfer:
    """That ``day_off`` is free because ``working_day`` is worked, by an official act.

    ``working_day`` None: a day off that no other day makes up for. ``source`` is the act, as one
    would cite it.
    """

    day_off: dt.date
    working_day: dt.date | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That the first day of Құрбан айт was announced to be ``day``, and where."""

    day: dt.date
    source: str = ""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """What the calendar says of one day."""

    day: dt.date
    kind: DayKind
    working: bool
    estimated: bool
    holidays: tuple[Holiday, ...]
    transfer: Transfer | None


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of Kazakhstan. Make one with ``of``; it knows the days of ``years``."""

    years: range
    holidays: Mapping[dt.date, tuple[Holiday, ...]]
    transfers: Mapping[dt.date, Transfer]
    """By day, both by the day that became free and by the one that is worked for it."""
    estimated: frozenset[dt.date]

    @classmethod
    def of(
        cls,
        years: range,
        holidays: Iterable[Holiday],
        transfers: Iterable[Transfer] = (),
        confirmations: Iterable[Confirmation] = (),
    ) -> WorkingCalendar:
        """A calendar in which each confirmation stands in place of the estimate nearest to it.

        Of two transfers or confirmations of the same day the later one in order holds.
        """
        days: dict[dt.date, tuple[Holiday, ...]] = {}
        for holiday in _confirmed(tuple(holidays), tuple(confirmations)):
            days[holiday.day] = (*days.get(holiday.day, ()), holiday)
        moved: dict[dt.date, Transfer] = {}
        for transfer in transfers:
            moved[transfer.day_off] = transfer
            if transfer.working_day is not None:
                moved[transfer.working_day] = transfer
        estimated = frozenset(d for d, found in days.items() if any(h.estimated for h in found))
        return cls(years, MappingProxyType(days), MappingProxyType(moved), estimated)

    def is_working_day(self, day: dt.date) -> bool:
        """Whether work is done on ``day``. Raises CalendarRangeError."""
        self._check(day)
        transfer = self.transfers.get(day)
        if transfer is not None:
            return day == transfer.working_day
        return day.weekday() < _SATURDAY and day not in self.holidays

    def is_estimated(self, day: dt.date) -> bool:
        """Whether ``day`` is off only by an estimate that nobody has confirmed yet."""
        return day in self.estimated

    def describe(self, day: dt.date) -> CalendarDay:
        """What there is to say of a day. Raises CalendarRangeError."""
        working = self.is_working_day(day)
        transfer = self.transfers.get(day)
        if transfer is not None:
            kind = DayKind.WORKING_BY_TRANSFER if working else DayKind.OFF_BY_TRANSFER
        elif working:
            kind = DayKind.WORKING
        else:
            kind = DayKind.HOLIDAY if day in self.holidays else DayKind.WEEKEND
        return CalendarDay(
            day=day,
            kind=kind,
            working=working,
            estimated=self.is_estimated(day),
            holidays=self.holidays.get(day, ()),
            transfer=transfer,
        )

    def after(self, day: dt.date, working_days: int) -> dt.date:
        """The last day of a term of ``working_days`` that an event on ``day`` begins.

        The day itself is not counted. Raises ValueError for less than one working day, and
        CalendarRangeError.
        """
        if working_days < 1:
            raise ValueError("A term is at least one working day long.")
        left = working_days
        while left:
            day = self._next(day)
            left -= self.is_working_day(day)
        return day

    def on_or_after(self, day: dt.date) -> dt.date:
        """``day`` itself where it is a working day, or the next one. Raises CalendarRangeError."""
        return day if self.is_working_day(day) else self.after(day, 1)

    def working_days_between(self, first: dt.date, last: dt.date) -> int:
        """How many working days follow ``first``, up to and with ``last``: inverse to ``after``.

        Negative where ``last`` is before ``first``. Raises CalendarRangeError.
        """
        if last < first:
            return -self.working_days_between(last, first)
        self._check(first)
        self._check(last)
        day, count = first, 0
        while day < last:
            day += ONE_DAY
            count += self.is_working_day(day)
        return count

    def rests_on_estimate(self, first: dt.date, last: dt.date) -> bool:
        """Whether a term from ``first`` to ``last`` may shift with a holiday not yet confirmed.

        The moon may make the holiday a day earlier or later than estimated.
        """
        return any(first <= day + ONE_DAY and day - ONE_DAY <= last for day in self.estimated)

    def _check(self, day: dt.date) -> None:
        if day.year not in self.years:
            raise CalendarRangeError(
                f"The working days of {day.year} are not known; ask about "
                f"{self.years[0]} to {self.years[-1]}."
            )

    def _next(self, day: dt.date) -> dt.date:
        self._check(day)
        return day + ONE_DAY


def _confirmed(
    holidays: tuple[Holiday, ...], confirmations: tuple[Confirmation, ...]
) -> tuple[Holiday, ...]:
    for confirmation in confirmations:
        holidays = tuple(
            replace(holiday, day=confirmation.day, estimated=False)
            if holiday.by_sighting and abs(holiday.day - confirmation.day) <= SIGHTING
            else holiday
            for holiday in holidays
        )
    return holidays

"""Days as Bilim's users count them: in Kazakhstan's time zone, by Kazakhstan's working days.

A search asks for ``today()`` and must not pay for the rest: working days are imported when they
are first asked for, and the table of holidays (``knowledge.calendar.official``) by who needs it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from knowledge.calendar.working_days import (
        CalendarDay,
        CalendarRangeError,
        Confirmation,
        DayKind,
        Holiday,
        Transfer,
        WorkingCalendar,
    )

TIME_ZONE = ZoneInfo("Asia/Almaty")

__all__ = [
    "TIME_ZONE",
    "CalendarDay",
    "CalendarRangeError",
    "Confirmation",
    "DayKind",
    "Holiday",
    "Transfer",
    "WorkingCalendar",
    "today",
]


def today() -> dt.date:
    """The current day in Kazakhstan."""
    return dt.datetime.now(TIME_ZONE).date()


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    from knowledge.calendar import working_days

    return getattr(working_days, name)

"""The one seam between updates and the rulebook, the calendar and the registers of the store.

The registers and the table of holidays take long to import, so they are fetched when first asked
for: loading an act that makes nothing stale asks for neither.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy.orm import Session

from knowledge.calendar import CalendarRangeError, today

DUTY = "update_information"
"""The duty's id in the rulebook (Order № 83 of 26.01.2016, п. 26)."""
WORKING_DAYS = 5
"""The term where no rule was in force on the day, or the calendar does not reach so far."""

DueDates = Callable[[dt.date, str], dt.date]
"""From the date of an amended edition and its act to the last day on which an update is on time."""
Bodies = Callable[[str, str], int | None]
"""From an act and a service of it to the state body that answers for it, where one is known."""


def due_dates(session: Session) -> DueDates:
    """Due dates by the rulebook, the calendar and the bodies' own shorter terms in the store."""
    by_rulebook: list[Callable[[dt.date, str], dt.date | None]] = []

    def due(day: dt.date, act_id: str) -> dt.date:
        if not by_rulebook:
            from knowledge.store.duties import due_days

            by_rulebook.append(due_days(session, DUTY))
        try:
            found = by_rulebook[0](day, act_id)
        except CalendarRangeError:
            found = None
        return found or weekdays_after(day)

    return due


def weekdays_after(day: dt.date) -> dt.date:
    """The last day of the term, holidays not counted as such."""
    left = WORKING_DAYS
    while left:
        day += dt.timedelta(days=1)
        left -= day.weekday() < 5
    return day


def bodies(session: Session) -> Bodies:
    """The state bodies that answer for services today, by the registers in the store."""
    from knowledge.store.bodies import answering_bodies

    return answering_bodies(session, today()).body_of

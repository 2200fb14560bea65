"""The official calendar: holidays from the ``holidays`` package, transfers from our own table.

The package knows the holidays as the law moved them from year to year, and marks the dates of
Құрбан айт that are only worked out. Transfers of days off stand in ``data/transfers.toml`` with
the act that made each; one that only the package knows is taken from there. What an administrator
adds or takes back comes from the store.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from knowledge.calendar.working_days import (
    SIGHTING,
    Confirmation,
    Holiday,
    Transfer,
    WorkingCalendar,
)
from knowledge.errors import BilimError

YEARS = range(2000, 2100)

_SIGHTED = "Eid al-Adha"
_ESTIMATED = {"en_US": " (estimated)", "kk": " (бағаланған)"}
_SUBSTITUTED = re.compile(r"substituted from (\d\d)/(\d\d)/(\d{4})")
_LANGUAGES = {"en": "en_US", "kk": "kk"}

Withdrawn = frozenset[tuple[dt.date, dt.date | None]]


class CalendarDataError(BilimError):
    """A transfer or confirmation cannot be so."""

    code = "bad_calendar_entry"


def official_calendar(
    transfers: Iterable[Transfer] = (),
    confirmations: Iterable[Confirmation] = (),
    withdrawn: Withdrawn = frozenset(),
) -> WorkingCalendar:
    """The calendar with what is known here, and what the store adds to it or takes back."""
    known = [
        transfer
        for transfer in shipped_transfers()
        if (transfer.day_off, transfer.working_day) not in withdrawn
    ]
    return WorkingCalendar.of(YEARS, _package()[0], (*known, *transfers), confirmations)


@cache
def shipped_transfers() -> tuple[Transfer, ...]:
    """The transfers known without the store, in order of the day that became free."""
    table = tomllib.loads(
        files("knowledge.calendar").joinpath("data").joinpath("transfers.toml").read_text("utf-8")
    )
    own = {
        (row["day_off"], row["working_day"]): Transfer(
            row["day_off"], row["working_day"], row["act"]
        )
        for row in table["transfer"]
    }
    of_package = {(t.day_off, t.working_day): t for t in _package()[1]}
    return tuple(sorted({**of_package, **own}.values(), key=lambda transfer: transfer.day_off))


def check_transfer(transfer: Transfer, calendar: WorkingCalendar) -> None:
    """Raise CalendarDataError where ``transfer`` would change nothing, or the wrong way round."""
    if not calendar.is_working_day(transfer.day_off):
        raise CalendarDataError(
            f"{transfer.day_off.isoformat()} is a day off already. Give first the day that "
            f"becomes free, then the day that is worked for it."
        )
    if transfer.working_day is not None and calendar.is_working_day(transfer.working_day):
        raise CalendarDataError(
            f"{transfer.working_day.isoformat()} is a working day already; a transfer makes a "
            f"day off worked."
        )


def check_confirmation(confirmation: Confirmation, calendar: WorkingCalendar) -> None:
    """Raise CalendarDataError where Құрбан айт cannot fall on the day."""
    near = (
        holiday.day
        for found in calendar.holidays.values()
        for holiday in found
        if holiday.by_sighting and abs(holiday.day - confirmation.day) <= SIGHTING
    )
    if next(near, None) is None:
        year = confirmation.day.year
        expected = sorted(
            holiday.day.isoformat()
            for day, found in calendar.holidays.items()
            for holiday in found
            if holiday.by_sighting and day.year == year
        )
        raise CalendarDataError(
            f"Құрбан айт is not expected near {confirmation.day.isoformat()}; in {year} it is "
            f"expected on {', '.join(expected) or 'no day'}."
        )


@cache
def _package() -> tuple[tuple[Holiday, ...], tuple[Transfer, ...]]:
    """Holidays and transfers as the ``holidays`` package has them."""
    import holidays as package

    tables = {
        language: package.country_holidays("KZ", years=YEARS, language=code)
        for language, code in _LANGUAGES.items()
    }
    source = f"Python package holidays {version('holidays')}"
    found: list[Holiday] = []
    transfers: list[Transfer] = []
    for day, english in sorted(tables["en"].items()):
        substituted = _SUBSTITUTED.search(english)
        if substituted:
            month, date, year = map(int, substituted.groups())
            transfers.append(Transfer(day, dt.date(year, month, date), source))
            continue
        # Two holidays on one day are one entry with «; » between them.
        alone = "; " not in english
        found.extend(
            _holiday(day, name, tables["kk"][day], alone=alone) for name in english.split("; ")
        )
    return tuple(found), tuple(transfers)


def _holiday(day: dt.date, english: str, kazakh: str, *, alone: bool) -> Holiday:
    sighted = english.startswith(_SIGHTED)
    if not alone:
        kazakh = next(
            name for name in kazakh.split("; ") if name.startswith("Құрбан айт") == sighted
        )
    return Holiday(
        day=day,
        names={
            "en": english.removesuffix(_ESTIMATED["en_US"]),
            "kk": kazakh.removesuffix(_ESTIMATED["kk"]),
        },
        by_sighting=sighted,
        estimated=english.endswith(_ESTIMATED["en_US"]),
    )

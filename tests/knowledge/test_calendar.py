"""The working calendar: days counted by hand, the laws it keeps, what may be added to it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.calendar import (
    CalendarRangeError,
    Confirmation,
    DayKind,
    Holiday,
    Transfer,
    WorkingCalendar,
)
from knowledge.calendar.official import (
    YEARS,
    CalendarDataError,
    check_confirmation,
    check_transfer,
    official_calendar,
    shipped_transfers,
)

CALENDAR = official_calendar()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("since", "term", "due", "why"),
    [
        ("2026-11-23", 5, "2026-11-30", "a plain week: Tuesday to Monday, the Monday not counted"),
        ("2024-04-30", 5, "2024-05-10", "1, 7, 9 May off, Saturday 4 May worked for 8 May"),
        ("2024-12-30", 5, "2025-01-09", "1-3 and 7 January off, Sunday 5 January worked"),
        ("2022-03-04", 3, "2022-03-10", "Saturday 5 March worked for 7 March, 8 March off"),
        ("2014-04-30", 3, "2014-05-06", "1, 2 May off, Sunday 4 May worked"),
        ("2026-03-20", 1, "2026-03-26", "Nauryz on a weekend moves to 24 and 25 March"),
        ("2025-08-29", 1, "2025-09-02", "30 August, a Saturday, makes Monday a day off"),
        ("2026-08-28", 1, "2026-08-31", "since 2026 the Constitution's day is not in August"),
        ("2023-01-06", 1, "2023-01-09", "7 January, a Saturday, moves nothing"),
        ("2019-08-09", 1, "2019-08-12", "Құрбан айт on a Sunday moves nothing"),
        ("2026-05-25", 5, "2026-06-02", "27 May is Құрбан айт by estimate"),
        ("2026-11-28", 1, "2026-11-30", "an event on a Saturday"),
        ("2026-11-29", 5, "2026-12-04", "an event on a Sunday"),
    ],
)
def test_terms_counted_by_hand(since: str, term: int, due: str, why: str) -> None:
    assert CALENDAR.after(day(since), term) == day(due), why


@pytest.mark.parametrize(
    ("when", "kind"),
    [
        ("2026-11-25", DayKind.WORKING),
        ("2026-11-28", DayKind.WEEKEND),
        ("2026-12-16", DayKind.HOLIDAY),
        ("2022-01-04", DayKind.HOLIDAY),
        ("2024-05-04", DayKind.WORKING_BY_TRANSFER),
        ("2024-05-08", DayKind.OFF_BY_TRANSFER),
        ("2020-05-11", DayKind.WORKING_BY_TRANSFER),
    ],
)
def test_what_makes_a_day_what_it_is(when: str, kind: DayKind) -> None:
    assert CALENDAR.describe(day(when)).kind is kind


def test_a_holiday_has_its_name_in_kazakh_and_english() -> None:
    (found,) = CALENDAR.describe(day("2026-07-06")).holidays
    assert found.names == {"kk": "Астана күні", "en": "Capital Day"}


def test_two_holidays_on_one_day_are_two() -> None:
    found = CALENDAR.describe(day("2032-03-22"))
    assert {h.names["kk"] for h in found.holidays} == {"Құрбан айт", "Наурыз мейрамы"}
    assert [h.by_sighting for h in found.holidays if h.names["en"] == "Eid al-Adha"] == [True]


def test_every_day_of_known_years_is_as_the_package_has_it() -> None:
    """The package reckons in another way (its own table of weekends that are worked)."""
    import holidays

    package = holidays.country_holidays("KZ", years=range(2013, 2027))
    when = day("2013-01-01")
    while when.year < 2027:
        assert CALENDAR.is_working_day(when) == package.is_working_day(when), when
        when += dt.timedelta(days=1)


def test_our_table_names_the_act_of_every_transfer_since_2013() -> None:
    transfers = [t for t in shipped_transfers() if t.day_off.year >= 2013]
    assert len(transfers) == 24
    assert all("№" in t.source for t in transfers)
    assert not [t for t in transfers if t.source.startswith("Python package")]


# --- laws -----------------------------------------------------------------------------------------

days = st.dates(day("2001-01-01"), day("2095-12-31"))
terms = st.integers(1, 60)
transfers = st.lists(
    st.builds(Transfer, days, st.one_of(st.none(), days), st.just("act")), max_size=6
).map(tuple)


@given(days, terms)
def test_a_term_never_ends_on_a_day_off_nor_on_its_first_day(since: dt.date, term: int) -> None:
    due = CALENDAR.after(since, term)
    assert CALENDAR.is_working_day(due)
    assert due > since


@given(days, days, terms)
def test_who_begins_later_does_not_end_earlier(one: dt.date, other: dt.date, term: int) -> None:
    first, second = sorted((one, other))
    assert CALENDAR.after(first, term) <= CALENDAR.after(second, term)


@given(days, terms)
def test_a_longer_term_ends_later(since: dt.date, term: int) -> None:
    assert CALENDAR.after(since, term) < CALENDAR.after(since, term + 1)


@given(days, terms, terms)
def test_terms_add_up(since: dt.date, first: int, second: int) -> None:
    end = CALENDAR.after(CALENDAR.after(since, first), second)
    assert end == CALENDAR.after(since, first + second)


@given(days, terms)
def test_counting_is_inverse_to_ending(since: dt.date, term: int) -> None:
    due = CALENDAR.after(since, term)
    assert CALENDAR.working_days_between(since, due) == term
    assert CALENDAR.working_days_between(due, since) == -term


@given(days, st.integers(1, 90))
def test_ending_is_inverse_to_counting_where_the_last_day_is_worked(
    first: dt.date, length: int
) -> None:
    last = CALENDAR.on_or_after(first + dt.timedelta(days=length))
    assert CALENDAR.after(first, CALENDAR.working_days_between(first, last)) == last


@given(days, days, days)
def test_counts_add_up_whatever_the_order(a: dt.date, b: dt.date, c: dt.date) -> None:
    between = CALENDAR.working_days_between
    assert between(a, b) + between(b, c) == between(a, c)


@settings(max_examples=60)
@given(transfers, days, terms)
def test_whatever_is_transferred_terms_end_on_working_days(
    moved: tuple[Transfer, ...], since: dt.date, term: int
) -> None:
    calendar = WorkingCalendar.of(YEARS, (), moved)
    due = calendar.after(since, term)
    assert calendar.is_working_day(due)
    assert calendar.working_days_between(since, due) == term


@settings(max_examples=60)
@given(days, st.integers(1, 40))
def test_a_transfer_moves_a_day_off_and_nothing_else(since: dt.date, offset: int) -> None:
    day_off = CALENDAR.on_or_after(since)
    worked = since + dt.timedelta(days=offset)
    while CALENDAR.is_working_day(worked):
        worked += dt.timedelta(days=1)
    moved = official_calendar([Transfer(day_off, worked, "act")])
    assert not moved.is_working_day(day_off)
    assert moved.is_working_day(worked)
    last = max(day_off, worked)
    before = min(day_off, worked) - dt.timedelta(days=1)
    assert moved.working_days_between(before, last) == CALENDAR.working_days_between(before, last)


# --- what is estimated ----------------------------------------------------------------------------


def test_kurban_ait_is_estimated_until_it_is_confirmed() -> None:
    assert CALENDAR.is_estimated(day("2027-05-16"))
    assert not CALENDAR.is_estimated(day("2025-06-06")), "announced, the package says"
    assert not CALENDAR.is_estimated(day("2026-12-16")), "no holiday of the moon"
    confirmed = official_calendar(confirmations=[Confirmation(day("2027-05-17"), "ҚМДБ")])
    assert not confirmed.estimated & {day("2027-05-16"), day("2027-05-17")}
    assert not confirmed.is_working_day(day("2027-05-17"))


def test_a_confirmation_on_another_day_moves_the_day_off() -> None:
    assert CALENDAR.after(day("2026-05-25"), 2) == day("2026-05-28")
    confirmed = official_calendar(confirmations=[Confirmation(day("2026-05-28"), "ҚМДБ")])
    assert confirmed.after(day("2026-05-25"), 2) == day("2026-05-27")
    assert confirmed.after(day("2026-05-25"), 3) == day("2026-05-29")


def test_of_two_confirmations_of_a_year_the_later_holds() -> None:
    twice = [Confirmation(day("2026-05-28"), "first"), Confirmation(day("2026-05-26"), "then")]
    confirmed = official_calendar(confirmations=twice)
    assert not confirmed.is_working_day(day("2026-05-26"))
    assert confirmed.is_working_day(day("2026-05-28"))


@pytest.mark.parametrize(
    ("since", "until", "rests"),
    [
        ("2026-05-20", "2026-05-25", False),
        ("2026-05-20", "2026-05-26", True),
        ("2026-05-25", "2026-06-02", True),
        ("2026-05-28", "2026-06-04", True),
        ("2026-05-29", "2026-06-05", False),
    ],
)
def test_a_term_near_the_estimated_day_says_so(since: str, until: str, rests: bool) -> None:
    assert CALENDAR.rests_on_estimate(day(since), day(until)) is rests


# --- what may not be ------------------------------------------------------------------------------


def test_a_term_of_no_days_is_no_term() -> None:
    with pytest.raises(ValueError, match="one working day"):
        CALENDAR.after(day("2026-11-25"), 0)


@pytest.mark.parametrize("when", ["1999-12-31", "2100-01-01", "0001-01-01", "9999-12-31"])
def test_beyond_the_known_years_there_is_no_answer(when: str) -> None:
    with pytest.raises(CalendarRangeError):
        CALENDAR.is_working_day(day(when))
    with pytest.raises(CalendarRangeError):
        CALENDAR.after(day(when), 1)
    with pytest.raises(CalendarRangeError):
        CALENDAR.working_days_between(day("2026-11-25"), day(when))


def test_a_transfer_the_wrong_way_round_is_refused() -> None:
    right = Transfer(day("2027-05-06"), day("2027-05-08"), "act")
    check_transfer(right, CALENDAR)
    with pytest.raises(CalendarDataError, match="is a day off already"):
        check_transfer(Transfer(day("2027-05-08"), day("2027-05-06"), "act"), CALENDAR)
    with pytest.raises(CalendarDataError, match="is a working day already"):
        check_transfer(Transfer(day("2027-05-06"), day("2027-05-05"), "act"), CALENDAR)


def test_kurban_ait_is_not_confirmed_for_a_day_where_it_cannot_be() -> None:
    check_confirmation(Confirmation(day("2027-05-17")), CALENDAR)
    with pytest.raises(CalendarDataError, match="2027-05-16"):
        check_confirmation(Confirmation(day("2027-09-01")), CALENDAR)


def test_a_confirmation_leaves_the_holidays_of_the_law_alone() -> None:
    holiday = Holiday(day("2026-05-27"), {"en": "By law"})
    calendar = WorkingCalendar.of(YEARS, [holiday], (), [Confirmation(day("2026-05-28"))])
    assert not calendar.is_working_day(day("2026-05-27"))
    assert calendar.is_working_day(day("2026-05-28"))

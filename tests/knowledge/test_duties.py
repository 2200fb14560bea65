"""Duties: due dates on real days counted by hand, shorter terms, refusals within a month."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar import Confirmation, Transfer
from knowledge.calendar.official import official_calendar
from knowledge.duties import (
    Duty,
    Fulfilment,
    Refusal,
    ShorterTerm,
    TermTooLongError,
    Trigger,
    check_shorter_term,
    consulting_opens,
    duties_of,
    ended_months,
    repeated_refusals,
)
from knowledge.rulebook import Event, LengthKind, UnknownDutyError, shipped_rulebook

BOOK = shipped_rulebook()
CALENDAR = official_calendar()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def raised(
    event: Event,
    on: str,
    *,
    as_of: str | None = None,
    calendar: object = CALENDAR,
    **more: object,
) -> dict[str, Duty]:
    trigger = Trigger(1, event, day(on), act_id="order-58-2020-05-27")
    found = duties_of(trigger, BOOK, calendar, day(as_of or on), **more)  # type: ignore[arg-type]
    return {duty.id: duty for duty in found}


@pytest.mark.parametrize(
    ("event", "on", "duty_id", "due"),
    [
        # Resolution 797, in the May of 2014: 1, 2, 7, 8, 9 off; Sundays 4 and 11 worked.
        (Event.REQUEST_RECEIVED, "2014-04-30", "appoint_responsible_person", "2014-05-05"),
        (Event.RESPONSIBLE_APPOINTED, "2014-05-05", "send_annex_1", "2014-05-12"),
        (Event.INFORMATION_SENT, "2014-05-12", "conduct_training", "2014-05-19"),
        (Event.ACT_AMENDED, "2014-04-30", "update_information", "2014-05-06"),
        (Event.DISCREPANCY, "2014-05-07", "explain_discrepancy", "2014-05-11"),
        # Order 130, in June of 2015: no holidays.
        (Event.ACT_APPROVED, "2015-06-01", "request_information", "2015-06-04"),
        (Event.REQUEST_RECEIVED, "2015-06-04", "appoint_responsible_person", "2015-06-09"),
        (Event.RESPONSIBLE_APPOINTED, "2015-06-09", "send_annex_1", "2015-06-16"),
        (Event.INFORMATION_SENT, "2015-06-16", "conduct_training", "2015-06-30"),
        # Order 83 of 2022, over Nauryz: Monday 20, Friday 24, Monday 27 March.
        (Event.ACT_APPROVED, "2023-03-17", "appoint_responsible_person", "2023-03-27"),
        (Event.ACT_APPROVED, "2023-03-17", "send_annex_1", "2023-03-27"),
        # Order 83 as it is, in December of 2026: Wednesday 16 off.
        (Event.ACT_APPROVED, "2026-11-25", "appoint_responsible_person", "2026-12-02"),
        (Event.INFORMATION_SENT, "2026-12-02", "conduct_training", "2026-12-17"),
        (Event.TRAINING_HELD, "2026-12-09", "draw_up_protocol", "2026-12-09"),
        (Event.TRAINING_HELD, "2026-12-12", "draw_up_protocol", "2026-12-14"),
        (Event.ACT_AMENDED, "2026-12-11", "update_information", "2026-12-21"),
        (Event.RESPONSIBLE_REPLACED, "2026-12-10", "notify_replacement", "2026-12-18"),
        (Event.REFUSED_REPEATEDLY, "2026-12-14", "report_refusals", "2026-12-18"),
        (Event.DISCREPANCY, "2026-12-15", "explain_discrepancy", "2026-12-17"),
        # By the fifth: Saturday 5 December moves, Tuesday 5 January does not.
        (Event.MONTH_ENDED, "2026-11-30", "monthly_report", "2026-12-07"),
        (Event.MONTH_ENDED, "2026-12-31", "monthly_report", "2027-01-05"),
        (Event.MONTH_ENDED, "2026-02-28", "report_ict_services", "2026-03-05"),
    ],
)
def test_due_dates_counted_by_hand(event: Event, on: str, duty_id: str, due: str) -> None:
    assert raised(event, on)[duty_id].due == day(due)


@pytest.mark.parametrize(
    ("signed", "opens"),
    [
        ("2026-11-23", "2026-12-01"),
        ("2026-12-10", "2026-12-19"),
        ("2024-04-30", "2024-05-11"),
    ],
)
def test_consulting_opens_when_five_working_days_have_passed(signed: str, opens: str) -> None:
    assert consulting_opens(day(signed), BOOK, CALENDAR) == day(opens)


def test_a_duty_says_how_many_working_days_are_left() -> None:
    def left(as_of: str) -> int | None:
        return raised(Event.ACT_AMENDED, "2026-12-11", as_of=as_of)[
            "update_information"
        ].working_days_left

    assert left("2026-12-11") == 5
    assert left("2026-12-13") == 5, "a Sunday"
    assert left("2026-12-16") == 3, "a holiday"
    assert left("2026-12-18") == 1
    assert left("2026-12-21") == 0
    assert left("2026-12-22") == -1


def test_a_duty_is_overdue_from_the_day_after_its_due_date() -> None:
    def overdue(as_of: str) -> bool:
        return raised(Event.ACT_AMENDED, "2026-12-11", as_of=as_of)["update_information"].overdue

    assert [overdue(f"2026-12-{number}") for number in (20, 21, 22)] == [False, False, True]


def test_a_fulfilled_duty_is_never_overdue_but_may_be_late() -> None:
    done = {"update_information": Fulfilment(day("2026-12-22"), "submission 7")}
    later = raised(Event.ACT_AMENDED, "2026-12-11", as_of="2027-02-01", fulfilled=done)
    duty = later["update_information"]
    assert (duty.overdue, duty.late, duty.working_days_left) == (False, True, None)
    assert duty.fulfilment == Fulfilment(day("2026-12-22"), "submission 7")


def test_looking_back_to_before_the_fulfilment_shows_the_duty_open() -> None:
    done = {"update_information": Fulfilment(day("2026-12-18"), "submission 7")}
    before = raised(Event.ACT_AMENDED, "2026-12-11", as_of="2026-12-17", fulfilled=done)
    assert before["update_information"].fulfilment is None


def test_before_its_event_there_is_no_duty() -> None:
    assert raised(Event.ACT_AMENDED, "2026-12-11", as_of="2026-12-10") == {}


def test_what_happens_by_itself_is_nobodys_duty() -> None:
    assert raised(Event.PROTOCOL_SIGNED, "2026-12-10") == {}


def test_the_centers_own_duty_belongs_to_no_state_body() -> None:
    assert raised(Event.MONTH_ENDED, "2026-11-30", body_id=3)["monthly_report"].body_id is None
    assert raised(Event.ACT_AMENDED, "2026-11-30", body_id=3)["update_information"].body_id == 3


def test_a_due_date_that_rests_on_the_estimate_of_a_holiday_says_so() -> None:
    duty = raised(Event.ACT_AMENDED, "2026-05-25")["update_information"]
    assert (duty.due, duty.rests_on_estimate) == (day("2026-06-02"), True)
    calendar = official_calendar(confirmations=[Confirmation(day("2026-05-27"), "ҚМДБ")])
    confirmed = raised(Event.ACT_AMENDED, "2026-05-25", calendar=calendar)["update_information"]
    assert (confirmed.due, confirmed.rests_on_estimate) == (day("2026-06-02"), False)


def test_a_transfer_learned_of_later_moves_the_due_date() -> None:
    moved = official_calendar([Transfer(day("2026-12-17"), day("2026-12-19"), "an order")])
    duty = raised(Event.ACT_AMENDED, "2026-12-11", calendar=moved)["update_information"]
    assert duty.due == day("2026-12-21"), "one day off more, one Saturday worked"
    early = raised(Event.ACT_AMENDED, "2026-12-10", calendar=moved)["update_information"]
    assert early.due == day("2026-12-19")


events = st.sampled_from([event for event in Event if event is not Event.PROTOCOL_SIGNED])


@given(events, st.dates(day("2013-08-17"), day("2080-01-01")))
def test_no_duty_is_due_on_a_day_off_or_before_its_event(event: Event, on: dt.date) -> None:
    for duty in duties_of(Trigger(1, event, on), BOOK, CALENDAR, on):
        assert CALENDAR.is_working_day(duty.due)
        assert duty.due >= on


# --- shorter terms --------------------------------------------------------------------------------


def term(days: int | None, since: str = "2026-01-01", **more: object) -> ShorterTerm:
    return ShorterTerm(3, "update_information", days, day(since), **more)  # type: ignore[arg-type]


def due_with(*terms: ShorterTerm, body_id: int = 3, on: str = "2026-11-23") -> dt.date:
    found = raised(Event.ACT_AMENDED, on, body_id=body_id, terms=terms)
    return found["update_information"].due


def test_a_body_may_give_itself_less_time() -> None:
    assert due_with() == day("2026-11-30")
    assert due_with(term(3)) == day("2026-11-26")
    assert due_with(term(3), body_id=4) == day("2026-11-30"), "another body"
    assert due_with(term(3, since="2026-11-24")) == day("2026-11-30"), "not yet"


def test_the_newest_term_counts_until_the_law_s_own_is_back() -> None:
    assert due_with(term(1), term(3, since="2026-06-01")) == day("2026-11-26")
    assert due_with(term(3), term(None, since="2026-06-01")) == day("2026-11-30")


def test_a_term_of_one_act_counts_for_that_act_only() -> None:
    assert due_with(term(2, act_id="order-58-2020-05-27")) == day("2026-11-25")
    assert due_with(term(2, act_id="order-1-2021-01-01")) == day("2026-11-30")
    both = (term(2, act_id="order-58-2020-05-27"), term(3))
    assert due_with(*both) == day("2026-11-25"), "the shorter of the two"


def test_a_shorter_term_never_lengthens_that_of_an_earlier_law() -> None:
    assert due_with(term(4, since="2014-01-01"), on="2014-04-30") == day("2014-05-06")


def test_a_shortened_duty_names_what_shortened_it() -> None:
    mine = term(3, source="п. 6 Правил")
    found = raised(Event.ACT_AMENDED, "2026-11-23", body_id=3, terms=[mine])
    assert found["update_information"].shortened_by == mine


@pytest.mark.parametrize("days", [1, 3, 5, None])
def test_up_to_the_law_s_own_term_any_may_be_set(days: int | None) -> None:
    check_shorter_term(term(days), BOOK)


@pytest.mark.parametrize("days", [6, 0, -1, 100])
def test_a_longer_term_is_refused(days: int) -> None:
    with pytest.raises(TermTooLongError, match="within 5 working days"):
        check_shorter_term(term(days), BOOK)


def test_five_days_are_too_long_where_the_law_gave_three() -> None:
    with pytest.raises(TermTooLongError, match="within 3 working days"):
        check_shorter_term(term(5, since="2014-01-01"), BOOK)


@pytest.mark.parametrize(
    ("duty_id", "message"),
    [
        ("explain_discrepancy", "no term in working days"),
        ("monthly_report", "no term in working days"),
        ("report_refusals", "the contact center's own duty"),
    ],
)
def test_what_cannot_be_shortened_is_refused(duty_id: str, message: str) -> None:
    with pytest.raises(TermTooLongError, match=message):
        check_shorter_term(ShorterTerm(3, duty_id, 1, day("2026-01-01")), BOOK)


def test_a_term_for_an_unknown_duty_is_refused() -> None:
    with pytest.raises(UnknownDutyError):
        check_shorter_term(ShorterTerm(3, "make_tea", 1, day("2026-01-01")), BOOK)


@given(st.integers(1, 5), st.dates(day("2013-08-17"), day("2080-01-01")))
def test_a_body_s_own_term_never_makes_a_duty_due_later(days: int, on: dt.date) -> None:
    trigger = Trigger(1, Event.ACT_AMENDED, on)
    own = [ShorterTerm(3, "update_information", days, dt.date.min)]
    (lawful,) = duties_of(trigger, BOOK, CALENDAR, on, body_id=3)
    (shortened,) = duties_of(trigger, BOOK, CALENDAR, on, body_id=3, terms=own)
    assert shortened.due <= lawful.due
    assert lawful.rule.length.kind is LengthKind.WORKING_DAYS


# --- refusals, months -----------------------------------------------------------------------------


def refusals(*days: str) -> list[Refusal]:
    return [Refusal(number, day(text)) for number, text in enumerate(days, start=1)]


def test_one_refusal_a_month_is_no_repeated_refusal() -> None:
    assert repeated_refusals(refusals("2026-01-10", "2026-02-11")) == ()


def test_a_second_refusal_within_a_month_is() -> None:
    assert repeated_refusals(refusals("2026-01-10", "2026-02-10")) == (
        tuple(refusals("2026-01-10", "2026-02-10")),
    )


def test_two_refusals_of_one_day_are_repeated() -> None:
    assert len(repeated_refusals(refusals("2026-01-10", "2026-01-10"))) == 1


def test_further_refusals_of_the_month_belong_to_the_same_report() -> None:
    days = ("2026-01-10", "2026-01-12", "2026-01-30", "2026-03-01", "2026-03-15")
    groups = repeated_refusals(reversed(refusals(*days)))
    assert [[refusal.id for refusal in group] for group in groups] == [[1, 2, 3], [4, 5]]


def test_a_month_from_the_end_of_january_ends_with_february() -> None:
    assert repeated_refusals(refusals("2026-01-31", "2026-02-28")) != ()
    assert repeated_refusals(refusals("2026-01-31", "2026-03-01")) == ()


def test_months_end_one_after_the_other() -> None:
    assert ended_months(day("2026-11-25"), day("2026-11-30")) == ()
    assert ended_months(day("2026-11-25"), day("2026-12-01")) == (day("2026-11-30"),)
    assert ended_months(day("2026-11-30"), day("2027-02-01")) == (
        day("2026-11-30"),
        day("2026-12-31"),
        day("2027-01-31"),
    )

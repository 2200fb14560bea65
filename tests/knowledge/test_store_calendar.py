"""The calendar in the store: transfers added and taken back, Құрбан айт confirmed."""

from __future__ import annotations

import pytest
from register_samples import ADMINISTRATOR, EDITOR, OPERATOR, QA, day, load_act, responsible

from knowledge.accounts import NotAllowedError
from knowledge.calendar import Confirmation, Transfer
from knowledge.calendar.official import CalendarDataError
from knowledge.errors import NotFoundError
from knowledge.store import audit
from knowledge.store.calendar_entries import add_transfer, confirm_holiday, withdraw_transfer
from knowledge.store.calendar_reading import known_transfers, stored_calendar
from knowledge.store.database import Database
from knowledge.store.protocols import protocols, register_protocol

IN_MAY = Transfer(day("2027-05-06"), day("2027-05-08"), "Приказ № 1")


def test_an_empty_store_has_the_calendar_that_bilim_comes_with(database: Database) -> None:
    with database.reading() as session:
        assert stored_calendar(session).after(day("2024-04-30"), 5) == day("2024-05-10")
        assert not any(known.recorded for known in known_transfers(session))


def test_an_added_transfer_counts_and_is_on_record(database: Database) -> None:
    with database.writing() as session:
        add_transfer(session, ADMINISTRATOR, IN_MAY)
    with database.reading() as session:
        calendar = stored_calendar(session)
        assert not calendar.is_working_day(day("2027-05-06"))
        assert calendar.is_working_day(day("2027-05-08"))
        (recorded,) = [known for known in known_transfers(session) if known.recorded]
        assert recorded.transfer == IN_MAY
        (entry,) = audit.entries(session, subject="calendar:2027-05-06")
        assert (entry.actor, entry.action) == ("administrator", "add_transfer")
        assert entry.after == {
            "day_off": "2027-05-06",
            "working_day": "2027-05-08",
            "source": "Приказ № 1",
        }


def test_the_same_transfer_again_changes_nothing(database: Database) -> None:
    for _ in range(2):
        with database.writing() as session:
            add_transfer(session, ADMINISTRATOR, IN_MAY)
            add_transfer(
                session, ADMINISTRATOR, Transfer(day("2025-01-03"), day("2025-01-05"), "x")
            )
    with database.reading() as session:
        assert sum(known.recorded for known in known_transfers(session)) == 1


def test_a_transfer_is_taken_back_and_may_come_again(database: Database) -> None:
    with database.writing() as session:
        add_transfer(session, ADMINISTRATOR, IN_MAY)
    with database.writing() as session:
        withdraw_transfer(session, ADMINISTRATOR, IN_MAY.day_off, "the order was withdrawn")
    with database.reading() as session:
        assert stored_calendar(session).is_working_day(IN_MAY.day_off)
    with database.writing() as session:
        add_transfer(session, ADMINISTRATOR, IN_MAY)
    with database.reading() as session:
        assert not stored_calendar(session).is_working_day(IN_MAY.day_off)


def test_a_transfer_that_bilim_comes_with_can_be_taken_back_and_put_right(
    database: Database,
) -> None:
    friday = day("2025-01-03")
    with database.writing() as session:
        withdraw_transfer(session, ADMINISTRATOR, friday, "it was another Sunday")
    with database.reading() as session:
        calendar = stored_calendar(session)
        assert calendar.is_working_day(friday)
        assert not calendar.is_working_day(day("2025-01-05"))
    with database.writing() as session:
        add_transfer(session, ADMINISTRATOR, Transfer(friday, day("2025-01-12"), "Приказ № 2"))
    with database.reading() as session:
        calendar = stored_calendar(session)
        assert not calendar.is_working_day(friday)
        assert calendar.is_working_day(day("2025-01-12"))


def test_a_confirmed_holiday_is_no_estimate(database: Database) -> None:
    with database.writing() as session:
        confirm_holiday(session, ADMINISTRATOR, Confirmation(day("2027-05-17"), "ҚМДБ"))
    with database.reading() as session:
        calendar = stored_calendar(session)
        assert not calendar.is_estimated(day("2027-05-16"))
        assert not calendar.is_working_day(day("2027-05-17"))


def test_a_change_of_the_calendar_moves_the_opening_of_accepted_services(
    database: Database,
) -> None:
    with database.writing() as session:
        act = load_act(session)
        kept = register_protocol(session, EDITOR, f"{act}/rules_1", day("2027-05-03"), "1")
        # The 3rd is off: 4, 5, 6, 11 (7 and 10 off), 12 May.
        assert kept.opens_on == day("2027-05-13")
        add_transfer(session, ADMINISTRATOR, IN_MAY)
    with database.reading() as session:
        assert [p.opens_on for p in protocols(session)] == [day("2027-05-13")]
    with database.writing() as session:
        add_transfer(
            session, ADMINISTRATOR, Transfer(day("2027-05-05"), day("2027-05-22"), "Приказ № 3")
        )
    with database.reading() as session:
        assert [p.opens_on for p in protocols(session)] == [day("2027-05-14")]


@pytest.mark.parametrize("actor", [EDITOR, OPERATOR, QA, responsible(1)])
def test_only_an_administrator_changes_the_calendar(database: Database, actor) -> None:  # type: ignore[no-untyped-def]
    with database.writing() as session:
        with pytest.raises(NotAllowedError):
            add_transfer(session, actor, IN_MAY)
        with pytest.raises(NotAllowedError):
            withdraw_transfer(session, actor, day("2025-01-03"), "no")
        with pytest.raises(NotAllowedError):
            confirm_holiday(session, actor, Confirmation(day("2027-05-17"), "ҚМДБ"))
        assert audit.entries(session) == ()


def test_what_cannot_be_is_refused(database: Database) -> None:
    with database.writing() as session:
        with pytest.raises(CalendarDataError):
            add_transfer(session, ADMINISTRATOR, Transfer(day("2027-05-08"), None, "act"))
        with pytest.raises(CalendarDataError, match="by which act"):
            add_transfer(session, ADMINISTRATOR, Transfer(day("2027-05-06"), None))
        with pytest.raises(NotFoundError):
            withdraw_transfer(session, ADMINISTRATOR, day("2027-05-06"), "no such transfer")
        with pytest.raises(CalendarDataError):
            confirm_holiday(session, ADMINISTRATOR, Confirmation(day("2027-01-01"), "ҚМДБ"))

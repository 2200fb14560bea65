"""On what occasion a thing is told of, to whom, and that it is once and never twice."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.digests import Occasion, Told, concerns, folded_address, occasion_of
from knowledge.store import digests
from knowledge.store.database import Database

NOON = dt.datetime(2026, 3, 3, 7, 0, tzinfo=dt.UTC)
DUE = dt.date(2026, 3, 10)
NEW = Told("marat@example.kz", "update:1", Occasion.NEW, DUE)
LATER = Told("marat@example.kz", "update:1", Occasion.NEW, dt.date(2026, 3, 20))
SOON = Told("marat@example.kz", "update:1", Occasion.SOON, DUE)
OTHERS = Told("saule@example.kz", "update:1", Occasion.NEW, DUE)


@pytest.mark.parametrize(
    ("left", "overdue", "occasion"),
    [
        (5, False, Occasion.NEW),
        (2, False, Occasion.NEW),
        (1, False, Occasion.SOON),
        (0, False, Occasion.SOON),
        (0, True, Occasion.OVERDUE),
        (-3, True, Occasion.OVERDUE),
        (None, False, Occasion.NEW),
    ],
)
def test_the_occasion_follows_from_what_is_left(
    left: int | None, overdue: bool, occasion: Occasion
) -> None:
    assert occasion_of(left, overdue=overdue) is occasion


@pytest.mark.parametrize(
    ("service", "body_of_thing", "service_of_thing", "told"),
    [
        (None, 1, "act/rules", True),
        (None, 1, None, True),
        (None, 2, "act/rules", False),
        (None, None, "act/rules", False),
        ("act/rules", 1, "act/rules", True),
        ("act/rules", 1, None, True),
        ("act/rules", 1, "act/rules_2", False),
    ],
)
def test_a_person_is_told_of_their_bodys_and_services_things(
    service: str | None, body_of_thing: int | None, service_of_thing: str | None, told: bool
) -> None:
    found = concerns(
        body_of_person=1,
        service_of_person=service,
        body_of_thing=body_of_thing,
        service_of_thing=service_of_thing,
    )
    assert found is told


def test_addresses_are_told_apart_folded() -> None:
    assert folded_address(" Marat@Example.KZ ") == "marat@example.kz"


def test_what_is_claimed_is_not_claimed_again(database: Database) -> None:
    with database.writing() as session:
        assert digests.claim(session, [NEW, NEW], NOON) == (NEW,)
    with database.writing() as session:
        assert digests.claim(session, [NEW, SOON, LATER, OTHERS], NOON) == (SOON, LATER, OTHERS)
    with database.reading() as session:
        assert digests.not_told(session, [NEW, SOON, LATER, OTHERS]) == ()
        assert digests.not_told(session, []) == ()


def test_what_was_refused_is_told_of_next_time_and_what_was_sent_never(database: Database) -> None:
    with database.writing() as session:
        digests.claim(session, [NEW, OTHERS], NOON)
        digests.confirm(session, [NEW], NOON)
        digests.release(session, [NEW, OTHERS])
    with database.reading() as session:
        assert digests.not_told(session, [NEW, OTHERS]) == (OTHERS,)


def test_a_run_that_was_cut_off_is_told(database: Database) -> None:
    with database.writing() as session:
        digests.claim(session, [NEW, OTHERS], NOON)
        digests.confirm(session, [NEW], NOON)
    with database.reading() as session:
        assert digests.unconfirmed(session, NOON) == ()
        assert digests.unconfirmed(session, NOON + dt.timedelta(hours=1)) == (OTHERS,)

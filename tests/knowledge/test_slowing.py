"""Slowing down after failures: longer and longer, never for ever."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.accounts.slowing import (
    ALL_FORGOTTEN_AFTER,
    FOR_ACCOUNT,
    FOR_ADDRESS,
    LONGEST_WAIT,
    Failures,
    Patience,
    address_key,
    wait_after,
)

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
NOTHING = dt.timedelta()
PATIENCES = st.sampled_from([FOR_ACCOUNT, FOR_ADDRESS])


def failed(times: int, patience: Patience, gap: dt.timedelta = NOTHING) -> Failures:
    failures = Failures(1, NOW)
    for number in range(1, times):
        failures = failures.one_more(patience, NOW + gap * number)
    return failures


def test_a_few_slips_cost_nothing() -> None:
    for times in range(1, FOR_ACCOUNT.free):
        assert wait_after(failed(times, FOR_ACCOUNT), FOR_ACCOUNT, NOW) == NOTHING


def test_waits_double_from_a_second() -> None:
    waits = [
        wait_after(failed(FOR_ACCOUNT.free + more, FOR_ACCOUNT), FOR_ACCOUNT, NOW).total_seconds()
        for more in range(5)
    ]
    assert waits == [1, 2, 4, 8, 16]


@given(st.integers(1, 10_000), PATIENCES, st.integers(0, 10**6))
def test_nobody_waits_longer_than_a_quarter_of_an_hour(
    times: int, patience: Patience, later: int
) -> None:
    failures = Failures(min(times, patience.free + 10), NOW)
    assert wait_after(failures, patience, NOW) <= LONGEST_WAIT
    assert wait_after(failures, patience, NOW + LONGEST_WAIT) == NOTHING
    after = wait_after(failures, patience, NOW + dt.timedelta(seconds=later))
    assert after <= wait_after(failures, patience, NOW)


@given(st.integers(1, 500), PATIENCES)
def test_of_the_longest_attack_nothing_is_left_after_two_days(
    times: int, patience: Patience
) -> None:
    failures = failed(times, patience)
    assert failures.left(patience, NOW + ALL_FORGOTTEN_AFTER) == 0


def test_whoever_never_stops_guessing_gets_about_a_hundred_tries_a_day() -> None:
    failures: Failures | None = None
    now, tries = NOW, 0
    while now < NOW + dt.timedelta(days=1):
        now += wait_after(failures, FOR_ACCOUNT, now)
        failures = failures.one_more(FOR_ACCOUNT, now) if failures else Failures(1, now)
        tries += 1
    assert tries < 120


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:10.0.0.7", "10.0.0.7", True),
        ("10.0.0.7", "10.0.0.8", False),
    ],
)
def test_an_ipv6_network_counts_as_one_address(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same


def test_what_is_no_address_is_still_a_short_key() -> None:
    assert address_key("") == ""
    assert len(address_key("x" * 5000)) <= 60

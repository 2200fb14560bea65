"""Figures against values worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.metrics import (
    area_under_curve,
    first_right,
    mean_reciprocal_rank,
    percentile,
    share,
)

SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=20)


def test_shares() -> None:
    assert share([True, False, True, True]) == 0.75
    assert share([]) == 0


def test_first_right_within_a_rank() -> None:
    ranks = [1, 2, 5, 6, None]
    assert [first_right(ranks, within) for within in (1, 2, 5, 10)] == [0.2, 0.4, 0.6, 0.8]
    assert first_right([], 5) == 0


def test_mean_reciprocal_rank() -> None:
    assert mean_reciprocal_rank([1, 2, 4, None]) == pytest.approx((1 + 1 / 2 + 1 / 4) / 4)
    assert mean_reciprocal_rank([]) == 0


def test_percentiles() -> None:
    times = [float(number) for number in range(1, 21)]
    assert [percentile(times, part) for part in (0, 0.5, 0.95, 1)] == [1, 10, 19, 20]
    assert percentile([7.0], 0.95) == 7
    assert percentile([], 0.5) == 0


@given(st.lists(st.floats(0, 1000), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(
    values: list[float], part: float
) -> None:
    found = percentile(values, part)
    assert found in values
    # Binary fractions round: 0.07 of 100 is 7.000000000000001 of them.
    assert sum(value <= found for value in values) >= part * len(values) - 1e-9


def test_area_under_curve() -> None:
    # Pairs: 0.9 wins both, 0.4 ties with 0.4 and wins over 0.1: (2 + 1.5) / 4.
    assert area_under_curve([0.9, 0.4], [0.4, 0.1]) == pytest.approx(3.5 / 4)
    assert area_under_curve([0.1], [0.9]) == 0
    assert area_under_curve([], [0.9]) == area_under_curve([0.9], []) == 0.5


@given(SCORES, SCORES)
def test_swapping_the_sides_turns_the_area_round(one: list[float], other: list[float]) -> None:
    assert area_under_curve(one, other) == pytest.approx(1 - area_under_curve(other, one))


@given(st.lists(st.none() | st.integers(1, 20), min_size=1))
def test_looking_deeper_never_finds_less(ranks: list[int | None]) -> None:
    shares = [first_right(ranks, within) for within in (1, 5, 10)]
    assert shares == sorted(shares)
    assert shares[0] <= mean_reciprocal_rank(ranks) <= share([rank is not None for rank in ranks])

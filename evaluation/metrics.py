"""Figures over ranked answers, with what they mean written beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence


def share(values: Sequence[bool]) -> float:
    """The share that is true; 0 for none at all."""
    return sum(values) / len(values) if values else 0.0


def first_right(ranks: Sequence[int | None], within: int) -> float:
    """The share of questions whose first right result stands at most at rank ``within``."""
    return share([rank is not None and rank <= within for rank in ranks])


def mean_reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """The mean of 1 / rank of the first right result, 0 where there is none."""
    return sum(1 / rank for rank in ranks if rank) / len(ranks) if ranks else 0.0


def percentile(values: Sequence[float], part: float) -> float:
    """The smallest value that at least ``part`` (0 to 1) of the values do not exceed, or 0."""
    ordered = sorted(values)
    return ordered[max(math.ceil(part * len(ordered)) - 1, 0)] if ordered else 0.0


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float:
    """How often a positive scores above a negative (AUROC); ties count half.

    0.5 where either side is empty.
    """
    if not positive or not negative:
        return 0.5
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))

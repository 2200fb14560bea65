"""Which lines of one language say what which lines of the other say.

Translators join and part lines, and leave some out. The best way through both texts is found as
Gale and Church do (Computational Linguistics 19, 1993): lines that belong together are of
proportionate length. Facts, marks and words that both languages share say the rest.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from knowledge.findings.facts import read_facts
from knowledge.findings.lines import Line
from knowledge.findings.values import FactKind

_STEPS = ((1, 1), (2, 1), (1, 2), (1, 0), (0, 1), (3, 1), (1, 3), (2, 2))
_STEP_COST = {(1, 1): 0.0, (2, 1): 1.6, (1, 2): 1.6, (3, 1): 2.8, (1, 3): 2.8, (2, 2): 3.0}
_GAP_COST = 3.6
_SHORT_GAP_COST = 2.2
_SHORT = 25
_SPREAD = 0.22
"""How far the logarithm of the ratio of lengths strays for lines that say the same: measured on
665 pairs of lines in Kazakh and Russian (see `evaluation`), where its mean is nearly 0."""
_SHORT_LINES_STRAY = 9.0
_WORST_LENGTH = 5.0
_SHARED_FACT, _LONE_FACT, _MOST_FACTS = 0.8, 0.7, 4
_SAME_MARK, _OTHER_MARK, _ONE_MARK = -1.2, 2.5, 0.8
_SWALLOWED_MARK = 2.2
_SHARED_WORDS = 2.5
_OTHER_COUNT, _MOST_COUNTS = 1.1, 2
"""Lines that were joined have as many sentences as before; a line left out takes its own away."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Lines that belong together; a side that has none leaves them out."""

    left: tuple[int, ...]
    right: tuple[int, ...]

    @property
    def is_plain(self) -> bool:
        """Whether one line stands against one."""
        return len(self.left) == len(self.right) == 1


@dataclass(frozen=True)
class Text:
    """The lines of one side and its language."""

    lines: tuple[Line, ...]
    language: str

    @cached_property
    def facts(self) -> tuple[Counter[tuple[FactKind, str]], ...]:
        """How often each fact stands in each line."""
        return tuple(_facts_of(line.text, self.language) for line in self.lines)

    def joined(self, places: Sequence[int]) -> str:
        """Some lines as one text."""
        return "\n".join(self.lines[place].text for place in places)


def align(left: Text, right: Text) -> tuple[Bead, ...]:
    """The beads of two texts, in order; every line is in exactly one."""
    rows, columns = len(left.lines), len(right.lines)
    if rows == columns and _run_in_step(left, right):
        return tuple(Bead((row,), (row,)) for row in range(rows))
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for row in range(rows + 1):
        for column in range(columns + 1):
            if (row, column) == (0, 0):
                continue
            ways = [
                (best[row - a, column - b][0] + _cost(left, right, row, column, (a, b)), (a, b))
                for a, b in _STEPS
                if row >= a and column >= b
            ]
            best[row, column] = min(ways)
    return tuple(reversed(_way_back(best, rows, columns)))


_IN_STEP = 1.2


def _run_in_step(left: Text, right: Text) -> bool:
    """Whether line stands against line all through, as in most provisions, so that no other way
    needs to be looked at."""
    return all(
        one.mark == two.mark
        and length_cost(len(one.text), len(two.text)) < _IN_STEP
        and left.facts[row] == right.facts[row]
        for row, (one, two) in enumerate(zip(left.lines, right.lines, strict=True))
    )


def _way_back(
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]], row: int, column: int
) -> list[Bead]:
    beads = []
    while row or column:
        a, b = best[row, column][1]
        beads.append(Bead(tuple(range(row - a, row)), tuple(range(column - b, column))))
        row, column = row - a, column - b
    return beads


def _cost(left: Text, right: Text, row: int, column: int, step: tuple[int, int]) -> float:
    mine = left.lines[row - step[0] : row]
    other = right.lines[column - step[1] : column]
    if not mine or not other:
        length = sum(len(line.text) for line in (*mine, *other))
        return _SHORT_GAP_COST if length < _SHORT else _GAP_COST
    if step == (2, 2) and all(
        length_cost(len(a.text), len(b.text)) < _IN_STEP for a, b in zip(mine, other, strict=True)
    ):
        return math.inf  # they stand against each other one by one, whatever their facts
    one, two = _joined(mine), _joined(other)
    return (
        _STEP_COST[step]
        + length_cost(len(one), len(two))
        + _mark_cost(mine, other)
        + (0.0 if step == (1, 1) else _count_cost(mine, other))
        + _fact_cost(
            _sum(left.facts[row - step[0] : row]), _sum(right.facts[column - step[1] : column])
        )
        - _SHARED_WORDS * _likeness(one, two)
    )


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def length_cost(one: int, other: int) -> float:
    """How unlikely it is that texts of these lengths say the same: 0 likely, 5 hardly."""
    stray = abs(math.log((other + 3) / (one + 3)))
    spread = _SPREAD + _SHORT_LINES_STRAY / (min(one, other) + 20)
    return min(_WORST_LENGTH, (stray / spread) ** 2 / 2)


def _count_cost(mine: Sequence[Line], other: Sequence[Line]) -> float:
    one, two = (sum(line.sentences for line in lines) for lines in (mine, other))
    return _OTHER_COUNT * min(abs(one - two), _MOST_COUNTS)


def _mark_cost(mine: Sequence[Line], other: Sequence[Line]) -> float:
    one, two = mine[0].mark, other[0].mark
    if one and two and len(mine) == len(other) == 1:
        return _SAME_MARK if one == two else _OTHER_MARK
    # The marks of lines that are joined to one before them count against joining.
    swallowed = sum(bool(line.mark) for line in (*mine[1:], *other[1:]))
    return (_ONE_MARK if one or two else 0.0) + swallowed * _SWALLOWED_MARK


Counts = Counter[tuple[FactKind, str]]


@lru_cache(maxsize=20_000)
def _facts_of(line: str, language: str) -> Counts:
    return Counter(fact.key for fact in read_facts(line, language))


def _sum(counts: Sequence[Counts]) -> Counts:
    return counts[0] if len(counts) == 1 else sum(counts, Counter())


def _fact_cost(mine: Counts, other: Counts) -> float:
    shared = (mine & other).total()
    lone = ((mine - other) + (other - mine)).total()
    return _LONE_FACT * min(lone, _MOST_FACTS) - _SHARED_FACT * min(shared, _MOST_FACTS)


_WORD = re.compile(r"[^\W\d_]{5,}")
_FOLDED = str.maketrans("қғңөұүәіһё", "кгноууаихе")
_STEM = 5


@lru_cache(maxsize=20_000)
def word_stems(text: str) -> frozenset[str]:
    """The first letters of long words, Kazakh letters as Russian ones: «корпорация» is in both."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower().translate(_FOLDED)))


def _likeness(one: str, two: str) -> float:
    mine, other = word_stems(one), word_stems(two)
    if not mine or not other:
        return 0.0
    return len(mine & other) / min(len(mine), len(other))

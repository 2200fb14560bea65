"""Which facts of two texts do not agree, with patience for how differently they may be printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.findings.facts import loose_numbers, read_facts
from knowledge.findings.readers.terms import SAID_IN_WORDS, last_as_long, mentions_unit
from knowledge.findings.values import Fact, FactDifference, FactKind

_LOCAL_DIGITS = 5
"""A telephone number may stand without its code; so many last digits tell it all the same."""


@dataclass(frozen=True, slots=True)
class Side:
    """A text to compare, as ``cleaned`` gives it, and its language."""

    text: str
    language: str

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact of the text."""
        return read_facts(self.text, self.language)


@dataclass(frozen=True, slots=True)
class Leftover:
    """The facts of each side that the other does not have."""

    left: tuple[Fact, ...]
    right: tuple[Fact, ...]

    def __bool__(self) -> bool:
        return bool(self.left or self.right)


def unmatched(left: Side, right: Side) -> Leftover:
    """The facts that only one side has.

    A fact that one side only repeats is no difference. Neither is a figure that the other side
    spells out («один экземпляр» / «1 дана»), takes for granted («в течение часа» / «бір сағат
    ішінде») or prints in another guise (a telephone without its code).
    """
    alone_left, alone_right = _without_partners(left.facts, right.facts)
    alone_left, alone_right = _without_cousins(alone_left, alone_right)
    alone_left, alone_right = _without_ellipses(alone_left, alone_right, left, right)
    kept_left = [fact for fact in alone_left if not _said_otherwise(fact, right, alone_right)]
    kept_right = [fact for fact in alone_right if not _said_otherwise(fact, left, alone_left)]
    return Leftover(_answered(kept_left, kept_right), _answered(kept_right, kept_left))


def _without_partners(left: Sequence[Fact], right: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Facts of each side that the other has not at all, or has less often where both are short."""
    counts_left, counts_right = (Counter(fact.key for fact in side) for side in (left, right))
    over_left, over_right = counts_left - counts_right, counts_right - counts_left
    return (
        _chosen(left, over_left, counts_right, {key[0] for key in over_right}),
        _chosen(right, over_right, counts_left, {key[0] for key in over_left}),
    )


_COUNTED_TWICE = frozenset({FactKind.TERM, FactKind.AMOUNT, FactKind.SCHEDULE, FactKind.CONTACT})


def _chosen(
    facts: Sequence[Fact],
    over: Counter[tuple[FactKind, str]],
    other: Counter[tuple[FactKind, str]],
    kinds_missed: Iterable[FactKind],
) -> list[Fact]:
    """Of the facts that one side has more often, those that make a difference.

    «3, 5, 3» against «3, 5, 5» does for a term: one 3 has become a 5, though both have both.
    """
    missed = set(kinds_missed) & _COUNTED_TWICE
    chosen = []
    for fact in reversed(facts):
        if over[fact.key] > 0 and (fact.key not in other or fact.kind in missed):
            chosen.append(fact)
            over[fact.key] -= 1 if fact.key in other else 0
    return _once(reversed(chosen))


def _once(facts: Iterable[Fact]) -> list[Fact]:
    return list({fact.key: fact for fact in facts}.values())


def _without_cousins(left: list[Fact], right: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Leave out pairs that say one thing in two guises."""
    kept_right = list(right)
    kept_left = []
    for fact in left:
        cousin = next((other for other in kept_right if _are_cousins(fact, other)), None)
        if cousin is None:
            kept_left.append(fact)
        else:
            kept_right.remove(cousin)
    return kept_left, kept_right


def _are_cousins(one: Fact, other: Fact) -> bool:
    if one.kind is not other.kind:
        # Read by two readers: «№ 13» and «13», «18 часов» and «сағат 18-ден».
        return bool(set(one.figures) & set(other.figures)) and (
            FactKind.NUMBER in (one.kind, other.kind)
        )
    if one.kind is FactKind.TERM:
        return last_as_long(one.value, other.value)
    if one.kind is FactKind.CONTACT:
        shorter, longer = sorted((one.value, other.value), key=len)
        return len(shorter) >= _LOCAL_DIGITS and longer.endswith(shorter)
    if one.kind is FactKind.DATE:
        shorter, longer = sorted((one.value, other.value), key=len)
        return longer.startswith(f"{shorter}-") or longer.endswith(shorter.removeprefix("-"))
    return False


_KIND_OF_DAY = re.compile(r"(?P<count>\d+) (?P<kind>working|calendar|banking) (?P<unit>days?)")


def _without_ellipses(
    alone_left: list[Fact], alone_right: list[Fact], left: Side, right: Side
) -> tuple[list[Fact], list[Fact]]:
    """Leave out pairs like «60 calendar days … 30 calendar days» / «60 calendar days … 30 days».

    There the kind of day is said once and meant twice.
    """
    for mine, others, other_side in (
        (alone_left, alone_right, right),
        (alone_right, alone_left, left),
    ):
        for full in list(mine):
            said = _KIND_OF_DAY.fullmatch(full.value)
            if said is None or not _says(other_side, said["kind"]):
                continue
            bare = f"{said['count']} {said['unit']}"
            short = next((fact for fact in others if fact.value == bare), None)
            if short is not None:
                mine.remove(full)
                others.remove(short)
    return alone_left, alone_right


def _says(side: Side, kind_of_day: str) -> bool:
    return any(
        fact.kind is FactKind.TERM and f" {kind_of_day} " in fact.value for fact in side.facts
    )


def _answered(mine: Sequence[Fact], others: Sequence[Fact]) -> tuple[Fact, ...]:
    """Without words that are no figures, where the other side says nothing against them.

    «Бесплатно» and «незамедлительно» have many translations; against an amount or a number of
    days they are a difference all the same.
    """
    about_money = any(fact.kind in (FactKind.FEE, FactKind.AMOUNT) for fact in others)
    about_time = any(fact.kind is FactKind.TERM for fact in others)
    return tuple(
        fact
        for fact in mine
        if (fact.kind is not FactKind.FEE or about_money)
        and (fact.value not in SAID_IN_WORDS or about_time)
    )


def _are_rivals(one: Fact, other: Fact) -> bool:
    """Whether one term stands for the other: «1 working day» / «1 calendar day», «3 days» too."""
    if other.kind is not FactKind.TERM:
        return False
    same_unit = one.value.split(" ")[-1].rstrip("s") == other.value.split(" ")[-1].rstrip("s")
    return same_unit or one.figures == other.figures


def _said_otherwise(fact: Fact, other: Side, against: Sequence[Fact]) -> bool:
    """Whether the other side says this without a figure, and nothing ``against`` it."""
    if fact.kind is FactKind.TERM and any(_are_rivals(fact, one) for one in against):
        return False
    if fact.kind is FactKind.TERM and fact.figures == ("1",):
        return mentions_unit(other.text, fact.value)
    if fact.kind is FactKind.NUMBER and any(
        set(fact.figures) & set(mine.figures) for mine in other.facts
    ):
        return True
    if fact.kind not in (FactKind.NUMBER, FactKind.TERM, FactKind.ACT):
        return False
    return bool(loose_numbers(other.text, other.language) & set(fact.figures))


def grouped(leftover: Leftover, left_side: str, right_side: str) -> tuple[FactDifference, ...]:
    """The leftover facts by kind, ready for a finding."""
    kinds = [kind for kind in FactKind if any(
        fact.kind is kind for fact in (*leftover.left, *leftover.right)
    )]  # fmt: skip
    return tuple(
        FactDifference(
            kind,
            (
                (left_side, _values(leftover.left, kind)),
                (right_side, _values(leftover.right, kind)),
            ),
        )
        for kind in kinds
    )


def _values(facts: Sequence[Fact], kind: FactKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.value for fact in facts if fact.kind is kind))

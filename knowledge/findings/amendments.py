"""Footnotes of both languages: do they name the same amending orders, in force from one day?

An amendment that only one language shows means that the other is an older text under a new date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from knowledge.acts import Provision, ProvisionKind
from knowledge.changes.footnotes import read_footnote
from knowledge.findings.editions import EditionText
from knowledge.findings.facts import cleaned
from knowledge.findings.quoting import quoted_line
from knowledge.findings.values import (
    FactDifference,
    FactKind,
    Finding,
    FindingKind,
    Severity,
)
from knowledge.identity import number_key
from knowledge.validity import EntryBasis

Amendments = dict[str, frozenset[dt.date]]
"""Amending order («2024-05-29 № 458») → fixed days on which it comes into force."""


@lru_cache(maxsize=2_000)
def read_amendments(notes: tuple[str, ...]) -> Amendments:
    """The amending orders that footnotes name, and the days from which they are in force.

    What was amended in one language only («текст на русском языке не меняется») is left out.
    """
    found: dict[str, set[dt.date]] = {}
    for note in notes:
        for amendment in read_footnote(note):
            if amendment.only_in:
                continue
            order = f"{amendment.order.date.isoformat()} № {_number(amendment.order.number)}"
            days = found.setdefault(order, set())
            entry = amendment.in_force
            if entry is not None and entry.basis is EntryBasis.FIXED and entry.on is not None:
                days.add(entry.on)
    return {order: frozenset(days) for order, days in found.items()}


def _number(printed: str) -> str:
    """A number as both languages may print it: «292/НК» in a Russian text is «292/НҚ»."""
    return number_key(printed).replace("к", "қ")


def amendment_findings(act_id: str, left: EditionText, right: EditionText) -> Iterator[Finding]:
    """Elements whose footnotes differ; an annex is taken together with its rows."""
    mine, other = _by_element(left.provisions), _by_element(right.provisions)
    for eid, (provision, notes) in mine.items():
        if eid not in other:
            continue
        partner, other_notes = other[eid]
        if _marks(notes) == _marks(other_notes) or provision.excluded != partner.excluded:
            continue
        one, two = read_amendments(notes), read_amendments(other_notes)
        # An order that rewrote the whole chapter is not named again at each paragraph.
        one = {order: days for order, days in one.items() if order not in _above(partner, other)}
        two = {order: days for order, days in two.items() if order not in _above(provision, mine)}
        differences = tuple(_differences(one, two, left.language, right.language))
        if differences:
            yield Finding(
                kind=FindingKind.AMENDMENT_DIFFERS,
                severity=Severity.MEDIUM if set(one) == set(two) else Severity.LOW,
                act_id=act_id,
                editions=tuple(sorted({left.date, right.date})),
                languages=(left.language, right.language),
                eid=eid,
                number=provision.number,
                differences=differences,
                quotations=tuple(
                    quoted_line(language, cleaned("\n".join(shown)), eid)
                    for language, shown in ((left.language, notes), (right.language, other_notes))
                    if shown
                ),
            )


_MARKS = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|(?<=№)\s*\d+")


def _marks(notes: Sequence[str]) -> frozenset[str]:
    """Dates and numbers as printed: where they are the same, nothing needs to be understood."""
    return frozenset(mark.strip() for note in notes for mark in _MARKS.findall(note))


Elements = dict[str, tuple[Provision, tuple[str, ...]]]


def _above(provision: Provision, elements: Elements) -> frozenset[str]:
    """The orders that the footnotes of everything that holds an element name."""
    named: frozenset[str] = frozenset()
    parent = provision.parent_eid
    while parent in elements:
        holder, notes = elements[parent]
        named |= read_amendments(notes).keys()
        parent = holder.parent_eid
    return named


_TAKEN_TOGETHER = frozenset({ProvisionKind.TABLE_ROW, ProvisionKind.SUBPARAGRAPH})


def _by_element(provisions: Sequence[Provision]) -> Elements:
    """Elements with their footnotes and those of their rows and subparagraphs."""
    by_eid = {provision.eid: provision for provision in provisions}
    notes: dict[str, tuple[str, ...]] = {}
    for provision in provisions:
        holder = provision
        while holder.kind in _TAKEN_TOGETHER and holder.parent_eid in by_eid:
            holder = by_eid[holder.parent_eid]
        notes[holder.eid] = notes.get(holder.eid, ()) + provision.footnotes
    return {eid: (by_eid[eid], found) for eid, found in notes.items()}


def _differences(
    one: Amendments, two: Amendments, first: str, second: str
) -> Iterator[FactDifference]:
    only_one, only_two = tuple(sorted(set(one) - set(two))), tuple(sorted(set(two) - set(one)))
    if only_one or only_two:
        yield FactDifference(FactKind.ACT, ((first, only_one), (second, only_two)))
    for order in sorted(set(one) & set(two)):
        if one[order] and two[order] and one[order] != two[order]:
            days = ((first, _shown(one[order])), (second, _shown(two[order])))
            yield FactDifference(FactKind.DATE, days)


def _shown(days: frozenset[dt.date]) -> tuple[str, ...]:
    return tuple(day.isoformat() for day in sorted(days))

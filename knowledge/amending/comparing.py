"""A draft against the official text that came later: what Bilim had made right, and what not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from knowledge.changes import Change, EditionText
from knowledge.changes import compare as compare_texts


class Agreement(StrEnum):
    """How an element of the draft stands to the official text."""

    SAME = "same"
    DIFFERS = "differs"
    ONLY_DRAFT = "only_draft"
    ONLY_OFFICIAL = "only_official"


@dataclass(frozen=True, slots=True)
class Compared:
    """One element. ``concerned``: the order is about it; elsewhere another order may be at work."""

    eid: str
    number: str
    agreement: Agreement
    concerned: bool
    draft: str | None = None
    official: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All elements that the order is about, and all others that differ."""

    elements: tuple[Compared, ...]

    @property
    def same(self) -> int:
        """How many of the elements that the order is about agree."""
        return sum(1 for e in self.elements if e.concerned and e.agreement is Agreement.SAME)

    @property
    def concerned(self) -> int:
        """How many elements the order is about."""
        return sum(1 for e in self.elements if e.concerned)


def compare(draft: EditionText, official: EditionText, concerned: Iterable[str]) -> Comparison:
    """Compare a draft with the official text, element by element, footnotes left out."""
    about = dict.fromkeys(concerned)
    elements = [
        _compared(change, change.eid in about)
        for change in compare_texts(draft, official).different
    ]
    differing = {element.eid for element in elements}
    numbers = {p.eid: p.number for p in (*official.provisions, *draft.provisions)}
    elements += [
        Compared(eid, numbers.get(eid, ""), Agreement.SAME, True)
        for eid in about
        if eid not in differing
    ]
    return Comparison(tuple(elements))


def _compared(change: Change, concerned: bool) -> Compared:
    old, new = change.old_text, change.new_text
    agreement = Agreement.DIFFERS
    if old is None:
        agreement = Agreement.ONLY_OFFICIAL
    elif new is None:
        agreement = Agreement.ONLY_DRAFT
    return Compared(change.eid, change.number, agreement, concerned, old, new)

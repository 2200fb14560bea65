"""The amendments that an edition's footnotes name, each at the provision that it changed.

A footnote stands under what it speaks of, but names it as the law does: «Пункт 3» under a
paragraph, «Правила» under the title of the Rules, «подпункт 3) пункта 1» under either. Elements
within a paragraph or row are located at the paragraph or row, which is what is compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.acts import Provision, ProvisionKind
from knowledge.changes.changeset import TITLE, EditionText
from knowledge.changes.elements import Level, NamedElement
from knowledge.changes.footnotes import Amendment, AmendmentKind, read_footnote
from knowledge.changes.places import name_of, part_of

WHOLE_ACT = ""
"""The eid of an amendment that concerns the act as a whole."""

_PREFIXES = {
    Level.PARAGRAPH: "para_",
    Level.ROW: "row_",
    Level.SECTION: "sec_",
    Level.CHAPTER: "chp_",
}


@dataclass(frozen=True, slots=True)
class LocatedAmendment:
    """An amendment of one element. ``eid`` is None where the edition has no such element.

    ``holder`` is the provision under which the footnote stands; None for the title.
    ``heading_only`` where only the heading of ``eid`` is concerned; ``unseen`` where what was
    changed is not part of any text here (a stamp at the margin).
    """

    amendment: Amendment
    holder: Provision | None
    element: NamedElement | None
    eid: str | None
    heading_only: bool = False
    unseen: bool = False


def located_amendments(text: EditionText) -> tuple[LocatedAmendment, ...]:
    """Every amendment that the footnotes of an edition name, in their order."""
    locator = Locator(text)
    return tuple(
        located
        for holder, notes in locator.notes()
        for note in notes
        for amendment in read_footnote(note)
        for located in locator.located(amendment, holder)
    )


class Locator:
    """Finds the elements that footnotes name, in one edition."""

    def __init__(self, text: EditionText) -> None:
        self._text = text
        self._by_eid = {provision.eid: provision for provision in text.provisions}
        self._part = {eid: part_of(p, self._by_eid) for eid, p in self._by_eid.items()}
        self._named: dict[tuple[str, str], list[Provision]] = {}
        for eid, provision in self._by_eid.items():
            self._named.setdefault((self._part[eid], name_of(provision)), []).append(provision)

    def notes(self) -> Iterator[tuple[Provision | None, tuple[str, ...]]]:
        """Footnotes with what they stand under; None is the title."""
        yield None, self._text.footnotes
        for provision in self._text.provisions:
            yield provision, provision.footnotes

    def above(self, eid: str) -> Iterator[str]:
        """The eids of what holds a provision, the nearest first."""
        for _ in self._by_eid:
            provision = self._by_eid.get(eid)
            if provision is None or provision.parent_eid is None:
                return
            eid = provision.parent_eid
            yield eid

    def located(self, amendment: Amendment, holder: Provision | None) -> Iterator[LocatedAmendment]:
        """The amendment at each element that it names."""
        if not amendment.elements:
            whole = holder is None and amendment.kind is AmendmentKind.EXCLUDED
            place = WHOLE_ACT if whole else self._unit(holder)
            yield LocatedAmendment(amendment, holder, None, place)
        for element in amendment.elements:
            if element.has(Level.MARGIN):
                yield LocatedAmendment(amendment, holder, element, None, unseen=True)
            else:
                eid, heading_only = self.find(element, holder), element.has(Level.TITLE)
                yield LocatedAmendment(amendment, holder, element, eid, heading_only)

    def find(self, element: NamedElement, holder: Provision | None) -> str | None:
        """The eid of what ``element`` names in a footnote under ``holder``, or None."""
        part = self._part_named(element, holder)
        if element.has(Level.PREAMBLE):
            return self._first(ProvisionKind.PREAMBLE) or self._unit(holder)
        for level, prefix in _PREFIXES.items():
            number = element.number(level)
            if number is not None:
                return self._numbered(part, f"{prefix}{number}", element, holder)
        if element.has(Level.RULES) or element.has(Level.ANNEX):
            return part
        if element.has(Level.ACT):
            return TITLE if element.has(Level.TITLE) else WHOLE_ACT
        return self._unit(holder)

    def _part_named(self, element: NamedElement, holder: Provision | None) -> str | None:
        own = self._part[holder.eid] if holder is not None else self._first(ProvisionKind.ORDER)
        annex = element.number(Level.ANNEX)
        if annex is not None:
            return self._annex(annex, own)
        if element.has(Level.RULES):
            return self._rules(own)
        return own

    def _annex(self, number: str, own: str | None) -> str | None:
        """The annex with a number: the one that the footnote stands in, or of the same Rules."""
        if own and self._is_annex(own, number):
            return own
        rules = self._rules(own)
        annexes = [
            eid
            for eid, provision in self._by_eid.items()
            if provision.kind is ProvisionKind.ANNEX and self._is_annex(eid, number)
        ]
        annexes.sort(key=lambda eid: self._by_eid[eid].parent_eid != rules)
        return next(iter(annexes), None)

    def _is_annex(self, eid: str, number: str) -> bool:
        provision = self._by_eid[eid]
        if provision.kind is not ProvisionKind.ANNEX:
            return False
        return not number or number in (provision.number, name_of(provision).rpartition("_")[2])

    def _rules(self, own: str | None) -> str | None:
        """The Rules that a footnote calls so: those it stands in, or the annex of such a name."""
        for eid in (own, *self.above(own or "")):
            if eid in self._by_eid and self._by_eid[eid].kind is ProvisionKind.RULES:
                return eid
        if own and self._by_eid[own].kind is ProvisionKind.ANNEX:
            return own
        return self._first(ProvisionKind.RULES)

    def _numbered(
        self, part: str | None, name: str, element: NamedElement, holder: Provision | None
    ) -> str | None:
        unit = self._unit(holder)
        found = self._named.get((part or "", name), [])
        chapter = element.number(Level.CHAPTER)
        if chapter is not None:
            inside = [p for p in found if f"chp_{chapter}" in p.eid.split("__")]
            found = inside or found
        eids = [p.eid for p in found]
        return unit if unit in eids else next(iter(eids), None)

    def _first(self, kind: ProvisionKind) -> str | None:
        return next((eid for eid, p in self._by_eid.items() if p.kind is kind), None)

    def _unit(self, holder: Provision | None) -> str:
        """What is compared: a subparagraph's paragraph or row; the title for the title."""
        if holder is None:
            return TITLE
        while holder.kind is ProvisionKind.SUBPARAGRAPH and holder.parent_eid in self._by_eid:
            holder = self._by_eid[holder.parent_eid]
        return holder.eid

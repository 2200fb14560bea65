"""Two languages, one law: where two language versions of one edition do not say the same.

Kazakh and Russian are both authentic, so neither is taken for the right one. They are compared
provision by provision and, within one, line by line: what is missing, and which facts differ.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.acts import Provision, ProvisionKind
from knowledge.findings.alignment import Bead, Text, align
from knowledge.findings.amendments import amendment_findings
from knowledge.findings.comparing import Leftover, Side, grouped, unmatched
from knowledge.findings.editions import EditionText
from knowledge.findings.facts import cleaned, read_facts
from knowledge.findings.lines import is_form, lines_of
from knowledge.findings.moved import FAR_LONGER, without_moved, without_moved_facts
from knowledge.findings.pairing import Pair, paired
from knowledge.findings.quoting import counterpart, quoted, quoted_line
from knowledge.findings.values import (
    Fact,
    FactDifference,
    FactKind,
    Finding,
    FindingKind,
    Quotation,
    Severity,
)

_KIND_OF_FACT = {
    FactKind.TERM: (FindingKind.TERM_DIFFERS, Severity.HIGH),
    FactKind.AMOUNT: (FindingKind.AMOUNT_DIFFERS, Severity.HIGH),
    FactKind.FEE: (FindingKind.FEE_DIFFERS, Severity.HIGH),
    FactKind.SCHEDULE: (FindingKind.SCHEDULE_DIFFERS, Severity.HIGH),
    FactKind.CONTACT: (FindingKind.CONTACT_DIFFERS, Severity.HIGH),
    FactKind.DATE: (FindingKind.DATE_DIFFERS, Severity.MEDIUM),
    FactKind.ACT: (FindingKind.ACT_DIFFERS, Severity.MEDIUM),
    FactKind.REFERENCE: (FindingKind.REFERENCE_DIFFERS, Severity.MEDIUM),
    FactKind.ADDRESS: (FindingKind.ADDRESS_DIFFERS, Severity.MEDIUM),
    FactKind.NUMBER: (FindingKind.NUMBER_DIFFERS, Severity.MEDIUM),
}
"""In the order of gravity: a line with several differences is called by the first."""

_TOLD_TO_CALLERS = frozenset({FactKind.TERM, FactKind.AMOUNT, FactKind.FEE, FactKind.CONTACT})
_IN_FORMS = frozenset(
    {FactKind.TERM, FactKind.AMOUNT, FactKind.ACT, FactKind.REFERENCE, FactKind.CONTACT}
)
_SHORT_LINE = 60
"""A shorter line that is missing is a matter of how the text is laid out, more often than not."""
_LONG_LINE = 160


def parity_findings(act_id: str, left: EditionText, right: EditionText) -> tuple[Finding, ...]:
    """Where the two texts disagree, in the order of the act."""
    compared = _Compared(act_id, left, right)
    pairs = paired(left.provisions, right.provisions)
    many = _missing_together(pairs)
    findings = [
        finding
        for pair in pairs
        if pair.shown.parent_eid not in many or pair.shown.eid in many[pair.shown.parent_eid]
        for finding in compared.findings_of(pair)
    ]
    findings += amendment_findings(act_id, left, right)
    return tuple({finding.key: finding for finding in findings}.values())


_SHOWN_TOGETHER = 5


def _missing_together(pairs: Sequence[Pair]) -> dict[str | None, frozenset[str]]:
    """Elements that hold many lone ones, and which of what they hold is looked at all the same.

    A chapter that one language lacks as good as whole is one finding, named by the first
    paragraph that is missing, and not thirty.
    """
    lone: dict[str | None, list[str]] = {}
    held: dict[str | None, list[str]] = {}
    for pair in pairs:
        held.setdefault(pair.shown.parent_eid, []).append(pair.shown.eid)
        if (pair.left is None or pair.right is None) and not pair.shown.excluded:
            lone.setdefault(pair.shown.parent_eid, []).append(pair.shown.eid)
    return {
        parent: frozenset(held[parent]) - frozenset(eids[1:])
        for parent, eids in lone.items()
        if len(eids) > _SHOWN_TOGETHER
    }


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two language versions that are being compared."""

    act_id: str
    left: EditionText
    right: EditionText

    def findings_of(self, pair: Pair) -> Iterator[Finding]:
        if pair.left is None or pair.right is None:
            yield from self._missing(pair)
        elif pair.left.excluded != pair.right.excluded:
            yield from self._excluded(pair)
        elif not pair.left.excluded:
            yield from self._headings(pair.left, pair.right)
            if is_form(pair.left.text) or is_form(pair.right.text):
                yield from self._forms(pair.left, pair.right)
            else:
                yield from _Lines(self, pair.left, pair.right).findings()

    def finding(
        self,
        kind: FindingKind,
        severity: Severity,
        provision: Provision,
        quotations: Sequence[Quotation],
        differences: tuple[FactDifference, ...] = (),
    ) -> Finding:
        return Finding(
            kind=kind,
            severity=severity,
            act_id=self.act_id,
            editions=tuple(sorted({self.left.date, self.right.date})),
            languages=(self.left.language, self.right.language),
            eid=provision.eid,
            number=provision.number,
            differences=differences,
            quotations=tuple(quotations),
        )

    def _missing(self, pair: Pair) -> Iterator[Finding]:
        provision = pair.shown
        missing_in, has = (self.right, self.left) if pair.right is None else (self.left, self.right)
        text = "\n".join(part for part in (provision.heading, provision.text) if part)
        parents = {p.eid for p in missing_in.provisions}
        if provision.excluded or not text or is_form(text):
            return
        if provision.parent_eid is not None and provision.parent_eid not in parents:
            return
        if provision.kind is ProvisionKind.TEXT and not _lacks_text(provision, has, missing_in):
            return
        only_a_heading = provision.kind in (ProvisionKind.CHAPTER, ProvisionKind.SECTION)
        if only_a_heading and provision.eid.startswith("annex_"):
            return  # a heading that the other language's file sets as text of the annex
        yield self.finding(
            FindingKind.NUMBERING_DIFFERS if only_a_heading else FindingKind.PROVISION_MISSING,
            Severity.NOTE if only_a_heading else Severity.HIGH,
            provision,
            [quoted_line(has.language, cleaned(text), provision.eid)],
        )

    def _excluded(self, pair: Pair) -> Iterator[Finding]:
        assert pair.left is not None and pair.right is not None
        sides = ((self.left, pair.left), (self.right, pair.right))
        yield self.finding(
            FindingKind.EXCLUDED_ON_ONE_SIDE,
            Severity.HIGH,
            pair.shown,
            [
                quoted_line(edition.language, cleaned(provision.text), provision.eid)
                for edition, provision in sides
                if not provision.excluded
            ],
        )

    def _headings(self, left: Provision, right: Provision) -> Iterator[Finding]:
        if left.kind is ProvisionKind.TABLE_ROW or not (left.heading and right.heading):
            return
        sides = (
            Side(cleaned(left.heading), self.left.language),
            Side(cleaned(right.heading), self.right.language),
        )
        leftover = unmatched(*sides)
        if leftover:
            yield self.of_facts(left, leftover, [
                quoted_line(side.language, side.text, provision.eid)
                for side, provision in zip(sides, (left, right), strict=True)
            ])  # fmt: skip

    def _forms(self, left: Provision, right: Provision) -> Iterator[Finding]:
        """A form is compared as a whole, by what refers to the law."""
        sides = (
            Side(cleaned(left.text), self.left.language),
            Side(cleaned(right.text), self.right.language),
        )
        found = unmatched(*sides)
        leftover = Leftover(
            tuple(fact for fact in found.left if fact.kind in _IN_FORMS),
            tuple(fact for fact in found.right if fact.kind in _IN_FORMS),
        )
        if leftover:
            quotations = [
                quoted(side.language, side.text, facts, provision.eid)
                for side, provision, facts in zip(
                    sides, (left, right), (leftover.left, leftover.right), strict=True
                )
                if facts
            ]
            found_here = self.of_facts(left, leftover, quotations)
            yield replace(found_here, severity=max(
                found_here.severity, Severity.MEDIUM, key=lambda severity: severity.rank
            ))  # fmt: skip

    def of_facts(
        self, provision: Provision, leftover: Leftover, quotations: Sequence[Quotation]
    ) -> Finding:
        """A finding about facts, called by the gravest of them."""
        kinds = {fact.kind for fact in (*leftover.left, *leftover.right)}
        kind, severity = next(named for fact, named in _KIND_OF_FACT.items() if fact in kinds)
        differences = grouped(leftover, self.left.language, self.right.language)
        return self.finding(kind, severity, provision, quotations, differences)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of one provision in both languages."""

    compared: _Compared
    left: Provision
    right: Provision

    def findings(self) -> Iterator[Finding]:
        mine = Text(lines_of(self.left.text), self.compared.left.language)
        other = Text(lines_of(self.right.text), self.compared.right.language)
        beads = without_moved(align(mine, other), mine, other)
        leftovers = without_moved_facts(
            [
                unmatched(
                    Side(mine.joined(bead.left), mine.language),
                    Side(other.joined(bead.right), other.language),
                )
                for bead in beads
            ]
        )
        uneven = []
        for bead, leftover in zip(beads, leftovers, strict=True):
            if not bead.left or not bead.right:
                if not self._is_a_signature(mine.joined(bead.left) or other.joined(bead.right)):
                    yield self._gap(bead, leftover, mine, other, beads)
            elif leftover:
                yield self._differing(leftover, mine.joined(bead.left), other.joined(bead.right))
            elif _is_uneven(mine.joined(bead.left), other.joined(bead.right)):
                uneven.append(bead)
        yield from self._far_longer(uneven, mine, other)

    def _is_a_signature(self, line: str) -> bool:
        """Whether a line after the order's last paragraph only begins its signature."""
        in_order = self.left.eid.startswith("order__")
        return in_order and len(line) < _SHORT_LINE and line[-1] not in ".;:"

    def _differing(self, leftover: Leftover, one: str, two: str) -> Finding:
        languages = self.compared.left.language, self.compared.right.language
        first = quoted(languages[0], one, leftover.left, self.left.eid)
        second = quoted(languages[1], two, leftover.right, self.right.eid)
        if not leftover.left:
            first = counterpart(second, two, Side(one, languages[0]), self.left.eid)
        if not leftover.right:
            second = counterpart(first, one, Side(two, languages[1]), self.right.eid)
        return self.compared.of_facts(self.left, leftover, [first, second])

    def _gap(
        self, bead: Bead, leftover: Leftover, mine: Text, other: Text, beads: Sequence[Bead]
    ) -> Finding:
        """A line that one side leaves out."""
        side, places, whole = (
            (mine, bead.left, self.right) if bead.left else (other, bead.right, self.left)
        )
        provision = self.left if bead.left else self.right
        text = side.joined(places)
        quotations = [quoted_line(side.language, text, provision.eid)]
        said = {fact.key for fact in _facts_of(whole, self._other(side.language))}
        facts = [fact for fact in (*leftover.left, *leftover.right) if fact.key not in said]
        differences = grouped(
            Leftover(tuple(facts), ()) if bead.left else Leftover((), tuple(facts)),
            self.compared.left.language,
            self.compared.right.language,
        )
        kinds = {fact.kind for fact in facts}
        told = next((k for k in _KIND_OF_FACT if k in kinds & _TOLD_TO_CALLERS), None)
        beside = self._beside(bead, mine, other, beads)
        if beside is not None:
            quotations.append(beside)
        against = _values_of(beside, told)
        if told is not None and against:
            kind, severity = _KIND_OF_FACT[told]
            differences = _with_values(differences, told, self._other(side.language), against)
        elif any(side.lines[place].mark for place in places):
            kind, severity = FindingKind.SUBPARAGRAPH_MISSING, Severity.MEDIUM
        else:
            small = len(text) < _SHORT_LINE or (not facts and len(text) < 2 * _SHORT_LINE)
            kind, severity = FindingKind.PART_MISSING, (
                Severity.LOW if small else Severity.MEDIUM
            )  # fmt: skip
        return self.compared.finding(kind, severity, provision, quotations, differences)

    def _other(self, language: str) -> str:
        one, two = self.compared.left.language, self.compared.right.language
        return two if language == one else one

    def _beside(
        self, bead: Bead, mine: Text, other: Text, beads: Sequence[Bead]
    ) -> Quotation | None:
        """What the side that leaves a line out says just before it, or after it."""
        at = beads.index(bead)
        for near in (*reversed(beads[:at]), *beads[at + 1 :]):
            places = near.right if bead.left else near.left
            if places:
                text, provision = (other, self.right) if bead.left else (mine, self.left)
                return quoted_line(text.language, text.lines[places[-1]].text, provision.eid)
        return None

    def _far_longer(self, uneven: Sequence[Bead], mine: Text, other: Text) -> Iterator[Finding]:
        """Lines of which one side says far more.

        Where one line is too short and another too long, the points of a list stand in another
        order, and nothing is missing.
        """
        pairs = [(mine.joined(bead.left), other.joined(bead.right)) for bead in uneven]
        if len({len(one) > len(two) for one, two in pairs}) > 1:
            return
        for one, two in pairs:
            yield self.compared.finding(
                FindingKind.WORDING_MISSING,
                Severity.LOW,
                self.left,
                [
                    quoted_line(mine.language, one, self.left.eid),
                    quoted_line(other.language, two, self.right.eid),
                ],
            )


def _is_uneven(one: str, two: str) -> bool:
    longer = max(len(one), len(two)) >= _LONG_LINE
    return longer and abs(math.log(len(one) / len(two))) > FAR_LONGER


def _lacks_text(provision: Provision, has: EditionText, missing_in: EditionText) -> bool:
    """Whether text without a number is really missing, and not only divided otherwise."""
    inside = f"{(provision.parent_eid or provision.eid).split('__')[0]}__"

    def length(edition: EditionText) -> int:
        return sum(
            len(p.text) + len(p.heading) for p in edition.provisions
            if p.eid.startswith(inside) and p.kind is not ProvisionKind.SUBPARAGRAPH
        )  # fmt: skip

    text = len(provision.text)
    return text >= _LONG_LINE and length(has) - length(missing_in) > text / 2


def _facts_of(provision: Provision, language: str) -> tuple[Fact, ...]:
    return read_facts(cleaned(provision.text), language)


def _values_of(quotation: Quotation | None, kind: FactKind | None) -> tuple[str, ...]:
    """The facts of one kind in a quotation."""
    if quotation is None or kind is None:
        return ()
    facts = read_facts(quotation.text, quotation.side)
    return tuple(dict.fromkeys(fact.value for fact in facts if fact.kind is kind))


def _with_values(
    differences: tuple[FactDifference, ...], kind: FactKind, side: str, values: tuple[str, ...]
) -> tuple[FactDifference, ...]:
    """The differences, where the side that says nothing of a kind shows what it says beside."""
    return tuple(
        replace(one, values=tuple((name, said or (values if name == side else ()))
                                  for name, said in one.values))
        if one.kind is kind else one
        for one in differences
    )  # fmt: skip

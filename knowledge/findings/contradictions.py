"""Contradictions inside one edition in one language.

The row of the standard says one term and a paragraph another; two paragraphs give two telephone
numbers of one centre; a figure is not the number in the words beside it; an act is cited under
two numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from knowledge.acts import Provision, ProvisionKind
from knowledge.findings.alignment import word_stems
from knowledge.findings.editions import EditionText
from knowledge.findings.facts import cleaned
from knowledge.findings.mentions import inconsistent_mentions
from knowledge.findings.quoting import quoted, quoted_line
from knowledge.findings.readers.terms import length_in_minutes
from knowledge.findings.readers.words_and_figures import disagreeing_numbers
from knowledge.findings.statements import statements_in
from knowledge.findings.subjects import Statement, Subject, sentences
from knowledge.findings.values import (
    Fact,
    FactDifference,
    FactKind,
    Finding,
    FindingKind,
    Quotation,
    Severity,
)

_KINDS = {
    Subject.TOTAL_TERM: (FactKind.TERM, Severity.HIGH),
    Subject.WAITING: (FactKind.TERM, Severity.HIGH),
    Subject.SERVING: (FactKind.TERM, Severity.HIGH),
    Subject.COMPLAINT_TO_PROVIDER: (FactKind.TERM, Severity.HIGH),
    Subject.COMPLAINT_TO_BODY: (FactKind.TERM, Severity.HIGH),
    Subject.REFUSAL: (FactKind.TERM, Severity.HIGH),
    Subject.NEWS_TO_CENTRE: (FactKind.TERM, Severity.MEDIUM),
    Subject.HELPLINE: (FactKind.CONTACT, Severity.HIGH),
    Subject.LONG_NUMBER: (FactKind.CONTACT, Severity.HIGH),
    Subject.FEE: (FactKind.AMOUNT, Severity.HIGH),
    Subject.RESULT_FORM: (FactKind.REFERENCE, Severity.MEDIUM),
    Subject.CHANNELS: (FactKind.NUMBER, Severity.MEDIUM),
}


def contradiction_findings(
    act_id: str, edition: EditionText, registration: str | None = None
) -> tuple[Finding, ...]:
    """Where an edition contradicts itself.

    ``registration`` is the act's number in the Register, where known: the text cites itself now
    and then, and not always rightly.
    """
    maker = _Maker(act_id, edition)
    findings = list(maker.of_statements())
    findings += maker.of_numbers()
    findings += [
        maker.finding(
            FindingKind.CONTRADICTION,
            Severity.MEDIUM,
            mention.provision,
            mention.about,
            FactKind.ACT,
            mention.values,
            [
                quoted_line(edition.language, sentence, place.eid)
                for place, sentence in mention.places
            ],
        )
        for mention in inconsistent_mentions(
            sentences(edition.provisions, edition.language), act_id, registration
        )
    ]
    return tuple({finding.key: finding for finding in findings}.values())


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the findings of one edition."""

    act_id: str
    edition: EditionText

    def finding(
        self,
        kind: FindingKind,
        severity: Severity,
        provision: Provision,
        about: str,
        fact: FactKind,
        values: Sequence[tuple[str, tuple[str, ...]]],
        quotations: Sequence[Quotation],
    ) -> Finding:
        return Finding(
            kind=kind,
            severity=severity,
            act_id=self.act_id,
            editions=(self.edition.date,),
            languages=(self.edition.language,),
            eid=provision.eid,
            number=provision.number,
            differences=(FactDifference(fact, tuple(values)),),
            quotations=tuple(quotations),
            about=about,
        )

    def of_statements(self) -> Iterator[Finding]:
        for provisions in _sets_of_rules(self.edition.provisions):
            found = list(statements_in(provisions, self.edition.language))
            for subject in Subject:
                about = [one for one in found if one.subject is subject]
                for first, second in _RULES.get(subject, _against_the_row)(about):
                    yield self._opposed(first, second)
            rows = [one for one in found if one.subject is Subject.TOTAL_TERM and one.is_row]
            for refusal in found:
                if refusal.subject is Subject.REFUSAL and rows and _is_later(refusal, rows):
                    yield self._opposed(rows[0], refusal, Subject.REFUSAL)

    def _opposed(
        self, first: Statement, second: Statement, subject: Subject | None = None
    ) -> Finding:
        """Two statements that cannot both be right, named by the second place."""
        subject = subject or first.subject
        kind, severity = _KINDS[subject]
        return self.finding(
            FindingKind.CONTRADICTION,
            severity,
            second.provision,
            subject.value,
            kind,
            [(one.provision.eid, tuple(sorted(one.values))) for one in (first, second)],
            [
                quoted(self.edition.language, one.sentence, one.facts, one.provision.eid)
                for one in (first, second)
            ],
        )

    def of_numbers(self) -> Iterator[Finding]:
        """«5 (үш) жұмыс күні»."""
        for provision in self.edition.provisions:
            if provision.kind not in _WITH_TEXT or provision.excluded:
                continue
            text = cleaned(provision.text)
            for start, end, figure, words in disagreeing_numbers(text, self.edition.language):
                fact = Fact(FactKind.NUMBER, figure, start, end)
                yield self.finding(
                    FindingKind.FIGURE_AND_WORDS_DIFFER,
                    Severity.HIGH,
                    provision,
                    "a figure and the words beside it",
                    FactKind.NUMBER,
                    [("figure", (figure,)), ("words", (words,))],
                    [quoted(self.edition.language, text, [fact], provision.eid)],
                )


_WITH_TEXT = frozenset(
    {
        ProvisionKind.PREAMBLE,
        ProvisionKind.PARAGRAPH,
        ProvisionKind.TABLE_ROW,
        ProvisionKind.TEXT,
    }
)

Opposed = Iterator[tuple[Statement, Statement]]


def _against_the_row(statements: Sequence[Statement]) -> Opposed:
    """Each paragraph that says something else than the row; without a row, than each other.

    A row may say several things («в Государственной корпорации – 2 рабочих дня, на портале – 1»):
    a paragraph that says one of them says nothing else.
    """
    rows = [one for one in statements if one.is_row]
    others = [one for one in statements if not one.is_row]
    if not rows:
        yield from _against_each_other(statements)
        return
    said = frozenset[str]().union(*(row.values for row in rows))
    for other in others:
        if not other.values & said:
            yield rows[0], other


def _against_each_other(statements: Sequence[Statement]) -> Opposed:
    """Each place that says something else than the places before it, once for each value."""
    seen: set[tuple[str, frozenset[str]]] = set()
    for first, second in combinations(statements, 2):
        if first.where != second.where or first.values & second.values:
            continue
        if (second.where, second.values) not in seen:
            seen.add((second.where, second.values))
            yield first, second


def _odd_one_out(statements: Sequence[Statement]) -> Opposed:
    """Each place that says something else than most places do: «114» among many «1414»."""
    counts: dict[frozenset[str], list[Statement]] = {}
    for one in statements:
        counts.setdefault(one.values, []).append(one)
    if len(counts) < 2:
        return
    usual = max(counts.values(), key=len)[0]
    for values, places in counts.items():
        if not values & usual.values:
            yield usual, places[0]


def _other_fee(statements: Sequence[Statement]) -> Opposed:
    """Each paragraph that asks money for what the row gives free, or the other way round.

    Two amounts disagree only where both places speak of paying for the same thing.
    """
    rows = [one for one in statements if one.is_row]
    said = frozenset[str]().union(*(row.values for row in rows))
    for other in statements:
        if not rows or other.is_row or other.values & said:
            continue
        free_or_paid = bool((said | other.values) & {"free"})
        if free_or_paid or any(_speak_of_one_thing(row, other) for row in rows):
            yield rows[0], other


_SHARED_STEMS = 3


def _speak_of_one_thing(one: Statement, other: Statement) -> bool:
    both = word_stems(one.sentence) & word_stems(other.sentence)
    return len(both) >= _SHARED_STEMS and "paid" not in one.values | other.values


def _beyond_the_row(statements: Sequence[Statement]) -> Opposed:
    """Each paragraph that names a way of applying that the row does not have."""
    rows = [one for one in statements if one.is_row]
    said = frozenset[str]().union(*(row.values for row in rows))
    for other in statements:
        if rows and not other.is_row and not other.values <= said:
            yield rows[0], other


_RULES: dict[Subject, Callable[[Sequence[Statement]], Opposed]] = {
    Subject.HELPLINE: _odd_one_out,
    Subject.LONG_NUMBER: _odd_one_out,
    Subject.WAITING: _against_each_other,
    Subject.SERVING: _against_each_other,
    Subject.COMPLAINT_TO_PROVIDER: _against_each_other,
    Subject.COMPLAINT_TO_BODY: _against_each_other,
    Subject.NEWS_TO_CENTRE: _against_each_other,
    Subject.REFUSAL: _against_each_other,
    Subject.CHANNELS: _beyond_the_row,
    Subject.FEE: _other_fee,
}


def _is_later(refusal: Statement, rows: Sequence[Statement]) -> bool:
    """Whether a refusal is allowed later than the service itself."""
    latest = max(length_in_minutes(value) for row in rows for value in row.values)
    return all(length_in_minutes(value) > latest for value in refusal.values)


def _sets_of_rules(provisions: Sequence[Provision]) -> Iterator[list[Provision]]:
    """The provisions of each set of Rules that the order approves, each set for itself."""
    by_eid = {provision.eid: provision for provision in provisions}
    sets: dict[str, list[Provision]] = {}
    for provision in provisions:
        root = provision
        while root.kind is not ProvisionKind.RULES and root.parent_eid in by_eid:
            root = by_eid[root.parent_eid]
        sets.setdefault(root.eid, []).append(provision)
    yield from sets.values()

"""Faults put into one of two language versions, to see which of them are found.

Real contradictions are few, so recall is measured on made ones: one number, unit, line or
paragraph of one language is changed, and the rest left as it is.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from knowledge.acts import Provision, ProvisionKind
from knowledge.findings.editions import EditionText
from knowledge.findings.facts import cleaned, read_facts
from knowledge.findings.lines import is_form
from knowledge.findings.parity import parity_findings
from knowledge.findings.readers.figures import mark_of
from knowledge.findings.values import Fact, FactKind, Finding
from knowledge.numerals import CARDINALS

_READ = frozenset(
    {ProvisionKind.PREAMBLE, ProvisionKind.PARAGRAPH, ProvisionKind.TABLE_ROW, ProvisionKind.TEXT}
)
_A_KIND_A_PAIR = 6
_LONG_LINE = 60
_FIGURE = re.compile(r"\d+")
_LAST_DIGIT = re.compile(r"\d(?=\D*\Z)")


@dataclass(frozen=True, slots=True)
class Injection:
    """A fault: what it is, where, in which language, and the provision with it (None: taken out).

    ``expected`` is the kind of fact that must be found to differ, None where any finding will do.
    """

    kind: str
    eid: str
    language: str
    provision: Provision | None
    expected: FactKind | None


def injections(left: EditionText, right: EditionText, seed: int) -> Iterator[Injection]:
    """Faults for both sides of a pair, some of each kind, always the same for one seed."""
    chance = random.Random(seed)  # noqa: S311
    shared = {p.eid for p in left.provisions} & {p.eid for p in right.provisions}
    for side in (left, right):
        whole = [
            p for p in side.provisions
            if p.eid in shared and p.kind in _READ and not p.excluded and not is_form(p.text)
        ]  # fmt: skip
        for kind, make in _MAKERS.items():
            made = [fault for p in whole for fault in make(kind, p, side.language)]
            yield from chance.sample(made, min(len(made), _A_KIND_A_PAIR))


def found(fault: Injection, left: EditionText, right: EditionText) -> bool:
    """Whether comparing the two texts with the fault finds it."""
    before, after = (
        parity_findings("x", *_with_fault(left, right, provision, fault))
        for provision in (_of(fault, left, right), fault.provision)
    )
    known = {finding.key for finding in before}
    return any(
        finding.key not in known and _is_expected(finding, fault.expected) for finding in after
    )


def _is_expected(finding: Finding, kind: FactKind | None) -> bool:
    return kind is None or any(one.kind is kind for one in finding.differences)


def _of(fault: Injection, left: EditionText, right: EditionText) -> Provision:
    side = left if left.language == fault.language else right
    return next(p for p in side.provisions if p.eid == fault.eid)


def _with_fault(
    left: EditionText, right: EditionText, provision: Provision | None, fault: Injection
) -> tuple[EditionText, EditionText]:
    """The pair cut down to the faulty provision and what holds it."""
    wanted = {fault.eid}
    for known in reversed(left.provisions):
        if known.eid in wanted and known.parent_eid is not None:
            wanted.add(known.parent_eid)

    def cut(side: EditionText) -> EditionText:
        kept = [p for p in side.provisions if p.eid in wanted]
        if side.language == fault.language:
            changed = [provision if p.eid == fault.eid else p for p in kept]
            kept = [p for p in changed if p is not None]
        return replace(side, provisions=tuple(kept))

    return cut(left), cut(right)


Maker = Callable[[str, Provision, str], Iterator[Injection]]


def _facts(provision: Provision, language: str, *kinds: FactKind) -> tuple[str, list[Fact]]:
    text = cleaned(provision.text)
    return text, [fact for fact in read_facts(text, language) if fact.kind in kinds]


def _changed(
    kind: str, provision: Provision, language: str, text: str, fact: Fact, said: str
) -> Injection:
    new = f"{text[: fact.start]}{said}{text[fact.end :]}"
    return Injection(kind, provision.eid, language, replace(provision, text=new), fact.kind)


def _other_figure(*kinds: FactKind) -> Maker:
    """The figure of a fact becomes the next one, in figures and in words."""

    def make(kind: str, provision: Provision, language: str) -> Iterator[Injection]:
        text, facts = _facts(provision, language, *kinds)
        for fact in facts:
            said = _next_number(text[fact.start : fact.end], language, fact.kind)
            if said is not None:
                yield _changed(kind, provision, language, text, fact, said)

    return make


def _next_number(said: str, language: str, kind: FactKind) -> str | None:
    words = _next_word(said, language)
    if kind in (FactKind.ACT, FactKind.CONTACT, FactKind.SCHEDULE, FactKind.DATE):
        pattern = _FIGURE if kind in (FactKind.SCHEDULE, FactKind.DATE) else _LAST_DIGIT
        changed = pattern.sub(_next_figure, said, count=1)
    else:
        changed = _FIGURE.sub(_next_figure, words or said, count=1)
    return changed if changed != said else None


def _next_figure(match: re.Match[str]) -> str:
    """5 → 6, 9 → 8 in the same number of digits: a date stays one."""
    digits = match[0]
    number = int(digits)
    wanted = number - 1 if digits[-1] in "89" else number + 1
    return str(wanted).zfill(len(digits))


def _next_word(said: str, language: str) -> str | None:
    """«пяти» → «шести»: the word for the next number in the same case, where there is one."""
    table = CARDINALS[language]
    for match in re.finditer(r"[^\W\d_]+", said):
        value = table.get(match[0].lower())
        if value is None or value >= 9:
            continue
        forms = [word for word, number in table.items() if number == value]
        following = [word for word, number in table.items() if number == value + 1]
        word = following[min(forms.index(match[0].lower()), len(following) - 1)]
        return f"{said[: match.start()]}{word}{said[match.end() :]}"
    return None


_UNITS = {
    "ru": ((re.compile(r"рабоч\w+ дн\w+|рабоч\w+ день|календарн\w+ дн\w+|\bдн(?:ей|я)\b"), "часов"),
           (re.compile(r"\bминут\w*"), "часов")),
    "kk": ((re.compile(r"жұмыс күн\w*|(?<!е)\bкүн(?!тіз)\w*"), "сағат"),
           (re.compile(r"\bминут\w*"), "сағат")),
    "en": ((re.compile(r"(?:working |calendar )?days?"), "hours"),),
}  # fmt: skip
_DAY_KINDS = {
    "ru": (re.compile(r"рабоч(?:их|его|ий)"), "календарных"),
    "kk": (re.compile(r"жұмыс(?= күн)"), "күнтізбелік"),
    "en": (re.compile(r"working"), "calendar"),
}


def _other_unit(kind: str, provision: Provision, language: str) -> Iterator[Injection]:
    text, facts = _facts(provision, language, FactKind.TERM)
    for fact in facts:
        said = text[fact.start : fact.end]
        for pattern, unit in _UNITS[language]:
            if fact.figures and pattern.search(said):
                changed = pattern.sub(unit, said)
                yield _changed(kind, provision, language, text, fact, changed)
                break


def _other_kind_of_day(kind: str, provision: Provision, language: str) -> Iterator[Injection]:
    text, facts = _facts(provision, language, FactKind.TERM)
    pattern, instead = _DAY_KINDS[language]
    for fact in facts:
        said = text[fact.start : fact.end]
        if fact.figures and pattern.search(said):
            changed = pattern.sub(instead, said)
            yield _changed(kind, provision, language, text, fact, changed)


def _without_line(kind: str, provision: Provision, language: str) -> Iterator[Injection]:
    lines = provision.text.split("\n")
    for at, line in enumerate(lines):
        marked = bool(mark_of(line))
        if len(lines) > 1 and len(line) >= _LONG_LINE and marked == (kind == "point left out"):
            text = "\n".join(lines[:at] + lines[at + 1 :])
            changed = replace(provision, text=text)
            yield Injection(kind, provision.eid, language, changed, None)


def _taken_out(kind: str, provision: Provision, language: str) -> Iterator[Injection]:
    if provision.kind in (ProvisionKind.PARAGRAPH, ProvisionKind.TABLE_ROW) and provision.text:
        yield Injection(kind, provision.eid, language, None, None)


def _excluded(kind: str, provision: Provision, language: str) -> Iterator[Injection]:
    if provision.kind is ProvisionKind.PARAGRAPH:
        changed = replace(provision, text="", excluded=True)
        yield Injection(kind, provision.eid, language, changed, None)


_MAKERS: dict[str, Maker] = {
    "term: another number": _other_figure(FactKind.TERM),
    "term: hours for days": _other_unit,
    "term: calendar for working days": _other_kind_of_day,
    "amount": _other_figure(FactKind.AMOUNT),
    "time of day": _other_figure(FactKind.SCHEDULE),
    "telephone": _other_figure(FactKind.CONTACT),
    "date": _other_figure(FactKind.DATE),
    "number of an act": _other_figure(FactKind.ACT),
    "reference": _other_figure(FactKind.REFERENCE),
    "number": _other_figure(FactKind.NUMBER),
    "line left out": _without_line,
    "point left out": _without_line,
    "provision left out": _taken_out,
    "paragraph excluded": _excluded,
}

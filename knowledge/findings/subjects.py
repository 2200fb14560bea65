"""Statements: places of one text that speak of one and the same thing, each with what it says.

Many terms stand in an act: an application is registered the same day, looked at in two days,
decided on in five. Only places that are certain to mean the same are statements on one subject;
everything else is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.acts import Provision, ProvisionKind
from knowledge.findings.comparing import Side
from knowledge.findings.facts import cleaned
from knowledge.findings.lines import is_form, lines_of, sentences_of
from knowledge.findings.values import Fact, FactKind
from knowledge.services import Aspect, aspect_of_heading


class Subject(StrEnum):
    """What a statement is about."""

    TOTAL_TERM = "the term of the service"
    WAITING = "the longest wait in the queue"
    SERVING = "the longest time of being served"
    COMPLAINT_TO_PROVIDER = "the term for a complaint to the service provider"
    COMPLAINT_TO_BODY = "the term for a complaint to the authorised body"
    NEWS_TO_CENTRE = "the term for informing the contact centre"
    HELPLINE = "the contact centre's short number"
    LONG_NUMBER = "the contact centre's long number"
    FEE = "the fee"
    RESULT_FORM = "the annex with the form of the result"
    REFUSAL = "the term for refusing the service"
    CHANNELS = "the ways of applying"


@dataclass(frozen=True, slots=True)
class Statement:
    """That a place says these values of a subject.

    ``where`` narrows the subject («corporation»): only statements with the same one are compared.
    """

    subject: Subject
    values: frozenset[str]
    provision: Provision
    sentence: str
    facts: tuple[Fact, ...]
    is_row: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a provision, and the row of a standard that it stands in, if it does."""

    side: Side
    provision: Provision
    aspect: Aspect | None

    def facts(self, *kinds: FactKind) -> tuple[Fact, ...]:
        """The sentence's facts of some kinds."""
        return tuple(fact for fact in self.side.facts if fact.kind in kinds)

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern is found in the sentence."""
        return bool(pattern.search(self.side.text))


_READ = frozenset({ProvisionKind.PARAGRAPH, ProvisionKind.TABLE_ROW, ProvisionKind.TEXT})
_OLD_STANDARD = re.compile(r"стандарт|standard", re.IGNORECASE)


def sentences(provisions: Sequence[Provision], language: str) -> Iterator[Sentence]:
    """Every sentence of paragraphs and rows; forms to fill in say nothing."""
    old = any(p.kind is ProvisionKind.RULES and _OLD_STANDARD.search(p.heading) for p in provisions)
    for provision in provisions:
        if provision.kind not in _READ or provision.excluded or is_form(provision.text):
            continue
        aspect = _aspect(provision, old=old)
        for line in lines_of(provision.text):
            for start, end in sentences_of(line.text):
                side = Side(line.text[start:end].strip(), language)
                yield Sentence(side, provision, aspect)


def _aspect(provision: Provision, *, old: bool) -> Aspect | None:
    """What a row of a standard answers; a Standard of before 2020 answers in paragraphs."""
    if provision.kind is ProvisionKind.TABLE_ROW:
        return aspect_of_heading(provision.heading)
    if old and provision.kind is ProvisionKind.PARAGRAPH and provision.eid.startswith("chp_"):
        return aspect_of_heading(cleaned(provision.text)[:110])
    return None


def statement(
    subject: Subject,
    sentence: Sentence,
    facts: tuple[Fact, ...],
    *,
    is_row: bool = False,
    where: str = "",
) -> Statement:
    """A statement of a sentence by the values of some of its facts."""
    return Statement(
        subject=subject,
        values=frozenset(fact.value for fact in facts),
        provision=sentence.provision,
        sentence=sentence.side.text,
        facts=facts,
        is_row=is_row,
        where=where,
    )


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that does not mind capitals."""
    return re.compile(pattern, re.IGNORECASE)


CENTRE = compiled(r"контакт[»\s-]*центр|байланыс[\s-]*орталығ|contact[\s-]*cent")
"""The contact centre is named."""
CORPORATION = compiled(r"корпораци|corporation")
PROVIDER = compiled(r"услугодател|қызметті\s+беруші|provider")
PORTAL = compiled(r"портал|portal")


def channels(sentence: Sentence) -> frozenset[str]:
    """The ways of applying that a sentence names."""
    named = (("portal", PORTAL), ("corporation", CORPORATION))
    return frozenset(name for name, pattern in named if sentence.says(pattern))

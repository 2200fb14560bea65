"""What the doors show of a finding."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from knowledge.findings.messages import message
from knowledge.findings.values import FactDifference, Finding
from knowledge.store.reading import StoredAct


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class FindingActView(_View):
    """The act that a finding is in."""

    id: str
    number: str
    date: dt.date


class QuotationView(_View):
    """A sentence or line, with the language and the element it stands in."""

    language: str
    eid: str
    text: str


class ConsistencyFindingView(_View):
    """Where two languages of an edition disagree, or a text contradicts itself."""

    key: str = Field(description="The same tomorrow, and in the next edition if it stays there")
    kind: str
    severity: str = Field(description="high, medium, low or note")
    act: FindingActView
    edition: dt.date = Field(description="The newest edition in which it stands")
    editions: tuple[dt.date, ...]
    current: bool = Field(description="Whether it stands in the newest edition that there is")
    languages: tuple[str, ...] = Field(description="Two, or one for a contradiction in one text")
    eid: str
    number: str
    about: str = Field(description="What two places of one text speak of; else empty")
    facts: tuple[dict[str, str | list[str]], ...] = Field(
        description="What differs: its kind, and what each side (a language, or an eid) says"
    )
    quotes: dict[str, str] = Field(description="By language; two places of one text by a newline")
    quotations: tuple[QuotationView, ...]
    message: str
    message_ru: str
    message_kk: str


def finding_view(finding: Finding, act: StoredAct) -> ConsistencyFindingView:
    """A finding as the doors show it."""
    quotes: dict[str, str] = {}
    for quotation in finding.quotations:
        before = quotes.get(quotation.side)
        quotes[quotation.side] = f"{before}\n{quotation.text}" if before else quotation.text
    return ConsistencyFindingView(
        key=finding.key,
        kind=finding.kind.value,
        severity=finding.severity.value,
        act=FindingActView(id=act.id, number=act.header.number, date=act.header.date),
        edition=finding.editions[-1],
        editions=finding.editions,
        current=finding.current,
        languages=finding.languages,
        eid=finding.eid,
        number=finding.number,
        about=finding.about,
        facts=tuple(map(_facts, finding.differences)),
        quotes=quotes,
        quotations=tuple(
            QuotationView(language=one.side, eid=one.place, text=one.text)
            for one in finding.quotations
        ),
        message=message(finding, "en"),
        message_ru=message(finding, "ru"),
        message_kk=message(finding, "kk"),
    )


def _facts(difference: FactDifference) -> dict[str, str | list[str]]:
    sides: dict[str, str | list[str]] = {side: list(said) for side, said in difference.values}
    return {"kind": difference.kind.value, **sides}

"""Small acts made up for the tests of ``knowledge``: one line of code an element."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge.acts import (
    ActHeader,
    ActKind,
    Edition,
    Provision,
    ProvisionKind,
    Registration,
)
from knowledge.store.loading import SourceFile
from knowledge.validity import UNKNOWN_ENTRY, EntryBasis, EntryIntoForce

JUSTICE_RU = "Министра юстиции Республики Казахстан"
JUSTICE_KK = "Қазақстан Республикасы Әділет министрінің"
JUSTICE_EN = "Minister of Justice of the Republic of Kazakhstan"
HEALTH_RU = "Министра здравоохранения Республики Казахстан"


def header(
    number: str = "58",
    issuer: str = JUSTICE_RU,
    day: date = date(2020, 5, 27),
    registered: str | None = None,
    **more: object,
) -> ActHeader:
    registration = Registration(registered) if registered else None
    return ActHeader(ActKind.ORDER, issuer, day, number, registration, **more)  # type: ignore[arg-type]


def paragraph(
    number: str,
    text: str,
    *,
    excluded: bool = False,
    in_force: EntryIntoForce | None = None,
    position: int = 0,
) -> Provision:
    return Provision(
        eid=f"chp_1__para_{number}",
        kind=ProvisionKind.PARAGRAPH,
        number=number,
        heading="",
        text="" if excluded else text,
        parent_eid="chp_1",
        position=position,
        excluded=excluded,
        in_force=in_force,
    )


def fixed(day: date) -> EntryIntoForce:
    return EntryIntoForce(EntryBasis.FIXED, day)


def since(day: date) -> EntryIntoForce:
    return EntryIntoForce(EntryBasis.EDITION, day)


def edition(
    day: date,
    *texts: str | Provision,
    language: str = "ru",
    of: ActHeader | None = None,
    entry: EntryIntoForce | None = None,
    title: str = "Правила оказания услуги",
) -> Edition:
    """An edition in force since its date, of paragraphs 1, 2, … with the given texts."""
    provisions = [
        paragraph(str(place), item) if isinstance(item, str) else item
        for place, item in enumerate(texts, start=1)
    ]
    return Edition(
        header=replace(of or header(), titles={language: title}),
        language=language,
        date=day,
        title=title,
        provisions=tuple(replace(p, position=place) for place, p in enumerate(provisions)),
        entry_into_force=since(day) if entry is None else entry,
    )


def file_of(text: str, name: str = "act.md") -> SourceFile:
    return SourceFile(name, "text/markdown", text.encode())


UNKNOWN = UNKNOWN_ENTRY

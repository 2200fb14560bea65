"""Invented provisions in two languages for tests of findings."""

from __future__ import annotations

import datetime as dt

from knowledge.acts import Provision, ProvisionKind
from knowledge.findings.editions import EditionText

DAY = dt.date(2026, 1, 1)


def rules() -> Provision:
    return Provision("rules", ProvisionKind.RULES, "", "", "", None, 0)


def paragraph(
    number: str,
    text: str,
    *,
    chapter: str = "chp_1",
    notes: tuple[str, ...] = (),
    excluded: bool = False,
) -> Provision:
    return Provision(
        f"{chapter}__para_{number}",
        ProvisionKind.PARAGRAPH,
        number,
        "",
        text,
        "rules",
        int(number.split("-", maxsplit=1)[0]),
        notes,
        excluded,
    )


def row(number: str, heading: str, text: str) -> Provision:
    return Provision(
        f"annex_1__row_{number}",
        ProvisionKind.TABLE_ROW,
        number,
        heading,
        text,
        "rules",
        100 + int(number),
    )


def edition(language: str, *provisions: Provision, date: dt.date = DAY) -> EditionText:
    return EditionText(language, date, (rules(), *provisions))


TERM_RU = "Срок оказания государственной услуги"
TERM_KK = "Мемлекеттік қызмет көрсету мерзімі"
FEE_RU = "Размер оплаты, взимаемой с услугополучателя при оказании государственной услуги"
RESULT_RU = "Результат оказания государственной услуги"
CHANNELS_RU = "Способы предоставления государственной услуги"

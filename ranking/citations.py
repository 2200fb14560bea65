"""Citations: act, number, date, paragraph, edition, in the language of the quotation."""

from __future__ import annotations

import datetime as dt

from knowledge.acts import ActKind
from knowledge.store.records import VersionRecord

_KINDS = {
    "ru": {
        ActKind.ORDER: "Приказ",
        ActKind.RESOLUTION: "Постановление",
        ActKind.LAW: "Закон",
        ActKind.DECREE: "Указ",
        ActKind.DECISION: "Решение",
    },
    "kk": {
        ActKind.ORDER: "бұйрық",
        ActKind.RESOLUTION: "қаулы",
        ActKind.LAW: "заң",
        ActKind.DECREE: "жарлық",
        ActKind.DECISION: "шешім",
    },
    "en": {kind: kind.value.capitalize() for kind in ActKind},
}


def _day(day: dt.date) -> str:
    return day.strftime("%d.%m.%Y")


def citation(record: VersionRecord) -> str:
    """«Приказ № 58 от 27.05.2020, п. 13 (ред. 01.01.2026)», in the language of the version."""
    header = record.act.header
    kind = _KINDS[record.language][header.kind]
    place = _place(record)
    act_day, edition_day = _day(header.date), _day(record.edition_date)
    if record.language == "kk":
        parts = f"{act_day} № {header.number} {kind}"
        return f"{parts}, {place} ({edition_day} редакциясы)"
    if record.language == "en":
        return f"{kind} № {header.number} of {act_day}, {place} (edition of {edition_day})"
    return f"{kind} № {header.number} от {act_day}, {place} (ред. {edition_day})"


_PLACES = {
    "ru": {"paragraph": "п. {n}", "row": "приложение {a}, строка {n}", "annex": "приложение {a}",
           "order": "п. {n} приказа", "preamble": "преамбула", "rules": "Правила {r}, "},
    "kk": {"paragraph": "{n}-тармақ", "row": "{a}-қосымша, {n}-жол", "annex": "{a}-қосымша",
           "order": "бұйрықтың {n}-тармағы", "preamble": "кіріспе", "rules": "{r}-қағида, "},
    "en": {"paragraph": "paragraph {n}", "row": "annex {a}, row {n}", "annex": "annex {a}",
           "order": "paragraph {n} of the order", "preamble": "preamble", "rules": "Rules {r}, "},
}  # fmt: skip


def _place(record: VersionRecord) -> str:
    words = _PLACES[record.language]
    prefix = ""
    names = record.eid.split("__")
    if names[0].startswith("rules_"):
        prefix = words["rules"].format(r=names[0].removeprefix("rules_"))
    annex = next((n.removeprefix("annex_") for n in names if n.startswith("annex_")), "")
    if record.kind == "preamble":
        return words["preamble"]
    if names[0] == "order" and not annex:
        return words["order"].format(n=record.number)
    if record.kind == "table_row":
        return prefix + words["row"].format(a=annex, n=record.number)
    if annex:
        return prefix + words["annex"].format(a=annex)
    return prefix + words["paragraph"].format(n=record.number)

"""Acts that a line names by date and number, and how the sentence uses the name.

«в приказ Министра … от 27 мая 2020 года № 58», «… 2020 жылғы 27 мамырдағы № 58 бұйрығына». Each
is replaced by a private mark, so that the words of its issuer are not read as anything else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.amending.tokens import Role
from ingest.header import kind_of
from knowledge.amending.instructions import ActReference
from knowledge.dates import iterate_dates

_REMARKS = re.compile(
    r"\(\s*(?:зарегистр|далее|опублик|тіркел|бұдан|нормативт|қазақстан\s+республикасының\s+норматив"
    r"|рег\w*\.?\s|registered|эталонн|\"?әділет|ҚР\s+НҚА|САПП|ПҮАЖ|приложение\s+\d+\s+к\s)"
    r"[^()]*(?:\([^()]*\)[^()]*)*\)",
    re.IGNORECASE,
)
NUMBER = (
    r"(?:№|\bN)\s*(?P<number>(?:(?:ҚР|КР|ДСМ|НҚ)\s?-?\s?)*[0-9][\w/\\-]*"
    r"(?:\s?-\s?[ӘІҢҒҮҰҚӨҺА-ЯA-Z]+)?)"
)
"""An act's number: «№ 58», «№ 85-2/17», «№ 917-НҚ»; the ministry of health's «№ ҚР ДСМ-20»."""
_NUMBER_AFTER = re.compile(
    r"^\s*(?:года|год|г\.?|жылғы|ж\.|ғы|гі|дағы|дегі|ндағы|ндегі|тағы|тегі|-)*[\s,]*"
    rf"{NUMBER}",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(rf"{NUMBER}\s*(?:от\s*)?$", re.IGNORECASE)
_RUSSIAN_NOUN = re.compile(
    r"(?P<verb>утвержд\w+\s+)?(?P<prep>\bво?\s+)?(?:\bсовместн\w+\s+)?"
    r"\b(?P<noun>приказ|постановлени|решени|распоряжени|указ|закон)(?P<form>[а-я]*)\b",
    re.IGNORECASE,
)
_KAZAKH_NOUN = re.compile(
    r"^\W*(?:\ue010\d+\ue011\W*)?(?:бірлескен\s+|нормативтік\s+)?(?P<noun>бұйры[қғ]|қаулы|шешім|өкім|жарлы[қғ]|заң)"
    r"(?P<form>[а-яәіңғүұқөһ]*)",
    re.IGNORECASE,
)
_LONGEST_ISSUER = 320


@dataclass(frozen=True, slots=True)
class Mention:
    """A named act. ``approved``: it is named as what approved the Rules in question."""

    reference: ActReference
    role: Role
    approved: bool = False


def without_remarks(text: str) -> str:
    """The line without «(зарегистрирован … за № 20740)», «(далее – Правила)» and the like."""
    return _REMARKS.sub(" ", text)


def mark_acts(text: str) -> tuple[str, tuple[Mention, ...]]:
    """The line with every named act as a private mark, and the acts by the mark's number."""
    mentions: list[Mention] = []
    marked, end = "", 0
    for day, start, after in iterate_dates(text):
        if start < end:
            continue
        number = _NUMBER_AFTER.match(text[after:])
        before = _NUMBER_BEFORE.search(text[end:start])
        if number is None and before is None:
            continue
        named = number["number"] if number else before["number"] if before else ""
        begin = start if number else end + (before.start() if before else 0)
        stop = after + (number.end() if number else 0)
        kazakh = _KAZAKH_NOUN.match(text[stop:])
        if kazakh:
            stop += kazakh.end()
            begin = _issuer_start(text, end, begin)
            role, approved = _kazakh_role(kazakh["form"], text[stop:])
            kind = kind_of(kazakh["noun"] + kazakh["form"])
        else:
            noun = _last_noun(text, max(end, begin - _LONGEST_ISSUER), begin)
            if noun is None:
                continue
            begin = noun.end("verb") if noun["verb"] else noun.start()
            role, approved = _russian_role(noun)
            kind = kind_of(noun["noun"] + noun["form"])
        marked += f"{text[end:begin]} \ue020{len(mentions)}\ue021 "
        mentions.append(Mention(ActReference(tidy_number(named), day, kind), role, approved))
        end = stop
    return marked + text[end:], tuple(mentions)


def tidy_number(number: str) -> str:
    """A number as one prints it: no spaces around hyphens, no mark at its end."""
    return re.sub(r"\s*-\s*", "-", " ".join(number.split())).rstrip("-/\\.,;")


def _last_noun(text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for match in _RUSSIAN_NOUN.finditer(text, start, end):
        found = match
    return found


def _russian_role(noun: re.Match[str]) -> tuple[Role, bool]:
    form = noun["form"].lower()
    if noun["verb"]:
        return Role.WITH, True
    if noun["prep"]:
        return Role.PLACE, False
    if form in ("а", "я", "ов", "й"):
        return Role.OF, False
    if form in ("ом", "ем", "ами", "ями"):
        return Role.WITH, False
    return Role.OBJECT, False


def _kazakh_role(form: str, following: str) -> tuple[Role, bool]:
    form = form.lower()
    if form.endswith(("мен", "пен", "бен")):
        return Role.WITH, bool(re.match(r"\s*(?:қоса\s+\S+\s+\S+\s+)?бекітілген", following, re.I))
    if form.endswith(("ның", "нің", "тың", "тің", "дың", "дің")):
        return Role.OF, False
    if form.endswith(("ға", "ге", "қа", "ке", "на", "не", "да", "де", "та", "те")):
        return Role.PLACE, False
    return Role.OBJECT, False


_ISSUER_START = re.compile(r"(?:[;:]|\ue011|^\s*\d{1,2}(?:-\d+)?[.)])\s*(?=[^;:\ue011]*$)")


def _issuer_start(text: str, start: int, end: int) -> int:
    """Where a Kazakh name of an act begins: after the title that is quoted before it."""
    match = _ISSUER_START.search(text[start:end])
    return start + match.end() if match else start

"""The requisites of acts as people write them in forms: dates, numbers, registration.

«Приказ и.о. Министра … от 26 января 2016 года № 83 (зарегистрирован … под № 13324)», in Kazakh
«… 2016 жылғы 26 қаңтардағы № 83 бұйрығы», in English «Order № 83 … dated January 26, 2016».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS: tuple[tuple[str, ...], ...] = (
    ("январ", "қаңтар", "jan"),
    ("феврал", "ақпан", "feb"),
    ("март", "наурыз", "mar"),
    ("апрел", "сәуір", "apr"),
    ("май", "мая", "мамыр", "may"),
    ("июн", "маусым", "jun"),
    ("июл", "шілде", "jul"),
    ("август", "тамыз", "aug"),
    ("сентябр", "қыркүйек", "sep"),
    ("октябр", "қазан", "oct"),
    ("ноябр", "қараша", "nov"),
    ("декабр", "желтоқсан", "dec"),
)
_QUOTES = "«»\"“”„'"
_DAY = rf"[{_QUOTES}]?\s*(?P<day>\d{{1,2}})\s*[{_QUOTES}]?"
_DATE_FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(form)
    for form in (
        r"(?<![\d.])(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})(?!\d)",
        r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)",
        rf"(?P<year>\d{{4}})\s*ж(?:ылғы|ыл)?\.?\s*{_DAY}\s+(?P<month>[^\W\d_]+)",
        rf"{_DAY}\s+(?P<month>[^\W\d_]+)\s+(?P<year>\d{{4}})\s*(?P<mark>г(?:ода|од)?\b\.?)?",
        r"\b(?P<month>[A-Za-z]+)\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
    )
)
_REGISTRATION = re.compile(
    r"зарегистр|реестре?\s+государственной\s+регистр|тіркеу\s+тізілім|тіркелг?д?|тiркел|regist",
    re.I,
)
_NUMBER_WORD = r"[0-9A-Za-zА-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі./-]"
_NUMBER = re.compile(
    rf"(?:№|\bN[o°]?\.?(?=\s?\d)|\bNo\.)\s*((?:ҚР\s+)?{_NUMBER_WORD}*\s?-?\s?\d{_NUMBER_WORD}*)"
)
_NUMBER_BEFORE_WORD = re.compile(r"(?<!\d)(\d+)\s+(?:санды|нөмірлі)\b")
_SEPARATOR = re.compile(r"\n|;")


@dataclass(frozen=True, slots=True)
class ActReference:
    """An act as a form names it: its own words, and the requisites found in them."""

    text: str
    date: date | None = None
    number: str | None = None
    registration_number: str | None = None


@dataclass(frozen=True, slots=True)
class FoundDates:
    """The dates in a text in order, and the pieces that are meant as dates but are none."""

    dates: tuple[date, ...]
    unreadable: tuple[str, ...]


def find_dates(text: str) -> FoundDates:
    """All dates of a text, in figures or words, in Kazakh, Russian or English."""
    found: dict[int, date] = {}
    unreadable: dict[int, str] = {}
    taken: list[tuple[int, int]] = []
    for form in _DATE_FORMS:
        for match in form.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            month = _month(match["month"])
            if month is None and not _is_meant_as_date(match):
                continue
            taken.append(match.span())
            value = _date(int(match["year"]), month, int(match["day"]))
            if value is None:
                unreadable[match.start()] = match.group().strip()
            else:
                found[match.start()] = value
    return FoundDates(
        tuple(value for _, value in sorted(found.items())),
        tuple(piece for _, piece in sorted(unreadable.items())),
    )


def parse_acts(text: str) -> tuple[ActReference, ...]:
    """The acts that a cell names, one a line or divided by «;»; the whole cell if it is one."""
    pieces = [piece.strip() for piece in _SEPARATOR.split(text) if piece.strip()]
    acts = [parse_act(piece) for piece in pieces]
    if len(acts) > 1 and all(act.date and act.number for act in acts):
        return tuple(acts)
    return (parse_act(text),) if pieces else ()


def parse_act(text: str) -> ActReference:
    """The requisites of one act; what is not there, or not readable, is ``None``."""
    registration = _REGISTRATION.search(text)
    own = text[: registration.start()] if registration else text
    rest = text[registration.start() :] if registration else ""
    dates = find_dates(own).dates
    return ActReference(
        text=" ".join(text.split()),
        date=dates[0] if dates else None,
        number=_number(_without_dates(own)),
        registration_number=_number(rest),
    )


def _number(text: str) -> str | None:
    found = _NUMBER.search(text)
    if found:
        return re.sub(r"\s*-\s*", "-", found.group(1)).strip().rstrip("./-")
    before_word = _NUMBER_BEFORE_WORD.search(text)
    return before_word.group(1) if before_word else None


def _without_dates(text: str) -> str:
    for form in _DATE_FORMS:
        text = form.sub(lambda match: " " if _month(match["month"]) else match.group(), text)
    return text


def _month(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    lower = written.lower()
    for number, stems in enumerate(_MONTHS, start=1):
        if any(lower.startswith(stem) for stem in stems):
            return number
    return None


def _is_meant_as_date(match: re.Match[str]) -> bool:
    """A word in place of the month is a mistyped month only if the year is marked as one."""
    groups = match.groupdict()
    return bool(groups.get("mark")) or "ж" in match.group()[4:8].lower()


def _date(year: int, month: int | None, day: int) -> date | None:
    if month is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None

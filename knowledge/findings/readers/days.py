"""Dates: whole, or a day of a month without its year («до 25 мая», «25 мамырға дейін»)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.dates import iterate_dates
from knowledge.findings.values import Fact, FactKind

_MONTHS = (
    r"январ\w*|қаңтар\w*|january", r"феврал\w*|ақпан\w*|february", r"март\w*|наурыз\w*|march",
    r"апрел\w*|сәуір\w*|april", r"ма[йяею]|маем|мамыр\w*|may", r"июн\w*|маусым\w*|june",
    r"июл\w*|шілде\w*|july", r"август\w*|тамыз\w*|august", r"сентябр\w*|қыркүйек\w*|september",
    r"октябр\w*|қазан(?!ш)\w*|october", r"ноябр\w*|қараша\w*|november",
    r"декабр\w*|желтоқсан\w*|december",
)  # fmt: skip
_COMPILED = tuple(re.compile(rf"(?:{pattern})\Z", re.IGNORECASE) for pattern in _MONTHS)
_MONTH = "|".join(_MONTHS)
_DAY_OF_MONTH = re.compile(
    rf"(?<![\w.])«?(?P<day>\d{{1,2}})»?(?:\s?-\s?[^\W\d]{{2,3}})?\s+(?P<month>{_MONTH})\b"
    rf"|\b(?P<month2>january|february|march|april|may|june|july|august|september|october"
    rf"|november|december)\s+(?P<day2>\d{{1,2}})\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\w.,-])(?P<year>(?:19|20)\d{2})\s*(?:год\w*|г\.|жыл\w*|ж\.)(?!\w)", re.I)
_TAIL = re.compile(r"[^\W\d]{0,4}(?:\s*(?:года?|г\.?)(?!\w))?")

_FOUR_DIGITS = re.compile(r"\d{4}")
_ISSUE = re.compile(
    r"(?:газет\w*|журнал\w*|newspaper|правда\S*|Қазақстан[»\"”]\s*газет\w*)[^;\n]{0,80}?"
    r"№\s*[\d,\s–-]+(?:\(\s*[\d.\s–-]+\))?",
    re.IGNORECASE,
)
_ISSUE_NUMBERS = re.compile(r"№\s*[\d,–-][\d,\s–-]*(?:\(\s*[\d.\s–-]+\))?")


def read_publications(text: str, language: str) -> Iterator[Fact]:
    """Numbers of newspapers: each language was published in another one, so they say nothing."""
    del language
    for match in _ISSUE.finditer(text):
        for number in _ISSUE_NUMBERS.finditer(text, match.start(), match.end()):
            yield Fact(FactKind.NUMBER, "", number.start(), number.end())


def read_dates(text: str, language: str) -> Iterator[Fact]:
    """Every date in ``text``: «2020-05-27», «--05-27» without a year, «2020» a year alone."""
    del language
    taken: list[tuple[int, int]] = []
    for day, start, found_end in iterate_dates(text) if _FOUR_DIGITS.search(text) else ():
        # The ending of the month, and «года» after the year, belong to the date.
        tail = _TAIL.match(text, found_end)
        end = tail.end() if tail else found_end
        taken.append((start, end))
        yield Fact(FactKind.DATE, day.isoformat(), start, end, (str(day.day), str(day.year)))
    for match in _DAY_OF_MONTH.finditer(text):
        if _overlaps(match, taken):
            continue
        day_number = int(match["day"] or match["day2"])
        word = match["month"] or match["month2"]
        month = next(n for n, p in enumerate(_COMPILED, start=1) if p.match(word))
        if 1 <= day_number <= 31:
            taken.append(match.span())
            value = f"--{month:02d}-{day_number:02d}"
            yield Fact(FactKind.DATE, value, match.start(), match.end(), (str(day_number),))
    for match in _YEAR.finditer(text):
        if not _overlaps(match, taken):
            year = match["year"]
            yield Fact(FactKind.DATE, year, match.start(), match.end(), (year,))


def _overlaps(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in taken)

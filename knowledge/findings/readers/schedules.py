"""Hours of work: times of day, days of the week, «round the clock»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.findings.values import Fact, FactKind

_ABOUT_HOURS = re.compile(
    r"\bчас(?:а|ов)?\b|сағат|перерыв|үзіліс|a\.m|p\.m|o'clock|\bhours?\b|график|кесте"
    r"|\bс\s+\d{1,2}[-.:]\d\d\s+до\b|понедельник|дүйсенбі|monday|жұма\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\d.,\w/])(?P<hour>[01]?\d|2[0-4])\s?(?P<mark>[.:]|[-–](?=(?:00|15|30|45)(?!\d)))\s?"
    r"(?P<minute>[0-5]\d)(?![\d]|[.,]\d)(?P<half>\s*[ap]\.?m\b)?",
    re.IGNORECASE,
)
_HOURS_MINUTES = re.compile(
    r"(?<![\d.,-])(?P<hour>[01]?\d|2[0-4])\s*час(?:а|ов)?\s*(?P<minute>[0-5]\d)\s*минут", re.I
)
_FROM_TO = re.compile(
    r"\bс\s+(?P<a>[01]?\d|2[0-4])(?:-?ти)?(?:\s+час\w*)?\s+до\s+(?P<b>[01]?\d|2[0-4])(?:-?ти)?"
    r"\s+час\w*"
    r"|сағат\s+(?P<c>[01]?\d|2[0-4])\s?-?\s?[дтн][ае]н\s+(?:сағат\s+)?(?P<d>[01]?\d|2[0-4])"
    r"\s?-?\s?[ғгқк][ае]\b",
    re.IGNORECASE,
)


def read_times(text: str, language: str) -> Iterator[Fact]:
    """Times of day («9.00», «09:00», «9-00», «с 9 до 18 часов») where hours are spoken of."""
    del language
    if not _ABOUT_HOURS.search(text):
        return
    for match in _HOURS_MINUTES.finditer(text):
        yield _time(match["hour"], match["minute"], match.start(), match.end())
    for match in _FROM_TO.finditer(text):
        for group in "abcd":
            if match[group]:
                start, end = match.span(group)
                yield _time(match[group], "00", start, end)
    for match in _CLOCK.finditer(text):
        hour = int(match["hour"])
        half = (match["half"] or "").strip().lower()[:1]
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        yield _time(str(hour), match["minute"], match.start(), match.end())


def _time(hour: str, minute: str, start: int, end: int) -> Fact:
    value = f"{int(hour):02d}:{minute}"
    return Fact(FactKind.SCHEDULE, value, start, end, (str(int(hour)),))


_WEEKDAYS = (
    ("Monday", r"понедельник\w*|дүйсенбі\w*|mondays?"),
    ("Tuesday", r"вторник\w*|сейсенбі\w*|tuesdays?"),
    ("Wednesday", r"сред(?:а|ы|е|у|ой|ам|ами|ах)|сәрсенбі\w*|wednesdays?"),
    ("Thursday", r"четверг\w*|бейсенбі\w*|thursdays?"),
    ("Friday", r"пятниц\w+|жұма(?:ға|дан|ны|ның|да|сы\w*)?|fridays?"),
    ("Saturday", r"суббот\w+|сенбі\w*|saturdays?"),
    ("Sunday", r"воскресень\w+|жексенбі\w*|sundays?"),
)
_WEEK = re.compile(
    "|".join(rf"\b(?P<{name}>{pattern})\b" for name, pattern in _WEEKDAYS), re.IGNORECASE
)
_ALWAYS = re.compile(
    r"круглосуточн\w*|тәулік\s+бой(?:ы\w*|ғы)|24/7|(?:round|around)[\s-]the[\s-]clock",
    re.IGNORECASE,
)
_SURELY_A_DAY = re.compile(r"\b(?:по\s+средам|кажд\w+\s+среду|кроме\s+среды)\b", re.IGNORECASE)
_SPOKEN_OF_OTHERWISE = re.compile(r"сред\w+", re.IGNORECASE)


def read_week(text: str, language: str) -> Iterator[Fact]:
    """Days of the week, and «round the clock»."""
    del language
    week = list(_WEEK.finditer(text))
    # «Среда» is also what surrounds us; it is a day where other days stand beside it.
    sure = any(not _SPOKEN_OF_OTHERWISE.fullmatch(match[0]) for match in week)
    sure = sure or bool(_SURELY_A_DAY.search(text))
    for match in week if sure else ():
        yield Fact(FactKind.SCHEDULE, match.lastgroup or "", match.start(), match.end())
    for match in _ALWAYS.finditer(text):
        yield Fact(FactKind.SCHEDULE, "round the clock", match.start(), match.end())

"""Dates as Kazakhstan's acts print them, in Kazakh, Russian and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_RUSSIAN_MONTHS = (
    "январ", "феврал", "март", "апрел", "ма", "июн",
    "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip
_KAZAKH_MONTHS = (
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
    "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
)  # fmt: skip
_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_NUMERIC = r"(?<!\d)(?P<d1>\d{1,2})\.(?P<m1>\d{1,2})\.(?P<y1>\d{4})(?!\d)"
_ISO = r"(?<!\d)(?P<y2>\d{4})-(?P<m2>\d{2})-(?P<d2>\d{2})(?!\d)"
_RUSSIAN = (
    r"(?<!\d)«?(?P<d3>\d{1,2})»?\s+(?P<m3>" + "|".join(_RUSSIAN_MONTHS)
    + r")(?:я|й|а|ь|т)?\w{0,2}\s+(?P<y3>\d{4})"
)  # fmt: skip
_KAZAKH = (
    r"(?<!\d)(?P<y4>\d{4})\s*ж(?:ыл(?:ғы|дың)?|\.)\s*«?(?P<d4>\d{1,2})»?\s*(?P<m4>"
    + "|".join(_KAZAKH_MONTHS) + r")"
)  # fmt: skip
_ENGLISH = (
    r"(?P<m5>" + "|".join(_ENGLISH_MONTHS) + r")\s+(?P<d5>\d{1,2}),?\s+(?P<y5>\d{4})"
    r"|(?<!\d)(?P<d6>\d{1,2})\s+(?P<m6>" + "|".join(_ENGLISH_MONTHS) + r"),?\s+(?P<y6>\d{4})"
)  # fmt: skip
_ANY = re.compile("|".join((_NUMERIC, _ISO, _RUSSIAN, _KAZAKH, _ENGLISH)), re.IGNORECASE)


def _month(name: str) -> int:
    lowered = name.lower()
    for months in (_KAZAKH_MONTHS, _ENGLISH_MONTHS, _RUSSIAN_MONTHS):
        if lowered in months:
            return months.index(lowered) + 1
    return int(lowered)


_LATIN_I = re.compile(r"(?<=[а-яёәғқңөұүһі])i|i(?=[а-яёәғқңөұүһі])", re.IGNORECASE)


def kazakh_i(text: str) -> str:
    """``text`` with a Latin «i» inside Cyrillic as the Kazakh «і» it stands for; as long as before.

    Official texts print both («сәуiр», «енгiзiледi»).
    """
    return _LATIN_I.sub("і", text)


def iterate_dates(text: str) -> Iterator[tuple[date, int, int]]:
    """Every date in ``text`` with where it starts and ends; impossible dates are passed over."""
    for match in _ANY.finditer(kazakh_i(text)):
        for index in range(1, 7):
            if match.group(f"d{index}"):
                year, month = match.group(f"y{index}"), match.group(f"m{index}")
                try:
                    found = date(int(year), _month(month), int(match.group(f"d{index}")))
                except ValueError:
                    break
                yield found, match.start(), match.end()
                break


def find_date(text: str) -> date | None:
    """The first date in ``text``, or None."""
    return next((found for found, _, _ in iterate_dates(text)), None)


def find_dates(text: str) -> tuple[date, ...]:
    """All dates in ``text``, in order."""
    return tuple(found for found, _, _ in iterate_dates(text))

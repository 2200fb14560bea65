"""A number as acts write it: «5», «5 (пяти)», «пяти», «5 (бес)», «500 000», «0,5», «5-ти»."""

from __future__ import annotations

import re

from knowledge.numerals import CARDINALS, number_from_words

_RUSSIAN_TAIL = r"(?:\s?[-–]\s?(?:х|ух|ех|ёх|ти|и|ми|м|го|й|я|е|ю|ый|ой|ая)\b)?"
_KAZAKH_TAIL = r"(?:\s?[-–]\s?[тдн][еа]н\b)?"
_TAILS = {"ru": _RUSSIAN_TAIL, "kk": _KAZAKH_TAIL, "en": ""}

FIGURE = r"(?<![\w,/№])(?<![^\W\d_][-–])(?<!\d\.)(?:\d{1,3}(?:\s\d{3})+(?!\d)|\d+)(?:[.,]\d+)?"
"""A figure that stands by itself, thousands parted by spaces or not."""


_ONE_AND_A_HALF = r"полтор[аы]|полутора|бір\s+жарым|one and a half"
_HALVES = frozenset({"полтора", "полторы", "полутора"})
_WORD = re.compile(r"[^\W\d_]+")


def names_a_number(text: str, language: str) -> bool:
    """Whether there is a figure or a number in words at all: most lines have none."""
    if any(map(str.isdecimal, text)):
        return True
    words = _WORD.findall(text.lower())
    return not (CARDINALS[language].keys() | _HALVES).isdisjoint(words)


def says_one_and_a_half(text: str) -> bool:
    """«Полтора», «бір жарым»."""
    return bool(re.search(rf"\b(?:{_ONE_AND_A_HALF})\b", text, re.IGNORECASE))


def words_of(language: str) -> str:
    """A pattern of a number in words in ``language``, of one word or more."""
    one = "|".join(sorted(CARDINALS[language], key=len, reverse=True))
    between = r"[\s-]+" if language == "en" else r"\s+"
    return rf"\b(?:{_ONE_AND_A_HALF}|(?:{one})(?:{between}(?:{one}))*)\b"


def number_of(language: str, name: str) -> str:
    """A pattern of a number in figures or words, with what stands in brackets after it.

    It has the groups ``name``_figure, ``name``_words and ``name``_inside; read it by ``value_in``.
    """
    return (
        rf"(?:(?P<{name}_figure>{FIGURE}){_TAILS[language]}|(?P<{name}_words>{words_of(language)}))"
        rf"(?:\s*\(\s*(?P<{name}_inside>[^()\n]{{1,45}})\))?"
    )


def value_in(match: re.Match[str], name: str) -> str | None:
    """The number of a ``number_of`` pattern as bare figures («0.5», «15»), or None."""
    figure = match[f"{name}_figure"]
    if figure is not None:
        return plain_figure(figure)
    if re.fullmatch(_ONE_AND_A_HALF, match[f"{name}_words"], re.IGNORECASE):
        return "1.5"
    number = number_from_words(match[f"{name}_words"])
    return None if number is None else str(number)


def plain_figure(figure: str) -> str:
    """A figure without typesetting: «500 000» → «500000», «0,50» → «0.5», «09» → «9»."""
    whole, _, decimals = re.sub(r"\s", "", figure).replace(",", ".").partition(".")
    decimals = decimals.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")


def counted(number: str, unit: str) -> str:
    """«1 hour», «2 hours»."""
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"

"""Marks at the start of lines, and the figures that no other reader understands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.findings.readers.expressions import plain_figure, words_of
from knowledge.findings.values import Fact, FactKind
from knowledge.numerals import KAZAKH, number_from_words

MARK = re.compile(
    r"^\s*(?P<mark>\d{1,3}(?:-\d{1,2})?\s?\)|\d{1,3}(?:-\d{1,2})?\.(?=\s*[^\W\d]|\s*[«\"“…])|[^\W\d]\))\s*",
    re.MULTILINE,
)
"""What numbers a line: «2)», «2-1)», «3.», «а)»."""

_FIGURE = re.compile(
    r"(?<![\w_])(?P<figure>(?:\d{1,3}(?:\s\d{3})+(?!\d)|\d+)(?:[.,]\d+)?)(?!_)(?:\s?-\s?[^\W\d]\w*)?"
)
_MARK_AFTER = re.compile(r"\s?\)")
"""A figure before a bracket that was not opened before it marks a point inside a line."""
_ROMAN = re.compile(r"(?<![\w.№-])(?P<roman>[IVXІХ]{1,5})(?![\w.])")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_KAZAKH_CASE = r"(?:[гқғк][еа]|[дтн][еа]н|[дт][еа]|[дтн][іы]ң|[дтн]?[іы]н?|ның|нің)?"
_ONE_OF_KAZAKH = "|".join(sorted(KAZAKH, key=len, reverse=True))
_SPELLED = {
    "ru": re.compile(words_of("ru"), re.I),
    "en": re.compile(words_of("en"), re.I),
    # The last of the words may be in a case: «он сегізге толғанда».
    "kk": re.compile(
        rf"\b(?P<words>(?:(?:{_ONE_OF_KAZAKH})\s+)*(?:{_ONE_OF_KAZAKH})){_KAZAKH_CASE}\b", re.I
    ),
}


def without_marks(text: str, filler: str) -> str:
    """``text`` of the same length with the marks of its lines filled over."""
    return MARK.sub(lambda match: filler * (match.end() - match.start()), text)


def mark_of(line: str) -> str:
    """The mark of a line without its bracket or full stop («2», «2-1», «а»), or ""."""
    match = MARK.match(line)
    return re.sub(r"[\s).]", "", match["mark"]) if match else ""


def read_figures(text: str, language: str) -> Iterator[Fact]:
    """Every figure that is left, Roman ones as Arabic."""
    for match in _FIGURE.finditer(text):
        if _MARK_AFTER.match(text, match.end()) and not _in_brackets(text, match.start()):
            continue
        number = plain_figure(match["figure"])
        yield Fact(FactKind.NUMBER, number, match.start("figure"), match.end("figure"), (number,))
    for match in _ROMAN.finditer(text):
        number = _from_roman(match["roman"])
        if number and (language, match["roman"]) != ("en", "I"):
            yield Fact(FactKind.NUMBER, number, match.start(), match.end(), (number,))


def _in_brackets(text: str, place: int) -> bool:
    return text.rfind("(", 0, place) > text.rfind(")", 0, place)


def _from_roman(letters: str) -> str:
    """«II» → «2», "" where the letters are no number; Cyrillic look-alikes count."""
    digits = [_ROMAN_DIGITS[c] for c in letters.replace("І", "I").replace("Х", "X")]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    total = sum(-one if one < following else one for one, following in pairs)
    return str(total) if 0 < total < 40 else ""


def numbers_in_words(text: str, language: str) -> Iterator[int]:
    """Every number that ``text`` spells out."""
    for match in _SPELLED[language].finditer(text):
        number = number_from_words(match["words"] if language == "kk" else match[0])
        if number is not None:
            yield number

"""References: «подпункт 1) пункта 2 статьи 10», «10-бабының 2-тармағы», «№ 88-V».

Russian and English name the kind of element first and its numbers after, Kazakh the other way
round; every element named is one fact, whatever it is part of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.findings.values import Fact, FactKind
from knowledge.numerals import ORDINAL, ordinal_from_word

_RUSSIAN = (
    ("subparagraph", r"подпункт(?:а|у|е|ом|ы|ов|ам|ами|ах)?|пп\."),
    ("paragraph", r"пункт(?:а|у|е|ом|ы|ов|ам|ами|ах)?|п\."),
    ("article", r"стать(?:я|и|е|ю|ей|ям|ями|ях)|статей|ст\."),
    ("annex", r"приложени(?:е|я|ю|ем|и|й|ям|ями|ях)"),
    ("chapter", r"глав(?:а|ы|е|у|ой|ам|ами|ах)?"),
    ("section", r"раздел(?:а|у|е|ом|ы|ов|ам|ами|ах)?"),
    ("row", r"строк(?:а|и|е|у|ой|ам|ами|ах)?"),
    ("part", r"част(?:ь|и|ью|ей|ям|ями|ях)"),
    ("abzac", r"абзац(?:а|у|е|ем|ы|ев|ам|ами|ах)?"),
)  # fmt: skip
_KAZAKH = (
    ("subparagraph", r"тармақша\w*|тармақшы\w*"),
    ("paragraph", r"тарма[қғ](?!ша)\w*"),
    ("article", r"бап(?:та|тың|қа|тан|тар\w*)?|баб[ыт]\w*|баб(?:ы)?"),
    ("annex", r"қосымша(?:сы\w*|ға|да(?:ғы)?|дан|лар\w*|ның|ны|н)?"),
    ("chapter", r"тарау\w*"),
    ("section", r"бөлім(?!ше)\w*"),
    ("row", r"жол(?:ы\w*|да|дың|дар\w*)?"),
    ("part", r"бөлі[гк]\w*"),
    ("abzac", r"абза[цз]\w*"),
)  # fmt: skip
_ENGLISH = (
    ("subparagraph", r"sub-?paragraphs?"),
    ("paragraph", r"paragraphs?|items?|clauses?"),
    ("article", r"articles?"),
    ("annex", r"annex(?:es)?|appendi(?:x|ces)"),
    ("chapter", r"chapters?"),
    ("section", r"sections?"),
    ("row", r"rows?|lines?"),
    ("part", r"parts?"),
    ("abzac", r"indents?"),
)  # fmt: skip

_ONE = r"\d+(?:\s?[-–]\s?\d+)?\s?\)?(?:\s?[-–]\s?\d+\s?\))?"
_AND = r"(?:\s*,\s*|\s*(?:,\s*)?\b(?:и|или|либо|а также|по|до|and|or|to)\b\s*)"
_KAZAKH_ONE = rf"{_ONE}(?:\s?-(?=\s?(?:,|және|немесе|мен|не)))?"
_KAZAKH_AND = r"(?:\s*,\s*|\s*(?:,\s*)?\b(?:және|немесе|не|мен|бен|пен|әрі)\b\s*)"
_ORDINALS = rf"{ORDINAL}(?:(?:\s*,\s*|\s+(?:и|или|және|немесе|мен|and|or)\s+){ORDINAL})*"
_NUMBER = re.compile(_ONE)
_ORDINAL = re.compile(ORDINAL, re.IGNORECASE)


def _named_first(levels: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    named = "|".join(rf"(?P<{name}>{pattern})" for name, pattern in levels)
    return re.compile(
        rf"(?<!\w)(?:{named})\s*(?:№\s*)?(?P<list>{_ONE}(?:{_AND}{_ONE})*)(?![\w%])(?!\.\d)", re.I
    )


def _named_last(levels: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    named = "|".join(rf"(?P<{name}>{pattern})" for name, pattern in levels)
    return re.compile(
        rf"(?<![\w.])(?P<list>{_KAZAKH_ONE}(?:{_KAZAKH_AND}{_KAZAKH_ONE})*)\s?[-–]?\s?"
        rf"(?:{named})(?!\w)",
        re.IGNORECASE,
    )


_WITH_FIGURES = {
    "ru": _named_first(_RUSSIAN),
    "kk": _named_last(_KAZAKH),
    "en": _named_first(_ENGLISH),
}
_WITH_ORDINALS = {
    "ru": re.compile(
        rf"\b(?:(?P<part>част\w{{1,3}})|(?P<abzac>абзац\w{{0,3}}))\s+(?P<after>{_ORDINALS})\b"
        rf"|\b(?P<before>{_ORDINALS})\s+(?:(?P<part2>част\w{{1,3}})|(?P<abzac2>абзац\w{{0,3}}))\b",
        re.IGNORECASE,
    ),
    "kk": re.compile(
        rf"\b(?P<before>{_ORDINALS})\s+(?:(?P<part>бөлі[гк]\w*)|(?P<abzac>абза[цз]\w*))\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"\b(?P<before>{_ORDINALS})\s+(?:(?P<part>parts?)|(?P<abzac>indents?))\b",
        re.IGNORECASE,
    ),
}


def read_provisions(text: str, language: str) -> Iterator[Fact]:
    """Every element that ``text`` refers to, one fact each: «article 10», «subparagraph 1»."""
    for match in _WITH_ORDINALS[language].finditer(text):
        groups = {name.rstrip("2"): found for name, found in match.groupdict().items() if found}
        level = "part" if "part" in groups else "abzac"
        for word in _ORDINAL.findall(groups.get("after") or groups["before"]):
            number = str(ordinal_from_word(word))
            yield _reference(level, number, match)
    for match in _WITH_FIGURES[language].finditer(text):
        level = next(n for n, found in match.groupdict().items() if found and n != "list")
        if language == "kk" and level == "annex" and match["list"].endswith(")"):
            continue  # «1) қосымшаға сәйкес өтініш»: the mark of a point, not annex 1
        for item in _NUMBER.findall(match["list"]):
            for number in _expanded(item):
                yield _reference(level, number, match)


def _reference(level: str, number: str, match: re.Match[str]) -> Fact:
    return Fact(FactKind.REFERENCE, f"{level} {number}", match.start(), match.end(), (number,))


_RANGE = re.compile(r"(?P<a>\d+)(?P<mark>\s?\)?\s?[-–]\s?)(?P<b>\d+)")
_LONGEST_RANGE = 40


def _expanded(item: str) -> list[str]:
    """«1)-3)» and «5 – 7» are every number between; «15-1» is one number."""
    bare = re.sub(r"[\s)]", "", item).replace("–", "-")
    between = _RANGE.match(item)
    if between and (between["mark"] != "-" or int(between["b"]) > int(between["a"])):
        first, last = int(between["a"]), int(between["b"])
        if first < last <= first + _LONGEST_RANGE:
            return [str(number) for number in range(first, last + 1)]
    return [bare]


_ACT_NUMBER = re.compile(r"(?:№|\bN[oо]?\.?(?=\s?\d))\s*(?P<number>[\d]+(?:[-–/.]?[\w]+)*)")
_LETTERS_AFTER = re.compile(r"[^\d]+$")


def read_act_numbers(text: str, language: str) -> Iterator[Fact]:
    """Every number after «№». Letters behind it («№ 226-V ЗРК», «№ 226-V ҚРЗ») are left out."""
    del language
    for match in _ACT_NUMBER.finditer(text):
        printed = match["number"].lower().replace("–", "-")
        digits = re.match(r"\d+(?:-\d+)?", printed)
        value = f"№ {digits[0]}" if digits else ""
        figures = (digits[0],) if digits else ()
        yield Fact(FactKind.ACT, value, match.start(), match.end(), figures)

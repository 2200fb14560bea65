"""Amounts: «0,5 МРП» / «0,5 АЕК», «500 теңге», «70 %»; and whether a service is free."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.findings.readers.expressions import number_of, value_in
from knowledge.findings.values import Fact, FactKind

_UNITS = (
    ("MCI", r"МРП|АЕК|месячн\w+\s+расч[её]тн\w+\s+показател\w+|айлық\s+есептік\s+көрсеткіш\w*"
            r"|MCI|monthly\s+calculation\s+ind\w+"),
    ("tenge", r"тенге|теңге\w*|тг\.?(?!\w)|tenge"),
    ("%", r"%|процент\w*|пайыз\w*|per\s?cent"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _UNITS)
_UNIT = "|".join(pattern for _, pattern in _UNITS)
_ANY_UNIT = re.compile(_UNIT, re.IGNORECASE)
_MULTIPLES = (
    (1_000, re.compile(r"тыс|мың|thousand", re.IGNORECASE)),
    (1_000_000, re.compile(r"млн|миллион|million", re.IGNORECASE)),
    (1_000_000_000, re.compile(r"млрд|миллиард|billion", re.IGNORECASE)),
)  # fmt: skip
_MULTIPLE = r"тыс(?:\.|яч\w*)|мың|млн\.?|миллион\w*|млрд\.?|миллиард\w*|thousand|million|billion"


def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"{number_of(language, 'n')}\s*(?:(?P<multiple>{_MULTIPLE})\s*)?(?:[-–]\s?)?"
        rf"(?:кратн\w+\s+(?:размер\w*\s+)?)?(?P<unit>{_UNIT})(?:\s*\([^()\n]{{2,45}}\))?",
        re.IGNORECASE,
    )


_PATTERNS = {language: _pattern(language) for language in ("ru", "kk", "en")}


def read_amounts(text: str, language: str) -> Iterator[Fact]:
    """Every amount of money and every share in ``text``."""
    if not _ANY_UNIT.search(text):
        return
    for match in _PATTERNS[language].finditer(text):
        number = value_in(match, "n")
        if number is None:
            continue
        multiple = next(
            (times for times, pattern in _MULTIPLES if pattern.match(match["multiple"] or "")), 1
        )
        if multiple > 1:
            number = f"{float(number) * multiple:.0f}"
        unit = next(name for name, pattern in _COMPILED if pattern.match(match["unit"]))
        value = f"{number}%" if unit == "%" else f"{number} {unit}"
        yield Fact(FactKind.AMOUNT, value, match.start(), match.end(), (number,))


_FEES = (
    ("free", re.compile(r"\bбесплат\w*|\bбезвозмездн\w*|\bбез (?:взимания )?(?:о?платы)\b"
                        r"|\bтегін\b|\bақысыз\b|\bөтеусіз\b"
                        r"|\bfree of charge\b", re.IGNORECASE)),
    ("paid", re.compile(r"\bплатн(?:о|ы|ое|ые|ой|ая|ую|ым|ыми|ых)\b|\bақылы\b|\bfor a fee\b",
                        re.IGNORECASE)),
)  # fmt: skip


_OF_SOMEBODY = re.compile(r"\w+[нтд][ыі]ң\s+\Z", re.IGNORECASE)
_NAMES = re.compile(r"\bат(?:ы|ын|ының)\b|аты-жөн|\bәкесінің|фамили", re.IGNORECASE)
_NEAR = 40


def _is_a_surname(text: str, match: re.Match[str]) -> bool:
    """«Тегін» is «free of charge», and «the surname» in the accusative."""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    after = text[match.end() : match.end() + _NEAR]
    return bool(_OF_SOMEBODY.search(before) or _NAMES.search(before) or _NAMES.search(after))


def read_fees(text: str, language: str) -> Iterator[Fact]:
    """Every place that says that something is free, or is not."""
    del language
    for value, pattern in _FEES:
        for match in pattern.finditer(text):
            if match[0].lower() == "тегін" and _is_a_surname(text, match):
                continue
            yield Fact(FactKind.FEE, value, match.start(), match.end())

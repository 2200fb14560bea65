"""Terms: «в течение 5 (пяти) рабочих дней», «бес жұмыс күні ішінде», «within five working days».

A working day, a calendar day and a bare day are three different things. Two years and 24 months
are one, and so are a day and night («сутки», «тәулік») and a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.findings.readers.expressions import (
    counted,
    names_a_number,
    number_of,
    plain_figure,
    value_in,
)
from knowledge.findings.values import Fact, FactKind
from knowledge.numerals import number_from_words

_KINDS_OF_DAY = (
    ("working", r"рабоч\w*|раб\.|жұмыс|working|business"),
    ("calendar", r"календарн\w*|кал\.|күнтізбелік|calendar"),
    ("banking", r"банковск\w*|операционн\w*|банктік|банк|операциялық|banking"),
)  # fmt: skip
_DAY_KIND = "|".join(pattern for _, pattern in _KINDS_OF_DAY)

_UNITS = (
    ("second", r"секунд\w*|seconds?"),
    ("minute", r"минут\w*|мин\.|minutes?"),
    ("hour", r"час(?:а|ов|у|ам|ами|ом|ах)?|сағат\w*|hours?"),
    ("day", r"дн(?:ей|я|ю|ём|ем|и|ям|ями|ях)|день|сут(?:ки|ок)|күн(?!тіз|көр)\w*|тәулік\w*|days?"),
    ("week", r"недел\w+|апта(?:ға|дан|ның|да|лық|сы\w*)?|weeks?"),
    (
        "month",
        r"месяц(?:а|ев|у|ам|ами|ем|е|ах)?|ай(?:ға|дан|дың|да|ды|лық\w*|ы|ына|ынан|ында|ын|ының|дағы|дай)?"
        r"(?!\w|\s+есептік)|months?",
    ),
    ("quarter", r"квартал\w*|тоқсан(?!\s+(?:бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз))\w*"
                r"|quarters?"),
    (
        "year",
        r"год(?:а|у|ов|ам|ами|ом|ах)?|лет|жыл(?:ға|дан|дың|да|ды|дық\w*|ы|ына|ынан|ында|ын|ының|мен)?"
        r"|жас(?:қа|тан|та|ты|тағы|ы|ына|ынан|ында|ын|ар|тағылар)?|years?",
    ),
)  # fmt: skip
_UNIT = "|".join(pattern for _, pattern in _UNITS)
_KINDS_COMPILED = tuple((name, re.compile(rf"(?:{p})", re.I)) for name, p in _KINDS_OF_DAY)
_UNITS_COMPILED = tuple((name, re.compile(rf"(?:{p})\Z", re.I)) for name, p in _UNITS)

_COMPOUND_UNITS = {
    "днев": "day", "суточ": "day", "часов": "hour", "минут": "minute", "секунд": "second",
    "месяч": "month", "недель": "week", "лет": "year", "годи": "year",
}  # fmt: skip
_COMPOUND = re.compile(
    r"(?:(?<![\w.,-])(?P<figure>\d+)\s?(?:[-–]\s?(?:х|ти|и)\s?)?[-–]?\s?"
    r"|\b(?P<words>(?:двадцати|тридцати|сорока|пятидесяти|шестидесяти)?(?:одно|двух|трех|трёх"
    r"|четырех|четырёх|пяти|шести|семи|восьми|девяти|десяти|двенадцати|четырнадцати"
    r"|пятнадцати|шестнадцати|восемнадцати|двадцати|тридцати|сорока|шестидесяти)))"
    r"(?P<unit>днев|суточ|часов|минут|секунд|месяч|недель|лет|годи)н\w+"
    r"(?:\s+(?P<kind>рабоч\w+|календарн\w+))?",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"\bв\s+(?P<unit>месяч|недель|суточ)ный\s+срок", re.IGNORECASE)
_MONTHS_OF_YEAR = 12
_EARLIEST_YEAR = 1900
"""A figure from here on before «год» is a year of the calendar, not a number of years."""


def _term_pattern(language: str) -> re.Pattern[str]:
    number = number_of(language, "n")
    # «5 (жұмыс) күні» has the kind of day in the brackets, «5 (пяти рабочих) дней» too.
    return re.compile(
        rf"(?:(?P<before>{_DAY_KIND})\s+)?{number}\s*[-–]?\s*"
        rf"(?:(?:последн|предыдущ|следующ|последующ|перв|полн)\w+\s+)?"
        rf"(?:(?P<after>(?:{_DAY_KIND}))\s+(?:\(\w+\)\s*)?)?(?P<unit>{_UNIT})(?!\w)",
        re.IGNORECASE,
    )


_PATTERNS = {language: _term_pattern(language) for language in ("ru", "kk", "en")}

NEXT_WORKING_DAY, IMMEDIATELY = "next working day", "immediately"
SAID_IN_WORDS = frozenset({NEXT_WORKING_DAY, IMMEDIATELY})
"""Terms without a figure, which each translator puts in other words."""
_RELATIVE = (
    (NEXT_WORKING_DAY, re.compile(
        r"следующ\w+\s+(?:за\s+\w+\s+|первы\w+\s+)?рабоч\w+\s+д(?:ня|ень|нем|нём|ню)\b"
        r"|(?:келесі|кейінгі)\s+(?:бірінші\s+|алғашқы\s+|ең\s+жақын\s+)?жұмыс\s+күн\w*"
        r"|next\s+(?:working|business)\s+day", re.IGNORECASE)),
    (IMMEDIATELY, re.compile(
        r"\b(?:незамедлительно|немедленно|безотлагательно|сразу)\b"
        r"|\b(?:дереу|кідіріссіз|шұғыл түрде|бірден|тез арада)\b"
        r"|\bimmediately\b", re.IGNORECASE)),
)  # fmt: skip


def read_terms(text: str, language: str) -> Iterator[Fact]:
    """Every term in ``text``; «next working day» and «immediately» are terms too."""
    for name, pattern in _RELATIVE:
        for match in pattern.finditer(text):
            yield Fact(FactKind.TERM, name, match.start(), match.end())
    for match in _PATTERNS[language].finditer(text) if names_a_number(text, language) else ():
        fact = _term(match)
        if fact is not None:
            yield fact
    if language == "ru":
        yield from _compounds(text)


def _term(match: re.Match[str]) -> Fact | None:
    number = value_in(match, "n")
    if number is None:
        return None
    unit = _name_of(match["unit"], _UNITS_COMPILED)
    if unit == "year" and number.isdecimal() and int(number) >= _EARLIEST_YEAR:
        return Fact(FactKind.DATE, number, match.start(), match.end(), (number,))
    kind = ""
    if unit == "day":
        said = f"{match['before'] or ''} {match['after'] or ''} {match['n_inside'] or ''}"
        kind = next((name for name, found in _KINDS_COMPILED if found.search(said)), "")
    return Fact(FactKind.TERM, _shown(number, unit, kind), match.start(), match.end(), (number,))


def _name_of(word: str, table: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    return next(name for name, pattern in table if pattern.match(word))


def _shown(number: str, unit: str, kind: str) -> str:
    if number.isdecimal():
        count = int(number)
        if unit == "month" and count and count % _MONTHS_OF_YEAR == 0:
            number, unit = str(count // _MONTHS_OF_YEAR), "year"
        elif unit == "week":
            number, unit = str(count * 7), "day"
    return counted(number, f"{kind} {unit}".strip())


def _compounds(text: str) -> Iterator[Fact]:
    """«трехдневный срок», «15-минутный», «в месячный срок»."""
    for match in _COMPOUND.finditer(text):
        number = match["figure"] or str(_joined_number(match["words"].lower()))
        kind = next((n for n, p in _KINDS_COMPILED if match["kind"] and p.match(match["kind"])), "")
        unit = _COMPOUND_UNITS[match["unit"].lower()]
        value = _shown(plain_figure(number), unit, kind)
        yield Fact(FactKind.TERM, value, match.start(), match.end(), (number,))
    for match in _SINGLE.finditer(text):
        value = _shown("1", _COMPOUND_UNITS[match["unit"].lower()], "")
        yield Fact(FactKind.TERM, value, match.start(), match.end(), ("1",))


_JOINED = re.compile(r"двадцати|тридцати|сорока|пятидесяти|шестидесяти")


def _joined_number(words: str) -> int:
    """«двадцатипяти» → 25, «одно» → 1."""
    parted = _JOINED.sub(r"\g<0> ", words).replace("одно", "одного")
    return number_from_words(parted) or 0


_BARE = {
    "minute": re.compile(r"минут|minute", re.IGNORECASE),
    "hour": re.compile(r"\bчас(?:а|ов)?\b|сағат|hour", re.IGNORECASE),
    "day": re.compile(r"\bдн(?:я|ей|ю)\b|\bдень\b|\bкүн(?!тіз)|тәулік|\bсут(?:ок|ки)\b|\bday",
                      re.IGNORECASE),
    "week": re.compile(r"недел|апта|week", re.IGNORECASE),
    "month": re.compile(r"месяц|месячн|\bай(?:лық|дың|ы|да|ға|дан)?\b|month", re.IGNORECASE),
    "quarter": re.compile(r"квартал|тоқсан|quarter", re.IGNORECASE),
    "year": re.compile(r"\bгод|годичн|\bжыл|year", re.IGNORECASE),
}  # fmt: skip


_WEEK = "7 days"


def mentions_unit(text: str, value: str) -> bool:
    """Whether ``text`` names the unit of a term («в течение рабочего дня» for «1 working day»)."""
    unit = "week" if value == _WEEK else value.rsplit(" ", 1)[-1].rstrip("s")
    pattern = _BARE.get(unit)
    return pattern is not None and bool(pattern.search(text))


_MINUTES = {
    "second": 1 / 60,
    "minute": 1.0,
    "hour": 60.0,
    "day": 24 * 60.0,
    "month": 30 * 24 * 60.0,
    "quarter": 91 * 24 * 60.0,
    "year": 365 * 24 * 60.0,
}


_OF_THE_CLOCK = re.compile(r"[\d.]+ (?:(?:second|minute|hour)s?|days?)")
"""Terms that run by the clock; a working day does not."""


def last_as_long(one: str, other: str) -> bool:
    """Whether two terms are one in other units: «60 minutes» and «1 hour», a day and 24 hours."""
    if not (_OF_THE_CLOCK.fullmatch(one) and _OF_THE_CLOCK.fullmatch(other)):
        return False
    return length_in_minutes(one) == length_in_minutes(other)


def length_in_minutes(value: str) -> float:
    """About how long a term is, to tell the longer of two; a working day counts as a day."""
    words = value.split(" ")
    unit = words[-1].rstrip("s")
    return float(words[0]) * _MINUTES[unit] if unit in _MINUTES and words[0][0].isdigit() else 0.0

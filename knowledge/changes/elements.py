"""Which elements of an act a phrase names: «подпункт 3) пункта 1», «2-тармақтың 3) тармақшасы».

Russian names the inner element first or last, Kazakh always last; both list numbers («пункты 2
и 3», «2, 3-тармақтар») and give ranges («пункты 18-21»). What is read is the same for both: a
path from the outer element to the inner one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import product


class Level(IntEnum):
    """What an element is, from the outermost to the innermost."""

    ACT = 0
    RULES = 1
    """The Rules, Standard or list by whatever name, as a whole."""
    ANNEX = 2
    CHAPTER = 3
    SECTION = 4
    PARAGRAPH = 5
    ROW = 6
    SUBPARAGRAPH = 7
    PART = 8
    """A part (часть), abzac or sentence of a paragraph."""
    PREAMBLE = 9
    TITLE = 10
    """The heading of what the path names before it, or of the act."""
    MARGIN = 11
    """The stamp at the upper right corner of an annex."""


@dataclass(frozen=True, slots=True)
class Step:
    """One element of a path; ``number`` is "" where it has none."""

    level: Level
    number: str = ""

    def __str__(self) -> str:
        """«para 7», «annex 1», «title»."""
        return f"{_NAMES[self.level]} {self.number}".strip()


_NAMES = {
    Level.ACT: "act", Level.RULES: "rules", Level.ANNEX: "annex", Level.CHAPTER: "chapter",
    Level.SECTION: "section", Level.PARAGRAPH: "para", Level.ROW: "row",
    Level.SUBPARAGRAPH: "subpara", Level.PART: "part", Level.PREAMBLE: "preamble",
    Level.TITLE: "title", Level.MARGIN: "margin",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedElement:
    """An element as a text names it, outermost step first."""

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        """«para 1 subpara 3», «annex 2 row 8», «rules title»."""
        return " ".join(str(step) for step in self.steps)

    def number(self, level: Level) -> str | None:
        """The number at a level; None where the path has no such step."""
        return next((step.number for step in self.steps if step.level is level), None)

    def has(self, level: Level) -> bool:
        """Whether the path has a step of this level."""
        return any(step.level is level for step in self.steps)


@dataclass(frozen=True, slots=True)
class Mention:
    """One element noun in a text with its numbers, and where it stands.

    ``instrumental`` is «пунктом 5», «5-тармақпен»: what something is supplemented with;
    ``genitive`` is «пункта 5»: what the element before it belongs to.
    """

    level: Level
    numbers: tuple[str, ...]
    start: int
    end: int
    instrumental: bool
    genitive: bool


_NUMBER = r"\d{1,4}(?:-\d{1,3})*"
_ITEM = rf"(?:{_NUMBER}|\b[а-яәіңғүұқөһ](?=\)))\)?(?!\.?\d)"
_NUMBERS = rf"№?\s?(?P<numbers>{_ITEM}(?:\s*(?:,|;|\bи|\bжәне|\bмен|\bпен|\band|–|—|-)\s*{_ITEM})*)"
_ORDINALS_RU = (
    r"перв\w+|втор\w+|треть\w+|третий|четв[её]рт\w+|пят\w+|шест\w+|седьм\w+|восьм\w+|девят\w+"
    r"|десят\w+|последн\w+"
)
_ORDINALS_KK = (
    r"бірінші|екінші|үшінші|төртінші|бесінші|алтыншы|жетінші|сегізінші|тоғызыншы|оныншы|соңғы"
)

_PATTERNS: tuple[tuple[Level, str], ...] = (
    # Russian: the noun, then its numbers.
    (Level.SUBPARAGRAPH, rf"\bподпункт(?P<form>\w*)\s+{_NUMBERS}"),
    (Level.PARAGRAPH, rf"\bпункт(?P<form>\w*)\s+{_NUMBERS}"),
    (Level.CHAPTER, rf"\b(?:глав|раздел)(?P<form>\w*)\s+{_NUMBERS}"),
    (Level.SECTION, rf"\bпараграф(?P<form>\w*)\s+{_NUMBERS}"),
    (Level.ANNEX, rf"\bприложени(?P<form>\w+)(?:\s+{_NUMBERS})?"),
    (
        Level.ROW,
        rf"\b(?:строк|позици)(?P<form>\w*),?\s+(?:(?:под\s+)?порядков\w+\s+номер\w*\s+)?{_NUMBERS}",
    ),
    (Level.PART, rf"\b(?:част|абзац|предложени)\w*\s+(?P<numbers>{_ORDINALS_RU})"),
    (Level.PART, rf"\b(?P<numbers>{_ORDINALS_RU})\s+(?:част|абзац|предложени)\w*"),
    (
        Level.RULES,
        r"\b(?:Правил(?:а|ам|ами|ах)?|Стандарт\w*|Регламент\w*|Инструкци\w+|Положени\w+|Методик\w+"
        r"|Переч(?:ень|н\w+)|Реестр\w*)\b",
    ),
    (Level.TITLE, r"\b(?:заголов\w+|наименовани\w+|названи\w+)"),
    (Level.PREAMBLE, r"\b(?:преамбул\w*|вводн\w+\s+част\w+)"),
    (Level.MARGIN, r"\b(?:прав\w+\s+верхн\w+|верхн\w+\s+прав\w+)\s+уг\w+"),
    (Level.ACT, r"^\W*(?:настоящ\w+\s+)?(?:приказ|постановление|решение|распоряжение)\b"),
    # Kazakh: the numbers, then the noun.
    (Level.SUBPARAGRAPH, rf"{_NUMBERS}\s*-?\s?тармақша(?P<form>\w*)"),
    (Level.PARAGRAPH, rf"{_NUMBERS}\s?-?\s?тарма[қғ](?!ша)(?P<form>\w*)"),
    (Level.CHAPTER, rf"{_NUMBERS}\s?-?\s?(?:тарау|бөлім)(?P<form>\w*)"),
    (Level.SECTION, rf"{_NUMBERS}\s?-\s?параграф(?P<form>\w*)"),
    (Level.ANNEX, rf"(?:{_NUMBERS}\s?-?\s?)?\bқосымша(?P<form>\w*)"),
    (Level.ANNEX, rf"{_NUMBERS}\s?-\s?қосымша(?P<form>\w*)"),
    (Level.ROW, rf"(?:реттік\s+нөмірі\s+)?{_NUMBERS}\s?-?\s?жол(?P<form>\w*)"),
    (Level.ROW, rf"реттік\s+нөмірі\s+{_NUMBERS}(?P<form>)"),
    (Level.PART, rf"\b(?P<numbers>{_ORDINALS_KK})\s+(?:бөліг|бөлік|абзац|сөйлем)(?P<form>\w*)"),
    (
        Level.RULES,
        r"\b(?:қағида|стандарт|регламент|нұсқаулы[қғ]|ереже|әдістеме|тізбе|тізілім)(?P<form>\w*)",
    ),
    (Level.TITLE, r"\b(?:тақырып|тақырыб|атауы)(?P<form>\w*)"),
    (Level.PREAMBLE, r"\bкіріспе(?P<form>\w*)"),
    (Level.MARGIN, r"\b(?:оң\s+жақ\s+жоғар\w+|жоғар\w+\s+оң\s+жақ)\s+бұрыш\w*"),
    (Level.ACT, r"^\W*(?:осы\s+)?(?:бұйрық|қаулы|шешім)(?:қа|ға|ке)?\b"),
    # English, as in official translations.
    (Level.SUBPARAGRAPH, rf"\bsub-?paragraph(?P<form>s?)\s+{_NUMBERS}"),
    (Level.PARAGRAPH, rf"(?<!-)\bparagraph(?P<form>s?)\s+{_NUMBERS}"),
    (Level.CHAPTER, rf"\bchapter(?P<form>s?)\s+{_NUMBERS}"),
    (Level.ANNEX, rf"\b(?:annex|appendix)(?P<form>\w*)(?:\s+{_NUMBERS})?"),
    (Level.RULES, r"\b(?:rules|standard|regulations|instruction)\b"),
    (Level.TITLE, r"\b(?:title|heading)\b"),
    (Level.PREAMBLE, r"\bpreamble\b"),
)
_COMPILED = tuple((level, re.compile(pattern, re.IGNORECASE)) for level, pattern in _PATTERNS)

_INSTRUMENTAL = re.compile(r"(?:ом|ем|[её]м|ой|ей|ами|ями|мен|пен|бен)$", re.IGNORECASE)
_GENITIVE = re.compile(r"^(?:а|я|ы|и)$|(?:ның|нің|тың|тің|дың|дің)$", re.IGNORECASE)
_PLURAL = re.compile(
    r"^(?:ы|и|я|ов|ам|ями|ами|ах|ях|s)$|^(?:тар|тер|лар|лер|дар|дер)", re.IGNORECASE
)
_COMMAS = re.compile(r"[,;]|\bи\b|\bжәне\b|\bмен\b|\bпен\b|\band\b", re.IGNORECASE)
_SPACED_DASH = re.compile(r"\s+[–—-]\s*|\s*[–—]\s*|\)\s*-\s*")
_LIST_MARK = re.compile(r"[,;]|\bи\b|\bжәне\b|\bмен\b|\band\b", re.IGNORECASE)
_BREAK = re.compile(r"[;.]")


def mentions(text: str) -> list[Mention]:
    """Every element noun in ``text``, in order; where two readings overlap, the longer one."""
    found: list[Mention] = []
    for level, pattern in _COMPILED:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            form = groups.get("form") or ""
            numbers = _numbers(groups.get("numbers") or "", plural=bool(_PLURAL.search(form)))
            found.append(
                Mention(
                    level,
                    numbers,
                    match.start(),
                    match.end(),
                    bool(_INSTRUMENTAL.search(form)),
                    _is_genitive(match[0], form, len(numbers)),
                )
            )
    found.sort(key=lambda mention: (mention.start - mention.end, mention.start))
    kept: list[Mention] = []
    for mention in found:
        if all(mention.end <= one.start or one.end <= mention.start for one in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)


def _is_genitive(whole: str, form: str, numbers: int) -> bool:
    """«приложения 1» is of one annex, «приложения 1 и 2» are two annexes."""
    return whole.lower() == "правил" or (numbers <= 1 and bool(_GENITIVE.search(form)))


def _numbers(printed: str, *, plural: bool) -> tuple[str, ...]:
    """«2) и 3)» → («2», «3»); «18-21» after a plural → («18», …, «21»), «8-1, 8-2» as they are."""
    parts = [part.strip(" )") for part in _COMMAS.split(printed)]
    families = Counter(part.partition("-")[0] for part in parts if "-" in part)
    numbers: list[str] = []
    for part in parts:
        ends = [end.strip(" )") for end in _SPACED_DASH.split(part)]
        if len(ends) == 1 and plural and families[part.partition("-")[0]] == 1:
            ends = part.split("-")
        numbers += _range(ends) or [part.replace(")", "")]
    return tuple(number for number in numbers if number)


_LONGEST_RANGE = 200


def _range(ends: list[str]) -> list[str]:
    """The numbers from one end to the other; none where these are no ends of a range."""
    if len(ends) != 2 or not all(end.isdecimal() for end in ends):
        return []
    first, last = int(ends[0]), int(ends[1])
    if not first < last <= first + _LONGEST_RANGE:
        return []
    return [str(number) for number in range(first, last + 1)]


def paths(text: str, found: list[Mention]) -> tuple[NamedElement, ...]:
    """The elements that neighbouring mentions name together: each path outermost step first."""
    groups: list[list[Mention]] = []
    for mention in found:
        between = text[groups[-1][-1].end : mention.start] if groups else ""
        if groups and _continues(groups[-1], mention, between):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    elements: list[NamedElement] = []
    for place, group in enumerate(groups):
        outer = _inherited(groups[place - 1], group) if place else []
        elements += _product([*outer, *group])
    return tuple(dict.fromkeys(elements))


def _continues(group: list[Mention], mention: Mention, between: str) -> bool:
    if _BREAK.search(between) or any(one.level is mention.level for one in group):
        return False
    if not _LIST_MARK.search(between):
        return True
    return mention.genitive and all(mention.level < one.level for one in group)


def _inherited(before: list[Mention], group: list[Mention]) -> list[Mention]:
    """«2-тармақтың 3) тармақшасы, екінші бөлігі»: the second is of paragraph 2 as well."""
    if min(one.level for one in group) not in (Level.SUBPARAGRAPH, Level.PART):
        return []
    innermost = min(one.level for one in group)
    return [one for one in before if one.level < innermost]


def _product(group: list[Mention]) -> Iterator[NamedElement]:
    choices = [[Step(one.level, number) for number in one.numbers or ("",)] for one in group]
    for steps in product(*choices):
        yield NamedElement(tuple(sorted(steps, key=lambda step: step.level)))

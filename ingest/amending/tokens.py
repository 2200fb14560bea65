"""What the words of an instruction are made of, the same for both languages.

Russian and Kazakh order their words differently and say a word's part by preposition or by ending.
Each language's own module finds tokens; what they mean together is read in one place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.amending.places import Level


class Role(StrEnum):
    """The part that an element or words play in the sentence."""

    OBJECT = "object"
    """What is changed: «пункт 5», «5-тармақ»."""
    PLACE = "place"
    """Where: «в пункте 5», «5-тармақта»."""
    OF = "of"
    """What it belongs to: «пункта 5», «5-тармақтың»."""
    WITH = "with"
    """What is added or put in place: «пунктом 5-1», «5-1-тармақпен»."""
    AFTER = "after"
    BEFORE = "before"


class Verb(StrEnum):
    """What is ordered."""

    STATE = "state"
    """«изложить», «жазылсын»"""
    ADD = "add"
    TAKE_OUT = "take_out"
    EXCHANGE = "exchange"
    REPEAL = "repeal"
    RENUMBER = "renumber"
    """«пункты 5 и 6 считать пунктами 6 и 7»: recognised, so that it is not overlooked."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where in the line a token stands."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Element:
    """An element of an act. No ``numbers``: «дополнить пунктом следующего содержания».

    ``annex_to`` says whose an annex is: «order», «rules», "" where it is not said.
    """

    span: Span
    role: Role
    level: Level
    numbers: tuple[str, ...] = ()
    annex_to: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """The order's own text or what it approves, as a whole; ``title`` as the order says it."""

    span: Span
    role: Role
    is_rules: bool
    title: str = ""
    act: int | None = None
    """The act that approved them, where it is named: the number of its ``ActMark``."""


@dataclass(frozen=True, slots=True)
class ActMark:
    """An act named by number and date: the ``number``-th that ``references`` found in the line."""

    span: Span
    number: int


@dataclass(frozen=True, slots=True)
class Words:
    """Quoted words; ``quotes`` are numbers of quotations. ``sign``: a mark of punctuation."""

    span: Span
    role: Role
    quotes: tuple[int, ...]
    sign: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """The verb. ``first``: it stands before what it is about («изложив пункт 5»)."""

    span: Span
    verb: Verb
    first: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation, or a table outside of quotation marks, that is no «слова …»."""

    span: Span
    number: int
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class ToAnnex:
    """«согласно приложению 1 к настоящему приказу»."""

    span: Span
    numbers: tuple[str, ...]
    to_list: bool = False


@dataclass(frozen=True, slots=True)
class Throughout:
    """«по всему тексту»."""

    span: Span


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """«текст на русском языке не меняется» in a Russian text, likewise in Kazakh."""

    span: Span


Token = Element | Text | ActMark | Words | Order | Quoted | ToAnnex | Throughout | OtherLanguage
Make = Callable[[re.Match[str]], Token | None]
"""Makes a token of a match, or None where the match is none after all."""


def tokenize(text: str, patterns: Sequence[tuple[re.Pattern[str], Make]]) -> tuple[Token, ...]:
    """The tokens of a line, left to right; of two that begin together the first pattern wins."""
    tokens: list[Token] = []
    place = 0
    found = [pattern.search(text) for pattern, _make in patterns]
    while True:
        for index, match in enumerate(found):
            if match is not None and match.start() < place:
                found[index] = patterns[index][0].search(text, place)
        best = min(
            (i for i, match in enumerate(found) if match is not None),
            key=lambda i: (_start(found[i]), i),
            default=None,
        )
        if best is None:
            return tuple(tokens)
        match = found[best]
        assert match is not None
        token = patterns[best][1](match)
        if token is None:
            found[best] = patterns[best][0].search(text, match.start() + 1)
            continue
        tokens.append(token)
        place = max(match.end(), match.start() + 1)


def _start(match: re.Match[str] | None) -> int:
    return match.start() if match is not None else 0


def span_of(match: re.Match[str]) -> Span:
    """Where a match stands."""
    return Span(match.start(), match.end())


MARKED_QUOTE = "\ue010\\d+\ue011"
MARKED_TABLE = "\ue000\\d+\ue001"
MARKED_ACT = "\ue020\\d+\ue021"
_FIGURE = re.compile(r"\d+")


def marked_numbers(text: str) -> tuple[int, ...]:
    """The numbers of private marks in ``text``."""
    return tuple(int(number) for number in _FIGURE.findall(text))

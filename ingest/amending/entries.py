"""Parts of an order that come into force on other days than the rest.

«… за исключением абзацев второго и третьего пункта 1, которые вводятся в действие с 1 июля 2026
года»; «2026 жылғы 1 шілдеден бастап қолданысқа енгізілетін 1-тармақтың екінші абзацын
қоспағанда …». What is excepted is named by the order's own paragraphs, items and abzacs; an abzac
is any line of the order, quoted lines included, the first line of the element being number one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.amending import kazakh, russian
from ingest.amending.flow import Unit
from ingest.amending.tokens import Element, tokenize
from ingest.amending.walking import Item, Origin, is_kazakh_line
from knowledge.amending.places import Level
from knowledge.dates import kazakh_i
from knowledge.validity import UNKNOWN_ENTRY, EntryBasis, EntryIntoForce, read_entry_into_force


@dataclass(frozen=True, slots=True)
class _Excepted:
    """A part of the order by its steps from the outside in."""

    steps: tuple[tuple[Level, str], ...]
    entry: EntryIntoForce
    of_list: bool = False
    """Of the annexed list («пункта 2 Перечня»), not of the order's own text."""


class Entries:
    """When the order, and each of its instructions, comes into force."""

    def __init__(self, body: Sequence[Unit], language: str) -> None:
        clauses = [unit.text for unit in body if _speaks_of_entry(unit.text)]
        self.of_order = next(
            (
                entry
                for clause in reversed(clauses)
                if _ORDER_ITSELF.search(kazakh_i(clause))
                and (entry := read_entry_into_force(clause)) is not None
            ),
            UNKNOWN_ENTRY,
        )
        self._excepted = [one for clause in clauses for one in _excepted(clause, language)]

    def own_entry(self, origin: Origin, units: Sequence[Unit]) -> EntryIntoForce | None:
        """The entry into force that the order names for an instruction alone, or None."""
        for excepted in self._excepted:
            if _covers(excepted, origin, units):
                return excepted.entry
        return None

    def day(self, own: EntryIntoForce | None) -> dt.date | None:
        """The day named for an instruction with this entry of its own, or None."""
        entry = own or self.of_order
        return entry.on if entry.basis is EntryBasis.FIXED else None


_ENTRY = re.compile(r"ввод\w+\s+в\s+действие|қолданысқа\s+енгіз", re.IGNORECASE)
_ORDER_ITSELF = re.compile(
    r"настоящ\w+\s+(?:совместн\w+\s+)?(?:приказ|постановлени|решени)|осы\s+(?:бірлескен\s+)?(?:бұйры|қаулы|шешім)",
    re.IGNORECASE,
)


def _speaks_of_entry(text: str) -> bool:
    return bool(_ENTRY.search(kazakh_i(text)))


_RUSSIAN_EXCEPTION = re.compile(
    r"(?P<parts>[^;]*?),?\s*котор\w+\s+(?P<entry>ввод\w+\s+в\s+действие[^;]*?)(?=;|\.\s*$|$|,\s+(?:а\s+также|и)\s)",
    re.IGNORECASE,
)
_RUSSIAN_STANDING = re.compile(
    r"^(?:\d{1,2}\.\s+)?(?P<parts>(?:под)?пункт\w*\s.*?)\s+(?P<entry>ввод[ия]тся\s+в\s+действие.*)$",
    re.IGNORECASE | re.DOTALL,
)
_EXCEPT = re.compile(r"за\s+исключением\b:?", re.IGNORECASE)
_KAZAKH_EXCEPTION = re.compile(
    r"(?P<entry>\d{4}\s*жыл\w*\s+[^;,]*?бастап\s+қолданысқа\s+енгізілетін)\s+"
    r"(?P<parts>.*?)(?=\s+қоспағанда|;|,?\s+(?:және\s+|сондай-ақ\s+)?\d{4}\s*жыл\w*\s+[^;,]*?бастап)",
    re.IGNORECASE | re.DOTALL,
)
_LIST = re.compile(r"\bперечн|тізбе", re.IGNORECASE)


def _excepted(clause: str, language: str) -> list[_Excepted]:
    text = kazakh_i(" ".join(clause.split()))
    found: list[tuple[str, str]] = []
    exception = _EXCEPT.search(text)
    if exception or not _ORDER_ITSELF.match(text):
        found = [
            (match["parts"], match["entry"])
            for match in _RUSSIAN_EXCEPTION.finditer(text, exception.end() if exception else 0)
        ]
    found += [(match["parts"], match["entry"]) for match in _KAZAKH_EXCEPTION.finditer(text)]
    if not found:
        standing = _RUSSIAN_STANDING.match(text)
        if standing:
            found = [(standing["parts"], standing["entry"])]
        elif "енгізіледі" in text:
            found = _kazakh_standing(text)
    result: list[_Excepted] = []
    for parts, words in found:
        entry = read_entry_into_force(words)
        if entry is None:
            continue
        of_list = bool(_LIST.search(parts))
        result.extend(_Excepted(steps, entry, of_list) for steps in _parts(parts, language))
    return result


def _kazakh_standing(text: str) -> list[tuple[str, str]]:
    """«Осы бұйрықтың 1-тармағының 2) тармақшасы 2027 жылғы 1 қаңтардан бастап … енгізіледі.»"""
    match = re.match(
        r"^(?:\d{1,2}\.\s+)?(?:осы\s+\S+\s+)?(?P<parts>\d+\S*\s*тарма.*?)\s+(?P<entry>\d{4}\s*жыл.*)$",
        text,
        re.IGNORECASE,
    )
    return [(match["parts"], match["entry"])] if match else []


def _parts(text: str, language: str) -> list[tuple[tuple[Level, str], ...]]:
    """The parts of the order that a clause names, each as steps from the outside in."""
    in_kazakh = is_kazakh_line(text, language)
    tokens = [
        token
        for token in tokenize(text, kazakh.PATTERNS if in_kazakh else russian.PATTERNS)
        if isinstance(token, Element) and token.level in _OWN_LEVELS
    ]
    chains: list[list[Element]] = []
    current: list[Element] = []
    for token in tokens if in_kazakh else reversed(tokens):
        if current and _DEPTH[token.level] <= _DEPTH[current[-1].level]:
            chains.append(current)
            current = [one for one in current if _DEPTH[one.level] < _DEPTH[token.level]]
        current = [*current, token]
    if current:
        chains.append(current)
    return [steps for chain in chains for steps in _unrolled(chain)]


_DEPTH = {Level.PARA: 0, Level.SUBPARA: 1, Level.PART: 2, Level.ABZAC: 3}
_OWN_LEVELS = frozenset(_DEPTH)


def _unrolled(chain: Sequence[Element]) -> list[tuple[tuple[Level, str], ...]]:
    unrolled: list[tuple[tuple[Level, str], ...]] = [()]
    for element in chain:
        unrolled = [(*one, (element.level, n)) for one in unrolled for n in element.numbers]
    return unrolled


def _covers(excepted: _Excepted, origin: Origin, units: Sequence[Unit]) -> bool:
    """Whether the excepted part is, holds, or stands inside an instruction."""
    if not excepted.steps or bool(origin.body) != excepted.of_list:
        return False
    at: Item = origin.paragraph
    items = list(origin.items)
    for level, number in excepted.steps:
        if level is Level.PARA:
            if origin.paragraph.number != number:
                return False
        elif level is Level.SUBPARA:
            if not items or items[0].number != number:
                return False
            at = items.pop(0)
        elif level is Level.ABZAC:
            place = _unit_of_abzac(units, at.unit, int(number))
            return place is not None and origin.first <= place <= origin.last
    return True


def _unit_of_abzac(units: Sequence[Unit], start: int, number: int) -> int | None:
    counted = 0
    for place in range(start, len(units)):
        if _MARK_ALONE.match(units[place].text) and not units[place].is_table:
            continue
        counted += 1
        if counted == number:
            return place
    return None


_MARK_ALONE = re.compile(r"^[«»„“”\"\s;.,]*$")

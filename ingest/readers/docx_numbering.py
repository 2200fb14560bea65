"""The numbers that Word prints before list paragraphs and does not keep in the text.

Ministries number provisions with automatic lists, and the printed number («13.», «2)») is the
name of a provision; so it is counted here as Word counts it: levels, formats, starts, restarts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.readers.docx_package import attribute, child, children, is_on, whole_number
from ingest.readers.numerals import letters, roman, russian_letters

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLET = "•"
_PRIVATE_USE = range(0xE000, 0xF900)
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "russianLower": russian_letters,
    "russianUpper": lambda number: russian_letters(number).upper(),
    "none": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = " "
    figures_only: bool = False
    restart_after: int | None = None
    """The level (from 1) whose step restarts this one; 0: never; ``None``: any higher level."""


@dataclass(slots=True)
class _List:
    """A definition of nine levels with its counters; several lists of the text may share it."""

    levels: list[_Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Counts the lists of one document; ask for the paragraphs in their order."""

    def __init__(
        self, root: etree._Element | None, list_of_style: Callable[[str], str | None]
    ) -> None:
        self._list_of_style = list_of_style
        self._definitions = {
            attribute(each, "abstractNumId"): each for each in children(root, "abstractNum")
        }
        self._instances = {attribute(each, "numId"): each for each in children(root, "num")}
        self._shared: dict[str | None, _List] = {}
        self._lists: dict[str, _List | None] = {}

    def next_number(self, list_id: str, level: int) -> str:
        """Step a list and return what is printed before the paragraph, with the gap after it.

        Returns "" for a list that the document does not define, or that prints nothing.
        """
        if list_id not in self._lists:
            self._lists[list_id] = self._open(list_id)
        numbered = self._lists[list_id]
        level = min(max(level, 0), _LEVELS - 1)
        if numbered is None:
            return ""
        _step(numbered, level)
        return _printed(numbered, level)

    def _open(self, list_id: str) -> _List | None:
        instance = self._instances.get(list_id)
        if instance is None:
            return None
        definition_id = attribute(child(instance, "abstractNumId"))
        shared = self._shared_list(definition_id)
        overrides = list(children(instance, "lvlOverride"))
        if shared is None or not overrides:
            return shared
        levels = list(shared.levels)
        for override in overrides:
            index = whole_number(attribute(override, "ilvl"))
            if index is None or not 0 <= index < _LEVELS:
                continue
            own = child(override, "lvl")
            if own is not None:
                levels[index] = _read_level(own)
            start = whole_number(attribute(child(override, "startOverride")))
            if start is not None:
                levels[index] = replace(levels[index], start=start)
        # Overridden levels make the list count for itself, from its own start.
        return _List(levels)

    def _shared_list(self, definition_id: str | None) -> _List | None:
        if definition_id not in self._shared:
            definition = self._followed(self._definitions.get(definition_id))
            if definition is None:
                return None
            levels = [_Level()] * _LEVELS
            for each in children(definition, "lvl"):
                index = whole_number(attribute(each, "ilvl"))
                if index is not None and 0 <= index < _LEVELS:
                    levels[index] = _read_level(each)
            self._shared[definition_id] = _List(levels)
        return self._shared[definition_id]

    def _followed(self, definition: etree._Element | None) -> etree._Element | None:
        """A definition, or the one that its numbering style stands for."""
        link = attribute(child(definition, "numStyleLink"))
        if link is None:
            return definition
        instance = self._instances.get(self._list_of_style(link))
        return self._definitions.get(attribute(child(instance, "abstractNumId")))


def _read_level(element: etree._Element) -> _Level:
    start = whole_number(attribute(child(element, "start")))
    suffix = attribute(child(element, "suff"))
    return _Level(
        # Word takes 0 where no start is given.
        start=0 if start is None else start,
        format=attribute(child(element, "numFmt")) or "decimal",
        text=attribute(child(element, "lvlText")) or "",
        suffix="" if suffix == "nothing" else " ",
        figures_only=bool(is_on(child(element, "isLgl"))),
        restart_after=whole_number(attribute(child(element, "lvlRestart"))),
    )


def _step(numbered: _List, level: int) -> None:
    counts = numbered.counts
    for index in range(level):
        if counts[index] is None:
            counts[index] = numbered.levels[index].start
    before = counts[level]
    counts[level] = numbered.levels[level].start if before is None else before + 1
    for index in range(level + 1, _LEVELS):
        restart_after = numbered.levels[index].restart_after
        if restart_after is None or 0 < level + 1 <= restart_after:
            counts[index] = None


def _printed(numbered: _List, level: int) -> str:
    shown = numbered.levels[level]
    if shown.format == "bullet":
        text = "".join(_BULLET if ord(sign) in _PRIVATE_USE else sign for sign in shown.text)
        return f"{text.strip() or _BULLET} "

    def figure(found: re.Match[str]) -> str:
        index = int(found.group(1)) - 1
        count = numbered.counts[index]
        number = numbered.levels[index].start if count is None else count
        format_name = numbered.levels[index].format
        if shown.figures_only and format_name != "none":
            return str(number)
        return _FORMATS.get(format_name, str)(number)

    text = _PLACEHOLDER.sub(figure, shown.text).strip()
    return f"{text}{shown.suffix}" if text else ""

"""The lines of one element: parts, indented lines and subparagraphs, and how they are counted.

The text of a paragraph or a table row is its lines, subparagraphs included. Orders address them by

* *subparagraph* (подпункт, тармақша): a line with a number of its own, «2) …», and the lines up to
  the next one that go on with it;
* *part* (часть, бөлік): a complete rule, which begins with a capital letter on a new line; what
  follows it in small letters or as a list belongs to it;
* *abzac* (абзац): any line set off by an indent; the first line of the element is number one.

Source: Law «On Legal Acts» № 480-V of 06.04.2016, article 23 (structure of a normative legal act:
points divide into subpoints; points and subpoints may hold parts, which divide into abzacs), and
the drafting rules made under it, by which an abzac is a text «выделяемый отступом в первой
строке» and abzacs are counted from the first line of the element that the order names. The law
does not say whether numbered subparagraphs count as abzacs of their paragraph; where that makes a
difference the count is ambiguous and nothing is applied.

Numbers are those of the text before the order: an element that the same order has taken out still
counts, one that it has put in does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_SUBPARAGRAPH = re.compile(
    r"^(?P<number>\d{1,3}(?:-\d{1,3})?|[а-яәіңғүұқөһa-z])\s?\)\s*(?P<text>.*)$", re.DOTALL
)


def subparagraph_of(line: str) -> tuple[str, str] | None:
    """«2) заявление;» → («2», «заявление;»); None for any other line."""
    match = _SUBPARAGRAPH.match(line)
    return (match["number"], match["text"].strip()) if match else None


def parts_of(lines: Sequence[str]) -> list[list[str]]:
    """The parts of an element, each as its lines."""
    parts: list[list[str]] = []
    for line in lines:
        if parts and not begins_part(line):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def begins_part(line: str) -> bool:
    """Whether a line begins a part: a capital letter (or a quotation), and no number of a list."""
    if subparagraph_of(line) is not None:
        return False
    letters = line.lstrip(' «„“"(–—-')
    return bool(letters) and (letters[0].isupper() or letters[0].isdigit())


@dataclass(slots=True)
class Line:
    """A line while an order is being applied. ``old``: it was there before the order."""

    text: str
    old: bool = True
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Lines of an element by their places; ``reason`` says why there are none."""

    places: tuple[int, ...] = ()
    reason: str = ""


@dataclass(slots=True)
class ElementLines:
    """The lines of a paragraph or row while an order is being applied to it."""

    lines: list[Line] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> ElementLines:
        """The lines of an element's text."""
        return cls([Line(line) for line in text.split("\n")] if text else [])

    @property
    def text(self) -> str:
        """The text as it stands now."""
        return "\n".join(line.text for line in self.lines if not line.gone)

    def old(self) -> list[int]:
        """Places of the lines that were there before the order."""
        return [place for place, line in enumerate(self.lines) if line.old]

    # --- finding ----------------------------------------------------------------------------

    def subparagraph(self, number: str, within: Sequence[int] | None = None) -> Found:
        """The lines of a subparagraph, the number's line first."""
        places = self.old() if within is None else within
        starts = [place for place in places if self._number(place) == number]
        if not starts:
            added = [
                place
                for place, line in enumerate(self.lines)
                if not line.old and not line.gone and self._number(place) == number
            ]
            if len(added) == 1 and within is None:
                return Found((added[0],))
            return Found(reason=f"there is no subparagraph {number})")
        if len(starts) > 1:
            return Found(reason=f"there are {len(starts)} subparagraphs {number})")
        found = [starts[0]]
        for place in [place for place in places if place > starts[0]]:
            if self._number(place) is not None or begins_part(self.lines[place].text):
                break
            found.append(place)
        return self._present(found, f"subparagraph {number})")

    def _number(self, place: int) -> str | None:
        listed = subparagraph_of(self.lines[place].text)
        return listed[0] if listed else None

    def part(self, number: int, within: Sequence[int] | None = None) -> Found:
        """The lines of the ``number``-th part."""
        places = self.old() if within is None else within
        parts: list[list[int]] = []
        for place in places:
            if not parts or (place != places[0] and begins_part(self.lines[place].text)):
                parts.append([place])
            else:
                parts[-1].append(place)
        if number > len(parts):
            return Found(reason=f"there is no part {number}: it has {len(parts)}")
        return self._present(parts[number - 1], f"part {number}")

    def abzac(self, number: int, within: Sequence[int] | None = None) -> Found:
        """The ``number``-th line; ambiguous where numbered lines stand before it."""
        places = list(self.old() if within is None else within)
        inside_list = within is not None and bool(places) and self._number(places[0]) is not None
        plain = places if inside_list else [p for p in places if self._number(p) is None]
        counted, all_counted = plain[number - 1 : number], places[number - 1 : number]
        if not counted and not all_counted:
            return Found(reason=f"there is no abzac {number}: it has {len(places)}")
        if counted != all_counted:
            return Found(
                reason=f"abzac {number} can be counted with or without the numbered subparagraphs"
            )
        return self._present(counted, f"abzac {number}")

    def _present(self, places: Sequence[int], name: str) -> Found:
        if all(self.lines[place].gone for place in places):
            return Found(reason=f"{name} is taken out by the same order")
        return Found(tuple(places))

    # --- changing ---------------------------------------------------------------------------

    def replace(self, places: Sequence[int], text: str) -> None:
        """Put ``text`` in place of lines, so that counting goes on as before."""
        new = text.split("\n")
        kept = list(places)
        for place in kept:
            self.lines[place].gone = True
        first = self.lines[kept[0]]
        first.text, first.gone = new[0], False
        extra = [Line(line, old=False) for line in new[1:]]
        self.lines[kept[0] + 1 : kept[0] + 1] = extra

    def remove(self, places: Sequence[int]) -> None:
        """Take lines out."""
        for place in places:
            self.lines[place].gone = True

    def insert(self, place: int, text: str) -> None:
        """Put new lines before ``place`` (the number of lines: at the end)."""
        self.lines[place:place] = [Line(line, old=False) for line in text.split("\n")]

"""The lines of a provision, as its author meant them, and the sentences in a line.

Files break lines where a page ended, and join the points of a list. A line here is a paragraph
of the text or a point of a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.findings.facts import cleaned
from knowledge.findings.readers.figures import mark_of

_POINT_INSIDE = re.compile(r"(?<=[;:.])\s+(?=\d{1,2}(?:-\d{1,2})?\)\s*[\w№«\"“])")
_BLANKS = re.compile(r"_{3,}")
_ENDS = frozenset('.;:!?)»"”')
_OPENS = frozenset('«"“(')


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what numbers it («2» for «2)»), "" where nothing does."""

    text: str
    mark: str

    @property
    def sentences(self) -> int:
        """How many sentences the line has."""
        return len(sentences_of(self.text))


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a provision's text."""
    parts: list[str] = []
    for raw in cleaned(text).split("\n"):
        stripped = raw.strip()
        if not stripped:
            continue
        if parts and _goes_on(parts[-1], stripped):
            parts[-1] = f"{parts[-1]} {stripped}"
        else:
            parts.append(stripped)
    points = [point.strip() for part in parts for point in _POINT_INSIDE.split(part)]
    return tuple(Line(point, mark_of(point)) for point in points if point)


def _goes_on(before: str, line: str) -> bool:
    """Whether ``line`` only continues the one before: a page ended in the middle of a phrase."""
    breaks_off = before[-1] not in _ENDS and before[-1] not in ",-–"
    follows = line[0].islower() or line[0].isdigit() or line[0] in _OPENS
    return breaks_off and follows and not mark_of(line)


def is_form(text: str) -> bool:
    """Whether the text is a form to fill in, whose lines are broken as the paper is wide."""
    return len(_BLANKS.findall(text)) >= 3


_SENTENCE_END = re.compile(
    r"(?<=[.;!?])(?<!\s\w\.)(?<!\W\w\.)(?<![гж]\.)(?<!ст\.)(?<!тг\.)\s+(?=[«\"“(]?[^\W\d_a-zа-яәғқңөұүһі])"
)


def sentences_of(line: str) -> list[tuple[int, int]]:
    """Where the sentences of a line start and end."""
    ends = [(match.start(), match.end()) for match in _SENTENCE_END.finditer(line)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(line)]
    return list(zip(starts, stops, strict=True))

"""What of a page is text of the document: its margins, and what every page repeats.

Page numbers and running heads would otherwise stand in the middle of a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.pdf_lines import PdfLine

_PAGE_NUMBER = re.compile(
    r"^[-–—\s]*(?:(?:стр(?:аница)?\.?|бет|page)\s*)?\d{1,4}"
    r"(?:\s*(?:/|из|of|-?\s?бет)\s*\d{0,4})?[-–—\s]*$",
    re.IGNORECASE,
)
_EDGE_SHARE = 0.1
_LINES_AT_EDGE = 3
_FEWEST_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the column of text stands, and how it is set.

    ``leading`` is the usual distance between the tops of two lines; ``indents`` tells whether
    paragraphs begin with an indent.
    """

    left: float
    right: float
    size: float
    leading: float
    indents: bool

    @property
    def width(self) -> float:
        """The width of the column."""
        return self.right - self.left

    @property
    def centre(self) -> float:
        """The middle of the column."""
        return (self.left + self.right) / 2


def without_running_heads(
    pages: Sequence[Sequence[PdfLine]], heights: Sequence[float]
) -> list[list[PdfLine]]:
    """The lines of each page without page numbers, running heads and running feet."""
    repeated = _repeated(pages, heights)
    return [
        [line for line in lines if not _is_running(line, height, repeated)]
        for lines, height in zip(pages, heights, strict=True)
    ]


def _is_running(line: PdfLine, height: float, repeated: set[str]) -> bool:
    if not _is_at_edge(line, height):
        return False
    return _PAGE_NUMBER.match(line.text) is not None or _pattern(line.text) in repeated


def _is_at_edge(line: PdfLine, height: float) -> bool:
    return line.bottom < _EDGE_SHARE * height or line.top > (1 - _EDGE_SHARE) * height


def _repeated(pages: Sequence[Sequence[PdfLine]], heights: Sequence[float]) -> set[str]:
    """Texts that stand at the edge of most pages, whatever numbers they hold."""
    places: dict[str, set[int]] = defaultdict(set)
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for line in _outermost(lines):
            if _is_at_edge(line, height):
                places[_pattern(line.text)].add(number)
    enough = max(_FEWEST_REPEATS, len(pages) / 2)
    return {text for text, numbers in places.items() if len(numbers) >= enough}


def _outermost(lines: Sequence[PdfLine]) -> Iterable[PdfLine]:
    return {*lines[:_LINES_AT_EDGE], *lines[-_LINES_AT_EDGE:]}


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()))


def measure_margins(lines: Sequence[PdfLine], page_width: float) -> Margins:
    """The margins of a document from its lines; without lines, those of a usual page."""
    if not lines:
        return Margins(0.1 * page_width, 0.9 * page_width, 10.0, 14.0, indents=False)
    left = _left_edge(lines, page_width)
    right = _right_edge(lines, page_width)
    size = Counter(line.size for line in lines).most_common(1)[0][0]
    body = [line for line in lines if line.x0 < left + 0.3 * (right - left)]
    indented = sum(line.x0 > left + size for line in body)
    return Margins(left, right, size, _leading(lines, size), indents=indented > 0.08 * len(body))


def _left_edge(lines: Sequence[PdfLine], page_width: float) -> float:
    """The leftmost place at which a good part of the lines begins."""
    starts = Counter(round(line.x0) for line in lines if line.x0 < page_width / 2)
    if not starts:
        return min(line.x0 for line in lines)
    enough = 0.1 * sum(starts.values())
    return float(min(x for x in starts if starts[x] + starts[x - 1] + starts[x + 1] >= enough))


def _right_edge(lines: Sequence[PdfLine], page_width: float) -> float:
    ends = sorted(line.x1 for line in lines if page_width / 2 < line.x1 < page_width)
    return ends[int(0.95 * (len(ends) - 1))] if ends else 0.9 * page_width


def _leading(lines: Sequence[PdfLine], size: float) -> float:
    steps = [
        later.top - line.top
        for line, later in pairwise(lines)
        if line.page == later.page and 0 < later.top - line.top < 3 * size
    ]
    return median(steps) if steps else 1.4 * size

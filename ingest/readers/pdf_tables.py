"""Tables of PDF pages, known by their ruling lines, joined where a page break cuts them.

A frame around one piece of text is no table: its text stays with the lines of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ingest.cleaning.line_joining import join_lines
from ingest.readers.pdf_lines import Box, Character, PdfLine, has_room_for, lines_of
from ingest.readers.text_marks import ends_sentence, is_item

_SAME_EDGE = 4.0
_FEWEST_COLUMNS = 2
_LONGEST_HEAD = 3
_THICKEST_RULE = 5.0

Rows = list[list[str]]


@dataclass(slots=True)
class PdfTable:
    """A table that begins on a page; ``edges`` are the left edges of its columns.

    ``box`` is its place on ``last_page``, where it goes on if it is longer than a page.
    """

    page: int
    last_page: int
    box: Box
    edges: tuple[float, ...]
    grid: list[list[str | None]]

    @property
    def top(self) -> float:
        """Where it begins on the page."""
        return self.box[1]

    @property
    def bottom(self) -> float:
        """Where it ends on the page."""
        return self.box[3]

    @property
    def rows(self) -> Rows:
        """The cell texts: a cell over several columns once, one over several rows then ""."""
        return [[cell for cell in row if cell is not None] for row in self.grid]


def tables_of(page: Any, characters: Sequence[Character], number: int) -> list[PdfTable]:
    """The ruled tables of a pdfplumber page, from top to bottom."""
    found = []
    for table in page.find_tables({"explicit_horizontal_lines": _open_ends(page.edges)}):
        edges = _left_edges([cell for cell in table.cells if cell])
        if len(edges) >= _FEWEST_COLUMNS:
            grid = [_row(row.cells, edges, characters, number) for row in table.rows]
            found.append(PdfTable(number, number, table.bbox, edges, grid))
    return sorted(found, key=lambda table: table.top)


def _open_ends(edges: Sequence[Any]) -> list[float]:
    """Where upright rules end with no level rule there: a page break has cut a row of cells."""
    level = [
        edge["top"]
        for edge in edges
        # The ends of an upright rule drawn as a thin box are no level rules.
        if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > _THICKEST_RULE
    ]
    ends = {
        round(end)
        for edge in edges
        if edge["orientation"] == "v"
        for end in (edge["top"], edge["bottom"])
    }
    return [float(end) for end in ends if all(abs(end - top) > _SAME_EDGE for top in level)]


def is_inside(character: Character, box: Box) -> bool:
    """Whether the middle of a character lies in a box."""
    x = (character["x0"] + character["x1"]) / 2
    y = (character["top"] + character["bottom"]) / 2
    left, top, right, bottom = box
    return bool(left <= x <= right and top <= y <= bottom)


def continues(table: PdfTable, following: PdfTable) -> bool:
    """Whether a table at the head of a page goes on with one at the foot of the page before."""
    return len(table.edges) == len(following.edges) and all(
        abs(one - other) <= _SAME_EDGE
        for one, other in zip(table.edges, following.edges, strict=True)
    )


def extend(table: PdfTable, following: PdfTable) -> None:
    """Adds the rows of the continuation; a repeated head is dropped, a cut row made whole."""
    rows, head = following.grid, table.grid[:_LONGEST_HEAD]
    while rows and rows[0] in head:
        rows = rows[1:]
    if rows and table.grid and _is_rest_of_row(rows[0], table.grid[-1]):
        table.grid[-1] = [
            _join(one, other) for one, other in zip(table.grid[-1], rows[0], strict=True)
        ]
        rows = rows[1:]
    table.grid.extend(rows)
    table.last_page, table.box = following.last_page, following.box


def _is_rest_of_row(row: Sequence[str | None], last: Sequence[str | None]) -> bool:
    """The number of a row stands on the page where the row begins."""
    same_shape = [cell is None for cell in row] == [cell is None for cell in last]
    return same_shape and row[0] == "" and any(row) and bool(last[0])


def _join(one: str | None, other: str | None) -> str | None:
    if one is None or other is None:
        return one
    return f"{one}\n{other}".strip("\n")


def _left_edges(cells: Sequence[Box]) -> tuple[float, ...]:
    edges: list[float] = []
    for left in sorted(cell[0] for cell in cells):
        if not edges or left - edges[-1] > _SAME_EDGE:
            edges.append(left)
    return tuple(edges)


def _cell_text(lines: Sequence[PdfLine], cell: Box) -> str:
    """The text of a cell: a line break stays where the next word would have had room."""
    if not lines:
        return ""
    padding = max(0.0, min(line.x0 for line in lines) - cell[0])
    right = cell[2] - padding
    paragraphs: list[list[str]] = [[lines[0].text]]
    for line, following in pairwise(lines):
        new_item = is_item(following.text) and ends_sentence(line.text)
        parted = line.text.endswith("-")  # left for the cleaning stage, which knows the words
        if parted or new_item or has_room_for(line, following, right):
            paragraphs.append([])
        paragraphs[-1].append(following.text)
    return "\n".join(join_lines(paragraph) for paragraph in paragraphs)


def _row(
    cells: Sequence[Box | None], edges: Sequence[float], characters: Sequence[Character], page: int
) -> list[str | None]:
    """The cells by column: ``None`` under a cell that reaches over, "" where there is none."""
    row: list[str | None] = [""] * len(edges)
    for cell in cells:
        if cell is None:
            continue
        left, _, right, _ = cell
        columns = [
            number
            for number, edge in enumerate(edges)
            if left - _SAME_EDGE <= edge < right - _SAME_EDGE
        ]
        inside = [character for character in characters if is_inside(character, cell)]
        row[columns[0]] = _cell_text(lines_of(inside, page), cell)
        for column in columns[1:]:
            row[column] = None
    return row

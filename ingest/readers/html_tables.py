"""Tables of HTML, on a page or inside Markdown, as rows of cell texts.

Also tells tables that hold data from tables that only place text on the page, which Kazakh
legal sites use for stamps («Приложение 1 к приказу …» in the right of two columns) and for
signatures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.errors import UnreadableFileError
from ingest.readers import assembly
from ingest.readers.assembly import TableUse
from ingest.readers.html_flow import Paragraph, flow, parse, style_of, tag_of
from ingest.safety import DEFAULT_LIMITS, check_cells

_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_PAGE_PARTS = frozenset({"table", "h1", "h2", "h3"})
_WIDEST_SPAN = 1000


def rows_of_fragment(text: str, *, keep_line_breaks: bool = False) -> list[list[str]]:
    """The rows of the first table in a piece of HTML; no rows if there is none."""
    for element in flow(parse(text)):
        if not isinstance(element, Paragraph):
            return rows_of(element, keep_line_breaks=keep_line_breaks)
    return []


def rows_of(table: etree._Element, *, keep_line_breaks: bool = False) -> list[list[str]]:
    """The cell texts, row by row.

    A cell over several columns appears once; a cell over several rows has its text in the first
    of them and is "" in the others. Raises ``FileTooLargeError`` for too many cells.
    """
    return [
        [
            cell_text(place.cell, keep_line_breaks=keep_line_breaks) if place.is_first else ""
            for place in row
        ]
        for row in _places(table)
    ]


def grid_of(table: etree._Element) -> list[list[str]]:
    """The cell texts with every merged cell repeated in all the columns and rows it covers.

    For forms, where a value stands in a column by its heading. Raises ``FileTooLargeError``.
    """
    grid: list[list[str]] = []
    texts: dict[etree._Element, str] = {}
    cells = 0
    for row in _places(table):
        line: list[str] = []
        for place in row:
            if place.cell not in texts:
                texts[place.cell] = cell_text(place.cell)
            line += [texts[place.cell]] * place.width
        cells += len(line)
        check_cells(cells)
        grid.append(line)
    return grid


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cell stands in one row; a cell over several rows has a place in each."""

    cell: etree._Element
    width: int
    rows_below: int
    is_first: bool = True


def _places(table: etree._Element) -> Iterator[list[_Place]]:
    reaching_down: dict[int, _Place] = {}
    cells = 0
    for row_element in _row_elements(table):
        row: dict[int, _Place] = {}
        column = 0
        for cell in _cell_elements(row_element):
            column = _take_from_above(row, column, reaching_down)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            row[column] = _Place(cell, width, height - 1)
            column += width
        _take_from_above(row, column, reaching_down)
        cells += len(row)
        check_cells(cells)
        reaching_down = {
            start: _Place(place.cell, place.width, place.rows_below - 1, is_first=False)
            for start, place in row.items()
            if place.rows_below
        }
        yield list(row.values())


def _take_from_above(row: dict[int, _Place], column: int, above: dict[int, _Place]) -> int:
    """Put in the cells of earlier rows that reach down to a column; the next free column."""
    while column in above:
        row[column] = above[column]
        column += above[column].width
    return column


def cell_text(cell: etree._Element, *, keep_line_breaks: bool = False) -> str:
    """The text of a cell, one line a paragraph or break; a table within gives one line a row."""
    lines: list[str] = []
    for part in flow(cell, keep_line_breaks=keep_line_breaks):
        if isinstance(part, Paragraph):
            lines += part.line_texts()
        else:
            _refuse_deep_tables(part)
            lines += ["\t".join(row) for row in rows_of(part) if any(row)]
    return "\n".join(lines)


def use_of(table: etree._Element) -> TableUse:
    """Whether a table holds data, is a stamp, or only places paragraphs."""
    _refuse_deep_tables(table)
    cells = [list(_cell_elements(row)) for row in _row_elements(table)]
    texts = [[cell_text(cell) if _has_text(cell) else "" for cell in row] for row in cells]
    if _wraps_a_page(cells, texts):
        return TableUse.LAYOUT
    bordered = table.get("border") not in {None, "", "0"} or any(
        tag_of(cell) == "th" for row in cells for cell in row
    )
    at_right = all(
        style_of(cell).get("text-align") == "right"
        for row in cells
        for cell in row
        if _has_text(cell)
    )
    return assembly.table_use(texts, bordered=bordered, at_right=at_right)


def filled_cells(table: etree._Element) -> Iterator[etree._Element]:
    """The cells that hold text, in reading order."""
    for row in _row_elements(table):
        yield from (cell for cell in _cell_elements(row) if _has_text(cell))


def _wraps_a_page(cells: list[list[etree._Element]], texts: list[list[str]]) -> bool:
    """Whether most of the text stands in one cell that has the parts of a page inside."""
    total = sum(len(text) for row in texts for text in row)
    return any(
        2 * len(text) > total and any(tag_of(part) in _PAGE_PARTS for part in cell.iter("*"))
        for row, row_texts in zip(cells, texts, strict=True)
        for cell, text in zip(row, row_texts, strict=True)
    )


def _row_elements(table: etree._Element) -> Iterator[etree._Element]:
    for child in table.iterchildren("*"):
        tag = tag_of(child)
        if tag == "tr":
            yield child
        elif tag in _ROW_GROUPS:
            yield from (row for row in child.iterchildren("*") if tag_of(row) == "tr")


def _cell_elements(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in row.iterchildren("*") if tag_of(cell) in {"td", "th"})


def _has_text(cell: etree._Element) -> bool:
    return any(text.strip() for text in cell.itertext())


def _span(cell: etree._Element, name: str) -> int:
    written = (cell.get(name) or "1").strip()
    if not written.isascii() or not written.isdigit():
        return 1
    return max(1, min(int(written[:6]), _WIDEST_SPAN))


def _refuse_deep_tables(table: etree._Element) -> None:
    depth = sum(1 for _ in table.iterancestors("table"))
    if depth > DEFAULT_LIMITS.nested_tables:
        raise UnreadableFileError(
            f"The page has tables nested more than {DEFAULT_LIMITS.nested_tables} deep and is "
            "damaged. Save the act anew as HTML or DOCX."
        )

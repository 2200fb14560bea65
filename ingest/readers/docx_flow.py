"""The flow of a Word document: paragraphs and tables in reading order, as they print.

Printed means: list numbers counted, insertions of tracked changes taken and deletions left out,
hidden text and field codes left out, results of fields and text of links taken. Text boxes and
footnotes come with the paragraph that anchors them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_package import (
    Package,
    attribute,
    child,
    children,
    is_on,
    name_of,
    whole_number,
)
from ingest.readers.docx_styles import ParagraphLook, RunLook, Styles
from ingest.safety import check_cells

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEFT_OUT = frozenset(
    {"del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr"}
    | {"tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "Fallback", "rubyPr", "rt"}
)
_BOX_CONTENT = "txbxContent"
_NOTE_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_SIGNS = {"tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "cr": "\n"}
_PRIVATE_USE = range(0xE000, 0xF900)
_WIDEST_SPAN = 1000
_SYMBOL_STAND_IN = "•"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with its look."""

    text: str
    look: RunLook


@dataclass(slots=True)
class Paragraph:
    """One paragraph as printed. ``number`` is its list number, with the gap after it."""

    look: ParagraphLook = field(default_factory=ParagraphLook)
    number: str = ""
    runs: list[Run] = field(default_factory=list)
    boxes: list[list[Part]] = field(default_factory=list)
    """Text boxes anchored here."""
    notes: list[str] = field(default_factory=list)
    """Footnotes and endnotes referred to here."""

    @property
    def text(self) -> str:
        """The whole text; "" if nothing but blanks is printed."""
        text = "".join(
            run.text.translate(_SUPERSCRIPTS)
            if run.look.raised and run.text.strip().isdigit()
            else run.text
            for run in self.runs
        )
        return f"{self.number}{text.strip()}" if text.strip() else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of one row. ``continues``: the place that a cell of an earlier row reaches down to,
    which has no parts of its own."""

    parts: list[Part] = field(default_factory=list)
    width: int = 1
    continues: bool = False


@dataclass(slots=True)
class Table:
    """A table as printed."""

    rows: list[list[Cell]]
    bordered: bool

    def texts(self) -> list[list[str]]:
        """The cell texts, a line a paragraph; "" where a cell from above reaches down."""
        return [[text_of(cell.parts) for cell in row] for row in self.rows]

    def grid(self) -> list[list[str]]:
        """The cell texts with every merged cell repeated in all the places it covers.

        Raises ``FileTooLargeError`` for too many cells.
        """
        grid: list[list[str]] = []
        cells = 0
        for row in self.rows:
            line: list[str] = []
            for cell in row:
                above = grid[-1] if cell.continues and grid else []
                text = text_of(cell.parts)
                repeated = above[len(line)] if len(line) < len(above) else text
                line += [repeated] * cell.width
            cells += len(line)
            check_cells(cells)
            grid.append(line)
        return grid


Part = Paragraph | Table


def text_of(parts: list[Part]) -> str:
    """The text of a cell or a box; a table within gives a line a row, tabs between its cells."""
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Paragraph):
            lines += [text_of(box) for box in part.boxes]
            lines.append(part.text)
        else:
            lines += ["\t".join(row) for row in part.texts()]
    return "\n".join(line for line in lines if line.strip())


def notes_of(part: Part) -> Iterator[str]:
    """The footnotes referred to in a part, in order."""
    if isinstance(part, Paragraph):
        yield from part.notes
        return
    for row in part.rows:
        for cell in row:
            for inner in cell.parts:
                yield from notes_of(inner)


class Flow:
    """Walks one document; list numbers are counted as it goes, so it walks once."""

    def __init__(self, package: Package) -> None:
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, self._styles.list_of)
        self._body = package.body
        self._notes = {
            "footnote": _notes_by_id(package.footnotes, "footnote"),
            "endnote": _notes_by_id(package.endnotes, "endnote"),
        }
        self._cells = 0
        self._carried: Paragraph | None = None
        self._within_note = False

    def parts(self) -> Iterator[Part]:
        """The paragraphs (blank ones too) and tables of the body."""
        return self._parts_within(self._body)

    def _parts_within(self, element: etree._Element) -> Iterator[Part]:
        """The parts of a story of its own (body, cell, box, note): none runs on beyond it."""
        outer, self._carried = self._carried, None
        yield from self._parts_under(element)
        if self._carried is not None:
            yield self._carried
        self._carried = outer

    def _parts_under(self, element: etree._Element) -> Iterator[Part]:
        for each in element.iterchildren("*"):
            name = name_of(each)
            if name == "p":
                paragraph = self._paragraph(each)
                if paragraph is not None:
                    yield paragraph
            elif name == "tbl":
                yield self._table(each)
            elif name not in _LEFT_OUT:
                # Content controls, custom XML and tracked insertions wrap whole paragraphs.
                yield from self._parts_under(each)

    def _paragraph(self, element: etree._Element) -> Paragraph | None:
        """A paragraph, or ``None`` if its end was deleted and it runs on into the next."""
        properties = child(element, "pPr")
        look = self._styles.paragraph(properties)
        paragraph, self._carried = self._carried or Paragraph(look), None
        self._add_content(paragraph, element, look.run)
        if child(properties, "rPr", "del") is not None:
            self._carried = paragraph
            return None
        paragraph.look = look
        if look.list_id not in {None, "0"}:
            paragraph.number = self._numbering.next_number(str(look.list_id), look.list_level or 0)
        return paragraph

    def _add_content(self, paragraph: Paragraph, element: etree._Element, base: RunLook) -> None:
        for each in element.iterchildren("*"):
            name = name_of(each)
            if name in _LEFT_OUT:
                continue
            if name == "r":
                look = self._styles.run(child(each, "rPr"), base)
                if not look.hidden:
                    self._add_content(paragraph, each, look)
            elif name == "t":
                paragraph.runs.append(Run(each.text or "", base))
            elif name == _BOX_CONTENT:
                paragraph.boxes.append(list(self._parts_within(each)))
            elif name == "AlternateContent":
                self._add_alternative(paragraph, each, base)
            elif name in _NOTE_REFERENCES:
                self._add_note(paragraph, _NOTE_REFERENCES[name], attribute(each, "id"))
            elif sign := _sign(each, name):
                paragraph.runs.append(Run(sign, base))
            else:
                self._add_content(paragraph, each, base)

    def _add_alternative(
        self, paragraph: Paragraph, element: etree._Element, base: RunLook
    ) -> None:
        """The new form of a drawing, or the old one if only that has text; never both."""
        for name in ("Choice", "Fallback"):
            for each in children(element, name):
                before = len(paragraph.runs) + len(paragraph.boxes)
                self._add_content(paragraph, each, base)
                if len(paragraph.runs) + len(paragraph.boxes) > before:
                    return

    def _add_note(self, paragraph: Paragraph, kind: str, note_id: str | None) -> None:
        note = self._notes[kind].get(note_id)
        if note is None or self._within_note:
            return
        self._within_note = True
        text = text_of(list(self._parts_within(note)))
        self._within_note = False
        if text:
            paragraph.notes.append(text)

    def _table(self, element: etree._Element) -> Table:
        rows = []
        for row in _rows_under(element):
            cells = self._row(row)
            self._cells += len(cells)
            check_cells(self._cells)
            rows.append(cells)
        return Table(rows, self._is_bordered(element))

    def _row(self, element: etree._Element) -> list[Cell]:
        skipped = _width(child(element, "trPr", "gridBefore"), 0)
        cells = [Cell(width=skipped)] if skipped else []
        for cell in _cells_under(element):
            properties = child(cell, "tcPr")
            width = _width(child(properties, "gridSpan"), 1)
            if attribute(child(properties, "hMerge")) == "continue":
                continue
            merged = child(properties, "vMerge")
            if merged is not None and attribute(merged) != "restart":
                cells.append(Cell(width=width, continues=True))
            else:
                cells.append(Cell(list(self._parts_within(cell)), width))
        return cells

    def _is_bordered(self, table: etree._Element) -> bool:
        """Whether the table draws lines, by its own borders or by having a style that does."""
        properties = child(table, "tblPr")
        borders = child(properties, "tblBorders")
        if borders is None:
            style = attribute(child(properties, "tblStyle"))
            borders = self._styles.table_borders(style)
        lines = [] if borders is None else [attribute(each) for each in borders.iterchildren("*")]
        return any(line not in {None, "nil", "none"} for line in lines)


def _notes_by_id(root: etree._Element | None, name: str) -> dict[str | None, etree._Element]:
    return {
        attribute(each, "id"): each
        for each in children(root, name)
        if attribute(each, "type") in {None, "normal"}
    }


def _sign(element: etree._Element, name: str) -> str:
    """The sign that an element stands for, or "" if it is none."""
    if name == "br":
        return "\n" if attribute(element, "type") in {None, "textWrapping"} else " "
    if name == "sym":
        code = attribute(element, "char") or ""
        try:
            number = int(code, 16)
        except ValueError:
            return ""
        # Fonts of pictures keep their signs at codes that mean nothing without the font.
        return _SYMBOL_STAND_IN if number in _PRIVATE_USE or number > 0xFFFF else chr(number)
    return _SIGNS.get(name, "")


def _width(element: etree._Element | None, otherwise: int) -> int:
    number = whole_number(attribute(element))
    return otherwise if number is None else min(max(number, otherwise), _WIDEST_SPAN)


def _rows_under(element: etree._Element) -> Iterator[etree._Element]:
    for each in element.iterchildren("*"):
        name = name_of(each)
        if name == "tr":
            if is_on(child(each, "trPr", "del")) is None:
                yield each
        elif name not in _LEFT_OUT:
            yield from _rows_under(each)


def _cells_under(element: etree._Element) -> Iterator[etree._Element]:
    for each in element.iterchildren("*"):
        name = name_of(each)
        if name == "tc":
            yield each
        elif name not in _LEFT_OUT:
            yield from _cells_under(each)

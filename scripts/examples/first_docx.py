"""Makes the two Word files of examples/acts/drone-registration, laid out as ministries do.

Run with the project's environment: ``python scripts/examples/first_docx.py [FOLDER]``. The same
text
gives the same bytes: times inside the files are fixed, so that a rebuilt file that has not
changed does not look changed.
"""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import first_drone_kk
import first_drone_ru
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from first_markup import ROW_NAMES, Piece, PieceKind, parse

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "acts" / "drone-registration"
FILES = {
    "rus.2024-04-22.docx": ("ru", "ru-RU", first_drone_ru.TEXT),
    "kaz.2024-04-22.docx": ("kk", "kk-KZ", first_drone_kk.TEXT),
}
ISSUED = datetime(2024, 4, 22, 9, 0, 0)
ZIP_TIME = (2024, 4, 22, 9, 0, 0)
RED = RGBColor(0xFF, 0x00, 0x00)
BLACK = RGBColor(0, 0, 0)
INDENT = Cm(1.25)
HEADING_LEVELS = {PieceKind.TITLE: 1, PieceKind.HEADING: 2, PieceKind.CHAPTER: 3}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (language, locale, text) in FILES.items():
        document = build(parse(text), language, locale)
        (folder / name).write_bytes(to_bytes(document))


def build(pieces: list[Piece], language: str, locale: str) -> DocumentType:
    document = Document()
    set_up(document, pieces, locale)
    for piece in pieces:
        add_piece(document, piece, language)
    return document


def set_up(document: DocumentType, pieces: list[Piece], locale: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    set_font(normal, 14)
    normal.paragraph_format.space_after = Pt(0)
    for level in HEADING_LEVELS.values():
        style = document.styles[f"Heading {level}"]
        set_font(style, 14)
        style.font.bold = True
        style.font.color.rgb = BLACK
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(12)
    properties = document.core_properties
    properties.title = next(piece.text for piece in pieces if piece.kind is PieceKind.TITLE)
    properties.subject = next(piece.text for piece in pieces if piece.kind is PieceKind.REQUISITE)
    properties.language = locale
    properties.author = "Bilim examples"
    properties.comments = ""
    properties.created = properties.modified = ISSUED


def set_font(style: object, size: int) -> None:
    font = style.font  # type: ignore[attr-defined]
    font.name = "Times New Roman"
    font.size = Pt(size)
    # Word takes letters outside Latin from its own attributes, not from the plain font name.
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()  # type: ignore[attr-defined]
    for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), "Times New Roman")
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(attribute), None)


def add_piece(document: DocumentType, piece: Piece, language: str) -> None:
    match piece.kind:
        case PieceKind.TITLE | PieceKind.HEADING | PieceKind.CHAPTER:
            heading = document.add_heading(piece.text, HEADING_LEVELS[piece.kind])
            heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        case PieceKind.NOTE | PieceKind.EXCLUDED:
            add_text(document, piece.text).runs[0].font.color.rgb = RED
        case PieceKind.STAMP:
            add_pair(document, ("",), piece.lines)
        case PieceKind.SIGNATURE:
            add_pair(document, (piece.lines[0],), (piece.lines[1],), bold=True)
        case PieceKind.LIST:
            add_list(document, piece, language)
        case PieceKind.FORM:
            for line in piece.lines:
                run = document.add_paragraph().add_run(line)
                run.font.name, run.font.size = "Courier New", Pt(10)
        case _:
            add_text(document, piece.text)


def add_text(document: DocumentType, text: str) -> Paragraph:
    paragraph = document.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = INDENT
    return paragraph


def add_pair(
    document: DocumentType, left: tuple[str, ...], right: tuple[str, ...], *, bold: bool = False
) -> None:
    """A borderless table of two cells: stamps stand in the right one, a signature takes both."""
    document.add_paragraph()
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        fill(cell, lines, size=14 if bold else 12)
        for paragraph in cell.paragraphs:
            if not bold:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for run in paragraph.runs:
                run.bold = bold
    document.add_paragraph()


def add_list(document: DocumentType, piece: Piece, language: str) -> None:
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    table.autofit = False
    head = table.rows[0].cells
    merged = head[0].merge(head[2])
    fill(merged, piece.lines, size=12)
    merged.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    merged.paragraphs[0].runs[0].bold = True
    repeat_on_each_page(table.rows[0]._tr)
    for number, (name, lines) in enumerate(zip(ROW_NAMES[language], piece.rows, strict=True), 1):
        cells = table.add_row().cells
        for cell, content in zip(cells, ((str(number),), (name,), lines), strict=True):
            fill(cell, content, size=12)
    for row in table.rows[1:]:
        for cell, width in zip(row.cells, (Cm(1), Cm(5), Cm(11)), strict=True):
            cell.width = width


def fill(cell: _Cell, lines: tuple[str, ...], *, size: int) -> None:
    for position, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
        paragraph.add_run(line).font.size = Pt(size)


def repeat_on_each_page(row: object) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)  # type: ignore[attr-defined]


def to_bytes(document: DocumentType) -> bytes:
    """The file's bytes with every member's time fixed (python-docx stamps the present)."""
    packed = io.BytesIO()
    document.save(packed)
    result = io.BytesIO()
    with (
        zipfile.ZipFile(packed) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            member = zipfile.ZipInfo(name, ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return result.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)

"""Make the Russian DOCX of the pet registry act; its Kazakh text is kept in Markdown.

One act in two formats is what arrives in practice. The DOCX has what Word files of orders have:
stamps in tables without borders, a signature on a tab stop, numbers typed as text.

    pip install python-docx
    python scripts/examples/second_docx.py
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from second_archive import settle
from second_source import ACTS, SOURCES, Part, PartKind, read_source

SLUG = "lost-dog-registry"
EDITION = "2027-07-01"
_FONT = "Times New Roman"
_HEADINGS = {PartKind.TITLE: 1, PartKind.RULES_TITLE: 2, PartKind.CHAPTER: 3}
_COLUMNS = (Cm(1.2), Cm(5.3), Cm(10.0))


def make_docx(source: Path, target: Path) -> None:
    """Lay out one source as a Word file."""
    parts = read_source(source)
    document = _blank(parts[0].text)
    signature: list[str] = []
    for part in parts:
        if part.kind is PartKind.SIGNATURE:
            signature.append(part.text)
            continue
        if signature:
            _signature(document, signature)
            signature = []
        _add(document, part)
    document.save(str(target))
    settle(target)


def _blank(title: str) -> DocumentObject:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3.0), Cm(1.5)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(12)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    properties = document.core_properties
    properties.title, properties.language = title, "ru"
    properties.author = "Bilim"
    properties.comments = "Вымышленный акт: пример для Bilim"
    properties.created = properties.modified = datetime(2026, 11, 24, tzinfo=UTC)
    return document


def _add(document: DocumentObject, part: Part) -> None:
    if part.kind in _HEADINGS:
        heading = document.add_heading(part.text, level=_HEADINGS[part.kind])
        heading.alignment = ALIGN.CENTER
    elif part.kind is PartKind.STAMP:
        _stamp(document, part.text)
    elif part.kind is PartKind.TABLE:
        _table(document, part)
    else:
        _paragraph(document, part)


def _paragraph(document: DocumentObject, part: Part) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(part.text)
    if part.kind is PartKind.STATUS:
        run.italic = True
        paragraph.alignment = ALIGN.CENTER
        return
    paragraph.alignment = ALIGN.JUSTIFY
    paragraph.paragraph_format.space_after = Pt(4)
    if part.kind is PartKind.FOOTNOTE:
        run.font.color.rgb = RGBColor(0xFF, 0, 0)
    if part.kind is not PartKind.REQUISITE:
        paragraph.paragraph_format.first_line_indent = Cm(1.25)


def _signature(document: DocumentObject, texts: list[str]) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(12.5))
    paragraph.add_run("\t".join(texts)).bold = True


def _stamp(document: DocumentObject, text: str) -> None:
    table = document.add_table(rows=1, cols=2)
    cell = table.rows[0].cells[1]
    cell.text = text
    cell.paragraphs[0].alignment = ALIGN.CENTER
    document.add_paragraph()


def _table(document: DocumentObject, part: Part) -> None:
    heading, *rows = part.rows
    table = document.add_table(rows=0, cols=3)
    table.style = "Table Grid"
    table.autofit = False
    first = table.add_row().cells
    first[0].merge(first[2]).text = heading[0]
    for row in rows:
        for cell, width, text in zip(table.add_row().cells, _COLUMNS, row, strict=True):
            cell.width = width
            head, *rest = text.split("\n")
            cell.text = head
            for line in rest:
                cell.add_paragraph(line)


def main() -> None:
    """Write ``examples/acts/lost-dog-registry/rus.2027-07-01.docx``."""
    make_docx(SOURCES / f"{SLUG}.rus.md", ACTS / SLUG / f"rus.{EDITION}.docx")


if __name__ == "__main__":
    main()

"""Make the PDF of the sports event act, in Russian and Kazakh.

A PDF with a text layer is what state bodies send most: justified lines, paragraphs and table
rows broken between pages, stamps at the right, page numbers among the text. Needs reportlab
(not a dependency of Bilim) and the DejaVu Serif fonts, which hold every Kazakh letter:

    pip install reportlab; apt install fonts-dejavu-core fonts-dejavu-extra
    python scripts/examples/second_pdf.py
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import black, red
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table
from second_source import ACTS, SOURCES, Part, PartKind, read_source

FONTS = Path("/usr/share/fonts/truetype/dejavu")
SLUG = "noise-permit"
EDITION = "2026-04-01"
NOTICE = "Вымышленный акт: пример для Bilim / Ойдан шығарылған акт: Bilim үшін мысал"

_BODY = ParagraphStyle(
    "body",
    fontName="Serif",
    fontSize=10.5,
    leading=14.5,
    alignment=TA_JUSTIFY,
    firstLineIndent=1.0 * cm,
    spaceAfter=3,
    allowWidows=1,
    allowOrphans=1,
)
_TITLE = ParagraphStyle(
    "title",
    parent=_BODY,
    fontName="Serif-Bold",
    fontSize=12.5,
    leading=16.5,
    alignment=TA_CENTER,
    firstLineIndent=0,
    spaceBefore=8,
    spaceAfter=10,
)
_STYLES = {
    PartKind.TITLE: _TITLE,
    PartKind.STATUS: ParagraphStyle("status", parent=_BODY, alignment=TA_CENTER, firstLineIndent=0),
    PartKind.REQUISITE: ParagraphStyle("requisite", parent=_BODY, firstLineIndent=0, spaceAfter=10),
    PartKind.RULES_TITLE: _TITLE,
    PartKind.CHAPTER: ParagraphStyle(
        "chapter", parent=_TITLE, fontSize=11, leading=15, keepWithNext=1
    ),
    PartKind.PARAGRAPH: _BODY,
    PartKind.FOOTNOTE: ParagraphStyle(
        "footnote", parent=_BODY, fontSize=9, leading=12, textColor=red
    ),
    PartKind.SIGNATURE: ParagraphStyle(
        "signature", parent=_BODY, fontName="Serif-Bold", alignment=TA_LEFT, firstLineIndent=0
    ),
    PartKind.STAMP: ParagraphStyle(
        "stamp",
        parent=_BODY,
        alignment=TA_CENTER,
        firstLineIndent=0,
        leftIndent=7.3 * cm,
        spaceBefore=12,
        spaceAfter=12,
    ),
}
_CELL = ParagraphStyle(
    "cell",
    parent=_BODY,
    fontSize=9.5,
    leading=12.5,
    alignment=TA_LEFT,
    firstLineIndent=0,
    spaceAfter=0,
)
_COLUMNS = (1.1 * cm, 5.2 * cm, 9.7 * cm)


class _ClosedTable(Table):
    """A table whose frame is closed on every page, also where a page ends within a row.

    Word draws it so; reportlab leaves the cut row open, and readers that go by lines lose it.
    """

    def draw(self) -> None:
        super().draw()
        self.canv.setLineWidth(0.5)
        self.canv.rect(0, 0, self._width, self._height)


def make_pdf(source: Path, target: Path) -> None:
    """Lay out one source as A4 pages."""
    parts = read_source(source)
    document = SimpleDocTemplate(
        str(target),
        pagesize=A4,
        leftMargin=3 * cm,
        rightMargin=1.5 * cm,
        topMargin=2 * cm,
        bottomMargin=2.4 * cm,
        title=parts[0].text,
        subject=NOTICE,
        invariant=1,
        lang="kk" if source.stem.endswith("kaz") else "ru",
    )
    story = [flowable for part in parts for flowable in _flowables(part)]
    document.build(story, onFirstPage=_number, onLaterPages=_number)


def _flowables(part: Part) -> list[Flowable]:
    if part.kind is PartKind.TABLE:
        return [_table(part), Spacer(1, 8)]
    markup = "<br/>".join(escape(line) for line in part.lines)
    return [Paragraph(markup, _STYLES[part.kind])]


def _table(part: Part) -> Table:
    heading, *rows = part.rows
    cells = [[Paragraph(escape(heading[0]), _CELL), "", ""]]
    cells += [
        [Paragraph(escape(cell).replace("\n", "<br/>"), _CELL) for cell in row] for row in rows
    ]
    lines = [
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("SPAN", (0, 0), (-1, 0)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return _ClosedTable(cells, colWidths=_COLUMNS, style=lines, splitInRow=1)


def _number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Serif", 9)
    canvas.drawCentredString(A4[0] / 2, 1.1 * cm, str(document.page))


def main() -> None:
    """Write both languages into ``examples/acts/noise-permit``."""
    pdfmetrics.registerFont(TTFont("Serif", FONTS / "DejaVuSerif.ttf"))
    pdfmetrics.registerFont(TTFont("Serif-Bold", FONTS / "DejaVuSerif-Bold.ttf"))
    for language in ("rus", "kaz"):
        make_pdf(SOURCES / f"{SLUG}.{language}.md", ACTS / SLUG / f"{language}.{EDITION}.pdf")


if __name__ == "__main__":
    main()

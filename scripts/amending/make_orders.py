"""Lay out the invented amending orders of the measure in the formats in which orders arrive.

The sources say what stands in an order, a line a paragraph: «= title», «~ requisites»,
«! signature», «> stamp», «# heading», «| cell | cell |». Every order has one format in the
measure; those under ``held-out`` were written after the reader was finished. With a folder and
formats named, all orders are laid out in all of them.

    pip install python-docx reportlab; apt install fonts-dejavu-core fonts-dejavu-extra
    python scripts/amending/make_orders.py [FOLDER FORMAT…]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
TARGET = HERE.parents[1] / "evaluation" / "data" / "amending"
FONTS = Path("/usr/share/fonts/truetype/dejavu")
FORMATS = {
    "ru-01": "md", "ru-02": "html", "ru-03": "docx", "ru-04": "txt", "ru-05": "pdf",
    "ru-06": "html", "ru-07": "txt",
    "kk-01": "md", "kk-02": "html", "kk-03": "docx", "kk-04": "txt", "kk-05": "pdf",
    "kk-06": "html", "kk-07": "txt",
    "ru-11": "docx", "ru-12": "html", "ru-13": "pdf",
    "kk-11": "html", "kk-12": "docx", "kk-13": "txt",
}  # fmt: skip


@dataclass
class Part:
    """One part of an order: its kind by the mark of its lines, and the lines."""

    kind: str
    lines: list[str] = field(default_factory=list)


def read_source(path: Path) -> list[Part]:
    """The parts of a source. Stamps and tables are runs of lines, everything else is one line."""
    parts: list[Part] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        mark = line[:2] if line[:2] in ("= ", "~ ", "! ", "> ", "# ", "| ") else ""
        text = line[len(mark) :].strip()
        kind = mark.strip() or "p"
        begins_stamp = kind == ">" and _begins_stamp(parts, text)
        if parts and parts[-1].kind == kind and kind in ">|" and not begins_stamp:
            parts[-1].lines.append(text)
        elif text:
            parts.append(Part(kind, [text]))
    return parts


def _begins_stamp(parts: list[Part], text: str) -> bool:
    """Whether a stamp begins right under another: «Приложение 1 / к Правилам …»."""
    if not parts or parts[-1].kind != ">":
        return False
    ended = parts[-1].lines[-1].endswith(("қосымша", "бекітілген"))
    return text.startswith(("Приложение", "Утвержден")) or ended


def cells(line: str) -> list[str]:
    """The cells of a line of a table."""
    return [cell.strip() for cell in line.rstrip("| ").split(" | ")]


def as_markdown(parts: list[Part]) -> bytes:
    """As the reference bank gives acts: blank lines between, stamps as quotations."""
    out: list[str] = []
    for part in parts:
        first = part.lines[0]
        if part.kind == "=":
            out.append(f"# {first}")
        elif part.kind == "#":
            out.append(f"## {first}")
        elif part.kind == "!":
            out.append(f"**{first}**")
        elif part.kind == ">":
            out.append("\n".join(f"> *{line}*  " for line in part.lines))
        elif part.kind == "|":
            rows = [cells(line) for line in part.lines]
            body = [f"| {' | '.join(row)} |" for row in rows]
            out.append("\n".join([body[0], "|" + "---|" * len(rows[0]), *body[1:]]))
        else:
            out.append(first)
    return ("\n\n".join(out) + "\n").encode()


def as_html(parts: list[Part]) -> bytes:
    """As adilet.zan.kz lays out a page."""
    title = escape(parts[0].lines[0])
    language = "kk" if title.endswith("туралы") else "ru"
    out = [f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8">']
    out.append(f"<title>{title} - ИПС «Әділет»</title></head>\n<body>")
    out.append('<div class="container_alpha slogan">')
    indent = "&nbsp;" * 6
    body_open = False
    for part in parts:
        text = escape(part.lines[0])
        if part.kind == "=":
            out.append(f"<h1>{text}</h1>")
            continue
        if part.kind == "~":
            out.append(f'<p>{text}</p>\n</div>\n<div class="container_gamma text"><article>')
            body_open = True
            continue
        if part.kind == "#":
            out.append(f"<h3>{text}</h3>")
        elif part.kind == "!":
            out.append(f"<table><tr><td><i>{indent} {text}</i></td><td>&nbsp;</td></tr></table>")
        elif part.kind == ">":
            lines = "<br>".join(escape(line) for line in part.lines)
            out.append(
                '<table style="border: 0"><tr><td style="width: 380px">&nbsp;</td>'
                f'<td style="width: 220px; text-align: center">{lines}</td></tr></table>'
            )
        elif part.kind == "|":
            rows = "".join(
                "<tr>"
                + "".join(
                    f"<td><p>{escape(c).replace('&lt;br&gt;', '</p><p>')}</p></td>"
                    for c in cells(line)
                )
                + "</tr>"
                for line in part.lines
            )
            out.append(f"<table>{rows}</table>")
        else:
            out.append(f"<p>{indent} {text}</p>")
    assert body_open
    out.append("</article></div>\n</body>\n</html>\n")
    return "\n".join(out).encode()


def as_text(parts: list[Part]) -> bytes:
    """As a text file: a line a paragraph, indented; tables by tabs."""
    out: list[str] = []
    for part in parts:
        if part.kind == ">":
            out += ["", *(" " * 60 + line for line in part.lines), ""]
        elif part.kind == "|":
            for line in part.lines:
                out.append("\t".join(cell.replace("<br>", " ") for cell in cells(line)))
        elif part.kind in "=~#!":
            out += ["", part.lines[0], ""]
        else:
            out.append(f"      {part.lines[0]}")
    return ("\n".join(out) + "\n").encode()


def as_docx(parts: list[Part]) -> bytes:
    """As a ministry's Word file: numbers typed, stamps in tables without borders."""
    import io

    from docx import Document
    from docx.shared import Cm

    document = Document()
    for part in parts:
        first = part.lines[0]
        if part.kind == "=":
            document.add_heading(first, level=1)
        elif part.kind == "#":
            document.add_heading(first, level=2)
        elif part.kind == ">":
            table = document.add_table(rows=1, cols=2)
            table.cell(0, 1).text = "\n".join(part.lines)
        elif part.kind == "|":
            rows = [cells(line) for line in part.lines]
            table = document.add_table(rows=len(rows), cols=len(rows[0]))
            table.style = "Table Grid"
            for row, values in zip(table.rows, rows, strict=True):
                for cell, value in zip(row.cells, values, strict=True):
                    lines = value.split("<br>")
                    cell.text = lines[0]
                    for line in lines[1:]:
                        cell.add_paragraph(line)
        else:
            paragraph = document.add_paragraph(first)
            paragraph.paragraph_format.first_line_indent = Cm(1.25)
            if part.kind == "!":
                paragraph.runs[0].bold = True
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(parts: list[Part]) -> bytes:
    """As a PDF with a text layer, justified, with page numbers."""
    import io

    from reportlab.lib.colors import black
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import cm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(TTFont("Serif", str(FONTS / "DejaVuSerif.ttf")))
    pdfmetrics.registerFont(TTFont("Serif-Bold", str(FONTS / "DejaVuSerif-Bold.ttf")))
    body = ParagraphStyle("body", fontName="Serif", fontSize=10.5, leading=14.5,
                          alignment=TA_JUSTIFY, firstLineIndent=1.0 * cm, spaceAfter=3)  # fmt: skip
    title = ParagraphStyle("title", parent=body, fontName="Serif-Bold", fontSize=12.5,
                           leading=16.5, alignment=TA_CENTER, firstLineIndent=0, spaceBefore=8,
                           spaceAfter=8)  # fmt: skip
    plain = ParagraphStyle("plain", parent=body, firstLineIndent=0)
    bold = ParagraphStyle("bold", parent=plain, fontName="Serif-Bold")
    stamp = ParagraphStyle("stamp", parent=plain, leftIndent=9.5 * cm, spaceBefore=6, spaceAfter=8,
                           alignment=TA_CENTER)  # fmt: skip
    styles = {"=": title, "#": title, "~": plain, "!": bold, "p": body}
    story: list[Flowable] = []
    for part in parts:
        if part.kind == ">":
            story.append(Paragraph("<br/>".join(map(escape, part.lines)), stamp))
        elif part.kind == "|":
            rows = [
                [Paragraph(escape(c).replace("&lt;br&gt;", "<br/>"), plain) for c in cells(line)]
                for line in part.lines
            ]
            widths = [1.4 * cm, 5.2 * cm, 9.8 * cm][: len(rows[0])]
            grid = [("GRID", (0, 0), (-1, -1), 0.5, black)]
            story.append(Table(rows, colWidths=widths, style=grid))
        else:
            story.append(Paragraph(escape(part.lines[0]), styles[part.kind]))

    def number(canvas: object, document: object) -> None:
        canvas.setFont("Serif", 9)  # type: ignore[attr-defined]
        canvas.drawCentredString(A4[0] / 2, 1.2 * cm, str(canvas.getPageNumber()))  # type: ignore[attr-defined]

    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, leftMargin=2.5 * cm, rightMargin=1.8 * cm,
                      title=parts[0].lines[0], invariant=1).build(
        story, onFirstPage=number, onLaterPages=number
    )  # fmt: skip
    return buffer.getvalue()


WRITERS = {"md": as_markdown, "html": as_html, "txt": as_text, "docx": as_docx, "pdf": as_pdf}


def main() -> None:
    """Lay out the measure's orders, or all of them in the formats named."""
    folder, formats = TARGET, []
    if len(sys.argv) > 1:
        folder, formats = Path(sys.argv[1]), sys.argv[2:]
    for source in sorted(SOURCES.rglob("*.txt")):
        target = folder / source.parent.relative_to(SOURCES)
        target.mkdir(parents=True, exist_ok=True)
        for name in formats or [FORMATS[source.stem]]:
            file = target / f"{source.stem}.{name}"
            file.write_bytes(WRITERS[name](read_source(source)))
            print(file)


if __name__ == "__main__":
    main()

"""The reader of HTML: pages of adilet.zan.kz, and what Word and ministries' sites make.

The page of adilet.zan.kz keeps the title, status and requisites in one container and the text
in another; these two are read and the rest of the page (menus, search, banners) is not. Any
other page is read whole but for its navigation. What the tags leave unsaid is taken from looks:
bold and centred is a heading, right-hand text is a stamp, «Сноска.» is a note on amendments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.blocks import Block, BlockKind, Place, ReadDocument
from ingest.detection import HTML
from ingest.errors import UnreadableFileError
from ingest.readers import assembly
from ingest.readers.assembly import TableUse
from ingest.readers.html_flow import Paragraph, Run, flow, parse, text_of
from ingest.readers.html_tables import cell_text, filled_cells, rows_of, use_of
from ingest.readers.text_encoding import decode_text
from ingest.safety import check_blocks

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.I)
_DECLARATION = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})", re.I)
_SNIFFED_BYTES = 4096
# What pages call windows-1251 is in Kazakhstan often its superset with Kazakh letters.
_ENCODING_ALIASES = {"windows-1251": "kz1048", "cp1251": "kz1048", "x-cp1251": "kz1048"}
_INDENT = re.compile(r"[ \t\r\n]*(?:\xa0[ \t\r\n]*){2,}")
_LONGEST_HEADING = 1000


def read(data: bytes) -> ReadDocument:
    """Read a web page; ``Place.element`` counts the blocks from 1.

    ``properties`` may hold ``title`` (of ``<title>``), ``language`` (of ``<html lang>``) and, for
    adilet.zan.kz, ``status``. Raises ``UnreadableFileError`` for a page that cannot be parsed and
    ``FileTooLargeError`` for one beyond the limits.
    """
    root = parse_page(data)
    blocks = _BlockMaker()
    for part in _content_of(root):
        blocks.read_flow(part)
    return ReadDocument(tuple(blocks.finished()), HTML, _properties(root))


def parse_page(data: bytes) -> etree._Element:
    """The tree of a page in whatever encoding it says or shows; errors as of ``read``."""
    return parse(_decode(data))


def _decode(data: bytes) -> str:
    head = data[:_SNIFFED_BYTES]
    declared = _CHARSET.search(head) or _DECLARATION.search(head)
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared.group(1).decode("ascii").lower()
        try:
            text = data.decode(_ENCODING_ALIASES.get(name, name))
        except (LookupError, UnicodeError):
            # The declaration is wrong, as it is on pages that a server re-encoded.
            return decode_text(data)
        if "\x00" in text:
            raise UnreadableFileError("The page holds binary data. Save it anew as HTML or DOCX.")
        return text
    return decode_text(data)


def _properties(root: etree._Element) -> dict[str, str]:
    found = {
        "title": next((_whole_text(each) for each in root.iter("title")), ""),
        "language": (root.get("lang") or root.get("xml:lang") or "").strip(),
        "status": next((_whole_text(each) for each in _with_classes(root, "status")), ""),
    }
    return {name: value for name, value in found.items() if value}


def _whole_text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _content_of(root: etree._Element) -> list[etree._Element]:
    """The parts of the page that hold the act, in reading order."""
    heads = [each for each in _with_classes(root, "slogan") if any(True for _ in each.iter("h1"))]
    texts = [each for each in _with_classes(root, "container_gamma") if "text" in _classes(each)]
    if texts:
        return [*heads[:1], *texts]
    for tag in ("article", "main"):
        found = list(root.iter(tag))
        if len(found) == 1 and _holds_most_text(found[0], root):
            return found
    return [next(root.iter("body"), root)]


def _with_classes(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (each for each in root.iter("*") if name in _classes(each))


def _classes(element: etree._Element) -> list[str]:
    return (element.get("class") or "").split()


def _holds_most_text(part: etree._Element, root: etree._Element) -> bool:
    body = next(root.iter("body"), root)
    return 2 * sum(map(len, part.itertext())) > sum(map(len, body.itertext()))


@dataclass(slots=True)
class _BlockMaker:
    """Turns the flow of the page into blocks, joining what belongs together."""

    blocks: list[Block] = field(default_factory=list)
    _stamp: list[str] = field(default_factory=list)

    def read_flow(self, root: etree._Element) -> None:
        for part in flow(root):
            check_blocks(len(self.blocks))
            if isinstance(part, Paragraph):
                self._paragraph(part)
            else:
                self._close_stamp()
                self._table(part)
        self._close_stamp()

    def finished(self) -> list[Block]:
        return self.blocks

    def _add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        self.blocks.append(Block(kind, text, self._place(), level))

    def _place(self) -> Place:
        return Place(element=len(self.blocks) + 1)

    def _paragraph(self, paragraph: Paragraph) -> None:
        lines = paragraph.line_texts()
        if paragraph.alignment in {"right", "end"} and lines and not paragraph.level:
            if assembly.is_amendment_note(lines[0]):
                self._add(BlockKind.FOOTNOTE, " ".join(lines))
            else:
                self._stamp += lines
            return
        self._close_stamp()
        if not lines:
            return
        if paragraph.level:
            self._add(BlockKind.HEADING, " ".join(lines), paragraph.level)
        elif paragraph.preformatted:
            self.blocks.append(assembly.paragraph("\n".join(lines), self._place()))
        elif _looks_like_heading(paragraph):
            level = 2 if any(block.kind is BlockKind.HEADING for block in self.blocks) else 1
            self._add(BlockKind.HEADING, " ".join(lines), level)
        else:
            for text in _parts(paragraph):
                self._running_text(text, red=_is_red(paragraph))

    def _running_text(self, text: str, *, red: bool) -> None:
        goes_on = (
            red
            and bool(self.blocks)
            and self.blocks[-1].kind is BlockKind.FOOTNOTE
            and not assembly.begins_with_number(text)
        )
        if goes_on:
            self._add(BlockKind.FOOTNOTE, text)
        else:
            self.blocks.append(assembly.paragraph(text, self._place()))

    def _close_stamp(self) -> None:
        if self._stamp:
            self._add(BlockKind.STAMP, "\n".join(self._stamp))
            self._stamp = []

    def _table(self, table: etree._Element) -> None:
        use = use_of(table)
        if use is TableUse.DATA:
            block = assembly.table(rows_of(table), self._place())
            if block:
                self.blocks.append(block)
            return
        for cell in filled_cells(table):
            if use is TableUse.STAMP:
                self._add(BlockKind.STAMP, cell_text(cell))
            else:
                self.read_flow(cell)


def _looks_like_heading(paragraph: Paragraph) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    length = sum(len(run.text) for run in runs)
    return (
        paragraph.alignment == "center"
        and all(run.bold for run in runs)
        and length <= _LONGEST_HEADING
        and not assembly.is_amendment_note(runs[0].text)
    )


def _is_red(paragraph: Paragraph) -> bool:
    return all(run.red for run in paragraph.runs if run.text.strip())


def _parts(paragraph: Paragraph) -> list[str]:
    """The paragraphs that a person sees in one element.

    Old pages put a whole act into one element with breaks; there an indent after a break starts
    a paragraph, besides what starts one anywhere.
    """
    lines: list[str] = []
    for line in _lines_and_notes(paragraph):
        if _INDENT.match("".join(run.text for run in line)):
            lines.append("")
        lines.append(text_of(line))
    return assembly.joined_at_breaks(lines)


def _lines_and_notes(paragraph: Paragraph) -> Iterable[list[Run]]:
    """The lines, cut also where a red note on amendments begins in the middle of one."""
    for line in paragraph.lines():
        current: list[Run] = []
        for run in line:
            turns_red = run.red and current and not current[-1].red
            if turns_red and assembly.is_amendment_note(run.text):
                yield current
                current = []
            current.append(run)
        yield current

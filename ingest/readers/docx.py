"""The reader of DOCX, the format in which ministries draft and send acts.

What Word leaves unsaid is taken from looks, as a person reading the page takes it: a paragraph
all bold and centred is a heading, text at the right is a stamp, «Сноска.» is a note on
amendments; list numbers are printed into the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.blocks import Block, BlockKind, Place, ReadDocument
from ingest.detection import DOCX
from ingest.readers import assembly
from ingest.readers.assembly import TableUse
from ingest.readers.docx_flow import Flow, Paragraph, Part, Table, notes_of, text_of
from ingest.readers.docx_package import open_package
from ingest.safety import check_blocks

# In twentieths of a point: eight centimetres, more than half of the text width of A4.
_STAMP_INDENT = 4500
_LONGEST_STAMP = 700
_LONGEST_HEADING = 1000


def read(data: bytes) -> ReadDocument:
    """Read a DOCX file; ``Place.element`` counts the blocks from 1.

    Word's footnotes follow the paragraph or table that refers to them, as FOOTNOTE. A text box
    comes before the paragraph that anchors it. ``properties`` are the core properties of the
    file. Raises ``UnreadableFileError`` and ``FileTooLargeError``.
    """
    package = open_package(data)
    blocks = _BlockMaker()
    blocks.read_parts(list(Flow(package).parts()))
    return ReadDocument(tuple(blocks.blocks), DOCX, package.properties)


@dataclass(slots=True)
class _BlockMaker:
    """Turns the flow of the document into blocks, joining what belongs together."""

    blocks: list[Block] = field(default_factory=list)
    _stamp: list[str] = field(default_factory=list)

    def read_parts(self, parts: list[Part]) -> None:
        for part in parts:
            check_blocks(len(self.blocks))
            if isinstance(part, Paragraph):
                self._paragraph(part)
            else:
                self._close_stamp()
                self._table(part)
            notes = list(notes_of(part))
            if notes:
                self._close_stamp()
            for note in notes:
                self._add(BlockKind.FOOTNOTE, note)
        self._close_stamp()

    def _place(self) -> Place:
        return Place(element=len(self.blocks) + 1)

    def _add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        self.blocks.append(Block(kind, text, self._place(), level))

    def _paragraph(self, paragraph: Paragraph) -> None:
        for box in paragraph.boxes:
            self._close_stamp()
            self._text_box(box)
        text = paragraph.text
        if _stands_at_the_right(paragraph) and text and not assembly.is_amendment_note(text):
            self._stamp += _lines(text)
            return
        self._close_stamp()
        if not text:
            return
        level = self._heading_level(paragraph, text)
        if level:
            self._add(BlockKind.HEADING, " ".join(_lines(text)), level)
        else:
            for each in assembly.joined_at_breaks(text.split("\n")):
                self.blocks.append(assembly.paragraph(each, self._place()))

    def _heading_level(self, paragraph: Paragraph, text: str) -> int:
        if len(text) > _LONGEST_HEADING or assembly.is_amendment_note(text):
            return 0
        if paragraph.look.level:
            return paragraph.look.level
        centred = paragraph.look.alignment == "center"
        bold = all(run.look.bold for run in paragraph.runs if run.text.strip())
        if not (centred and bold):
            return 0
        return 2 if any(block.kind is BlockKind.HEADING for block in self.blocks) else 1

    def _close_stamp(self) -> None:
        if self._stamp:
            self._add(BlockKind.STAMP, "\n".join(self._stamp))
            self._stamp = []

    def _text_box(self, parts: list[Part]) -> None:
        text = text_of(parts)
        plain = all(isinstance(part, Paragraph) for part in parts)
        if plain and text and len(text) <= _LONGEST_STAMP:
            self._add(BlockKind.STAMP, "\n".join(_lines(text)))
        else:
            self.read_parts(parts)

    def _table(self, table: Table) -> None:
        texts = table.texts()
        use = assembly.table_use(texts, bordered=table.bordered)
        if use is TableUse.DATA:
            block = assembly.table(texts, self._place())
            if block:
                self.blocks.append(block)
            return
        for row in table.rows:
            for cell in row:
                text = text_of(cell.parts)
                if text and use is TableUse.STAMP:
                    self._add(BlockKind.STAMP, text)
                elif text:
                    self.read_parts(cell.parts)


def _stands_at_the_right(paragraph: Paragraph) -> bool:
    look = paragraph.look
    if look.level:
        return False
    indented = (look.indent or 0) >= _STAMP_INDENT and look.alignment != "center"
    return look.alignment in {"right", "end"} or indented


def _lines(text: str) -> list[str]:
    return [part for line in text.split("\n") if (part := line.strip())]

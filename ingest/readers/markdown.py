"""The reader of Markdown, as reference banks export acts in it.

Its own block pass, because a library would renumber what it takes for lists, and the printed
number («13.», «9-1.», «2)») is the name of a provision. Only what acts use is understood:
headings, block quotes (stamps and notes on amendments), fenced forms, HTML and pipe tables,
front matter; all else is paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.blocks import Block, BlockKind, Place, ReadDocument
from ingest.detection import MARKDOWN
from ingest.readers import assembly
from ingest.readers.markdown_inline import plain
from ingest.readers.text_encoding import decode_text
from ingest.safety import check_blocks

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t](.*)$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,})$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_QUOTE = re.compile(r"[ \t]{0,3}>[ ]?(.*)$")
_TABLE_START = re.compile(r"[ \t]*<table\b", re.IGNORECASE)
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_PIPE_DIVIDER = re.compile(r":?-+:?")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_BULLET = re.compile(r"[ \t]*[-+*•–—][ \t]+\S")
_NUMBER = re.compile(r"[ \t]*\*{0,3}\d{1,4}(?:-\d{1,3})*[.)](?:[ \t]|$)")
_FRONT_MATTER_FIELD = re.compile(r"([A-Za-z_][\w-]*):[ \t]*(.*)$")


def read(data: bytes) -> ReadDocument:
    """Read a Markdown file; ``Place.line`` counts the lines of the file from 1.

    Raises ``UnreadableFileError`` if the bytes are not text and ``FileTooLargeError`` for more
    paragraphs than any act has.
    """
    lines = _without_comments(decode_text(data)).split("\n")
    properties, start = _front_matter(lines)
    blocks: list[Block] = []
    for block in _BlockPass(lines, start).blocks():
        blocks.append(block)
        check_blocks(len(blocks))
    return ReadDocument(tuple(blocks), MARKDOWN, properties)


def _without_comments(text: str) -> str:
    """Drop HTML comments but keep their line breaks, so that lines stay countable."""
    kept: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        kept += [text[position:start], "\n" * text.count("\n", start, end)]
        position = end + 3
    return "".join([*kept, text[position:]])


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    """The fields of a YAML head with plain values, and the index of the line after it."""
    if not lines or lines[0].rstrip() != "---":
        return {}, 0
    for end in range(1, len(lines)):
        if lines[end].rstrip() in {"---", "..."}:
            break
    else:
        return {}, 0
    properties = {}
    for line in lines[1:end]:
        found = _FRONT_MATTER_FIELD.match(line)
        if found and found.group(2).strip():
            properties[found.group(1).lower()] = _unquoted(found.group(2).strip())
    return properties, end + 1


def _unquoted(value: str) -> str:
    for quote in ("'", '"'):
        if len(value) >= 2 and value[0] == value[-1] == quote:
            return value[1:-1].replace(quote * 2, quote)
    return value


@dataclass(slots=True)
class _BlockPass:
    """One walk over the lines; each method takes the lines of one kind of block."""

    lines: list[str]
    position: int
    _open: list[str] = field(default_factory=list)
    _open_at: int = 0

    def blocks(self) -> Iterator[Block]:
        while self.position < len(self.lines):
            line = self.lines[self.position]
            if not line.strip():
                yield from self._close()
                self.position += 1
            elif self._open and (underline := _UNDERLINE.match(line)):
                yield from self._underlined_heading(1 if underline.group(1)[0] == "=" else 2)
            else:
                yield from self._block(line)
        yield from self._close()

    def _block(self, line: str) -> Iterator[Block]:
        if found := _HEADING.match(line):
            yield from self._close()
            yield from self._heading(len(found.group(1)), found.group(2))
        elif _RULE.match(line):
            yield from self._close()
            self.position += 1
        elif fence := _FENCE.match(line):
            yield from self._close()
            yield from self._fenced(fence.group(1))
        elif _QUOTE.match(line):
            yield from self._close()
            yield from self._quoted()
        elif _TABLE_START.match(line):
            yield from self._close()
            yield from self._html_table()
        elif self._pipe_table_begins(line):
            yield from self._close()
            yield from self._pipe_table()
        else:
            if self._open and self._begins_item(line):
                yield from self._close()
            self._open_at = self._open_at if self._open else self.position
            self._open.append(line)
            self.position += 1

    def _begins_item(self, line: str) -> bool:
        """Whether a line starts a new item and does not go on with the sentence before.

        A number at the start of a wrapped line is more often a reference («… пункта⏎12. …»), so
        it starts an item only after an item, or if it is the first.
        """
        if _BULLET.match(line):
            return True
        if not _NUMBER.match(line):
            return False
        return bool(_NUMBER.match(self._open[0])) or line.lstrip(" \t*").startswith(("1.", "1)"))

    def _close(self) -> Iterator[Block]:
        lines, self._open = self._open, []
        text = plain(_joined(lines)).strip()
        if text:
            yield assembly.paragraph(_trimmed_lines(text), Place(line=self._open_at + 1))

    def _heading(self, level: int, text: str) -> Iterator[Block]:
        place = Place(line=self.position + 1)
        self.position += 1
        text = text.strip()
        closing = text.rstrip("#")
        text = plain(closing if closing != closing.rstrip() or not closing else text).strip()
        if text:
            yield Block(BlockKind.HEADING, text, place, level)

    def _underlined_heading(self, level: int) -> Iterator[Block]:
        lines, self._open = self._open, []
        place = Place(line=self._open_at + 1)
        self.position += 1
        text = _trimmed_lines(plain(_joined(lines)).strip())
        if text:
            yield Block(BlockKind.HEADING, text, place, level)

    def _fenced(self, fence: str) -> Iterator[Block]:
        """A form drawn in characters: every line break and indent in it carries meaning."""
        place = Place(line=self.position + 2)
        self.position += 1
        kept: list[str] = []
        while self.position < len(self.lines):
            line = self.lines[self.position]
            self.position += 1
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                break
            kept.append(line.rstrip())
        text = "\n".join(kept).strip("\n")
        if text.strip():
            yield Block(BlockKind.PARAGRAPH, text, place)

    def _quoted(self) -> Iterator[Block]:
        """A block quote: each part of it between blank lines is a note or a stamp."""
        part: list[str] = []
        part_at = self.position
        while self.position < len(self.lines) and (
            found := _QUOTE.match(self.lines[self.position])
        ):
            if found.group(1).strip():
                part_at = part_at if part else self.position
                part.append(found.group(1))
            else:
                yield from _quoted_part(part, part_at)
                part = []
            self.position += 1
        yield from _quoted_part(part, part_at)

    def _html_table(self) -> Iterator[Block]:
        # Imported here: most Markdown files have no table, and lxml is slow to load.
        from ingest.readers.html_tables import rows_of_fragment

        place = Place(line=self.position + 1)
        depth = 0
        kept: list[str] = []
        while self.position < len(self.lines):
            line = self.lines[self.position]
            kept.append(line)
            self.position += 1
            for tag in _TABLE_TAG.finditer(line):
                depth += -1 if tag.group(1) else 1
            if depth <= 0:
                break
        block = assembly.table(rows_of_fragment("\n".join(kept), keep_line_breaks=True), place)
        if block:
            yield block

    def _pipe_table_begins(self, line: str) -> bool:
        following = self.lines[self.position + 1] if self.position + 1 < len(self.lines) else ""
        return (
            "|" in line
            and "|" in following
            and all(_PIPE_DIVIDER.fullmatch(cell.strip()) for cell in _pipe_cells(following))
        )

    def _pipe_table(self) -> Iterator[Block]:
        place = Place(line=self.position + 1)
        rows = [_pipe_row(self.lines[self.position])]
        self.position += 2
        while self.position < len(self.lines) and "|" in self.lines[self.position]:
            rows.append(_pipe_row(self.lines[self.position]))
            self.position += 1
        block = assembly.table(rows, place)
        if block:
            yield block


def _quoted_part(lines: list[str], position: int) -> Iterator[Block]:
    place = Place(line=position + 1)
    note = _trimmed_lines(plain(_joined(lines)).strip())
    if not note:
        return
    if assembly.is_amendment_note(note):
        yield Block(BlockKind.FOOTNOTE, note, place)
    else:
        # Each line of a stamp is set apart on the page, whether or not a hard break says so.
        stamp = _trimmed_lines(plain("\n".join(line.rstrip(" \\") for line in lines)).strip())
        yield Block(BlockKind.STAMP, stamp, place)


def _joined(lines: list[str]) -> str:
    """One paragraph: a hard break is a line break, a soft one a space."""
    joined = []
    for index, line in enumerate(lines):
        last = index == len(lines) - 1
        hard = line.endswith("  ") or line.endswith("\\")
        bare = line.strip(" \t")
        joined.append(bare.removesuffix("\\") if hard and not last else bare)
        if not last:
            joined.append("\n" if hard else " ")
    return "".join(joined)


def _trimmed_lines(text: str) -> str:
    return "\n".join(part for line in text.split("\n") if (part := line.strip()))


def _pipe_cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return _CELL_BORDER.split(inner)


def _pipe_row(line: str) -> tuple[str, ...]:
    return tuple(_trimmed_lines(plain(cell).strip()) for cell in _pipe_cells(line))

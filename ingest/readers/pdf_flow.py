"""Lines of a PDF into blocks: by where they stand, how they look and what they say.

A line set to the right is part of a stamp, a centred one of a heading; a paragraph begins with an
indent or a larger distance, and goes on over the end of a page until its sentence has ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.blocks import Block, BlockKind, Place
from ingest.cleaning.letter_spacing import mend_letter_spacing
from ingest.cleaning.spacing import collapse_spaces, mend_punctuation_spacing
from ingest.readers import assembly
from ingest.readers.pdf_lines import PdfLine, has_room_for
from ingest.readers.pdf_margins import Margins
from ingest.readers.pdf_tables import PdfTable
from ingest.readers.text_marks import (
    CHAPTER_LEVEL,
    LONGEST_HEADING,
    RULES_LEVEL,
    TITLE_LEVEL,
    begins_another_stamp,
    ends_sentence,
    ends_stamp,
    is_agreement,
    is_form_word,
    is_item,
    is_note,
    is_numbered_title,
    is_requisites,
    is_rules_title,
    is_status,
    marked_heading_level,
    starts_stamp,
)

_RIGHT_FROM = 0.4
_CENTRED_WITHIN = 0.02
_WIDE_STEP = 1.45
_NAME = re.compile(r"^[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]\w?\.\s?(?:[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]\.\s?)?[^\W\d_]+$")


class _Position(Enum):
    """Where in the column a line stands."""

    RIGHT = "right"
    CENTRED = "centred"
    INDENTED = "indented"
    FLUSH = "flush"


@dataclass(slots=True)
class _Run:
    """Lines that belong together."""

    position: _Position
    lines: list[PdfLine]

    @property
    def flat(self) -> str:
        return " ".join(_plain(line) for line in self.lines)

    @property
    def first(self) -> PdfLine:
        return self.lines[0]

    @property
    def last(self) -> PdfLine:
        return self.lines[-1]


def blocks_of(items: Iterable[PdfLine | PdfTable], margins: Margins) -> list[Block]:
    """The blocks of lines and tables that stand in the order of reading."""
    blocks: list[Block] = []
    run: _Run | None = None
    for item in items:
        if isinstance(item, PdfTable):
            if run is not None:
                blocks.append(_block(run, blocks, margins))
                run = None
            table = assembly.table(item.rows, Place(page=item.page))
            if table is not None:
                blocks.append(table)
            continue
        position = _position(item, margins)
        if run is not None and _belongs(run, item, position, margins):
            run.lines.append(item)
            continue
        if run is not None:
            blocks.append(_block(run, blocks, margins))
        run = _Run(position, [item])
    if run is not None:
        blocks.append(_block(run, blocks, margins))
    return blocks


def _plain(line: PdfLine) -> str:
    return mend_punctuation_spacing(collapse_spaces(mend_letter_spacing(line.text)))


def _position(line: PdfLine, margins: Margins) -> _Position:
    before, after = line.x0 - margins.left, margins.right - line.x1
    indent = 3.5 * margins.size
    inset = min(before, after) > (indent if not line.bold else 0.2 * margins.size)
    if inset and _is_symmetric(line, margins):
        return _Position.CENTRED
    if before > _RIGHT_FROM * margins.width:
        return _Position.RIGHT
    return _Position.INDENTED if before > margins.size else _Position.FLUSH


def _step(run: _Run, line: PdfLine, margins: Margins) -> float:
    """The distance from the line above in units of the usual one; 0 over the end of a page."""
    if run.last.page != line.page:
        return 0.0
    scale = max(1.0, line.size / margins.size)
    return (line.top - run.last.top) / (margins.leading * scale)


def _belongs(run: _Run, line: PdfLine, position: _Position, margins: Margins) -> bool:
    text = _plain(line)
    if is_status(text) or is_form_word(text) or is_agreement(text):
        return False
    if is_status(_plain(run.last)) or is_form_word(_plain(run.last)):
        return False
    if starts_stamp(text) and not (run.position is _Position.RIGHT and ends_stamp(text)):
        return False
    if run.last.red != line.red or (is_note(text) and ends_sentence(_plain(run.last))):
        return False
    if position is _Position.RIGHT or run.position is _Position.RIGHT:
        return _belongs_to_stamp(run, line, position, margins)
    if position is _Position.CENTRED or run.position is _Position.CENTRED:
        if not _belongs_to_heading(run, line, margins):
            return False
        run.position = _Position.CENTRED
        return True
    return _belongs_to_paragraph(run, line, position, margins)


def _belongs_to_stamp(run: _Run, line: PdfLine, position: _Position, margins: Margins) -> bool:
    if position is not run.position or run.last.page != line.page:
        return False
    if begins_another_stamp([_plain(above) for above in run.lines], _plain(line)):
        return False
    return _step(run, line, margins) < _WIDE_STEP


def _belongs_to_heading(run: _Run, line: PdfLine, margins: Margins) -> bool:
    """A long centred heading has lines that reach both margins and stand as far from each."""
    symmetric = all(_is_symmetric(one, margins) for one in (*run.lines, line))
    if not symmetric or ends_sentence(_plain(run.last)):
        return False
    text = _plain(line)
    if marked_heading_level(text) or is_item(text) or is_note(text):
        return False
    same_look = run.last.bold == line.bold and run.last.size == line.size
    return same_look and _step(run, line, margins) < _WIDE_STEP


def _is_symmetric(line: PdfLine, margins: Margins) -> bool:
    off_centre = abs((line.x0 + line.x1) / 2 - margins.centre)
    return off_centre < _CENTRED_WITHIN * margins.width


def _belongs_to_paragraph(run: _Run, line: PdfLine, position: _Position, margins: Margins) -> bool:
    text, ended = _plain(line), ends_sentence(_plain(run.last))
    broken_by_hand = has_room_for(run.last, line, margins.right)
    if line.bold != run.last.bold and (ended or broken_by_hand):
        return False
    if margins.indents and position is _Position.INDENTED:
        return False
    if not margins.indents and is_item(text) and ended:
        return False
    if _step(run, line, margins) >= _WIDE_STEP:
        return False
    return not (ended and broken_by_hand)


def _block(run: _Run, before: Sequence[Block], margins: Margins) -> Block:
    kind, level = _kind(run, before, margins)
    text = "\n".join(line.text for line in run.lines)
    return Block(kind, text, Place(page=run.first.page), level)


def _kind(run: _Run, before: Sequence[Block], margins: Margins) -> tuple[BlockKind, int]:
    flat = run.flat
    if is_note(flat) or _looks_like_note(run, margins):
        return BlockKind.FOOTNOTE, 0
    if is_form_word(flat) or is_status(flat) or _NAME.match(flat):
        return BlockKind.PARAGRAPH, 0
    if run.position is _Position.RIGHT:
        return BlockKind.STAMP, 0
    if is_requisites(flat):
        return BlockKind.PARAGRAPH, 0
    if is_agreement(_plain(run.first)) or (len(run.lines) == 1 and starts_stamp(flat)):
        return BlockKind.STAMP, 0
    level = _heading_level(run, before)
    return (BlockKind.HEADING, level) if level else (BlockKind.PARAGRAPH, 0)


def _looks_like_note(run: _Run, margins: Margins) -> bool:
    return all(line.red for line in run.lines) and run.first.size < margins.size


def _heading_level(run: _Run, before: Sequence[Block]) -> int | None:
    flat = run.flat
    if len(flat) > LONGEST_HEADING:
        return None
    centred, bold = run.position is _Position.CENTRED, all(line.bold for line in run.lines)
    marked = marked_heading_level(flat)
    if marked and (centred or bold or not ends_sentence(flat)):
        return marked
    if ends_sentence(flat) or not centred:
        return None
    if is_numbered_title(flat):
        return CHAPTER_LEVEL
    if not before:
        return TITLE_LEVEL
    if _follows_stamp(before) or is_rules_title(flat):
        return RULES_LEVEL
    return CHAPTER_LEVEL if bold else None


def _follows_stamp(before: Sequence[Block]) -> bool:
    for block in reversed(before):
        if block.kind is BlockKind.PARAGRAPH and is_form_word(block.text):
            continue
        return block.kind is BlockKind.STAMP and not is_agreement(block.text.split("\n")[0])
    return False

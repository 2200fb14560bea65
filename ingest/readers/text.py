"""Plain text into blocks: the text layers of official PDFs, and text typed or pasted by hand.

Before: bytes of a text file. After: headings, paragraphs, notes, stamps and simple tables in the
order of reading; no text is lost. Paragraphs and headings keep their line breaks and their runs
of spaces, because the cleaning stage mends displaced and letter-spaced words by them and only
then joins the lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.blocks import Block, BlockKind, Place, ReadDocument
from ingest.readers.assembly import table
from ingest.readers.text_encoding import decode_text
from ingest.readers.text_grouping import Group, group_lines, split_signature
from ingest.readers.text_lines import STAMP_LINE, Layout, Line, measure, split_lines
from ingest.readers.text_marks import (
    CHAPTER_LEVEL,
    LONGEST_HEADING,
    RULES_LEVEL,
    TITLE_LEVEL,
    ends_sentence,
    is_agreement,
    is_form_word,
    is_item,
    is_note,
    is_numbered_title,
    is_requisites,
    is_rules_title,
    is_status,
    marked_heading_level,
    names_year,
)

MEDIA_TYPE = "text/plain"
_FEWEST_COLUMNS = 3


def read(data: bytes) -> ReadDocument:
    """The blocks of a plain text file; ``place.line`` is the line on which a block begins.

    Raises ``UnreadableFileError`` if the bytes are no text or hold none.
    """
    lines = split_lines(decode_text(data))
    layout = measure(lines)
    groups = group_lines(lines, layout)
    return ReadDocument(tuple(_Assembler(groups, layout).blocks()), MEDIA_TYPE)


class _Assembler:
    """Makes blocks of groups; what a group is depends on its neighbours."""

    def __init__(self, groups: Sequence[Group], layout: Layout) -> None:
        self._groups = groups
        # Where chapters are named as such, «6. Сведения …» is a paragraph without a full stop.
        named = any(group.apart and marked_heading_level(group.flat) for group in groups)
        self._may_be_numbered_title = layout.indented or not named
        self._blocks: list[Block] = []

    def blocks(self) -> list[Block]:
        number = 0
        while number < len(self._groups):
            number += self._take(number)
        return self._blocks

    def _take(self, number: int) -> int:
        """Adds the block that begins with a group; how many groups it took."""
        group = self._groups[number]
        if is_agreement(group.lines[0].text):
            return self._take_agreement(number)
        if group.is_stamp:
            return self._add([group], BlockKind.STAMP)
        if is_note(group.flat):
            return self._take_note(number)
        columns = self._columns_of_table(number)
        if columns:
            return self._take_table(number, columns)
        level = self._heading_level(number)
        if level:
            return self._add([group], BlockKind.HEADING, level)
        return self._add([group], BlockKind.PARAGRAPH)

    def _add(self, groups: Sequence[Group], kind: BlockKind, level: int = 0) -> int:
        lines = [line for group in groups for line in group.lines]
        text = "\n".join(_name_last(lines)).strip(" \n")
        self._blocks.append(Block(kind, text, Place(line=lines[0].number), level))
        return len(groups)

    def _take_agreement(self, number: int) -> int:
        """«СОГЛАСОВАНО», the post, the name, the date: all of it is one stamp."""
        taken = [self._groups[number]]
        if len(taken[0].lines) > 1:
            return self._add(taken, BlockKind.STAMP)
        for group in self._groups[number + 1 :]:
            if names_year(taken[-1].flat) or not self._is_of_agreement(group):
                break
            taken.append(group)
        return self._add(taken, BlockKind.STAMP)

    def _is_of_agreement(self, group: Group) -> bool:
        flat = group.flat
        known = group.is_stamp or is_note(flat) or is_agreement(group.lines[0].text)
        known = known or marked_heading_level(flat) is not None or is_rules_title(flat)
        short = all(len(line.text) <= STAMP_LINE for line in group.lines)
        return short and not known and not ends_sentence(flat) and not is_item(flat)

    def _take_note(self, number: int) -> int:
        """«РҚАО-ның ескертпесі!» is the head of the note in the paragraph after it."""
        taken = [self._groups[number]]
        following = self._groups[number + 1 : number + 2]
        if taken[0].flat.endswith("!") and following and not following[0].lines[0].blank_before:
            taken += following
        return self._add(taken, BlockKind.FOOTNOTE)

    def _heading_level(self, number: int) -> int | None:
        group, flat = self._groups[number], self._groups[number].flat
        if not group.apart or len(flat) > LONGEST_HEADING:
            return None
        marked = marked_heading_level(flat)
        if marked:
            return marked
        if ends_sentence(flat) or is_form_word(flat) or is_status(flat) or is_requisites(flat):
            return None
        if is_numbered_title(flat):
            possible = self._may_be_numbered_title and self._is_alone(number)
            return CHAPTER_LEVEL if possible else None
        if is_item(flat):
            return None
        if not self._blocks or self._is_above_requisites(number):
            return TITLE_LEVEL
        return RULES_LEVEL if self._follows_stamp() or is_rules_title(flat) else None

    def _is_alone(self, number: int) -> bool:
        """A numbered line without a full stop is a title if the next line is not its rest."""
        following = self._groups[number + 1 : number + 2]
        return not following or not following[0].lines[0].text[:1].islower()

    def _is_above_requisites(self, number: int) -> bool:
        following = [group.flat for group in self._groups[number + 1 : number + 3]]
        if following and is_status(following[0]):
            following = following[1:]
        return bool(following) and is_requisites(following[0])

    def _follows_stamp(self) -> bool:
        before = list(self._blocks)
        while before and before[-1].kind is BlockKind.PARAGRAPH and is_form_word(before[-1].text):
            before.pop()
        return (
            bool(before)
            and before[-1].kind is BlockKind.STAMP
            and not is_agreement(before[-1].text.split("\n", maxsplit=1)[0])
        )

    def _columns_of_table(self, number: int) -> int:
        """How many columns a flattened table beginning here has, 0 if none begins here.

        Such a table is known by the row that numbers its columns: as many numbers, in order, as
        there are heads above it.
        """
        heads = 0
        for group in self._groups[number:]:
            if _numbers_of_row(group):
                break
            if not group.apart or group.is_stamp or ends_sentence(group.flat):
                return 0
            heads += 1
        if heads < _FEWEST_COLUMNS or self._heading_level(number):
            return 0
        numbers, _ = self._row_of_numbers(number + heads)
        return heads if numbers == heads else 0

    def _row_of_numbers(self, number: int) -> tuple[int, int]:
        """How many columns the row of numbers counts, and how many groups it takes."""
        count = 0
        for taken, group in enumerate(self._groups[number:]):
            values = _numbers_of_row(group)
            if values != list(range(count + 1, count + 1 + len(values))) or not values:
                return count, taken
            count += len(values)
        return count, len(self._groups) - number

    def _take_table(self, number: int, columns: int) -> int:
        heads = self._groups[number : number + columns]
        _, taken = self._row_of_numbers(number + columns)
        rows = (
            tuple("\n".join(line.raw for line in group.lines) for group in heads),
            tuple(str(column) for column in range(1, columns + 1)),
        )
        block = table(rows, Place(line=heads[0].lines[0].number))
        if block is not None:
            self._blocks.append(block)
        return columns + taken


def _name_last(lines: Sequence[Line]) -> list[str]:
    """The lines as printed; in a signature the post is kept together, before the name."""
    signature = split_signature(lines[0])
    if signature is None or len(lines) == 1:
        return [line.raw for line in lines]
    post, name = signature
    return [post, *(line.raw for line in lines[1:]), name]


def _numbers_of_row(group: Group) -> list[int]:
    """«1 2 3 4» → [1, 2, 3, 4]; [] for anything but numbers."""
    words = group.flat.split()
    if not all(word.isdecimal() and len(word) <= 2 for word in words):
        return []
    return [int(word) for word in words]

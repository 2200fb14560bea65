"""What all readers must agree on: how blocks are made and how a note on amendments begins.

Kept apart so that a table or a footnote looks the same to the later stages whichever file
format it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from ingest.blocks import Block, BlockKind, Place

_AMENDMENT_NOTE = re.compile(
    r"""\s*(?:
        (?:Сноска|Ескерту|Footnote)\s*[.:!]       # «Сноска. Пункт 1 в редакции …»
      | Примечание\s+(?:ИЗПИ|РЦПИ)\b              # the publisher's own warnings
      | (?:ЗҚАИ|РҚАО)\s*-?\s*ның\s+ескертпесі\b
      | Note\s+(?:of\s+)?(?:ILLI|RCLI)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)


_NUMBER_MARK = re.compile(r"\d{1,4}(?:-\d{1,3})*[.)](?:\s|$)")

_LONGEST_STAMP = 700
_LONGEST_SIGNATURE = 200
_MOST_SIGNATURE_CELLS = 3


class TableUse(Enum):
    """What a table is there for."""

    DATA = "data"
    STAMP = "stamp"
    """Text set apart at the right; each filled cell is a stamp."""
    LAYOUT = "layout"
    """Its cells only place paragraphs on the page (a signature, a frame around the text)."""


def is_amendment_note(text: str) -> bool:
    """Whether a paragraph is a note on amendments by the way it begins, in any of 3 languages."""
    return _AMENDMENT_NOTE.match(text) is not None


def begins_with_number(text: str) -> bool:
    """Whether a line begins as a numbered provision does: «13. », «9-1. », «2) »."""
    return _NUMBER_MARK.match(text) is not None


def joined_at_breaks(lines: Iterable[str]) -> list[str]:
    """The paragraphs that a person sees in lines divided by mere breaks.

    An empty line, a number or a note on amendments starts a new paragraph; any other break is a
    matter of the page and becomes a space.
    """
    paragraphs: list[list[str]] = []
    after_blank = True
    for line in lines:
        text = line.strip()
        if not text:
            after_blank = True
            continue
        if after_blank or begins_with_number(text) or is_amendment_note(text):
            paragraphs.append([])
        paragraphs[-1].append(text)
        after_blank = False
    return [" ".join(each) for each in paragraphs]


def paragraph(text: str, place: Place) -> Block:
    """A block of running text: FOOTNOTE if it begins as a note on amendments, else PARAGRAPH."""
    kind = BlockKind.FOOTNOTE if is_amendment_note(text) else BlockKind.PARAGRAPH
    return Block(kind, text, place)


def table(rows: Iterable[Sequence[str]], place: Place) -> Block | None:
    """A TABLE block, or ``None`` if no cell has text.

    ``text`` repeats the cells (tab between cells, line break between rows) for stages that only
    search; ``rows`` is what to work with. Rows without any text are dropped.
    """
    kept = tuple(tuple(row) for row in rows if any(cell.strip() for cell in row))
    if not kept:
        return None
    text = "\n".join("\t".join(row) for row in kept)
    return Block(BlockKind.TABLE, text, place, rows=kept)


def table_use(rows: Sequence[Sequence[str]], *, bordered: bool, at_right: bool = False) -> TableUse:
    """What a table is there for, by where its text stands.

    Legal sites and ministries put stamps into the right of two columns («Приложение 1 к
    приказу …») and signatures into one row («Министр», «А. Имя»), both without borders.
    ``at_right``: the cells with text are aligned to the right.
    """
    filled = [
        (row_number, column, text)
        for row_number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text.strip()
    ]
    one_a_row = len({row_number for row_number, *_ in filled}) == len(filled)
    at_side = at_right or all(column > 0 for _, column, _ in filled)
    short = all(len(text) <= _LONGEST_STAMP for *_, text in filled)
    if one_a_row and at_side and short and (not bordered or len(filled) == 1):
        return TableUse.STAMP
    signature = (
        len({row_number for row_number, *_ in filled}) == 1
        and len(filled) <= _MOST_SIGNATURE_CELLS
        and all(len(text) <= _LONGEST_SIGNATURE for *_, text in filled)
        and not bordered
    )
    return TableUse.LAYOUT if signature or len(filled) == 1 else TableUse.DATA

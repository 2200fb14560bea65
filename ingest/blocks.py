"""Blocks: what every reader makes of a file, and all that the later stages know of it.

A reader turns bytes into blocks in the order a person would read them. It says what the file
says (this is a heading, this is a table) and where it stood; it does not interpret law.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is, as far as the file itself tells."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TABLE = "table"
    FOOTNOTE = "footnote"
    """A note on amendments («Сноска.», «Ескерту.», «Footnote.») or on the text."""
    STAMP = "stamp"
    """Text set apart at the margin: «Приложение 1 к приказу …», «Утверждены …», «СОГЛАСОВАНО»."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stood in its file, so that a person can find it.

    ``line`` counts from 1 in text files; ``page`` from 1 in PDF; ``element`` counts the blocks
    of formats that have neither.
    """

    page: int | None = None
    line: int | None = None
    element: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One block. ``text`` keeps line breaks that carry meaning (inside cells, stamps).

    ``level`` is the heading level (1 is the title), 0 elsewhere. ``rows`` holds a table's cells,
    row by row; a cell that spans several columns appears once, so such a row is shorter.
    """

    kind: BlockKind
    text: str
    place: Place = field(default_factory=Place)
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The result of a reader: the blocks, and what the container said about itself.

    ``properties`` holds only what the container states outright (HTML ``<title>``, DOCX core
    properties, YAML front matter), under lower-case names; never guesses.
    """

    blocks: tuple[Block, ...]
    media_type: str
    properties: dict[str, str] = field(default_factory=dict)

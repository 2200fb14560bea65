"""Lines of a text file, and how the file lays out paragraphs.

There is no mark for a paragraph in plain text: it shows by an indent, by a blank line, or by the
line itself when lines are not wrapped. Which of them a file uses is measured once for the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.cleaning.characters import normalize_characters
from ingest.cleaning.letter_spacing import mend_letter_spacing
from ingest.cleaning.spacing import collapse_spaces, mend_punctuation_spacing

PARAGRAPH_INDENT = 4
"""From this many spaces on, an indent begins a paragraph."""
_DEEP_INDENT = 20
_SHARE_OF_INDENTED = 0.05
_WIDEST_WRAPPED = 130
_SHARE_OF_WIDER = 0.02
_NARROWEST = 60
SHORT_LINE = 70
"""Lines of a title or a signature that belong together are no longer than this."""
STAMP_LINE = 95
"""Nor are the lines of a stamp longer than this."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    ``raw`` keeps every space, for the cleaner; ``text`` is the line without its damage, for
    recognising what it is. ``blank_before`` counts the blank lines above it.
    """

    number: int
    raw: str
    text: str
    blank_before: int = 0

    @property
    def indent(self) -> int:
        """How many spaces the line begins with."""
        return len(self.raw) - len(self.raw.lstrip(" "))

    @property
    def begins_indented(self) -> bool:
        """Whether the indent is that of a paragraph, not that of a centred or right-hand line."""
        return PARAGRAPH_INDENT <= self.indent < _DEEP_INDENT


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file lays out its paragraphs.

    ``indented``: a paragraph begins with an indent. ``wrapped``: lines are broken by hand at
    ``width`` columns, else a line is a whole paragraph.
    """

    indented: bool
    wrapped: bool
    width: int

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether a line ends because the first word of the following one had no room in it."""
        return len(line.raw.rstrip()) + 1 + len(following.text.split(" ")[0]) > self.width


def split_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank. A form feed counts as a blank line."""
    lines: list[Line] = []
    blank = 0
    for number, source in enumerate(text.split("\n"), start=1):
        pieces = normalize_characters(source.replace("\f", "\n\n")).split("\n")
        for piece in pieces:
            if not piece.strip():
                blank += 1
                continue
            plain = collapse_spaces(mend_letter_spacing(piece))
            lines.append(Line(number, piece, mend_punctuation_spacing(plain), blank))
            blank = 0
    return lines


def measure(lines: Sequence[Line]) -> Layout:
    """The layout of a file."""
    lengths = sorted(len(line.raw.rstrip()) for line in lines)
    wider = sum(length > _WIDEST_WRAPPED for length in lengths)
    wrapped = wider <= _SHARE_OF_WIDER * len(lengths)
    indented = sum(line.begins_indented for line in lines)
    # Single lines stick out of the column; the width is what nearly all of them keep to.
    width = max(_NARROWEST, lengths[int(len(lengths) * 0.9)] if lengths else 0)
    return Layout(indented >= max(2, _SHARE_OF_INDENTED * len(lines)), wrapped, width)

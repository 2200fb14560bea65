"""Lines of a PDF page: characters with places on the page made into lines with a look.

A PDF has no lines, words or paragraphs, only signs at places. Reading them by their places, not
in the order of drawing, also puts the texts of links where they are seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from pdfplumber.utils.text import extract_words

Character = dict[str, Any]
Box = tuple[float, float, float, float]

# Shares of the size of the type.
_WORD_GAP = 0.18
_NO_GAP = 0.1
_COLUMN_GAP = 4.0
_SAME_LINE = 0.4
_STRETCHED_SHARE = 0.7
_STRETCHED_GAP = 1.6
_FEWEST_STRETCHED = 4

_FAR_APART = " " * 10
_BOLD_FONT = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line as it is seen. ``text`` keeps wide gaps as runs of spaces, for the cleaner."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    red: bool

    @property
    def height(self) -> float:
        """The height of its type."""
        return self.bottom - self.top


def has_room_for(line: PdfLine, following: PdfLine, right: float) -> bool:
    """Whether the first word of the following line would have fitted into this one.

    If so, the line was broken by an author, not by the margin at ``right``.
    """
    word = following.text.split(" ", maxsplit=1)[0]
    width = (following.x1 - following.x0) / max(1, len(following.text))
    return line.x1 + (len(word) + 1) * width < right


def visible_characters(characters: Iterable[Character]) -> list[Character]:
    """The characters without turned ones (watermarks) and without doubles (imitated bold)."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for character in characters:
        place = (character["text"], round(character["x0"]), round(character["top"]))
        if character["upright"] and (character["text"].isspace() or place not in seen):
            seen.add(place)
            kept.append(character)
    return kept


def lines_of(characters: Sequence[Character], page: int) -> list[PdfLine]:
    """The lines that the characters make up, from top to bottom."""
    return [
        _line(words, page)
        for words in _rows_of_words(
            extract_words(
                list(characters),
                x_tolerance_ratio=_WORD_GAP,
                extra_attrs=["fontname", "size"],
                return_chars=True,
            )
        )
    ]


def _rows_of_words(words: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    rows: list[list[Mapping[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["bottom"], word["x0"])):
        last = rows[-1][0] if rows else None
        tolerance = _SAME_LINE * (word["size"] if last is None else max(word["size"], last["size"]))
        if last is not None and word["bottom"] - last["bottom"] <= tolerance:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: float(word["x0"])) for row in rows]


def _line(words: Sequence[Mapping[str, Any]], page: int) -> PdfLine:
    characters = [character for word in words for character in word["chars"]]
    return PdfLine(
        text=_text(words),
        page=page,
        x0=min(word["x0"] for word in words),
        x1=max(word["x1"] for word in words),
        top=min(word["top"] for word in words),
        bottom=max(word["bottom"] for word in words),
        size=_most_common(round(character["size"], 1) for character in characters),
        bold=_most_common(bool(_BOLD_FONT.search(char["fontname"])) for char in characters),
        red=_most_common(_is_red(char["non_stroking_color"]) for char in characters),
    )


def _text(words: Sequence[Mapping[str, Any]]) -> str:
    gaps = [later["x0"] - word["x1"] for word, later in pairwise(words)]
    stretched = _is_stretched(words)
    usual = median(gaps) if gaps else 0.0
    text = ""
    for word, gap in zip(words, [*gaps, 0.0], strict=True):
        text += word["text"]
        if gap > _COLUMN_GAP * word["size"]:
            text += _FAR_APART
        elif stretched and gap > _STRETCHED_GAP * usual:
            text += "  "
        elif gap > _NO_GAP * word["size"]:
            text += " "
    return text.rstrip()


def _is_stretched(words: Sequence[Mapping[str, Any]]) -> bool:
    single = sum(len(word["text"]) == 1 for word in words)
    return single >= max(_FEWEST_STRETCHED, _STRETCHED_SHARE * len(words))


def _is_red(color: object) -> bool:
    """Notes on amendments are red in the bank's files."""
    if not isinstance(color, (tuple, list)) or len(color) != 3:
        return False
    red, green, blue = (float(value) for value in color)
    return red > 0.6 and green < 0.35 and blue < 0.35


def _most_common(values: Iterable[Any]) -> Any:
    return Counter(values).most_common(1)[0][0]

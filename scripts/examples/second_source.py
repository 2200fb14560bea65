"""The text of the second three example acts, read once for every writer.

The PDF, the web page and the DOCX must say the same as each other and as the other language, so
the words live in one Markdown file a language (``second_sources/``, in the notation of the real
acts) and the writers only lay them out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = HERE / "second_sources"
ACTS = HERE.parents[1] / "examples" / "acts"

_BLOCK = re.compile(r"\n\s*\n")
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
_NOTE = ("Сноска.", "Ескерту.")


class PartKind(StrEnum):
    """What a part of an act is to a person who lays it out."""

    TITLE = "title"
    STATUS = "status"
    REQUISITE = "requisite"
    RULES_TITLE = "rules_title"
    CHAPTER = "chapter"
    PARAGRAPH = "paragraph"
    FOOTNOTE = "footnote"
    SIGNATURE = "signature"
    STAMP = "stamp"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Part:
    """One part in reading order; ``rows`` is filled for tables only."""

    kind: PartKind
    text: str
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def lines(self) -> list[str]:
        """The lines that the source keeps apart (stamps)."""
        return self.text.split("\n")


def read_source(path: Path) -> list[Part]:
    """Read one Markdown source. Raises ``ValueError`` where it lacks the adilet header lines."""
    parts = [_part(block) for block in _BLOCK.split(_table_apart(path)) if block.strip()]
    if [part.kind for part in parts[:2]] != [PartKind.TITLE, PartKind.STATUS]:
        raise ValueError(f"{path}: a source starts with «# title» and «*status*»")
    parts[2] = Part(PartKind.REQUISITE, parts[2].text)
    return parts


def _table_apart(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("<table>", "\n\n<table>")


def _part(block: str) -> Part:
    block = block.strip("\n")
    text = block.strip()
    if text.startswith("<table>"):
        return Part(PartKind.TABLE, "", _rows(text))
    for mark, kind in (
        ("### ", PartKind.CHAPTER),
        ("## ", PartKind.RULES_TITLE),
        ("# ", PartKind.TITLE),
    ):
        if text.startswith(mark):
            return Part(kind, text.removeprefix(mark))
    if text.startswith(">"):
        return _quoted(text)
    if text.startswith("**"):
        return Part(PartKind.SIGNATURE, text.strip("*"))
    if text.startswith("*"):
        return Part(PartKind.STATUS, text.strip("*"))
    return Part(PartKind.PARAGRAPH, text)


def _quoted(text: str) -> Part:
    lines = [line.lstrip("> ").rstrip().strip("*") for line in text.split("\n")]
    kind = PartKind.FOOTNOTE if lines[0].startswith(_NOTE) else PartKind.STAMP
    return Part(kind, "\n".join(lines))


def _rows(table: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.strip() for cell in _CELL.findall(row)) for row in _ROW.findall(table))

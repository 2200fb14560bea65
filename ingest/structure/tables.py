"""Rows of an annex table: number, what the row is about, what it says.

The list of basic requirements prints three columns (number, name, content), but ministries
merge cells, repeat header rows, split a row over pages or leave the number's cell empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ROW_NUMBER = re.compile(r"^(\d{1,3}(?:-\d{1,2})?)\s?[.)]?$")
_NUMBER_AND_NAME = re.compile(r"^(\d{1,2}(?:-\d{1,2})?)\s?\.\s+(\S.*)$", re.DOTALL)


@dataclass(slots=True)
class Row:
    """One numbered row; ``lines`` are the lines of its content."""

    number: str
    heading: str
    lines: list[str] = field(default_factory=list)


def table_rows(rows: tuple[tuple[str, ...], ...]) -> tuple[list[Row], list[str]]:
    """Split a table into its numbered rows and the lines that belong to no row (titles, forms).

    A row with an empty first cell continues the row above. «1 | 2 | 3» (numbers of columns) is
    dropped.
    """
    numbered: list[Row] = []
    loose: list[str] = []
    for cells in rows:
        texts = [cell.strip() for cell in cells]
        if not any(texts) or _numbers_of_columns(texts):
            continue
        row = _numbered_row(texts)
        if row is not None:
            numbered.append(row)
        elif numbered and len(texts) > 1 and not texts[0]:
            numbered[-1].lines.extend(_lines([text for text in texts if text]))
        elif numbered and len(texts) == 1 and not _ROW_NUMBER.match(texts[0]):
            numbered[-1].lines.extend(_lines(texts))
        else:
            loose.append(" | ".join(text for text in texts if text))
    return numbered, loose


def names_of_rows(rows: list[Row]) -> list[str]:
    """The numbers by which rows are addressed: as printed, but for a plain misprint.

    Acts print «3», «44», «5»: the row between 3 and 5 is row 4 in every other edition.
    """
    names = [row.number for row in rows]
    for place in range(1, len(rows) - 1):
        before, after = names[place - 1], names[place + 1]
        if before.isdecimal() and after.isdecimal() and int(after) - int(before) == 2:
            between = str(int(before) + 1)
            if names[place].isdecimal():
                names[place] = between
    return names


def _numbers_of_columns(texts: list[str]) -> bool:
    return len(texts) >= 3 and texts == [str(index + 1) for index in range(len(texts))]


def _numbered_row(texts: list[str]) -> Row | None:
    match = _ROW_NUMBER.match(texts[0])
    if match and len(texts) >= 2:
        if len(texts) == 2:
            return Row(match[1], "", _lines(texts[1:]))
        return Row(match[1], " ".join(texts[1].split()), _lines(texts[2:]))
    named = _NUMBER_AND_NAME.match(texts[0]) if len(texts) == 2 else None
    if named:
        return Row(named[1], " ".join(named[2].split()), _lines(texts[1:]))
    return None


def _lines(texts: list[str]) -> list[str]:
    return [line.strip() for text in texts for line in text.split("\n") if line.strip()]

"""Finding the table of the Annex 1 form among all that a file holds.

After this the form is headings that are understood, rows of values under them, and the lines
around the table; what the values mean is not looked at here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.forms.annex1_columns import Column, recognise, squeeze
from ingest.forms.errors import FormError, FormProblem
from ingest.forms.source import FormSource, Grid

_FEWEST_HEADINGS = 4
_LONGEST_HEADING = 300
_HEADING_WITHIN_ROWS = 60
_FEWEST_NUMBERS = 4
_LANGUAGES = ("kk", "ru", "en")


@dataclass(slots=True)
class Annex1Table:
    """The table of the form. ``rows`` holds the filled rows only, by column."""

    language: str
    columns: tuple[Column, ...]
    rows: list[dict[Column, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    problems: list[FormProblem] = field(default_factory=list)


def find_table(source: FormSource) -> Annex1Table:
    """The table of the form, continued over later tables with the same headings.

    Raises ``FormError`` if no table has the headings of the form.
    """
    found: Annex1Table | None = None
    above: list[str] = []
    for grid in source.tables:
        position = _heading_row(grid)
        if position is None:
            above += _lines_of(grid)
            continue
        headings = _Headings(grid[position])
        if found is None:
            found = Annex1Table(headings.language, headings.columns)
            found.problems += headings.problems(grid[position + 1 :])
        found.lines += _lines_of(grid[:position])
        _take_rows(found, headings, grid[position:])
    if found is None:
        raise FormError((_no_form(),))
    found.lines = [*source.lines, *above, *found.lines]
    return found


def _no_form() -> FormProblem:
    return FormProblem(
        None,
        None,
        "No table with the headings of the Annex 1 form was found. Fill in the form as it stands "
        "in Annex 1 of the Rules and keep its headings.",
        "no_form",
    )


def _heading_row(grid: Grid) -> int | None:
    """The row with the most headings of the form, if there are enough for it to be the form."""
    best, most = None, _FEWEST_HEADINGS - 1
    for index, row in enumerate(grid[:_HEADING_WITHIN_ROWS]):
        count = len(
            {
                known[0]
                for cell in row
                if len(cell) <= _LONGEST_HEADING and (known := recognise(cell))
            }
            - {Column.ROW_NUMBER}
        )
        if count > most:
            best, most = index, count
    return best


class _Headings:
    """Which column of the grid holds what."""

    def __init__(self, row: Sequence[str]) -> None:
        self.row = tuple(row)
        self.by_index: dict[int, Column] = {}
        self.repeated: list[str] = []
        self.unknown: dict[int, str] = {}
        languages: Counter[str] = Counter()
        for index, heading in enumerate(row):
            known = recognise(heading)
            # Only the first column, that of row numbers, may go without a heading.
            if known is None or (index and not heading.strip()):
                self.unknown[index] = " ".join(heading.split())
            elif known[0] not in self.by_index.values():
                self.by_index[index] = known[0]
                languages.update([known[1]] if known[1] else [])
            elif heading == row[index - 1]:
                # One heading over two columns («телефоны, адрес электронной почты»).
                self.by_index[index] = known[0]
            else:
                self.repeated.append(" ".join(heading.split()))
        self.language = max(_LANGUAGES, key=lambda each: languages[each])

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(dict.fromkeys(self.by_index.values()))

    def values_in(self, row: Sequence[str]) -> dict[Column, str]:
        """The text of each column; those under one heading are put together."""
        texts: dict[Column, dict[str, None]] = {column: {} for column in self.columns}
        for index, column in self.by_index.items():
            if index < len(row) and row[index].strip():
                texts[column][row[index].strip()] = None
        return {column: "\n".join(found) for column, found in texts.items()}

    def problems(self, rows: Grid) -> list[FormProblem]:
        filled = {
            index
            for row in rows
            if not _is_line(row)
            for index, cell in enumerate(row)
            if cell.strip()
        }
        problems = [
            FormProblem(
                None,
                None,
                f"The column «{heading}» is not in the form. Remove it."
                if heading
                else f"Column {index + 1} has values but no heading. Name it or remove it.",
                "unknown_column",
            )
            for index, heading in self.unknown.items()
            if heading or index in filled
        ]
        return problems + [
            FormProblem(
                None,
                None,
                f"The column «{heading}» says the same as another one. Keep one of them.",
                "repeated_column",
            )
            for heading in self.repeated
        ]


def _take_rows(table: Annex1Table, headings: _Headings, grid: Grid) -> None:
    heading = [squeeze(cell) for cell in headings.row]
    for row in grid:
        if [squeeze(cell) for cell in row] == heading or _is_numbering(row):
            continue
        if _is_line(row):
            table.lines += _lines_of([row])
            continue
        values = headings.values_in(row)
        if any(text for column, text in values.items() if column is not Column.ROW_NUMBER):
            table.rows.append(values)


def _is_numbering(row: Sequence[str]) -> bool:
    """The row «1 2 3 4 5 6 7 8» under the headings."""
    numbers = [text for cell in row if (text := cell.strip().rstrip("."))]
    expected = [str(number) for number in range(1, len(numbers) + 1)]
    return len(numbers) >= _FEWEST_NUMBERS and numbers == expected


def _is_line(row: Sequence[str]) -> bool:
    """A row that is one text: a title or a signature that stands inside the table."""
    texts = {cell.strip() for cell in row if cell.strip()}
    filled = [index for index, cell in enumerate(row) if cell.strip()]
    if len(texts) != 1 or len(row) < _FEWEST_NUMBERS:
        return False
    return len(filled) > 1 or (filled[0] == 0 and not texts.pop().rstrip(".").isdigit())


def _lines_of(grid: Grid) -> list[str]:
    lines: list[str] = []
    for row in grid:
        # A merged cell is repeated in the grid, and is one line of text.
        text = " ".join(dict.fromkeys(cell.strip() for cell in row if cell.strip()))
        lines += [line.strip() for line in text.split("\n") if line.strip()]
    return lines

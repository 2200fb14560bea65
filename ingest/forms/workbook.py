"""The sheets of an Excel workbook as grids of text, within strict bounds.

Only the upper left of a sheet is read, as a form is small; a sheet may claim a million rows and
a merged cell over all of them, so merges are read here and never given to a library to lay out.
"""

from __future__ import annotations

import math
import posixpath
import re
import zipfile
from datetime import date, datetime
from io import BytesIO

import openpyxl
from lxml import etree

from ingest.errors import FileTooLargeError, UnreadableFileError
from ingest.readers.docx_package import attribute, child, children, parse_part
from ingest.safety import DEFAULT_LIMITS, open_archive

_MOST_ROWS = 2000
_MOST_COLUMNS = 40
_MOST_SHEETS = 20
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_WORKBOOK_FOLDER = "xl"


def read_sheets(data: bytes) -> list[list[list[str]]]:
    """The cell texts of each sheet, row by row; a merged cell is repeated where it reaches.

    Whole numbers come without a fraction, dates as ``dd.mm.yyyy``, formulas as their last
    result. Raises ``UnreadableFileError`` and ``FileTooLargeError``.
    """
    with open_archive(data) as archive:
        size = sum(member.file_size for member in archive.infolist())
        if size > DEFAULT_LIMITS.workbook_bytes:
            raise FileTooLargeError(
                "The workbook is too large for a form. Send only the sheet with the form."
            )
        merges = _merges_by_sheet(archive)
    try:
        workbook = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        grids = {
            sheet.title: [
                [_text(value) for value in row]
                for row in sheet.iter_rows(
                    max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True
                )
            ]
            for sheet in workbook.worksheets[:_MOST_SHEETS]
        }
    except Exception as error:  # openpyxl raises many kinds on damaged workbooks
        raise UnreadableFileError(
            "The workbook is damaged. Open it in Excel, save it anew and send it again."
        ) from error
    for title, grid in grids.items():
        for merge in merges.get(title, []):
            _repeat(grid, merge)
    return [[row for row in grid if any(row)] for grid in grids.values()]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _merges_by_sheet(archive: zipfile.ZipFile) -> dict[str, list[tuple[int, int, int, int]]]:
    workbook = parse_part(archive, f"{_WORKBOOK_FOLDER}/workbook.xml")
    relations = parse_part(archive, f"{_WORKBOOK_FOLDER}/_rels/workbook.xml.rels")
    targets = {
        attribute(each, "Id"): attribute(each, "Target") or ""
        for each in children(relations, "Relationship")
    }
    merges = {}
    for sheet in list(children(child(workbook, "sheets"), "sheet"))[:_MOST_SHEETS]:
        target = targets.get(attribute(sheet, "id"), "")
        path = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.join(_WORKBOOK_FOLDER, target)
        )
        root = parse_part(archive, posixpath.normpath(path))
        merges[attribute(sheet, "name") or ""] = _merges_of(root)
    return merges


def _merges_of(root: etree._Element | None) -> list[tuple[int, int, int, int]]:
    """First row, first column, last row, last column of each merge, from 0, within bounds."""
    merges = []
    for each in children(child(root, "mergeCells"), "mergeCell"):
        found = _RANGE.fullmatch(attribute(each, "ref") or "")
        if found:
            left, top, right, bottom = found.groups()
            merges.append(
                (
                    int(top) - 1,
                    _column(left),
                    min(int(bottom) - 1, _MOST_ROWS - 1),
                    min(_column(right), _MOST_COLUMNS - 1),
                )
            )
    return merges[:_MOST_ROWS]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _repeat(grid: list[list[str]], merge: tuple[int, int, int, int]) -> None:
    top, left, bottom, right = merge
    if not (0 <= top < len(grid) and left < len(grid[top])):
        return
    text = grid[top][left]
    for row in grid[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = text

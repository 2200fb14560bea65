"""PDF files with a text layer into blocks.

Before: bytes of a PDF file. After: headings, paragraphs, notes, stamps and tables in the order of
reading, without page numbers and running heads. Lines of a block keep their breaks: hyphenation,
letter-spacing and line ends are undone by the cleaning stage.

Scans are refused: there is no text in them, and recognising it is no work of this base.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ingest.blocks import ReadDocument
from ingest.errors import FileTooLargeError, UnreadableFileError, UnsupportedFormatError
from ingest.readers.pdf_flow import blocks_of
from ingest.readers.pdf_lines import PdfLine, lines_of, visible_characters
from ingest.readers.pdf_margins import measure_margins, without_running_heads
from ingest.readers.pdf_tables import PdfTable, continues, extend, is_inside, tables_of

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 500
MOST_CHARACTERS = 5_000_000
_SCAN_SHARE = 0.5
_PICTURE_SHARE = 0.5
_FEWEST_CHARACTERS = 10
_SEND = "Send the act as a PDF with a text layer, or as DOCX or HTML."
# What the two parsers let through for a damaged file, found by spoiling sound ones.
_PARSER_ERRORS = (
    PyPdfError,
    PdfminerException,
    MalformedPDFException,
    PSException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_PROPERTIES = {"/Title": "title", "/Author": "author", "/Subject": "subject"}


@dataclass(slots=True)
class _Page:
    """What was found on one page."""

    height: float
    width: float
    lines: list[PdfLine] = field(default_factory=list)
    tables: list[PdfTable] = field(default_factory=list)
    is_scan: bool = False


def read(data: bytes) -> ReadDocument:
    """The blocks of a PDF file; ``place.page`` is the page on which a block begins.

    ``properties`` may hold «title», «author», «subject» and «scanned_pages», the numbers of pages
    that are pictures without text.

    Raises ``UnreadableFileError`` if the file is cut off, damaged or protected by a password,
    ``UnsupportedFormatError`` if it is a scan, ``FileTooLargeError`` if it has over 500 pages.
    """
    _check_whole(data)
    properties = _check_and_describe(data)
    pages = _read_pages(data)
    scanned = [number for number, page in enumerate(pages, start=1) if page.is_scan]
    _check_text(pages, scanned)
    if scanned:
        properties["scanned_pages"] = ", ".join(map(str, scanned))
    kept = without_running_heads([page.lines for page in pages], [page.height for page in pages])
    for page, lines in zip(pages, kept, strict=True):
        page.lines = lines
    margins = measure_margins([line for page in pages for line in page.lines], pages[0].width)
    return ReadDocument(tuple(blocks_of(_in_order(pages), margins)), MEDIA_TYPE, properties)


def _check_whole(data: bytes) -> None:
    """A PDF ends with the place of its index; a file cut off on the way does not."""
    last_index = data.rfind(b"startxref")
    if last_index < 0 or data.find(b"%%EOF", last_index) < 0:
        raise UnreadableFileError(
            "The PDF file is cut off: its end is missing. Download it again and send it whole."
        )


def _check_and_describe(data: bytes) -> dict[str, str]:
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _protected()
        count = len(reader.pages)
        information = dict(reader.metadata or {})
        properties = {
            name: " ".join(str(information[key]).split())
            for key, name in _PROPERTIES.items()
            if information.get(key)
        }
    except _PARSER_ERRORS as error:
        raise _damaged(error) from error
    if count > MOST_PAGES:
        raise FileTooLargeError(
            f"The PDF file has {count} pages; at most {MOST_PAGES} are read. Send the act alone."
        )
    if count == 0:
        raise UnreadableFileError(f"The PDF file has no pages. {_SEND}")
    return {name: value for name, value in properties.items() if value}


def _protected() -> UnreadableFileError:
    return UnreadableFileError(
        "The PDF file is protected by a password. Send it without the password."
    )


def _damaged(error: Exception) -> UnreadableFileError:
    detail = re.sub(r"\s+", " ", str(error))[:120] or type(error).__name__
    return UnreadableFileError(f"The PDF file is damaged ({detail}). Download it again. {_SEND}")


def _read_pages(data: bytes) -> list[_Page]:
    pages: list[_Page] = []
    characters = 0
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                characters += len(page.chars)
                if characters > MOST_CHARACTERS:
                    raise FileTooLargeError(
                        f"The PDF file holds over {MOST_CHARACTERS} characters. Send the act alone."
                    )
                pages.append(_read_page(page))
                page.close()
    except PDFPasswordIncorrect as error:
        raise _protected() from error
    except _PARSER_ERRORS as error:
        raise _damaged(error) from error
    return pages


def _read_page(page: Any) -> _Page:
    number = page.page_number
    characters = visible_characters(page.chars)
    tables = tables_of(page, characters, number)
    outside = [
        character
        for character in characters
        if not any(is_inside(character, table.box) for table in tables)
    ]
    return _Page(
        height=float(page.height),
        width=float(page.width),
        lines=lines_of(outside, number),
        tables=tables,
        is_scan=len(characters) < _FEWEST_CHARACTERS and _is_picture(page),
    )


def _is_picture(page: Any) -> bool:
    area = sum(image["width"] * image["height"] for image in page.images)
    return bool(area > _PICTURE_SHARE * float(page.width) * float(page.height))


def _check_text(pages: list[_Page], scanned: list[int]) -> None:
    if scanned and len(scanned) >= _SCAN_SHARE * len(pages):
        raise UnsupportedFormatError(
            f"The PDF file is a scan: {len(scanned)} of its {len(pages)} pages are pictures "
            f"without a text layer. {_SEND}"
        )
    if not any(page.lines or page.tables for page in pages):
        raise UnsupportedFormatError(f"The PDF file holds no text that can be read. {_SEND}")


def _in_order(pages: list[_Page]) -> Iterator[PdfLine | PdfTable]:
    """Lines and tables in the order of reading, tables cut by a page break joined."""
    open_table: PdfTable | None = None
    for page in pages:
        items: list[PdfLine | PdfTable] = [*page.lines, *page.tables]
        for item in sorted(items, key=lambda item: item.top):
            if isinstance(item, PdfTable):
                if open_table and open_table.last_page < item.page and continues(open_table, item):
                    extend(open_table, item)
                    continue
                if open_table is not None:
                    yield open_table
                open_table = item
                continue
            if open_table is not None:
                yield open_table
                open_table = None
            yield item
    if open_table is not None:
        yield open_table

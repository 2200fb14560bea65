"""The tables and the lines of a form, whichever of the accepted formats it came in.

Forms need what the blocks of acts do not keep: each value in its column, with merged cells
repeated in all the places they cover. So the same walks over DOCX and HTML are used here, but
not their blocks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.detection import DOCX, HTML, XLSX, detect
from ingest.errors import IngestError, UnreadableFileError, UnsupportedFormatError
from ingest.safety import check_size

_log = logging.getLogger(__name__)

Grid = list[list[str]]


@dataclass(slots=True)
class FormSource:
    """What a form consists of: its tables as grids, and the lines outside of them in order."""

    tables: list[Grid] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def add_line(self, text: str) -> None:
        """Add the lines of a text, blank ones left out."""
        self.lines += [line.strip() for line in text.split("\n") if line.strip()]


def read_source(data: bytes, name: str | None = None) -> FormSource:
    """The tables and lines of a form in DOCX, XLSX or HTML.

    Raises ``UnsupportedFormatError`` for any other format, ``UnreadableFileError`` for a damaged
    file and ``FileTooLargeError`` for one beyond the limits; nothing else.
    """
    try:
        check_size(data)
        return _reader_for(detect(data, name))(data)
    except IngestError:
        raise
    except Exception as error:
        # Format libraries raise anything at all on damaged bytes; the cause stays in the log.
        _log.warning("Reading the form %r failed unforeseen", name, exc_info=True)
        raise UnreadableFileError(
            "The file of the form is damaged. Open it in its program, save it anew and send it "
            "again."
        ) from error


def _reader_for(media_type: str) -> Callable[[bytes], FormSource]:
    readers = {DOCX: _read_docx, XLSX: _read_xlsx, HTML: _read_html}
    if media_type not in readers:
        raise UnsupportedFormatError(
            f"The form came as {media_type}, where its columns are not certain. Send it as DOCX, "
            "XLSX or HTML."
        )
    return readers[media_type]


def _read_docx(data: bytes) -> FormSource:
    from ingest.readers.docx_flow import Flow, Paragraph, text_of
    from ingest.readers.docx_package import open_package

    source = FormSource()
    for part in Flow(open_package(data)).parts():
        if isinstance(part, Paragraph):
            source.add_line(text_of([part]))
        else:
            source.tables.append(part.grid())
    return source


def _read_html(data: bytes) -> FormSource:
    from ingest.readers.html import parse_page
    from ingest.readers.html_flow import Paragraph, flow
    from ingest.readers.html_tables import grid_of

    source = FormSource()
    for part in flow(parse_page(data)):
        if isinstance(part, Paragraph):
            source.add_line("\n".join(part.line_texts()))
        else:
            source.tables.append(grid_of(part))
    return source


def _read_xlsx(data: bytes) -> FormSource:
    from ingest.forms.workbook import read_sheets

    # On a sheet the lines around the table are rows like any other; the form sorts them out.
    return FormSource(tables=read_sheets(data))

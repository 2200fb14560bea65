"""Readers of files: one small module a format, and one door to them all.

``read_file`` is that door: bytes in, blocks out, or an ``IngestError`` that a person can act on.
Nothing else knows the formats by name. Readers are imported when first used, since the
libraries under them are slow to load and one run seldom needs more than one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from ingest.blocks import ReadDocument
from ingest.detection import DOCX, HTML, MARKDOWN, PDF, PLAIN_TEXT, XLSX, detect
from ingest.errors import IngestError, UnreadableFileError, UnsupportedFormatError
from ingest.safety import DEFAULT_LIMITS, ReadLimits, check_document, check_size

Reader = Callable[[bytes], ReadDocument]

_log = logging.getLogger(__name__)


def _reader_in(module: str) -> Reader:
    def read(data: bytes) -> ReadDocument:
        reader: Reader = import_module(module).read
        return reader(data)

    return read


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        PLAIN_TEXT: _reader_in("ingest.readers.text"),
        MARKDOWN: _reader_in("ingest.readers.markdown"),
        HTML: _reader_in("ingest.readers.html"),
        DOCX: _reader_in("ingest.readers.docx"),
        PDF: _reader_in("ingest.readers.pdf"),
    }
)
"""Media type to the function that reads it."""


def read_file(
    data: bytes, name: str | None = None, limits: ReadLimits = DEFAULT_LIMITS
) -> ReadDocument:
    """Read a file of any supported format into blocks.

    ``name`` only helps to tell Markdown from plain text. Whatever the bytes are, nothing but an
    ``IngestError`` is raised: ``UnsupportedFormatError``, ``FileTooLargeError``,
    ``UnreadableFileError``, or what a reader adds (``RuinedTextError`` of PDF).
    """
    try:
        check_size(data, limits)
        media_type = detect(data, name)
        document = _reader_for(media_type)(data)
        check_document(document, limits)
    except IngestError:
        raise
    except Exception as error:
        # Format libraries raise anything at all on damaged bytes; the cause stays in the log.
        _log.warning("Reading %r failed unforeseen", name, exc_info=True)
        raise UnreadableFileError(
            "The file is damaged and cannot be read. Open it in its program, save it anew and "
            "send it again."
        ) from error
    return document


def _reader_for(media_type: str) -> Reader:
    if media_type == XLSX:
        raise UnsupportedFormatError(
            "The file is an Excel workbook, and an act is expected. Send the act as DOCX, HTML, "
            "PDF with a text layer, Markdown or plain text; a workbook is taken only as the form "
            "by Annex 1."
        )
    return READERS[media_type]

"""Errors of reading files: each says what is wrong with the file and what to do about it."""

from __future__ import annotations


class IngestError(Exception):
    """Something about a file keeps it from being loaded. ``str()`` is fit to show a person."""

    code = "ingest_error"


class UnreadableFileError(IngestError):
    """The bytes are not a sound file of their format (truncated, damaged, empty, a bomb)."""

    code = "unreadable_file"


class UnsupportedFormatError(IngestError):
    """The content is of a format that no reader takes."""

    code = "unsupported_format"


class FileTooLargeError(IngestError):
    """The file, or what it unpacks to, is over the limit."""

    code = "file_too_large"


class RuinedTextError(IngestError):
    """The text layer is ruined (bad recognition): loading it would spoil the base."""

    code = "ruined_text"


class MissingHeaderError(IngestError):
    """The file does not say which act it is. ``missing`` names the fields to be supplied."""

    code = "missing_header"

    def __init__(self, message: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.missing = missing


class StructureError(IngestError):
    """The text has no structure that could be an act or a form."""

    code = "no_structure"

"""Limits on what a file may cost to read, and the checks that hold them.

Files come from outside and some are hostile or broken. What must be known before any library
touches the bytes (size, what an archive would unpack to, whether its XML declares entities) is
checked here; so a bomb is refused by arithmetic and never by running out of memory.

Holds after ``open_archive``: every member is stored or deflated, their sizes add up to no more
than the limit, and no XML member has a document type, so no parser can be made to expand or
fetch anything.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

from ingest.blocks import ReadDocument
from ingest.errors import FileTooLargeError, UnreadableFileError

_MEGABYTE = 1024 * 1024
_PROLOG_CHUNK = 4096
_XML_SUFFIXES = (".xml", ".rels", ".vml")
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much one file may hold. The defaults are some tenfold above the largest real acts."""

    file_bytes: int = 50 * _MEGABYTE
    unpacked_bytes: int = 200 * _MEGABYTE
    xml_part_bytes: int = 64 * _MEGABYTE
    """One XML part of an archive: it becomes a tree several times its size."""
    workbook_bytes: int = 20 * _MEGABYTE
    """What an Excel workbook may unpack to: it only ever carries a form of a few rows."""
    unpacked_ratio: int = 150
    """Unpacked to packed size; honest Word XML shrinks ten to sixty times."""
    ratio_free_bytes: int = 8 * _MEGABYTE
    """Up to this unpacked size the ratio does not matter: too little to do harm."""
    archive_members: int = 5_000
    tags: int = 1_000_000
    """Tags of one page or XML part; the longest codes have a few hundred thousand."""
    nested_tables: int = 20
    """Tables within tables."""
    table_cells: int = 200_000
    blocks: int = 100_000


DEFAULT_LIMITS = ReadLimits()


def check_size(data: bytes, limits: ReadLimits = DEFAULT_LIMITS) -> None:
    """Refuse an empty file (``UnreadableFileError``) or an oversize one (``FileTooLargeError``)."""
    if not data:
        raise UnreadableFileError("The file is empty (0 bytes). Send the file again.")
    if len(data) > limits.file_bytes:
        raise FileTooLargeError(
            f"The file is {_megabytes(len(data))}, over the limit of "
            f"{_megabytes(limits.file_bytes)}. Send the act without its scans and attachments."
        )


def check_document(document: ReadDocument, limits: ReadLimits = DEFAULT_LIMITS) -> None:
    """Refuse a reading that is empty (``UnreadableFileError``) or unreasonably large.

    Raises ``FileTooLargeError`` for more blocks or table cells than any act has.
    """
    if not any(block.text.strip() for block in document.blocks):
        raise UnreadableFileError(
            "The file holds no text. If it is a scan, send a file with text (DOCX, HTML, PDF "
            "with a text layer)."
        )
    check_blocks(len(document.blocks), limits)
    check_cells(sum(len(row) for block in document.blocks for row in block.rows), limits)


def check_blocks(count: int, limits: ReadLimits = DEFAULT_LIMITS) -> None:
    """Raise ``FileTooLargeError`` if a file has more blocks than the limit."""
    if count > limits.blocks:
        raise FileTooLargeError(
            f"The file has more than {limits.blocks} paragraphs and tables. Send one act a file."
        )


def check_cells(cells: int, limits: ReadLimits = DEFAULT_LIMITS) -> None:
    """Raise ``FileTooLargeError`` if a file has more table cells than the limit."""
    if cells > limits.table_cells:
        raise FileTooLargeError(
            f"The tables of the file have more than {limits.table_cells} cells. Send the act "
            "without bulk data, or in parts."
        )


def open_archive(data: bytes, limits: ReadLimits = DEFAULT_LIMITS) -> zipfile.ZipFile:
    """Open a zip archive (DOCX, XLSX) after all checks; nothing is unpacked to disk.

    Raises ``UnreadableFileError`` for a damaged, encrypted or booby-trapped archive and
    ``FileTooLargeError`` for one that would unpack to more than the limits allow.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise UnreadableFileError(
            "The file is a damaged or truncated archive (DOCX and XLSX are archives). Open it in "
            "its program, save it anew and send it again."
        ) from error
    members = archive.infolist()
    _check_member_count(len(members), limits)
    for member in members:
        _check_member(member, limits)
    _check_total(sum(member.file_size for member in members), len(data), limits)
    for member in members:
        if member.filename.lower().endswith(_XML_SUFFIXES):
            _refuse_document_type(archive, member)
    return archive


def read_member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of a member, or ``None`` if the archive lacks it.

    Raises ``UnreadableFileError`` if the member is damaged.
    """
    try:
        return archive.read(name)
    except KeyError:
        return None
    except Exception as error:  # zipfile and zlib raise many kinds on damaged data
        raise _damaged_member(name) from error


def _check_member_count(count: int, limits: ReadLimits) -> None:
    if count > limits.archive_members:
        raise FileTooLargeError(
            f"The archive has {count} members, over the limit of {limits.archive_members}. "
            "Send a plain document."
        )


def _check_member(member: zipfile.ZipInfo, limits: ReadLimits) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise UnreadableFileError(
            "The file is protected by a password. Remove the password and send it again."
        )
    # Only these two are read in bounded steps by the standard library.
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnreadableFileError(
            f"The archive member {member.filename!r} is packed in a way that documents do not "
            "use. Save the document anew in its program and send it again."
        )
    is_xml = member.filename.lower().endswith(_XML_SUFFIXES)
    if is_xml and member.file_size > limits.xml_part_bytes:
        raise FileTooLargeError(
            f"The part {member.filename!r} unpacks to {_megabytes(member.file_size)}, over the "
            f"limit of {_megabytes(limits.xml_part_bytes)}. Send the act in parts."
        )


def _check_total(unpacked: int, packed: int, limits: ReadLimits) -> None:
    if unpacked > limits.unpacked_bytes:
        raise FileTooLargeError(
            f"The file unpacks to {_megabytes(unpacked)}, over the limit of "
            f"{_megabytes(limits.unpacked_bytes)}. Send the act without images and attachments."
        )
    if unpacked > limits.ratio_free_bytes and unpacked > packed * limits.unpacked_ratio:
        raise FileTooLargeError(
            f"The file unpacks to {unpacked // max(packed, 1)} times its size, as an archive bomb "
            "does. Save the document anew in its program and send it again."
        )


class _FoundDocumentTypeError(Exception):
    pass


class _FoundFirstElementError(Exception):
    pass


def _refuse_document_type(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Read an XML member up to its first element; a document type there is refused.

    Office formats never have one; without one there are no entities to expand or to fetch.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _on_document_type
    parser.StartElementHandler = _on_first_element
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_PROLOG_CHUNK):
                parser.Parse(chunk, False)
    except _FoundFirstElementError:
        return
    except _FoundDocumentTypeError:
        raise UnreadableFileError(
            f"The part {member.filename!r} declares XML entities, which documents never do and "
            "attacks do. Save the document anew in its program and send it again."
        ) from None
    except Exception as error:  # zipfile, zlib and expat raise many kinds on damaged data
        raise _damaged_member(member.filename) from error


def _on_document_type(*_: object) -> None:
    raise _FoundDocumentTypeError


def _on_first_element(*_: object) -> None:
    raise _FoundFirstElementError


def _damaged_member(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"The part {name!r} of the file is damaged. Open the file in its program, save it anew "
        "and send it again."
    )


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f} MB"

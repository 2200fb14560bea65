"""What a file is, told from its bytes: names lie, bytes do not.

A JPEG named ``.pdf`` or an old Word file named ``.docx`` is common in what ministries send. So
the type is taken from the content, and the name only chooses between Markdown and plain text,
which are both just text. Formats that are recognised but not taken are named in the error,
together with what to send instead.
"""

from __future__ import annotations

import re

from ingest.errors import UnreadableFileError, UnsupportedFormatError
from ingest.safety import open_archive, read_member

PLAIN_TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_ACCEPTED = "Send the act as DOCX, HTML, PDF with a text layer, Markdown or plain text."
_HEAD = 4096
_PDF_HEADER_WITHIN = 1024

_ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BINARY_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"AT&TFORM", "a DjVu scan"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_TEXT_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "an RTF document; save it as DOCX in Word"),
    (b"MIME-Version:", "a single-file web page (MHTML) or a letter; save it as HTML or DOCX"),
    (b"From: ", "an e-mail; send the attached document itself"),
    (b"%!PS", "a PostScript file; send the document it was printed from"),
)
# Directory entries of an OLE container, which store their names in UTF-16.
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_CONTENTS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "a document protected by a password; remove the password"),
    ("WordDocument", "an old Word document (.doc); save it as DOCX in Word"),
    ("Workbook", "an old Excel workbook (.xls); save it as XLSX in Excel"),
    ("PowerPoint Document", "an old presentation (.ppt); send its text as DOCX"),
    ("__substg1.0", "an Outlook letter (.msg); send the attached document itself"),
)
_HTML_START = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|style|script)\b", re.IGNORECASE
)
_HTML_FRAGMENT_START = re.compile(
    r"<(?:p|div|span|table|h[1-6]|center|font|article|section|main|b|br|ul|ol)\b", re.IGNORECASE
)
_MARKDOWN_NAMES = (".md", ".markdown")
_MARKDOWN_MARK = re.compile(
    r"^(?:\#{1,6}[ ]\S|>[ ]?\S|\*\*[^*\n]+\*\*[ \t]*$)|\[[^\[\]\n]{1,200}\]\((?:https?:|mailto:)",
    re.MULTILINE | re.VERBOSE,
)
_ENOUGH_MARKDOWN_MARKS = 2


def detect(data: bytes, name: str | None = None) -> str:
    """The media type of a file, by its content.

    ``name`` only chooses between Markdown and plain text. Raises ``UnsupportedFormatError`` for
    a format that no reader takes, saying what the file is and what to send instead, and
    ``UnreadableFileError`` for a damaged archive, an empty file, or bytes that are no text.
    """
    if not data.strip(b"\x00 \t\r\n\f\v\xa0"):
        raise UnreadableFileError("The file holds nothing but blanks. Send the file again.")
    head = data[:_HEAD]
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:
        return PDF
    if head.startswith(_ZIP_SIGNATURES):
        return _detect_archive(data)
    _refuse_known_binary(data)
    latin = head.decode("latin-1")
    if _HTML_START.match(latin, _after_prolog(latin)):
        return HTML  # in whatever encoding it declares
    # Imported here: the package of the readers itself needs this module first.
    from ingest.readers.text_encoding import decode_text

    text = decode_text(data)
    return _detect_text(text, name)


def _detect_archive(data: bytes) -> str:
    with open_archive(data) as archive:
        types = read_member(archive, "[Content_Types].xml") or b""
        names = archive.namelist()
        declared = read_member(archive, "mimetype") if "mimetype" in names else None
    if b"macroEnabled" in types:
        raise _unsupported("an Office document with macros; save it without macros (DOCX, XLSX)")
    if b"wordprocessingml.document.main+xml" in types:
        return DOCX
    if b"spreadsheetml.sheet.main+xml" in types:
        return XLSX
    if b"presentationml" in types:
        raise _unsupported("a presentation; send its text as DOCX")
    if declared and b"opendocument" in declared:
        raise _unsupported("an OpenDocument file; save it as DOCX")
    if declared and b"epub" in declared:
        raise _unsupported("an e-book (EPUB); send the act as DOCX or HTML")
    raise _unsupported(_describe_members(names))


def _describe_members(names: list[str]) -> str:
    shown = ", ".join(repr(name[:60]) for name in names[:3]) or "nothing"
    return f"an archive (it holds {shown}) and not a DOCX; send the documents themselves, unpacked"


def _refuse_known_binary(data: bytes) -> None:
    if data.startswith(_OLE_SIGNATURE):
        for entry, description in _OLE_CONTENTS:
            if entry.encode("utf-16-le") in data:
                raise _unsupported(description)
        raise _unsupported("an old Office file; save it as DOCX")
    start = data[:_HEAD].lstrip().lower()
    for signature, description in _TEXT_SIGNATURES:
        if start.startswith(signature.lower()):
            raise _unsupported(description)
    for signature, description in _BINARY_SIGNATURES:
        # A short signature in letters may begin an ordinary text.
        if data.startswith(signature) and (len(signature) > 2 or b"\x00" in data[:_HEAD]):
            raise _unsupported(
                f"{description}; send the document itself, not its picture or archive"
            )


def _unsupported(description: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(f"The file is {description}. {_ACCEPTED}")


def _detect_text(text: str, name: str | None) -> str:
    head = text[: 16 * _HEAD]
    start = _after_prolog(head)
    if _HTML_START.match(head, start):
        return HTML
    marks = sum(1 for _ in _MARKDOWN_MARK.finditer(head))
    looks_markdown = marks >= _ENOUGH_MARKDOWN_MARKS
    named_markdown = name is not None and name.lower().endswith(_MARKDOWN_NAMES)
    if _HTML_FRAGMENT_START.match(head, start) and not looks_markdown and not named_markdown:
        return HTML
    if head.lstrip().startswith("<?xml"):
        raise _unsupported("an XML file that is not a web page")
    return MARKDOWN if named_markdown or looks_markdown else PLAIN_TEXT


def _after_prolog(text: str) -> int:
    """Where the text begins after blanks, comments and an XML declaration."""
    position = 0
    while True:
        while position < len(text) and text[position].isspace():
            position += 1
        for opening, closing in (("<!--", "-->"), ("<?xml", ">")):
            if text.startswith(opening, position):
                end = text.find(closing, position)
                if end < 0:
                    return position
                position = end + len(closing)
                break
        else:
            return position

"""What a file is, whatever it is called."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import openpyxl
import pytest

from ingest.detection import DOCX, HTML, MARKDOWN, PDF, PLAIN_TEXT, XLSX, detect
from ingest.errors import FileTooLargeError, UnreadableFileError, UnsupportedFormatError
from ingest.readers import READERS, read_file
from ingest.safety import ReadLimits

TEXT = "Приказ Министра юстиции Республики Казахстан\n\n1. Утвердить Правила.\n"


def saved(document: object) -> bytes:
    stream = BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def archive_of(**members: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (TEXT.encode(), None, PLAIN_TEXT),
        (TEXT.encode(), "act.txt", PLAIN_TEXT),
        (TEXT.encode(), "act.md", MARKDOWN),
        (TEXT.encode("cp1251"), "act.docx", PLAIN_TEXT),
        (TEXT.encode("utf-16"), None, PLAIN_TEXT),
        (f"# Приказ\n\n{TEXT}\n## Правила\n".encode(), "act.txt", MARKDOWN),
        (f"<!DOCTYPE html><p>{TEXT}".encode(), "act.txt", HTML),
        (f"<?xml version='1.0'?><!-- x --><html><p>{TEXT}</html>".encode(), None, HTML),
        (f"<P ALIGN=center>{TEXT}</P>".encode(), None, HTML),
        (f"\ufeff  <HTML><p>{TEXT}".encode(), None, HTML),
        (f"<html><p>{TEXT}".encode("koi8-r"), None, HTML),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "act.docx", PDF),
        (b"\n\n%PDF-1.4\n", None, PDF),
        (saved(docx.Document()), "act.pdf", DOCX),
        (saved(openpyxl.Workbook()), "act.docx", XLSX),
    ],
)
def test_content_decides(data: bytes, name: str | None, media_type: str) -> None:
    assert detect(data, name) == media_type


def test_html_table_at_the_head_of_markdown_is_still_markdown() -> None:
    text = f"<table><tr><td>1</td></tr></table>\n\n## Глава 1\n\n> *Сноска. 1*\n\n{TEXT}"
    assert detect(text.encode()) == MARKDOWN


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "JPEG"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"MZ\x90\x00\x03\x00", "Windows program"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"{\\rtf1\\ansi text}", "RTF"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "MHTML"),
        (OLE + "WordDocument".encode("utf-16-le"), r"old Word document \(.doc\); save it as DOCX"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "Workbook".encode("utf-16-le"), "old Excel workbook"),
        (archive_of(photo=b"x"), "not a DOCX"),
        (archive_of(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
        (b"<?xml version='1.0'?><data/>", "XML file"),
    ],
)
def test_other_formats_are_named_with_what_to_send_instead(data: bytes, said: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=said) as caught:
        read_file(data, "act.pdf")
    assert "Send the act as DOCX" in str(caught.value)


def test_workbook_in_place_of_an_act_is_named() -> None:
    with pytest.raises(UnsupportedFormatError, match="Excel workbook, and an act is expected"):
        read_file(saved(openpyxl.Workbook()), "act.xlsx")


def test_document_with_macros_is_refused() -> None:
    types = "<Types><Override ContentType='application/vnd.ms-word.document.macroEnabled'/></Types>"
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
    with pytest.raises(UnsupportedFormatError, match="macros"):
        detect(stream.getvalue())


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", "\u00a0\n".encode(), b"\x00" * 5000])
def test_nothing_is_not_an_act(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        read_file(data, "act.txt")


def test_size_is_looked_at_before_anything_else() -> None:
    with pytest.raises(FileTooLargeError, match="over the limit"):
        read_file(TEXT.encode(), "act.txt", ReadLimits(file_bytes=10))


def test_each_type_has_a_reader_and_the_reader_says_its_type() -> None:
    samples = {
        PLAIN_TEXT: TEXT.encode(),
        MARKDOWN: b"# A\n\n## B\n",
        HTML: b"<html><p>a",
        DOCX: saved(_document_with_text()),
    }
    assert set(READERS) == {*samples, PDF}
    for media_type, data in samples.items():
        assert READERS[media_type](data).media_type == media_type


def _document_with_text() -> object:
    document = docx.Document()
    document.add_paragraph("1. Утвердить.")
    return document

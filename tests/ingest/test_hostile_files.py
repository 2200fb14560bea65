"""Files that mean harm or are broken: a clear error, at once, and never another one."""

from __future__ import annotations

import logging
import random
import resource
import socket
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import (
    FileTooLargeError,
    IngestError,
    UnreadableFileError,
    UnsupportedFormatError,
)
from ingest.forms import read_annex1
from ingest.readers import read_file
from ingest.readers.docx import read as read_docx
from ingest.readers.html import read as read_html
from ingest.readers.markdown import read as read_markdown

SECONDS = 10
MEGABYTES = 400


def docx_file() -> bytes:
    document = docx.Document()
    document.add_heading("Правила", 1)
    for number in range(20):
        document.add_paragraph(f"{number}. Пункт", style="List Number")
    table = document.add_table(3, 3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Срок"
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx_file() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.append(["№", "Наименование", 5, None])
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def with_member(data: bytes, name: str, content: bytes | Callable[[bytes], bytes]) -> bytes:
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content if isinstance(content, bytes) else content(old.read(name)))
    return stream.getvalue()


@pytest.fixture
def modest() -> Iterator[None]:
    """The test must be quick and must not add much to the memory of the process."""
    started = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.monotonic() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1024


@pytest.mark.usefixtures("modest")
class TestArchives:
    def test_truncated_document(self) -> None:
        data = docx_file()
        for end in range(4, len(data), len(data) // 40):
            with pytest.raises(UnreadableFileError, match="truncated"):
                read_file(data[:end], "act.docx")

    def test_archive_that_is_no_document(self) -> None:
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("скан.jpg", b"\xff\xd8\xff")
        with pytest.raises(UnsupportedFormatError, match="not a DOCX"):
            read_file(stream.getvalue(), "act.docx")

    def test_bomb_by_ratio_and_by_size(self) -> None:
        by_ratio = with_member(docx_file(), "word/media/image1.bin", b"\x00" * 60_000_000)
        with pytest.raises(FileTooLargeError, match="bomb"):
            read_file(by_ratio, "act.docx")
        by_part = with_member(docx_file(), "word/document.xml", b" " * 70_000_000)
        with pytest.raises(FileTooLargeError, match="over the limit"):
            read_file(by_part, "act.docx")

    def test_many_members(self) -> None:
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for number in range(6000):
                archive.writestr(f"{number}.xml", b"")
        with pytest.raises(FileTooLargeError, match="members"):
            read_file(stream.getvalue(), "act.docx")

    def test_member_that_lies_about_its_size(self) -> None:
        data = with_member(docx_file(), "word/document.xml", b"<a>" + b" " * 30_000_000 + b"</a>")
        with zipfile.ZipFile(BytesIO(data)) as archive:
            true_size = archive.getinfo("word/document.xml").file_size
        lying = data.replace(true_size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
        assert lying != data
        with pytest.raises(UnreadableFileError):
            read_file(lying, "act.docx")

    def test_packing_that_documents_do_not_use(self) -> None:
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
            archive.writestr("[Content_Types].xml", b"<Types/>")
        with pytest.raises(UnreadableFileError, match="packed"):
            read_file(stream.getvalue(), "act.docx")

    def test_password(self) -> None:
        data = bytearray(docx_file())
        for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            position = data.find(signature)
            while position >= 0:
                data[position + offset] |= 1
                position = data.find(signature, position + 4)
        with pytest.raises(UnreadableFileError, match="password"):
            read_file(bytes(data), "act.docx")


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(12)
    )
    + b"]>"
)
FETCH = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">'
    b'<!ENTITY y SYSTEM "http://127.0.0.1:9/">]>'
)


def after_declaration(prolog: bytes, reference: bytes) -> Callable[[bytes], bytes]:
    def change(xml: bytes) -> bytes:
        body = xml[xml.index(b"?>") + 2 :] if xml.startswith(b"<?xml") else xml
        return prolog + body.replace(b"<w:t>", b"<w:t>" + reference, 1).replace(
            b"<t>", b"<t>" + reference, 1
        )

    return change


@pytest.mark.usefixtures("modest")
class TestEntities:
    @pytest.mark.parametrize(
        "part", ["word/document.xml", "word/styles.xml", "docProps/core.xml", "[Content_Types].xml"]
    )
    @pytest.mark.parametrize(("prolog", "reference"), [(LAUGHS, b"&m;"), (FETCH, b"&x;")])
    def test_in_a_document(self, part: str, prolog: bytes, reference: bytes) -> None:
        data = with_member(docx_file(), part, after_declaration(prolog, reference))
        with pytest.raises(UnreadableFileError, match="entities"):
            read_file(data, "act.docx")

    @pytest.mark.parametrize(
        "part", ["xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"]
    )
    @pytest.mark.parametrize(("prolog", "reference"), [(LAUGHS, b"&m;"), (FETCH, b"&x;")])
    def test_in_a_workbook(self, part: str, prolog: bytes, reference: bytes) -> None:
        data = with_member(xlsx_file(), part, after_declaration(prolog, reference))
        with pytest.raises(UnreadableFileError, match="entities"):
            read_annex1(data, "form.xlsx")

    def test_behind_another_encoding(self) -> None:
        xml = '<?xml version="1.0" encoding="utf-16"?>' + FETCH.decode().partition("?>")[2]
        data = with_member(docx_file(), "word/document.xml", f"{xml}<d>&x;</d>".encode("utf-16"))
        with pytest.raises(UnreadableFileError, match="entities"):
            read_file(data, "act.docx")

    def test_even_past_the_gate_nothing_is_fetched(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The parser itself must not resolve, should the check before it ever be loosened."""
        monkeypatch.setattr("ingest.safety._refuse_document_type", lambda *_: None)
        data = with_member(docx_file(), "word/document.xml", after_declaration(FETCH, b"&x;"))
        text = " ".join(block.text for block in read_docx(data).blocks)
        assert socket.gethostname() not in text

    def test_in_a_page(self) -> None:
        page = FETCH + b"<html><body><p>1. text &x;</p></body></html>"
        text = " ".join(block.text for block in read_html(page).blocks)
        assert "1. text" in text
        assert socket.gethostname() not in text


@pytest.mark.usefixtures("modest")
@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", UnreadableFileError),
        (b" \r\n\t" * 1000, UnreadableFileError),
        (b"\x00" * 1000, UnreadableFileError),
        (b"\x00" * 200_000_000, FileTooLargeError),
        (b"\x00" * 40_000_000, UnreadableFileError),
        (b"\xff\xfe", UnreadableFileError),
        (b"\xff\xfe\x00", UnreadableFileError),
        (random.Random(83).randbytes(4000), UnreadableFileError),
        ("Приказ министра".encode()[:-1] + b"\xff" * 90, UnreadableFileError),
        (b"PK\x03\x04" + b"\x00" * 100, UnreadableFileError),
        (b"<html>" + b"<div>" * 100_000, UnreadableFileError),
        (b"<html>" + b"<!--" * 500_000, IngestError),
        (b"# " + b"[" * 2_000_000, None),
        (b"# " + b"*a" * 1_000_000, None),
        (b"# a" + b" " * 2_000_000 + b"b", None),
        (b"## a\n\n## b\n\n" + b"a|b\n" * 500_000, None),
        (b"## a\n\n## b\n\n" + b"> x\n>\n" * 300_000, FileTooLargeError),
        (b"## a\n\n## b\n\n" + b"<!--\n" * 500_000, None),
        (b"## a\n\n## b\n\n<table>" + b"<tr><td>" * 300_000, FileTooLargeError),
        (b"<!-- -->" * 100_000 + b"x", None),
        ("Приказ № 1\n".encode("utf-16-le") * 100, None),
        ("Приказ № 1\n".encode("utf-16-be") * 100, None),
    ],
    ids=lambda value: repr(value[:24]) if isinstance(value, bytes) else "",
)
def test_strange_text(data: bytes, error: type[IngestError] | None) -> None:
    if error is None:
        assert read_file(data, "act.md").blocks
    else:
        with pytest.raises(error):
            read_file(data, "act.md")


SAMPLES: dict[str, bytes] = {
    "docx": docx_file(),
    "xlsx": xlsx_file(),
    "html": (
        "<html><head><meta charset=utf-8></head><body><h1>Приказ</h1><table border=1><tr>"
        "<td rowspan=2>1<td colspan=3>2</table><ol start=5><li>а</ol><p align=right>Форма"
    ).encode(),
    "markdown": "# Приказ\n\n> *Сноска. 1*\n\n1. **П** [x](y)\n\n|а|б|\n|-|-|\n|в|г|\n".encode(),
    "text": "Приказ\n\n1. Пункт\n\n2. Пункт\n".encode("cp1251"),
}


def mutated(data: bytes, seed: int) -> bytes:
    """A sample with some bytes changed, cut out, doubled or cut off, the same for a seed."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed) + 1)
        length = chance.randint(1, 40)
        kind = chance.randrange(4)
        if kind == 0:
            changed[at : at + length] = chance.randbytes(length)
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = changed[at : at + length]
        elif at > 8:
            del changed[at:]
    return bytes(changed)


def mutated_inside(data: bytes, seed: int) -> bytes:
    """An archive with one of its parts mutated: sound as an archive, broken within."""
    chance = random.Random(seed)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        name = chance.choice(
            [*parts, "word/document.xml"] if "word/document.xml" in parts else parts
        )
        return with_member(data, name, mutated(archive.read(name), seed))


@pytest.mark.parametrize("sample", SAMPLES)
def test_mutated_files_give_a_reading_or_a_typed_error(
    sample: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The net under ``read_file`` must not be needed either: our readers know their errors."""
    caplog.set_level(logging.WARNING, "ingest.readers")
    for seed in range(300):
        data = mutated(SAMPLES[sample], seed)
        for read in (read_file, read_annex1):
            try:
                read(data, f"act.{sample}")
            except IngestError as error:
                assert str(error)
    assert not caplog.records


@pytest.mark.parametrize("sample", ["docx", "xlsx"])
def test_archives_mutated_inside_give_a_reading_or_a_typed_error(
    sample: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "ingest.readers")
    for seed in range(300):
        data = mutated_inside(SAMPLES[sample], seed)
        for read in (read_file, read_annex1):
            try:
                read(data, None)
            except IngestError as error:
                assert str(error)
    assert not caplog.records


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_at_all(data: bytes) -> None:
    for prefix in (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe"):
        try:
            read_file(prefix + data)
        except IngestError as error:
            assert str(error)


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("<>/=\"' \nptrdbh1аtableolisuc#*|-[]()!&;`~_"), max_size=120)
)
def test_any_arrangement_of_markup(text: str) -> None:
    for read in (read_html, read_markdown):
        try:
            read(f"x{text}".encode())
        except IngestError as error:
            assert str(error)

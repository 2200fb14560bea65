"""Broken and hostile files at the command line: a clear message, exit code 1, and no trace."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.command_line import app

ACTS = Path(__file__).parents[2] / "examples" / "acts"
PDF = ACTS / "noise-permit" / "rus.2026-04-01.pdf"
DOCX = ACTS / "drone-registration" / "rus.2024-04-22.docx"
GOOD = ACTS / "old-library-card" / "rus.2016-05-27.md"


def bilim(home: Path, *arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"BILIM_HOME": str(home)})


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


def truncated_pdf(path: Path) -> None:
    data = PDF.read_bytes()
    path.write_bytes(data[: len(data) // 3])


def zip_that_is_no_docx(path: Path) -> None:
    path.write_bytes(zipped(hello=b"<hello/>"))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def jpeg_named_pdf(path: Path) -> None:
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 40)


def zeros(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_000)


def zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(DOCX) as sound, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for member in sound.infolist():
            if member.filename != "word/document.xml":
                bomb.writestr(member.filename, sound.read(member))
        with bomb.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(80):
                part.write(b" " * 1_000_000)


def external_entities(path: Path) -> None:
    with zipfile.ZipFile(DOCX) as sound, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as evil:
        for member in sound.infolist():
            content = sound.read(member)
            if member.filename == "word/document.xml":
                head, mark, rest = content.partition(b"<w:document")
                entity = b'<!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/passwd">]>'
                content = head + entity + mark + rest.replace(b"</w:t>", b"&leak;</w:t>", 1)
            evil.writestr(member.filename, content)


BROKEN: list[tuple[str, Callable[[Path], None], set[str]]] = [
    ("truncated.pdf", truncated_pdf, {"unreadable_file"}),
    ("archive.docx", zip_that_is_no_docx, {"unsupported_format", "unreadable_file"}),
    ("empty.md", empty, {"unreadable_file"}),
    ("photo.pdf", jpeg_named_pdf, {"unsupported_format", "unreadable_file"}),
    ("zeros.txt", zeros, {"file_too_large"}),
    ("bomb.docx", zip_bomb, {"file_too_large"}),
    ("entities.docx", external_entities, {"unreadable_file"}),
]


def rows(home: Path) -> dict[str, int]:
    connection = sqlite3.connect(home / "store.db")
    try:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            if not name.startswith("sqlite_") and name != "store_identity"
        ]
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in tables
        }
    finally:
        connection.close()


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("broken")
    for name, make, _codes in BROKEN:
        make(folder / name)
    return folder


@pytest.mark.parametrize(("name", "codes"), [(name, codes) for name, _make, codes in BROKEN])
def test_contents_refuses_with_a_message(
    broken: Path, tmp_path: Path, name: str, codes: set[str]
) -> None:
    result = bilim(tmp_path, "contents", broken / name, "--json")
    assert result.exit_code == 1, result.output
    error = json.loads(result.stdout)["error"]
    assert error["code"] in codes, error
    assert len(error["message"]) > 20
    assert result.stderr.startswith("bilim: ")
    assert "Traceback" not in result.output
    assert "root:" not in result.output, "no entity was fetched"


def test_a_folder_of_broken_files_loads_the_sound_one_and_keeps_no_trace_of_the_rest(
    broken: Path, tmp_path: Path
) -> None:
    facts = ("--kind", "order", "--issuer", "Министра", "--date", "2020-01-01", "--number", "1")
    result = bilim(tmp_path / "all", "ingest", broken, *facts, GOOD)
    assert result.exit_code == 1
    refused = [line for line in result.stderr.splitlines() if line.startswith("refused")]
    assert len(refused) == len(BROKEN)
    for name, _make, _codes in BROKEN:
        assert any(name in line for line in refused), name
    assert "new_act" in result.stdout

    alone = bilim(tmp_path / "alone", "ingest", GOOD, *facts)
    assert alone.exit_code == 0, alone.output
    assert rows(tmp_path / "all") == rows(tmp_path / "alone")


def test_ingest_tells_each_file_in_json(broken: Path, tmp_path: Path) -> None:
    result = bilim(tmp_path, "ingest", broken / "empty.md", broken / "photo.pdf", "--json")
    assert result.exit_code == 1
    reports = json.loads(result.stdout)
    assert [(Path(each["file"]).name, each["error_code"]) for each in reports] == [
        ("empty.md", "unreadable_file"),
        ("photo.pdf", "unsupported_format"),
    ]
    assert all(each["error"] and not each["editions"] for each in reports)
    counts = rows(tmp_path)
    assert {name: count for name, count in counts.items() if count} == {"alembic_version": 1}

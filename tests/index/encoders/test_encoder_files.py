"""What happens when the files of an encoder are missing, cut short, changed or mixed up."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoders.errors import EncoderFilesError
from index.encoders.manifest import (
    MANIFEST_FILE,
    MODEL_FILE,
    TOKENIZER_FILE,
    read_manifest,
    record_of,
)
from index.encoders.onnx_encoder import OnnxEncoder
from index.encoders.registry import DEFAULT_FOLDER


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "model"))


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def claim_to_be_built_so(folder: Path) -> None:
    """Write the sizes and sums of the files that are there into the manifest."""
    manifest = json.loads((folder / MANIFEST_FILE).read_text("utf-8"))
    for key, name in (("model", MODEL_FILE), ("tokenizer", TOKENIZER_FILE)):
        manifest[key] = record_of(folder / name).model_dump()
    (folder / MANIFEST_FILE).write_text(json.dumps(manifest), "utf-8")


def test_the_files_that_ship_are_those_that_were_built(encoder: OnnxEncoder) -> None:
    encoder.verify()


def test_the_folder_says_what_it_is_and_under_which_licence() -> None:
    card = (DEFAULT_FOLDER / "MODEL_CARD.md").read_text("utf-8")
    manifest = read_manifest(DEFAULT_FOLDER)

    assert manifest.version in card
    assert f"{manifest.model.size:,}" in card
    assert "MIT" in (DEFAULT_FOLDER / "LICENSE").read_text("utf-8")


def test_a_folder_without_a_manifest_is_no_encoder(tmp_path: Path) -> None:
    with pytest.raises(EncoderFilesError, match=r"manifest\.json"):
        OnnxEncoder(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EncoderFilesError, match="nowhere"):
        OnnxEncoder(tmp_path / "nowhere")


@pytest.mark.parametrize("name", [MODEL_FILE, TOKENIZER_FILE])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied / name).unlink()

    with pytest.raises(EncoderFilesError, match=f"{name} is missing"):
        OnnxEncoder(copied)


@pytest.mark.parametrize("name", [MODEL_FILE, TOKENIZER_FILE])
def test_a_file_that_was_not_copied_whole_is_noticed_at_start(copied: Path, name: str) -> None:
    content = (copied / name).read_bytes()
    (copied / name).write_bytes(content[: len(content) // 2])

    with pytest.raises(EncoderFilesError, match="not copied whole"):
        OnnxEncoder(copied)


@pytest.mark.parametrize("name", [MODEL_FILE, TOKENIZER_FILE])
def test_a_changed_byte_is_found_by_verify(copied: Path, name: str) -> None:
    encoder = OnnxEncoder(copied)
    flip_a_byte(copied / name)

    with pytest.raises(EncoderFilesError, match=f"{name} is not the file that was built"):
        encoder.verify()


@pytest.mark.parametrize("name", [MODEL_FILE, TOKENIZER_FILE])
def test_rubbish_under_the_right_name_is_not_opened(copied: Path, name: str) -> None:
    (copied / name).write_bytes(b"rubbish" * 100)
    claim_to_be_built_so(copied)

    with pytest.raises(EncoderFilesError, match="is damaged"):
        OnnxEncoder(copied)


def test_an_edited_version_is_found_by_verify(copied: Path) -> None:
    path = copied / MANIFEST_FILE
    manifest = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(manifest | {"version": "0" * 16}), "utf-8")

    with pytest.raises(EncoderFilesError, match="was edited"):
        OnnxEncoder(copied).verify()


def drop_dimensions(manifest: dict[str, object]) -> object:
    return {key: value for key, value in manifest.items() if key != "dimensions"}


def another_format(manifest: dict[str, object]) -> object:
    return manifest | {"format": 2}


def a_list(manifest: dict[str, object]) -> object:
    return [manifest]


@pytest.mark.parametrize("spoil", [drop_dimensions, another_format, a_list])
def test_a_manifest_that_says_something_else_is_refused(
    copied: Path, spoil: Callable[[dict[str, object]], object]
) -> None:
    path = copied / MANIFEST_FILE
    path.write_text(json.dumps(spoil(json.loads(path.read_text("utf-8")))), "utf-8")

    with pytest.raises(EncoderFilesError, match="damaged or of another format"):
        read_manifest(copied)

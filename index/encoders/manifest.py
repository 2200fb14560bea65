"""The slip of paper in an encoder's folder: what lies there, and what its vectors are called.

The build writes it and the encoder reads it, so that a vector's origin (name and version) comes
from the very bytes that made it, and a half-copied folder is noticed before it encodes anything.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.encoders.errors import EncoderFilesError

MANIFEST_FILE = "manifest.json"
MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"

_READ_AT_ONCE = 1 << 20
_DIGITS_OF_VERSION = 16


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileRecord(_Frozen):
    """How long a file is and what its bytes are."""

    size: int = Field(gt=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class EncoderManifest(_Frozen):
    """What an encoder's folder holds.

    ``longest_text`` counts pieces, the two special ones at the ends included. ``padding_piece`` is
    the number of the piece that fills short texts up. ``one_by_one``: texts go through the model
    singly, since what goes through together shares a scale and would change each other's vectors.
    """

    format: Literal[1] = 1
    name: str = Field(min_length=1)
    version: str = Field(min_length=1)
    dimensions: int = Field(gt=0)
    longest_text: int = Field(gt=2)
    padding_piece: int = Field(ge=0)
    one_by_one: bool = False
    query_prefix: str
    passage_prefix: str
    model: FileRecord
    tokenizer: FileRecord


def record_of(path: Path) -> FileRecord:
    """Read a file through and record its size and SHA-256."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_READ_AT_ONCE):
            digest.update(piece)
    return FileRecord(size=path.stat().st_size, sha256=digest.hexdigest())


def version_of(model: FileRecord, tokenizer: FileRecord, prefixes: tuple[str, str]) -> str:
    """A version that changes whenever a text could get another vector."""
    parts = [model.sha256, tokenizer.sha256, *prefixes]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_DIGITS_OF_VERSION]


def read_manifest(folder: Path) -> EncoderManifest:
    """Read the manifest of an encoder's folder and check that the files it names are there whole.

    Only sizes are compared, as this runs at every start; `verify_files` compares the bytes.

    Raises EncoderFilesError when the folder, the manifest or a file is missing or damaged.
    """
    path = folder / MANIFEST_FILE
    try:
        manifest = EncoderManifest.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise EncoderFilesError(
            f"{folder} is not an encoder's folder: it has no {MANIFEST_FILE}. "
            "Give the folder that training/build_encoder.py wrote."
        ) from error
    except ValidationError as error:
        raise EncoderFilesError(
            f"{path} is damaged or of another format; build the encoder again: {error}"
        ) from error
    for file, recorded in _files(folder, manifest):
        _check_size(file, recorded)
    return manifest


def verify_files(folder: Path, manifest: EncoderManifest) -> None:
    """Compare every byte of the encoder's files with what the build recorded.

    Raises EncoderFilesError naming the first file that differs.
    """
    for file, recorded in _files(folder, manifest):
        _check_size(file, recorded)
        if record_of(file) != recorded:
            raise EncoderFilesError(
                f"{file} is not the file that was built (its SHA-256 differs); restore it"
            )
    prefixes = (manifest.query_prefix, manifest.passage_prefix)
    if version_of(manifest.model, manifest.tokenizer, prefixes) != manifest.version:
        raise EncoderFilesError(
            f"the manifest in {folder} was edited: its version does not follow from its files"
        )


def _files(folder: Path, manifest: EncoderManifest) -> list[tuple[Path, FileRecord]]:
    return [
        (folder / MODEL_FILE, manifest.model),
        (folder / TOKENIZER_FILE, manifest.tokenizer),
    ]


def _check_size(file: Path, recorded: FileRecord) -> None:
    if not file.is_file():
        raise EncoderFilesError(f"{file} is missing; restore it or build the encoder again")
    size = file.stat().st_size
    if size != recorded.size:
        raise EncoderFilesError(
            f"{file} has {size} bytes instead of {recorded.size}: it was not copied whole "
            "(a Git LFS pointer, or a broken transfer); restore it"
        )

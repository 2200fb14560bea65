"""The one small file that says which generation of the index is the index.

Every write makes a new generation beside the old one and then replaces the manifest, which the
file system does at once or not at all. Whatever moment a process is killed at, the manifest
names one whole generation; what it does not name is rubbish.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.backend import IndexStamp, IndexUnusableError

MANIFEST_NAME = "manifest.json"
LAYOUT = 1
"""Raised whenever the files of a generation change their form."""

_SPOT = 4096
_SPOTS = 48
_WHOLE_UP_TO = 1 << 20


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What a file must be like: its size, and a checksum of spots all over it."""

    size: int
    checksum: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A whole generation: its number, its stamp, its shape and its files (by relative path)."""

    generation: int
    dimensions: int
    versions: int
    stamp: IndexStamp
    files: dict[str, FileRecord]


def unusable(folder: Path, why: str) -> IndexUnusableError:
    """The error for an index that only making it anew can mend."""
    return IndexUnusableError(
        f"The search index in {folder} cannot be used: {why}. Make it anew with `bilim reindex`."
    )


def generation_folder(folder: Path, generation: int) -> Path:
    """Where a generation's files lie."""
    return folder / f"generation-{generation:08d}"


def record_file(path: Path) -> FileRecord:
    """Measure a file. Small files are read whole, of large ones evenly spread pages.

    A file cut short, emptied or half written is always noticed; reading hundreds of megabytes
    to find one changed bit would cost more than opening the index may take.
    """
    size = path.stat().st_size
    checksum = 0
    with path.open("rb") as file:
        if size <= _WHOLE_UP_TO:
            checksum = zlib.crc32(file.read())
        else:
            for spot in range(_SPOTS):
                file.seek((size - _SPOT) * spot // (_SPOTS - 1))
                checksum = zlib.crc32(file.read(_SPOT), checksum)
    return FileRecord(size, checksum)


def _seal(content: dict[str, Any]) -> int:
    return zlib.crc32(json.dumps(content, sort_keys=True).encode())


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest; None where there is none.

    Raises IndexUnusableError if it is damaged or of another layout.
    """
    try:
        text = (folder / MANIFEST_NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        content = json.loads(text)
        layout, seal = content.pop("layout"), content.pop("seal")
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise unusable(folder, "its manifest is damaged") from error
    if layout != LAYOUT:
        raise unusable(folder, f"it has layout {layout} and this version of Bilim reads {LAYOUT}")
    if seal != _seal(content):
        raise unusable(folder, "its manifest is damaged")
    return Manifest(
        generation=content["generation"],
        dimensions=content["dimensions"],
        versions=content["versions"],
        stamp=IndexStamp(**content["stamp"]),
        files={name: FileRecord(**record) for name, record in content["files"].items()},
    )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in the place of the one before, at once and for good."""
    content = asdict(manifest)
    text = json.dumps({**content, "layout": LAYOUT, "seal": _seal(content)}, indent=1)
    fresh = folder / f"{MANIFEST_NAME}.new"
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / MANIFEST_NAME)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make a file's content last through a loss of power."""
    with path.open("rb") as file:
        os.fsync(file.fileno())

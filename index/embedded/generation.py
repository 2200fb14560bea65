"""One whole state of the index on disk, opened for reading or being made."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.backend import IndexedPassage, IndexStamp
from index.embedded.facts import FACTS_NAME, Facts
from index.embedded.lexical import LEXICAL_NAME, LexicalReader, LexicalWriter, link_lexical
from index.embedded.manifest import (
    FileRecord,
    Manifest,
    generation_folder,
    record_file,
    sync_file,
    sync_folder,
    unusable,
)
from index.embedded.vectors import GRAPH_NAME, MATRIX_NAME, VectorReader, VectorWriter
from index.passages import IndexableVersion

_CHUNK = 2048


class Generation:
    """A generation opened for searching. It stays whole even when its files are removed.

    Raises IndexUnusableError if a file is missing or is not what the manifest says,
    FileNotFoundError if the whole generation is gone (a newer one may have taken its place).
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.manifest = manifest
        home = generation_folder(folder, manifest.generation)
        _check_files(folder, home, manifest)
        try:
            self.facts = Facts.load(home / FACTS_NAME)
            self.vectors = VectorReader(home, manifest.dimensions, manifest.stamp.passages)
            self.lexical = LexicalReader(home / LEXICAL_NAME)
        except FileNotFoundError:
            raise
        except Exception as error:
            raise unusable(folder, f"opening it failed ({error})") from error
        counts = (len(self.facts), len(self.vectors), len(self.lexical))
        if any(count != manifest.stamp.passages for count in counts):
            raise unusable(
                folder,
                f"it should hold {manifest.stamp.passages} passages, and its parts hold "
                f"{', '.join(map(str, counts))}",
            )
        self.has_removed_documents = any(name.endswith(".del") for name in manifest.files)


def _check_files(folder: Path, home: Path, manifest: Manifest) -> None:
    if not home.is_dir():
        raise FileNotFoundError(home)
    for name, expected in manifest.files.items():
        try:
            found = record_file(home / name)
        except FileNotFoundError as error:
            if not home.is_dir():
                raise
            raise unusable(folder, f"its file {name} is missing") from error
        if found != expected:
            raise unusable(folder, f"its file {name} is damaged")


class GenerationMaker:
    """Makes a generation beside the present one, from what is put into it and taken out of it."""

    def __init__(self, folder: Path, dimensions: int, old: Generation | None, threads: int) -> None:
        self._folder = folder
        self._old = old
        self._dimensions = dimensions
        self.number = old.manifest.generation + 1 if old else 1
        self.home = generation_folder(folder, self.number)
        self._old_facts = old.facts if old else Facts.empty()
        old_home = generation_folder(folder, old.manifest.generation) if old else None
        self.home.mkdir(parents=True)
        if old_home is not None:
            link_lexical(old_home / LEXICAL_NAME, self.home / LEXICAL_NAME)
        old_graph = old_home / GRAPH_NAME if old_home and len(self._old_facts) else None
        self._vectors = VectorWriter(dimensions, old_graph, threads)
        self._versions: dict[int, IndexableVersion] = {}
        self._keys: set[int] = set()
        self._waiting: list[IndexedPassage] = []
        self._key_parts: list[NDArray[np.int64]] = []
        self._matrix_parts: list[NDArray[np.float16]] = []

    def make(
        self, put: Iterable[IndexedPassage], drop_versions: Iterable[int], stamp: IndexStamp
    ) -> Manifest:
        """Apply the changes, write every file, and return the manifest that names them."""
        with LexicalWriter(self.home / LEXICAL_NAME) as lexical:
            dropped = [id_ for id_ in set(drop_versions) if self._old_facts.has_version(id_)]
            for version_id in dropped:
                self._drop(version_id, lexical)
            for indexed in put:
                self._put(indexed, lexical)
            self._add_waiting_vectors()
            lexical.commit()
        facts = self._facts(dropped)
        facts.save(self.home / FACTS_NAME)
        self._vectors.save(self.home, self._matrix(facts))
        stamp = replace(stamp, passages=len(facts))
        files = self._recorded()
        return Manifest(self.number, self._dimensions, len(facts.version_ids), stamp, files)

    def discard(self) -> None:
        """Remove what was made so far."""
        shutil.rmtree(self.home, ignore_errors=True)

    def _drop(self, version_id: int, lexical: LexicalWriter) -> None:
        lexical.drop(version_id)
        self._vectors.drop(self._old_keys(version_id))

    def _old_keys(self, version_id: int) -> NDArray[np.int64]:
        facts = self._old_facts
        first = int(np.searchsorted(facts.version_ids, version_id))
        start, end = np.searchsorted(facts.version_rows, [first, first + 1])
        return facts.keys[start:end]

    def _put(self, indexed: IndexedPassage, lexical: LexicalWriter) -> None:
        passage = indexed.passage
        version_id = passage.version.version_id
        self._check(indexed)
        if version_id not in self._versions:
            self._versions[version_id] = passage.version
            if self._old_facts.has_version(version_id):
                self._drop(version_id, lexical)
        self._keys.add(passage.key)
        lexical.put(indexed)
        self._waiting.append(indexed)
        if len(self._waiting) >= _CHUNK:
            self._add_waiting_vectors()

    def _check(self, indexed: IndexedPassage) -> None:
        key, version = indexed.passage.key, indexed.passage.version
        if key in self._keys:
            raise ValueError(f"Passage {key} of version {version.version_id} was put twice.")
        if self._versions.get(version.version_id, version) != version:
            raise ValueError(f"Version {version.version_id} was put with two different contents.")
        if indexed.vector.shape != (self._dimensions,):
            raise ValueError(
                f"Passage {key} has a vector of shape {indexed.vector.shape}; "
                f"this index has {self._dimensions} dimensions."
            )
        if not np.isfinite(indexed.vector).all():
            raise ValueError(f"The vector of passage {key} has numbers that are not finite.")

    def _add_waiting_vectors(self) -> None:
        if not self._waiting:
            return
        keys = np.array([indexed.passage.key for indexed in self._waiting], dtype=np.int64)
        vectors = np.stack([indexed.vector for indexed in self._waiting]).astype(np.float32)
        self._vectors.put(keys, vectors)
        self._key_parts.append(keys)
        self._matrix_parts.append(vectors.astype(np.float16))
        self._waiting.clear()

    def _facts(self, dropped: list[int]) -> Facts:
        left = self._old_facts.without([*dropped, *self._versions])
        return Facts.of(self._keys, self._versions.values(), left)

    def _matrix(self, facts: Facts) -> NDArray[np.float16]:
        matrix = np.empty((len(facts), self._dimensions), np.float16)
        new_keys = np.concatenate([np.empty(0, np.int64), *self._key_parts])
        is_new = np.isin(facts.keys, new_keys)
        if self._old is not None and not is_new.all():
            old_rows = self._old_facts.rows_of(facts.keys[~is_new])
            matrix[~is_new] = self._old.vectors.matrix[old_rows]
        for keys, vectors in zip(self._key_parts, self._matrix_parts, strict=True):
            matrix[facts.rows_of(keys)] = vectors
        return matrix

    def _recorded(self) -> dict[str, FileRecord]:
        """Make every new file last, and measure it; linked files are as they were."""
        lexical = self.home / LEXICAL_NAME
        known = self._old.manifest.files if self._old else {}
        names = [FACTS_NAME, GRAPH_NAME, MATRIX_NAME]
        names += [
            f"{LEXICAL_NAME}/{path.name}"
            for path in sorted(lexical.iterdir())
            if path.suffix != ".lock" and not path.name.startswith(".")
        ]
        records: dict[str, FileRecord] = {}
        for name in names:
            linked = name.startswith(LEXICAL_NAME) and not name.endswith(".json")
            if linked and name in known:
                records[name] = known[name]
                continue
            sync_file(self.home / name)
            records[name] = record_file(self.home / name)
        for folder in (lexical, self.home, self._folder):
            sync_folder(folder)
        return records

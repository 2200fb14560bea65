"""`EmbeddedBackend`: the search back end in one folder, for one machine.

Writers make whole generations and swap them in by replacing the manifest; readers look at the
manifest before each search and open what it names. Nothing is ever changed in place, so no
reader sees half a write, in this process or another.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from index.backend import (
    CandidateFilter,
    Candidates,
    IndexedPassage,
    IndexStamp,
    WeightedTerm,
)
from index.embedded.generation import Generation, GenerationMaker
from index.embedded.lexical import check_term
from index.embedded.manifest import (
    MANIFEST_NAME,
    Manifest,
    generation_folder,
    read_manifest,
    sync_folder,
    unusable,
    write_manifest,
)
from index.embedded.search import matching_rows, nearest_rows

LOCK_NAME = "writer.lock"
_GENERATION = re.compile(r"generation-\d{8}")
_ATTEMPTS = 5

Signature = tuple[int, int, int]


class EmbeddedBackend:
    """A `SearchBackend` on tantivy and usearch. Safe to use from many threads and processes.

    ``folder``: where the index lies or is to lie. ``dimensions``: those of the vectors; an
    index with others is unusable. ``threads``: how many usearch may build its graph with (0:
    all cores). ``patience_seconds``: how long a write waits for another process's write before
    it gives up with TimeoutError.
    """

    def __init__(
        self,
        folder: Path,
        dimensions: int,
        *,
        threads: int = 0,
        patience_seconds: float = 600.0,
    ) -> None:
        self._folder = folder
        self._dimensions = dimensions
        self._threads = threads
        self._patience = patience_seconds
        self._opening = Lock()
        self._open: tuple[Signature, Generation] | None = None

    def stamp(self) -> IndexStamp | None:
        """The stamp of the index on disk, or None where there is none yet."""
        known = self._open
        if known is not None and known[0] == self._look():
            return known[1].manifest.stamp
        manifest = self._read_manifest()
        return manifest.stamp if manifest else None

    def write(
        self,
        put: Iterable[IndexedPassage],
        drop_versions: Iterable[int],
        stamp: IndexStamp,
    ) -> None:
        """Replace versions, remove ``drop_versions``, and stamp (see `SearchBackend.write`).

        A version in both is put. The stamp is kept with ``passages`` counted here. Raises
        ValueError for a passage that cannot be indexed; the index is then as it was before.
        """
        with self._writing():
            manifest = self._read_manifest()
            self._sweep(manifest)
            old = Generation(self._folder, manifest) if manifest else None
            maker = GenerationMaker(self._folder, self._dimensions, old, self._threads)
            try:
                fresh = maker.make(put, drop_versions, stamp)
            except BaseException:
                maker.discard()
                raise
            write_manifest(self._folder, fresh)
            self._sweep(fresh)

    def clear(self) -> None:
        """Remove everything, the stamp included; works on a damaged index as well."""
        with self._writing():
            (self._folder / MANIFEST_NAME).unlink(missing_ok=True)
            sync_folder(self._folder)
            self._sweep(None)
        self.close()

    def lexical(
        self, terms: Sequence[WeightedTerm], where: CandidateFilter, limit: int
    ) -> Candidates:
        """Passages by BM25, summed over the terms with their weights; ties by key."""
        for term in terms:
            check_term(term)
        generation = self._current()
        weighing = [term for term in terms if term.weight > 0]
        return _candidates(generation, *matching_rows(generation, weighing, where, limit))

    def semantic(
        self, vector: NDArray[np.float32], where: CandidateFilter, limit: int
    ) -> Candidates:
        """Passages by the inner product with ``vector``."""
        if vector.shape != (self._dimensions,):
            raise ValueError(
                f"A vector of shape {vector.shape} was given; "
                f"this index has {self._dimensions} dimensions."
            )
        generation = self._current()
        return _candidates(generation, *nearest_rows(generation, vector, where, limit))

    def document_frequencies(self, terms: Sequence[WeightedTerm]) -> list[int]:
        """For each term, how many passages hold it in its field."""
        generation = self._current()
        exactly = generation.has_removed_documents
        return [generation.lexical.document_frequency(term, exactly=exactly) for term in terms]

    def tokens_like(self, field: str, prefix: str, limit: int) -> list[str]:
        """Tokens of a field that start with ``prefix``, the most frequent first."""
        return self._current().lexical.tokens_like(field, prefix, limit)

    def close(self) -> None:
        """Give back files and memory; a later search opens them again."""
        with self._opening:
            self._open = None

    def _look(self) -> Signature | None:
        """What the manifest's file looks like now; another write makes another. None: no file."""
        try:
            status = (self._folder / MANIFEST_NAME).stat()
        except FileNotFoundError:
            return None
        return (status.st_mtime_ns, status.st_ino, status.st_size)

    def _signature(self) -> Signature:
        signature = self._look()
        if signature is None:
            why = "there is none yet" if self._folder.is_dir() else "its folder is gone"
            raise unusable(self._folder, why)
        return signature

    def _current(self) -> Generation:
        """The generation that the manifest names now."""
        signature = self._signature()
        known = self._open
        if known is not None and known[0] == signature:
            return known[1]
        with self._opening:
            if self._open is None or self._open[0] != self._signature():
                self._open = self._opened()
            return self._open[1]

    def _opened(self) -> tuple[Signature, Generation]:
        for _ in range(_ATTEMPTS):
            signature = self._signature()
            manifest = self._read_manifest()
            if manifest is None:
                continue
            try:
                return signature, Generation(self._folder, manifest)
            except FileNotFoundError:
                # A writer has swapped in a newer generation since the manifest was read.
                continue
        raise unusable(self._folder, "the files that its manifest names are missing")

    def _read_manifest(self) -> Manifest | None:
        manifest = read_manifest(self._folder)
        if manifest is not None and manifest.dimensions != self._dimensions:
            raise unusable(
                self._folder,
                f"its vectors have {manifest.dimensions} dimensions, not {self._dimensions}",
            )
        return manifest

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._folder / LOCK_NAME, timeout=self._patience):
                yield
        except Timeout as error:
            raise TimeoutError(
                f"Another process has been writing the search index in {self._folder} for more "
                f"than {self._patience:.0f} s. Wait for it, or stop it, and try again."
            ) from error

    def _sweep(self, manifest: Manifest | None) -> None:
        """Remove the generations that the manifest does not name: old ones, and unfinished."""
        named = generation_folder(self._folder, manifest.generation).name if manifest else None
        for path in self._folder.iterdir():
            if _GENERATION.fullmatch(path.name) and path.name != named:
                shutil.rmtree(path, ignore_errors=True)


def _candidates(
    generation: Generation, rows: NDArray[np.int64], scores: NDArray[np.float32]
) -> Candidates:
    facts = generation.facts
    return Candidates(facts.keys[rows], scores, facts.facts_of(rows))

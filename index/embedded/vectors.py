"""The vectors: a usearch graph for the nearest of many, and the plain matrix for few.

The graph (HNSW) finds the nearest of 100,000 in about a millisecond but cannot be told to leave
passages out; when a filter leaves few, comparing with all of those is quicker and exact. Both
hold half-precision numbers: measured on clustered vectors as e5 makes them, 8-bit ones halve
the size but lose 4 of 100 in the first ten, half precision 2 of 1,000.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from usearch.compiled import MetricKind, ScalarKind
from usearch.index import Index, search

GRAPH_NAME = "graph.usearch"
MATRIX_NAME = "vectors.f16"
EXPANSION_SEARCH = 128
"""How widely the graph is searched. Measured on 100,000 vectors like e5's: 0.999 of the true
first ten at 64 already; of the first hundred 0.85 at 100, 0.89 at 128, 0.95 at 256, at 0.9, 1.4
and 2.8 ms."""
_CONNECTIVITY = 16
_EXPANSION_ADD = 96

Matrix = NDArray[np.float16]


def _graph(dimensions: int) -> Index:
    return Index(
        ndim=dimensions,
        metric=MetricKind.IP,
        dtype=ScalarKind.F16,
        connectivity=_CONNECTIVITY,
        expansion_add=_EXPANSION_ADD,
        expansion_search=EXPANSION_SEARCH,
    )


class VectorWriter:
    """Makes the next generation's graph and matrix from the last one's and what changed."""

    def __init__(self, dimensions: int, old_graph: Path | None, threads: int) -> None:
        self._dimensions = dimensions
        self._threads = threads
        self._graph = _graph(dimensions)
        if old_graph is not None:
            self._graph.load(str(old_graph))
            self._graph.expansion_add = _EXPANSION_ADD  # type: ignore[misc]

    def drop(self, keys: NDArray[np.int64]) -> None:
        """Remove the vectors of these keys."""
        if len(keys):
            self._graph.remove(keys, threads=self._threads)

    def put(self, keys: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Add vectors under keys that are not there."""
        if len(keys):
            self._graph.add(keys, vectors, threads=self._threads)

    def save(self, folder: Path, matrix: Matrix) -> None:
        """Write graph and matrix; the matrix has a row a passage in the order of the keys."""
        self._graph.save(str(folder / GRAPH_NAME))
        matrix.tofile(folder / MATRIX_NAME)


class VectorReader:
    """Searches one generation's vectors. Safe to use from many threads."""

    def __init__(self, folder: Path, dimensions: int, passages: int) -> None:
        self._lock = Lock()
        self._graph = _graph(dimensions)
        self.matrix: Matrix = np.empty((0, dimensions), np.float16)
        if passages:
            self._graph.view(str(folder / GRAPH_NAME))
            self._graph.expansion_search = EXPANSION_SEARCH  # type: ignore[misc]
            self.matrix = np.memmap(
                folder / MATRIX_NAME, np.float16, mode="r", shape=(passages, dimensions)
            )

    def __len__(self) -> int:
        return len(self._graph)

    def nearest(
        self, vector: NDArray[np.float32], limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Keys and inner products of the nearest passages, nearest first."""
        # usearch gives each of its own threads a working area, not each of the callers'.
        with self._lock:
            found = self._graph.search(vector, limit, threads=1)
        return found.keys.astype(np.int64), 1.0 - found.distances.astype(np.float32)

    def compare(
        self, vector: NDArray[np.float32], rows: NDArray[np.int64], limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Rows and inner products of the nearest among the given rows, nearest first."""
        found = search(
            np.ascontiguousarray(self.matrix[rows]),
            vector.astype(np.float16),
            min(limit, len(rows)),
            MetricKind.IP,
            exact=True,
            threads=1,
        )
        return rows[found.keys.astype(np.int64)], 1.0 - found.distances.astype(np.float32)

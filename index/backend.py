"""The seam between ranking and a search engine: one small protocol, whatever the engine.

A back end stores passages with their tokens and vectors, and returns candidates. It does not
fuse, judge or word anything: that is ``ranking``'s. All back ends are fed the same tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexUnusableError
from index.passages import Passage


@dataclass(frozen=True, slots=True)
class IndexStamp:
    """What ties an index to a store, an encoder and an analysis; kept with the index.

    ``sequence`` is the last entry of the store's outbox that the index holds. An index whose
    stamp differs from what is asked for is brought up to date (sequence) or refused (the rest).
    """

    store_identity: str
    encoder: str
    analysis: str
    schema: int
    sequence: int
    passages: int


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage ready for indexing: its tokens by field, and its unit vector.

    ``fields`` maps a field's name (``text``, ``heading``, ``service``, ``grams``) to its
    tokens, in order; the back end indexes them as they are.
    """

    passage: Passage
    fields: Mapping[str, Sequence[str]]
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CandidateFilter:
    """Which passages may be candidates.

    ``as_of``: the day on which the version must be valid. ``include_repealed``: also versions
    of acts that are repealed by then. ``act_ids``: only these acts (None: all). ``language``:
    only this language (None: all).
    """

    as_of: date
    include_repealed: bool = False
    act_ids: frozenset[str] | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A token to look for in a field, with its weight in the sum."""

    field: str
    token: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates of one kind, best first: passage keys, versions, scores; all of one length.

    ``facts`` holds, in the same order, what ranking needs to know of each passage without
    asking the store: language, scope, aspect, act id, article id.
    """

    keys: NDArray[np.int64]
    scores: NDArray[np.float32]
    facts: Sequence[PassageFacts] = field(default_factory=tuple)


class PassageFacts(NamedTuple):
    """What ranking knows of a passage from the index alone.

    A named tuple, since a search makes hundreds of them and a frozen dataclass takes three times
    as long to make.
    """

    version_id: int
    article_id: str
    act_id: str
    eid: str
    language: str
    scope: str
    kind: str
    aspect: str


class SearchBackend(Protocol):
    """A search engine behind Bilim. Writing is for one process at a time; reading for many."""

    def stamp(self) -> IndexStamp | None:
        """The stamp of the index on disk, or None where there is none yet."""
        ...

    def write(
        self,
        put: Iterable[IndexedPassage],
        drop_versions: Iterable[int],
        stamp: IndexStamp,
    ) -> None:
        """Replace the passages of every version in ``put``, remove ``drop_versions``, and stamp.

        Full-replace semantics: a version in ``put`` loses all passages it had. Doing the same
        write twice changes nothing. Killed at any moment, the index either has the old stamp
        (and the same write, repeated, mends it) or the new one.
        """
        ...

    def clear(self) -> None:
        """Remove everything, the stamp included."""
        ...

    def lexical(
        self, terms: Sequence[WeightedTerm], where: CandidateFilter, limit: int
    ) -> Candidates:
        """Passages by BM25, summed over the terms with their weights."""
        ...

    def semantic(
        self, vector: NDArray[np.float32], where: CandidateFilter, limit: int
    ) -> Candidates:
        """Passages by the inner product with ``vector``."""
        ...

    def document_frequencies(self, terms: Sequence[WeightedTerm]) -> list[int]:
        """For each term, how many passages hold it in its field."""
        ...

    def tokens_like(self, field: str, prefix: str, limit: int) -> list[str]:
        """Tokens of a field that start with ``prefix`` (for typo candidates)."""
        ...

    def close(self) -> None:
        """Give back files and memory."""
        ...


__all__ = [
    "CandidateFilter",
    "Candidates",
    "IndexStamp",
    "IndexUnusableError",
    "IndexedPassage",
    "PassageFacts",
    "SearchBackend",
    "WeightedTerm",
]

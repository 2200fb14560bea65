"""Bringing the index in step with the store: the outbox first, everything anew when asked.

The index is derived. What ties it to the store is its stamp: the store's identity, the encoder,
the analysis, and the last outbox entry that it holds. Nothing here guesses: an index whose stamp
cannot be continued is refused with the command that mends it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis.fields import grams, index_tokens
from index.analysis.tokens import ANALYSIS_VERSION
from index.backend import IndexedPassage, IndexStamp, IndexUnusableError, SearchBackend
from index.encoders.protocol import Encoder
from index.passages import NEVER, IndexableVersion, Passage, place_of_key
from index.splitting import split_version
from knowledge.articles import is_order_eid
from knowledge.store.database import Database
from knowledge.store.reading import newest_sequence
from knowledge.store.records import (
    VersionRecord,
    announced_since,
    searchable_version_ids,
    version_records,
)

SCHEMA = 1
"""Raised whenever what is written into the index changes its meaning."""

_BATCH = 256

Progress = Callable[[int, int], None]
"""Called with (versions done, versions in all)."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """How the index stands: ``up_to_date``, ``behind``, ``missing`` or ``unusable``."""

    state: str
    behind_by: int
    passages: int
    message: str = ""


class IndexKeeper:
    """Keeps one index in step with one store.

    ``encoder`` is called for, not handed over, so that a check needs no model in memory.
    """

    def __init__(
        self,
        database: Database,
        backend: SearchBackend,
        encoder_identity: str,
        encoder: Callable[[], Encoder],
    ) -> None:
        self._database = database
        self._backend = backend
        self._encoder_identity = encoder_identity
        self._encoder = encoder
        self._writing = threading.Lock()
        self._seen_current: tuple[int | None, IndexStamp | None] | None = None

    def state(self) -> IndexState:
        """How the index stands to the store now."""
        try:
            stamp = self._backend.stamp()
        except IndexUnusableError as error:
            return IndexState("unusable", 0, 0, str(error))
        with self._database.reading() as session:
            newest = newest_sequence(session)
        if stamp is None:
            return IndexState("missing" if newest else "up_to_date", newest, 0)
        problem = self._mismatch(stamp, newest)
        if problem:
            return IndexState("unusable", 0, stamp.passages, problem)
        behind = newest - stamp.sequence
        return IndexState("behind" if behind else "up_to_date", behind, stamp.passages)

    def catch_up(self, progress: Progress | None = None) -> int:
        """Write what the store has announced since; returns how many versions that were.

        Raises IndexUnusableError where the index belongs to another store, encoder or analysis.
        Several threads may call it: one writes, the others find the work done.
        """
        if self._is_current():
            return 0
        with self._writing:
            return self._catch_up(progress)

    def _is_current(self) -> bool:
        # The mark first: what is written after it makes the next look a real one.
        mark = self._database.change_mark()
        stamp = self._backend.stamp()
        if mark is not None and (mark, stamp) == self._seen_current:
            return True
        with self._database.reading() as session:
            newest = newest_sequence(session)
        current = (
            stamp is not None and not self._mismatch(stamp, newest) and stamp.sequence == newest
        )
        self._seen_current = (mark, stamp) if current else None
        return current

    def _catch_up(self, progress: Progress | None) -> int:
        stamp = self._backend.stamp()
        with self._database.reading() as session:
            newest = newest_sequence(session)
            if stamp is not None and (problem := self._mismatch(stamp, newest)):
                raise IndexUnusableError(problem)
            if stamp is not None and stamp.sequence == newest:
                return 0
            since = stamp.sequence if stamp else 0
            sequence, changed = announced_since(session, since)
            if not changed:
                if stamp is None:
                    self._write([], [], sequence)
                return 0
            records = list(version_records(session, changed))
        present = {record.version_id for record in records}
        dropped = [version_id for version_id in changed if version_id not in present]
        self._write(records, dropped, sequence, progress)
        return len(changed)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Build the index anew from the store; returns how many versions it holds."""
        with self._writing:
            return self._rebuild(progress)

    def _rebuild(self, progress: Progress | None) -> int:
        self._backend.clear()
        with self._database.reading() as session:
            sequence = newest_sequence(session)
            records = list(version_records(session, searchable_version_ids(session)))
        self._write(records, [], sequence, progress)
        return len(records)

    def _mismatch(self, stamp: IndexStamp, newest: int) -> str:
        found = (
            ("store", stamp.store_identity, self._database.identity),
            ("encoder", stamp.encoder, self._encoder_identity),
            ("analysis", stamp.analysis, ANALYSIS_VERSION),
            ("schema", str(stamp.schema), str(SCHEMA)),
        )
        for name, theirs, ours in found:
            if theirs != ours:
                return (
                    f"The index was made with another {name} ({theirs}, now {ours}). "
                    f"Run `bilim reindex` to build it anew."
                )
        if stamp.sequence > newest:
            return (
                "The index is ahead of the store (the store was put back to an earlier state?). "
                "Run `bilim reindex` to build it anew."
            )
        return ""

    def _write(
        self,
        records: Sequence[VersionRecord],
        dropped: Sequence[int],
        sequence: int,
        progress: Progress | None = None,
    ) -> None:
        stamp = IndexStamp(
            store_identity=self._database.identity,
            encoder=self._encoder_identity,
            analysis=ANALYSIS_VERSION,
            schema=SCHEMA,
            sequence=sequence,
            passages=0,
        )
        self._backend.write(self._prepared(records, progress), dropped, stamp)

    def _prepared(
        self, records: Sequence[VersionRecord], progress: Progress | None
    ) -> Iterator[IndexedPassage]:
        for start in range(0, len(records), _BATCH):
            part = records[start : start + _BATCH]
            passages = [p for record in part for p in split_version(indexable(record))]
            for passage, vector in zip(passages, self._vectors(passages), strict=True):
                yield IndexedPassage(passage, fields_of(passage), vector)
            if progress is not None:
                progress(min(start + _BATCH, len(records)), len(records))

    def _vectors(self, passages: Sequence[Passage]) -> list[NDArray[np.float32]]:
        """A vector for each passage. A text that is cut gets the mean of its pieces' vectors.

        Encoding a long text whole costs more than its pieces together and tells less.
        """
        cut = {p.version.version_id for p in passages if place_of_key(p.key)}
        whole = [p.version.version_id in cut and not place_of_key(p.key) for p in passages]
        texts = [encoded_text(p) for p, skip in zip(passages, whole, strict=True) if not skip]
        encoded = iter(self._encoder().encode_passages(texts))
        vectors = [None if skip else next(encoded) for skip in whole]
        for place, skip in enumerate(whole):
            if skip:
                version = passages[place].version.version_id
                pieces = [
                    vector
                    for passage, vector in zip(passages, vectors, strict=True)
                    if vector is not None and passage.version.version_id == version
                ]
                mean = np.mean(pieces, axis=0)
                vectors[place] = (mean / np.linalg.norm(mean)).astype(np.float32)
        return [vector for vector in vectors if vector is not None]


def indexable(record: VersionRecord) -> IndexableVersion:
    """A version of the store as the index sees it."""
    return IndexableVersion(
        version_id=record.version_id,
        article_id=record.article_id,
        act_id=record.act.id,
        eid=record.eid,
        language=record.language,
        scope="order" if is_order_eid(record.eid) else "rules",
        kind=record.kind,
        number=record.number,
        service=record.service,
        heading=record.heading or record.chapter,
        aspect=record.aspect,
        text=record.text,
        valid_from=record.valid_from,
        valid_to=record.valid_to or NEVER,
        repealed_from=record.act.repealed_from() or NEVER,
    )


def encoded_text(passage: Passage) -> str:
    """What the encoder reads of a passage: where it stands, then what it says."""
    version = passage.version
    return ". ".join(part for part in (version.service, version.heading, passage.text) if part)


def fields_of(passage: Passage) -> dict[str, list[str]]:
    """The tokens of a passage by field."""
    version = passage.version
    return {
        "text": index_tokens(passage.text),
        "heading": index_tokens(version.heading),
        "service": index_tokens(version.service),
        "grams": grams(f"{version.heading} {passage.text}"),
    }

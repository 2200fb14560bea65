"""What ranking and filters need of every passage, in a few columns that load in milliseconds.

Tantivy could store it too, but reading a stored document costs ten times a look into an array,
and vectors must pass the same filters without asking tantivy at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.backend import CandidateFilter, PassageFacts
from index.passages import IndexableVersion, version_of_key

FACTS_NAME = "facts.npz"
_TEXTS = ("article_id", "act_id", "eid", "language", "scope", "kind", "aspect")
_DAYS = ("valid_from", "valid_to", "repealed_from")
_KEPT_FACTS = 50_000
_KEPT_MASKS = 32
_DECODED_AT_ONCE = 4096
"""Pools of no more strings are decoded whole when the first is needed: scopes, kinds, acts."""


@dataclass(frozen=True, slots=True)
class TextPool:
    """Different strings, end to end; a string is decoded when it is asked for."""

    encoded: NDArray[np.uint8]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> TextPool:
        """Pack the strings in their order."""
        parts = [text.encode() for text in texts]
        ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
        return cls(np.frombuffer(b"".join(parts), dtype=np.uint8), ends)

    def __getitem__(self, place: int) -> str:
        start = self.ends[place - 1] if place else 0
        return self.encoded[start : self.ends[place]].tobytes().decode()

    def texts(self, places: NDArray[np.uint32]) -> list[str]:
        """Decode several, in the order of ``places``."""
        ends = self.ends[places]
        starts = np.where(places == 0, 0, self.ends[places.astype(np.int64) - 1])
        whole = self.encoded.data
        return [
            str(whole[start:end], "utf-8")
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        ]

    def __len__(self) -> int:
        return len(self.ends)


@dataclass
class Facts:
    """The passages (by key, in rows) and their versions (by id), each in ascending order.

    ``keys`` and ``version_rows`` have a row a passage; ``version_ids``, ``codes`` (places in the
    text pools) and ``days`` (ordinals) a row a version.
    """

    keys: NDArray[np.int64]
    version_rows: NDArray[np.int32]
    version_ids: NDArray[np.int64]
    codes: dict[str, NDArray[np.uint32]]
    days: dict[str, NDArray[np.int32]]
    pools: dict[str, TextPool]
    _facts: dict[int, PassageFacts] = field(default_factory=dict)
    _masks: dict[CandidateFilter, tuple[NDArray[np.bool_], int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def _columns(self) -> list[tuple[TextPool | list[str], NDArray[np.uint32]]]:
        """For each text of `PassageFacts`, in its order, the strings and each version's place."""
        columns: list[tuple[TextPool | list[str], NDArray[np.uint32]]] = []
        for name in _TEXTS:
            pool = self.pools[name]
            small = len(pool) <= _DECODED_AT_ONCE
            strings = [pool[place] for place in range(len(pool))] if small else pool
            columns.append((strings, self.codes[name]))
        return columns

    @cached_property
    def _places(self) -> dict[str, dict[str, int]]:
        return {
            name: {pool[place]: place for place in range(len(pool))}
            for name, pool in self.pools.items()
            if name in ("act_id", "language")
        }

    def has_version(self, version_id: int) -> bool:
        """Say whether any passage of the version is here."""
        row = int(np.searchsorted(self.version_ids, version_id))
        return row < len(self.version_ids) and int(self.version_ids[row]) == version_id

    def rows_of(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of keys that are all here."""
        return np.searchsorted(self.keys, keys)

    def allowed(self, where: CandidateFilter) -> tuple[NDArray[np.bool_], int]:
        """For each row whether the filter lets it pass, and how many do."""
        known = self._masks.get(where)
        if known is not None:
            return known
        mask = self._versions_allowed(where)[self.version_rows]
        result = (mask, int(np.count_nonzero(mask)))
        if len(self._masks) >= _KEPT_MASKS:
            self._masks.clear()
        self._masks[where] = result
        return result

    def _versions_allowed(self, where: CandidateFilter) -> NDArray[np.bool_]:
        day = where.as_of.toordinal()
        mask = (self.days["valid_from"] <= day) & (self.days["valid_to"] > day)
        if not where.include_repealed:
            mask &= self.days["repealed_from"] > day
        if where.language is not None:
            mask &= self.codes["language"] == self._places["language"].get(where.language, -1)
        if where.act_ids is not None:
            places = self._places["act_id"]
            wanted = [places[act_id] for act_id in where.act_ids if act_id in places]
            mask &= np.isin(self.codes["act_id"], np.array(wanted, dtype=np.uint32))
        return mask

    def facts_of(self, rows: NDArray[np.int64]) -> tuple[PassageFacts, ...]:
        """What is known of the passages in these rows."""
        version_rows = self.version_rows[rows].tolist()
        if len(self._facts) >= _KEPT_FACTS:
            self._facts = {}
        # Another thread that begins anew takes nothing away from this one.
        kept = self._facts
        fresh = [row for row in set(version_rows) if row not in kept]
        if fresh:
            kept.update(zip(fresh, self._read(np.array(fresh)), strict=True))
        return tuple([kept[row] for row in version_rows])

    def _read(self, rows: NDArray[np.int64]) -> Iterator[PassageFacts]:
        texts = [
            [strings[place] for place in codes[rows].tolist()]
            if isinstance(strings, list)
            else strings.texts(codes[rows])
            for strings, codes in self._columns
        ]
        return map(PassageFacts, self.version_ids[rows].tolist(), *texts)

    def save(self, path: Path) -> None:
        """Write everything to one file."""
        arrays: dict[str, NDArray[np.generic]] = {
            "keys": self.keys,
            "version_rows": self.version_rows,
            "version_ids": self.version_ids,
        }
        arrays |= {f"code.{name}": column for name, column in self.codes.items()}
        arrays |= {f"day.{name}": column for name, column in self.days.items()}
        for name, pool in self.pools.items():
            arrays |= {f"text.{name}": pool.encoded, f"ends.{name}": pool.ends}
        with path.open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]

    @classmethod
    def load(cls, path: Path) -> Facts:
        """Read what `save` wrote; raises ValueError, KeyError or OSError if it is damaged."""
        with np.load(path, allow_pickle=False) as file:
            return cls(
                keys=file["keys"],
                version_rows=file["version_rows"],
                version_ids=file["version_ids"],
                codes={name: file[f"code.{name}"] for name in _TEXTS},
                days={name: file[f"day.{name}"] for name in _DAYS},
                pools={
                    name: TextPool(file[f"text.{name}"], file[f"ends.{name}"]) for name in _TEXTS
                },
            )

    @classmethod
    def empty(cls) -> Facts:
        """No passages."""
        return cls.of([], [], None)

    @classmethod
    def of(
        cls,
        new_keys: Iterable[int],
        new_versions: Iterable[IndexableVersion],
        kept: Facts | None,
    ) -> Facts:
        """The facts of new passages and versions together with all of ``kept``."""
        versions = list(new_versions)
        old = kept if kept is not None else _NOTHING
        ids = np.array([version.version_id for version in versions], dtype=np.int64)
        all_ids = np.concatenate([old.version_ids, ids])
        order = np.argsort(all_ids, kind="stable")
        codes, pools = {}, {}
        for name in _TEXTS:
            column, pools[name] = _merge_texts(
                old.codes[name], old.pools[name], [getattr(version, name) for version in versions]
            )
            codes[name] = column[order]
        days = {
            name: np.concatenate(
                [
                    old.days[name],
                    np.array([getattr(v, name).toordinal() for v in versions], dtype=np.int32),
                ]
            )[order]
            for name in _DAYS
        }
        keys = np.concatenate([old.keys, np.array(list(new_keys), dtype=np.int64)])
        keys.sort()
        version_ids = all_ids[order]
        rows = np.searchsorted(version_ids, version_of_keys(keys)).astype(np.int32)
        return cls(keys, rows, version_ids, codes, days, pools)

    def without(self, version_ids: Iterable[int]) -> Facts:
        """The facts less those of these versions."""
        gone = np.isin(self.version_ids, np.array(list(version_ids), dtype=np.int64))
        passages = ~gone[self.version_rows]
        left = ~gone
        keys = self.keys[passages]
        ids = self.version_ids[left]
        return Facts(
            keys=keys,
            version_rows=np.searchsorted(ids, version_of_keys(keys)).astype(np.int32),
            version_ids=ids,
            codes={name: column[left] for name, column in self.codes.items()},
            days={name: column[left] for name, column in self.days.items()},
            pools=self.pools,
        )


def version_of_keys(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """`version_of_key` for many."""
    versions: NDArray[np.int64] = version_of_key(keys)  # type: ignore[arg-type, assignment]
    return versions


def _merge_texts(
    codes: NDArray[np.uint32], pool: TextPool, texts: list[str]
) -> tuple[NDArray[np.uint32], TextPool]:
    """Put texts behind coded ones; texts that no row uses any more leave the pool."""
    used, old_codes = np.unique(codes, return_inverse=True)
    places: dict[str, int] = {pool[int(place)]: new for new, place in enumerate(used)}
    new_codes = [places.setdefault(text, len(places)) for text in texts]
    merged = np.concatenate([old_codes.astype(np.uint32), np.array(new_codes, dtype=np.uint32)])
    return merged, TextPool.of(list(places))


_NOTHING = Facts(
    keys=np.empty(0, np.int64),
    version_rows=np.empty(0, np.int32),
    version_ids=np.empty(0, np.int64),
    codes={name: np.empty(0, np.uint32) for name in _TEXTS},
    days={name: np.empty(0, np.int32) for name in _DAYS},
    pools={name: TextPool.of([]) for name in _TEXTS},
)

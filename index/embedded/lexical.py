"""The words: a tantivy index of tokens that our own analysis has made.

Tantivy gets the tokens joined by spaces and cuts them at the spaces, nothing else: what is a
token is decided in one place for all back ends. Positions are not kept, since nothing asks for
phrases and they would double the size.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import FieldType, Occur, Query

from index.backend import CandidateFilter, IndexedPassage, WeightedTerm

LEXICAL_NAME = "lexical"
FIELDS = ("text", "heading", "service", "grams")
MOST_TERMS = 96
"""Of a longer sum only the most telling terms (weight times rarity) are asked for. The common ones
take the time and change little: 300 four-letter groups cut to 96 take as long as the 33 groups
of a usual question, 1.2 ms over 100,000 passages."""

_HEAP_BYTES = 96_000_000
_FREQUENCIES = "freq"
_BARE = "basic"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=_FREQUENCIES)
    for name in ("act_id", "language"):
        builder.add_text_field(name, tokenizer_name="raw", index_option=_BARE)
    builder.add_integer_field("version_id", indexed=True)
    for name in ("key", "valid_from", "valid_to", "repealed_from"):
        builder.add_integer_field(name, fast=True)
    return builder.build()


def check_term(term: WeightedTerm) -> None:
    """Raise ValueError for a field there is not, or a weight below 0."""
    if term.field not in FIELDS:
        raise ValueError(f"There is no field «{term.field}»; there are {', '.join(FIELDS)}.")
    if term.weight < 0:
        raise ValueError(f"The weight of «{term.token}» is {term.weight}; it must not be below 0.")


class LexicalWriter:
    """Changes an index in place; nothing lasts before `commit`. A context manager."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(_schema(), path=str(folder), reuse=True)
        # One thread: passages arrive one by one from Python, which is what takes the time.
        self._writer: tantivy.IndexWriter | None = index.writer(_HEAP_BYTES, num_threads=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writer = None

    def drop(self, version_id: int) -> None:
        """Remove all passages of a version that were there before this call."""
        if self._writer is not None:
            self._writer.delete_documents_by_term("version_id", version_id)

    def put(self, indexed: IndexedPassage) -> None:
        """Add a passage; raises ValueError for an unknown field or a token with white space."""
        if self._writer is not None:
            self._writer.add_document(_document(indexed))

    def commit(self) -> None:
        """Make the changes last, and wait until tantivy has merged what it wants to merge.

        A generation never changes once it is named in the manifest, so merging cannot be left
        to run behind it. Merges come with every eighth segment or so and are quick but for
        the rare large one.
        """
        if self._writer is not None:
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._writer = None


def _document(indexed: IndexedPassage) -> tantivy.Document:
    document = tantivy.Document()
    for name, tokens in indexed.fields.items():
        if name not in FIELDS:
            raise ValueError(f"There is no field «{name}»; there are {', '.join(FIELDS)}.")
        joined = " ".join(tokens)
        if len(joined.split()) != len(tokens):
            raise ValueError(f"A token of «{name}» is empty or has white space in it.")
        document.add_text(name, joined)
    version = indexed.passage.version
    document.add_text("act_id", version.act_id)
    document.add_text("language", version.language)
    document.add_integer("version_id", version.version_id)
    document.add_integer("key", indexed.passage.key)
    document.add_integer("valid_from", version.valid_from.toordinal())
    document.add_integer("valid_to", version.valid_to.toordinal())
    document.add_integer("repealed_from", version.repealed_from.toordinal())
    return document


class LexicalReader:
    """Searches one state of an index. Safe to use from many threads."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        # The manifest says when to read anew; tantivy's own watching thread is not wanted.
        index.config_reader("manual", 0)
        self._index = index
        self._schema = index.schema
        self._searcher = index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(
        self, terms: Sequence[WeightedTerm], limit: int, where: CandidateFilter | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Keys and BM25 sums of the best passages, best first, ties by key.

        ``where`` None: no filter, which tantivy can do several times faster.
        """
        query = self._sum(terms)
        if where is not None:
            hidden = [
                (Occur.Must, Query.const_score_query(condition, 0.0))
                for condition in self._conditions(where)
            ]
            query = Query.boolean_query([(Occur.Must, query), *hidden])
        hits = self._searcher.search(query, limit=limit, count=False).hits
        addresses = [address for _, address in hits]
        keys = np.array(self._searcher.fast_field_values("key", addresses), dtype=np.int64)
        scores = np.array([score for score, _ in hits], dtype=np.float32)
        order = np.lexsort((keys, -scores))
        return keys[order], scores[order]

    def _sum(self, terms: Sequence[WeightedTerm]) -> Query:
        return Query.boolean_query(
            [(Occur.Should, self._term(term)) for term in self._most_telling(terms)]
        )

    def _term(self, term: WeightedTerm) -> Query:
        query = Query.term_query(self._schema, term.field, term.token, _FREQUENCIES)
        return query if term.weight == 1.0 else Query.boost_query(query, term.weight)

    def _most_telling(self, terms: Sequence[WeightedTerm]) -> Sequence[WeightedTerm]:
        if len(terms) <= MOST_TERMS:
            return terms
        total = max(1, len(self))

        def worth(term: WeightedTerm) -> float:
            found = self._searcher.doc_freq(term.field, term.token)
            return float(term.weight * np.log1p((total - found + 0.5) / (found + 0.5)))

        return sorted(terms, key=worth, reverse=True)[:MOST_TERMS]

    def _conditions(self, where: CandidateFilter) -> Iterable[Query]:
        day = where.as_of.toordinal()
        yield self._days("valid_from", None, day)
        yield self._days("valid_to", day + 1, None)
        if not where.include_repealed:
            yield self._days("repealed_from", day + 1, None)
        if where.language is not None:
            yield Query.term_query(self._schema, "language", where.language, _BARE)
        if where.act_ids is not None:
            yield self._acts(sorted(where.act_ids))

    def _acts(self, act_ids: list[str]) -> Query:
        if len(act_ids) == 1:
            return Query.term_query(self._schema, "act_id", act_ids[0], _BARE)
        return Query.term_set_query(self._schema, "act_id", act_ids)

    def _days(self, name: str, first: int | None, last: int | None) -> Query:
        return Query.range_query(self._schema, name, FieldType.Integer, first, last)

    def document_frequency(self, term: WeightedTerm, *, exactly: bool) -> int:
        """How many passages hold the term.

        The quick figure of the term dictionary also counts passages that were replaced and not
        merged away yet; ``exactly`` looks at each.
        """
        check_term(term)
        quick = int(self._searcher.doc_freq(term.field, term.token))
        if not exactly or quick == 0:
            return quick
        query = Query.term_query(self._schema, term.field, term.token, _FREQUENCIES)
        found = self._searcher.search(query, limit=1, count=True)
        return int(found.count or 0)  # type: ignore[attr-defined]

    def tokens_like(self, field: str, prefix: str, limit: int) -> list[str]:
        """Tokens of a field that start with the prefix, the most frequent first."""
        check_term(WeightedTerm(field, prefix))
        found = self._searcher.terms_with_prefix(field, prefix, limit=limit)
        return [token for token, _ in found]


def link_lexical(source: Path, target: Path) -> None:
    """Start a new generation's index from an old one's, without copying what it holds.

    Tantivy never changes a segment's file, so both generations can have it under their own
    name; only the lists of segments, which it replaces, are copied. Where the file system has
    no hard links everything is copied.
    """
    target.mkdir(parents=True)
    for path in source.iterdir():
        if path.suffix == ".lock":
            continue
        goal = target / path.name
        if path.suffix == ".json":
            shutil.copyfile(path, goal)
            continue
        try:
            goal.hardlink_to(path)
        except OSError:
            shutil.copyfile(path, goal)

"""The way of a question: understood → candidates → fused → articles → cited answer, or none.

Both languages are always searched; the language of the question only decides in which one the
answer is quoted. What is quoted comes from the store, not from the index.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence

from index.backend import CandidateFilter, SearchBackend
from index.encoders.protocol import Encoder
from index.passages import version_of_key
from knowledge.errors import InvalidReferenceError
from knowledge.store.database import Database
from knowledge.store.records import VersionRecord, records_as_of
from ranking.answers import SearchResponse, SearchResult
from ranking.aspects import aspect_lift
from ranking.confidence import Evidence, confidence, gather_evidence, is_answerable
from ranking.fusion import ScoredArticle, fuse
from ranking.presentation import present, words_covered
from ranking.understanding import UnderstoodQuery, understand

CANDIDATES = 200
"""Passages taken from each kind of search before fusing."""

LONGEST_QUERY = 1000
"""Characters; a caller's question is shorter, and anything longer is a document."""


class Searcher:
    """Answers questions over one store and one index.

    ``encoder`` is called for when first needed, so that a searcher is cheap to make.
    """

    def __init__(
        self, database: Database, backend: SearchBackend, encoder: Callable[[], Encoder]
    ) -> None:
        self._database = database
        self._backend = backend
        self._encoder = encoder

    def search(
        self,
        words: str,
        *,
        as_of: dt.date,
        language: str | None = None,
        act_id: str | None = None,
        limit: int = 10,
        include_repealed: bool = False,
    ) -> SearchResponse:
        """Answer ``words`` as of a day. ``language`` prefers quotations in that language.

        Raises InvalidReferenceError for an empty or overlong question, IndexUnusableError.
        """
        started = time.perf_counter()
        text = check_words(words)
        where = CandidateFilter(
            as_of=as_of,
            include_repealed=include_repealed,
            act_ids=frozenset({act_id}) if act_id is not None else None,
        )
        query, articles = self._rank(text, where)
        records = self._records(articles[:limit], language or query.language, as_of)
        results = tuple(
            present(rank, article, records[article.article_id], query, as_of)
            for rank, article in enumerate(articles[:limit], start=1)
            if article.article_id in records
        )
        sure = confidence(_evidence(query, articles, results))
        return SearchResponse(
            query=text,
            language=query.language,
            as_of=as_of,
            answerable=bool(results) and is_answerable(sure),
            confidence=round(sure, 4) if results else 0.0,
            took_ms=round((time.perf_counter() - started) * 1000, 2),
            results=results,
        )

    def evidence(
        self, words: str, *, as_of: dt.date, act_ids: frozenset[str] | None = None
    ) -> Evidence:
        """What speaks for the best answer to ``words`` (to fit the confidence on)."""
        where = CandidateFilter(as_of=as_of, act_ids=act_ids)
        query, articles = self._rank(check_words(words), where)
        records = self._records(articles[:1], query.language, as_of)
        results = [
            present(1, article, records[article.article_id], query, as_of)
            for article in articles[:1]
            if article.article_id in records
        ]
        return _evidence(query, articles, results)

    def _rank(
        self, text: str, where: CandidateFilter
    ) -> tuple[UnderstoodQuery, list[ScoredArticle]]:
        query = understand(text, self._backend.document_frequencies)
        vector = self._encoder().encode_queries([text])[0]
        articles = fuse(
            self._backend.lexical(query.terms, where, CANDIDATES),
            self._backend.semantic(vector, where, CANDIDATES),
            aspect_lift(query.tokens),
        )
        return query, articles

    def _records(
        self, articles: Sequence[ScoredArticle], language: str, as_of: dt.date
    ) -> dict[str, VersionRecord]:
        """For each article the version to quote: in ``language``, or else the one that matched."""
        with self._database.reading() as session:
            found = records_as_of(session, [a.article_id for a in articles], as_of)
        matched = {version_of_key(article.best.key) for article in articles}
        chosen: dict[str, VersionRecord] = {}
        for record in found:
            known = chosen.get(record.article_id)
            if (
                known is None
                or record.language == language
                or (known.language != language and record.version_id in matched)
            ):
                chosen[record.article_id] = record
        return chosen


def check_words(words: str) -> str:
    """The question in single spaces. Raises InvalidReferenceError where it cannot be one."""
    text = " ".join(words.split())
    if not text:
        raise InvalidReferenceError("The question is empty. Type what the caller asks.")
    if len(text) > LONGEST_QUERY:
        raise InvalidReferenceError(
            f"The question has {len(text)} characters; at most {LONGEST_QUERY} are taken."
        )
    return text


def _evidence(
    query: UnderstoodQuery, articles: Sequence[ScoredArticle], results: Sequence[SearchResult]
) -> Evidence:
    coverage = words_covered(results[0], query) if results else 0.0
    return gather_evidence(query, articles, coverage)

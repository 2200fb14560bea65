"""The way of a question: understood → candidates → fused → articles → cited answer, or none.

Both languages are always searched; the language of the question only decides in which one the
answer is quoted. What is quoted comes from the store, not from the index.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from index.backend import CandidateFilter, Candidates, PassageFacts, SearchBackend
from index.encoders.protocol import Encoder
from knowledge.acceptance import AnswerableServices
from knowledge.errors import InvalidReferenceError
from knowledge.services import service_of
from knowledge.store.database import Database
from knowledge.store.marks import Marks
from knowledge.store.records import VersionRecord, records_to_quote
from ranking.answers import SearchResponse, SearchResult
from ranking.aspects import aspect_lift
from ranking.confidence import Evidence, confidence, gather_evidence, is_answerable
from ranking.fusion import Fused, ScoredArticle, fuse
from ranking.presentation import present, words_covered
from ranking.understanding import UnderstoodQuery, understand

CANDIDATES = 200
"""Passages taken from each kind of search before fusing."""

_AT_ONCE = 16
"""Questions whose words are looked for at the same time; more wait for their turn."""

LONGEST_QUERY = 1000
"""Characters; a caller's question is shorter, and anything longer is a document."""


def _all_answered(_day: dt.date) -> AnswerableServices:
    return AnswerableServices(by_default=True, exceptions=frozenset())


def _no_marks(_article_ids: Sequence[str]) -> Marks:
    return {}


class Searcher:
    """Answers questions over one store and one index.

    ``encoder`` is called for when first needed, so that a searcher is cheap to make. ``marks``
    says which articles have changed and are being updated.
    """

    def __init__(
        self,
        database: Database,
        backend: SearchBackend,
        encoder: Callable[[], Encoder],
        marks: Callable[[Sequence[str]], Marks] = _no_marks,
        answered: Callable[[dt.date], AnswerableServices] = _all_answered,
    ) -> None:
        self._database = database
        self._backend = backend
        self._encoder = encoder
        self._marks = marks
        self._answered = answered
        self._beside = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="bilim-words")

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
        answered = self._answered(as_of)
        if not answered.all_are:
            articles = articles.only(lambda facts: _is_answered(answered, facts))
        shown = articles[:limit]
        records = self._records(shown, language or query.language, as_of)
        # After the records: an edition loaded between the two is marked, never missed.
        marks = self._marks(list(records))
        results = tuple(
            present(
                rank,
                article,
                records[article.article_id],
                query,
                as_of,
                marks.get(article.article_id),
            )
            for rank, article in enumerate(shown, start=1)
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
        shown = articles[:1]
        records = self._records(shown, query.language, as_of)
        results = [
            present(1, article, records[article.article_id], query, as_of)
            for article in shown
            if article.article_id in records
        ]
        return _evidence(query, articles, results)

    def _rank(self, text: str, where: CandidateFilter) -> tuple[UnderstoodQuery, Fused]:
        # The model works outside Python's lock, so the words are looked for meanwhile.
        words = self._beside.submit(self._by_words, text, where)
        vector = self._encoder().encode_queries([text])[0]
        query, lexical, lifts = words.result()
        return query, fuse(lexical, self._backend.semantic(vector, where, CANDIDATES), lifts)

    def _by_words(
        self, text: str, where: CandidateFilter
    ) -> tuple[UnderstoodQuery, Candidates, dict[str, float]]:
        query = understand(text, self._backend.document_frequencies)
        lexical = self._backend.lexical(query.terms, where, CANDIDATES)
        return query, lexical, aspect_lift(query.tokens)

    def _records(
        self, articles: Sequence[ScoredArticle], language: str, as_of: dt.date
    ) -> dict[str, VersionRecord]:
        """For each article the version to quote: in ``language``, or else the one that matched."""
        versions: dict[str, int] = {}
        sought: list[str] = []
        for article in articles:
            found = article.best_in(language)
            versions[article.article_id] = (found or article.best).facts.version_id
            if found is None:
                sought.append(article.article_id)
        if not versions:
            return {}
        with self._database.reading() as session:
            return records_to_quote(session, versions, sought, language, as_of)


def _is_answered(answered: AnswerableServices, facts: PassageFacts) -> bool:
    """Whether callers are told what a passage says (п. 23): its service must be accepted."""
    service = service_of(facts.act_id, facts.eid)
    return service is None or answered.allows(service)


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


def _evidence(query: UnderstoodQuery, articles: Fused, results: Sequence[SearchResult]) -> Evidence:
    coverage = words_covered(results[0], query) if results else 0.0
    return gather_evidence(query, articles, coverage)

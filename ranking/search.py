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
from index.passages import place_of_key, version_of_key
from index.splitting import split_text
from knowledge.errors import InvalidReferenceError
from knowledge.store.database import Database
from knowledge.store.records import HolderCache, VersionRecord, records_as_of
from ranking.answers import CitedAct, CitedEdition, SearchResponse, SearchResult
from ranking.aspects import aspect_lift
from ranking.citations import citation, in_force_note
from ranking.confidence import THRESHOLD, confidence, gather_evidence
from ranking.fusion import ScoredArticle, fuse
from ranking.quotation import match_words
from ranking.understanding import UnderstoodQuery, understand

CANDIDATES = 150
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
        self._holders: HolderCache = {}

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
        query = understand(text, self._backend.document_frequencies)
        vector = self._encoder().encode_queries([text])[0]
        articles = fuse(
            self._backend.lexical(query.terms, where, CANDIDATES),
            self._backend.semantic(vector, where, CANDIDATES),
            aspect_lift(query.tokens),
        )
        wanted = language or query.language
        records = self._records(articles[:limit], wanted, as_of)
        results = tuple(
            _result(rank, article, records[article.article_id], query, as_of)
            for rank, article in enumerate(articles[:limit], start=1)
            if article.article_id in records
        )
        sure = _confidence(query, articles, results)
        return SearchResponse(
            query=text,
            language=query.language,
            as_of=as_of,
            answerable=bool(results) and sure >= THRESHOLD,
            confidence=round(sure, 4),
            took_ms=round((time.perf_counter() - started) * 1000, 2),
            results=results,
        )

    def _records(
        self, articles: Sequence[ScoredArticle], language: str, as_of: dt.date
    ) -> dict[str, VersionRecord]:
        """For each article the version to quote: in ``language``, or else the one that matched."""
        with self._database.reading() as session:
            found = records_as_of(session, [a.article_id for a in articles], as_of, self._holders)
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


def _result(
    rank: int, article: ScoredArticle, record: VersionRecord, query: UnderstoodQuery, day: dt.date
) -> SearchResult:
    header = record.act.header
    return SearchResult(
        rank=rank,
        article_id=record.article_id,
        act=CitedAct(
            id=record.act.id,
            number=header.number,
            date=header.date,
            title=record.act.title(record.language),
        ),
        eid=record.eid,
        kind=record.kind,
        number=record.number,
        heading=record.heading,
        chapter=record.chapter,
        service=record.service,
        aspect=record.aspect,
        language=record.language,
        key_sentence=match_words(_best_piece(article, record), query.stems).key_sentence(),
        quote=record.text,
        marks=match_words(record.text, query.stems).marks(),
        edition=CitedEdition(
            date=record.edition_date,
            in_force_from=record.valid_from if record.start_known else None,
            in_force_to=record.valid_to,
            in_force_note="" if record.start_known else in_force_note(record.entry_clause),
        ),
        status=_status(record, day),
        citation=citation(record),
        link=f"/?article={record.article_id}",
        score=round(article.score, 4),
    )


def _best_piece(article: ScoredArticle, record: VersionRecord) -> str:
    """The passage that matched best, where the quoted version is the one that was matched."""
    pieces = split_text(record.text)
    for passage in article.passages:
        place = place_of_key(passage.key)
        if version_of_key(passage.key) == record.version_id and 0 < place <= len(pieces):
            return pieces[place - 1]
    return record.text


def _status(record: VersionRecord, day: dt.date) -> str:
    repealed = record.act.repealed_from()
    if repealed is not None and repealed <= day:
        return "repealed"
    return "in_force" if record.start_known else "entry_into_force_unknown"


def _confidence(
    query: UnderstoodQuery, articles: Sequence[ScoredArticle], results: Sequence[SearchResult]
) -> float:
    if not results:
        return 0.0
    content = [token for token in query.tokens if not token.token.stop]
    best = results[0]
    shown = f"{best.heading} {best.service} {best.quote}"
    matched = {word.lower() for word in match_words(shown, query.stems).words}
    coverage = min(1.0, len(matched) / len(content)) if content else 0.0
    return confidence(gather_evidence(query, articles, coverage))

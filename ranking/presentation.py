"""From a ranked article and its record in the store to the result that a person sees."""

from __future__ import annotations

import datetime as dt

from index.passages import place_of_key, version_of_key
from index.splitting import split_text
from knowledge.store.marks import OpenMark
from knowledge.store.records import VersionRecord
from ranking.answers import CitedAct, CitedEdition, SearchResult, UpdateMark
from ranking.citations import citation
from ranking.fusion import ScoredArticle
from ranking.quotation import match_words
from ranking.understanding import UnderstoodQuery


def present(
    rank: int,
    article: ScoredArticle,
    record: VersionRecord,
    query: UnderstoodQuery,
    day: dt.date,
    mark: OpenMark | None = None,
) -> SearchResult:
    """The result at ``rank``: what ``record`` says, marked and cited, as of ``day``.

    ``mark`` says that it has changed and is being updated.
    """
    header = record.act.header
    matched = match_words(record.text, query.stems)
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
        key_sentence=matched.within(_best_piece(article, record)).key_sentence(),
        quote=record.text,
        marks=matched.marks(),
        edition=CitedEdition(
            date=record.edition_date,
            in_force_from=record.valid_from if record.start_known else None,
            in_force_to=record.valid_to,
            in_force_by=None if record.start_known else record.certain_from,
            in_force_note=record.in_force_note(),
        ),
        status=record.force_on(day).value,
        citation=citation(record),
        link=f"/?article={record.article_id}",
        score=round(article.score, 4),
        update=shown_mark(mark, day),
    )


def shown_mark(mark: OpenMark | None, day: dt.date) -> UpdateMark | None:
    """A mark as it is shown on ``day``."""
    if mark is None:
        return None
    return UpdateMark(
        id=mark.update_id,
        since=mark.since,
        due=mark.due,
        state=mark.state,
        overdue=mark.overdue_on(day),
        changed=mark.changed,
    )


def _best_piece(article: ScoredArticle, record: VersionRecord) -> str:
    """The passage that matched best, where the quoted version is the one that was matched."""
    pieces = split_text(record.text)
    for passage in article.passages:
        place = place_of_key(passage.key)
        if version_of_key(passage.key) == record.version_id and 0 < place <= len(pieces):
            return pieces[place - 1]
    return record.text


def words_covered(result: SearchResult, query: UnderstoodQuery) -> float:
    """The share of the query's content words that a result holds, headings included."""
    content = [token for token in query.tokens if not token.token.stop]
    if not content:
        return 0.0
    shown = f"{result.heading} {result.service} {result.quote}"
    matched = match_words(shown, query.stems).stems
    return sum(not matched.isdisjoint(token.alternatives) for token in content) / len(content)

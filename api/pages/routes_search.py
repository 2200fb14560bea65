"""The operator's page: the question, the answers, the article beside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api.http.dependencies import BilimOfApp
from api.http.parameters import LONGEST_QUERY
from api.http.problems import REFUSALS, headers_of, problem_of
from api.http.rights import needs
from api.pages.articles import ShownArticle, show_article
from api.pages.errors import show_problem
from api.pages.interface import page, words_for
from api.pages.links import Question, act_address, article_address
from api.pages.marking import ShownMark, show_mark
from api.pages.presenting import Force, Segment, force_of, key_segments
from api.pages.reading import day_of, language_of
from api.pages.words import Words
from api.service import Bilim
from knowledge.accounts.permissions import Action
from knowledge.errors import InvalidReferenceError
from ranking.answers import SearchResponse, SearchResult

router = APIRouter(dependencies=[Depends(needs(Action.READ))])

_RESULTS = 10


@dataclass(frozen=True, slots=True)
class Card:
    """One result as it is printed."""

    result: SearchResult
    key: tuple[Segment, ...]
    force: Force
    href: str
    act_href: str
    is_open: bool
    mark: ShownMark | None


class QueryTooLongError(InvalidReferenceError):
    """The question is longer than what is searched for."""

    code = "query_too_long"


@router.get("/")
def search_page(
    request: Request,
    bilim: BilimOfApp,
    q: str = "",
    lang: str = "",
    as_of: str = "",
    act: str = "",
    include_repealed: str = "",
    article: str = "",
    day_: Annotated[str, Query(alias="day")] = "",
) -> Response:
    """The page with the box; with ``q`` also the answers, with ``article`` its text beside."""
    words = words_for(request)
    values: dict[str, object] = {"limit": LONGEST_QUERY, "answer": None, "cards": ()}
    values |= {"opened": None, "problem": None, "question": Question(q=q.strip())}
    try:
        question = Question(
            q.strip(), language_of(lang), day_of(as_of), act.strip(), bool(include_repealed)
        )
        values["question"] = question
        if question.q:
            values |= _answered(bilim, question, words, article, day_of(day_))
        elif article:
            values["opened"] = _opened(bilim, question, words, article, day_of(day_), None)
    except REFUSALS as error:
        problem = problem_of(error)
        values["problem"] = show_problem(problem, words, **_numbers(error))
        return page(
            request, "search.html", values, status=problem.status, headers=headers_of(error)
        )
    return page(request, "search.html", values)


@router.get("/articles/{article_id:path}")
def article_page(
    request: Request,
    bilim: BilimOfApp,
    article_id: str,
    day_: Annotated[str, Query(alias="day")] = "",
) -> Response:
    """An article on a page of its own, to be linked to."""
    words = words_for(request)
    view = bilim.article(article_id, as_of=day_of(day_))
    shown = show_article(view, words, lambda start: article_address(article_id, day=start))
    return page(request, "article.html", {"opened": shown})


def _answered(
    bilim: Bilim, question: Question, words: Words, article: str, on: dt.date | None
) -> dict[str, object]:
    if len(question.q) > LONGEST_QUERY:
        raise QueryTooLongError(f"The question has more than {LONGEST_QUERY} characters.")
    answer = bilim.search(
        question.q,
        as_of=question.as_of,
        language=question.lang or None,
        act=question.act or None,
        limit=_RESULTS,
        include_repealed=question.include_repealed,
    )
    # The best answer lies open at once: thirty seconds are too few for a key that can be spared.
    wanted = article or _best(answer)
    found = next((r for r in answer.results if r.article_id == wanted), None)
    opened = _opened(bilim, question, words, wanted, on, found) if wanted else None
    cards = tuple(_card(result, question, answer, words, wanted) for result in answer.results)
    return {"answer": answer, "cards": cards, "opened": opened}


def _best(answer: SearchResponse) -> str:
    return answer.results[0].article_id if answer.answerable and answer.results else ""


def _opened(
    bilim: Bilim,
    question: Question,
    words: Words,
    article_id: str,
    on: dt.date | None,
    result: SearchResult | None,
) -> ShownArticle:
    view = bilim.article(article_id, as_of=on or question.as_of)
    return show_article(view, words, lambda start: question.opening(article_id, start), result)


def _card(
    result: SearchResult, question: Question, answer: SearchResponse, words: Words, wanted: str
) -> Card:
    edition = result.edition
    force = force_of(
        words,
        answer.as_of,
        edition.in_force_from,
        edition.in_force_to,
        edition.in_force_note,
        edition.in_force_by,
    )
    return Card(
        result=result,
        key=key_segments(result),
        force=force,
        href=question.opening(result.article_id),
        act_href=act_address(
            result.act.id, day=question.as_of, lang=result.language, eid=result.eid
        ),
        is_open=result.article_id == wanted,
        mark=show_mark(result.update, words, answer.as_of),
    )


def _numbers(error: Exception) -> dict[str, object]:
    return {"limit": LONGEST_QUERY} if isinstance(error, QueryTooLongError) else {}

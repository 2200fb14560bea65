"""Asking over HTTP: search, articles, acts, differences between editions."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.http.dependencies import BilimOfApp
from api.http.examples import ARTICLE_EXAMPLE, DIFF_EXAMPLE, SEARCH_EXAMPLE, shown_as
from api.http.parameters import (
    API,
    MOST_RESULTS,
    ActReference,
    AsOf,
    PreferredLanguage,
    TextLanguage,
    Words,
    problems,
)
from api.http.rights import needs
from api.views import ActSummary, ActView, ArticleView, DiffView, ServiceSummary, ServiceView
from knowledge.accounts.permissions import Action
from ranking.answers import SearchResponse

router = APIRouter(prefix=API, tags=["asking"], dependencies=[Depends(needs(Action.READ))])


@router.get(
    "/search",
    summary="Answer a caller's words",
    responses={**shown_as(SEARCH_EXAMPLE), **problems(404, 409, 422, 503)},
)
def search(
    bilim: BilimOfApp,
    q: Words,
    n: Annotated[int, Query(ge=1, le=MOST_RESULTS, description="How many results")] = 10,
    lang: PreferredLanguage = None,
    as_of: AsOf = None,
    act: Annotated[
        str | None,
        Query(max_length=200, description="Search this act only: a reference", examples=["90001"]),
    ] = None,
    include_repealed: Annotated[
        bool, Query(description="Quote repealed acts too; they are marked by their status")
    ] = False,
) -> SearchResponse:
    """Articles that answer, best first, each quoted and cited; the same as `bilim search --json`.

    Where `answerable` is false the base has no answer: the results are only the nearest texts.
    """
    return bilim.search(
        q, as_of=as_of, language=lang, act=act, limit=n, include_repealed=include_repealed
    )


@router.get(
    "/articles/{article_id:path}",
    summary="An article and its versions",
    responses={**shown_as(ARTICLE_EXAMPLE), **problems(404, 422, 503)},
)
def article(
    bilim: BilimOfApp,
    article_id: Annotated[
        str,
        Path(
            max_length=500,
            description="The id that a search result carries",
            examples=["order-917-nq-2023-09-14/chp_3__para_13"],
        ),
    ],
    as_of: AsOf = None,
) -> ArticleView:
    """The article's text on a day in every language, and all its versions with their intervals."""
    return bilim.article(article_id, as_of=as_of)


@router.get("/acts", summary="All acts and their editions", responses=problems(503))
def acts(bilim: BilimOfApp) -> tuple[ActSummary, ...]:
    """Every act in the base, by date."""
    return bilim.acts()


@router.get("/services", summary="All public services", responses=problems(503))
def services(bilim: BilimOfApp) -> tuple[ServiceSummary, ...]:
    """Every public service whose standard is in the base, with its number in the Register."""
    return bilim.services()


@router.get(
    "/services/{service_id:path}",
    summary="The standard of a service",
    responses=problems(404, 422, 503),
)
def service(
    bilim: BilimOfApp,
    service_id: Annotated[
        str,
        Path(
            max_length=500,
            description="The id that the list of services gives",
            examples=["order-917-nq-2023-09-14/rules"],
        ),
    ],
    as_of: AsOf = None,
    lang: TextLanguage = "ru",
) -> ServiceView:
    """The rows that every service has by law (provider, term, fee, documents …), as of a day."""
    return bilim.service(service_id, as_of=as_of, language=lang)


# Before the route of an act: a reference may hold a slash, so that one would take this address.
@router.get(
    "/acts/{ref:path}/diff",
    summary="What differs between two editions",
    responses={**shown_as(DIFF_EXAMPLE), **problems(404, 409, 422, 503)},
)
def diff(
    bilim: BilimOfApp,
    ref: ActReference,
    old_date: Annotated[
        dt.date,
        Query(alias="from", description="The older day", examples=["2023-09-14"]),
    ],
    new_date: Annotated[
        dt.date, Query(alias="to", description="The newer day", examples=["2025-07-01"])
    ],
    lang: TextLanguage = "ru",
) -> DiffView:
    """The provisions that differ between the editions of two days."""
    return bilim.diff(ref, old_date, new_date, language=lang)


@router.get(
    "/acts/{ref:path}",
    summary="An act's text as of a day",
    responses=problems(404, 409, 422, 503),
)
def act(
    bilim: BilimOfApp,
    ref: ActReference,
    as_of: AsOf = None,
    lang: TextLanguage = "ru",
    eid: Annotated[
        str | None,
        Query(
            max_length=300,
            description="Only this element and what it holds",
            examples=["annex_1__row_8"],
        ),
    ] = None,
) -> ActView:
    """The provisions of the edition in effect on a day, in the order of the act."""
    return bilim.act(ref, as_of=as_of, language=lang, eid=eid)

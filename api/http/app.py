"""The web application: the API under ``/api/v1``, health, and the pages, in one envelope."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.http import health, routes_asking, routes_feeding
from api.http.body_limit import BodyLimit
from api.http.envelope import Envelope
from api.http.feeding import Feeder
from api.http.parameters import API
from api.http.problems import (
    REFUSALS,
    Problem,
    headers_of,
    internal_problem,
    problem_of,
    problem_response,
)
from api.pages.errors import problem_page
from api.pages.routes import add_pages
from api.service import Bilim
from api.settings import Settings

_log = logging.getLogger("bilim.http")
_DESCRIPTION = """\
The knowledge base of the Unified Contact Center 1414: by-law acts in, cited answers in Kazakh
and Russian out. Every answer is a quotation of what is in force on the day asked for. Errors are
`application/problem+json` (RFC 9457); every answer carries `X-Request-ID`.
"""
_NO_PAGES = ("/api/", "/healthz", "/readyz")


def create_app(bilim: Bilim, settings: Settings) -> FastAPI:
    """The application that answers for ``bilim``. The caller keeps ``bilim`` and closes it."""
    app = FastAPI(
        title="Bilim",
        version=version("bilim"),
        description=_DESCRIPTION,
        openapi_url=f"{API}/openapi.json",
        # Their pages load scripts from elsewhere; the description itself is served.
        docs_url=None,
        redoc_url=None,
        lifespan=_warmed_up,
    )
    limit = settings.upload_megabytes * 1_000_000
    app.state.bilim = bilim
    app.state.feeder = Feeder(bilim, limit)
    for router in (
        routes_asking.router,
        routes_feeding.router,
        health.status_router,
        health.health_router,
    ):
        app.include_router(router)
    add_pages(app)
    for kind in (*REFUSALS, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _answer_error)
    app.add_middleware(BodyLimit, limit=limit)
    app.add_middleware(Envelope, on_failure=_answer_failure)
    _describe_problems(app)
    return app


@asynccontextmanager
async def _warmed_up(app: FastAPI) -> AsyncIterator[None]:
    """Ask one question before the first caller does, so that nobody waits for the model."""
    try:
        await run_in_threadpool(app.state.bilim.search, "билет", limit=1)
    except Exception:
        # Whatever it is, the server must come up to say it, by /readyz and its pages.
        _log.exception("not ready to answer yet")
    yield


async def _answer_error(request: Request, error: Exception) -> Response:
    problem = problem_of(error)
    if problem.status >= 500:
        _log.error("refused: %s", problem.code, exc_info=error)
    return _told(request, problem, headers_of(error))


def _answer_failure(request: Request) -> Response:
    return _told(request, internal_problem(), {})


def _told(request: Request, problem: Problem, headers: dict[str, str]) -> Response:
    """A page where a person asked, a problem document where a program did."""
    if request.url.path.startswith(_NO_PAGES):
        return problem_response(problem, headers)
    return problem_page(request, problem, headers)


def _describe_problems(app: FastAPI) -> None:
    """Put Problem's schema in the description in place of the framework's own 422."""
    describe = app.openapi

    def described() -> dict[str, Any]:
        schema = describe()  # made once and kept by the app, so that this changes what is kept
        schemas = schema["components"]["schemas"]
        if Problem.__name__ not in schemas:
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            own = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(own.pop("$defs", {}))
            schemas[Problem.__name__] = own
        return schema

    app.openapi = described  # type: ignore[method-assign]

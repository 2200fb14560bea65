"""The web application: the API under ``/api/v1``, health, and the pages, in one envelope."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.http import (
    health,
    routes_acceptance,
    routes_accounts,
    routes_amending,
    routes_asking,
    routes_calendar,
    routes_changes,
    routes_due,
    routes_duties,
    routes_feeding,
    routes_findings,
    routes_notes,
    routes_registers,
    routes_updates,
)
from api.http.body_limit import BodyLimit
from api.http.cookies import Cookies
from api.http.describing import describe
from api.http.envelope import Envelope
from api.http.feeding import Feeder
from api.http.guard import Guard
from api.http.identifying import Identifier
from api.http.loopback import is_loopback_host
from api.http.parameters import API
from api.http.problems import (
    REFUSALS,
    NotSignedInError,
    Problem,
    headers_of,
    internal_problem,
    problem_of,
    problem_response,
)
from api.http.rights import rules_of
from api.pages.errors import problem_page
from api.pages.routes import PAGE_ROUTERS, add_pages
from api.pages.signing_in import to_sign_in
from api.service import Bilim
from api.settings import Settings, SettingsError
from api.use_cases.clock import utc_now
from api.use_cases.openid import OpenId, OpenIdError

_log = logging.getLogger("bilim.http")
_DESCRIPTION = """\
The knowledge base of the Unified Contact Center 1414: by-law acts in, cited answers in Kazakh
and Russian out. Every answer is a quotation of what is in force on the day asked for. Errors are
`application/problem+json` (RFC 9457); every answer carries `X-Request-ID`.
"""
_SIGN_INS_AT_A_TIME = 4
_NO_PAGES = ("/api/", "/healthz", "/readyz")
API_ROUTERS = (
    routes_accounts.router,
    routes_asking.router,
    routes_changes.router,
    routes_amending.router,
    routes_findings.router,
    routes_feeding.router,
    routes_calendar.router,
    routes_duties.router,
    routes_registers.router,
    routes_acceptance.router,
    routes_notes.router,
    routes_updates.router,
    routes_due.router,
    health.status_router,
    health.health_router,
)


def create_app(bilim: Bilim, settings: Settings) -> FastAPI:
    """The application that answers for ``bilim``. The caller keeps ``bilim`` and closes it.

    Raises RouteWithoutRuleError where a route does not say who may use it.
    """
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
    app.state.feeder = Feeder(bilim, limit, settings.home / "uploads")
    app.state.cookies = Cookies(always_secure=settings.public_url.startswith("https:"))
    app.state.public_url = settings.public_url
    app.state.openid = _openid(bilim, settings)
    app.state.sign_in_turns = asyncio.Semaphore(_SIGN_INS_AT_A_TIME)
    for router in API_ROUTERS:
        app.include_router(router)
    add_pages(app)
    for kind in (*REFUSALS, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _answer_error)
    rules = rules_of((*API_ROUTERS, *PAGE_ROUTERS))
    identifier = Identifier(
        bilim, app.state.cookies, on_loopback=is_loopback_host(settings.host, settings.port)
    )
    app.add_middleware(BodyLimit, limit=limit)
    app.add_middleware(
        Guard,
        rules=[(path, rule) for (_method, path), rule in rules.items()],
        identify=identifier.identify,
        refuse=_refuse,
        drained=limit,
    )
    app.add_middleware(Envelope, on_failure=_answer_failure)
    describe(app, rules)
    return app


def _openid(bilim: Bilim, settings: Settings) -> OpenId | None:
    """Signing in by the provider that the settings name. Raises SettingsError."""
    if settings.openid is None:
        return None
    try:
        from api.use_cases.openid_provider import Provider
    except ImportError as error:
        raise SettingsError(
            "BILIM_OIDC_ISSUER is set, but its libraries are not installed: pip install "
            "'bilim[oidc]'."
        ) from error
    provider = Provider(settings.openid, utc_now)
    return OpenId(bilim.wiring, settings.openid, provider)


@asynccontextmanager
async def _warmed_up(app: FastAPI) -> AsyncIterator[None]:
    """Ask one question before the first caller does, so that nobody waits for the model."""
    try:
        await run_in_threadpool(app.state.bilim.search, "билет", limit=1)
    except Exception:
        # Whatever it is, the server must come up to say it, by /readyz and its pages.
        _log.exception("not ready to answer yet")
    yield
    app.state.bilim.sign_in.close()


async def _answer_error(request: Request, error: Exception) -> Response:
    return _refuse(request, error)


def _refuse(request: Request, error: Exception) -> Response:
    if isinstance(error, NotSignedInError) and not request.url.path.startswith(_NO_PAGES):
        return to_sign_in(request)
    problem = problem_of(error)
    if isinstance(error, OpenIdError):
        _log.warning("signing in by the provider failed: %s", error)
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

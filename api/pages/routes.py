"""Putting the pages into the application."""

from __future__ import annotations

import os

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.pages import (
    routes_account,
    routes_accounts,
    routes_acts,
    routes_board,
    routes_drafts,
    routes_findings,
    routes_load,
    routes_openid,
    routes_search,
    routes_sign_in,
    routes_status,
    routes_updates,
)
from api.pages.interface import STATIC_FOLDER


class _CachedFiles(StaticFiles):
    """Static files whose address names their content, so that they never go stale."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, to be kept by the browser."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


PAGE_ROUTERS = (
    routes_search.router,
    routes_acts.router,
    routes_board.router,
    routes_board.duty_router,
    routes_updates.router,
    routes_updates.queue_router,
    routes_findings.router,
    routes_drafts.router,
    routes_drafts.deciding_router,
    routes_load.router,
    routes_status.router,
    routes_sign_in.router,
    routes_openid.router,
    routes_account.router,
    routes_accounts.router,
    routes_accounts.audit_router,
)


def add_pages(app: FastAPI) -> None:
    """Add every page and what they need."""
    for router in PAGE_ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.mount("/static", _CachedFiles(directory=STATIC_FOLDER), name="static")

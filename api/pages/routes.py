"""Putting the pages into the application."""

from __future__ import annotations

import os

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.pages import routes_acts, routes_load, routes_search, routes_status
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


def add_pages(app: FastAPI) -> None:
    """Add every page and what they need."""
    for module in (routes_search, routes_acts, routes_load, routes_status):
        app.include_router(module.router, include_in_schema=False)
    app.mount("/static", _CachedFiles(directory=STATIC_FOLDER), name="static")

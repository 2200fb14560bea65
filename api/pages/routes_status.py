"""What the base holds, for people."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.http.dependencies import BilimOfApp
from api.pages.interface import page

router = APIRouter()


@router.get("/status")
def status_page(request: Request, bilim: BilimOfApp) -> Response:
    """Counts, and how the index stands to the store."""
    return page(request, "status.html", {"status": bilim.status()})

"""What the base holds, for people."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.http.dependencies import BilimOfApp
from api.http.rights import needs
from api.pages.interface import page
from knowledge.accounts.permissions import Action

router = APIRouter(dependencies=[Depends(needs(Action.READ))])


@router.get("/status")
def status_page(request: Request, bilim: BilimOfApp) -> Response:
    """Counts, and how the index stands to the store."""
    return page(request, "status.html", {"status": bilim.status()})

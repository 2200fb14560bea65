"""Where texts disagree, for an editor to look at: both quotations, and what differs."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.http.dependencies import BilimOfApp
from api.http.rights import needs
from api.pages.interface import page
from api.pages.links import act_address
from knowledge.accounts.permissions import Action

router = APIRouter(dependencies=[Depends(needs(Action.READ_CHANGES))])

_MOST = 200


@router.get("/findings")
def findings_page(request: Request, bilim: BilimOfApp, act: str = "") -> Response:
    """What the newest editions still have, worst first within an act."""
    found = bilim.findings.all(act=act or None, severity="medium", current=True)
    values = {
        "findings": found[:_MOST],
        "count": len(found),
        "most": _MOST,
        "act": act,
        "act_address": act_address,
    }
    return page(request, "findings.html", values)

"""A draft edition made from an amending order, for an editor to accept or to put aside."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request
from starlette.responses import Response

from api.http.actors import ActorOfRequest
from api.http.dependencies import BilimOfApp
from api.http.problems import REFUSALS, headers_of, problem_of
from api.http.rights import needs
from api.pages.due import act_name
from api.pages.errors import show_problem
from api.pages.interface import page, words_for
from api.pages.links import act_address, address
from api.pages.previewing import show_changes
from api.pages.signing_in import see
from api.service import Bilim
from knowledge.accounts.permissions import Action, Actor, may

router = APIRouter(prefix="/drafts", dependencies=[Depends(needs(Action.READ_CHANGES))])
deciding_router = APIRouter(prefix="/drafts", dependencies=[Depends(needs(Action.ACCEPT_DRAFT))])

DraftId = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/{draft_id}")
def draft_page(
    request: Request, bilim: BilimOfApp, actor: ActorOfRequest, draft_id: DraftId, done: str = ""
) -> Response:
    """What the order makes of the act, and what of it could not be applied."""
    return _page(request, bilim, actor, draft_id, {"done": done})


@deciding_router.post("/{draft_id}/accept")
def accept(
    request: Request, bilim: BilimOfApp, actor: ActorOfRequest, draft_id: DraftId
) -> Response:
    """Make it an edition until the official text comes."""
    try:
        bilim.amending.accept(actor, draft_id)
    except REFUSALS as error:
        return _page(request, bilim, actor, draft_id, {}, error)
    return see(address(f"/drafts/{draft_id}", done="1"))


@deciding_router.post("/{draft_id}/reject")
def reject(
    request: Request,
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    draft_id: DraftId,
    reason: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Put it aside, with a reason in words."""
    try:
        bilim.amending.reject(actor, draft_id, reason)
    except REFUSALS as error:
        return _page(request, bilim, actor, draft_id, {}, error)
    return see(address(f"/drafts/{draft_id}", done="1"))


def _page(
    request: Request,
    bilim: Bilim,
    actor: Actor,
    draft_id: int,
    values: dict[str, object],
    error: Exception | None = None,
) -> Response:
    words = words_for(request)
    draft = bilim.amending.draft(draft_id)
    problem = problem_of(error) if error else None
    common: dict[str, object] = {
        "draft": draft,
        "changes": tuple(show_changes(draft.differences, words)),
        "not_applied": [one for one in draft.instructions if not one.applicable],
        "act": act_name(draft.act.number, draft.act.date, words),
        "order": act_name(draft.order.number or "", draft.order.date, words),
        "act_href": act_address(draft.act_id, lang=draft.language),
        "may_decide": draft.state == "draft" and may(actor, Action.ACCEPT_DRAFT),
        "done": "",
        "problem": show_problem(problem, words) if problem else None,
    }
    return page(
        request,
        "draft.html",
        common | values,
        status=problem.status if problem else 200,
        headers=headers_of(error) if error else {},
    )

"""Amending orders over HTTP: reading one without storing it, and deciding on drafts."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, File, Form, Path, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from api.amending_views import AcceptedDraft, AmendmentsView, DraftSummary, DraftView
from api.http.actors import ActorOfRequest
from api.http.dependencies import BilimOfApp
from api.http.parameters import API, problems
from api.http.rights import needs
from knowledge.accounts.permissions import Action

router = APIRouter(prefix=API, tags=["changes"])

_READ = [Depends(needs(Action.READ_CHANGES))]
_DECIDE = [Depends(needs(Action.ACCEPT_DRAFT))]

DraftId = Annotated[int, Path(ge=1, description="The number that the list of drafts gives")]


class RejectionRequest(BaseModel):
    """Why a draft is put aside."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1, max_length=2000)


@router.post(
    "/amendments",
    dependencies=[Depends(needs(Action.LOAD_ACT))],
    summary="Read an amending order without storing it",
    responses=problems(413, 415, 422, 503),
)
async def amendments(
    bilim: BilimOfApp,
    file: Annotated[
        UploadFile, File(description="DOCX, HTML, PDF with a text layer, Markdown, plain text")
    ],
    language: Annotated[
        Literal["kk", "ru"] | None, Form(description="Of a file in both languages")
    ] = None,
) -> AmendmentsView:
    """Which acts the order amends and each instruction, with whether the base could apply it.

    The same as `bilim amendments FILE --json`: what will be drafted and flagged, before the order
    is loaded with `POST /acts`.
    """
    name = PurePath((file.filename or "").replace("\\", "/")).name or "upload"
    data = await file.read()
    return await run_in_threadpool(bilim.amending.read, data, name, language=language)


@router.get("/drafts", dependencies=_READ, summary="All draft editions", responses=problems(503))
def drafts(bilim: BilimOfApp) -> tuple[DraftSummary, ...]:
    """The texts that amending orders make of acts, newest first; nothing is answered from them."""
    return bilim.amending.drafts()


@router.get(
    "/drafts/{draft_id}",
    dependencies=_READ,
    summary="A draft edition",
    responses=problems(404, 422, 503),
)
def draft(bilim: BilimOfApp, draft_id: DraftId) -> DraftView:
    """Its instructions, its differences from the edition in force, and what was not applied."""
    return bilim.amending.draft(draft_id)


@router.post(
    "/drafts/{draft_id}/accept",
    dependencies=_DECIDE,
    summary="Accept a draft edition",
    responses=problems(404, 409, 422, 503),
)
def accept(bilim: BilimOfApp, actor: ActorOfRequest, draft_id: DraftId) -> AcceptedDraft:
    """Make it an edition that is answered from, until the official text takes its place."""
    return bilim.amending.accept(actor, draft_id)


@router.post(
    "/drafts/{draft_id}/reject",
    dependencies=_DECIDE,
    summary="Reject a draft edition",
    responses=problems(404, 409, 422, 503),
)
def reject(
    bilim: BilimOfApp, actor: ActorOfRequest, draft_id: DraftId, request: RejectionRequest
) -> DraftSummary:
    """Put it aside, with a reason in words."""
    return bilim.amending.reject(actor, draft_id, request.reason)

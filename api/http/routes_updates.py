"""Updates over HTTP: the list, one with its differences and history, and moving it on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.http.actors import ActorOfRequest
from api.http.dependencies import BilimOfApp
from api.http.parameters import API, problems
from api.http.rights import needs
from api.update_views import UpdateSummary, UpdateView
from knowledge.accounts.permissions import Action
from knowledge.updates.transitions import LONGEST_NOTE
from knowledge.updates.values import UpdateState

router = APIRouter(prefix=API, tags=["updates"], dependencies=[Depends(needs(Action.READ_UPDATES))])

UpdateId = Annotated[int, Path(ge=1, description="The number of the update")]


class MoveRequest(BaseModel):
    """The state that an update is to go to, and what goes with it."""

    model_config = ConfigDict(extra="forbid")

    to: UpdateState
    reason: str = Field("", max_length=LONGEST_NOTE, description="The reason, in writing")
    texts: dict[str, Annotated[str, Field(max_length=50_000)]] = Field(
        default_factory=dict,
        max_length=3,
        description="The new content that is handed in, by language: kk, ru",
    )
    submission_id: int | None = Field(None, ge=1, description="Or a row of an Annex 1 form")
    assignee: str = Field("", max_length=200, description="Whom the update is given to")


@router.get("/updates", summary="Articles that must be updated", responses=problems(403, 404, 503))
def updates(
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    body: Annotated[
        str | None, Query(max_length=60, description="Id or code of a state body")
    ] = None,
    state: Annotated[UpdateState | None, Query(description="Only in this state")] = None,
    overdue: Annotated[bool, Query(description="Only those whose term has run out")] = False,
    closed_too: Annotated[bool, Query(description="Also what is accepted or closed")] = False,
) -> tuple[UpdateSummary, ...]:
    """The most urgent first. A responsible person sees those of their own body."""
    return bilim.updates.all(
        actor,
        body=body,
        state=state.value if state is not None else None,
        overdue=overdue,
        closed_too=closed_too,
    )


@router.get(
    "/updates/{update_id}",
    summary="An update with its differences and history",
    responses=problems(403, 404, 422, 503),
)
def update(bilim: BilimOfApp, actor: ActorOfRequest, update_id: UpdateId) -> UpdateView:
    """Why the article must be updated, what was handed in, and who did what when."""
    return bilim.updates.one(actor, update_id)


@router.post(
    "/updates/{update_id}/moves",
    summary="Move an update on",
    responses=problems(403, 404, 409, 422, 503),
)
def move(
    bilim: BilimOfApp, actor: ActorOfRequest, update_id: UpdateId, asked: MoveRequest
) -> UpdateView:
    """Assign, hand in, accept, return, close; declare or confirm that it is not affected.

    403 where the actor may not, or a second person is needed; 409 where the update's state does
    not allow it; 422 where a written reason or the content is missing.
    """
    return bilim.updates.move(
        actor,
        update_id,
        asked.to.value,
        reason=asked.reason,
        texts=asked.texts,
        submission_id=asked.submission_id,
        assignee=asked.assignee,
    )

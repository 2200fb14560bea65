"""Health, readiness and status: is it alive, can it answer, what does it hold."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from api.http.dependencies import BilimOfApp
from api.http.parameters import API, problems
from api.http.problems import RETRY_AFTER_SECONDS, not_ready, problem_response
from api.http.rights import OPEN_TO_ALL, needs
from api.views import StatusView
from knowledge.accounts.permissions import Action

health_router = APIRouter(tags=["health"], dependencies=[Depends(OPEN_TO_ALL)])
status_router = APIRouter(prefix=API, tags=["health"], dependencies=[Depends(needs(Action.READ))])

_USABLE = frozenset({"up_to_date", "behind"})


class Health(BaseModel):
    """That the server is alive, or ready."""

    status: Literal["alive", "ready"]


@health_router.get("/healthz", summary="Is the server alive?")
async def healthz() -> Health:
    """Always 200 while the process answers; touches neither store nor index."""
    return Health(status="alive")


@health_router.get(
    "/readyz", summary="Can it answer?", response_model=Health, responses=problems(503)
)
def readyz(bilim: BilimOfApp) -> Any:
    """200 where store and index can be used, else 503."""
    state = bilim.status().index.state
    if state not in _USABLE:
        problem = not_ready(f"The search index is {state}; the store can be read.")
        return problem_response(problem, {"Retry-After": RETRY_AFTER_SECONDS})
    return Health(status="ready")


@status_router.get(
    "/status",
    summary="What the base holds",
    # The folder of the data is nobody's business outside the machine.
    response_model_exclude={"home"},
    responses=problems(503),
)
def status(bilim: BilimOfApp, response: Response) -> StatusView:
    """How much the base holds, and how the index stands to the store."""
    response.headers["cache-control"] = "no-store"
    return bilim.status()

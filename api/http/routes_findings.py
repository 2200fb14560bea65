"""Findings over HTTP: where languages disagree, and where a text contradicts itself."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query

from api.finding_views import ConsistencyFindingView
from api.http.dependencies import BilimOfApp
from api.http.parameters import API, problems
from api.http.rights import needs
from knowledge.accounts.permissions import Action

router = APIRouter(prefix=API, tags=["changes"], dependencies=[Depends(needs(Action.READ_CHANGES))])


@router.get(
    "/findings",
    summary="Where the texts disagree",
    responses=problems(404, 409, 422, 503),
)
def findings(
    bilim: BilimOfApp,
    act: Annotated[
        str | None,
        Query(max_length=200, description="This act only: a reference", examples=["90001"]),
    ] = None,
    severity: Annotated[
        Literal["high", "medium", "low", "note"] | None,
        Query(description="The least to show; everything if left out"),
    ] = None,
    current: Annotated[bool, Query(description="Only what the newest edition still has")] = False,
    nearest: Annotated[
        bool, Query(description="Also compare editions of different, nearest dates")
    ] = False,
) -> tuple[ConsistencyFindingView, ...]:
    """Differences between the languages of one edition, and contradictions inside one text.

    The same as `bilim findings --json`: worst first within an act, with both quotations.
    """
    return bilim.findings.all(act=act, severity=severity, current=current, nearest=nearest)

"""Who am I, and who did what, over HTTP."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from api.http.actors import IdentityOfRequest
from api.http.dependencies import BilimOfApp
from api.http.parameters import API, problems
from api.http.rights import needs
from knowledge.accounts.permissions import Action, may_at_all

router = APIRouter(prefix=API, tags=["accounts"])

_MOST_ENTRIES = 500


class Me(BaseModel):
    """Who a request acts for, and what that may do."""

    model_config = ConfigDict(frozen=True)

    name: str
    way: str = Field(description="token, session, or open (no account exists yet)")
    roles: tuple[str, ...]
    body_id: int | None = Field(description="The state body that a responsible person answers for")
    actions: tuple[str, ...] = Field(description="What may be done, at least to some things")


class AuditEntryView(BaseModel):
    """One line of the audit log."""

    model_config = ConfigDict(frozen=True)

    id: int
    at: dt.datetime
    actor: str
    action: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@router.get(
    "/me",
    summary="Who am I?",
    dependencies=[Depends(needs(Action.READ))],
    responses=problems(503),
)
def me(identity: IdentityOfRequest) -> Me:
    """Who the token or session belongs to, and what it may do."""
    actor = identity.actor
    return Me(
        name=actor.name,
        way=identity.way.value,
        roles=tuple(sorted(actor.roles)),
        body_id=actor.body_id,
        actions=tuple(action.value for action in Action if may_at_all(actor, action)),
    )


@router.get(
    "/audit",
    summary="The audit log",
    dependencies=[Depends(needs(Action.READ_AUDIT))],
    responses=problems(422, 503),
)
def audit(
    bilim: BilimOfApp,
    identity: IdentityOfRequest,
    subject: Annotated[
        str | None, Query(max_length=400, description="Only this", examples=["account:1"])
    ] = None,
    before: Annotated[int | None, Query(ge=1, description="Only entries before this id")] = None,
    n: Annotated[int, Query(ge=1, le=_MOST_ENTRIES, description="How many entries")] = 100,
) -> tuple[AuditEntryView, ...]:
    """Who did what, newest first."""
    entries = bilim.accounts.audit(identity.actor, subject=subject, before_id=before, limit=n)
    return tuple(
        AuditEntryView(
            id=entry.id,
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            subject=entry.subject,
            before=dict(entry.before) if entry.before is not None else None,
            after=dict(entry.after) if entry.after is not None else None,
        )
        for entry in entries
    )

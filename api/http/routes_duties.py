"""Duties over HTTP: what is due, the rulebook, events and fulfilments."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.duty_views import DutyView, RaisedView, RuleView
from api.http.actors import ActorOfRequest
from api.http.dependencies import BilimOfApp
from api.http.parameters import API, AsOf, problems
from api.http.rights import needs
from knowledge.accounts.permissions import Action
from knowledge.rulebook import Event

router = APIRouter(prefix=API, tags=["duties"])

_READ = [Depends(needs(Action.READ_DUTIES))]
_MANAGE = [Depends(needs(Action.MANAGE_REGISTERS))]
_FULFIL = [Depends(needs(Action.FULFIL_DUTY))]

EventId = Annotated[int, Path(ge=1, le=2**31 - 1, description="The number of the event")]
DutyId = Annotated[str, Path(max_length=60, examples=["update_information"])]
Reason = Annotated[str, Query(min_length=1, max_length=500, description="Why it is taken back")]


class EventToRecord(BaseModel):
    """Something that duties arise from."""

    model_config = ConfigDict(extra="forbid")

    event: Event
    day: dt.date = Field(description="The day on which it happened")
    act: str | None = Field(None, max_length=200, description="A reference to an act")
    service: str | None = Field(None, max_length=330, description="The id of a service")
    body: str | None = Field(None, max_length=60, description="Id or code of a state body")
    subject: str = Field("", max_length=200, description="What exactly it was")


class FulfilmentToRecord(BaseModel):
    """By what a duty was fulfilled."""

    model_config = ConfigDict(extra="forbid")

    by: str = Field(min_length=1, max_length=500, description="A document, a submission")
    on: dt.date | None = Field(None, description="The day of it; today if left out")


@router.get(
    "/duties",
    summary="Who has to do what by when",
    dependencies=_READ,
    responses=problems(403, 404, 422, 503),
)
def duties(
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    as_of: AsOf = None,
    body: Annotated[
        str | None, Query(max_length=60, description="Id or code of a state body")
    ] = None,
    overdue: Annotated[bool, Query(description="Only those whose due date has passed")] = False,
    fulfilled_too: Annotated[bool, Query(description="Also what has been fulfilled")] = False,
) -> tuple[DutyView, ...]:
    """The most urgent first. A responsible person sees those of their own body."""
    return bilim.duties.all(
        actor, as_of=as_of, body=body, overdue=overdue, fulfilled_too=fulfilled_too
    )


@router.get(
    "/duties/rules",
    summary="The rulebook",
    dependencies=[Depends(needs(Action.READ))],
    responses=problems(422, 503),
)
def rules(
    bilim: BilimOfApp,
    on: Annotated[dt.date | None, Query(description="Only what was in force on a day")] = None,
) -> tuple[RuleView, ...]:
    """Each duty, its term, its act and paragraph, and when that text was in force."""
    return bilim.duties.rules(on=on)


@router.post(
    "/duties/events",
    status_code=201,
    summary="Record an event that duties arise from",
    dependencies=_MANAGE,
    responses=problems(403, 404, 409, 422, 503),
)
def record_event(bilim: BilimOfApp, actor: ActorOfRequest, asked: EventToRecord) -> RaisedView:
    """The duties of the rulebook follow; the same event twice is one (`new` is false)."""
    return bilim.duties.record_event(
        actor,
        asked.event.value,
        asked.day,
        act=asked.act,
        service=asked.service,
        body=asked.body,
        subject=asked.subject,
    )


@router.delete(
    "/duties/events/{event_id}",
    status_code=204,
    summary="Take back an event recorded by mistake",
    dependencies=_MANAGE,
    responses=problems(403, 404, 422, 503),
)
def withdraw_event(
    bilim: BilimOfApp, actor: ActorOfRequest, event_id: EventId, reason: Reason
) -> None:
    """Its duties go with it."""
    bilim.duties.withdraw_event(actor, event_id, reason)


@router.post(
    "/duties/{event_id}/{duty_id}/fulfilment",
    status_code=204,
    summary="Record that a duty was fulfilled",
    dependencies=_FULFIL,
    responses=problems(403, 404, 409, 422, 503),
)
def fulfil(
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    event_id: EventId,
    duty_id: DutyId,
    asked: FulfilmentToRecord,
) -> None:
    """A responsible person fulfils the duties of their own body only."""
    bilim.duties.fulfil(actor, event_id, duty_id, asked.by, on=asked.on)


@router.delete(
    "/duties/{event_id}/{duty_id}/fulfilment",
    status_code=204,
    summary="Take back a fulfilment",
    dependencies=_FULFIL,
    responses=problems(403, 404, 422, 503),
)
def take_back(
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    event_id: EventId,
    duty_id: DutyId,
    reason: Reason,
) -> None:
    """The duty is open again, and what followed from the fulfilment goes."""
    bilim.duties.take_back(actor, event_id, duty_id, reason)

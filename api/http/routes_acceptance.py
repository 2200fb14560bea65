"""Acceptance over HTTP: protocols, and which services are answered to callers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.duty_views import AnswerableView, ProtocolView
from api.http.actors import ActorOfRequest
from api.http.dependencies import BilimOfApp
from api.http.parameters import API, AsOf, problems
from api.http.rights import needs
from knowledge.acceptance import AcceptancePolicy
from knowledge.accounts.permissions import Action

router = APIRouter(prefix=API, tags=["acceptance"])

_READ = [Depends(needs(Action.READ))]
_READ_DUTIES = [Depends(needs(Action.READ_DUTIES))]
_MANAGE = [Depends(needs(Action.MANAGE_REGISTERS))]

ServiceId = Annotated[str, Field(max_length=330)]


class ProtocolToAdd(BaseModel):
    """A signed acceptance protocol."""

    model_config = ConfigDict(extra="forbid")

    service: ServiceId = Field(description="The id of a service")
    signed_on: dt.date
    number: str = Field(min_length=1, max_length=60)


class ToAccept(BaseModel):
    """Services to be taken as accepted without a protocol."""

    model_config = ConfigDict(extra="forbid")

    services: list[ServiceId] | None = Field(
        None, max_length=10_000, description="null: all that have no protocol"
    )
    on: dt.date | None = Field(None, description="Since when; today if left out")


class Accepted(BaseModel):
    """How many services were accepted."""

    accepted: int


class Policy(BaseModel):
    """What holds for services without a protocol."""

    model_config = ConfigDict(extra="forbid")

    policy: AcceptancePolicy


@router.get(
    "/acceptance/services",
    summary="Which services are answered",
    dependencies=_READ,
    responses=problems(422, 503),
)
def services(bilim: BilimOfApp, as_of: AsOf = None) -> tuple[AnswerableView, ...]:
    """Every service, and whether it is answered to callers on a day."""
    return bilim.acceptance.services(on=as_of)


@router.get(
    "/acceptance/policy",
    summary="Whether services without a protocol are answered",
    dependencies=_READ,
    responses=problems(503),
)
def policy(bilim: BilimOfApp) -> Policy:
    """`accepted`, as in a new store, or `by_protocol`."""
    return Policy(policy=AcceptancePolicy(bilim.acceptance.policy()))


@router.put(
    "/acceptance/policy",
    summary="Decide whether services without a protocol are answered",
    dependencies=[Depends(needs(Action.MAINTAIN))],
    responses=problems(403, 422, 503),
)
def set_policy(bilim: BilimOfApp, actor: ActorOfRequest, asked: Policy) -> Policy:
    """Takes effect with the next search."""
    bilim.acceptance.set_policy(actor, asked.policy.value)
    return asked


@router.post(
    "/acceptance/accepted",
    summary="Take services as accepted without a protocol",
    dependencies=_MANAGE,
    responses=problems(403, 404, 422, 503),
)
def accept(bilim: BilimOfApp, actor: ActorOfRequest, asked: ToAccept) -> Accepted:
    """For a base whose services were consulted on before Bilim came."""
    return Accepted(accepted=bilim.acceptance.accept(actor, asked.services, on=asked.on))


@router.get(
    "/acceptance/protocols",
    summary="Acceptance protocols",
    dependencies=_READ_DUTIES,
    responses=problems(403, 503),
)
def protocols(bilim: BilimOfApp, actor: ActorOfRequest) -> tuple[ProtocolView, ...]:
    """Every protocol that counts; a responsible person sees those of their body's services."""
    return bilim.acceptance.protocols(actor)


@router.post(
    "/acceptance/protocols",
    status_code=201,
    summary="Record an acceptance protocol",
    dependencies=_MANAGE,
    responses=problems(403, 404, 422, 503),
)
def register_protocol(
    bilim: BilimOfApp, actor: ActorOfRequest, asked: ProtocolToAdd
) -> ProtocolView:
    """The service is answered once five working days have passed (п. 23): from `opens_on` on."""
    return bilim.acceptance.register_protocol(actor, asked.service, asked.signed_on, asked.number)


@router.delete(
    "/acceptance/protocols/{protocol_id}",
    status_code=204,
    summary="Take back a protocol recorded wrongly",
    dependencies=_MANAGE,
    responses=problems(403, 404, 422, 503),
)
def withdraw_protocol(
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    protocol_id: Annotated[int, Path(ge=1, le=2**31 - 1)],
    reason: Annotated[str, Query(min_length=1, max_length=500, description="Why")],
) -> None:
    """The service is answered again as if there were none."""
    bilim.acceptance.withdraw_protocol(actor, protocol_id, reason)

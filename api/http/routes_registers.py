"""The registers over HTTP: state bodies, responsible persons, requests to bodies."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.duty_views import BodyView, PersonView, RequestView, TermOfBodyView
from api.http.actors import ActorOfRequest
from api.http.dependencies import BilimOfApp
from api.http.parameters import API, AsOf, problems
from api.http.rights import needs
from knowledge.accounts.permissions import Action
from knowledge.registers import PersonDetails

router = APIRouter(prefix=API, tags=["registers"])

_READ = [Depends(needs(Action.READ_DUTIES))]
_MANAGE = [Depends(needs(Action.MANAGE_REGISTERS))]

BodyName = Annotated[
    str, Path(max_length=60, description="Id or code of a state body", examples=["minjust"])
]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Name = Annotated[str, Field(min_length=1, max_length=500)]
Short = Annotated[str, Field(max_length=300)]
Text = Annotated[str, Field(min_length=1, max_length=5000)]
ActName = Annotated[str | None, Field(max_length=200, description="A reference to an act")]
ServiceName = Annotated[str | None, Field(max_length=330, description="The id of a service")]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class BodyToAdd(_Asked):
    """A state body."""

    code: str = Field(max_length=60, description="Latin letters, digits, hyphens")
    kk: Name
    ru: Name


class Names(_Asked):
    """The names of a state body."""

    kk: Name
    ru: Name


class AnswersFor(_Asked):
    """What a state body answers for: an act or a service, one of them."""

    act: ActName = None
    service: ServiceName = None
    since: dt.date | None = Field(None, description="From this day on; today if left out")


class TermToSet(_Asked):
    """A shorter term."""

    duty: str = Field(max_length=60, examples=["update_information"])
    working_days: int | None = Field(description="null: the law's own term again")
    since: dt.date | None = None
    act: ActName = None
    source: Short = ""


class PersonToAdd(_Asked):
    """A responsible person."""

    name: Name
    position: Short = ""
    phone: Short = ""
    email: Short = ""
    service: ServiceName = None
    since: dt.date | None = None

    def details(self) -> PersonDetails:
        """Who they are and how they are reached."""
        return PersonDetails(self.name, self.position, self.phone, self.email)


class Leaving(_Asked):
    """That a responsible person leaves, with nobody after them yet."""

    on: dt.date | None = Field(None, description="The day of it; today if left out")


class Successor(_Asked):
    """Who comes after a responsible person."""

    name: Name
    position: Short = ""
    phone: Short = ""
    email: Short = ""
    on: dt.date | None = Field(None, description="The day of the change; today if left out")
    notified_on: dt.date | None = Field(None, description="When the body gave notice of it")


class RequestToAdd(_Asked):
    """What a state body is asked for."""

    body: str = Field(max_length=60, description="Id or code of a state body")
    text: Text
    on: dt.date | None = None
    act: ActName = None
    service: ServiceName = None


class ReplyToAdd(_Asked):
    """How a state body replied."""

    kind: Literal["answer", "refusal"]
    text: Text
    on: dt.date | None = None


@router.get("/bodies", summary="State bodies", dependencies=_READ, responses=problems(403, 503))
def bodies(bilim: BilimOfApp, actor: ActorOfRequest) -> tuple[BodyView, ...]:
    """By code. A responsible person sees their own."""
    return bilim.registers.bodies(actor)


@router.post(
    "/bodies",
    status_code=201,
    summary="Register a state body",
    dependencies=_MANAGE,
    responses=problems(403, 409, 422, 503),
)
def add_body(bilim: BilimOfApp, actor: ActorOfRequest, asked: BodyToAdd) -> BodyView:
    """It answers for the acts that it issued, unless said otherwise."""
    return bilim.registers.add_body(actor, asked.code, asked.kk, asked.ru)


@router.put(
    "/bodies/{body}/names",
    summary="Rename a state body",
    dependencies=_MANAGE,
    responses=problems(403, 404, 422, 503),
)
def rename_body(bilim: BilimOfApp, actor: ActorOfRequest, body: BodyName, asked: Names) -> BodyView:
    """The audit log keeps the old names."""
    return bilim.registers.rename_body(actor, body, asked.kk, asked.ru)


@router.post(
    "/bodies/{body}/answers-for",
    status_code=204,
    summary="Say what a state body answers for",
    dependencies=_MANAGE,
    responses=problems(403, 404, 409, 422, 503),
)
def answers_for(
    bilim: BilimOfApp, actor: ActorOfRequest, body: BodyName, asked: AnswersFor
) -> None:
    """An act, or one service, from a day on."""
    bilim.registers.answer_for(actor, body, act=asked.act, service=asked.service, since=asked.since)


@router.get(
    "/bodies/{body}/terms",
    summary="Terms that a state body set itself",
    dependencies=_READ,
    responses=problems(403, 404, 503),
)
def terms(bilim: BilimOfApp, actor: ActorOfRequest, body: BodyName) -> tuple[TermOfBodyView, ...]:
    """In the order of their recording; of those for the same duty and act the last one counts."""
    return bilim.registers.terms(actor, body)


@router.post(
    "/bodies/{body}/terms",
    status_code=204,
    summary="Set a shorter term",
    dependencies=_MANAGE,
    responses=problems(403, 404, 409, 422, 503),
)
def set_term(bilim: BilimOfApp, actor: ActorOfRequest, body: BodyName, asked: TermToSet) -> None:
    """A longer one than the law's is refused (422, `term_too_long`)."""
    bilim.registers.set_term(
        actor,
        body,
        asked.duty,
        asked.working_days,
        since=asked.since,
        act=asked.act,
        source=asked.source,
    )


@router.get(
    "/bodies/{body}/persons",
    summary="Responsible persons of a state body",
    dependencies=_READ,
    responses=problems(403, 404, 422, 503),
)
def persons(
    bilim: BilimOfApp, actor: ActorOfRequest, body: BodyName, as_of: AsOf = None
) -> tuple[PersonView, ...]:
    """Everybody who ever was, or those of a day."""
    return bilim.registers.persons(actor, body, on=as_of)


@router.post(
    "/bodies/{body}/persons",
    status_code=201,
    summary="Register a responsible person",
    dependencies=_MANAGE,
    responses=problems(403, 404, 422, 503),
)
def add_person(
    bilim: BilimOfApp, actor: ActorOfRequest, body: BodyName, asked: PersonToAdd
) -> PersonView:
    """For all services of the body, or for one."""
    return bilim.registers.add_person(
        actor, body, asked.details(), since=asked.since, service=asked.service
    )


@router.post(
    "/persons/{person_id}/successor",
    status_code=201,
    summary="Replace a responsible person",
    dependencies=_MANAGE,
    responses=problems(403, 404, 409, 422, 503),
)
def replace_person(
    bilim: BilimOfApp, actor: ActorOfRequest, person_id: Number, asked: Successor
) -> PersonView:
    """The duty to give notice arises; with `notified_on` it is fulfilled at once."""
    details = PersonDetails(asked.name, asked.position, asked.phone, asked.email)
    return bilim.registers.replace_person(
        actor, person_id, details, on=asked.on, notified_on=asked.notified_on
    )


@router.post(
    "/persons/{person_id}/leaving",
    summary="Record that a responsible person leaves",
    dependencies=_MANAGE,
    responses=problems(403, 404, 409, 422, 503),
)
def end_person(
    bilim: BilimOfApp, actor: ActorOfRequest, person_id: Number, asked: Leaving
) -> PersonView:
    """With nobody after them yet; the duty to give notice arises."""
    return bilim.registers.end_person(actor, person_id, on=asked.on)


@router.get(
    "/requests",
    summary="Requests to state bodies",
    dependencies=_READ,
    responses=problems(403, 404, 503),
)
def requests(
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    body: Annotated[
        str | None, Query(max_length=60, description="Id or code of a state body")
    ] = None,
    unanswered: Annotated[bool, Query(description="Only those without an answer")] = False,
) -> tuple[RequestView, ...]:
    """Oldest first, with their replies. A responsible person sees those to their own body."""
    return bilim.registers.requests(actor, body=body, unanswered=unanswered)


@router.post(
    "/requests",
    status_code=201,
    summary="Record a request to a state body",
    dependencies=_MANAGE,
    responses=problems(403, 404, 409, 422, 503),
)
def ask_body(bilim: BilimOfApp, actor: ActorOfRequest, asked: RequestToAdd) -> RequestView:
    """What the contact center asked for (п. 24)."""
    return bilim.registers.ask_body(
        actor, asked.body, asked.text, on=asked.on, act=asked.act, service=asked.service
    )


@router.post(
    "/requests/{request_id}/replies",
    status_code=201,
    summary="Record a reply",
    dependencies=_MANAGE,
    responses=problems(403, 404, 422, 503),
)
def record_reply(
    bilim: BilimOfApp, actor: ActorOfRequest, request_id: Number, asked: ReplyToAdd
) -> RequestView:
    """A second refusal of a body within a month raises the duty to report it (п. 28)."""
    return bilim.registers.record_reply(actor, request_id, asked.kind, asked.text, on=asked.on)

"""The working calendar over HTTP: days, terms, and what an administrator adds."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.duty_views import CalendarDayView, CountView, TermView, TransferView
from api.http.actors import ActorOfRequest
from api.http.dependencies import BilimOfApp
from api.http.parameters import API, problems
from api.http.rights import needs
from knowledge.accounts.permissions import Action

router = APIRouter(prefix=API, tags=["calendar"])

_READ = [Depends(needs(Action.READ))]
_MANAGE = [Depends(needs(Action.MANAGE_CALENDAR))]

Day = Annotated[dt.date, Path(description="A day", examples=["2026-05-25"])]
Source = Annotated[str, Field(min_length=1, max_length=500)]


class TransferToAdd(BaseModel):
    """A transfer of a day off, as an official act orders it."""

    model_config = ConfigDict(extra="forbid")

    day_off: dt.date = Field(description="The day that becomes free")
    working_day: dt.date | None = Field(None, description="The day worked for it, if any")
    source: Source = Field(description="The act")


class ConfirmationToAdd(BaseModel):
    """The announced first day of Құрбан айт."""

    model_config = ConfigDict(extra="forbid")

    day: dt.date
    source: Source = Field(description="Where it was announced")


# The addresses with a word of their own before those of days.
@router.get(
    "/calendar/transfers",
    summary="Transfers of days off",
    dependencies=_READ,
    responses=problems(503),
)
def transfers(bilim: BilimOfApp) -> tuple[TransferView, ...]:
    """Every transfer that counts, with the act that made it."""
    return bilim.calendar.transfers()


@router.post(
    "/calendar/transfers",
    status_code=201,
    summary="Record a transfer of a day off",
    dependencies=_MANAGE,
    responses=problems(403, 422, 503),
)
def add_transfer(bilim: BilimOfApp, actor: ActorOfRequest, asked: TransferToAdd) -> CalendarDayView:
    """Record it; the same one twice is one. Due dates follow at once."""
    return bilim.calendar.add_transfer(actor, asked.day_off, asked.working_day, asked.source)


@router.delete(
    "/calendar/transfers/{day}",
    summary="Take back a transfer of a day off",
    dependencies=_MANAGE,
    responses=problems(403, 404, 422, 503),
)
def withdraw_transfer(
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    day: Day,
    reason: Annotated[str, Query(min_length=1, max_length=500, description="Why")],
) -> CalendarDayView:
    """Take back the transfer that made the day free, one that Bilim comes with included."""
    return bilim.calendar.withdraw_transfer(actor, day, reason)


@router.post(
    "/calendar/confirmations",
    status_code=201,
    summary="Confirm the date of Құрбан айт",
    dependencies=_MANAGE,
    responses=problems(403, 422, 503),
)
def confirm(bilim: BilimOfApp, actor: ActorOfRequest, asked: ConfirmationToAdd) -> CalendarDayView:
    """The announced date stands in place of the estimate."""
    return bilim.calendar.confirm(actor, asked.day, asked.source)


@router.get(
    "/calendar/years/{year}",
    summary="Holidays and transfers of a year",
    dependencies=_READ,
    responses=problems(422, 503),
)
def year(
    bilim: BilimOfApp, year: Annotated[int, Path(description="A year", examples=[2026])]
) -> tuple[CalendarDayView, ...]:
    """The days that are not what their day of the week says."""
    return bilim.calendar.year(year)


@router.get(
    "/calendar/{day}",
    summary="What kind of day it is",
    dependencies=_READ,
    responses=problems(422, 503),
)
def calendar_day(bilim: BilimOfApp, day: Day) -> CalendarDayView:
    """Whether work is done on a day, and why not."""
    return bilim.calendar.day(day)


@router.get(
    "/calendar/{day}/after",
    summary="The last day of a term in working days",
    dependencies=_READ,
    responses=problems(422, 503),
)
def term(
    bilim: BilimOfApp,
    day: Day,
    working_days: Annotated[int, Query(description="How long the term is", examples=[5])],
) -> TermView:
    """When a term ends that an event on the day begins; the day itself is not counted."""
    return bilim.calendar.term(day, working_days)


@router.get(
    "/calendar/{day}/until/{until}",
    summary="Working days between two days",
    dependencies=_READ,
    responses=problems(422, 503),
)
def between(bilim: BilimOfApp, day: Day, until: Day) -> CountView:
    """How many working days follow the first day, up to and with the other."""
    return bilim.calendar.between(day, until)

"""What the doors show of what is due: updates and duties as one list, and a body's services."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class DueThing(_View):
    """One thing that somebody has to do by a day: an update, or a duty of the rulebook."""

    key: str = Field(description="Stays the same as long as the thing does: update:17")
    kind: str = Field(description="update or duty")
    texts: dict[str, str] = Field(description="What it is, by language: a service, or the duty")
    body_id: int | None
    body: str | None = Field(description="The code of the state body")
    act_id: str | None
    act_number: str = Field(description="Of the act; empty where it concerns none")
    act_date: dt.date | None
    service_id: str | None
    since: dt.date
    due: dt.date
    working_days_left: int | None = Field(
        description="After the day asked for, up to the due date; negative once that has passed"
    )
    overdue: bool
    estimated: bool = Field(description="A holiday not yet confirmed may move the due date")
    waits_for: str = Field(description="body, editor or center: who has to act next")
    state: str = Field(description="Of an update; empty for a duty")
    changed: tuple[str, ...] = Field(description="Of an update: the elements (eids) that changed")
    source: str = Field(description="The act and paragraph that oblige to it")
    assigned_to: str
    update_id: int | None
    event_id: int | None
    duty: str = Field(description="Of a duty: its id in the rulebook")


class OwnService(_View):
    """A service that a state body answers for, and whether its article is being updated."""

    id: str
    act_id: str
    act_number: str
    act_date: dt.date
    names: dict[str, str]
    body_id: int | None
    update_id: int | None
    due: dt.date | None
    overdue: bool

"""What the doors show of updates: the list, one update whole, what may be done with it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class UpdateSummary(_View):
    """An update in a list.

    ``names`` are those of the service (or the titles of the note) by language; ``changed`` the
    elements (eids) that changed; ``overdue`` is a mark beside the state, not a state.
    """

    id: int
    article_id: str
    kind: str = Field(description="service or note")
    service_id: str | None
    act_id: str
    names: dict[str, str]
    body_id: int | None
    state: str
    open: bool = Field(description="The article is shown with a mark")
    since: dt.date
    due: dt.date
    overdue: bool
    assigned_to: str
    changed: tuple[str, ...]


class ReasonView(_View):
    """A provision that changed: why the article is to be updated, with the difference.

    ``old`` and ``new`` are its heading and text, None where there is none.
    """

    language: str
    act_id: str
    eid: str
    number: str
    heading: str
    kind: str = Field(description="added, removed, excluded, amended")
    old: str | None
    new: str | None
    old_hash: str | None
    new_hash: str | None
    old_edition: dt.date
    new_edition: dt.date
    old_edition_id: int
    new_edition_id: int
    due: dt.date
    status: str = Field(description="open, settled, withdrawn")


class EventView(_View):
    """One entry of the history."""

    at: dt.datetime
    actor: str
    kind: str
    from_state: str | None
    to_state: str
    note: str
    details: dict[str, Any] | None


class UpdateView(UpdateSummary):
    """An update with its reasons, what was handed in, its history, and the moves that are left.

    ``moves`` are the states to which the actor who asked may move it now.
    """

    reasons: tuple[ReasonView, ...]
    texts: dict[str, str]
    submission_id: int | None
    submission: dict[str, Any] | None
    history: tuple[EventView, ...]
    moves: tuple[str, ...]


class Detected(_View):
    """How many updates a renewed look at all editions touched."""

    acts: int
    updates: int

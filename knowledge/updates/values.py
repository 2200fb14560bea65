"""An update: that an article must be updated, why, by when, and what has been done about it.

Source of the duty: Order № 83 of 26.01.2016, п. 26: when the act that sets the procedure of a
service is amended, the responsible person updates what was sent about the service within five
working days «со дня внесения изменений и дополнений» and sends it to the Contact Center.

The term is counted from the date of the amended edition. It is the day from which the act reads
as amended; every edition has one; and it does not move when a publication is learned of later.
An edition that takes effect in the future is known of early, and its term still starts on its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from knowledge.articles import ArticleKind


class UpdateState(StrEnum):
    """How far an update has come."""

    FLAGGED = "flagged"
    """The article is stale, and nobody has been told to mend it."""
    ASSIGNED = "assigned"
    SUBMITTED = "submitted"
    """The new content is handed in and waits for an editor."""
    RETURNED = "returned"
    """An editor sent it back, in writing; it is handed in again."""
    NOT_AFFECTED = "not_affected"
    """Declared, in writing, to need no new content; waits for a second person."""
    ACCEPTED = "accepted"
    """The article says what is in force again."""
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    """What made the article stale does not hold: a wrongly loaded edition was put right."""


OPEN_STATES = frozenset(
    {
        UpdateState.FLAGGED,
        UpdateState.ASSIGNED,
        UpdateState.SUBMITTED,
        UpdateState.RETURNED,
        UpdateState.NOT_AFFECTED,
    }
)
"""While an update is in one of these, its article is shown with a mark. An article has at most
one open update at a time."""


class ReasonStatus(StrEnum):
    """Whether a reason still stands."""

    OPEN = "open"
    SETTLED = "settled"
    """The article was accepted with the change in it."""
    WITHDRAWN = "withdrawn"
    """The editions do not show this change any more."""


ReasonKey = tuple[str, str, str, str | None, str | None, dt.date]


@dataclass(frozen=True, slots=True)
class Change:
    """A provision on which an article rests reads otherwise from an edition on.

    ``old_hash`` and ``new_hash`` are None where there was, or is, nothing to rest on (missing or
    excluded). The ids name the two editions whose texts show the difference.
    """

    language: str
    act_id: str
    eid: str
    old_hash: str | None
    new_hash: str | None
    edition_date: dt.date
    old_edition_id: int
    new_edition_id: int

    @property
    def key(self) -> ReasonKey:
        """What makes it the same change, whichever rows of the store show it."""
        return (
            self.language,
            self.act_id,
            self.eid,
            self.old_hash,
            self.new_hash,
            self.edition_date,
        )


@dataclass(frozen=True, slots=True)
class Reason:
    """A change as a reason for an update, with a due date of its own."""

    change: Change
    due: dt.date
    status: ReasonStatus = ReasonStatus.OPEN


class EventKind(StrEnum):
    """What an entry of an update's history tells."""

    FLAGGED = "flagged"
    JOINED = "joined"
    """A further amendment joined the open update."""
    REASONS_WITHDRAWN = "reasons_withdrawn"
    RESTARTED = "restarted"
    """What was handed in or declared no longer covers all that changed."""
    DUE_CHANGED = "due_changed"
    WITHDRAWN = "withdrawn"
    """Nothing that made the article stale holds any more."""
    MOVED = "moved"
    """A person moved it to another state."""
    TAKEN_AS_ACCEPTED = "taken_as_accepted"
    """An administrator took the whole base as accepted as it stood on a day."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the history, which is only ever added to. ``at`` is in UTC."""

    at: dt.datetime
    actor: str
    account_id: int | None
    kind: EventKind
    from_state: UpdateState | None
    to_state: UpdateState
    note: str = ""
    details: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What is handed in: texts by language, or a row of an Annex 1 form that was loaded."""

    texts: Mapping[str, str]
    submission_id: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return self.submission_id is None and not any(map(str.strip, self.texts.values()))


NO_CONTENT = Content({})


@dataclass(frozen=True, slots=True)
class Update:
    """An update with its reasons and its history, oldest first.

    ``due`` is the earliest due date of its open reasons (of all of them, once none is open);
    ``since`` the first day on which one of them changed the article's ground. ``body_id`` is the
    state body that answers for the service, where the registers say which.
    """

    id: int
    article_id: str
    kind: ArticleKind
    state: UpdateState
    due: dt.date
    since: dt.date
    body_id: int | None = None
    assigned_to: str = ""
    reasons: tuple[Reason, ...] = ()
    content: Content = NO_CONTENT
    history: tuple[Event, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the article is still stale."""
        return self.state in OPEN_STATES

    def overdue_on(self, day: dt.date) -> bool:
        """Whether the term has run out on ``day`` and the article is still stale.

        A mark, not a state: it is not lost when the update is assigned, handed in or returned.
        """
        return self.is_open and self.due < day

    def last_to(self, state: UpdateState) -> Event | None:
        """The last move of a person to ``state``."""
        moves = (e for e in reversed(self.history) if e.kind is EventKind.MOVED)
        return next((event for event in moves if event.to_state is state), None)


def open_reasons(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Those that still stand."""
    return tuple(reason for reason in reasons if reason.status is ReasonStatus.OPEN)

"""Bringing the stored reasons of an update in step with what should be flagged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.updates.values import (
    Change,
    Reason,
    ReasonKey,
    ReasonStatus,
    UpdateState,
)


@dataclass(frozen=True, slots=True)
class Merge:
    """What to do to the reasons of an update.

    ``added`` are new or come back; ``kept`` stand as they stood, with editions and due dates as
    they are now; ``withdrawn`` are open no longer, since the editions do not show them.
    """

    added: tuple[Reason, ...]
    kept: tuple[Reason, ...]
    withdrawn: tuple[Reason, ...]

    @property
    def open(self) -> tuple[Reason, ...]:
        """The reasons that stand after it."""
        return (*self.kept, *self.added)


def merge(stored: Iterable[Reason], wanted: Iterable[Reason]) -> Merge:
    """Compare the open reasons of an update with those that should be open."""
    open_now = {r.change.key: r for r in stored if r.status is ReasonStatus.OPEN}
    should = {reason.change.key: reason for reason in wanted}
    return Merge(
        added=tuple(reason for key, reason in should.items() if key not in open_now),
        kept=tuple(reason for key, reason in should.items() if key in open_now),
        withdrawn=tuple(reason for key, reason in open_now.items() if key not in should),
    )


def asks_for_something_else(before: Iterable[Reason], after: Iterable[Reason]) -> bool:
    """Whether the texts that the article must agree with differ from those before.

    An older edition loaded later adds reasons and earlier due dates, and yet what was handed in
    still answers the newest text.
    """
    return _newest(before) != _newest(after)


def _newest(reasons: Iterable[Reason]) -> dict[tuple[str, str, str], str | None]:
    newest: dict[tuple[str, str, str], Change] = {}
    for reason in reasons:
        change = reason.change
        place = (change.language, change.act_id, change.eid)
        known = newest.get(place)
        if known is None or known.edition_date < change.edition_date:
            newest[place] = change
    return {place: change.new_hash for place, change in newest.items()}


def restarted(state: UpdateState, *, was_assigned: bool) -> UpdateState:
    """The state from which an update starts again when more has changed than was handed in."""
    if state is UpdateState.SUBMITTED:
        return UpdateState.ASSIGNED
    if state is UpdateState.NOT_AFFECTED:
        return UpdateState.ASSIGNED if was_assigned else UpdateState.FLAGGED
    return state


def due_of(reasons: Sequence[Reason]) -> dt.date:
    """The earliest due date among ``reasons``, of which there must be one."""
    return min(reason.due for reason in reasons)


def since_of(reasons: Sequence[Reason]) -> dt.date:
    """The first day on which one of ``reasons`` changed something."""
    return min(reason.change.edition_date for reason in reasons)


__all__ = [
    "Merge",
    "ReasonKey",
    "asks_for_something_else",
    "due_of",
    "merge",
    "restarted",
    "since_of",
]

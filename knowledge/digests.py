"""What a responsible person is told by e-mail, and when: once each, and never twice.

A thing is told of when it first becomes known, once more when its term is about to end, and once
more when it has ended. Where a term moves, it is another term, and is told of anew.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Occasion(StrEnum):
    """Why somebody is told of a thing."""

    NEW = "new"
    SOON = "soon"
    """The next working day is the last one, or today is."""
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Told:
    """That a person is told of a thing on an occasion, with the due date it had then.

    ``person`` is an e-mail address, folded: whoever is registered for several services is one.
    """

    person: str
    thing: str
    occasion: Occasion
    due: dt.date


def occasion_of(working_days_left: int | None, *, overdue: bool) -> Occasion:
    """The occasion on which a thing is told of, as it stands. Later ones take an earlier's place.

    ``working_days_left`` None: it cannot be counted, and nobody is told that the end is near.
    """
    if overdue:
        return Occasion.OVERDUE
    if working_days_left is not None and working_days_left <= 1:
        return Occasion.SOON
    return Occasion.NEW


def folded_address(address: str) -> str:
    """An e-mail address as persons are told apart by it."""
    return address.strip().casefold()


def concerns(
    *,
    body_of_person: int,
    service_of_person: str | None,
    body_of_thing: int | None,
    service_of_thing: str | None,
) -> bool:
    """Whether a responsible person is told of a thing: it is their body's, and their service's.

    A person without a service answers for all of the body's; a thing without one is everybody's.
    """
    if body_of_thing != body_of_person:
        return False
    return service_of_person is None or service_of_thing in (None, service_of_person)

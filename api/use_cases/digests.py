"""Digests: telling each responsible person by e-mail what is due, once each and never twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from api.due_views import DueThing
from api.mailing import Mailer, MailNotSentError
from api.use_cases.board import Board
from api.use_cases.clock import Clock, utc_now
from api.wiring import Wiring
from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.calendar import today
from knowledge.digests import Told, concerns, folded_address, occasion_of
from knowledge.registers import ResponsiblePerson
from knowledge.store import audit, digests
from knowledge.store.bodies import all_bodies
from knowledge.store.persons import persons_of

_SENDING_TAKES = dt.timedelta(minutes=10)
"""A claim that is older and not confirmed is of a run that was cut off."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is to be told. ``entries`` are in the order of their due dates."""

    address: str
    name: str
    entries: tuple[tuple[Told, DueThing], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The digests that are to be sent on a day.

    ``without_address`` are persons who would be told of something, had they an address;
    ``unconfirmed`` is what an earlier run was cut off at: nobody knows whether it was sent.
    """

    digests: tuple[Digest, ...]
    without_address: tuple[str, ...]
    unconfirmed: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one digest; ``error`` is empty where it was sent."""

    digest: Digest
    error: str = ""


MessageOf = Callable[[Digest], EmailMessage]


class Digests:
    """The digests of one store."""

    def __init__(self, wiring: Wiring, board: Board, clock: Clock = utc_now) -> None:
        self._wiring = wiring
        self._board = board
        self._clock = clock

    def plan(self, actor: Actor, *, on: dt.date | None = None) -> Plan:
        """What would be sent on a day (today). Raises NotAllowedError."""
        demand(actor, Action.MAINTAIN)
        day = on or today()
        things = [thing for thing in self._board.due(actor, on=day) if thing.waits_for == "body"]
        planned: dict[str, Digest] = {}
        nameless: dict[str, None] = {}
        with self._wiring.database.reading() as session:
            for body in all_bodies(session):
                for person in persons_of(session, body.id, day):
                    wanted = _entries(person, things)
                    if wanted and not person.details.email:
                        nameless[person.details.name] = None
                    elif wanted:
                        _join(planned, person, wanted)
            every = [told for digest in planned.values() for told, _ in digest.entries]
            new = set(digests.not_told(session, every))
            cut_off = digests.unconfirmed(session, self._clock() - _SENDING_TAKES)
        found = (_only(digest, new) for digest in planned.values())
        return Plan(tuple(d for d in found if d.entries), tuple(nameless), cut_off)

    def send(
        self, actor: Actor, mailer: Mailer, message_of: MessageOf, *, on: dt.date | None = None
    ) -> tuple[Sent, ...]:
        """Send what is planned. What a server refuses is said, and tried again the next time.

        Raises NotAllowedError.
        """
        return tuple(
            sent
            for digest in self.plan(actor, on=on).digests
            if (sent := self._send(actor, digest, mailer, message_of)) is not None
        )

    def _send(
        self, actor: Actor, digest: Digest, mailer: Mailer, message_of: MessageOf
    ) -> Sent | None:
        with self._wiring.database.writing() as session:
            claimed = digests.claim(session, [told for told, _ in digest.entries], self._clock())
        digest = _only(digest, set(claimed))
        if not digest.entries:
            # Another run was faster.
            return None
        try:
            mailer.send(message_of(digest))
        except MailNotSentError as error:
            with self._wiring.database.writing() as session:
                digests.release(session, claimed)
            return Sent(digest, str(error))
        with self._wiring.database.writing() as session:
            digests.confirm(session, claimed, self._clock())
            after = {"address": digest.address, "things": [told.thing for told in claimed]}
            audit.record(session, actor, "send_digest", f"person:{digest.address}", after=after)
        return Sent(digest)


def _entries(
    person: ResponsiblePerson, things: list[DueThing]
) -> tuple[tuple[Told, DueThing], ...]:
    address = folded_address(person.details.email)
    return tuple(
        (
            Told(
                address,
                thing.key,
                occasion_of(thing.working_days_left, overdue=thing.overdue),
                thing.due,
            ),
            thing,
        )
        for thing in things
        if concerns(
            body_of_person=person.body_id,
            service_of_person=person.service_id,
            body_of_thing=thing.body_id,
            service_of_thing=thing.service_id,
        )
    )


def _join(
    planned: dict[str, Digest], person: ResponsiblePerson, wanted: tuple[tuple[Told, DueThing], ...]
) -> None:
    """Whoever is registered several times gets one digest, with everything once."""
    key = folded_address(person.details.email)
    known = planned.get(key, Digest(person.details.email, person.details.name, ()))
    entries = dict((*known.entries, *wanted))
    ordered = sorted(entries.items(), key=lambda entry: (entry[1].due, entry[1].key))
    planned[key] = Digest(known.address, known.name, tuple(ordered))


def _only(digest: Digest, wanted: set[Told]) -> Digest:
    entries = tuple(entry for entry in digest.entries if entry[0] in wanted)
    return Digest(digest.address, digest.name, entries)

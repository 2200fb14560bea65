"""The registers: state bodies, their responsible persons, and what bodies were asked for."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from api.duty_views import (
    BodyView,
    PersonView,
    RequestView,
    TermOfBodyView,
    body_view,
    person_view,
    request_view,
    term_view,
)
from api.wiring import Wiring
from knowledge.accounts.permissions import Action, Actor, demand, may
from knowledge.calendar import today
from knowledge.duties import ShorterTerm
from knowledge.errors import InvalidReferenceError
from knowledge.registers import PersonDetails, ReplyKind
from knowledge.store import bodies, body_requests, persons
from knowledge.store.update_detection import renew_due_dates


class Registers:
    """The registers of one store. ``body`` is always the id or code of a state body.

    Reading takes the right to read duties: a responsible person sees their own body.
    """

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    # --- state bodies -------------------------------------------------------------------------

    def bodies(self, actor: Actor) -> tuple[BodyView, ...]:
        """The state bodies that ``actor`` may see. Raises NotAllowedError."""
        demand(actor, Action.READ_DUTIES, body_id=actor.body_id)
        with self._wiring.database.reading() as session:
            return tuple(
                body_view(body)
                for body in bodies.all_bodies(session)
                if may(actor, Action.READ_DUTIES, body_id=body.id)
            )

    def add_body(self, actor: Actor, code: str, name_kk: str, name_ru: str) -> BodyView:
        """Register a state body.

        Raises NotAllowedError, RegisterError and RegisterConflictError.
        """
        with self._wiring.database.writing() as session:
            return body_view(bodies.add_body(session, actor, code, name_kk, name_ru))

    def rename_body(self, actor: Actor, body: str, name_kk: str, name_ru: str) -> BodyView:
        """Give a state body its new names. Raises as ``add_body``, and UnknownBodyError."""
        demand(actor, Action.MANAGE_REGISTERS)
        with self._wiring.database.writing() as session:
            body_id = bodies.find_body(session, body).id
            return body_view(bodies.rename_body(session, actor, body_id, name_kk, name_ru))

    def answer_for(
        self,
        actor: Actor,
        body: str | None,
        *,
        act: str | None = None,
        service: str | None = None,
        since: dt.date | None = None,
    ) -> None:
        """Record that a body answers for an act or service from a day (today) on; None ends it.

        Raises NotAllowedError, NotFoundError and RegisterError.
        """
        demand(actor, Action.MANAGE_REGISTERS)
        with self._wiring.database.writing() as session:
            body_id = bodies.find_body(session, body).id if body is not None else None
            bodies.answer_for(
                session, actor, body_id, since or today(), act=act, service_id=service
            )
            renew_due_dates(session)

    def set_term(
        self,
        actor: Actor,
        body: str,
        duty: str,
        working_days: int | None,
        *,
        since: dt.date | None = None,
        act: str | None = None,
        source: str = "",
    ) -> None:
        """Record a shorter term that a body set itself; None: the law's own again.

        Raises NotAllowedError, NotFoundError, UnknownDutyError and TermTooLongError.
        """
        demand(actor, Action.MANAGE_REGISTERS)
        with self._wiring.database.writing() as session:
            body_id = bodies.find_body(session, body).id
            term = ShorterTerm(body_id, duty, working_days, since or today(), act, source)
            bodies.set_term(session, actor, term)
            renew_due_dates(session)

    def terms(self, actor: Actor, body: str) -> tuple[TermOfBodyView, ...]:
        """The terms that a body set itself. Raises NotAllowedError and UnknownBodyError."""
        with self._wiring.database.reading() as session:
            body_id = _readable(session, actor, body)
            return tuple(map(term_view, bodies.body_terms(session, body_id)))

    # --- responsible persons ------------------------------------------------------------------

    def persons(
        self, actor: Actor, body: str, *, on: dt.date | None = None
    ) -> tuple[PersonView, ...]:
        """The responsible persons of a body on a day; without one, everybody who ever was.

        Raises NotAllowedError and UnknownBodyError.
        """
        with self._wiring.database.reading() as session:
            body_id = _readable(session, actor, body)
            return tuple(map(person_view, persons.persons_of(session, body_id, on)))

    def add_person(
        self,
        actor: Actor,
        body: str,
        details: PersonDetails,
        *,
        since: dt.date | None = None,
        service: str | None = None,
    ) -> PersonView:
        """Register a responsible person from a day (today) on.

        Raises NotAllowedError, NotFoundError and RegisterError.
        """
        demand(actor, Action.MANAGE_REGISTERS)
        with self._wiring.database.writing() as session:
            body_id = bodies.find_body(session, body).id
            added = persons.add_person(session, actor, body_id, details, since or today(), service)
            return person_view(added)

    def replace_person(
        self,
        actor: Actor,
        person_id: int,
        details: PersonDetails,
        *,
        on: dt.date | None = None,
        notified_on: dt.date | None = None,
    ) -> PersonView:
        """Register who came after a responsible person, and when notice of it was given.

        Raises NotAllowedError, NotFoundError, RegisterError and RegisterConflictError.
        """
        with self._wiring.database.writing() as session:
            return person_view(
                persons.replace_person(
                    session, actor, person_id, details, on or today(), notified_on
                )
            )

    def end_person(self, actor: Actor, person_id: int, *, on: dt.date | None = None) -> PersonView:
        """Record that a person is no longer responsible, with nobody after them yet.

        Raises as ``replace_person``.
        """
        with self._wiring.database.writing() as session:
            return person_view(persons.end_person(session, actor, person_id, on or today()))

    # --- requests to state bodies ---------------------------------------------------------------

    def requests(
        self, actor: Actor, *, body: str | None = None, unanswered: bool = False
    ) -> tuple[RequestView, ...]:
        """Requests with their replies, oldest first.

        Raises NotAllowedError and UnknownBodyError.
        """
        with self._wiring.database.reading() as session:
            body_id = _readable(session, actor, body) if body is not None else None
            demand(actor, Action.READ_DUTIES, body_id=body_id or actor.body_id)
            return tuple(
                request_view(request)
                for request in body_requests.requests(session, body_id, unanswered=unanswered)
                if may(actor, Action.READ_DUTIES, body_id=request.body_id)
            )

    def ask_body(
        self,
        actor: Actor,
        body: str,
        text: str,
        *,
        on: dt.date | None = None,
        act: str | None = None,
        service: str | None = None,
    ) -> RequestView:
        """Record what a body was asked for.

        Raises NotAllowedError, NotFoundError and RegisterError.
        """
        demand(actor, Action.MANAGE_REGISTERS)
        with self._wiring.database.writing() as session:
            body_id = bodies.find_body(session, body).id
            return request_view(
                body_requests.ask_body(
                    session, actor, body_id, on or today(), text, act=act, service_id=service
                )
            )

    def record_reply(
        self, actor: Actor, request_id: int, kind: str, text: str, *, on: dt.date | None = None
    ) -> RequestView:
        """Record a body's answer or refusal. Raises as ``ask_body``, and InvalidReferenceError."""
        try:
            reply = ReplyKind(kind)
        except ValueError as error:
            raise InvalidReferenceError(
                f"«{kind}» is no reply; choose from {', '.join(ReplyKind)}."
            ) from error
        with self._wiring.database.writing() as session:
            return request_view(
                body_requests.record_reply(session, actor, request_id, reply, on or today(), text)
            )


def _readable(session: Session, actor: Actor, body: str) -> int:
    """The id of a body whose register ``actor`` may read; nothing is told of those they may not."""
    demand(actor, Action.READ_DUTIES, body_id=actor.body_id)
    body_id = bodies.find_body(session, body).id
    demand(actor, Action.READ_DUTIES, body_id=body_id)
    return body_id

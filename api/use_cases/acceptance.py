"""Acceptance: the protocols of services, and which services are answered to callers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from api.duty_views import AnswerableView, ProtocolView, protocol_view
from api.wiring import Wiring
from knowledge.acceptance import AcceptancePolicy
from knowledge.accounts.permissions import Action, Actor, demand, may
from knowledge.calendar import today
from knowledge.errors import InvalidReferenceError
from knowledge.store import protocols
from knowledge.store.answerable import acceptance_policy, answerable_services
from knowledge.store.bodies import answering_bodies
from knowledge.store.services import all_services


class Acceptance:
    """The acceptance of services in one store."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def protocols(self, actor: Actor) -> tuple[ProtocolView, ...]:
        """The protocols that count; a responsible person sees those of their body's services.

        Raises NotAllowedError.
        """
        demand(actor, Action.READ_DUTIES, body_id=actor.body_id)
        with self._wiring.database.reading() as session:
            answering = answering_bodies(session, today())
            acts = {service.id: service.act_id for service in all_services(session)}
            return tuple(
                protocol_view(protocol)
                for protocol in protocols.protocols(session)
                if may(
                    actor,
                    Action.READ_DUTIES,
                    body_id=answering.body_of(acts.get(protocol.service_id), protocol.service_id),
                )
            )

    def services(self, *, on: dt.date | None = None) -> tuple[AnswerableView, ...]:
        """Every service, and whether it is answered to callers on a day (today)."""
        with self._wiring.database.reading() as session:
            answerable = answerable_services(session, on or today())
            return tuple(
                AnswerableView(
                    service_id=service.id,
                    names=dict(service.names),
                    answered=answerable.allows(service.id),
                )
                for service in all_services(session)
            )

    def register_protocol(
        self, actor: Actor, service: str, signed_on: dt.date, number: str
    ) -> ProtocolView:
        """Record the signed protocol of a service.

        Raises NotAllowedError, NotFoundError, RegisterError and CalendarRangeError.
        """
        with self._wiring.database.writing() as session:
            return protocol_view(
                protocols.register_protocol(session, actor, service, signed_on, number)
            )

    def withdraw_protocol(self, actor: Actor, protocol_id: int, reason: str) -> None:
        """Take back a protocol recorded wrongly. Raises NotAllowedError and NotFoundError."""
        with self._wiring.database.writing() as session:
            protocols.withdraw_protocol(session, actor, protocol_id, reason)

    def accept(
        self,
        actor: Actor,
        services: Sequence[str] | None = None,
        *,
        on: dt.date | None = None,
    ) -> int:
        """Take services as accepted without a protocol; None: all that have none.

        Returns how many. Raises NotAllowedError and NotFoundError.
        """
        with self._wiring.database.writing() as session:
            return protocols.accept_without_protocol(session, actor, on or today(), services)

    def policy(self) -> str:
        """What holds for services without a protocol: accepted or by_protocol."""
        with self._wiring.database.reading() as session:
            return acceptance_policy(session).value

    def set_policy(self, actor: Actor, policy: str) -> None:
        """Decide what holds for services without a protocol.

        Raises NotAllowedError and InvalidReferenceError.
        """
        try:
            wanted = AcceptancePolicy(policy)
        except ValueError as error:
            raise InvalidReferenceError(
                f"«{policy}» is no such setting; choose from {', '.join(AcceptancePolicy)}."
            ) from error
        with self._wiring.database.writing() as session:
            protocols.set_policy(session, actor, wanted)

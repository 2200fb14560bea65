"""The acceptance of services for consulting (п. 19, 22–23), as values.

Apart from the other registers, since every search asks for it and must not pay for those.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class AcceptanceProtocol:
    """That a service was accepted for consulting; it is answered from ``opens_on`` on.

    ``number`` and ``signed_on`` are None where it was accepted without a protocol.
    """

    id: int
    service_id: str
    number: str | None
    signed_on: dt.date | None
    opens_on: dt.date


class AcceptancePolicy(StrEnum):
    """What holds for a service that has no acceptance protocol."""

    ACCEPTED = "accepted"
    """It is answered: a base may be loaded without protocols."""
    BY_PROTOCOL = "by_protocol"
    """It is not answered (п. 19, 23)."""


@dataclass(frozen=True, slots=True)
class AnswerableServices:
    """Which services are answered to callers on a day.

    Kept as a rule and its exceptions: in most bases all are answered and there is no exception.
    """

    by_default: bool
    exceptions: frozenset[str]

    @property
    def all_are(self) -> bool:
        """Whether every service is answered, so that nothing needs to be filtered."""
        return self.by_default and not self.exceptions

    def allows(self, service_id: str) -> bool:
        """Whether a service is answered."""
        return (service_id in self.exceptions) != self.by_default

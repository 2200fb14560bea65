"""Slowing down whoever guesses passwords: how long to wait after so many failures.

Waits double from a second up to a quarter of an hour and then stay there: nobody is locked out
for ever, and a guesser gets about a hundred tries a day. What is tried while waiting is not
looked at and does not count, so that waiting cannot be made longer by trying.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass

from knowledge.errors import BilimError

LONGEST_WAIT = dt.timedelta(minutes=15)
_MOST_COUNTED = 10
"""Beyond what is free; more would only keep the failures of a long attack from being forgotten."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How many failures are let pass before waiting begins, and how soon one is forgotten."""

    free: int
    forgets_one_every: dt.timedelta


FOR_ACCOUNT = Patience(free=5, forgets_one_every=dt.timedelta(hours=1))
FOR_ADDRESS = Patience(free=30, forgets_one_every=dt.timedelta(minutes=2))
"""More, for a whole contact center may come from one address."""

ALL_FORGOTTEN_AFTER = dt.timedelta(days=2)
"""After so long nothing is left of any failure."""


@dataclass(frozen=True, slots=True)
class Failures:
    """Failures for one account or address, and when the last one was (UTC)."""

    count: int
    last_at: dt.datetime

    def left(self, patience: Patience, now: dt.datetime) -> int:
        """How many are not forgotten yet."""
        return max(self.count - (now - self.last_at) // patience.forgets_one_every, 0)

    def one_more(self, patience: Patience, now: dt.datetime) -> Failures:
        """The failures with one more now."""
        return Failures(min(self.left(patience, now) + 1, patience.free + _MOST_COUNTED), now)


class TooManyAttemptsError(BilimError):
    """Too many failures; ``seconds`` is how long to wait before the next try."""

    code = "too_many_attempts"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many failed attempts to sign in. Try again in {seconds} seconds.")
        self.seconds = seconds


def wait_after(failures: Failures | None, patience: Patience, now: dt.datetime) -> dt.timedelta:
    """How long to wait still before the next try; nothing where none is needed."""
    if failures is None:
        return dt.timedelta()
    beyond = failures.left(patience, now) - patience.free
    if beyond < 0:
        return dt.timedelta()
    wait = min(dt.timedelta(seconds=2**beyond), LONGEST_WAIT)
    return max(failures.last_at + wait - now, dt.timedelta())


def address_key(address: str) -> str:
    """The address to count failures by: of IPv6 the network, for one machine has all of that."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address[:60]
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)

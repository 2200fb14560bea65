"""How long a session of a signed-in person lasts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lifetime:
    """``idle``: how long a session lasts without a request; ``absolute``: how long at all."""

    idle: dt.timedelta
    absolute: dt.timedelta

    def is_over(self, created_at: dt.datetime, last_seen_at: dt.datetime, now: dt.datetime) -> bool:
        """Whether a session has run out."""
        return now - created_at >= self.absolute or now - last_seen_at >= self.idle


SEEN_EVERY = dt.timedelta(minutes=1)
"""How exactly it is kept when a session or a token was last used: a request must cost little."""

KEPT_FOR = dt.timedelta(days=30)
"""How long an ended session is remembered: by it an account's usual addresses are known."""

"""The clock of the use cases that need a moment and not only a day; tests bring their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """The moment, in UTC."""
    return dt.datetime.now(dt.UTC)

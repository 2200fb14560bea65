"""Days as Bilim's users count them: in Kazakhstan's time zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Asia/Almaty")


def today() -> dt.date:
    """The current day in Kazakhstan."""
    return dt.datetime.now(TIME_ZONE).date()

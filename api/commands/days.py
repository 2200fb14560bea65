"""Days that a command cannot do without."""

from __future__ import annotations

import datetime as dt

from api.commands.common import read_day


def required_day(text: str, argument: str) -> dt.date:
    """A day given as YYYY-MM-DD or DD.MM.YYYY. Raises InvalidReferenceError."""
    day = read_day(text, argument)
    assert day is not None
    return day

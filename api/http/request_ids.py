"""A request id for every request: taken over from the caller where it is sane, else made.

It stands in every answer, every problem and every log line, so that one number leads from an
operator's screen to the line of the log that explains it.
"""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar

HEADER = "x-request-id"

_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")
_current: ContextVar[str] = ContextVar("bilim_request_id", default="-")


def choose_request_id(offered: str | None) -> str:
    """The caller's id where it is short and plain (it goes into logs), else a new one."""
    if offered is not None and _SANE.fullmatch(offered):
        return offered
    return secrets.token_hex(12)


def set_request_id(request_id: str) -> None:
    """Let ``current_request_id`` answer ``request_id`` for the rest of this request."""
    _current.set(request_id)


def current_request_id() -> str:
    """The id of the request being answered, «-» outside of one."""
    return _current.get()

"""Structured logs: one JSON object a line, each with the request id, none with what was asked.

What callers say is personal; so a line holds the path's template, never the path or the query,
and an unexpected error is logged by its type and place, never by its message, which may quote
the data that it stumbled over.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import traceback
from types import TracebackType
from typing import Any

from api.http.request_ids import current_request_id

_NOT_EXTRA = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "taskName",
    "color_message",  # uvicorn's message once more, for terminals
}


class JsonFormatter(logging.Formatter):
    """Formats a record, with whatever ``extra`` it carries, as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": current_request_id(),
        }
        line.update({k: v for k, v in vars(record).items() if k not in _NOT_EXTRA})
        if record.exc_info and record.exc_info[0] is not None:
            line.update(described_exception(record.exc_info[0], record.exc_info[2]))
        return json.dumps(line, ensure_ascii=False, default=str)


def described_exception(kind: type[BaseException], trace: TracebackType | None) -> dict[str, Any]:
    """An exception's type and where it came from, without its message."""
    places = [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    return {"error": f"{kind.__module__}.{kind.__qualname__}", "stack": places}


def configure_logging(level: str) -> None:
    """Send log lines to standard error as JSON: ours and the server's from ``level`` upwards.

    What libraries say of themselves is kept from warnings upwards only.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("bilim", "uvicorn"):
        logging.getLogger(name).setLevel(level.upper())

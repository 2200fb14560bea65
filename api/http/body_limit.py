"""The limit on the size of a request's body, held while it streams in.

The body is counted part by part as it arrives; one that is over the limit is refused at once,
long before it is whole. A little more than the limit is still received and dropped, since a
connection closed in a sender's face never shows the answer that says why.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import BodyTooLargeError

_FORM_OVERHEAD = 64 * 1024
_DRAINED_LIMITS = 4


class BodyLimit:
    """ASGI middleware that lets ``limit`` bytes of file through, and a form around them."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = _declared_length(scope)
        ceiling = self._limit + _FORM_OVERHEAD
        seen = 0

        async def limited() -> Message:
            nonlocal seen
            if declared > ceiling:
                whole = await self._drain(receive, 0)
                raise BodyTooLargeError(self._limit, received_whole=whole)
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > ceiling:
                whole = await self._drain(receive, seen)
                raise BodyTooLargeError(self._limit, received_whole=whole)
            return message

        await self._app(scope, limited, send)

    async def _drain(self, receive: Receive, seen: int) -> bool:
        """Drop what comes; whether that was all of it."""
        while seen <= self._limit * _DRAINED_LIMITS:
            message = await receive()
            seen += len(message.get("body", b""))
            if message["type"] != "http.request" or not message.get("more_body", False):
                return True
        return False


def _declared_length(scope: Scope) -> int:
    value = Headers(scope=scope).get("content-length", "0")
    return int(value) if value.isdecimal() else 0

"""The guard at the door: who acts is known, and nobody gets in, before a body is read.

Plain ASGI. What a route needs is checked by its rule (``api.http.rights``); the guard keeps out
whoever has said nothing at all, and what other sites' pages send. So nobody can make the server
take in fifty megabytes only to be refused, and no new route is open by being forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.actors import NOBODY, Identity, Way
from api.http.problems import REFUSALS, NotSignedInError
from api.http.rights import SAFE_METHODS, Needs, OpenToAll, Rule
from api.http.same_site import same_site_only

_STATIC = "/static/"
_REFUSALS: tuple[type[Exception], ...] = (HTTPException, *REFUSALS)


class Identify(Protocol):
    """Says who acts in a request."""

    def __call__(self, request: Request, *, token_in_address: bool) -> Identity:
        """Who acts. Raises InvalidTokenError."""


class Guard:
    """ASGI middleware; ``refuse`` makes the answer to an error.

    Of a refused body up to ``drained`` bytes are received and dropped, so that a browser sees
    the answer and not a broken connection.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        rules: Iterable[tuple[str, Rule]],
        identify: Identify,
        refuse: Callable[[Request, Exception], Response],
        drained: int,
    ) -> None:
        self._app = app
        self._identify = identify
        self._refuse = refuse
        self._drained = drained
        known = list(rules)
        self._open = frozenset(path for path, rule in known if isinstance(rule, OpenToAll))
        self._by_address = frozenset(
            path for path, rule in known if isinstance(rule, Needs) and rule.token_in_address
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            identity = await self._identity(request)
        except _REFUSALS as error:
            await self._drain(receive)
            await self._refuse(request, error)(scope, receive, send)
            return
        request.state.identity = identity
        await self._app(scope, receive, send)

    async def _identity(self, request: Request) -> Identity:
        if request.method not in SAFE_METHODS:
            same_site_only(request)
        path = request.scope["path"]
        if path in self._open or path.startswith(_STATIC):
            return NOBODY
        identity = await run_in_threadpool(
            self._identify, request, token_in_address=path in self._by_address
        )
        if identity.way is Way.NONE:
            raise NotSignedInError
        return identity

    async def _drain(self, receive: Receive) -> None:
        seen = 0
        more = True
        while more and seen <= self._drained:
            message: Message = await receive()
            seen += len(message.get("body", b""))
            more = message["type"] == "http.request" and message.get("more_body", False)

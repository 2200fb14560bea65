"""Finding out who acts in a request, by one short query."""

from __future__ import annotations

from fastapi import Request

from api.http.actors import NOBODY, Identity, Way
from api.http.cookies import SESSION, Cookies
from api.http.loopback import is_from_this_machine
from api.service import Bilim
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR
from knowledge.accounts.random_tokens import derived

TOKEN_IN_ADDRESS = "token"  # noqa: S105 - the name of a parameter
_LOCAL = Identity(LOCAL_ADMINISTRATOR, Way.OPEN)


class Identifier:
    """Says who acts. ``on_loopback``: the server listens for its own machine only."""

    def __init__(self, bilim: Bilim, cookies: Cookies, *, on_loopback: bool) -> None:
        self._bilim = bilim
        self._cookies = cookies
        self._on_loopback = on_loopback

    def identify(self, request: Request, *, token_in_address: bool = False) -> Identity:
        """Who acts in ``request``. Raises InvalidTokenError for a token that is not valid."""
        token = _bearer(request)
        if token is None and token_in_address:
            token = request.query_params.get(TOKEN_IN_ADDRESS) or None
        if token is not None:
            return Identity(self._bilim.sign_in.by_api_token(token).actor, Way.TOKEN)
        return self._by_session(request) or self._without_saying(request)

    def _by_session(self, request: Request) -> Identity | None:
        token = self._cookies.read(request, SESSION)
        found = self._bilim.sign_in.by_session(token) if token is not None else None
        if token is None or found is None:
            return None
        return Identity(found.actor, Way.SESSION, form_token_of(token), found.session_id)

    def _without_saying(self, request: Request) -> Identity:
        is_open = (
            self._on_loopback
            and is_from_this_machine(request)
            and not self._bilim.sign_in.accounts_exist()
        )
        return _LOCAL if is_open else NOBODY


def form_token_of(token: str) -> str:
    """What forms carry so that only our pages can send them, from the secret of a cookie."""
    return derived(token, "form")


def _bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None

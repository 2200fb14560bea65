"""API tokens: made, listed, taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from api.use_cases.clock import Clock, utc_now
from api.wiring import Wiring
from knowledge.accounts.accounts import InvalidAccountError
from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.accounts.random_tokens import new_api_token
from knowledge.accounts.scopes import scopes_of
from knowledge.errors import NotFoundError
from knowledge.store import accounts as stored_accounts
from knowledge.store import api_tokens as stored
from knowledge.store.api_tokens import ApiToken

USUAL_DAYS = 90
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class NewApiToken:
    """A token that was just made. ``secret`` is shown once and kept nowhere."""

    token: ApiToken
    secret: str


class ApiTokens:
    """The API tokens of one store."""

    def __init__(self, wiring: Wiring, clock: Clock = utc_now) -> None:
        self._wiring = wiring
        self._clock = clock

    def add(
        self,
        actor: Actor,
        name: str,
        scopes: Iterable[str],
        *,
        login: str | None = None,
        days: int = USUAL_DAYS,
    ) -> NewApiToken:
        """Make a token for the actor, or for the account ``login``, that ends after ``days``.

        Raises NotAllowedError, NotFoundError, InvalidScopeError and InvalidAccountError.
        """
        if not 1 <= days <= MOST_DAYS:
            raise InvalidAccountError(f"A token lasts from 1 to {MOST_DAYS} days.")
        now = self._clock()
        secret = new_api_token()
        with self._wiring.database.writing() as session:
            if login is not None:
                account_id = stored_accounts.find_account(session, login).id
            elif actor.account_id is not None:
                account_id = actor.account_id
            else:
                raise NotFoundError("A token is an account's: say whose.")
            token = stored.add_token(
                session,
                actor,
                account_id,
                token=secret,
                name=name,
                scopes=scopes_of(scopes),
                now=now,
                expires_at=now + dt.timedelta(days=days),
            )
        return NewApiToken(token, secret)

    def of_actor(self, actor: Actor) -> tuple[ApiToken, ...]:
        """The actor's own tokens, newest first."""
        if actor.account_id is None:
            return ()
        with self._wiring.database.reading() as session:
            return stored.tokens_of(session, actor.account_id)

    def all(self, actor: Actor, login: str | None = None) -> tuple[ApiToken, ...]:
        """Everybody's tokens, or those of one account. Raises NotAllowedError, NotFoundError."""
        demand(actor, Action.MANAGE_ACCOUNTS)
        with self._wiring.database.reading() as session:
            of = stored_accounts.find_account(session, login).id if login is not None else None
            return stored.tokens_of(session, of)

    def revoke(self, actor: Actor, token_id: int) -> ApiToken:
        """Take a token back. Raises NotAllowedError and NotFoundError."""
        with self._wiring.database.writing() as session:
            return stored.revoke_token(session, actor, token_id, self._clock())

    def now(self) -> dt.datetime:
        """The moment by which tokens are judged."""
        return self._clock()

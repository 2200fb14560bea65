"""Signing in by a ministry's own directory: who comes back from it, and what they may do here."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from api.settings import OpenIdSettings
from api.use_cases.clock import Clock, utc_now
from api.wiring import Wiring
from knowledge.accounts.accounts import (
    Account,
    InvalidAccountError,
    LastAdministratorError,
    display_name_of,
    login_of,
    roles_of,
)
from knowledge.accounts.permissions import Actor, Role
from knowledge.accounts.random_tokens import new_token
from knowledge.errors import BilimError
from knowledge.store import accounts as stored
from knowledge.store import openid as awaiting

if TYPE_CHECKING:
    from api.use_cases.openid_provider import Provider

_log = logging.getLogger("bilim.accounts")


class OpenIdError(BilimError):
    """Signing in by the provider failed; the message says why."""

    code = "openid_failed"


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody about to go to the provider: the address, and the token for their cookie."""

    address: str
    token: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody back from the provider: who they are, and where they wanted to go."""

    account: Account
    next_address: str


class OpenId:
    """Signing in by the provider that the settings name."""

    def __init__(
        self,
        wiring: Wiring,
        settings: OpenIdSettings,
        provider: Provider,
        clock: Clock = utc_now,
    ) -> None:
        self._wiring = wiring
        self._settings = settings
        self._provider = provider
        self._clock = clock
        # What the provider vouches for is done in its name, and so it stands in the audit log.
        self._directory = Actor(f"OpenID {settings.issuer}", frozenset({Role.ADMINISTRATOR}))

    def begin(self, redirect_uri: str, next_address: str) -> Departure:
        """Send somebody to the provider. Raises OpenIdError where it cannot be reached."""
        awaited = awaiting.Awaited(new_token(), new_token(), new_token(), next_address)
        address = self._provider.authorization_address(
            redirect_uri,
            state=awaited.state,
            nonce=awaited.nonce,
            code_verifier=awaited.code_verifier,
        )
        token = new_token()
        with self._wiring.database.writing() as session:
            awaiting.await_back(session, token, awaited, self._clock())
        return Departure(address, token)

    def finish(self, token: str | None, answer: Mapping[str, str], redirect_uri: str) -> Arrival:
        """Receive somebody from the provider; their account is made or brought up to date.

        ``token`` is from their cookie, ``answer`` the provider's parameters. Raises OpenIdError.
        """
        with self._wiring.database.writing() as session:
            awaited = awaiting.came_back(session, token or "", self._clock())
        if awaited is None:
            raise OpenIdError("Nobody is awaited from the provider in this browser.")
        if not hmac.compare_digest(awaited.state.encode(), answer.get("state", "").encode()):
            raise OpenIdError("The provider's answer belongs to another attempt.")
        if "code" not in answer:
            raise OpenIdError(f"The provider refused: {answer.get('error', 'no code')}.")
        claims = self._provider.claims(
            answer["code"], redirect_uri, nonce=awaited.nonce, code_verifier=awaited.code_verifier
        )
        with self._wiring.database.writing() as session:
            return Arrival(self._account_of(session, claims), awaited.next_address)

    def _account_of(self, session: Session, claims: Mapping[str, Any]) -> Account:
        issuer, subject = self._settings.issuer, str(claims["sub"])
        roles = self._roles_of(claims)
        account = awaiting.account_of_identity(session, issuer, subject)
        if account is None:
            return self._added(session, claims, subject, roles)
        if roles is None or not account.active or roles == account.roles:
            return account
        try:
            becomes = replace(account, roles=roles)
            return stored.change_account(session, self._directory, becomes, self._clock())
        except LastAdministratorError:
            _log.warning("the provider takes the last administrator's role; it is kept")
            return account

    def _added(
        self,
        session: Session,
        claims: Mapping[str, Any],
        subject: str,
        roles: frozenset[Role] | None,
    ) -> Account:
        if roles is None:
            claim = self._settings.roles_claim
            raise OpenIdError(f"The provider says nothing of roles: there is no claim «{claim}».")
        now = self._clock()
        new = Account(
            id=0,
            login=_login_of(claims),
            display_name=_name_of(claims),
            roles=roles,
            body_id=None,
            active=True,
            created_at=now,
            has_password=False,
        )
        account = stored.add_account(session, self._directory, new, None)
        awaiting.link_identity(
            session, self._directory, account, self._settings.issuer, subject, now
        )
        return account

    def _roles_of(self, claims: Mapping[str, Any]) -> frozenset[Role] | None:
        """Our roles for the provider's; None where it says nothing of any."""
        said = claims.get(self._settings.roles_claim)
        if said is None:
            return None
        theirs = said if isinstance(said, list) else str(said).split()
        mapping = self._settings.roles or {role.value: role.value for role in Role}
        ours = {mapping[str(role)] for role in theirs if str(role) in mapping}
        if not ours:
            raise OpenIdError("None of the provider's roles for this person is one of ours.")
        return roles_of(ours)


def _login_of(claims: Mapping[str, Any]) -> str:
    """The first of the provider's names for a person that can be a login here."""
    for claim in ("preferred_username", "email", "sub"):
        try:
            return login_of(str(claims.get(claim) or ""))
        except InvalidAccountError:
            continue
    raise OpenIdError("The provider knows this person by no name that can be a login.")


def _name_of(claims: Mapping[str, Any]) -> str:
    try:
        return display_name_of(str(claims.get("name") or ""))
    except InvalidAccountError:
        return ""

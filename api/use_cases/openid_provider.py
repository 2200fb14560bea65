"""Talking to an OpenID Connect provider: authorization code flow with PKCE, by Authlib.

The ID token is what we believe, once its signature, issuer, audience, time and nonce are right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from api.settings import OpenIdSettings
from api.use_cases.clock import Clock
from api.use_cases.openid import OpenIdError

_SECONDS_TO_ANSWER = 10
_SECONDS_OF_LEEWAY = 60
_KEPT_FOR = dt.timedelta(hours=1)
_SIGNED_BY = ("RS256", "PS256", "ES256", "EdDSA", "RS384", "RS512", "ES384", "ES512")
"""Signatures by the provider's own key; never by the secret we share, and never none."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the provider says of itself, with its keys, and since when we know it."""

    metadata: Mapping[str, Any]
    keys: KeySet
    since: dt.datetime


class Provider:
    """One provider, as the settings name it."""

    def __init__(self, settings: OpenIdSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._kept: _Known | None = None

    def authorization_address(
        self, redirect_uri: str, *, state: str, nonce: str, code_verifier: str
    ) -> str:
        """Where to send somebody to sign in. Raises OpenIdError."""
        known = self._known()
        with self._client(redirect_uri) as client:
            address, _state = client.create_authorization_url(
                known.metadata["authorization_endpoint"],
                state=state,
                nonce=nonce,
                code_verifier=code_verifier,
            )
        return str(address)

    def claims(
        self, code: str, redirect_uri: str, *, nonce: str, code_verifier: str
    ) -> Mapping[str, Any]:
        """What the provider vouches for, in exchange for a code. Raises OpenIdError.

        Providers put what they know of a person into the ID token, or give it out at their
        userinfo endpoint only; both are taken, and the signed ID token goes first.
        """
        known = self._known()
        try:
            with self._client(redirect_uri) as client:
                token = client.fetch_token(
                    known.metadata["token_endpoint"], code=code, code_verifier=code_verifier
                )
                claims = self._verified(token, nonce)
                return self._more(client, claims["sub"]) | claims
        except (AuthlibBaseError, JoseError, httpx.HTTPError, KeyError, ValueError) as error:
            raise OpenIdError(f"The provider's answer was not accepted: {error}") from error

    def _client(self, redirect_uri: str) -> OAuth2Client:
        settings = self._settings
        return OAuth2Client(
            client_id=settings.client_id,
            client_secret=settings.client_secret or None,
            token_endpoint_auth_method=(
                "client_secret_basic" if settings.client_secret else "none"
            ),
            scope=settings.scopes,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            timeout=_SECONDS_TO_ANSWER,
        )

    def _more(self, client: OAuth2Client, subject: str) -> dict[str, Any]:
        """What the userinfo endpoint says, where there is one and it speaks of ``subject``."""
        address = self._known().metadata.get("userinfo_endpoint")
        if address is None:
            return {}
        said = client.get(address).raise_for_status().json()
        if said.get("sub") != subject:
            raise OpenIdError("The provider's userinfo is about somebody else.")
        return dict(said)

    def _verified(self, token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        text = token["id_token"]
        registry = JWSRegistry(algorithms=list(_SIGNED_BY), strict_check_header=False)
        try:
            decoded = jwt.decode(text, self._known().keys, registry=registry)
        except InvalidKeyIdError:
            # The provider has changed its keys since.
            self._kept = None
            decoded = jwt.decode(text, self._known().keys, registry=registry)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": self._known().metadata["issuer"]},
                "aud": {"essential": True, "value": self._settings.client_id},
            },
            {
                "nonce": nonce,
                "client_id": self._settings.client_id,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(now=int(self._clock().timestamp()), leeway=_SECONDS_OF_LEEWAY)
        return dict(claims)

    def _known(self) -> _Known:
        now = self._clock()
        if self._kept is None or now - self._kept.since >= _KEPT_FOR:
            self._kept = self._discovered(now)
        return self._kept

    def _discovered(self, now: dt.datetime) -> _Known:
        issuer = self._settings.issuer
        try:
            with httpx.Client(timeout=_SECONDS_TO_ANSWER) as client:
                answer = client.get(f"{issuer}/.well-known/openid-configuration")
                metadata = answer.raise_for_status().json()
                keys = client.get(metadata["jwks_uri"]).raise_for_status().json()
            if str(metadata["issuer"]).rstrip("/") != issuer:
                raise OpenIdError(f"{issuer} calls itself {metadata['issuer']}.")
            return _Known(metadata, KeySet.import_key_set(keys), now)
        except (httpx.HTTPError, JoseError, KeyError, ValueError) as error:
            raise OpenIdError(f"The provider {issuer} cannot be asked: {error}") from error

"""An OpenID provider in a process of its own: ``python -m tests.api.openid_provider PORT USERS``.

It is oidc-provider-mock, a provider for tests, with two things added that it leaves out: it holds
a client to PKCE (RFC 7636), as a ministry's own would, and knows a claim (``departments``) that
it gives out at the userinfo endpoint only, as many do.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

import oidc_provider_mock
from oidc_provider_mock._storage import User
from werkzeug.serving import make_server

Start = Callable[..., Any]
WsgiApp = Callable[[dict[str, Any], Start], Iterable[bytes]]


class HeldToPkce:
    """WSGI middleware: a code is given out only for a challenge, and taken only with its answer."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app
        self._challenges: set[str] = set()

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        # An address at which the provider calls itself by another name than it is asked by.
        environ["PATH_INFO"] = environ["PATH_INFO"].removeprefix("/misnamed")
        if environ["PATH_INFO"] == "/oauth2/authorize":
            asked = parse_qs(environ["QUERY_STRING"])
            if asked.get("code_challenge_method") != ["S256"] or "code_challenge" not in asked:
                return self._refused(start)
            self._challenges.add(asked["code_challenge"][0])
        elif environ["PATH_INFO"] == "/oauth2/token":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            environ["wsgi.input"] = io.BytesIO(body)
            (verifier,) = parse_qs(body.decode()).get("code_verifier", [""])
            digest = hashlib.sha256(verifier.encode()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() not in self._challenges:
                return self._refused(start)
        elif environ["PATH_INFO"] == "/userinfo":
            return self._with_departments(environ, start)
        return self._app(environ, start)

    def _with_departments(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        told: list[Any] = []
        body = b"".join(self._app(environ, lambda *answer: told.extend(answer)))
        if not told[0].startswith("200"):
            start(*told)
            return [body]
        claims = json.loads(body) | {"departments": ["experts"]}
        start(told[0], [("content-type", "application/json")])
        return [json.dumps(claims).encode()]

    def _refused(self, start: Start) -> Iterable[bytes]:
        start("400 Bad Request", [("content-type", "application/json")])
        return [b'{"error": "invalid_grant", "error_description": "PKCE"}']


def main() -> None:
    """Serve until killed; users come as JSON: a list of claims, each with its ``sub``."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    port, users = int(sys.argv[1]), json.loads(sys.argv[2])
    app = oidc_provider_mock.app(
        require_nonce=True,
        user_claims=[User(sub=user.pop("sub"), claims=user) for user in users],
    )
    app.wsgi_app = HeldToPkce(app.wsgi_app)  # type: ignore[method-assign]
    make_server("127.0.0.1", port, app, threaded=True).serve_forever()


if __name__ == "__main__":
    main()

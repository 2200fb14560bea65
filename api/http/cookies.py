"""Cookies that carry secrets: never read by scripts, never sent by other sites' forms.

Over https they are Secure and begin with ``__Host-``, so that neither a plain connection nor a
neighbouring name can set or see them; without https a browser would not take such a cookie.
"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

SESSION = "bilim_session"
VISIT = "bilim_visit"
"""Ties the sign-in form to the browser that it was shown in."""
OPENID = "bilim_openid"
"""Ties somebody who was sent to the OpenID provider to the browser that comes back."""


@dataclass(frozen=True, slots=True)
class Cookies:
    """``always_secure``: people reach the server by https, whatever the last hop is."""

    always_secure: bool = False

    def read(self, request: Request, name: str) -> str | None:
        """The value of a cookie; None where there is none."""
        return request.cookies.get(self._full_name(request, name)) or None

    def write(
        self,
        request: Request,
        response: Response,
        name: str,
        value: str,
        seconds: int | None = None,
    ) -> None:
        """Set a cookie; without ``seconds`` it goes when the browser is closed."""
        response.set_cookie(
            self._full_name(request, name),
            value,
            max_age=seconds,
            path="/",
            secure=self._is_secure(request),
            httponly=True,
            samesite="lax",
        )

    def clear(self, request: Request, response: Response, name: str) -> None:
        """Take a cookie back."""
        response.delete_cookie(
            self._full_name(request, name),
            path="/",
            secure=self._is_secure(request),
            httponly=True,
            samesite="lax",
        )

    def _is_secure(self, request: Request) -> bool:
        return self.always_secure or request.url.scheme == "https"

    def _full_name(self, request: Request, name: str) -> str:
        return f"__Host-{name}" if self._is_secure(request) else name

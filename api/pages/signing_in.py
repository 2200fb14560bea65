"""The way to the sign-in page and back to where somebody was going."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from api.pages.links import address

SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
_LONGEST = 4000


def to_sign_in(request: Request) -> Response:
    """Send whoever has not said who they are to the sign-in page."""
    wanted = request.url.path
    if request.url.query:
        wanted += f"?{request.url.query}"
    # A form that was sent too late cannot be sent again by a mere address.
    wanted = wanted if request.method == "GET" else "/"
    return see(address(SIGN_IN, next="" if wanted == "/" else safe_next(wanted)))


def see(target: str) -> Response:
    """Let the browser ask for another page of ours."""
    return RedirectResponse(target, status_code=303)


def safe_next(text: str) -> str:
    """An address on this very site to go to after signing in; «/» for anything else.

    Browsers read «//host», «/\\host» and blanks before a scheme as other sites.
    """
    if (
        not text.startswith("/")
        or text.startswith(("//", SIGN_IN, SIGN_OUT))
        or "\\" in text
        or not text.isprintable()
        or len(text) > _LONGEST
    ):
        return "/"
    parts = urlsplit(text)
    return "/" if parts.scheme or parts.netloc else text

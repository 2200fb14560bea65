"""Refusing what another site's page sends in the name of a person who merely looks at it.

Bilim on loopback is open to its machine, and so to every page in that machine's browser: without
this, any site could load an act into the base. Browsers say where a request comes from; other
clients say nothing and are let through.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

from api.http.problems import CrossSiteError

_OWN = frozenset({"same-origin", "none"})


def same_site_only(request: Request) -> None:
    """Raise CrossSiteError (403) for a request that a foreign page made."""
    fetch_site = request.headers.get("sec-fetch-site")
    if fetch_site is not None:
        if fetch_site not in _OWN:
            raise CrossSiteError
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise CrossSiteError

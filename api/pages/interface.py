"""Which language a page speaks, and rendering it: the one place that touches templates."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.http.actors import identity_of
from api.pages.menu import visitor_of
from api.pages.presenting import day, force_of, lines_of, moment
from api.pages.words import INTERFACE_LANGUAGES, Words

STATIC_FOLDER = Path(__file__).parent / "static"
_COOKIE = "bilim_ui"
_ONE_YEAR = 365 * 24 * 3600
_DEFAULT = "ru"

_environment = Environment(
    loader=PackageLoader("api.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
_environment.filters["day"] = day
_environment.filters["moment"] = moment
_environment.globals["lines_of"] = lines_of
_environment.globals["force_of"] = force_of


def interface_language(request: Request) -> str:
    """«kk» or «ru»: what the address asks for, then the cookie, then the browser."""
    for wish in (request.query_params.get("ui"), request.cookies.get(_COOKIE)):
        if wish in INTERFACE_LANGUAGES:
            return wish
    return preferred_language(request.headers.get("accept-language", ""))


def preferred_language(accept: str) -> str:
    """The first of our languages in an Accept-Language header; Russian where there is none."""
    wishes: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept.split(",")):
        name, _, parameters = part.partition(";")
        language = name.strip().lower().partition("-")[0]
        if language in INTERFACE_LANGUAGES:
            wishes.append((-_quality(parameters), place, language))
    return min(wishes)[2] if wishes else _DEFAULT


def _quality(parameters: str) -> float:
    try:
        return float(parameters.strip().removeprefix("q=")) if parameters else 1.0
    except ValueError:
        return 0.0


def words_for(request: Request) -> Words:
    """The texts in the language of the page."""
    return Words(interface_language(request))


def page(
    request: Request,
    template: str,
    values: Mapping[str, Any],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """Render a page. A language asked for in the address is kept in a cookie."""
    words = words_for(request)
    visitor = visitor_of(identity_of(request))
    common = {
        "w": words,
        "static": static_address,
        "here": request.url.path,
        "in_language": {code: _address_in(request, code) for code in INTERFACE_LANGUAGES},
        "visitor": visitor,
        "form_token": visitor.form_token,
    }
    body = _environment.get_template(template).render(common | dict(values))
    response = HTMLResponse(body, status, dict(headers or {}))
    response.headers["content-language"] = words.language
    response.headers["vary"] = "Cookie, Accept-Language"
    if request.query_params.get("ui") in INTERFACE_LANGUAGES:
        response.set_cookie(
            _COOKIE, words.language, max_age=_ONE_YEAR, httponly=True, samesite="lax"
        )
    return response


def _address_in(request: Request, language: str) -> str:
    """The same page in another language."""
    url = request.url.include_query_params(ui=language)
    return f"{url.path}?{url.query}"


@cache
def static_address(name: str) -> str:
    """The address of a static file, with a digest, so that it may be cached for ever."""
    digest = hashlib.sha256((STATIC_FOLDER / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"

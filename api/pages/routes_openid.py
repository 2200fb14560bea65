"""The way to the OpenID provider and back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from api.http.cookies import OPENID, SESSION
from api.http.dependencies import BilimOfApp, CookiesOfApp, OpenIdOfApp
from api.http.rights import OPEN_TO_ALL
from api.pages.routes_sign_in import client_address
from api.pages.signing_in import safe_next, see
from api.use_cases.openid import OpenId

router = APIRouter(prefix="/sign-in/openid", dependencies=[Depends(OPEN_TO_ALL)])

_SECONDS_AWAY = 600


@router.get("")
def depart(
    request: Request,
    openid: OpenIdOfApp,
    cookies: CookiesOfApp,
    next_: Annotated[str, Query(alias="next")] = "",
) -> Response:
    """Send the person to the provider."""
    leaving = _set(openid).begin(_return_address(request), safe_next(next_))
    response = RedirectResponse(leaving.address, status_code=303)
    cookies.write(request, response, OPENID, leaving.token, _SECONDS_AWAY)
    return response


@router.get("/callback")
def arrive(
    request: Request, bilim: BilimOfApp, openid: OpenIdOfApp, cookies: CookiesOfApp
) -> Response:
    """Receive the person, and begin a session."""
    arrived = _set(openid).finish(
        cookies.read(request, OPENID), dict(request.query_params), _return_address(request)
    )
    begun = bilim.sign_in.sign_in_known(
        arrived.account,
        address=client_address(request),
        previous=cookies.read(request, SESSION),
    )
    response = see(safe_next(arrived.next_address))
    cookies.write(request, response, SESSION, begun.token)
    cookies.clear(request, response, OPENID)
    return response


def _set(openid: OpenId | None) -> OpenId:
    if openid is None:
        raise HTTPException(404)
    return openid


def _return_address(request: Request) -> str:
    public = request.app.state.public_url or str(request.base_url)
    return f"{public.rstrip('/')}/sign-in/openid/callback"

"""What the routes get handed in: the use cases and the feeder, from the app they belong to."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from api.http.cookies import Cookies
from api.http.feeding import Feeder
from api.service import Bilim
from api.use_cases.openid import OpenId


def the_bilim(request: Request) -> Bilim:
    """The knowledge base of the app that answers ``request``."""
    return cast(Bilim, request.app.state.bilim)


def the_feeder(request: Request) -> Feeder:
    """The feeder of the app that answers ``request``."""
    return cast(Feeder, request.app.state.feeder)


def the_cookies(request: Request) -> Cookies:
    """How the app that answers ``request`` writes its cookies."""
    return cast(Cookies, request.app.state.cookies)


def the_openid(request: Request) -> OpenId | None:
    """The OpenID provider of the app that answers ``request``; None where there is none."""
    return cast(OpenId | None, request.app.state.openid)


BilimOfApp = Annotated[Bilim, Depends(the_bilim)]
CookiesOfApp = Annotated[Cookies, Depends(the_cookies)]
OpenIdOfApp = Annotated[OpenId | None, Depends(the_openid)]
FeederOfApp = Annotated[Feeder, Depends(the_feeder)]

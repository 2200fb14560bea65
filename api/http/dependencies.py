"""What the routes get handed in: the use cases and the feeder, from the app they belong to."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from api.http.feeding import Feeder
from api.service import Bilim


def the_bilim(request: Request) -> Bilim:
    """The knowledge base of the app that answers ``request``."""
    return cast(Bilim, request.app.state.bilim)


def the_feeder(request: Request) -> Feeder:
    """The feeder of the app that answers ``request``."""
    return cast(Feeder, request.app.state.feeder)


BilimOfApp = Annotated[Bilim, Depends(the_bilim)]
FeederOfApp = Annotated[Feeder, Depends(the_feeder)]

"""What a route needs: every route names one action, or says that it is open to everybody.

A route is given its rule where it is declared::

    @router.get("/duties", dependencies=[Depends(needs(Action.READ_DUTIES))])

or its whole router is. ``rule_of`` finds the rule again; an application with a route that has
none does not start. The rule asks whether the actor may do the action at all: to which state
body's things is the domain's question.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.http.actors import identity_of
from api.http.problems import FormTokenError
from knowledge.accounts.permissions import Action, demand

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_TOKEN = "form_token"  # noqa: S105 - the name of a field
FORM_TOKEN_HEADER = "x-form-token"  # noqa: S105 - the name of a header


class RouteWithoutRuleError(Exception):
    """A route says nothing of who may use it. A mistake of ours, found when the app is made."""


@dataclass(frozen=True, slots=True)
class Needs:
    """The rule of a route that needs ``action``; as a dependency, it enforces it.

    ``token_in_address``: an API token may stand in the address as ``token``, for programs that
    can send no header, such as calendars.
    """

    action: Action
    token_in_address: bool = False

    async def __call__(self, request: Request) -> None:
        """Let the request pass, or raise NotAllowedError or FormTokenError."""
        identity = identity_of(request)
        demand(identity.actor, self.action, body_id=identity.actor.body_id)
        if identity.form_token and request.method not in SAFE_METHODS:
            await check_form_token(request, identity.form_token)


@dataclass(frozen=True, slots=True)
class OpenToAll:
    """The rule of a route that anybody may use, also without saying who they are."""

    async def __call__(self) -> None:
        """Let the request pass."""


OPEN_TO_ALL = OpenToAll()
Rule = Needs | OpenToAll


def needs(action: Action, *, token_in_address: bool = False) -> Needs:
    """The rule of a route that needs ``action``; use it as ``Depends(needs(Action.READ))``."""
    return Needs(action, token_in_address)


async def check_form_token(request: Request, expected: str) -> None:
    """Raise FormTokenError unless the form (or a header) carries the token its page was given."""
    given: object = request.headers.get(FORM_TOKEN_HEADER)
    if given is None:
        given = (await request.form()).get(FORM_TOKEN, "")
    if not (isinstance(given, str) and hmac.compare_digest(given.encode(), expected.encode())):
        raise FormTokenError


def rule_of(route: APIRoute) -> Rule:
    """The one rule of a route, its own or its router's. Raises RouteWithoutRuleError."""
    rules = {call for call in _calls(route.dependant) if isinstance(call, Needs | OpenToAll)}
    if len(rules) != 1:
        raise RouteWithoutRuleError(
            f"{sorted(route.methods or ())} {route.path} has {len(rules) or 'no'} rules. Say once "
            f"what it needs: dependencies=[Depends(needs(Action.…))], or OPEN_TO_ALL."
        )
    return rules.pop()


def _calls(dependant: Dependant) -> Iterable[object]:
    for inner in dependant.dependencies:
        yield inner.call
        yield from _calls(inner)


def rules_of(routers: Iterable[APIRouter]) -> dict[tuple[str, str], Rule]:
    """The rule of every route, by method and path. Raises RouteWithoutRuleError."""
    return {
        (method, route.path): rule_of(route)
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }

"""My account: the password, where I am signed in, my tokens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from api.http.actors import ActorOfRequest, IdentityOfRequest
from api.http.cookies import SESSION
from api.http.dependencies import BilimOfApp, CookiesOfApp
from api.http.problems import headers_of, problem_of
from api.http.rights import needs
from api.pages.errors import show_problem
from api.pages.interface import page, words_for
from api.pages.routes_sign_in import client_address
from api.pages.signing_in import SIGN_IN, see
from api.service import Bilim
from api.use_cases.api_tokens import MOST_DAYS, USUAL_DAYS
from knowledge.accounts.passwords import LONGEST, SHORTEST
from knowledge.accounts.permissions import Action, Actor
from knowledge.accounts.scopes import Scope
from knowledge.accounts.slowing import TooManyAttemptsError
from knowledge.errors import BilimError

router = APIRouter(prefix="/account", dependencies=[Depends(needs(Action.MANAGE_OWN_TOKENS))])


@router.get("")
def account_page(
    request: Request, bilim: BilimOfApp, identity: IdentityOfRequest, done: str = ""
) -> Response:
    """All of it on one page."""
    return _page(request, bilim, identity.actor, {"done": done})


@router.post("/password")
def change_password(
    request: Request,
    bilim: BilimOfApp,
    cookies: CookiesOfApp,
    actor: ActorOfRequest,
    old: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Change the password; the session goes on under a new token, all others end."""
    if new != again:
        return _page(request, bilim, actor, {"differ": True}, status=422)
    try:
        begun = bilim.sign_in.change_own_password(actor, old, new, address=client_address(request))
    except BilimError as error:
        return _refused(request, bilim, actor, error)
    response = see("/account?done=password")
    cookies.write(request, response, SESSION, begun.token)
    return response


@router.post("/tokens")
def add_token(
    request: Request,
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    name: Annotated[str, Form()] = "",
    scope: Annotated[list[str] | None, Form()] = None,
    days: Annotated[int, Form()] = USUAL_DAYS,
) -> Response:
    """Make a token and show it, this once."""
    try:
        made = bilim.api_tokens.add(actor, name, scope or (), days=days)
    except BilimError as error:
        return _refused(request, bilim, actor, error)
    return _page(request, bilim, actor, {"made": made}, status=201)


@router.post("/tokens/{token_id}/revoke")
def revoke_token(bilim: BilimOfApp, actor: ActorOfRequest, token_id: int) -> Response:
    """Take a token back."""
    bilim.api_tokens.revoke(actor, token_id)
    return see("/account?done=revoked")


@router.post("/sign-out-everywhere")
def sign_out_everywhere(
    request: Request, bilim: BilimOfApp, cookies: CookiesOfApp, actor: ActorOfRequest
) -> Response:
    """End every session, this one too."""
    if actor.account_id is not None:
        bilim.sign_in.sign_out_everywhere(actor, actor.account_id)
    response = see(SIGN_IN)
    cookies.clear(request, response, SESSION)
    return response


def _refused(request: Request, bilim: Bilim, actor: Actor, error: BilimError) -> Response:
    problem = problem_of(error)
    seconds = error.seconds if isinstance(error, TooManyAttemptsError) else 0
    shown = show_problem(problem, words_for(request), seconds=seconds, shortest=SHORTEST)
    headers = headers_of(error)
    headers.pop("WWW-Authenticate", None)
    return _page(request, bilim, actor, {"problem": shown}, status=problem.status, headers=headers)


def _page(
    request: Request,
    bilim: Bilim,
    actor: Actor,
    values: Mapping[str, object],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    account = bilim.accounts.own(actor)
    tokens = bilim.api_tokens.of_actor(actor)
    now = bilim.api_tokens.now()
    common: dict[str, object] = {
        "account": account,
        "body": bilim.accounts.own_body(actor),
        "sessions": bilim.accounts.sessions(actor),
        "session_id": request.state.identity.session_id,
        "tokens": [(token, token.is_valid(now)) for token in tokens],
        "scopes": tuple(scope.value for scope in Scope),
        "usual_days": USUAL_DAYS,
        "most_days": MOST_DAYS,
        "shortest": SHORTEST,
        "longest": LONGEST,
        "problem": None,
        "made": None,
        "differ": False,
        "done": "",
    }
    return page(request, "account.html", common | dict(values), status=status, headers=headers)

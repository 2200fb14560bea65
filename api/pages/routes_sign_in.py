"""Signing in and out on the pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http.cookies import SESSION, VISIT
from api.http.dependencies import BilimOfApp, CookiesOfApp
from api.http.identifying import form_token_of
from api.http.problems import FormTokenError, headers_of, problem_of
from api.http.rights import OPEN_TO_ALL, check_form_token, needs
from api.pages.errors import show_problem
from api.pages.interface import page, words_for
from api.pages.signing_in import SIGN_IN, SIGN_OUT, safe_next, see
from api.service import Bilim
from api.use_cases.sign_in import SignInFailedError
from knowledge.accounts.permissions import Action
from knowledge.accounts.random_tokens import new_token
from knowledge.accounts.slowing import TooManyAttemptsError

router = APIRouter()

_LONGEST_FIELD = 300


@router.get(SIGN_IN, dependencies=[Depends(OPEN_TO_ALL)])
def sign_in_page(
    request: Request, bilim: BilimOfApp, next_: Annotated[str, Query(alias="next")] = ""
) -> Response:
    """The form."""
    return _form(request, bilim, safe_next(next_))


@router.post(SIGN_IN, dependencies=[Depends(OPEN_TO_ALL)])
async def sign_in(
    request: Request,
    bilim: BilimOfApp,
    cookies: CookiesOfApp,
    login: Annotated[str, Form(max_length=_LONGEST_FIELD)] = "",
    password: Annotated[str, Form(max_length=_LONGEST_FIELD)] = "",
    next_: Annotated[str, Form(alias="next")] = "",
) -> Response:
    """Begin a session, and go on to where the person was going."""
    wanted = safe_next(next_)
    try:
        # No form of ours is without this cookie, so none carries the token of an empty one.
        await check_form_token(request, form_token_of(cookies.read(request, VISIT) or new_token()))
        # A password takes long by intention: however many are guessed at once, they wait for
        # each other here, and not on the threads that searches need.
        async with request.app.state.sign_in_turns:
            begun = await run_in_threadpool(
                bilim.sign_in.sign_in,
                login,
                password,
                address=client_address(request),
                previous=cookies.read(request, SESSION),
            )
    except (SignInFailedError, TooManyAttemptsError, FormTokenError) as error:
        return await run_in_threadpool(_form, request, bilim, wanted, login, error)
    response = see(wanted)
    cookies.write(request, response, SESSION, begun.token)
    cookies.clear(request, response, VISIT)
    return response


@router.post(SIGN_OUT, dependencies=[Depends(needs(Action.MANAGE_OWN_TOKENS))])
def sign_out(request: Request, bilim: BilimOfApp, cookies: CookiesOfApp) -> Response:
    """End the session."""
    token = cookies.read(request, SESSION)
    if token is not None:
        bilim.sign_in.sign_out(token)
    response = see(SIGN_IN)
    cookies.clear(request, response, SESSION)
    return response


def client_address(request: Request) -> str:
    """Where a request comes from, as far as we believe it."""
    return request.client.host if request.client else ""


def _form(
    request: Request,
    bilim: Bilim,
    wanted: str,
    login: str = "",
    error: Exception | None = None,
) -> Response:
    cookies = request.app.state.cookies
    visit = cookies.read(request, VISIT) or new_token()
    problem = problem_of(error) if error else None
    seconds = error.seconds if isinstance(error, TooManyAttemptsError) else 0
    words = words_for(request)
    shown = show_problem(problem, words, seconds=seconds) if problem else None
    values = {
        "next": wanted,
        "login": login,
        "problem": shown,
        "form_token": form_token_of(visit),
        "no_accounts": not bilim.sign_in.accounts_exist(),
        "openid": request.app.state.openid is not None,
    }
    status = problem.status if problem else 200
    headers = headers_of(error) if error else {}
    # That header would have the browser ask for a password by itself, outside of the page.
    headers.pop("WWW-Authenticate", None)
    response = page(request, "sign_in.html", values, status=status, headers=headers)
    cookies.write(request, response, VISIT, visit)
    return response

"""Administering accounts, and the audit log, on pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from api.http.actors import ActorOfRequest
from api.http.dependencies import BilimOfApp
from api.http.problems import headers_of, problem_of
from api.http.rights import needs
from api.pages.errors import show_problem
from api.pages.interface import page, words_for
from api.pages.links import address
from api.pages.signing_in import see
from api.service import Bilim
from knowledge.accounts.passwords import LONGEST, SHORTEST
from knowledge.accounts.permissions import Action, Actor, Role
from knowledge.errors import BilimError

router = APIRouter(prefix="/accounts", dependencies=[Depends(needs(Action.MANAGE_ACCOUNTS))])
audit_router = APIRouter(dependencies=[Depends(needs(Action.READ_AUDIT))])

_ENTRIES = 50
Field = Annotated[str, Form()]
Roles = Annotated[list[str] | None, Form()]


@router.get("")
def accounts_page(
    request: Request, bilim: BilimOfApp, actor: ActorOfRequest, done: str = ""
) -> Response:
    """Every account, and the form for a new one."""
    return _list(request, bilim, actor, {"done": done})


@router.post("")
def add_account(
    request: Request,
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    login: Field = "",
    display_name: Field = "",
    password: Field = "",
    role: Roles = None,
    body: Field = "",
) -> Response:
    """Add an account."""
    filled = {"login": login, "display_name": display_name, "roles": role or [], "body": body}
    try:
        added = bilim.accounts.add(
            actor,
            login,
            password or None,
            role or (),
            display_name=display_name,
            body=body or None,
        )
    except BilimError as error:
        return _list(request, bilim, actor, {"filled": filled}, error)
    return see(address("/accounts", done=added.login))


@router.get("/{login}")
def account_page(
    request: Request, bilim: BilimOfApp, actor: ActorOfRequest, login: str, done: str = ""
) -> Response:
    """One account, and all that can be done to it."""
    return _one(request, bilim, actor, login, {"done": done})


@router.post("/{login}")
def change_account(
    request: Request,
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    login: str,
    display_name: Field = "",
    role: Roles = None,
    body: Field = "",
    active: Field = "",
) -> Response:
    """Change an account's name, roles, state body, and whether it is active."""
    try:
        bilim.accounts.change(
            actor,
            login,
            roles=role or (),
            display_name=display_name,
            active=bool(active),
            body=body or None,
        )
    except BilimError as error:
        return _one(request, bilim, actor, login, {}, error)
    return see(address(f"/accounts/{login}", done="changed"))


@router.post("/{login}/password")
def set_password(
    request: Request, bilim: BilimOfApp, actor: ActorOfRequest, login: str, password: Field = ""
) -> Response:
    """Give somebody a new password; they are signed out everywhere."""
    try:
        bilim.accounts.set_password(actor, login, password)
    except BilimError as error:
        return _one(request, bilim, actor, login, {}, error)
    return see(address(f"/accounts/{login}", done="password"))


@router.post("/{login}/sign-out")
def sign_out_everywhere(bilim: BilimOfApp, actor: ActorOfRequest, login: str) -> Response:
    """End every session of somebody."""
    account = bilim.accounts.one(actor, login)
    bilim.sign_in.sign_out_everywhere(actor, account.id)
    return see(address(f"/accounts/{login}", done="signed_out"))


@router.post("/{login}/tokens/{token_id}/revoke")
def revoke_token(bilim: BilimOfApp, actor: ActorOfRequest, login: str, token_id: int) -> Response:
    """Take somebody's token back."""
    bilim.api_tokens.revoke(actor, token_id)
    return see(address(f"/accounts/{login}", done="revoked"))


@audit_router.get("/audit")
def audit_page(
    request: Request,
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    subject: str = "",
    before: str = "",
) -> Response:
    """Who did what, newest first."""
    entries = bilim.accounts.audit(
        actor,
        subject=subject.strip() or None,
        before_id=int(before) if before.isdecimal() else None,
        limit=_ENTRIES + 1,
    )
    shown = entries[:_ENTRIES]
    older = (
        address("/audit", subject=subject, before=shown[-1].id) if len(entries) > _ENTRIES else ""
    )
    return page(request, "audit.html", {"entries": shown, "older": older, "subject": subject})


def _list(
    request: Request,
    bilim: Bilim,
    actor: Actor,
    values: Mapping[str, object],
    error: BilimError | None = None,
) -> Response:
    common: dict[str, object] = {
        "accounts": bilim.accounts.all(actor),
        "bodies": bilim.accounts.bodies(actor),
        "filled": {"login": "", "display_name": "", "roles": [], "body": ""},
        "done": "",
    }
    return _shown(request, "accounts.html", common | dict(values), error)


def _one(
    request: Request,
    bilim: Bilim,
    actor: Actor,
    login: str,
    values: Mapping[str, object],
    error: BilimError | None = None,
) -> Response:
    account = bilim.accounts.one(actor, login)
    now = bilim.api_tokens.now()
    common: dict[str, object] = {
        "account": account,
        "bodies": bilim.accounts.bodies(actor),
        "tokens": [(token, token.is_valid(now)) for token in bilim.api_tokens.all(actor, login)],
        "done": "",
    }
    return _shown(request, "accounts_one.html", common | dict(values), error)


def _shown(
    request: Request, template: str, values: dict[str, object], error: BilimError | None
) -> Response:
    problem = problem_of(error) if error else None
    values |= {
        "roles": tuple(role.value for role in Role),
        "shortest": SHORTEST,
        "longest": LONGEST,
        "problem": show_problem(problem, words_for(request), shortest=SHORTEST)
        if problem
        else None,
    }
    return page(
        request,
        template,
        values,
        status=problem.status if problem else 200,
        headers=headers_of(error) if error else {},
    )

"""Every role before every route. The routes are the application's own, so none is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount
from starlette.testclient import TestClient

from api.http.app import API_ROUTERS, create_app
from api.http.identifying import form_token_of
from api.http.rights import (
    OPEN_TO_ALL,
    Needs,
    OpenToAll,
    RouteWithoutRuleError,
    needs,
    rule_of,
    rules_of,
)
from api.pages.routes import PAGE_ROUTERS
from api.service import Bilim
from knowledge.accounts.permissions import (
    ALLOWED,
    LOCAL_ADMINISTRATOR,
    OF_OWN_BODY,
    Action,
    Role,
)

from .accounts import HandClock, add, begin, empty_bilim, visitor

RULES = rules_of((*API_ROUTERS, *PAGE_ROUTERS))
WITHOUT_RULE = {
    # The framework's own; the guard lets in whoever has said who they are.
    ("GET", "/api/v1/openapi.json"),
    ("HEAD", "/api/v1/openapi.json"),
    # Styles and scripts, for the sign-in page too.
    ("", "/static"),
}
ROUTES = sorted(RULES)
BY_THE_DOMAIN = {
    # Which move of an update it is stands in the body; the domain demands the right to that one.
    ("POST", "/api/v1/updates/{update_id}/moves"),
    ("POST", "/updates/{update_id}"),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bilim]:
    """A base with a person for every role."""
    with empty_bilim(tmp_path_factory.mktemp("rights") / "home", HandClock()) as bilim:
        bilim.registers.add_body(LOCAL_ADMINISTRATOR, "minjust", "Әділет", "Юстиция")
        for role in Role:
            add(bilim, role.value, role, body="minjust" if role is Role.RESPONSIBLE else None)
        yield bilim


@pytest.fixture(scope="module")
def client(base: Bilim) -> TestClient:
    return visitor(base)


# --- the rules ---------------------------------------------------------------------------------


def test_every_route_of_the_application_has_a_rule(base: Bilim) -> None:
    app = create_app(base, base.wiring.settings)
    found = set(_routes_of(app.routes))
    assert found == set(RULES) | WITHOUT_RULE


def test_the_description_says_what_every_route_needs(base: Bilim) -> None:
    described = create_app(base, base.wiring.settings).openapi()["paths"]
    said = {
        (method.upper(), path): operation.get("x-action")
        for path, operations in described.items()
        for method, operation in operations.items()
    }
    rules = {(method, re.sub(r":\w+}", "}", path)): rule for (method, path), rule in RULES.items()}
    assert said
    for route, action in said.items():
        rule = rules[route]
        assert action == (rule.action.value if isinstance(rule, Needs) else None), route


def _routes_of(routes: list[BaseRoute]) -> Iterator[tuple[str, str]]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        if isinstance(route, Mount):
            yield "", route.path
        elif inner is not None:
            yield from _routes_of(inner.routes)
        else:
            for method in getattr(route, "methods", None) or ("?",):
                yield method, str(getattr(route, "path", route))


def test_an_application_with_a_route_without_a_rule_does_not_start() -> None:
    router = APIRouter()

    @router.get("/forgotten")
    def forgotten() -> None: ...

    with pytest.raises(RouteWithoutRuleError, match="/forgotten"):
        rules_of([router])


def test_a_route_has_one_rule() -> None:
    router = APIRouter(dependencies=[Depends(needs(Action.READ))])

    @router.get("/plain")
    def plain() -> None: ...

    @router.get("/doubled", dependencies=[Depends(OPEN_TO_ALL)])
    def doubled() -> None: ...

    routes = {route.path: route for route in router.routes if isinstance(route, APIRoute)}
    assert rule_of(routes["/plain"]) == needs(Action.READ)
    with pytest.raises(RouteWithoutRuleError, match="2 rules"):
        rule_of(routes["/doubled"])


def test_what_is_open_to_all_is_little() -> None:
    is_open = {path for (_, path), rule in RULES.items() if isinstance(rule, OpenToAll)}
    assert is_open == {
        "/healthz",
        "/readyz",
        "/sign-in",
        "/sign-in/openid",
        "/sign-in/openid/callback",
    }


def test_some_routes_need_what_one_would_think() -> None:
    expected = {
        ("GET", "/"): Action.READ,
        ("GET", "/api/v1/search"): Action.READ,
        ("GET", "/load"): Action.LOAD_ACT,
        ("POST", "/load"): Action.LOAD_ACT,
        ("POST", "/api/v1/acts"): Action.LOAD_ACT,
        ("POST", "/api/v1/forms"): Action.LOAD_FORM,
        ("GET", "/accounts"): Action.MANAGE_ACCOUNTS,
        ("POST", "/accounts/{login}/password"): Action.MANAGE_ACCOUNTS,
        ("GET", "/audit"): Action.READ_AUDIT,
        ("GET", "/api/v1/audit"): Action.READ_AUDIT,
    }
    assert {route: RULES[route] for route in expected} == {
        route: needs(action) for route, action in expected.items()
    }


def test_what_changes_something_needs_more_than_reading() -> None:
    harmless = {Action.READ, Action.READ_CHANGES, Action.READ_UPDATES, Action.READ_DUTIES}
    for (method, path), rule in RULES.items():
        if method != "GET" and isinstance(rule, Needs) and (method, path) not in BY_THE_DOMAIN:
            assert rule.action not in harmless, (method, path)


# --- the matrix --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_a_role_gets_where_it_may_and_nowhere_else(
    base: Bilim, client: TestClient, role: Role
) -> None:
    for method, path in ROUTES:
        rule = RULES[method, path]
        answer = _asked(base, client, method, path, role)
        where = f"{role} {method} {path}: {answer.status_code} {answer.text[:300]}"
        assert answer.status_code < 500 or path == "/readyz", where
        if isinstance(rule, OpenToAll):
            assert answer.status_code != 403 or method != "GET", where
        elif role not in ALLOWED[rule.action]:
            assert answer.status_code == 403, where
            assert "not_allowed" in answer.text or "Недостаточно прав" in answer.text, where
        else:
            assert answer.status_code != 401 or path == "/account/password", where
            assert not answer.headers.get("location", "").startswith("/sign-in?"), where
            if not (role is Role.RESPONSIBLE and rule.action in OF_OWN_BODY):
                assert answer.status_code != 403 or (method, path) in BY_THE_DOMAIN, where


@pytest.mark.parametrize(("method", "path"), ROUTES, ids=lambda value: value or "-")
def test_nobody_gets_nowhere(base: Bilim, client: TestClient, method: str, path: str) -> None:
    answer = _asked(base, client, method, path, None)
    if isinstance(RULES[method, path], OpenToAll):
        assert answer.status_code in (200, 401, 403, 404, 503)
    elif path.startswith("/api/"):
        assert answer.status_code == 401
        assert answer.json()["code"] == "not_signed_in"
    else:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")


def test_a_responsible_person_without_a_body_sees_nothing_of_any(
    base: Bilim, client: TestClient
) -> None:
    base.accounts.change(LOCAL_ADMINISTRATOR, "responsible", body=None)
    try:
        for (method, path), rule in RULES.items():
            if isinstance(rule, Needs) and rule.action in OF_OWN_BODY:
                answer = _asked(base, client, method, path, Role.RESPONSIBLE)
                assert answer.status_code == 403, (method, path)
    finally:
        base.accounts.change(LOCAL_ADMINISTRATOR, "responsible", body="minjust")


def _asked(base: Bilim, client: TestClient, method: str, path: str, role: Role | None) -> Any:
    """One request with made-up values, in a session of its own."""
    address = re.sub(r"{\w+:path}", "nothing/2020-01-01", path)
    address = re.sub(r"{(day|until)}", "2026-03-02", address)
    address = re.sub(r"{year}", "2026", address)
    address = re.sub(r"{\w+}", "999999", address)
    client.cookies.clear()
    headers = {}
    if role is not None:
        token = begin(base, role.value).token
        headers = {"cookie": f"bilim_session={token}", "x-form-token": form_token_of(token)}
    return client.request(method, address, headers=headers)

"""Signing in by OpenID Connect, against a provider that runs in a process of its own."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.testclient import TestClient

from api.service import Bilim
from api.settings import Settings
from api.use_cases.clock import utc_now
from api.use_cases.openid import OpenId
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Role

from .accounts import ADDRESS, HandClock, add, empty_bilim, visitor

pytest.importorskip("oidc_provider_mock")
pytest.importorskip("authlib")

from api.use_cases.openid_provider import Provider

ROOT = Path(__file__).parents[2]
USERS = [
    {"sub": "1001", "name": "Айгүл Серікова", "preferred_username": "a.serikova",
     "roles": ["bilim-editors", "everybody"]},
    {"sub": "1002", "name": "Марат", "email": "marat@mj.gov.kz", "roles": "bilim-admins"},
    {"sub": "1003", "name": "Без роли", "roles": ["everybody"]},
    {"sub": "1004", "name": "Ничего не сказано"},
    {"sub": "1005", "name": "Тёзка", "preferred_username": "admin", "roles": ["bilim-editors"]},
]  # fmt: skip


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.api.openid_provider", str(port), json.dumps(USERS)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 30
        while True:
            assert process.poll() is None and time.monotonic() < deadline, "no provider"
            try:
                httpx.get(f"{address}/.well-known/openid-configuration").raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def clock() -> HandClock:
    """The provider goes by the real clock, so this one begins there."""
    clock = HandClock()
    clock.now = utc_now()
    return clock


@pytest.fixture
def base(tmp_path: Path, clock: HandClock) -> Iterator[Bilim]:
    with empty_bilim(tmp_path / "home", clock) as bilim:
        add(bilim, "admin", Role.ADMINISTRATOR)
        yield bilim


def settings_of(base: Bilim, issuer: str, **more: str) -> Settings:
    return base.wiring.settings.model_copy(
        update={
            "oidc_issuer": issuer,
            "oidc_client_id": "bilim",
            "oidc_client_secret": "shared-secret",
            "oidc_roles": "bilim-editors=editor;bilim-admins=administrator",
            **more,
        }
    )


@pytest.fixture
def client(base: Bilim, issuer: str, clock: HandClock) -> TestClient:
    settings = settings_of(base, issuer)
    opened = visitor(base, settings=settings)
    assert settings.openid is not None
    provider = Provider(settings.openid, clock)
    opened.app.state.openid = OpenId(base.wiring, settings.openid, provider, clock)  # type: ignore[attr-defined]
    return opened


def depart(client: TestClient, to: str = "/status") -> str:
    """Go to the provider; the address that it is asked at."""
    answer = client.get("/sign-in/openid", params={"next": to})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def approve(address: str, subject: str) -> str:
    """What a person does at the provider; the address that it sends them back to."""
    answer = httpx.post(address, data={"sub": subject})
    assert answer.status_code == 302, answer.text
    return answer.headers["location"].removeprefix(ADDRESS)


def arrive(client: TestClient, subject: str):  # type: ignore[no-untyped-def]
    return client.get(approve(depart(client), subject))


def me(client: TestClient):  # type: ignore[no-untyped-def]
    return client.get("/api/v1/me").json()


# --- the way there and back ---------------------------------------------------------------------


def test_somebody_the_provider_knows_is_signed_in(base: Bilim, client: TestClient) -> None:
    assert "/sign-in/openid?next=" in client.get("/sign-in?next=/acts").text
    answer = arrive(client, "1001")
    assert (answer.status_code, answer.headers["location"]) == (303, "/status")
    assert me(client)["name"] == "Айгүл Серікова (a.serikova)"
    assert me(client)["roles"] == ["editor"]
    account = base.accounts.one(LOCAL_ADMINISTRATOR, "a.serikova")
    assert not account.has_password
    log = base.accounts.audit(LOCAL_ADMINISTRATOR, subject=f"account:{account.id}")
    assert [entry.action for entry in log] == ["sign_in", "link_identity", "add_account"]
    assert log[2].actor.startswith("OpenID http://127.0.0.1")


def test_the_provider_is_asked_with_state_nonce_and_a_challenge(client: TestClient) -> None:
    first, second = (parse_qs(urlsplit(depart(client)).query) for _ in range(2))
    assert first["response_type"] == ["code"]
    assert first["code_challenge_method"] == ["S256"]
    assert first["redirect_uri"] == [f"{ADDRESS}/sign-in/openid/callback"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name][0]) >= 43
        assert first[name] != second[name]


def test_the_same_person_comes_back_to_the_same_account(base: Bilim, client: TestClient) -> None:
    arrive(client, "1002")
    client.cookies.clear()
    arrive(client, "1002")
    assert me(client)["roles"] == ["administrator"]
    logins = [account.login for account in base.accounts.all(LOCAL_ADMINISTRATOR)]
    assert logins == ["admin", "marat@mj.gov.kz"]


def test_what_the_provider_says_of_roles_is_taken_over(base: Bilim, client: TestClient) -> None:
    arrive(client, "1001")
    base.accounts.change(LOCAL_ADMINISTRATOR, "a.serikova", roles=["operator"])
    assert me(client)["roles"] == ["operator"]
    arrive(client, "1001")
    assert me(client)["roles"] == ["editor"]


def test_the_provider_cannot_take_the_last_administrator(
    base: Bilim, client: TestClient, issuer: str
) -> None:
    base.accounts.link(LOCAL_ADMINISTRATOR, "admin", issuer, "1001")
    arrive(client, "1001")
    assert me(client)["roles"] == ["administrator"]


def test_who_has_no_role_here_gets_no_account(base: Bilim, client: TestClient) -> None:
    for subject in ("1003", "1004"):
        answer = arrive(client, subject)
        assert answer.status_code == 401
        assert "учётную запись ведомства не удалось" in answer.text
    assert len(base.accounts.all(LOCAL_ADMINISTRATOR)) == 1


def test_roles_that_the_provider_says_nothing_of_stay_as_they_are(
    base: Bilim, client: TestClient, issuer: str
) -> None:
    add(base, "known", Role.QA)
    base.accounts.link(LOCAL_ADMINISTRATOR, "known", issuer, "1004")
    arrive(client, "1004")
    assert me(client)["roles"] == ["qa"]


def test_a_role_is_found_in_what_only_userinfo_says(base: Bilim, issuer: str) -> None:
    more = {"oidc_roles_claim": "departments", "oidc_roles": "experts=qa"}
    client = visitor(base, settings=settings_of(base, issuer, **more))
    assert arrive(client, "1003").status_code == 303
    assert me(client)["roles"] == ["qa"]


def test_a_namesake_is_not_let_into_an_account_that_exists(base: Bilim, client: TestClient) -> None:
    answer = arrive(client, "1005")
    assert answer.status_code == 409
    assert client.get("/status").status_code == 303
    assert base.accounts.one(LOCAL_ADMINISTRATOR, "admin").display_name == ""


def test_a_disabled_account_stays_out(base: Bilim, client: TestClient) -> None:
    arrive(client, "1001")
    client.cookies.clear()
    base.accounts.change(LOCAL_ADMINISTRATOR, "a.serikova", active=False)
    assert arrive(client, "1001").status_code == 401
    assert client.get("/status").status_code == 303


# --- what goes wrong ----------------------------------------------------------------------------


def test_an_answer_is_taken_once_in_its_own_browser_and_in_time(
    base: Bilim, client: TestClient, issuer: str, clock: HandClock
) -> None:
    back = approve(depart(client), "1001")
    assert visitor(base, settings=settings_of(base, issuer)).get(back).status_code == 401
    assert client.get(back).status_code == 303
    assert client.get(back).status_code == 401
    late = approve(depart(client), "1001")
    clock.move(minutes=11)
    assert client.get(late).status_code == 401


@pytest.mark.parametrize("damage", ["state", "code", "error"])
def test_a_damaged_answer_is_refused(client: TestClient, damage: str) -> None:
    back = approve(depart(client), "1001")
    if damage == "error":
        back = re.sub(r"code=[^&]+", "error=access_denied", back)
    else:
        back = re.sub(rf"{damage}=[^&]+", f"{damage}=other", back)
    assert client.get(back).status_code == 401
    assert client.get("/status").status_code == 303


def test_a_code_of_another_attempt_is_refused(client: TestClient) -> None:
    """Injected: the code is real, but made for another nonce."""
    code = parse_qs(urlsplit(approve(depart(client), "1002")).query)["code"][0]
    back = re.sub(r"code=[^&]+", f"code={code}", approve(depart(client), "1001"))
    assert client.get(back).status_code == 401
    assert client.get("/status").status_code == 303


def test_a_token_that_has_run_out_is_refused(client: TestClient, clock: HandClock) -> None:
    clock.move(hours=2)
    assert arrive(client, "1001").status_code == 401


def test_the_way_back_leads_nowhere_else(client: TestClient) -> None:
    back = approve(depart(client, "https://evil.example/"), "1001")
    assert client.get(back).headers["location"] == "/"


def test_a_provider_that_does_not_answer_is_said_to_fail(base: Bilim) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    client = visitor(base, settings=settings_of(base, f"http://127.0.0.1:{port}"))
    assert client.get("/sign-in").status_code == 200
    assert client.get("/sign-in/openid").status_code == 401


def test_a_provider_that_calls_itself_otherwise_is_refused(base: Bilim, issuer: str) -> None:
    client = visitor(base, settings=settings_of(base, f"{issuer}/misnamed"))
    assert client.get("/sign-in/openid").status_code == 401


def test_without_a_provider_there_is_no_such_way(base: Bilim) -> None:
    client = visitor(base)
    assert "/sign-in/openid" not in client.get("/sign-in").text
    assert client.get("/sign-in/openid").status_code == 404
    assert client.get("/sign-in/openid/callback").status_code == 404

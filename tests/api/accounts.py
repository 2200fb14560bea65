"""Accounts for tests: an empty base, a clock that is moved by hand, people with roles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from api.http.app import create_app
from api.service import Bilim
from api.settings import Settings
from api.use_cases.accounts import Accounts
from api.use_cases.api_tokens import ApiTokens
from api.use_cases.sign_in import NewSession, SignIn
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Role

from ..conftest import open_bilim

PASSWORD = "tree-lamp-river-17"
ADDRESS = "http://127.0.0.1:8000"
NOON = dt.datetime(2026, 3, 2, 7, 0, tzinfo=dt.UTC)


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        return self.now

    def move(self, **amount: float) -> None:
        self.now += dt.timedelta(**amount)


@contextmanager
def empty_bilim(home: Path, clock: HandClock) -> Iterator[Bilim]:
    """A base without acts or accounts, by ``clock``."""
    bilim = open_bilim(home)
    set_clock(bilim, clock)
    try:
        yield bilim
    finally:
        bilim.sign_in.close()
        bilim.wiring.close()


def set_clock(bilim: Bilim, clock: HandClock) -> None:
    """Let accounts, sessions and tokens go by ``clock``."""
    bilim.accounts = Accounts(bilim.wiring, clock)
    bilim.sign_in = SignIn(bilim.wiring, clock)
    bilim.api_tokens = ApiTokens(bilim.wiring, clock)


def add(bilim: Bilim, login: str, *roles: Role, body: str | None = None) -> None:
    """An account with the password that all have here."""
    bilim.accounts.add(LOCAL_ADMINISTRATOR, login, PASSWORD, roles, body=body)


def begin(bilim: Bilim, login: str) -> NewSession:
    """A session, without the time that a password takes."""
    account = bilim.accounts.one(LOCAL_ADMINISTRATOR, login)
    return bilim.sign_in.sign_in_known(account, address="127.0.0.1")


def visitor(
    bilim: Bilim,
    *,
    settings: Settings | None = None,
    client: tuple[str, int] = ("127.0.0.1", 50000),
    base_url: str = ADDRESS,
    cookies: dict[str, str] | None = None,
) -> TestClient:
    """A browser that follows no redirects by itself."""
    return TestClient(
        create_app(bilim, settings or bilim.wiring.settings),
        base_url=base_url,
        client=client,
        raise_server_exceptions=False,
        follow_redirects=False,
        cookies=cookies,
    )


def signed_in(bilim: Bilim, login: str, **kind: object) -> TestClient:
    """A browser in which somebody is signed in."""
    cookies = {"bilim_session": begin(bilim, login).token}
    return visitor(bilim, cookies=cookies, **kind)  # type: ignore[arg-type]


def form_token(client: TestClient, address: str) -> str:
    """The token in the first form of a page that sends something."""
    page = client.get(address)
    assert page.status_code == 200, (page.status_code, page.headers.get("location"))
    found = re.search(r'name="form_token" value="([0-9a-f]{64})"', page.text)
    assert found is not None, address
    return found[1]

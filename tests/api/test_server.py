"""Starting the server where it cannot or must not listen says so and what to do."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.http.server import (
    AddressError,
    NoAdministratorError,
    configured,
    demand_administrator,
    listen,
)
from api.service import Bilim
from api.settings import Settings
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Role

from .accounts import HandClock, add, empty_bilim


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Bilim]:
    with empty_bilim(tmp_path / "home", HandClock()) as bilim:
        yield bilim


def test_a_port_that_is_taken_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressError, match=f"127.0.0.1:{port}.*--port"):
            listen(Settings(host="127.0.0.1", port=port))


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(AddressError, match=r"192\.0\.2\.1"):
        listen(Settings(host="192.0.2.1", port=0))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.1", "no-such-host.invalid"])
def test_others_are_served_only_once_there_is_an_administrator(base: Bilim, host: str) -> None:
    add(base, "operator", Role.OPERATOR)
    with pytest.raises(NoAdministratorError, match="bilim user add"):
        demand_administrator(base, Settings(host=host))
    add(base, "admin", Role.ADMINISTRATOR)
    demand_administrator(base, Settings(host=host))


def test_a_disabled_administrator_is_none(base: Bilim) -> None:
    add(base, "admin", Role.ADMINISTRATOR)
    add(base, "other", Role.ADMINISTRATOR)
    base.accounts.change(LOCAL_ADMINISTRATOR, "admin", active=False)
    demand_administrator(base, Settings(host="0.0.0.0"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_the_machine_itself_is_served_at_once(base: Bilim, host: str) -> None:
    demand_administrator(base, Settings(host=host))


def test_only_proxies_that_are_named_are_believed(base: Bilim) -> None:
    settings = base.wiring.settings
    assert configured(base, settings).proxy_headers is False
    named = settings.model_copy(update={"trusted_proxies": "10.0.0.1"})
    config = configured(base, named)
    assert config.proxy_headers is True
    assert config.forwarded_allow_ips == "10.0.0.1"

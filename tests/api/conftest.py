"""The HTTP application, in process and behind a real server."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.testclient import TestClient

from api.http.app import create_app
from api.service import Bilim


@pytest.fixture
def client(bilim: Bilim) -> Iterator[TestClient]:
    """A client of the app over the loaded examples; only for reading."""
    with client_of(bilim) as opened:
        yield opened


@pytest.fixture
def feeding_client(bilim_to_feed: Bilim) -> Iterator[TestClient]:
    """A client of an app whose base may be changed."""
    with client_of(bilim_to_feed) as opened:
        yield opened


def client_of(bilim: Bilim) -> TestClient:
    """A client that, as a browser does, gets a 500 rather than the exception behind it."""
    return TestClient(
        create_app(bilim, bilim.wiring.settings),
        base_url="http://127.0.0.1:8000",
        client=("127.0.0.1", 50000),
        raise_server_exceptions=False,
    )


@contextmanager
def running_server(bilim: Bilim) -> Iterator[str]:
    """A real server on a free loopback port, in a thread; yields its address."""
    app = create_app(bilim, bilim.wiring.settings)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=15)

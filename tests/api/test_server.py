"""Starting the server where it cannot listen says so and what to do."""

from __future__ import annotations

import socket

import pytest

from api.http.server import AddressError, listen
from api.settings import Settings


def test_a_port_that_is_taken_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressError, match=f"127.0.0.1:{port}.*--port"):
            listen(Settings(host="127.0.0.1", port=port))


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(AddressError, match=r"192\.0\.2\.1"):
        listen(Settings(host="192.0.2.1", port=0))

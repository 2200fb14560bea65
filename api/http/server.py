"""Running the server. Nothing is printed here; the log goes to standard error as JSON."""

from __future__ import annotations

import socket

import uvicorn

from api.http.app import create_app
from api.http.logs import configure_logging
from api.http.loopback import is_loopback_host
from api.service import Bilim
from api.settings import Settings
from knowledge.errors import BilimError

_SECONDS_TO_FINISH = 10


class AddressError(BilimError):
    """The server cannot listen on the address that it was given."""

    code = "address_unusable"


class NoAdministratorError(BilimError):
    """Others could reach the server, and nobody could keep them out."""

    code = "no_administrator"


def demand_administrator(bilim: Bilim, settings: Settings) -> None:
    """Raise NoAdministratorError where others could reach a server that has no administrator.

    As long as nobody can sign in as one, Bilim serves its own machine only.
    """
    if is_loopback_host(settings.host, settings.port) or bilim.accounts.administrator_exists():
        return
    raise NoAdministratorError(
        f"Bilim does not listen on {settings.host or 'every address'} before there is an "
        f"administrator. Run `bilim user add LOGIN --role administrator` first, or listen on "
        f"127.0.0.1."
    )


def listen(settings: Settings) -> socket.socket:
    """A socket that listens on the settings' host and port. Raises AddressError."""
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise AddressError(
            f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}. Another server "
            f"may be running there; choose another port with --port or BILIM_PORT."
        ) from error


def serve(bilim: Bilim, settings: Settings, listener: socket.socket) -> None:
    """Answer on ``listener`` (see `listen`) until interrupted."""
    configure_logging(settings.log_level)
    uvicorn.Server(configured(bilim, settings)).run(sockets=[listener])


def configured(bilim: Bilim, settings: Settings) -> uvicorn.Config:
    """How the server is run."""
    return uvicorn.Config(
        create_app(bilim, settings),
        # Our own log has a line for every request, with its id and without the query.
        log_config=None,
        access_log=False,
        server_header=False,
        # A header that anybody may send must make nobody local; only named proxies are believed.
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or "",
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
    )

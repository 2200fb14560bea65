"""The command that starts the server."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.common import opened


def serve(
    host: Annotated[str | None, typer.Option(help="Address (default: BILIM_HOST).")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port (default: BILIM_PORT).")
    ] = None,
) -> None:
    """Start the server: the operator's page and the HTTP API.

    On any address but the loopback, only once there is an administrator (`bilim user add`).
    """
    from api.http.server import demand_administrator, listen
    from api.http.server import serve as run_server

    with opened() as bilim:
        settings = bilim.wiring.settings.model_copy(
            update={
                key: value for key, value in (("host", host), ("port", port)) if value is not None
            }
        )
        demand_administrator(bilim, settings)
        listener = listen(settings)
        typer.echo(f"Bilim: http://{settings.host}:{settings.port}/  (Ctrl+C stops it)")
        run_server(bilim, settings, listener)

"""Running the server. Nothing is printed here; the log goes to standard error as JSON."""

from __future__ import annotations

import uvicorn

from api.http.app import create_app
from api.http.logs import configure_logging
from api.service import Bilim
from api.settings import Settings

_SECONDS_TO_FINISH = 10


def serve(bilim: Bilim, settings: Settings) -> None:
    """Answer on the settings' host and port until interrupted."""
    configure_logging(settings.log_level)
    uvicorn.run(
        create_app(bilim, settings),
        host=settings.host,
        port=settings.port,
        # Our own log has a line for every request, with its id and without the query.
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
    )

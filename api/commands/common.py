"""What every command shares: opening the base, dates, JSON, errors."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.encoders.errors import EncoderError
from index.errors import IndexUnusableError
from ingest.errors import IngestError, MissingHeaderError
from knowledge.errors import BilimError, InvalidReferenceError

if TYPE_CHECKING:
    from api.service import Bilim

KNOWN_ERRORS = (BilimError, IngestError, IndexUnusableError, EncoderError)

JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Day, YYYY-MM-DD (default: today).")]


@contextmanager
def opened(*, as_json: bool = False, will_encode: bool = False) -> Iterator[Bilim]:
    """The base that the environment names; known errors become a message and exit code 1.

    With ``will_encode`` the encoder is loaded beside everything else: a cold ``bilim search``
    has to answer within 1.5 s, and the model and the store take a third of it each.
    """
    with reported(as_json=as_json):
        from api.encoder_ahead import EncoderAhead
        from api.settings import Settings

        settings = Settings.from_environment()
        ahead = EncoderAhead(settings.encoder, settings.threads) if will_encode else None
        from api.service import Bilim
        from api.wiring import Wiring

        wiring = Wiring(settings, ahead)
        try:
            yield Bilim(wiring)
        finally:
            wiring.close()


@contextmanager
def reported(*, as_json: bool = False) -> Iterator[None]:
    """Turn known errors into a clear message and exit code 1."""
    try:
        yield
    except KNOWN_ERRORS as error:
        if as_json:
            print_json(error_object(error))
        typer.echo(f"bilim: {error}", err=True)
        raise typer.Exit(1) from None


def error_object(error: Exception) -> dict[str, Any]:
    """An error as JSON: its code, its message, and what is missing where that is known."""
    body: dict[str, Any] = {"code": getattr(error, "code", "error"), "message": str(error)}
    if isinstance(error, MissingHeaderError):
        body["missing"] = list(error.missing)
    return {"error": body}


def print_json(value: Any) -> None:
    """Print a value as JSON, letters as they are."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def read_day(text: str | None, option: str) -> dt.date | None:
    """A day given as YYYY-MM-DD or DD.MM.YYYY. Raises InvalidReferenceError."""
    if text is None:
        return None
    from knowledge.dates import find_date

    day = find_date(text.strip())
    if day is None:
        raise InvalidReferenceError(f"{option}: «{text}» is no date; write 2026-01-31.")
    return day


def check_language(language: str | None) -> str | None:
    """One of the languages of editions. Raises InvalidReferenceError."""
    from knowledge.acts import LANGUAGES

    if language is not None and language not in LANGUAGES:
        raise InvalidReferenceError(
            f"--lang: «{language}» is not known; choose from {', '.join(LANGUAGES)}."
        )
    return language

"""Uploads between preview and confirmation: bytes in a folder, for an hour, for who sent them.

They are no part of the base: nothing reads them but the confirmation of the same person.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from api.use_cases.clock import Clock, utc_now
from ingest.header import ActFacts
from knowledge.accounts.permissions import Actor
from knowledge.errors import NotFoundError

KEPT_FOR = dt.timedelta(hours=1)
_TICKET = re.compile(r"[A-Za-z0-9_-]{43}")


class UploadGoneError(NotFoundError):
    """What was uploaded is not waiting any more: it was confirmed, or an hour has passed."""

    code = "upload_gone"


@dataclass(frozen=True, slots=True)
class WaitingUpload:
    """An upload that waits, with what its sender said of it."""

    name: str
    facts: ActFacts
    replace: bool
    sender: str
    sha256: str
    kept_at: dt.datetime


_FORMAT = TypeAdapter(WaitingUpload)


class WaitingUploads:
    """The uploads that wait in ``folder``. ``most_bytes``: beyond it the oldest make room."""

    def __init__(self, folder: Path, most_bytes: int, clock: Clock = utc_now) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._clock = clock

    def keep(self, actor: Actor, data: bytes, name: str, facts: ActFacts, *, replace: bool) -> str:
        """Keep an upload; returns the ticket by which its sender gets it back."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._make_room(len(data))
        sha256 = hashlib.sha256(data).hexdigest()
        upload = WaitingUpload(name, facts, replace, _sender(actor), sha256, self._clock())
        ticket = secrets.token_urlsafe(32)
        self._write(f"{ticket}.bytes", data)
        # Last: without it the bytes count for nothing.
        self._write(f"{ticket}.json", _FORMAT.dump_json(upload))
        return ticket

    def get(self, actor: Actor, ticket: str) -> tuple[WaitingUpload, bytes]:
        """What ``actor`` uploaded, and its bytes. Raises UploadGoneError."""
        gone = UploadGoneError("This upload is not waiting any more. Send the file again.")
        if not _TICKET.fullmatch(ticket):
            raise gone
        try:
            upload = _FORMAT.validate_json((self._folder / f"{ticket}.json").read_bytes())
            data = (self._folder / f"{ticket}.bytes").read_bytes()
        except FileNotFoundError:
            raise gone from None
        if (
            upload.sender != _sender(actor)
            or self._clock() - upload.kept_at > KEPT_FOR
            or hashlib.sha256(data).hexdigest() != upload.sha256
        ):
            raise gone
        return upload, data

    def forget(self, ticket: str) -> None:
        """Throw an upload away; one that is gone already is no mistake."""
        if _TICKET.fullmatch(ticket):
            for kind in ("json", "bytes"):
                (self._folder / f"{ticket}.{kind}").unlink(missing_ok=True)

    def _make_room(self, wanted: int) -> None:
        """Throw away what has run out, and the oldest until there is room for ``wanted`` bytes."""
        oldest_first = sorted(
            (file.stat().st_mtime, file.stat().st_size, file.stem)
            for file in self._folder.glob("*.bytes")
        )
        total = sum(size for _, size, _ in oldest_first) + wanted
        ends = (self._clock() - KEPT_FOR).timestamp()
        for kept_at, size, ticket in oldest_first:
            if kept_at < ends or total > self._most_bytes:
                self.forget(ticket)
                total -= size

    def _write(self, name: str, data: bytes) -> None:
        path = self._folder / name
        path.touch(mode=0o600)
        path.write_bytes(data)


def _sender(actor: Actor) -> str:
    return f"account:{actor.account_id}" if actor.account_id is not None else actor.name

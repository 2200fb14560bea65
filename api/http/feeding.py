"""Taking uploaded files: facts from form fields, the size, one load at a time.

A load holds the store's only writing transaction. Loads queue here as coroutines, so a burst of
uploads never takes the threads that searches need.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import Annotated, Literal

from fastapi import Depends, Form, UploadFile
from starlette.concurrency import run_in_threadpool

from api.preview_views import LoadPreview
from api.service import Bilim
from api.use_cases.waiting_uploads import WaitingUploads
from api.views import LoadedFile
from ingest.errors import FileTooLargeError
from ingest.header import ActFacts
from knowledge.accounts.permissions import Actor
from knowledge.acts import ActKind, Registration

NEW_STATUSES = frozenset({"new_act", "new_edition", "replaced"})
"""Statuses of an edition after which the base says something that it did not say before."""

_MOST_WAITING = 10
"""So many of the largest files may wait for their confirmation at once."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file with what its sender says of it."""

    facts: ActFacts
    replace: bool


def upload_fields(
    kind: Annotated[ActKind | None, Form(description="The form of the act")] = None,
    issuer: Annotated[str | None, Form(max_length=500, description="Who issued the act")] = None,
    date: Annotated[dt.date | None, Form(description="The act's date")] = None,
    number: Annotated[str | None, Form(max_length=50, description="The act's number")] = None,
    registration: Annotated[
        str | None, Form(max_length=20, description="Number of state registration")
    ] = None,
    language: Annotated[
        Literal["kk", "ru", "en"] | None, Form(description="The language of the text")
    ] = None,
    edition_date: Annotated[dt.date | None, Form(description="The edition's date")] = None,
    replace: Annotated[
        bool, Form(description="Put this text in place of one loaded wrongly for the same day")
    ] = False,
) -> Upload:
    """The optional fields beside an uploaded file; they win over what the file says."""
    facts = ActFacts(
        kind=kind,
        issuer=issuer or None,
        date=date,
        number=number or None,
        registration=Registration(registration) if registration else None,
        language=language,
        edition_date=edition_date,
    )
    return Upload(facts, replace)


UploadFields = Annotated[Upload, Depends(upload_fields)]


@dataclass(frozen=True, slots=True)
class Previewed:
    """What an upload would do, and the ticket by which it is confirmed; empty: nothing to do."""

    preview: LoadPreview
    ticket: str


class Feeder:
    """Loads uploaded files one at a time. ``limit`` is the largest file taken, in bytes."""

    def __init__(self, bilim: Bilim, limit: int, folder: Path) -> None:
        self._bilim = bilim
        self.limit = limit
        self._waiting = WaitingUploads(folder, _MOST_WAITING * limit)
        self._turn = asyncio.Lock()

    async def load(self, actor: Actor, file: UploadFile, upload: Upload) -> LoadedFile:
        """Load a file for ``actor``. Raises IngestError, BilimError and IndexUnusableError."""
        name = self._checked_name(file)
        async with self._turn:
            data = await file.read()
            work = partial(
                self._bilim.load_upload, actor, data, name, upload.facts, replace=upload.replace
            )
            return await run_in_threadpool(work)

    async def look(self, actor: Actor, file: UploadFile, upload: Upload) -> LoadPreview:
        """What loading a file would do; nothing waits for anything. Raises as ``load``."""
        name = self._checked_name(file)
        async with self._turn:
            data = await file.read()
            return await run_in_threadpool(self._look, actor, data, name, upload)

    async def preview(self, actor: Actor, file: UploadFile, upload: Upload) -> Previewed:
        """What loading a file would do; it waits for ``confirm``. Raises as ``load``."""
        name = self._checked_name(file)
        async with self._turn:
            data = await file.read()
            return await run_in_threadpool(self._preview, actor, data, name, upload)

    async def confirm(self, actor: Actor, ticket: str) -> tuple[str, LoadedFile]:
        """Load what was previewed; returns its name too. Raises UploadGoneError, and as ``load``.

        Whatever is refused stays, to be tried again.
        """
        async with self._turn:
            return await run_in_threadpool(self._confirm, actor, ticket)

    def forget(self, ticket: str) -> None:
        """Throw away what was previewed."""
        self._waiting.forget(ticket)

    def _look(self, actor: Actor, data: bytes, name: str, upload: Upload) -> LoadPreview:
        return self._bilim.previews.of_upload(
            actor, data, name, upload.facts, replace=upload.replace
        )

    def _preview(self, actor: Actor, data: bytes, name: str, upload: Upload) -> Previewed:
        preview = self._look(actor, data, name, upload)
        if not preview.brings_news:
            return Previewed(preview, "")
        ticket = self._waiting.keep(actor, data, name, upload.facts, replace=upload.replace)
        return Previewed(preview, ticket)

    def _confirm(self, actor: Actor, ticket: str) -> tuple[str, LoadedFile]:
        upload, data = self._waiting.get(actor, ticket)
        loaded = self._bilim.load_upload(
            actor, data, upload.name, upload.facts, replace=upload.replace
        )
        self._waiting.forget(ticket)
        return upload.name, loaded

    def _checked_name(self, file: UploadFile) -> str:
        if file.size is not None and file.size > self.limit:
            raise FileTooLargeError(
                f"The file has {file.size / 1e6:.0f} MB; at most {self.limit / 1e6:.0f} MB are "
                f"taken. Send the act itself, without scans and pictures."
            )
        return PurePath((file.filename or "").replace("\\", "/")).name or "upload"


def brings_news(loaded: LoadedFile) -> bool:
    """Whether the file brought more than the base said before (a form's rows always count)."""
    return bool(loaded.submissions) or any(e.status in NEW_STATUSES for e in loaded.editions)

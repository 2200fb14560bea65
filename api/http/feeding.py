"""Taking uploaded files: facts from form fields, the size, one load at a time.

A load holds the store's only writing transaction. Loads queue here as coroutines, so a burst of
uploads never takes the threads that searches need.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Annotated, Literal

from fastapi import Depends, Form, UploadFile
from starlette.concurrency import run_in_threadpool

from api.service import Bilim
from api.views import LoadedFile
from ingest.errors import FileTooLargeError
from ingest.header import ActFacts
from knowledge.acts import ActKind, Registration

NEW_STATUSES = frozenset({"new_act", "new_edition", "replaced"})
"""Statuses of an edition after which the base says something that it did not say before."""


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


class Feeder:
    """Loads uploaded files one at a time. ``limit`` is the largest file taken, in bytes."""

    def __init__(self, bilim: Bilim, limit: int) -> None:
        self._bilim = bilim
        self.limit = limit
        self._turn = asyncio.Lock()

    async def load(self, file: UploadFile, upload: Upload) -> LoadedFile:
        """Load a file. Raises IngestError, BilimError and IndexUnusableError."""
        if file.size is not None and file.size > self.limit:
            raise FileTooLargeError(
                f"The file has {file.size / 1e6:.0f} MB; at most {self.limit / 1e6:.0f} MB are "
                f"taken. Send the act itself, without scans and pictures."
            )
        name = PurePath((file.filename or "").replace("\\", "/")).name or "upload"
        async with self._turn:
            data = await file.read()
            work = partial(
                self._bilim.load_upload, data, name, upload.facts, replace=upload.replace
            )
            return await run_in_threadpool(work)


def brings_news(loaded: LoadedFile) -> bool:
    """Whether the file brought more than the base said before (a form's rows always count)."""
    return bool(loaded.submissions) or any(e.status in NEW_STATUSES for e in loaded.editions)

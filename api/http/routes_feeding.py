"""Feeding over HTTP: acts and Annex 1 forms, known by their content and not by their names."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, File, Response, UploadFile

from api.http.actors import ActorOfRequest
from api.http.dependencies import FeederOfApp
from api.http.examples import FORM_EXAMPLE, LOADED_EXAMPLE, shown_as
from api.http.feeding import Upload, UploadFields, brings_news
from api.http.parameters import API, problems
from api.http.rights import needs
from api.views import LoadedFile
from ingest.header import ActFacts
from knowledge.accounts.permissions import Action

router = APIRouter(prefix=API, tags=["feeding"])

UploadedFile = Annotated[
    UploadFile, File(description="DOCX, HTML, PDF with a text layer, Markdown, plain text; XLSX")
]


@router.post(
    "/acts",
    status_code=201,
    dependencies=[Depends(needs(Action.LOAD_ACT))],
    summary="Load an edition of an act",
    responses={
        **shown_as(LOADED_EXAMPLE, 201),
        200: {"model": LoadedFile, "description": "The base holds this already"},
        **problems(409, 413, 415, 422, 503),
    },
)
async def load_act(
    feeder: FeederOfApp,
    actor: ActorOfRequest,
    response: Response,
    file: UploadedFile,
    fields: UploadFields,
) -> LoadedFile:
    """Load the file as a whole or not at all.

    The facts of the act are read from the file; where it does not state them, the answer is 422
    with `missing`, and they are given as fields.
    """
    loaded = await feeder.load(actor, file, fields)
    response.status_code = 201 if brings_news(loaded) else 200
    return loaded


@router.post(
    "/forms",
    status_code=201,
    dependencies=[Depends(needs(Action.LOAD_FORM))],
    summary="Load a form of Annex 1",
    responses={**shown_as(FORM_EXAMPLE, 201), **problems(413, 415, 422, 503)},
)
async def load_form(feeder: FeederOfApp, actor: ActorOfRequest, file: UploadedFile) -> LoadedFile:
    """Load every row of the form as a submission tied to its service and act.

    A form with mistakes is refused as a whole: 422, with `problems` listing every row's.
    """
    return await feeder.load(actor, file, Upload(ActFacts(), replace=False))

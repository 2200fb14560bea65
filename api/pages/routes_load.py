"""The page that takes a file: first what it would change, then, confirmed, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from starlette.responses import Response

from api.http.actors import ActorOfRequest
from api.http.dependencies import FeederOfApp
from api.http.feeding import Feeder, UploadFields, brings_news
from api.http.problems import REFUSALS, headers_of, problem_of
from api.http.rights import needs
from api.pages.errors import show_problem
from api.pages.interface import page, words_for
from api.pages.links import act_address
from api.pages.previewing import show_preview
from api.pages.signing_in import see
from ingest.errors import IngestError
from ingest.header import ActFacts
from knowledge.accounts.permissions import Action
from knowledge.acts import LANGUAGES, ActKind

router = APIRouter(dependencies=[Depends(needs(Action.LOAD_ACT))])


class NoFileError(IngestError):
    """The form came without a file."""

    code = "no_file"


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields, to be shown again after a refusal."""

    facts: ActFacts
    replace: bool = False


@router.get("/load")
def load_page(request: Request, feeder: FeederOfApp) -> Response:
    """The empty form."""
    return page(request, "load.html", _values(feeder, Filled(ActFacts())))


@router.post("/load")
async def load(
    request: Request,
    feeder: FeederOfApp,
    actor: ActorOfRequest,
    fields: UploadFields,
    file: Annotated[UploadFile | str | None, File()] = None,
) -> Response:
    """Take a file; the answer says what it would change and flag, and asks for confirmation."""
    values = _values(feeder, Filled(fields.facts, fields.replace))
    try:
        # A browser sends an empty part with no name where no file was chosen.
        if file is None or isinstance(file, str) or not file.filename:
            raise NoFileError("No file was chosen.")
        values["file"] = file.filename
        previewed = await feeder.preview(actor, file, fields)
    except REFUSALS as error:
        return _refused(request, values, error)
    shown = show_preview(previewed.preview, words_for(request))
    values |= {"shown": shown, "ticket": previewed.ticket, "filled": Filled(ActFacts())}
    return page(request, "preview.html" if previewed.ticket else "load.html", values)


@router.post("/load/confirm")
async def confirm(
    request: Request,
    feeder: FeederOfApp,
    actor: ActorOfRequest,
    ticket: Annotated[str, Form(max_length=100)] = "",
    answer: Annotated[str, Form(max_length=10)] = "load",
) -> Response:
    """Load what was previewed, or throw it away."""
    if answer == "cancel":
        feeder.forget(ticket)
        return see("/load")
    values = _values(feeder, Filled(ActFacts()))
    try:
        values["file"], loaded = await feeder.confirm(actor, ticket)
    except REFUSALS as error:
        return _refused(request, values, error)
    values |= {"loaded": loaded}
    return page(request, "load.html", values, status=201 if brings_news(loaded) else 200)


def _refused(request: Request, values: dict[str, object], error: Exception) -> Response:
    problem = problem_of(error)
    values["problem"] = show_problem(problem, words_for(request))
    return page(request, "load.html", values, status=problem.status, headers=headers_of(error))


def _values(feeder: Feeder, filled: Filled) -> dict[str, object]:
    return {
        "limit": feeder.limit,
        "kinds": tuple(kind.value for kind in ActKind),
        "languages": LANGUAGES,
        "filled": filled,
        "file": "",
        "problem": None,
        "loaded": None,
        "shown": None,
        "act_address": act_address,
    }

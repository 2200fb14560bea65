"""The page that takes a file, and says plainly what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, File, Request, UploadFile
from starlette.responses import Response

from api.http.dependencies import FeederOfApp
from api.http.feeding import Feeder, UploadFields, brings_news
from api.http.problems import REFUSALS, headers_of, problem_of
from api.http.same_site import same_site_only
from api.pages.errors import show_problem
from api.pages.interface import page, words_for
from api.pages.links import act_address
from ingest.errors import IngestError
from ingest.header import ActFacts
from knowledge.acts import LANGUAGES, ActKind

router = APIRouter()


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


@router.post("/load", dependencies=[Depends(same_site_only)])
async def load(
    request: Request,
    feeder: FeederOfApp,
    fields: UploadFields,
    file: Annotated[UploadFile | str | None, File()] = None,
) -> Response:
    """Take a file; the answer is the same page with what became of it."""
    values = _values(feeder, Filled(fields.facts, fields.replace))
    try:
        # A browser sends an empty part with no name where no file was chosen.
        if file is None or isinstance(file, str) or not file.filename:
            raise NoFileError("No file was chosen.")
        values["file"] = file.filename
        loaded = await feeder.load(file, fields)
    except REFUSALS as error:
        problem = problem_of(error)
        values["problem"] = show_problem(problem, words_for(request))
        return page(request, "load.html", values, status=problem.status, headers=headers_of(error))
    values |= {"loaded": loaded, "filled": Filled(ActFacts())}
    return page(request, "load.html", values, status=201 if brings_news(loaded) else 200)


def _values(feeder: Feeder, filled: Filled) -> dict[str, object]:
    return {
        "limit": feeder.limit,
        "kinds": tuple(kind.value for kind in ActKind),
        "languages": LANGUAGES,
        "filled": filled,
        "file": "",
        "problem": None,
        "loaded": None,
        "act_address": act_address,
    }

"""Hand-written notes over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.http.actors import ActorOfRequest
from api.http.dependencies import BilimOfApp
from api.http.parameters import API, problems
from api.http.rights import needs
from api.views import CitedProvision, NoteView
from knowledge.accounts.permissions import Action
from knowledge.notes import LONGEST_TEXT, LONGEST_TITLE
from knowledge.updates.transitions import LONGEST_NOTE

router = APIRouter(prefix=API, tags=["notes"])

_READ = [Depends(needs(Action.READ))]
_WRITE = [Depends(needs(Action.WRITE_NOTE))]

NoteId = Annotated[
    str,
    Path(max_length=400, description="The note's id", examples=["order-917-nq-2023-09-14/note/1"]),
]


class NoteRequest(BaseModel):
    """A note as it is written: one language is enough."""

    model_config = ConfigDict(extra="forbid")

    titles: dict[str, Annotated[str, Field(max_length=LONGEST_TITLE)]] = Field(
        description="By language: kk, ru", max_length=2
    )
    texts: dict[str, Annotated[str, Field(max_length=LONGEST_TEXT)]] = Field(
        description="By language: kk, ru", max_length=2
    )
    cites: tuple[CitedProvision, ...] | None = Field(
        None, max_length=50, description="What it rests on; a new version may leave it as it was"
    )

    def pairs(self) -> list[tuple[str, str]] | None:
        """The provisions cited, as pairs of act and eid."""
        return None if self.cites is None else [(c.act_id, c.eid) for c in self.cites]


class WithdrawalRequest(BaseModel):
    """Why a note is taken out of use."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=LONGEST_NOTE)


@router.get(
    "/notes", summary="All notes in use", dependencies=_READ, responses=problems(404, 409, 503)
)
def notes(
    bilim: BilimOfApp,
    act: Annotated[str | None, Query(max_length=200, description="Of this act only")] = None,
) -> tuple[NoteView, ...]:
    """Every note, with the mark of those whose ground has changed."""
    return bilim.notes.all(act)


@router.post(
    "/notes",
    status_code=201,
    summary="Write a note",
    dependencies=_WRITE,
    responses=problems(403, 404, 409, 422, 503),
)
def write(bilim: BilimOfApp, actor: ActorOfRequest, asked: NoteRequest) -> NoteView:
    """A note rests on the provisions that it cites, as they read today."""
    return bilim.notes.write(actor, asked.titles, asked.texts, asked.pairs() or [])


# Before the routes of a note: its id holds slashes, so that they would take this address.
@router.post(
    "/notes/{note_id:path}/withdrawal",
    summary="Take a note out of use",
    dependencies=_WRITE,
    responses=problems(403, 404, 422, 503),
)
def withdraw(
    bilim: BilimOfApp, actor: ActorOfRequest, note_id: NoteId, asked: WithdrawalRequest
) -> NoteView:
    """The note is kept, and not shown beside anything any more."""
    return bilim.notes.withdraw(actor, note_id, asked.reason)


@router.get(
    "/notes/{note_id:path}", summary="A note", dependencies=_READ, responses=problems(404, 503)
)
def note(bilim: BilimOfApp, note_id: NoteId) -> NoteView:
    """A note, also one that was withdrawn."""
    return bilim.notes.one(note_id)


@router.put(
    "/notes/{note_id:path}",
    summary="Give a note a new version",
    dependencies=_WRITE,
    responses=problems(403, 404, 409, 422, 503),
)
def revise(
    bilim: BilimOfApp, actor: ActorOfRequest, note_id: NoteId, asked: NoteRequest
) -> NoteView:
    """Refused (422) while what the note rests on has changed: hand the text in with its update."""
    return bilim.notes.revise(actor, note_id, asked.titles, asked.texts, asked.pairs())

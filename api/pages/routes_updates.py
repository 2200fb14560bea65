"""One update on a page of its own, and the editor's queue of them."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Path, Request, UploadFile
from starlette.responses import Response

from api.http.actors import ActorOfRequest
from api.http.dependencies import BilimOfApp
from api.http.problems import REFUSALS, headers_of, problem_of
from api.http.rights import needs
from api.pages.due import act_name, show_history, show_reasons, show_thing, update_name
from api.pages.errors import show_problem
from api.pages.interface import page, words_for
from api.pages.links import act_address, address, article_address
from api.pages.marking import place_in_words
from api.pages.signing_in import see
from api.service import Bilim
from knowledge.accounts.permissions import Action, Actor, may
from knowledge.updates.transitions import LONGEST_NOTE

router = APIRouter(dependencies=[Depends(needs(Action.READ_UPDATES))])
queue_router = APIRouter(dependencies=[Depends(needs(Action.REVIEW_UPDATE))])

UpdateId = Annotated[int, Path(ge=1, le=2**31 - 1)]
_LONGEST_TEXT = 50_000
_GROUPS = {
    "submitted": "queue_submitted",
    "not_affected": "queue_not_affected",
    "flagged": "queue_flagged",
    "accepted": "queue_accepted",
}
"""The states in which an editor has to act, and the heading of each."""
_MOST_ACCEPTED = 50


@queue_router.get("/queue")
def queue_page(request: Request, bilim: BilimOfApp, actor: ActorOfRequest) -> Response:
    """What waits for an editor: to be accepted, confirmed, given to somebody, or closed."""
    words = words_for(request)
    things = [show_thing(t, words) for t in bilim.board.due(actor) if t.update_id is not None]
    things.sort(key=lambda shown: not shown.thing.overdue)
    by_state = {
        state: [shown for shown in things if shown.thing.state == state] for state in _GROUPS
    }
    accepted = bilim.updates.all(actor, state="accepted", closed_too=True)[:_MOST_ACCEPTED]
    values = {
        "groups": [(state, key, by_state[state]) for state, key in _GROUPS.items()],
        "accepted": accepted,
        "at_bodies": [s for s in things if s.thing.state in ("assigned", "returned")],
        "bodies": {body.id: body for body in bilim.registers.bodies(actor)},
        "findings": sum(
            len(bilim.findings.all(act=act, severity="medium", current=True))
            for act in sorted({s.thing.act_id for s in things if s.thing.act_id})
        ),
        "drafts": [draft for draft in bilim.amending.drafts() if draft.state == "draft"],
        "update_name": update_name,
        "act_name": act_name,
    }
    return page(request, "queue.html", values)


@router.get("/updates/{update_id}")
def update_page(
    request: Request,
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    update_id: UpdateId,
    view: str = "",
    done: str = "",
) -> Response:
    """Why the article must be updated, with the difference, and what can be done now."""
    return _page(request, bilim, actor, update_id, {"in_line": view == "line", "done": done})


@router.post("/updates/{update_id}")
def move(
    request: Request,
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    update_id: UpdateId,
    to: Annotated[str, Form(max_length=20)],
    reason: Annotated[str, Form(max_length=LONGEST_NOTE)] = "",
    text_kk: Annotated[str, Form(max_length=_LONGEST_TEXT)] = "",
    text_ru: Annotated[str, Form(max_length=_LONGEST_TEXT)] = "",
    assignee: Annotated[str, Form(max_length=200)] = "",
    file: Annotated[UploadFile | str | None, File()] = None,
) -> Response:
    """Move an update on; whether that may be is the domain's question."""
    try:
        # A browser sends an empty part with no name where no file was chosen.
        if to == "submitted" and file and not isinstance(file, str) and file.filename:
            name = PurePath(file.filename.replace("\\", "/")).name or "form"
            bilim.board.hand_in_form(actor, update_id, file.file.read(), name)
        else:
            texts = {"kk": text_kk, "ru": text_ru}
            bilim.updates.move(actor, update_id, to, reason=reason, texts=texts, assignee=assignee)
    except REFUSALS as error:
        filled = {"reason": reason, "kk": text_kk, "ru": text_ru, "assignee": assignee, "to": to}
        return _page(request, bilim, actor, update_id, {"filled": filled}, error)
    return see(address(f"/updates/{update_id}", done="1"))


def _page(
    request: Request,
    bilim: Bilim,
    actor: Actor,
    update_id: int,
    values: dict[str, object],
    error: Exception | None = None,
) -> Response:
    words = words_for(request)
    update = bilim.updates.one(actor, update_id)
    things = [t for t in bilim.board.due(actor) if t.update_id == update_id]
    title, language = update_name(update, words)
    problem = problem_of(error) if error else None
    bodies = {body.id: body for body in bilim.registers.bodies(actor)}
    findings = bilim.findings.all(act=update.act_id, severity="medium", current=True)
    common: dict[str, object] = {
        "update": update,
        "title": title,
        "title_language": language,
        "shown": show_thing(things[0], words) if things else None,
        "body": bodies.get(update.body_id or 0),
        "groups": show_reasons(update.reasons, words),
        "places": [place_in_words(eid, words) for eid in update.changed],
        "history": show_history(update.history, words),
        "persons": _persons(bilim, actor, update.body_id) if "assigned" in update.moves else (),
        "second_person": _needs_second_person(actor, update.state, update.moves),
        "findings": len(findings),
        "act_href": act_address(update.act_id),
        "article_href": article_address(update.article_id),
        "longest_note": LONGEST_NOTE,
        "longest_text": _LONGEST_TEXT,
        "filled": {
            "reason": "",
            "assignee": update.assigned_to,
            "to": "",
            "kk": update.texts.get("kk", ""),
            "ru": update.texts.get("ru", ""),
        },
        "in_line": False,
        "done": "",
        "may_review": may(actor, Action.REVIEW_UPDATE),
        "problem": show_problem(problem, words) if problem else None,
    }
    return page(
        request,
        "update.html",
        common | values,
        status=problem.status if problem else 200,
        headers=headers_of(error) if error else {},
    )


def _persons(bilim: Bilim, actor: Actor, body_id: int | None) -> tuple[str, ...]:
    """The names of those whom an update can be given to."""
    if body_id is None:
        return ()
    from knowledge.calendar import today

    persons = bilim.registers.persons(actor, str(body_id), on=today())
    return tuple(dict.fromkeys(person.name for person in persons))


def _needs_second_person(actor: Actor, state: str, moves: tuple[str, ...]) -> bool:
    """Whether the actor could review this, had they not handed it in themselves."""
    ends = {"submitted": "accepted", "not_affected": "closed"}
    return state in ends and may(actor, Action.REVIEW_UPDATE) and ends[state] not in moves

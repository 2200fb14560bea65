"""The responsible person's board: what is due to whom and by when, and the body's services."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request
from starlette.responses import Response

from api.http.actors import ActorOfRequest
from api.http.dependencies import BilimOfApp
from api.http.problems import headers_of, problem_of
from api.http.rights import needs
from api.pages.due import ShownThing, act_name, name_in, show_thing, update_name
from api.pages.errors import show_problem
from api.pages.interface import page, words_for
from api.pages.links import act_address, address
from api.pages.signing_in import see
from api.service import Bilim
from knowledge.accounts.permissions import Action, Actor, may
from knowledge.errors import BilimError

router = APIRouter(dependencies=[Depends(needs(Action.READ_UPDATES))])
duty_router = APIRouter(dependencies=[Depends(needs(Action.FULFIL_DUTY))])

_HISTORY = 50


@router.get("/board")
def board_page(
    request: Request, bilim: BilimOfApp, actor: ActorOfRequest, body: str = "", done: str = ""
) -> Response:
    """What is due, what waits for an editor, the services, and what is over."""
    return _page(request, bilim, actor, body or None, {"done": done})


@duty_router.post("/board/duties/{event_id}/{duty}")
def fulfil(
    request: Request,
    bilim: BilimOfApp,
    actor: ActorOfRequest,
    event_id: Annotated[int, Path(ge=1, le=2**31 - 1)],
    duty: Annotated[str, Path(max_length=60)],
    by: Annotated[str, Form(max_length=500)] = "",
    body: Annotated[str, Form(max_length=60)] = "",
) -> Response:
    """Record that a duty was fulfilled today, and by what."""
    try:
        bilim.duties.fulfil(actor, event_id, duty, by)
    except BilimError as error:
        return _page(request, bilim, actor, body or None, {}, error)
    return see(address("/board", body=body, done="duty"))


def _page(
    request: Request,
    bilim: Bilim,
    actor: Actor,
    body: str | None,
    values: dict[str, object],
    error: BilimError | None = None,
) -> Response:
    words = words_for(request)
    own = bilim.accounts.own_body(actor)
    sees_all = may(actor, Action.READ_UPDATES)
    bodies = bilim.registers.bodies(actor)
    chosen = next((b for b in bodies if body in (b.code, str(b.id))), None)
    things = [show_thing(thing, words) for thing in bilim.board.due(actor, body=body)]
    closed = [u for u in bilim.updates.all(actor, body=body, closed_too=True) if not u.open]
    # Every service of the country is no list to read: an editor chooses a body first.
    services = bilim.board.services(actor, body=body) if body or not sees_all else ()
    problem = problem_of(error) if error else None
    common: dict[str, object] = {
        "own": own,
        "sees_all": sees_all,
        "bodies": bodies,
        "chosen": chosen,
        "body": body or "",
        "to_do": _waiting(things, "body"),
        "waiting": _waiting(things, "editor"),
        "of_center": _waiting(things, "center"),
        "services": services,
        "closed": closed[: -_HISTORY - 1 : -1],
        "may_fulfil": may(actor, Action.FULFIL_DUTY, body_id=actor.body_id),
        "name_in": name_in,
        "update_name": update_name,
        "act_address": act_address,
        "act_name": act_name,
        "done": "",
        "problem": show_problem(problem, words) if problem else None,
    }
    return page(
        request,
        "board.html",
        common | values,
        status=problem.status if problem else 200,
        headers=headers_of(error) if error else {},
    )


def _waiting(things: list[ShownThing], for_whom: str) -> list[ShownThing]:
    """Those that wait for somebody, what is overdue first."""
    found = [shown for shown in things if shown.thing.waits_for == for_whom]
    return sorted(found, key=lambda shown: not shown.thing.overdue)

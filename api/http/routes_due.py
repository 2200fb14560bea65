"""What is due over HTTP: as a list, and as a calendar feed; and previews of uploads."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, File, Query, Request, Response, UploadFile

from api.due_views import DueThing, OwnService
from api.http.actors import ActorOfRequest, IdentityOfRequest, Way
from api.http.dependencies import BilimOfApp, FeederOfApp
from api.http.feeding import UploadFields
from api.http.parameters import API, problems
from api.http.rights import needs
from api.preview_views import LoadPreview
from api.use_cases.clock import utc_now
from knowledge.accounts.permissions import Action, NotAllowedError
from knowledge.accounts.scopes import Scope, actions_of

router = APIRouter(prefix=API, tags=["duties"])

_READ = [Depends(needs(Action.READ_UPDATES))]
_ONLY_READS = actions_of((Scope.READ, Scope.DUTIES))

OfBody = Annotated[str | None, Query(max_length=60, description="Id or code of a state body")]


class FeedTokenError(NotAllowedError):
    """A token that can change something stands in an address, where logs and others see it."""

    code = "feed_token_too_strong"


@router.get(
    "/due", summary="What is due", dependencies=_READ, responses=problems(403, 404, 422, 503)
)
def due(bilim: BilimOfApp, actor: ActorOfRequest, body: OfBody = None) -> tuple[DueThing, ...]:
    """Open updates and duties as one list. A responsible person sees those of their own body."""
    return bilim.board.due(actor, body=body)


@router.get(
    "/due/services",
    summary="The services of a state body",
    dependencies=_READ,
    responses=problems(403, 404, 503),
)
def services(
    bilim: BilimOfApp, actor: ActorOfRequest, body: OfBody = None
) -> tuple[OwnService, ...]:
    """Each with the update that is open for it, if any."""
    return bilim.board.services(actor, body=body)


@router.get(
    "/calendar.ics",
    summary="What is due, as a calendar feed",
    dependencies=[Depends(needs(Action.READ_UPDATES, token_in_address=True))],
    response_class=Response,
    responses={
        200: {"content": {"text/calendar": {"schema": {"type": "string"}}}},
        **problems(403, 404, 422, 503),
    },
)
def calendar(
    request: Request,
    bilim: BilimOfApp,
    identity: IdentityOfRequest,
    body: OfBody = None,
    lang: Annotated[Literal["kk", "ru"], Query(description="The language of the entries")] = "ru",
    token: Annotated[
        str | None,
        Query(max_length=200, description="An API token of the scopes read and duties only"),
    ] = None,
) -> Response:
    """RFC 5545, one all-day entry for each thing that is due, with a UID that stays.

    Calendars can send no header, so a token may stand in the address, but only one that can
    change nothing: addresses are kept in many places.
    """
    from api.calendar_feed import MEDIA_TYPE, calendar_of

    actor = identity.actor
    by_address = token is not None and identity.way is Way.TOKEN
    if by_address and (actor.actions is None or actor.actions - _ONLY_READS):
        raise FeedTokenError(
            "This token can change something; in an address only a token with no other scopes "
            "than read and duties is taken. Make one for the calendar alone."
        )
    feed = calendar_of(
        bilim.board.due(actor, body=body),
        language=lang,
        store=bilim.wiring.database.identity,
        public_url=request.app.state.public_url,
        now=utc_now(),
    )
    return Response(
        feed,
        media_type=MEDIA_TYPE,
        headers={
            "content-disposition": 'attachment; filename="bilim.ics"',
            "cache-control": "private, no-store",
        },
    )


@router.post(
    "/previews",
    tags=["feeding"],
    summary="What loading a file would change and flag",
    dependencies=[Depends(needs(Action.LOAD_ACT))],
    responses=problems(403, 409, 413, 415, 422, 503),
)
async def preview(
    feeder: FeederOfApp,
    actor: ActorOfRequest,
    file: Annotated[UploadFile, File(description="As for POST /acts and POST /forms")],
    fields: UploadFields,
) -> LoadPreview:
    """The file is loaded, looked at, and the load undone: nothing is stored.

    `POST /acts` with the same file and fields then does what is shown here.
    """
    return await feeder.look(actor, file, fields)

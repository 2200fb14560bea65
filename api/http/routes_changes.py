"""Changes over HTTP: what amendments did, by which orders, and where footnotes do not fit."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from api.change_views import ChangeView, EditionChangesView, RenumberedView
from api.http.dependencies import BilimOfApp
from api.http.examples import CHANGES_BETWEEN_EXAMPLE, CHANGES_SINCE_EXAMPLE
from api.http.parameters import API, LanguageCode, problems
from api.http.rights import needs
from knowledge.accounts.permissions import Action

router = APIRouter(prefix=API, tags=["changes"], dependencies=[Depends(needs(Action.READ_CHANGES))])

_EXAMPLES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "application/json": {
                "examples": {
                    "between": {
                        "summary": "With from and to: one list of changes",
                        "value": CHANGES_BETWEEN_EXAMPLE,
                    },
                    "since": {
                        "summary": "Without: the changes of every edition",
                        "value": CHANGES_SINCE_EXAMPLE,
                    },
                }
            }
        }
    }
}


@router.get(
    "/changes",
    summary="What amendments changed",
    responses={**_EXAMPLES, **problems(404, 409, 422, 503)},
)
def changes(
    bilim: BilimOfApp,
    act: Annotated[
        str | None,
        Query(max_length=200, description="This act only: a reference", examples=["90001"]),
    ] = None,
    old_date: Annotated[
        dt.date | None,
        Query(alias="from", description="The older day; with act and to", examples=["2023-09-14"]),
    ] = None,
    new_date: Annotated[
        dt.date | None,
        Query(alias="to", description="The newer day; with act and from", examples=["2025-07-01"]),
    ] = None,
    since: Annotated[
        dt.date | None,
        Query(
            description="Only editions dated or loaded that day or later", examples=["2025-01-01"]
        ),
    ] = None,
    lang: Annotated[
        LanguageCode | None,
        Query(description="The language of the text; with from and to: ru if left out"),
    ] = None,
) -> tuple[RenumberedView | ChangeView, ...] | tuple[EditionChangesView, ...]:
    """The same as `bilim changes --json`.

    With `act`, `from` and `to`: the provisions that differ between the editions of two days.
    Otherwise every edition against the one before it, oldest first, with `findings`: changes that
    no footnote explains, and footnotes without a change.
    """
    found = bilim.changes.asked(
        act=act, old_date=old_date, new_date=new_date, since=since, language=lang
    )
    return found.changes if isinstance(found, EditionChangesView) else found

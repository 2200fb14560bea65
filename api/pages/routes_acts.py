"""Acts: the list, and one act's whole text as of a day, every provision with its anchor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api.http.dependencies import BilimOfApp
from api.http.rights import needs
from api.pages.interface import interface_language, page
from api.pages.links import act_address, address
from api.pages.reading import day_of, language_of
from api.service import Bilim
from api.views import ActSummary, ActView, ProvisionView
from knowledge.accounts.permissions import Action
from knowledge.calendar import today
from knowledge.errors import NotFoundError

router = APIRouter(dependencies=[Depends(needs(Action.READ))])

_HEADINGS = frozenset({"order", "rules", "chapter", "section", "annex"})


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an act's page: a heading, a provision, or a run of table rows.

    ``anchors`` are the eids of elements whose text stands inside of the provision's.
    """

    kind: str
    provision: ProvisionView
    anchors: tuple[str, ...] = ()
    rows: tuple[Block, ...] = ()


@router.get("/acts")
def acts_page(request: Request, bilim: BilimOfApp) -> Response:
    """Every act in the base with its editions."""
    acts = sorted(bilim.acts(), key=lambda act: act.date, reverse=True)
    return page(request, "acts.html", {"acts": acts, "act_address": act_address})


@router.get("/acts/{act_id:path}")
def act_page(
    request: Request,
    bilim: BilimOfApp,
    act_id: str,
    day_: Annotated[str, Query(alias="day")] = "",
    lang: str = "",
) -> Response:
    """The whole text as of a day; in the page's language where the act has it."""
    day = day_of(day_)
    on = day or today()
    choice = language_of(lang), interface_language(request)
    try:
        view = _act(bilim, act_id, on, *choice)
    except NotFoundError:
        coming = _first_day(bilim, act_id) if day is None else None
        if coming is None:
            raise
        view = _act(bilim, act_id, coming, *choice)
    editions = sorted(
        {edition.date for edition in view.act.editions if edition.language == view.language},
        reverse=True,
    )
    values = {
        "view": view,
        "standing_now": _standing_now(view),
        "blocks": tuple(_blocks(view.provisions)),
        "languages": sorted({edition.language for edition in view.act.editions}),
        "editions": [(date, _href(view, date)) for date in editions],
        "in_text_language": lambda code: act_address(view.act.id, day=view.as_of, lang=code),
        "search_href": address("/", act=view.act.id),
        "title": title_of(view.act, view.language),
    }
    return page(request, "act.html", values)


def title_of(act: ActSummary, language: str) -> str:
    """The title in ``language``, or in whatever language there is."""
    choices = (language, "ru", "kk", "en")
    return next((act.titles[code] for code in choices if act.titles.get(code)), act.id)


def _act(bilim: Bilim, act_id: str, on: dt.date, wanted: str, interface: str) -> ActView:
    """The act in the wanted language; else in the page's, else in any that it has on that day."""
    if wanted:
        return bilim.act(act_id, as_of=on, language=wanted)
    choices = dict.fromkeys((interface, "ru", "kk", "en"))
    refusal: NotFoundError | None = None
    for language in choices:
        try:
            return bilim.act(act_id, as_of=on, language=language)
        except NotFoundError as error:
            refusal = refusal or error
    assert refusal is not None
    raise refusal


def _first_day(bilim: Bilim, act_id: str) -> dt.date | None:
    """The day on which an act that is still to come takes effect."""
    act = next((act for act in bilim.acts() if act.id == act_id), None)
    if act is None:
        return None
    return min((e.in_force_from or e.date for e in act.editions), default=None)


def _standing_now(view: ActView) -> str:
    """How the shown text stands: one of a day to come is not called in force."""
    start = view.edition.in_force_from or view.edition.date
    return "not_yet_in_force" if start > today() else view.status


def _href(view: ActView, date: dt.date) -> str:
    """The edition's own text: as of the day it took effect."""
    starts = [
        edition.in_force_from or edition.date
        for edition in view.act.editions
        if edition.date == date and edition.language == view.language
    ]
    return act_address(view.act.id, day=starts[0], lang=view.language)


def _blocks(provisions: Sequence[ProvisionView]) -> Iterator[Block]:
    """Fold subparagraphs into what holds them, and neighbouring rows into one table."""
    anchors = _anchors(provisions)
    shown = [provision for provision in provisions if provision.kind != "subparagraph"]
    for (kind, _), run in groupby(shown, _run_of):
        blocks = [Block(kind, p, anchors.get(p.eid, ())) for p in run]
        if kind == "row":
            yield Block("table", blocks[0].provision, rows=tuple(blocks))
        else:
            yield from blocks


def _run_of(provision: ProvisionView) -> tuple[str, str | None]:
    """What belongs together: the rows of one table; everything else stands for itself."""
    if provision.kind == "table_row":
        return "row", provision.parent_eid
    return ("heading" if provision.kind in _HEADINGS else "text"), None


def _anchors(provisions: Sequence[ProvisionView]) -> dict[str, tuple[str, ...]]:
    holders: dict[str, str] = {}
    anchors: dict[str, list[str]] = {}
    for provision in provisions:
        if provision.kind == "subparagraph" and provision.parent_eid:
            holder = holders.get(provision.parent_eid, provision.parent_eid)
            holders[provision.eid] = holder
            anchors.setdefault(holder, []).append(provision.eid)
    return {eid: tuple(inner) for eid, inner in anchors.items()}

"""Articles and the intervals in which their versions are valid, worked out from editions.

A paragraph article is one citable provision of an act, through all editions and languages; a
service article is the standard of one service. Versions are planned anew from *all* editions of
an act in a language, so the order in which editions are loaded cannot matter.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge.acts import CITABLE_KINDS, Provision, ProvisionKind
from knowledge.validity import EntryBasis, EntryIntoForce


class ArticleKind(StrEnum):
    """What an article is made of."""

    PARAGRAPH = "paragraph"
    """One provision; renews itself with every edition."""
    SERVICE = "service"
    """The standard of a service, row by row."""
    NOTE = "note"
    """Written by hand; rests on provisions."""


@dataclass(frozen=True, slots=True)
class DatedEdition:
    """An edition as planning sees it: when it starts, and what it holds."""

    id: int
    date: dt.date
    entry: EntryIntoForce
    provisions: tuple[Provision, ...]
    standards: tuple[tuple[str, tuple[Provision, ...]], ...] = ()

    @property
    def start(self) -> dt.date:
        """The first day in force, or the edition's date where that day is unknown."""
        return self.entry.on or self.date


@dataclass(frozen=True, slots=True)
class VersionPlan:
    """A version of an article in one language: ``valid_from`` included, ``valid_to`` excluded.

    ``rests_on`` names the provisions (eid, content hash) that the version rests on.
    ``certain_from`` is the first day on which the text is known to be in force: the day it took
    effect or, where that is unknown, the day of the next edition that still has it.
    """

    kind: ArticleKind
    eid: str
    valid_from: dt.date
    valid_to: dt.date | None
    start_known: bool
    certain_from: dt.date | None
    edition_id: int
    content_hash: str
    rests_on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _State:
    """What an article says from a day on; None where it says nothing any more."""

    start: dt.date
    start_known: bool
    edition_id: int
    rests_on: tuple[tuple[str, str], ...] | None
    certain_from: dt.date | None = None


def plan_versions(editions: Iterable[DatedEdition]) -> tuple[VersionPlan, ...]:
    """Plan the versions of all articles of one act in one language.

    Editions may come in any order. A provision that is missing or excluded in an edition ends
    its article's version there; one that comes back begins a new version.
    """
    ordered = sorted(editions, key=lambda edition: (edition.start, edition.date, edition.id))
    plans: list[VersionPlan] = []
    for kind, states in (
        (ArticleKind.PARAGRAPH, _paragraph_states(ordered)),
        (ArticleKind.SERVICE, _service_states(ordered)),
    ):
        for eid in sorted(states):
            plans.extend(_intervals(kind, eid, states[eid]))
    return tuple(plans)


def _paragraph_states(editions: Sequence[DatedEdition]) -> dict[str, list[_State]]:
    states: dict[str, list[_State]] = {}
    for edition in editions:
        present = {p.eid: p for p in edition.provisions if _is_article(p)}
        for eid in states.keys() - present.keys():
            gone = _State(edition.start, _known(edition.entry), edition.id, None)
            states[eid] = [*_begun_before(states[eid], edition.start), gone]
        for eid, provision in present.items():
            start, known = _provision_start(edition, provision)
            rests = ((eid, provision.content_hash),)
            state = _State(start, known, edition.id, None if provision.excluded else rests)
            states[eid] = [*_begun_before(states.get(eid, []), edition.start), state]
    return states


def _begun_before(states: Sequence[_State], day: dt.date) -> list[_State]:
    """What still stands of older editions: a later edition knows better what is yet to begin."""
    return [state for state in states if state.start < day]


def _service_states(editions: Sequence[DatedEdition]) -> dict[str, list[_State]]:
    states: dict[str, list[_State]] = {}
    for edition in editions:
        present = dict(edition.standards)
        for eid in states.keys() | present.keys():
            rows = present.get(eid)
            rests = tuple((row.eid, row.content_hash) for row in rows) if rows else None
            states.setdefault(eid, []).append(
                _State(edition.start, _known(edition.entry), edition.id, rests)
            )
    return states


def _is_article(provision: Provision) -> bool:
    if provision.kind not in CITABLE_KINDS:
        return False
    return provision.excluded or bool(provision.text.strip() or provision.heading.strip())


def _known(entry: EntryIntoForce) -> bool:
    return entry.on is not None


def _provision_start(edition: DatedEdition, provision: Provision) -> tuple[dt.date, bool]:
    """An amendment may come into force later than the edition that already prints it."""
    own = provision.in_force
    if own and own.basis is EntryBasis.FIXED and own.on and own.on > edition.start:
        return own.on, True
    return edition.start, _known(edition.entry)


def _intervals(kind: ArticleKind, eid: str, states: list[_State]) -> list[VersionPlan]:
    kept: list[_State] = []
    for state in states:
        if kept and kept[-1].start == state.start:
            kept.pop()
        if not kept or kept[-1].rests_on != state.rests_on:
            kept.append(replace(state, certain_from=state.start if state.start_known else None))
        elif kept[-1].certain_from is None and state.start_known:
            kept[-1] = replace(kept[-1], certain_from=state.start)
    plans = []
    for place, state in enumerate(kept):
        if state.rests_on is None:
            continue
        end = kept[place + 1].start if place + 1 < len(kept) else None
        plans.append(
            VersionPlan(
                kind=kind,
                eid=eid,
                valid_from=state.start,
                valid_to=end,
                start_known=state.start_known,
                certain_from=state.certain_from,
                edition_id=state.edition_id,
                content_hash=_joint_hash(state.rests_on),
                rests_on=state.rests_on,
            )
        )
    return plans


def _joint_hash(rests_on: tuple[tuple[str, str], ...]) -> str:
    if len(rests_on) == 1:
        return rests_on[0][1]
    joined = "\x1f".join(f"{eid}\x1e{content}" for eid, content in rests_on)
    return hashlib.sha256(joined.encode()).hexdigest()


def article_id(act_id: str, eid: str, kind: ArticleKind) -> str:
    """The id of an article: «order-58-2020-05-27/chp_2__para_13»."""
    return f"{act_id}/service/{eid}" if kind is ArticleKind.SERVICE else f"{act_id}/{eid}"


def holder_of(provisions: Sequence[Provision], provision: Provision) -> tuple[Provision, ...]:
    """The elements that hold ``provision``, outermost first (Rules, chapter, section)."""
    by_eid = {other.eid: other for other in provisions}
    holders: list[Provision] = []
    parent = provision.parent_eid
    while parent is not None and parent in by_eid:
        holders.append(by_eid[parent])
        parent = by_eid[parent].parent_eid
    return tuple(reversed(holders))


def is_order_text(provision: Provision) -> bool:
    """Whether the provision belongs to the order's own text, not to what it approves."""
    return is_order_eid(provision.eid)


def is_order_eid(eid: str) -> bool:
    """Whether an eid names an element of the order's own text."""
    return eid == "order" or eid.startswith("order__")


__all__ = [
    "ArticleKind",
    "DatedEdition",
    "ProvisionKind",
    "VersionPlan",
    "article_id",
    "holder_of",
    "is_order_eid",
    "is_order_text",
    "plan_versions",
]

"""Draft editions: made from amending orders, kept in step, decided by a person.

Whatever is loaded, in whatever order (the order before the act, the act before the order, the
official text before either), ``renew_drafts`` brings the drafts of an act to the same state. A
draft that a person has decided on is not changed any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.acts import Edition
from knowledge.amending.applying import Draft, apply_order
from knowledge.amending.basing import (
    DatedText,
    base_for,
    draft_date,
    has_changes_of,
    official_text,
)
from knowledge.amending.comparing import Comparison, compare
from knowledge.amending.instructions import AmendingOrder, InstructionKind
from knowledge.amending.places import Holder
from knowledge.changes import EditionText
from knowledge.store.amending_json import (
    comparison_from_json,
    comparison_to_json,
    provisions_from_json,
    provisions_to_json,
)
from knowledge.store.amending_orders import StoredOrder, orders_on, reference_of, stored_order
from knowledge.store.amending_tables import AmendingOrderRow, DraftEditionRow
from knowledge.store.edition_pairs import text_of_edition
from knowledge.store.loading import header_of_act
from knowledge.store.reading import editions_of_act
from knowledge.store.tables import ActRow, EditionRow
from knowledge.store.update_detection import detect_updates
from knowledge.store.versions import renew_versions
from knowledge.validity import UNKNOWN_ENTRY


class DraftState(StrEnum):
    """How a draft stands."""

    DRAFT = "draft"
    """To be decided on."""
    ACCEPTED = "accepted"
    """It became an edition, to be replaced by the official text."""
    REJECTED = "rejected"
    REPLACED = "replaced"
    """The official text came before anybody decided."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one instruction; ``reason`` is "" where it was applied."""

    position: int
    reason: str
    eids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft edition as it is kept."""

    id: int
    order: StoredOrder
    act_id: str
    language: str
    base_edition_id: int
    date: dt.date
    text: EditionText
    results: tuple[Result, ...]
    concerned: tuple[str, ...]
    state: DraftState
    made_at: dt.datetime
    decided_by: str | None
    reason: str
    accepted_edition_id: int | None
    official_edition_id: int | None
    comparison: Comparison | None


def try_order(session: Session, order: AmendingOrder, act_id: str) -> Draft | None:
    """What an order that is not kept would make of a stored act; None where there is no text.

    There is none where the act has no edition in the order's language that the order could amend.
    """
    orders = [one for one in orders_on(session, act_id, order.language)
              if (one.order.number, one.order.date) != (order.number, order.date)]  # fmt: skip
    if order.date is None:
        return None
    base = base_for(order, _texts(session, act_id, order.language))
    if base is None:
        return None
    waiting = [
        one
        for one in orders
        if one.order.date is not None
        and one.order.date <= order.date
        and not has_changes_of(base.text, one.order)
    ]
    return _draft(session, order, base.text, waiting, act_id)


def _texts(session: Session, act_id: str, language: str) -> list[DatedText]:
    made_here = set(_accepted_editions(session, act_id))
    return [
        DatedText(e.id, e.date, text_of_edition(session, e), e.id in made_here)
        for e in editions_of_act(session, act_id, language)
    ]


# --- keeping in step ----------------------------------------------------------------------------


def renew_drafts(session: Session, act_id: str, language: str) -> tuple[int, ...]:
    """Bring the drafts of an act in a language in step; returns the ids of those that changed."""
    orders = orders_on(session, act_id, language)
    if not orders:
        return ()
    editions = _texts(session, act_id, language)
    changed: list[int] = []
    waiting: list[StoredOrder] = []
    for stored in orders:
        row = _row(session, stored.id, act_id)
        if row is not None and row.state == DraftState.REJECTED:
            continue
        others = [e for e in editions if row is None or e.edition_id != row.accepted_edition_id]
        base = base_for(stored.order, others)
        if base is None or not _amends_text(session, stored, act_id):
            continue
        before = [w for w in waiting if not has_changes_of(base.text, w.order)]
        if row is None or row.state == DraftState.DRAFT:
            draft = _draft(session, stored.order, base.text, before, act_id)
            row, is_new = _keep(session, stored, act_id, base, draft)
            changed += [row.id] if is_new else []
        official = official_text(stored.order, editions)
        if official is not None and row.official_edition_id != official.edition_id:
            _official_has_come(session, row, official)
            changed.append(row.id)
        elif official is None:
            waiting.append(stored)
    return tuple(dict.fromkeys(changed))


def _amends_text(session: Session, stored: StoredOrder, act_id: str) -> bool:
    own = reference_of(session.get_one(ActRow, act_id))
    return any(
        one.kind is not InstructionKind.REPEAL or one.place.holder is not Holder.ACT
        for one in stored.order.for_act(own)
    )


def _draft(
    session: Session,
    order: AmendingOrder,
    base: EditionText,
    before: Sequence[StoredOrder],
    act_id: str,
) -> Draft:
    """The draft on ``base``, after the orders that came before and are not in it yet."""
    own = reference_of(session.get_one(ActRow, act_id))
    for earlier in before:
        base = apply_order(earlier.order, earlier.order.for_act(own), base).text
    return apply_order(order, order.for_act(own), base)


def _row(session: Session, order_id: int, act_id: str) -> DraftEditionRow | None:
    return session.scalar(
        select(DraftEditionRow).where(
            DraftEditionRow.order_id == order_id, DraftEditionRow.act_id == act_id
        )
    )


def _keep(
    session: Session, stored: StoredOrder, act_id: str, base: DatedText, draft: Draft
) -> tuple[DraftEditionRow, bool]:
    row = _row(session, stored.id, act_id)
    values = _values(stored, base, draft)
    if row is not None and row.content_hash == values["content_hash"]:
        unchanged = row.base_edition_id == base.edition_id and row.results == values["results"]
        if unchanged:
            return row, False
    if row is None:
        row = DraftEditionRow(
            order_id=stored.id, act_id=act_id, language=stored.order.language,
            state=DraftState.DRAFT.value, reason="",
        )  # fmt: skip
        session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.made_at = dt.datetime.now(dt.UTC)
    session.flush()
    return row, True


def _values(stored: StoredOrder, base: DatedText, draft: Draft) -> dict[str, Any]:
    positions = {id(one): place for place, one in enumerate(stored.order.instructions)}
    results = [
        {
            "position": positions[id(result.instruction)],
            "reason": result.reason,
            "eids": list(result.eids),
        }
        for result in draft.results
    ]
    return {
        "base_edition_id": base.edition_id,
        "date": draft_date(stored.order),
        "title": draft.text.title,
        "footnotes": list(draft.text.footnotes),
        "provisions": provisions_to_json(draft.text.provisions),
        "results": results,
        "concerned": list(draft.concerned),
        "content_hash": _content_hash(draft.text),
    }


def _content_hash(text: EditionText) -> str:
    import hashlib

    digest = hashlib.sha256(text.title.encode())
    for provision in text.provisions:
        digest.update(f"\x1e{provision.eid}\x1f{provision.content_hash}".encode())
        digest.update("\x1f".join(provision.footnotes).encode())
    return digest.hexdigest()


def _official_has_come(session: Session, row: DraftEditionRow, official: DatedText) -> None:
    """Compare a draft with the official text, and let that take the draft's place."""
    draft = EditionText(row.title, provisions_from_json(row.provisions), tuple(row.footnotes))
    row.comparison = comparison_to_json(compare(draft, official.text, row.concerned))
    row.official_edition_id = official.edition_id
    if row.state == DraftState.DRAFT:
        row.state = DraftState.REPLACED.value
    session.flush()
    if row.accepted_edition_id is not None:
        supersede_accepted(session, row.accepted_edition_id)


def supersede_accepted(session: Session, edition_id: int) -> None:
    """Take an edition that Bilim made out of use; the official text stands in its place."""
    edition = session.get_one(EditionRow, edition_id)
    if edition.superseded_at is not None:
        return
    edition.superseded_at = dt.datetime.now(dt.UTC)
    session.flush()
    renew_versions(session, edition.act_id, edition.language)
    detect_updates(session, edition.act_id, (edition.language,))


def _accepted_editions(session: Session, act_id: str) -> list[int]:
    return [
        edition
        for edition in session.scalars(
            select(DraftEditionRow.accepted_edition_id).where(
                DraftEditionRow.act_id == act_id,
                DraftEditionRow.accepted_edition_id.is_not(None),
            )
        )
        if edition is not None
    ]


def accepted_edition_at(session: Session, act_id: str, language: str, day: dt.date) -> int | None:
    """The edition of a day that Bilim made from an order, if one is in use."""
    return session.scalar(
        select(EditionRow.id)
        .join(DraftEditionRow, DraftEditionRow.accepted_edition_id == EditionRow.id)
        .where(
            EditionRow.act_id == act_id,
            EditionRow.language == language,
            EditionRow.date == day,
            EditionRow.superseded_at.is_(None),
        )
    )


def made_from_order(session: Session, edition_id: int) -> int | None:
    """The draft that an edition was made from, or None for an official text."""
    return session.scalar(
        select(DraftEditionRow.id).where(DraftEditionRow.accepted_edition_id == edition_id)
    )


# --- reading ------------------------------------------------------------------------------------


def all_drafts(session: Session) -> list[StoredDraft]:
    """Every draft, newest first; of an order that was read anew only what was decided on."""
    rows = session.scalars(
        select(DraftEditionRow)
        .join(AmendingOrderRow, AmendingOrderRow.id == DraftEditionRow.order_id)
        .where(
            AmendingOrderRow.superseded_at.is_(None) | (DraftEditionRow.state != DraftState.DRAFT)
        )
        .order_by(DraftEditionRow.id.desc())
    )
    return [stored_draft(session, row) for row in rows]


def draft_by_id(session: Session, draft_id: int) -> StoredDraft | None:
    """A draft, or None."""
    row = session.get(DraftEditionRow, draft_id)
    return stored_draft(session, row) if row is not None else None


def stored_draft(session: Session, row: DraftEditionRow) -> StoredDraft:
    """A stored draft as a value."""
    return StoredDraft(
        id=row.id,
        order=stored_order(session, row.order_id),
        act_id=row.act_id,
        language=row.language,
        base_edition_id=row.base_edition_id,
        date=row.date,
        text=EditionText(row.title, provisions_from_json(row.provisions), tuple(row.footnotes)),
        results=tuple(Result(r["position"], r["reason"], tuple(r["eids"])) for r in row.results),
        concerned=tuple(row.concerned),
        state=DraftState(row.state),
        made_at=row.made_at if row.made_at.tzinfo else row.made_at.replace(tzinfo=dt.UTC),
        decided_by=row.decided_by,
        reason=row.reason,
        accepted_edition_id=row.accepted_edition_id,
        official_edition_id=row.official_edition_id,
        comparison=comparison_from_json(row.comparison),
    )


def provisions_concerned(session: Session, order_id: int) -> tuple[tuple[str, str], ...]:
    """The elements (act id, eid) that an order is about, for flagging what rests on them.

    Every element that its instructions change, and those that could not be applied but are there.
    """
    rows = session.scalars(
        select(DraftEditionRow)
        .where(DraftEditionRow.order_id == order_id)
        .order_by(DraftEditionRow.id)
    )
    return tuple((row.act_id, eid) for row in rows for eid in row.concerned)


def edition_of(session: Session, draft: StoredDraft) -> Edition:
    """The edition that a draft becomes when it is accepted."""
    header = header_of_act(session, draft.act_id)
    order = draft.order.order
    titles = {**header.titles, draft.language: draft.text.title}
    return Edition(
        header=replace(header, titles=titles),
        language=draft.language,
        date=draft.date,
        title=draft.text.title,
        provisions=draft.text.provisions,
        entry_into_force=order.entry or UNKNOWN_ENTRY,
        footnotes=draft.text.footnotes,
    )

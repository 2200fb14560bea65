"""Amending orders in the store: kept with their instructions, found again by what they amend.

Keeping the same order twice changes nothing. An order that is loaded again with other
instructions takes the place of the one before, which is kept as superseded.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.acts import ActKind
from knowledge.amending.instructions import (
    ActReference,
    AmendingOrder,
    Instruction,
    InstructionKind,
)
from knowledge.identity import number_key
from knowledge.store.amending_json import (
    place_from_json,
    place_to_json,
    provisions_from_json,
    provisions_to_json,
)
from knowledge.store.amending_tables import AmendingInstructionRow, AmendingOrderRow
from knowledge.store.conversion import entry_from_json, entry_to_json
from knowledge.store.tables import ActRow
from knowledge.validity import UNKNOWN_ENTRY


@dataclass(frozen=True, slots=True)
class StoredOrder:
    """An amending order with its id. ``act_id`` is the order itself as an act."""

    id: int
    act_id: str
    order: AmendingOrder


def keep_order(session: Session, order: AmendingOrder, act_id: str, sha256: str) -> int:
    """Keep an order that came from a kept source file; returns its id.

    ``order`` must have a number and a date: without them it could not have been loaded as an act.
    """
    assert order.number is not None
    assert order.date is not None
    fingerprint = _fingerprint(order)
    known = session.scalar(
        select(AmendingOrderRow).where(
            AmendingOrderRow.act_id == act_id,
            AmendingOrderRow.language == order.language,
            AmendingOrderRow.superseded_at.is_(None),
        )
    )
    if known is not None and known.fingerprint == fingerprint:
        return known.id
    if known is not None:
        known.superseded_at = dt.datetime.now(dt.UTC)
    row = AmendingOrderRow(
        act_id=act_id,
        language=order.language,
        sha256=sha256,
        kind=order.kind.value if order.kind else None,
        number=order.number,
        date=order.date,
        title=order.title,
        issuer=order.issuer,
        entry=entry_to_json(order.entry),
        unread=list(order.unread),
        fingerprint=fingerprint,
        loaded_at=dt.datetime.now(dt.UTC),
    )
    session.add(row)
    session.flush()
    session.add_all(
        AmendingInstructionRow(order_id=row.id, position=place, **_columns(instruction))
        for place, instruction in enumerate(order.instructions)
    )
    session.flush()
    return row.id


def _columns(one: Instruction) -> dict[str, Any]:
    return {
        "act_kind": one.act.kind.value if one.act.kind else None,
        "act_number": one.act.number,
        "act_number_key": number_key(one.act.number),
        "act_date": one.act.date,
        "provision": one.provision[:200],
        "kind": one.kind.value,
        "place": place_to_json(one.place),
        "text": one.text,
        "old_words": one.old_words,
        "new_words": one.new_words,
        "in_force_from": one.in_force_from,
        "entry": entry_to_json(one.entry),
        "elements": provisions_to_json(one.elements),
        "other_language_only": one.other_language_only,
        "line": one.line,
    }


def _fingerprint(order: AmendingOrder) -> str:
    said = [order.title, order.number, str(order.date), entry_to_json(order.entry)]
    said += [{**_columns(one), "act_date": str(one.act.date),
              "in_force_from": str(one.in_force_from)} for one in order.instructions]  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def stored_order(session: Session, order_id: int) -> StoredOrder:
    """An order by its id, which a draft names."""
    return _order(session, session.get_one(AmendingOrderRow, order_id))


def all_orders(session: Session) -> list[StoredOrder]:
    """Every order that stands, oldest first."""
    rows = session.scalars(
        select(AmendingOrderRow)
        .where(AmendingOrderRow.superseded_at.is_(None))
        .order_by(AmendingOrderRow.date, AmendingOrderRow.id)
    )
    return [_order(session, row) for row in rows]


def orders_on(session: Session, act_id: str, language: str) -> list[StoredOrder]:
    """The orders that amend an act, in one language, oldest first."""
    act = session.get(ActRow, act_id)
    if act is None:
        return []
    naming = select(AmendingInstructionRow.order_id).where(
        AmendingInstructionRow.act_number_key == act.number_key
    )
    rows = session.scalars(
        select(AmendingOrderRow)
        .where(
            AmendingOrderRow.language == language,
            AmendingOrderRow.superseded_at.is_(None),
            AmendingOrderRow.id.in_(naming),
        )
        .order_by(AmendingOrderRow.date, AmendingOrderRow.id)
    )
    own = reference_of(act)
    found = [_order(session, row) for row in rows]
    return [one for one in found if one.order.for_act(own)]


def reference_of(act: ActRow) -> ActReference:
    """By what an order names a stored act."""
    return ActReference(act.number, act.date, ActKind(act.kind))


def acts_named(session: Session, references: Iterable[ActReference]) -> dict[int, str]:
    """The ids of the stored acts that references name, by the place of the reference.

    A reference that fits none, or several, is left out.
    """
    found: dict[int, str] = {}
    for place, reference in enumerate(references):
        rows = session.scalars(
            select(ActRow).where(ActRow.number_key == number_key(reference.number))
        )
        fitting = [row.id for row in rows if reference_of(row).same_as(reference)]
        if len(fitting) == 1:
            found[place] = fitting[0]
    return found


def _order(session: Session, row: AmendingOrderRow) -> StoredOrder:
    rows = session.scalars(
        select(AmendingInstructionRow)
        .where(AmendingInstructionRow.order_id == row.id)
        .order_by(AmendingInstructionRow.position)
    )
    order = AmendingOrder(
        number=row.number,
        date=row.date,
        language=row.language,
        title=row.title,
        issuer=row.issuer,
        entry=entry_from_json(row.entry) or UNKNOWN_ENTRY,
        instructions=tuple(map(_instruction, rows)),
        unread=tuple(row.unread),
        kind=ActKind(row.kind) if row.kind else None,
    )
    return StoredOrder(row.id, row.act_id, order)


def _instruction(row: AmendingInstructionRow) -> Instruction:
    kind = ActKind(row.act_kind) if row.act_kind else None
    return Instruction(
        act=ActReference(row.act_number, row.act_date, kind),
        place=place_from_json(row.place),
        kind=InstructionKind(row.kind),
        text=row.text,
        old_words=row.old_words,
        new_words=row.new_words,
        in_force_from=row.in_force_from,
        entry=entry_from_json(row.entry),
        elements=provisions_from_json(row.elements),
        other_language_only=row.other_language_only,
        line=row.line,
    )

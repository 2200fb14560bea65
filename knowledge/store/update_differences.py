"""The texts behind the reasons of updates: what each provision said before, and says now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.acts import Provision
from knowledge.changes import ChangeKind, shown
from knowledge.notes import place_of
from knowledge.store.conversion import provision_of
from knowledge.store.tables import EditionRow, ProvisionRow
from knowledge.updates.values import Change, Reason

_PART = 500


@dataclass(frozen=True, slots=True)
class ReasonWithTexts:
    """A reason with what there is to show: ``old`` and ``new`` are None where there is nothing.

    ``number`` and ``heading`` are those of the newer text, or of the older where there is no newer.
    """

    reason: Reason
    kind: ChangeKind
    number: str
    heading: str
    old: str | None
    new: str | None


def with_texts(session: Session, reasons: Sequence[Reason]) -> list[ReasonWithTexts]:
    """The reasons with their texts, in the order of the act."""
    provisions = _provisions(session, reasons)
    dated = sorted(reasons, key=lambda r: (r.change.edition_date, r.change.language))
    found = []
    for reason in dated:
        change = reason.change
        old = provisions.get((change.old_edition_id, change.eid))
        if old is None and change.old_hash is not None:
            old = _by_words(session, change)
        new = provisions.get((change.new_edition_id, change.eid))
        found.append((_place(old, new), _with_texts(reason, old, new)))
    found.sort(key=lambda item: (item[1].reason.change.edition_date, item[0]))
    return [item for _, item in found]


def _with_texts(reason: Reason, old: Provision | None, new: Provision | None) -> ReasonWithTexts:
    change = reason.change
    # Words that only moved are nothing to show here, though their place still has them.
    before = old if change.old_hash is not None else None
    after = new if change.new_hash is not None else None
    named = after or before or new or old
    if before is None:
        kind = ChangeKind.ADDED
    elif after is None:
        gone = new is None or not new.excluded
        kind = ChangeKind.REMOVED if gone else ChangeKind.EXCLUDED
    else:
        kind = ChangeKind.AMENDED
    return ReasonWithTexts(
        reason=reason,
        kind=kind,
        number=named.number if named else "",
        heading=named.heading if named else "",
        old=shown(before) if before else None,
        new=shown(after) if after else None,
    )


def _by_words(session: Session, change: Change) -> Provision | None:
    """The older text of a provision whose eid was another one then (another chapter)."""
    rows = session.scalars(
        select(ProvisionRow)
        .where(
            ProvisionRow.edition_id == change.old_edition_id,
            ProvisionRow.content_hash == change.old_hash,
        )
        .order_by(ProvisionRow.position)
    ).all()
    wanted = place_of(change.eid)
    return next((provision_of(row) for row in rows if place_of(row.eid) == wanted), None)


def _place(old: Provision | None, new: Provision | None) -> int:
    found = new or old
    return found.position if found else 0


def _provisions(session: Session, reasons: Sequence[Reason]) -> dict[tuple[int, str], Provision]:
    editions = {
        edition
        for reason in reasons
        for edition in (reason.change.old_edition_id, reason.change.new_edition_id)
    }
    eids = sorted({reason.change.eid for reason in reasons})
    return {
        (row.edition_id, row.eid): provision_of(row)
        for start in range(0, len(eids), _PART)
        for row in session.scalars(
            select(ProvisionRow).where(
                ProvisionRow.edition_id.in_(sorted(editions)),
                ProvisionRow.eid.in_(eids[start : start + _PART]),
            )
        )
    }


def edition_dates(session: Session, reasons: Sequence[Reason]) -> dict[int, dt.date]:
    """The dates of the older editions of reasons, by id."""
    ids = sorted({reason.change.old_edition_id for reason in reasons})
    return {
        row.id: row.date
        for row in session.execute(
            select(EditionRow.id, EditionRow.date).where(EditionRow.id.in_(ids))
        )
    }

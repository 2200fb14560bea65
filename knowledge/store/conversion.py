"""Between rows of the store and values of the domain."""

from __future__ import annotations

from datetime import date
from typing import Any

from knowledge.acts import Provision, ProvisionKind
from knowledge.store.tables import EditionRow, ProvisionRow
from knowledge.validity import EntryBasis, EntryIntoForce


def entry_to_json(entry: EntryIntoForce | None) -> dict[str, Any] | None:
    """An entry into force as JSON."""
    if entry is None:
        return None
    return {
        "basis": entry.basis.value,
        "on": entry.on.isoformat() if entry.on else None,
        "clause": entry.clause,
        "days": entry.days,
        "not_before": entry.not_before.isoformat() if entry.not_before else None,
    }


def entry_from_json(data: dict[str, Any] | None) -> EntryIntoForce | None:
    """The reverse of ``entry_to_json``."""
    if data is None:
        return None
    return EntryIntoForce(
        EntryBasis(data["basis"]),
        date.fromisoformat(data["on"]) if data["on"] else None,
        data["clause"],
        data["days"],
        date.fromisoformat(data["not_before"]) if data["not_before"] else None,
    )


def entry_of_edition(row: EditionRow, published: date | None = None) -> EntryIntoForce:
    """The entry into force of a stored edition, resolved where publication is known."""
    entry = EntryIntoForce(
        EntryBasis(row.entry_basis),
        row.entry_on,
        row.entry_clause,
        row.entry_days,
        row.entry_not_before,
    )
    return entry.resolved(published)


def provision_of(row: ProvisionRow) -> Provision:
    """A stored provision as a value."""
    return Provision(
        eid=row.eid,
        kind=ProvisionKind(row.kind),
        number=row.number,
        heading=row.heading,
        text=row.text,
        parent_eid=row.parent_eid,
        position=row.position,
        footnotes=tuple(row.footnotes),
        excluded=row.excluded,
        in_force=entry_from_json(row.in_force),
    )

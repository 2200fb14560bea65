"""On which edition a draft is made: the newest that does not have the order's changes yet.

Orders come out days before consolidated texts, several may wait at once, and files are loaded in
any order. So the base is worked out from what editions say in their footnotes: an edition that
names an order has its changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.amending.instructions import AmendingOrder
from knowledge.changes import EditionText
from knowledge.changes.footnotes import read_footnote
from knowledge.identity import number_key
from knowledge.validity import EntryBasis


@dataclass(frozen=True, slots=True)
class DatedText:
    """An edition's text. ``made_here``: it is an accepted draft, not an official text."""

    edition_id: int
    date: dt.date
    text: EditionText
    made_here: bool = False


def has_changes_of(text: EditionText, order: AmendingOrder) -> bool:
    """Whether an edition's footnotes name the order."""
    notes = [*text.footnotes, *(note for p in text.provisions for note in p.footnotes)]
    wanted = number_key(order.number or "")
    return any(
        number_key(amendment.order.number) == wanted and amendment.order.date == order.date
        for note in notes
        if (order.number or "") in note
        for amendment in read_footnote(note)
        if not amendment.foreseen
    )


def draft_date(order: AmendingOrder) -> dt.date:
    """The day by which a draft is dated: of effect where the order names it, else its own."""
    assert order.date is not None
    entry = order.entry
    if entry.basis is EntryBasis.FIXED and entry.on is not None:
        return max(entry.on, order.date)
    return entry.on or order.date


def base_for(order: AmendingOrder, editions: Sequence[DatedText]) -> DatedText | None:
    """The newest edition by the draft's day that does not have the order's changes."""
    day = draft_date(order)
    fitting = [
        edition
        for edition in editions
        if edition.date <= day and not has_changes_of(edition.text, order)
    ]
    return max(fitting, key=lambda edition: (edition.date, edition.edition_id), default=None)


def official_text(order: AmendingOrder, editions: Sequence[DatedText]) -> DatedText | None:
    """The first official edition that has the order's changes, or None while it has not come."""
    fitting = [
        edition
        for edition in editions
        if not edition.made_here and has_changes_of(edition.text, order)
    ]
    return min(fitting, key=lambda edition: (edition.date, edition.edition_id), default=None)

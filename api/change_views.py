"""What the doors show of changes between editions, and of footnotes that disagree with them."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from knowledge.changes.changeset import Change, ChangeKind
from knowledge.changes.crosscheck import ExplainedChange, Finding
from knowledge.changes.footnotes import AmendingOrder


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class OrderView(_View):
    """An amending order as the footnotes name it."""

    number: str
    date: dt.date


class ChangeView(_View):
    """One provision that differs; ``old`` or ``new`` is null where there is no such text."""

    eid: str = Field(description="In the newer edition; of what was removed, in the older one")
    number: str
    kind: str = Field(description="added, removed, excluded, amended or renumbered")
    old: str | None
    new: str | None
    amended_by: tuple[OrderView, ...] = Field(description="By the newer edition's footnotes")
    footnote: bool = Field(description="Whether a footnote explains the change")


class RenumberedView(ChangeView):
    """A provision with another number or place; its text may differ as well."""

    old_eid: str
    old_number: str


class FindingView(_View):
    """Where text and footnotes disagree: a change without a footnote, or the reverse."""

    kind: str
    eid: str
    number: str
    old: str | None
    new: str | None
    footnote: str = Field(description="The footnote without a change; else empty")
    amended_by: OrderView | None


class EditionChangesView(_View):
    """What differs between an edition and the one before it."""

    act_id: str
    language: str
    title: str
    old_edition: dt.date
    new_edition: dt.date
    changes: tuple[RenumberedView | ChangeView, ...]
    findings: tuple[FindingView, ...]


def change_view(explained: ExplainedChange) -> ChangeView:
    """A change with what explains it."""
    change = explained.change
    shown = {
        "eid": change.eid,
        "number": change.number,
        "kind": change.kind.value,
        "old": change.old_text,
        "new": change.new_text,
        "amended_by": tuple(map(_order, explained.amended_by)),
        "footnote": bool(explained.amendments),
    }
    if change.kind is ChangeKind.RENUMBERED and change.old is not None:
        shown |= {"old_eid": change.old.eid, "old_number": change.old.number}
        return RenumberedView.model_validate(shown)
    return ChangeView.model_validate(shown)


def finding_view(finding: Finding) -> FindingView:
    """A finding with all that is needed to look at it."""
    change, amendment = finding.change, finding.amendment
    return FindingView(
        kind=finding.kind.value,
        eid=finding.eid,
        number=change.number if change else "",
        old=_text(change, newer=False),
        new=_text(change, newer=True),
        footnote=amendment.footnote if amendment else "",
        amended_by=_order(amendment.order) if amendment else None,
    )


def _text(change: Change | None, *, newer: bool) -> str | None:
    if change is None:
        return None
    return change.new_text if newer else change.old_text


def _order(order: AmendingOrder) -> OrderView:
    return OrderView(number=order.number, date=order.date)

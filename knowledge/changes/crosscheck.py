"""The difference that we compute held against the amendments that the edition itself names.

Each is a witness of the other. A text that changed although no footnote says so may have been
copied wrongly or changed without an order; a footnote without a change may mean that the newer
text was not brought up to date, or that only the other language was changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from knowledge.changes.changeset import (
    Change,
    ChangeKind,
    ChangeSet,
    EditionText,
    compare,
)
from knowledge.changes.footnotes import AmendingOrder, Amendment
from knowledge.changes.located import (
    WHOLE_ACT,
    LocatedAmendment,
    Locator,
    located_amendments,
)
from knowledge.identity import number_key


@dataclass(frozen=True, slots=True)
class ExplainedChange:
    """A change with the amendments of the newer edition's footnotes that explain it."""

    change: Change
    amendments: tuple[Amendment, ...]

    @property
    def amended_by(self) -> tuple[AmendingOrder, ...]:
        """The orders that made the change, oldest first."""
        orders = dict.fromkeys(amendment.order for amendment in self.amendments)
        return tuple(sorted(orders, key=lambda order: (order.date, order.number)))


class FindingKind(StrEnum):
    """How text and footnotes disagree."""

    CHANGE_WITHOUT_FOOTNOTE = "change_without_footnote"
    FOOTNOTE_WITHOUT_CHANGE = "footnote_without_change"


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement, with what is needed to show it.

    ``change`` is the provision in both editions (None: the footnote names an element that the
    newer edition does not have); ``amendment`` is set where a footnote is without a change.
    """

    kind: FindingKind
    eid: str
    change: Change | None
    amendment: Amendment | None = None


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """What differs, each with its explanation, and where text and footnotes disagree."""

    changes: tuple[ExplainedChange, ...]
    findings: tuple[Finding, ...]


def cross_check(
    old: EditionText, new: EditionText, *, old_date: dt.date, language: str
) -> CrossCheck:
    """Compare two editions in ``language`` and hold the changes against the newer footnotes.

    ``old_date`` is the date of the older edition: an order that took effect by then may be in
    its text already, even if its footnotes do not say so.
    """
    return _CrossChecker(old, new, old_date, language).checked()


class _CrossChecker:
    def __init__(
        self, old: EditionText, new: EditionText, old_date: dt.date, language: str
    ) -> None:
        self._old_date = old_date
        self._changes: ChangeSet = compare(old, new)
        self._in_old, self._in_new = Locator(old), Locator(new)
        known = {(one.eid, _key(one.amendment)) for one in located_amendments(old)}
        fresh = [
            one
            for one in located_amendments(new)
            if not one.unseen
            and not one.amendment.foreseen
            and (self._eid_in_old(one.eid), _key(one.amendment)) not in known
        ]
        here = [one for one in fresh if one.amendment.only_in in ("", language)]
        self._certain = [one for one in here if self._is_later(one.amendment)]
        self._possible = [one for one in here if not self._is_later(one.amendment)]
        self._elsewhere = self._excluded_in_old(here)

    def checked(self) -> CrossCheck:
        explained = tuple(
            ExplainedChange(change, self._explanation(change)) for change in self._changes.different
        )
        findings = [
            Finding(FindingKind.CHANGE_WITHOUT_FOOTNOTE, one.change.eid, one.change)
            for one in explained
            if not one.amendments
        ]
        findings += [
            Finding(
                FindingKind.FOOTNOTE_WITHOUT_CHANGE,
                one.eid or "",
                self._changes.by_new_eid.get(one.eid or ""),
                one.amendment,
            )
            for one in self._certain
            if one.eid is not None and not self._shows(one)
        ]
        return CrossCheck(explained, tuple(dict.fromkeys(findings)))

    def _is_later(self, amendment: Amendment) -> bool:
        in_force = amendment.in_force.on if amendment.in_force else None
        return max(amendment.order.date, in_force or dt.date.min) > self._old_date

    def _eid_in_old(self, eid: str | None) -> str | None:
        change = self._changes.by_new_eid.get(eid or "")
        return change.old.eid if change is not None and change.old is not None else eid

    def _excluded_in_old(self, located: Iterable[LocatedAmendment]) -> dict[str, list[Amendment]]:
        """Amendments of elements that the newer edition has no more, by their old eids."""
        found: dict[str, list[Amendment]] = {}
        for one in located:
            if one.eid is None and one.element is not None:
                above = self._changes.by_new_eid.get(one.holder.eid) if one.holder else None
                eid = self._in_old.find(one.element, above.old if above else None)
                if eid is not None:
                    found.setdefault(eid, []).append(one.amendment)
        return found

    def _explanation(self, change: Change) -> tuple[Amendment, ...]:
        for located in (self._certain, self._possible):
            found = [one.amendment for one in located if self._covers(one, change)]
            if found:
                return tuple(dict.fromkeys(found))
        if change.kind is ChangeKind.REMOVED:
            return tuple(self._elsewhere.get(change.eid, ()))
        return ()

    def _covers(self, one: LocatedAmendment, change: Change) -> bool:
        """Whether an amendment is one of the change's provision or of what holds it."""
        if one.eid == WHOLE_ACT:
            return True
        if one.heading_only:
            return one.eid == change.eid and change.new is not None
        return one.eid in self._scope(change)

    def _scope(self, change: Change) -> set[str]:
        """The provision and all that holds it, by eids of the newer edition."""
        if change.new is not None:
            return {change.new.eid, *self._in_new.above(change.new.eid)}
        assert change.old is not None
        above = (self._changes.by_old_eid.get(eid) for eid in self._in_old.above(change.old.eid))
        return {one.new.eid for one in above if one is not None and one.new is not None}

    def _shows(self, one: LocatedAmendment) -> bool:
        """Whether anything that an amendment covers did change."""
        return any(
            self._covers(one, change)
            and (not one.heading_only or change.heading_changed or change.old is None)
            for change in self._changes.different
        )


def _key(amendment: Amendment) -> tuple[str, dt.date]:
    return number_key(amendment.order.number), amendment.order.date

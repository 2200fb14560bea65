"""What differs between two editions of an act, provision by provision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.acts import Provision, ProvisionKind


class ChangeKind(StrEnum):
    """How a provision differs."""

    ADDED = "added"
    REMOVED = "removed"
    EXCLUDED = "excluded"
    AMENDED = "amended"


@dataclass(frozen=True, slots=True)
class Difference:
    """One provision that differs; ``old`` and ``new`` are its texts, None where there is none."""

    eid: str
    number: str
    kind: ChangeKind
    old: str | None
    new: str | None


_COMPARED = frozenset(
    {
        ProvisionKind.PREAMBLE,
        ProvisionKind.RULES,
        ProvisionKind.CHAPTER,
        ProvisionKind.SECTION,
        ProvisionKind.PARAGRAPH,
        ProvisionKind.ANNEX,
        ProvisionKind.TABLE_ROW,
        ProvisionKind.TEXT,
    }
)


def differences(old: Sequence[Provision], new: Sequence[Provision]) -> tuple[Difference, ...]:
    """The provisions that differ, in the order of the newer edition, removed ones at the end.

    Footnotes are not compared: every amendment rewrites them. A paragraph's text holds its
    subparagraphs, so these are not reported again.
    """
    before = {p.eid: p for p in old if p.kind in _COMPARED}
    after = {p.eid: p for p in new if p.kind in _COMPARED}
    found = [
        difference
        for eid, provision in after.items()
        if (difference := _compare(before.get(eid), provision))
    ]
    found += [
        Difference(eid, provision.number, ChangeKind.REMOVED, shown(provision), None)
        for eid, provision in before.items()
        if eid not in after and not provision.excluded
    ]
    return tuple(found)


def _compare(old: Provision | None, new: Provision) -> Difference | None:
    if old is None or (old.excluded and not new.excluded):
        if new.excluded:
            return None
        return Difference(new.eid, new.number, ChangeKind.ADDED, None, shown(new))
    if old.content_hash == new.content_hash:
        return None
    if new.excluded:
        return Difference(new.eid, new.number, ChangeKind.EXCLUDED, shown(old), None)
    return Difference(new.eid, new.number, ChangeKind.AMENDED, shown(old), shown(new))


def shown(provision: Provision) -> str:
    """A provision's heading and text as one text."""
    return "\n".join(part for part in (provision.heading, provision.text) if part)

"""Which provisions of one language stand against which of the other.

They do so by their eid. Where one language has chapters that the other has not, the eids differ
although nothing is missing; then number and order tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.acts import Provision, ProvisionKind

COMPARED = frozenset(
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
"""A paragraph's text holds its subparagraphs, so these are not compared again; signatures differ
as names are written."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A provision in both languages; None where a language has none."""

    left: Provision | None
    right: Provision | None

    @property
    def shown(self) -> Provision:
        """The provision to name the pair by."""
        shown = self.left or self.right
        assert shown is not None, "a pair has a side"
        return shown


def paired(left: Sequence[Provision], right: Sequence[Provision]) -> tuple[Pair, ...]:
    """The pairs, in the order of the left side; what only the right side has comes last."""
    mine = {p.eid: p for p in left if p.kind in COMPARED}
    other = {p.eid: p for p in right if p.kind in COMPARED}
    partners = dict(
        _by_number(
            [p for p in mine.values() if p.eid not in other],
            [p for p in other.values() if p.eid not in mine],
        )
    )
    taken = set(partners.values())
    pairs = [Pair(p, other.get(partners.get(eid, eid))) for eid, p in mine.items()]
    pairs += [Pair(None, p) for eid, p in other.items() if eid not in mine and eid not in taken]
    return tuple(pairs)


def _by_number(left: Iterable[Provision], right: Iterable[Provision]) -> list[tuple[str, str]]:
    """Pairs of eids of lone paragraphs and rows with one number under one root."""
    waiting: dict[tuple[str, str, str], list[str]] = {}
    for provision in right:
        waiting.setdefault(_place(provision), []).append(provision.eid)
    found = []
    for provision in left:
        places = waiting.get(_place(provision))
        if provision.number and places:
            found.append((provision.eid, places.pop(0)))
    return found


def _place(provision: Provision) -> tuple[str, str, str]:
    """What stays the same where only chapters differ: the set of Rules or the annex, the number."""
    parts = provision.eid.split("__")
    kept = [part for part in parts[:-1] if not part.startswith(("chp_", "sec_"))]
    return "__".join(kept), provision.kind.value, provision.number

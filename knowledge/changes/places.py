"""Where a provision stands in its edition: its part, its own name there, its neighbours.

A *part* is the order's own text, a set of Rules or an annex. The eid of a provision begins with
its part and chapter, so a new chapter changes the eids of all that follows, although «пункт 13»
of these Rules is still пункт 13. The place of a provision is blind to that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.acts import Provision, ProvisionKind

PARTS = (ProvisionKind.ORDER, ProvisionKind.RULES, ProvisionKind.ANNEX)
HOLDERS = (ProvisionKind.CHAPTER, ProvisionKind.SECTION)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a provision stands in its edition.

    ``part`` is the eid of its part («» where it has none), ``place`` its kind and name within
    the part, ``order`` its place among all provisions, ``before`` and ``after`` the eids of its
    neighbours of the same kind in the part, ``content`` its content hash.
    """

    part: str
    place: str
    order: int
    before: str | None
    after: str | None
    content: str


def name_of(provision: Provision) -> str:
    """The provision's own name within what holds it: «para_13», «row_8», «annex_2»."""
    names = provision.eid.split("__")
    own = len(names) - 1
    while own and names[own].startswith(("again_", "list_")):
        own -= 1
    return "__".join(names[own:])


def standings(provisions: Sequence[Provision]) -> dict[str, Standing]:
    """How each provision of an edition stands, by eid."""
    by_eid = {provision.eid: provision for provision in provisions}
    parts: dict[str, str] = {}
    lines: dict[tuple[str, ProvisionKind], list[str]] = {}
    for eid, provision in by_eid.items():
        parts[eid] = part_of(provision, by_eid)
        lines.setdefault((parts[eid], provision.kind), []).append(eid)
    beside: dict[str, tuple[str | None, str | None]] = {}
    for line in lines.values():
        before: list[str | None] = [None, *line[:-1]]
        after: list[str | None] = [*line[1:], None]
        beside.update(zip(line, zip(before, after, strict=True), strict=True))
    return {
        eid: Standing(
            parts[eid],
            _place(provision, parts[eid]),
            order,
            *beside[eid],
            content=provision.content_hash,
        )
        for order, (eid, provision) in enumerate(by_eid.items())
    }


def part_of(provision: Provision, by_eid: dict[str, Provision]) -> str:
    """The eid of the part in which a provision stands; "" where there is none."""
    for _ in by_eid:
        if provision.kind in PARTS:
            return provision.eid
        above = by_eid.get(provision.parent_eid or "")
        if above is None:
            break
        provision = above
    return ""


def _place(provision: Provision, part: str) -> str:
    """Paragraphs are numbered through the whole part, sections anew in every chapter."""
    name = name_of(provision)
    if provision.kind is ProvisionKind.SECTION:
        name = provision.eid.removeprefix(f"{part}__")
    return f"{provision.kind} {name}"

"""Finding the element of an edition that an order means; what cannot be found is said so.

Nothing is guessed: a number that does not exist, or that fits two elements, is a reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.acts import Provision, ProvisionKind
from knowledge.amending.places import Holder, Level, Place, Step


class CannotApplyError(Exception):
    """An instruction cannot be applied; ``str()`` is the reason, fit to show a person."""


@dataclass(frozen=True, slots=True)
class Located:
    """An element of the edition, and the steps inside it that its lines have to be asked for."""

    provision: Provision | None
    inside: tuple[Step, ...] = ()

    @property
    def is_act_title(self) -> bool:
        """Whether the act's own title is meant."""
        return self.provision is None


_INSIDE = frozenset(
    {Level.SUBPARA, Level.PART, Level.ABZAC, Level.SENTENCE, Level.COLUMN, Level.TITLE}
)
_KINDS = {
    Level.CHAPTER: ProvisionKind.CHAPTER,
    Level.SECTION: ProvisionKind.SECTION,
    Level.PARA: ProvisionKind.PARAGRAPH,
    Level.ROW: ProvisionKind.TABLE_ROW,
}
_NAMES = {Level.CHAPTER: "chapter", Level.SECTION: "section", Level.PARA: "paragraph",
          Level.ROW: "row", Level.ANNEX: "annex"}  # fmt: skip


def locate(provisions: Sequence[Provision], place: Place) -> Located:
    """The element that ``place`` names. Raises CannotApplyError with the reason."""
    outer = tuple(step for step in place.steps if step.level not in _INSIDE)
    inside = tuple(step for step in place.steps if step.level in _INSIDE)
    if place.holder is not Holder.RULES and not outer and inside:
        if inside[0].level is Level.TITLE:
            return Located(None)
        raise CannotApplyError(f"the order does not say which paragraph «{place.name}» is in")
    current = holder_of_place(provisions, place)
    for step in outer:
        current = _step(provisions, place, current, step)
    if inside and not outer and inside[0].level is not Level.TITLE:
        raise CannotApplyError(f"the order does not say which paragraph «{place.name}» is in")
    return Located(current, inside)


def holder_of_place(provisions: Sequence[Provision], place: Place) -> Provision:
    """The order's own text, or the Rules that a place is in."""
    if place.holder is Holder.RULES:
        return _rules(provisions, place.rules)
    order = next((p for p in provisions if p.kind is ProvisionKind.ORDER), None)
    if order is None:
        raise CannotApplyError("the edition has no text of the order itself")
    return order


def _rules(provisions: Sequence[Provision], title: str) -> Provision:
    roots = [p for p in provisions if p.kind is ProvisionKind.RULES]
    if len(roots) == 1:
        return roots[0]
    if not roots:
        raise CannotApplyError("the act approves no Rules")
    scored = sorted(((_likeness(root.heading, title), -i, root) for i, root in enumerate(roots)),
                    key=lambda item: item[:2])  # fmt: skip
    if not title or scored[-1][0] == scored[-2][0]:
        raise CannotApplyError(
            f"the act approves {len(roots)} sets of Rules, and the order does not say which"
        )
    return scored[-1][2]


_WORD = re.compile(r"[^\W\d_]{4,}")


def _likeness(heading: str, title: str) -> float:
    """The share of the title's words (by their first letters) that a heading has."""
    wanted = {word[:6] for word in _WORD.findall(title.lower())}
    have = {word[:6] for word in _WORD.findall(heading.lower())}
    return len(wanted & have) / len(wanted | have) if wanted else 0.0


def _step(
    provisions: Sequence[Provision], place: Place, current: Provision, step: Step
) -> Provision:
    if step.level is Level.PREAMBLE:
        return _only(
            [p for p in provisions if p.kind is ProvisionKind.PREAMBLE], "preamble", "the order"
        )
    if step.level is Level.ANNEX:
        return _annex(provisions, place, current, step)
    if step.level in (Level.CORNER, Level.NOTE):
        raise CannotApplyError("stamps at the margin and notes to tables are not kept as elements")
    if step.level is Level.ROW and current.kind is not ProvisionKind.ANNEX:
        return _only(
            [
                p
                for p in provisions
                if _is_row(p, step.number) and is_inside(provisions, p, current)
            ],
            f"row {step.number}",
            "the annexes",
        )
    fitting = _children(provisions, current, step)
    if not fitting and step.level is Level.PARA and current.kind is ProvisionKind.ANNEX:
        fitting = [p for p in provisions if _is_row(p, step.number) and p.parent_eid == current.eid]
    return _only(fitting, f"{_NAMES[step.level]} {step.number}", name_of(current))


def _is_row(provision: Provision, number: str) -> bool:
    return provision.kind is ProvisionKind.TABLE_ROW and (
        provision.number == number or provision.eid.endswith(f"__row_{number}")
    )


def _children(provisions: Sequence[Provision], current: Provision, step: Step) -> list[Provision]:
    if step.level is Level.ROW:
        return [p for p in provisions if p.parent_eid == current.eid and _is_row(p, step.number)]
    kind = _KINDS[step.level]
    inside_annex = current.kind is ProvisionKind.ANNEX
    return [
        p
        for p in provisions
        if p.kind is kind
        and p.number == step.number
        and is_inside(provisions, p, current)
        and (inside_annex or not _in_annex(provisions, p))
    ]


def _annex(
    provisions: Sequence[Provision], place: Place, current: Provision, step: Step
) -> Provision:
    annexes = [p for p in provisions if p.kind is ProvisionKind.ANNEX]
    if place.holder is Holder.RULES:
        of_rules = [p for p in annexes if p.parent_eid == current.eid]
    else:
        of_rules = [p for p in annexes if p.parent_eid is None]
        of_rules += [p for p in provisions if p.kind is ProvisionKind.RULES and p.number]
    fitting = _numbered(of_rules, step.number)
    if not fitting and place.holder is not Holder.RULES:
        # «приложение 2 изложить …» without saying to what: the only annex 2 that there is.
        fitting = _numbered(annexes, step.number)
    return _only(fitting, f"annex {step.number}", name_of(current))


def _numbered(annexes: Sequence[Provision], number: str) -> list[Provision]:
    fitting = [p for p in annexes if p.number == number]
    if not fitting and number == "1" and len(annexes) == 1 and not annexes[0].number:
        return list(annexes)
    return fitting


def _only(fitting: Sequence[Provision], name: str, where: str) -> Provision:
    if not fitting:
        raise CannotApplyError(f"there is no {name} in {where}")
    if len(fitting) > 1:
        raise CannotApplyError(f"{name} fits {len(fitting)} elements of {where}")
    return fitting[0]


def name_of(provision: Provision) -> str:
    """How a reason names an element: «the Rules», «annex 2»."""
    if provision.kind is ProvisionKind.ORDER:
        return "the order"
    if provision.kind is ProvisionKind.RULES:
        return "the Rules"
    return f"{provision.kind.value.replace('_', ' ')} {provision.number}".strip()


def is_inside(provisions: Sequence[Provision], provision: Provision, holder: Provision) -> bool:
    """Whether ``provision`` stands in ``holder``, at any depth."""
    parents = {p.eid: p.parent_eid for p in provisions}
    parent = provision.parent_eid
    while parent is not None:
        if parent == holder.eid:
            return True
        parent = parents.get(parent)
    return False


def _in_annex(provisions: Sequence[Provision], provision: Provision) -> bool:
    by_eid = {p.eid: p for p in provisions}
    parent = provision.parent_eid
    while parent is not None and parent in by_eid:
        if by_eid[parent].kind is ProvisionKind.ANNEX:
            return True
        parent = by_eid[parent].parent_eid
    return False


def subtree(provisions: Sequence[Provision], root: Provision) -> list[Provision]:
    """``root`` and everything in it, in order."""
    inside = {root.eid}
    found = [root]
    for provision in provisions:
        if provision.parent_eid in inside and provision.eid not in inside:
            inside.add(provision.eid)
            found.append(provision)
    return found

"""How much speaks for two provisions being one, for every pair of them, in one scale.

Likeness counts as weight of evidence: from 0.95 to 1 is a longer way than from 0.5 to 0.55. The
same number, the same part, the same order and the same neighbours each add a part of that, so
that they decide between paragraphs that are nearly alike, and make nothing out of nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.acts import Provision
from knowledge.changes.likeness import likeness, words_of
from knowledge.changes.places import Standing

if TYPE_CHECKING:
    from knowledge.changes.likeness import Flags, Matrix

IN_ORDER, RENUMBERED, MOVED = 0.3, 0.45, 0.65
"""Likeness from which a provision with another number may be the same one: where it stands in
the same order among its neighbours, elsewhere in its part, in another part of the act.
"""
ENOUGH_WORDS = 6
"""A shorter text at another place is no evidence: «Форма», «Нет»."""

WORDED_ANEW = 0.15
"""Likeness under which not even the same number speaks for a pair."""

FOR_NUMBER, FOR_PART, FOR_ORDER, FOR_NEARNESS = 0.2, 0.15, 0.2, 0.05
FOR_NEIGHBOUR = 0.15
"""For each of the two neighbours whose own pair agrees."""

_LEAD = 0.4
"""How much of the likeness is that of the lead, the heading or the opening words."""
_LEAD_WORDS = 10


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the texts: standings, which parts are one, which pairs are settled.

    ``likely`` pairs speak for their neighbours; ``settled`` ones also fix the order of others.
    """

    old: Mapping[str, Standing]
    new: Mapping[str, Standing]
    parts: Mapping[str, str]
    settled: Mapping[str, str]
    likely: Mapping[str, str]


def said(provision: Provision) -> str:
    """All that a provision says."""
    return f"{provision.heading}\n{provision.text}"


def alike(old: Sequence[Provision], new: Sequence[Provision]) -> Matrix:
    """Likeness of provisions: of all that they say, and once more of their leads.

    An amendment often adds to a list or rewrites a term, and leaves the lead alone.
    """
    whole = likeness([said(p) for p in old], [said(p) for p in new])
    leads = likeness([_lead(p) for p in old], [_lead(p) for p in new])
    return (1 - _LEAD) * whole + _LEAD * leads


def _lead(provision: Provision) -> str:
    """What a provision is about: the heading of a row, else the opening words."""
    return provision.heading or " ".join(provision.text.split()[:_LEAD_WORDS])


def weight(likenesses: Matrix) -> Matrix:
    """Likeness as weight of evidence: 0 for none, nearly 4 for the same text."""
    import numpy as np

    return -np.log(1 - 0.98 * likenesses.clip(0, 1))


def gains(
    old: Sequence[Provision], new: Sequence[Provision], likenesses: Matrix, context: Context
) -> Matrix:
    """What each pair of provisions is worth; 0 where they cannot be one."""
    import numpy as np

    same, near = together(old, new, context)
    in_order = near & _in_same_stretch(old, new, context)
    least = np.where(in_order, IN_ORDER, np.where(near, RENUMBERED, MOVED))
    long = np.array([len(words_of(said(p))) >= ENOUGH_WORDS for p in old], dtype=bool)
    possible = (same & (likenesses >= WORDED_ANEW)) | ((likenesses >= least) & long[:, None])
    agreeing = (
        agreement(old, new, context)
        + FOR_ORDER * in_order
        + FOR_NEIGHBOUR * _agreeing_neighbours(old, new, context)
    )
    return np.where(possible, weight(likenesses) * (1 + agreeing), 0.0)


def together(
    old: Sequence[Provision], new: Sequence[Provision], context: Context
) -> tuple[Flags, Flags]:
    """Which pairs have the same place, and which stand in the same part."""
    before = [context.old[p.eid] for p in old]
    after = [context.new[p.eid] for p in new]
    near = _equal([context.parts.get(s.part) for s in before], [s.part for s in after])
    same = near & _equal([s.place for s in before], [s.place for s in after])
    return same, near


def _equal(before: Sequence[object], after: Sequence[object]) -> Flags:
    """Which of the one are equal to which of the other."""
    import numpy as np

    numbers: dict[object, int] = {}
    first = np.array([numbers.setdefault(one, len(numbers)) for one in before], dtype=np.int64)
    second = np.array([numbers.setdefault(one, len(numbers)) for one in after], dtype=np.int64)
    equal: Flags = first[:, None] == second[None, :]
    return equal


def agreement(old: Sequence[Provision], new: Sequence[Provision], context: Context) -> Matrix:
    """What speaks for each pair beside its texts and its neighbours."""
    import numpy as np

    same, near = together(old, new, context)
    first = np.array([context.old[p.eid].order / len(context.old) for p in old])
    second = np.array([context.new[p.eid].order / len(context.new) for p in new])
    distance: Matrix = np.abs(first[:, None] - second[None, :])
    return FOR_NUMBER * same + FOR_PART * near + FOR_NEARNESS * (1 - distance)


def _in_same_stretch(old: Sequence[Provision], new: Sequence[Provision], context: Context) -> Flags:
    """Whether both stand between the same settled pairs.

    The stretches are cut by the longest run of pairs that have the same order in both editions.
    """
    pairs = [
        (context.old[one].order, context.new[other].order) for one, other in context.settled.items()
    ]
    chain = longest_rising(sorted(pairs))
    cuts_old, cuts_new = [one for one, _ in chain], [other for _, other in chain]
    return _equal(
        [bisect_left(cuts_old, context.old[p.eid].order) for p in old],
        [bisect_left(cuts_new, context.new[p.eid].order) for p in new],
    )


def _agreeing_neighbours(
    old: Sequence[Provision], new: Sequence[Provision], context: Context
) -> Matrix:
    """How many of the two neighbours of a pair are likely to be a pair themselves."""
    import numpy as np

    agreeing = np.zeros((len(old), len(new)))
    for side in ("before", "after"):
        expected = [context.likely.get(getattr(context.old[p.eid], side) or "") for p in old]
        standing = [getattr(context.new[p.eid], side) for p in new]
        for row, eid in enumerate(expected):
            if eid is not None:
                agreeing[row] += [eid == other for other in standing]
    return agreeing


def longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of ``pairs`` (sorted by the first number) that also rises in the second."""
    ends: list[int] = []
    ending: list[int] = []
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        place = bisect_left(ends, value)
        before.append(ending[place - 1] if place else -1)
        if place == len(ends):
            ends.append(value)
            ending.append(index)
        else:
            ends[place], ending[place] = value, index
    chain: list[tuple[int, int]] = []
    index = ending[-1] if ending else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]

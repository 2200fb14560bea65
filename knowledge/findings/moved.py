"""What one language puts elsewhere is not missing: lines and facts that moved."""

from __future__ import annotations

import math
from collections.abc import Sequence

from knowledge.findings.alignment import Bead, Text
from knowledge.findings.comparing import Leftover, Side, unmatched
from knowledge.findings.values import Fact

FAR_LONGER = math.log(1.55)
"""From this logarithm of the ratio of their lengths on, two lines do not say the same."""
_NEAR = 3


def without_moved(beads: Sequence[Bead], mine: Text, other: Text) -> tuple[Bead, ...]:
    """Put a line that one side leaves out together with one that the other side adds.

    A translator who puts a paragraph elsewhere leaves a gap in each text.
    """
    lone_left = [bead for bead in beads if not bead.right]
    lone_right = [bead for bead in beads if not bead.left]
    joined: dict[Bead, Bead | None] = {}
    for one in lone_left:
        first = mine.joined(one.left)
        for two in lone_right:
            second = other.joined(two.right)
            if two not in joined and _say_the_same(first, mine, second, other):
                joined[one], joined[two] = Bead(one.left, two.right), None
                break
    placed = [joined.get(bead, bead) for bead in beads]
    return tuple(bead for bead in placed if bead is not None)


def _say_the_same(first: str, mine: Text, second: str, other: Text) -> bool:
    if abs(math.log(len(second) / len(first))) > FAR_LONGER:
        return False
    return not unmatched(Side(first, mine.language), Side(second, other.language))


def without_moved_facts(leftovers: Sequence[Leftover]) -> list[Leftover]:
    """Leave out facts that the other side has a line or two away.

    Only facts that nothing stands against: where 3 days stand against 5, both stay, whatever
    the next line says.
    """
    kept = [(list(one.left), list(one.right)) for one in leftovers]
    for at, (left, _) in enumerate(kept):
        for near in range(max(0, at - _NEAR), min(len(kept), at + _NEAR + 1)):
            right = kept[near][1]
            if near == at:
                continue
            for fact in list(left):
                twin = next((other for other in right if other.key == fact.key), None)
                if twin is None:
                    continue
                if _stands_alone(fact, kept[at][1]) or _stands_alone(twin, kept[near][0]):
                    left.remove(fact)
                    right.remove(twin)
    return [Leftover(tuple(left), tuple(right)) for left, right in kept]


def _stands_alone(fact: Fact, against: Sequence[Fact]) -> bool:
    return not any(other.kind is fact.kind for other in against)

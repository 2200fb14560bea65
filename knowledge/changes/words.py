"""A difference word by word, for people to read.

The runs of a difference say the newer text when the removed ones are left out, and the older
one when the inserted ones are. A word or two that happen to stand in both texts between two
longer changes are not kept apart: a person reads whole phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from knowledge.acts import comparable


class RunKind(StrEnum):
    """What a run of words is."""

    SAME = "same"
    REMOVED = "removed"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that share their fate. The text of a SAME run is the newer one's."""

    kind: RunKind
    text: str


_TOKEN = re.compile(r"\b(?:\d+(?:-\d+)?|[^\W\d_])\)|\w+(?:[-./:]\w+)*|\s+|[^\w\s]")
"""Numbers of a list («2)») are one token, so that an item leaves with its number."""
_FEW_WORDS = 2
"""So many equal words or fewer do not break a change that is longer on both sides of them."""

_Part = tuple[list[str], list[str]]
"""What stands at a place before and now; two equal lists are a run of equal words."""


def word_difference(old: str, new: str) -> tuple[Run, ...]:
    """How ``old`` became ``new``, word by word; spacing and shapes of quotes aside."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    return tuple(_runs(_slid(_joined(_parts(before, after)))))


def _key(token: str) -> str:
    return comparable(token) or " "


def _parts(before: list[str], after: list[str]) -> list[tuple[bool, _Part]]:
    """(equal or not, tokens before and now), in order; equal and unequal parts alternate."""
    matcher = SequenceMatcher(
        None, [_key(token) for token in before], [_key(token) for token in after], autojunk=False
    )
    parts: list[tuple[bool, _Part]] = []
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        part = before[i1:i2], after[j1:j2]
        equal = list(map(_key, _signs(part[0]))) == list(map(_key, _signs(part[1])))
        if parts and parts[-1][0] == equal:
            _, (earlier_before, earlier_after) = parts.pop()
            part = earlier_before + part[0], earlier_after + part[1]
        parts.append((equal, part))
    return parts


def _signs(tokens: list[str]) -> list[str]:
    """The tokens without the spaces: a space more or less is no difference to show."""
    return [token for token in tokens if not token.isspace()]


def _joined(parts: list[tuple[bool, _Part]]) -> list[tuple[bool, _Part]]:
    """The same with equal parts that are too short to read taken into the changes beside them."""
    while True:
        weak = _weakest(parts)
        if weak is None:
            return parts
        (_, first), (_, middle), (_, last) = parts[weak - 1 : weak + 2]
        merged = (first[0] + middle[0] + last[0], first[1] + middle[1] + last[1])
        parts = [*parts[: weak - 1], (False, merged), *parts[weak + 2 :]]


def _weakest(parts: list[tuple[bool, _Part]]) -> int | None:
    for place in range(1, len(parts) - 1):
        equal, (tokens, _) = parts[place]
        if not equal:
            continue
        words = _words(tokens)
        around = min(_longer_side(parts[place - 1][1]), _longer_side(parts[place + 1][1]))
        if words == 0 or (words <= _FEW_WORDS and words < around):
            return place
    return None


def _longer_side(part: _Part) -> int:
    return max(_words(part[0]), _words(part[1]))


def _words(tokens: list[str]) -> int:
    return sum(token[0].isalnum() for token in tokens)


def _slid(parts: list[tuple[bool, _Part]]) -> list[tuple[bool, _Part]]:
    """The same with « в доме» | « живёт» as « » «в доме » | «живёт»: changes begin with a word."""
    for place in range(1, len(parts) - 1):
        equal, (before, after) = parts[place]
        changed = before or after
        if equal or (before and after) or not changed[0].isspace():
            continue
        following = parts[place + 1][1]
        if not following[1] or following[1][0] != changed[0]:
            continue
        parts[place - 1][1][1].append(changed.pop(0))
        changed.append(following[1].pop(0))
    return parts


def _runs(parts: list[tuple[bool, _Part]]) -> Iterator[Run]:
    for equal, (before, after) in parts:
        if equal:
            if after:
                yield Run(RunKind.SAME, "".join(after))
            continue
        if before:
            yield Run(RunKind.REMOVED, "".join(before))
        if after:
            yield Run(RunKind.INSERTED, "".join(after))


def shortened(runs: tuple[Run, ...], around: int) -> tuple[Run, ...]:
    """The runs with long unchanged ones cut to ``around`` characters beside each change."""
    cut: list[Run] = []
    for place, run in enumerate(runs):
        text = run.text
        if run.kind is RunKind.SAME and len(text) > 2 * around:
            head = text[:around].rpartition(" ")[0] if place else ""
            tail = text[-around:].partition(" ")[2] if place + 1 < len(runs) else ""
            text = f"{head} … {tail}"
        cut.append(Run(run.kind, text))
    return tuple(cut)

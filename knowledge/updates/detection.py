"""What has changed under an article since it was accepted, worked out from *all* editions.

It is a function of the set of editions and of what the article was accepted on, and of nothing
else: running it again, loading editions in another order, or putting a wrong edition right cannot
lose a change or count it twice.

*Accepted on*: the edition, in each language, whose text an article was last accepted with. An
article that was never accepted stands on its first edition by date, so that a base loaded from
scratch has one change for each later edition that made one, on that edition's date.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from knowledge.updates.values import Change


@dataclass(frozen=True, slots=True)
class Ground:
    """An edition as an article sees it.

    ``says`` maps eid to content hash (what is excluded says nothing and is left out); ``rests_on``
    names the provisions that the article rests on if it is read in this edition. Where provisions
    go by other names than their eids here, ``eids`` gives these.
    """

    edition_id: int
    date: dt.date
    says: Mapping[str, str]
    rests_on: frozenset[str]
    eids: Mapping[str, str] = field(default_factory=dict)


def changes_since(
    accepted: Ground | None,
    editions: Iterable[Ground],
    *,
    act_id: str,
    language: str,
    moving_matters: bool = False,
) -> tuple[Change, ...]:
    """The changes of every edition from ``accepted`` on, by date and then by provision.

    ``accepted`` may be a text that was replaced since: the edition that stands at its date now is
    then compared with it too. ``moving_matters``: whether the same words under another number
    count (a note cites numbers; the card of a service does not).
    """
    ordered = sorted(editions, key=lambda ground: (ground.date, ground.edition_id))
    if accepted is None:
        first = next((place for place, one in enumerate(ordered) if one.rests_on), len(ordered))
        chain = ordered[first:]
    else:
        later = (one for one in ordered if one.date >= accepted.date)
        chain = [accepted, *(one for one in later if one.edition_id != accepted.edition_id)]
    return tuple(
        change
        for old, new in pairwise(chain)
        for change in _between(old, new, act_id, language, moving_matters)
    )


def _between(
    old: Ground, new: Ground, act_id: str, language: str, moving_matters: bool
) -> Iterable[Change]:
    differing = [
        (eid, old.says.get(eid), new.says.get(eid))
        for eid in sorted(old.rests_on | new.rests_on)
        if old.says.get(eid) != new.says.get(eid)
    ]
    if not moving_matters:
        differing = _without_moved(differing)
    for eid, old_hash, new_hash in differing:
        yield Change(
            language=language,
            act_id=act_id,
            eid=new.eids.get(eid) or old.eids.get(eid) or eid,
            old_hash=old_hash,
            new_hash=new_hash,
            edition_date=new.date,
            old_edition_id=old.edition_id,
            new_edition_id=new.edition_id,
        )


_Differing = tuple[str, str | None, str | None]


def _without_moved(differing: list[_Differing]) -> list[_Differing]:
    """Leave out what only changed its number: when rows are renumbered, no words are new.

    A number whose words moved away counts as added with what it says now; one whose new words
    came from elsewhere counts as removed with what it said.
    """
    before = Counter(old for _, old, _ in differing if old is not None)
    after = Counter(new for _, _, new in differing if new is not None)
    moved = before & after
    # Of several places with the same words, those that vanish or appear moved first.
    gone = _first(moved, [(eid, old, new is not None) for eid, old, new in differing])
    come = _first(moved, [(eid, new, old is not None) for eid, old, new in differing])
    left = (
        (eid, None if eid in gone else old, None if eid in come else new)
        for eid, old, new in differing
    )
    return [one for one in left if one[1] != one[2]]


def _first(moved: Counter[str], places: list[tuple[str, str | None, bool]]) -> set[str]:
    """As many eids for each text as moved, those marked true last."""
    left = moved.copy()
    chosen = set()
    for eid, text, _ in sorted(places, key=lambda place: place[2]):
        if text is not None and left[text] > 0:
            left[text] -= 1
            chosen.add(eid)
    return chosen

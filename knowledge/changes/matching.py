"""Which provision of the older edition is which of the newer one.

A provision keeps its identity when its number changes: a row inserted into an annex's table
shifts all rows after it, a new annex renumbers the others, a paragraph moves to another chapter.
What is certain is settled first, and every provision is matched at most once:

1. parts (sets of Rules, annexes) by all that they say;
2. the same place with the same content;
3. «13. Исключен …» is the paragraph that had its place; then the same content elsewhere;
4. the rest by likeness, as the assignment that is best on the whole;
5. chapters by their headings and by where their content went;
6. what is left under the same number in the same chapter: worded anew from end to end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from knowledge.acts import Provision, ProvisionKind
from knowledge.changes.assignment import best_pairs
from knowledge.changes.evidence import (
    ENOUGH_WORDS,
    FOR_NUMBER,
    RENUMBERED,
    Context,
    agreement,
    alike,
    gains,
    said,
    together,
    weight,
)
from knowledge.changes.likeness import likeness, words_of
from knowledge.changes.places import HOLDERS, PARTS, Standing, standings

COMPARED = (
    ProvisionKind.PREAMBLE,
    ProvisionKind.RULES,
    ProvisionKind.CHAPTER,
    ProvisionKind.SECTION,
    ProvisionKind.PARAGRAPH,
    ProvisionKind.ANNEX,
    ProvisionKind.TABLE_ROW,
    ProvisionKind.TEXT,
)
"""A paragraph's text holds its subparagraphs, so these are not matched by themselves."""

_SAME_PART = 0.25
"""Likeness from which parts with another number may be one; so much any two parts may share."""
_LIKELY, _CONFIDENT = 0.4, 0.6
"""Likeness from which a pair speaks for its neighbours, and fixes the order of all others."""
_FEW_WORDS = 3
"""Words from which equal texts within one part are one provision."""
_FOR_CONTENT = 2.0
"""How much a chapter's content that went along says, beside the likeness of its heading."""


def match(old: Sequence[Provision], new: Sequence[Provision]) -> dict[str, str]:
    """Eids of the newer edition by eids of the older one, for provisions that are one.

    Parts are among them; provisions of kinds that are not ``COMPARED`` are not.
    """
    matcher = _Matcher(old, new)
    matcher.settle_parts()
    matcher.settle_same_places()
    matcher.settle_exclusions(ProvisionKind.PARAGRAPH)
    matcher.settle_equal_contents()
    matcher.settle_exclusions(*COMPARED)
    matcher.settle_by_likeness()
    matcher.settle_holders()
    matcher.settle_worded_anew()
    return matcher.pairs


class _Matcher:
    """Settles pairs step by step; a settled provision takes no further part."""

    def __init__(self, old: Sequence[Provision], new: Sequence[Provision]) -> None:
        self.pairs: dict[str, str] = {}
        self._old, self._new = standings(old), standings(new)
        self._old_left = {p.eid: p for p in old if p.kind in COMPARED or p.kind in PARTS}
        self._new_left = {p.eid: p for p in new if p.kind in COMPARED or p.kind in PARTS}
        self._parent_of_old = {p.eid: p.parent_eid or "" for p in old}
        self._parent_of_new = {p.eid: p.parent_eid or "" for p in new}
        self._parts = {"": ""}
        self._certain: dict[str, str] = {}
        """Pairs from which the order of others may be told."""

    def _settle(self, old: str, new: str, *, certain: bool = True) -> None:
        kind = self._old_left.pop(old).kind
        del self._new_left[new]
        self.pairs[old] = new
        if certain:
            self._certain[old] = new
        if kind in PARTS:
            self._parts[old] = new

    def _context(self, likely: dict[str, str] | None = None) -> Context:
        settled = self._certain
        return Context(self._old, self._new, self._parts, settled, {**settled, **(likely or {})})

    def _left(self, *kinds: ProvisionKind) -> tuple[list[Provision], list[Provision]]:
        old, new = (
            [provision for provision in left.values() if provision.kind in kinds]
            for left in (self._old_left, self._new_left)
        )
        return old, new

    def _place_in_new(self, old: str) -> tuple[str, str] | None:
        """The part and place that an old provision would have in the newer edition."""
        part = self._parts.get(self._old[old].part)
        return None if part is None else (part, self._old[old].place)

    def _at_same_place(self) -> Iterator[tuple[str, str]]:
        """Pairs that are left at the same place; equal eids go first (numbers may repeat)."""
        standing = {(self._new[eid].part, self._new[eid].place): eid for eid in self._new_left}
        for old in sorted(self._old_left, key=lambda eid: eid not in self._new_left):
            place = self._place_in_new(old)
            if old in self._new_left and place == (self._new[old].part, self._new[old].place):
                yield old, old
            elif place in standing and standing[place] in self._new_left:
                yield old, standing[place]

    # --- parts ----------------------------------------------------------------------------

    def settle_parts(self) -> None:
        """Match the order's text, sets of Rules and annexes."""
        texts_old = _texts_of_parts(self._old_left.values(), self._old)
        texts_new = _texts_of_parts(self._new_left.values(), self._new)
        for kind in PARTS:
            old, new = ([part.eid for part in side] for side in self._left(kind))
            if not old or not new:
                continue
            likenesses = likeness([texts_old[eid] for eid in old], [texts_new[eid] for eid in new])
            worth = weight(likenesses)
            for row, one in enumerate(old):
                for column, other in enumerate(new):
                    if one == other:
                        worth[row, column] += 2 * FOR_NUMBER
                    elif likenesses[row, column] < _SAME_PART:
                        worth[row, column] = 0
            for row, column in best_pairs(worth):
                self._settle(old[row], new[column])
            for eid in old:
                if eid in self._old_left and eid in self._new_left:
                    self._settle(eid, eid)

    # --- certain pairs --------------------------------------------------------------------

    def settle_same_places(self) -> None:
        """Match what stands at the same place with the same content."""
        for old, new in self._at_same_place():
            if self._old[old].content == self._new[new].content:
                self._settle(old, new)

    def settle_equal_contents(self) -> None:
        """Match equal contents at other places, where they are long enough to be no accident."""
        before = _by_content(self._old_left.values(), self._old)
        after = _by_content(self._new_left.values(), self._new)
        for content, old in before.items():
            if content in after:
                self._settle_equals(old, after[content])

    def _settle_equals(self, old: list[Provision], new: list[Provision]) -> None:
        context = self._context()
        words = len(words_of(said(old[0])))
        _, near = together(old, new, context)
        if old[0].kind in HOLDERS:
            enough = near
        else:
            enough = near & (words >= _FEW_WORDS) | (words >= ENOUGH_WORDS)
        worth = (1 + agreement(old, new, context)) * enough
        for row, column in best_pairs(worth):
            self._settle(old[row].eid, new[column].eid, certain=len(old) == len(new) == 1)

    def settle_exclusions(self, *kinds: ProvisionKind) -> None:
        """Match «исключен» with what stood at that place.

        Paragraphs are not renumbered beside an exclusion; the rows of a table may be.
        """
        for old, new in self._at_same_place():
            if self._new_left[new].excluded and self._new_left[new].kind in kinds:
                self._settle(old, new)

    # --- likeness -------------------------------------------------------------------------

    def settle_by_likeness(self) -> None:
        """Match the rest, kind by kind."""
        for kind in COMPARED:
            if kind in PARTS or kind in HOLDERS:
                continue
            old, new = ([p for p in side if not p.excluded] for side in self._left(kind))
            if old and new:
                self._settle_alike(old, new)

    def _settle_alike(self, old: list[Provision], new: list[Provision]) -> None:
        likenesses = alike(old, new)
        pairs = best_pairs(gains(old, new, likenesses, self._context()))
        # Once more, with the order and the neighbours that the surer of these pairs show.
        likely = {old[r].eid: new[c].eid for r, c in pairs if likenesses[r, c] >= _LIKELY}
        sure = {old[r].eid: new[c].eid for r, c in pairs if likenesses[r, c] >= _CONFIDENT}
        context = self._context(likely)
        context = replace(context, settled={**context.settled, **sure})
        for row, column in best_pairs(gains(old, new, likenesses, context)):
            certain = bool(likenesses[row, column] >= _CONFIDENT)
            self._settle(old[row].eid, new[column].eid, certain=certain)

    # --- chapters and sections ------------------------------------------------------------

    def settle_holders(self) -> None:
        """Match chapters, then sections."""
        import numpy as np

        went = self._shares_of_content()
        for kind in HOLDERS:
            old, new = self._left(kind)
            if not old or not new:
                continue
            context = self._context()
            likenesses = likeness([said(p) for p in old], [said(p) for p in new])
            shares = np.array([[went.get((p.eid, q.eid), 0.0) for q in new] for p in old])
            same, near = together(old, new, context)
            possible = same | (shares >= RENUMBERED) | (near & (likenesses >= RENUMBERED))
            worth = weight(likenesses) + agreement(old, new, context) + _FOR_CONTENT * shares
            for row, column in best_pairs(worth * possible):
                self._settle(old[row].eid, new[column].eid)

    def settle_worded_anew(self) -> None:
        """Match what is left under the same number in the same chapter, however unlike."""
        for old, new in self._at_same_place():
            above_old, above_new = self._parent_of_old[old], self._parent_of_new[new]
            if self.pairs.get(above_old, above_old) == above_new:
                self._settle(old, new, certain=False)

    def _shares_of_content(self) -> dict[tuple[str, str], float]:
        """By chapters before and after: the share of the one's content that is in the other."""
        held: dict[str, list[str]] = defaultdict(list)
        for old, new in self.pairs.items():
            held[self._parent_of_old[old]].append(self._parent_of_new[new])
        shares: dict[tuple[str, str], float] = defaultdict(float)
        for holder, went in held.items():
            for new_holder in went:
                shares[holder, new_holder] += 1 / len(went)
        return shares


def _texts_of_parts(
    provisions: Iterable[Provision], standing: Mapping[str, Standing]
) -> dict[str, str]:
    """All that each part says, by its eid."""
    texts: dict[str, list[str]] = defaultdict(list)
    for provision in provisions:
        texts[standing[provision.eid].part].append(said(provision))
    return {eid: "\n".join(lines) for eid, lines in texts.items()}


def _by_content(
    provisions: Iterable[Provision], standing: Mapping[str, Standing]
) -> dict[tuple[ProvisionKind, str], list[Provision]]:
    groups: dict[tuple[ProvisionKind, str], list[Provision]] = defaultdict(list)
    for provision in provisions:
        if not provision.excluded:
            groups[provision.kind, standing[provision.eid].content].append(provision)
    return groups

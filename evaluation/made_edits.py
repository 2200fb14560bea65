"""Editions amended at random, so that it is known exactly what changed.

The shared lists name what a handful of real orders did. Here any edition is amended by machine:
paragraphs and rows are worded otherwise, excluded, left out, put in, moved to another chapter,
with later ones renumbered or not, and footnotes exchanged. What is put in comes from another
act, so that it speaks the same language of procedures as what was there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from knowledge.acts import Provision, ProvisionKind
from knowledge.changes import ChangeKind, ChangeSet, EditionText, compare
from knowledge.changes.places import name_of

MOST_REPLACED = 0.4
"""At most this share of a provision's words is replaced where its wording is changed."""
_LINES = (ProvisionKind.PARAGRAPH, ProvisionKind.TABLE_ROW)
_PREFIX = {ProvisionKind.PARAGRAPH: "para_", ProvisionKind.TABLE_ROW: "row_"}

Told = tuple[ChangeKind, str | None, str | None]
"""What became of a provision: kind, eid before, eid now."""


@dataclass(slots=True)
class _Item:
    """One provision of a line while it is edited; ``origin`` is None for what was put in."""

    origin: Provision | None
    now: Provision


@dataclass(slots=True)
class _Line:
    """The paragraphs of one part, or the rows of one table, in order."""

    kind: ProvisionKind
    items: list[_Item]
    renumbers: bool
    removed: list[Provision] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MadeEdition:
    """An edition before and after, and what was done; subparagraphs are left out of both."""

    old: tuple[Provision, ...]
    new: tuple[Provision, ...]
    told: frozenset[Told]
    footnotes_only: frozenset[str]
    """Eids (now) of provisions of which only the footnotes were changed."""


def make_edition(
    provisions: Sequence[Provision], others: Sequence[Provision], seed: int, edits: int = 6
) -> MadeEdition:
    """Amend ``provisions`` ``edits`` times; what is put in is taken from ``others``."""
    rng = random.Random(seed)  # noqa: S311
    old = tuple(p for p in provisions if p.kind is not ProvisionKind.SUBPARAGRAPH)
    lines = _lines_of(old, rng)
    vocabulary = sorted({word for p in (*old, *others) for word in p.text.split()})
    leads = {_lead(provision) for provision in old}
    texts = {
        kind: [p for p in others if p.kind is kind and p.text and _lead(p) not in leads]
        for kind in _LINES
    }
    for _ in range(edits):
        line = rng.choice(lines)
        rng.choice(_EDITS)(line, rng, vocabulary, texts[line.kind])
    footnotes_only = _exchange_footnotes(lines, rng)
    for line in lines:
        if line.renumbers:
            _renumber(line)
    return _made(old, lines, footnotes_only)


SEEDS = 5
EDITS = 6


@dataclass(frozen=True, slots=True)
class MadeResult:
    """One made edition: what was rightly told, what was missed, what was wrongly told."""

    edition: str
    seed: int
    language: str
    right: int
    missed: tuple[Told, ...]
    wrong: tuple[Told, ...]


def measure_made_edits(editions: Mapping[str, Mapping[str, EditionText]]) -> list[MadeResult]:
    """Amend every edition ``SEEDS`` times and tell the changes; by language, then «act date»."""
    results: list[MadeResult] = []
    for language, texts in editions.items():
        for name, text in texts.items():
            others = [
                provision
                for other, its_text in texts.items()
                if other.split()[0] != name.split()[0]
                for provision in its_text.provisions
            ]
            for seed in range(SEEDS):
                made = make_edition(text.provisions, others, seed, EDITS)
                told = as_told(compare(EditionText("", made.old), EditionText("", made.new)))
                missed, wrong = tuple(made.told - told), tuple(told - made.told)
                right = len(made.told & told)
                results.append(MadeResult(name, seed, language, right, missed, wrong))
    return results


def _lead(provision: Provision) -> str:
    """What a provision is about; what begins alike would rightly be taken for the same."""
    return " ".join((provision.heading or provision.text).lower().split()[:4])


def as_told(changes: ChangeSet) -> frozenset[Told]:
    """What a computed difference says, in the same form; unchanged provisions left out."""
    return frozenset(
        (c.kind, c.old.eid if c.old else None, c.new.eid if c.new else None)
        for c in changes.different
        if c.provision.kind in _LINES
    )


# --- edits --------------------------------------------------------------------------------


def _lines_of(provisions: tuple[Provision, ...], rng: random.Random) -> list[_Line]:
    groups: dict[tuple[str, ProvisionKind], list[_Item]] = {}
    for provision in provisions:
        if provision.kind in _LINES and not provision.eid.startswith("order__"):
            part = provision.eid.split("__")[0]
            part = part if part.startswith(("annex_", "rules_")) else ""
            groups.setdefault((part, provision.kind), []).append(_Item(provision, provision))
    return [
        _Line(kind, items, renumbers=rng.random() < 0.5 and not _has_stubs(items))
        for (_, kind), items in groups.items()
        if len(items) > 2
    ]


def _has_stubs(items: list[_Item]) -> bool:
    return any(item.now.excluded for item in items)


def _untouched(line: _Line) -> list[_Item]:
    return [i for i in line.items if i.now is i.origin and not i.now.excluded]


def _reword(line: _Line, rng: random.Random, vocabulary: list[str], _: list[Provision]) -> None:
    chosen = [item for item in _untouched(line) if len(item.now.text.split()) > 5]
    if not chosen:
        return
    item = rng.choice(chosen)
    words = re.split(r"(\s+)", item.now.text)
    places = [place for place, word in enumerate(words) if not word.isspace()]
    many = max(1, int(rng.uniform(0, MOST_REPLACED) * len(places)))
    for place in rng.sample(places, many):
        words[place] = rng.choice([word for word in vocabulary if word != words[place]])
    item.now = replace(item.now, text="".join(words))


def _exclude(line: _Line, rng: random.Random, _: list[str], __: list[Provision]) -> None:
    if line.renumbers or not _untouched(line):
        return
    item = rng.choice(_untouched(line))
    item.now = replace(item.now, heading="", text="", excluded=True)


def _leave_out(line: _Line, rng: random.Random, _: list[str], __: list[Provision]) -> None:
    if len(_untouched(line)) < 3:
        return
    item = rng.choice(_untouched(line))
    assert item.origin is not None
    line.items.remove(item)
    line.removed.append(item.origin)


def _put_in(line: _Line, rng: random.Random, _: list[str], texts: list[Provision]) -> None:
    used = {item.now.text for item in line.items}
    fresh = [text for text in texts if text.text not in used and len(text.text.split()) > 8]
    if not fresh:
        return
    place = rng.randrange(len(line.items))
    before, text = line.items[place].now, rng.choice(fresh)
    number = _free_number(line, before.number)
    name = f"{_PREFIX[line.kind]}{number}"
    new = replace(
        before,
        eid=f"{before.eid.removesuffix(name_of(before))}{name}",
        number=number,
        heading=text.heading,
        text=text.text,
        footnotes=(),
        excluded=False,
    )
    line.items.insert(place + 1, _Item(None, new))


def _free_number(line: _Line, number: str) -> str:
    taken = {item.now.number for item in line.items} | {p.number for p in line.removed}
    base = number.partition("-")[0]
    return next(f"{base}-{n}" for n in range(1, 1000) if f"{base}-{n}" not in taken)


def _move(line: _Line, rng: random.Random, _: list[str], __: list[Provision]) -> None:
    """Move a paragraph to another chapter; it goes there by a number of its own."""
    holders = sorted({item.now.parent_eid or "" for item in line.items})
    if len(holders) < 2 or not _untouched(line) or line.kind is not ProvisionKind.PARAGRAPH:
        return
    item = rng.choice(_untouched(line))
    there = [one for one in line.items if one.now.parent_eid not in (item.now.parent_eid, None)]
    if not there or len(item.now.text.split()) < 8:
        return
    beside = rng.choice(there)
    number = _free_number(line, beside.now.number)
    stem = beside.now.eid.removesuffix(name_of(beside.now))
    line.items.remove(item)
    line.items.insert(line.items.index(beside) + 1, item)
    item.now = replace(
        item.now, eid=f"{stem}para_{number}", number=number, parent_eid=beside.now.parent_eid
    )


_EDITS = (_reword, _reword, _exclude, _leave_out, _put_in, _put_in, _move)


def _exchange_footnotes(lines: list[_Line], rng: random.Random) -> list[_Item]:
    """Give two untouched provisions a new footnote each."""
    chosen = [item for line in lines for item in _untouched(line)]
    taken = rng.sample(chosen, min(2, len(chosen)))
    for item in taken:
        item.now = replace(item.now, footnotes=(*item.now.footnotes, "Сноска. …"))
    return taken


def _renumber(line: _Line) -> None:
    for place, item in enumerate(line.items, start=1):
        stem = item.now.eid.removesuffix(name_of(item.now))
        name = f"{_PREFIX[line.kind]}{place}"
        item.now = replace(item.now, eid=f"{stem}{name}", number=str(place))


# --- what was done ------------------------------------------------------------------------


def _made(
    old: tuple[Provision, ...], lines: list[_Line], footnotes_only: list[_Item]
) -> MadeEdition:
    edited = {
        item.origin.eid for line in lines for item in line.items if item.origin is not None
    } | {p.eid for line in lines for p in line.removed}
    new = [provision for provision in old if provision.eid not in edited]
    new += [item.now for line in lines for item in line.items]
    told: set[Told] = set()
    for line in lines:
        told |= _told(line)
    return MadeEdition(
        old,
        tuple(replace(p, position=place) for place, p in enumerate(new)),
        frozenset(told),
        frozenset(item.now.eid for item in footnotes_only),
    )


def _told(line: _Line) -> set[Told]:
    """What became of a line; the new text under the number of one left out is an amendment."""
    left_out = {p.eid: p for p in line.removed if not p.excluded}
    told: set[Told] = set()
    for item in line.items:
        if item.origin is None and item.now.eid in left_out:
            del left_out[item.now.eid]
            told.add((ChangeKind.AMENDED, item.now.eid, item.now.eid))
        elif item.origin is None:
            told.add((ChangeKind.ADDED, None, item.now.eid))
        elif (kind := _kind(item.origin, item.now)) is not ChangeKind.UNCHANGED:
            told.add((kind, item.origin.eid, item.now.eid))
    told |= {(ChangeKind.REMOVED, eid, None) for eid in left_out}
    return told


def _kind(old: Provision, new: Provision) -> ChangeKind:
    if new.excluded and not old.excluded:
        return ChangeKind.EXCLUDED
    if (name_of(old), old.parent_eid) != (name_of(new), new.parent_eid):
        return ChangeKind.RENUMBERED
    return ChangeKind.AMENDED if old.text != new.text else ChangeKind.UNCHANGED

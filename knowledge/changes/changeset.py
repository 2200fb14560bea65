"""What differs between two editions of an act in one language, provision by provision.

Text and footnotes are compared apart: every amendment rewrites footnotes, also of what it leaves
alone. A provision that only got another number or place is told as that, not as one removed and
one added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from knowledge.acts import Edition, Provision, ProvisionKind, comparable
from knowledge.changes.matching import COMPARED, match
from knowledge.changes.places import name_of

TITLE = "title"
"""The eid that the act's title goes by here; it is no provision of an edition."""


class ChangeKind(StrEnum):
    """What became of a provision."""

    ADDED = "added"
    REMOVED = "removed"
    EXCLUDED = "excluded"
    """The newer edition keeps its number and says that it is excluded."""
    AMENDED = "amended"
    RENUMBERED = "renumbered"
    """Another number or another chapter or part; the text may have changed as well."""
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class EditionText:
    """What is compared of an edition: title, provisions, and the footnotes to the title."""

    title: str
    provisions: tuple[Provision, ...]
    footnotes: tuple[str, ...] = ()

    @classmethod
    def of(cls, edition: Edition) -> EditionText:
        """The text of an edition that is not stored yet."""
        return cls(edition.title, edition.provisions, edition.footnotes)


@dataclass(frozen=True, slots=True)
class Change:
    """One provision in both editions; ``old`` or ``new`` is None where it is in one only.

    ``footnotes_changed`` tells of footnotes alone, those of its subparagraphs included.
    """

    kind: ChangeKind
    old: Provision | None
    new: Provision | None
    footnotes_changed: bool = False

    @property
    def provision(self) -> Provision:
        """The newer provision, or the older one where there is no newer."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def eid(self) -> str:
        """The eid in the newer edition; of what was removed, in the older one."""
        return self.provision.eid

    @property
    def number(self) -> str:
        """The number as printed, as ``eid`` in the newer edition where there is one."""
        return self.provision.number

    @property
    def old_text(self) -> str | None:
        """Heading and text before; None where there was none."""
        return _shown_or_none(self.old)

    @property
    def new_text(self) -> str | None:
        """Heading and text now; None where there is none."""
        return _shown_or_none(self.new)

    @property
    def text_changed(self) -> bool:
        """Whether heading or text differ (added and removed ones do)."""
        if self.old is None or self.new is None:
            return True
        return not says_the_same(self.old, self.new)

    @property
    def heading_changed(self) -> bool:
        """Whether the heading differs, between two provisions."""
        if self.old is None or self.new is None:
            return False
        return _tight(self.old.heading) != _tight(self.new.heading)

    @property
    def readdressed(self) -> bool:
        """Whether the eid differs; so it does of all that stands in a renumbered annex."""
        return self.old is not None and self.new is not None and self.old.eid != self.new.eid


@dataclass(frozen=True, slots=True)
class Difference:
    """One provision that differs; ``old`` and ``new`` are its texts, None where there is none."""

    eid: str
    number: str
    kind: ChangeKind
    old: str | None
    new: str | None


@dataclass(frozen=True)
class ChangeSet:
    """What became of every provision: those of the newer edition in order, then removed ones."""

    changes: tuple[Change, ...]

    def __iter__(self) -> Iterator[Change]:
        """Iterate over all changes, unchanged provisions included."""
        return iter(self.changes)

    @property
    def different(self) -> tuple[Change, ...]:
        """The provisions that are not unchanged."""
        return tuple(c for c in self.changes if c.kind is not ChangeKind.UNCHANGED)

    @cached_property
    def by_old_eid(self) -> dict[str, Change]:
        """What became of each provision of the older edition, by its eid there."""
        return {change.old.eid: change for change in self.changes if change.old is not None}

    @cached_property
    def by_new_eid(self) -> dict[str, Change]:
        """Where each provision of the newer edition comes from, by its eid there."""
        return {change.new.eid: change for change in self.changes if change.new is not None}


def compare(old: EditionText, new: EditionText) -> ChangeSet:
    """Compare two editions of an act in one language, the older one first."""
    pairs = match(old.provisions, new.provisions)
    old_notes, new_notes = _footnotes(old.provisions), _footnotes(new.provisions)
    before = {p.eid: p for p in old.provisions if p.kind in COMPARED}
    from_eid = {new_eid: old_eid for old_eid, new_eid in pairs.items()}

    def changed(provision: Provision) -> Change:
        earlier = before.get(from_eid.get(provision.eid, ""))
        earlier_notes = old_notes[earlier.eid] if earlier else ()
        return Change(
            _kind(earlier, provision, pairs),
            earlier,
            provision,
            _comparable(earlier_notes) != _comparable(new_notes[provision.eid]),
        )

    changes = [changed(p) for p in new.provisions if p.kind in COMPARED]
    changes = [change for change in changes if not _nothing_there(change)]
    changes += [
        Change(ChangeKind.REMOVED, provision, None)
        for eid, provision in before.items()
        if eid not in pairs and not provision.excluded
    ]
    title = _title(old, new)
    return ChangeSet((*([title] if title else []), *changes))


def differences(old: Sequence[Provision], new: Sequence[Provision]) -> tuple[Difference, ...]:
    """The provisions that differ in text or number, titles and footnotes left aside."""
    found = compare(EditionText("", tuple(old)), EditionText("", tuple(new)))
    return tuple(difference_of(change) for change in found.different)


def difference_of(change: Change) -> Difference:
    """A change with its texts only."""
    return Difference(change.eid, change.number, change.kind, change.old_text, change.new_text)


def says_the_same(old: Provision, new: Provision) -> bool:
    """Whether heading and text are the same, typesetting aside."""
    before, after = (old.heading, old.text), (new.heading, new.text)
    return old.excluded == new.excluded and (
        before == after or list(map(_tight, before)) == list(map(_tight, after))
    )


_SPACE_AT_SIGN = re.compile(r"(?<=[^\w\s]) | (?=[^\w\s])")


def _tight(text: str) -> str:
    """A text without the spaces at signs, which copies lose and gain («– ЭЦП», «–ЭЦП»)."""
    return _SPACE_AT_SIGN.sub("", comparable(text))


def shown(provision: Provision) -> str:
    """A provision's heading and text as one text."""
    return "\n".join(part for part in (provision.heading, provision.text) if part)


def _shown_or_none(provision: Provision | None) -> str | None:
    return None if provision is None or provision.excluded else shown(provision)


def _nothing_there(change: Change) -> bool:
    """«Исключен» of what the older edition did not have: nothing that could be missed."""
    return change.old is None and change.new is not None and change.new.excluded


def _kind(old: Provision | None, new: Provision, pairs: dict[str, str]) -> ChangeKind:
    if old is None or (old.excluded and not new.excluded):
        return ChangeKind.ADDED
    if new.excluded:
        return ChangeKind.UNCHANGED if old.excluded else ChangeKind.EXCLUDED
    if _renumbered(old, new) or not _held_by_same(old, new, pairs):
        return ChangeKind.RENUMBERED
    return ChangeKind.UNCHANGED if says_the_same(old, new) else ChangeKind.AMENDED


def _renumbered(old: Provision, new: Provision) -> bool:
    """Whether the number differs; a part's own place among parts is no number."""
    if old.kind is ProvisionKind.RULES or not (old.number or new.number):
        return False
    return name_of(old) != name_of(new)


def _held_by_same(old: Provision, new: Provision, pairs: dict[str, str]) -> bool:
    if old.parent_eid is None or new.parent_eid is None:
        return old.parent_eid == new.parent_eid
    return pairs.get(old.parent_eid, old.parent_eid) == new.parent_eid


def _footnotes(provisions: Sequence[Provision]) -> dict[str, tuple[str, ...]]:
    """The footnotes of each provision, with those of the subparagraphs that it holds."""
    found: dict[str, list[str]] = {p.eid: list(p.footnotes) for p in provisions}
    holder: dict[str, str] = {}
    for provision in provisions:
        if provision.kind is ProvisionKind.SUBPARAGRAPH and provision.parent_eid in found:
            above = holder.get(provision.parent_eid, provision.parent_eid)
            holder[provision.eid] = above
            found[above] += provision.footnotes
    return {eid: tuple(notes) for eid, notes in found.items()}


def _comparable(notes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(comparable(note) for note in notes)


def _title(old: EditionText, new: EditionText) -> Change | None:
    """The title as a provision of its own kind; None where neither edition has one."""
    if not (old.title or new.title):
        return None
    first, second = title_provision(old), title_provision(new)
    kind = ChangeKind.UNCHANGED if says_the_same(first, second) else ChangeKind.AMENDED
    return Change(kind, first, second, _comparable(old.footnotes) != _comparable(new.footnotes))


def title_provision(text: EditionText) -> Provision:
    """The act's title with its footnotes, so that it can be shown among provisions."""
    return Provision(
        eid=TITLE,
        kind=ProvisionKind.ORDER,
        number="",
        heading=text.title,
        text="",
        parent_eid=None,
        position=-1,
        footnotes=text.footnotes,
    )

"""A work bench for one act: an edition's provisions while an order is being applied to them.

It keeps the order of elements and their eids, and the lines of those that are changed line by
line; ``finished`` makes provisions of it all again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.acts import Provision, ProvisionKind
from knowledge.amending.finding import subtree
from knowledge.amending.lines import ElementLines, subparagraph_of
from knowledge.amending.notes import Change, NoteWriter
from knowledge.changes import EditionText
from knowledge.validity import EntryIntoForce

_RANK = {change: rank for rank, change in enumerate(Change)}


@dataclass(slots=True)
class _Mark:
    change: Change
    own: EntryIntoForce | None


class Bench:
    """The act's text under work. ``touched`` are the eids of the elements changed so far."""

    def __init__(self, text: EditionText, notes: NoteWriter) -> None:
        self.title = text.title
        self.provisions: list[Provision] = list(text.provisions)
        self._footnotes = text.footnotes
        self._notes = notes
        self._lines: dict[str, ElementLines] = {}
        self._items_out: dict[str, list[tuple[str, EntryIntoForce | None]]] = {}
        self._marks: dict[str, _Mark] = {}
        self._title_mark: _Mark | None = None

    # --- reading ----------------------------------------------------------------------------

    def lines(self, element: Provision) -> ElementLines:
        """The lines of an element, which may be changed in place."""
        if element.eid not in self._lines:
            self._lines[element.eid] = ElementLines.of(element.text)
        return self._lines[element.eid]

    def current(self, eid: str) -> Provision:
        """The element as it stands now."""
        return next(p for p in self.provisions if p.eid == eid)

    # --- marking ----------------------------------------------------------------------------

    def mark(self, element: Provision | None, change: Change, own: EntryIntoForce | None) -> None:
        """Remember that an element (None: the act's title) was changed, for its note."""
        before = self._title_mark if element is None else self._marks.get(element.eid)
        mark = _Mark(change, own)
        if before is not None and _RANK[before.change] > _RANK[change]:
            mark = before
        if element is None:
            self._title_mark = mark
        else:
            self._marks[element.eid] = mark

    # --- changing whole elements ------------------------------------------------------------

    def put(self, element: Provision) -> None:
        """Put an element in place of the one with its eid."""
        place = next(i for i, p in enumerate(self.provisions) if p.eid == element.eid)
        self.provisions[place] = element
        self._lines.pop(element.eid, None)

    def graft(self, old: Provision, new: Sequence[Provision]) -> Provision:
        """Put ``new`` (an element and what it holds) in place of ``old`` and what that holds."""
        place = self.provisions.index(old)
        gone = {p.eid for p in subtree(self.provisions, old)}
        kept = [p for p in self.provisions if p.eid not in gone]
        place -= sum(1 for p in self.provisions[:place] if p.eid in gone)
        grafted = _renamed(new, old.eid, old.parent_eid)
        # The eid, the printed number and the notes of before are the element's own history.
        grafted[0] = replace(grafted[0], footnotes=old.footnotes)
        self.provisions = [*kept[:place], *grafted, *kept[place:]]
        for eid in gone:
            self._lines.pop(eid, None)
        return grafted[0]

    def insert(self, new: Sequence[Provision], eid: str, parent: str | None, place: int) -> None:
        """Insert an element and what it holds before ``place``."""
        self.provisions[place:place] = _renamed(new, eid, parent)

    def exclude(self, element: Provision) -> None:
        """Take an element out: it keeps its place and number, and has no text any more."""
        place = self.provisions.index(element)
        inside = {p.eid for p in subtree(self.provisions, element)} - {element.eid}
        empty = replace(element, text="", heading="", excluded=True)
        self.provisions[place] = empty
        self.provisions = [p for p in self.provisions if p.eid not in inside]
        for eid in (element.eid, *inside):
            self._lines.pop(eid, None)

    def take_out_item(self, element: Provision, number: str, own: EntryIntoForce | None) -> None:
        """Remember that a subparagraph was taken out of an element: its number stays."""
        self._items_out.setdefault(element.eid, []).append((number, own))

    # --- the result -------------------------------------------------------------------------

    def finished(self) -> EditionText:
        """The text with everything applied, positions counted anew and notes added."""
        for eid in list(self._lines):
            self._settle(eid)
        found = [
            replace(self._noted(provision), position=place)
            for place, provision in enumerate(self.provisions)
        ]
        footnotes = self._footnotes
        if self._title_mark is not None:
            mark = self._title_mark
            footnotes = (*footnotes, self._notes.note(None, mark.change, mark.own))
        return EditionText(self.title, tuple(found), footnotes)

    def _settle(self, eid: str) -> None:
        """Write an element's lines back, with its subparagraphs made anew from them."""
        old = next((p for p in self.provisions if p.eid == eid), None)
        if old is None:
            return
        place = self.provisions.index(old)
        items = [
            p for p in self.provisions
            if p.parent_eid == eid and p.kind is ProvisionKind.SUBPARAGRAPH
        ]  # fmt: skip
        text = self._lines[eid].text
        out = self._items_out.get(eid, [])
        made = subparagraphs(replace(old, text=text), items)
        made = _with_excluded(made, items, [self._excluded(old, n, own) for n, own in out])
        item_eids = {item.eid for item in items}
        rest = [p for p in self.provisions if p.eid not in item_eids]
        rest[place : place + 1] = [replace(old, text=text), *made]
        self.provisions = rest

    def _excluded(self, holder: Provision, number: str, own: EntryIntoForce | None) -> Provision:
        return Provision(
            eid=f"{holder.eid}__subpara_{number}",
            kind=ProvisionKind.SUBPARAGRAPH,
            number=f"{number})",
            heading="",
            text="",
            parent_eid=holder.eid,
            position=0,
            footnotes=(self._notes.excluded_item(number, own),),
            excluded=True,
        )

    def _noted(self, provision: Provision) -> Provision:
        mark = self._marks.get(provision.eid)
        if mark is None:
            return provision
        note = self._notes.note(provision, mark.change, mark.own)
        entry = mark.own or self._notes.order.entry
        return replace(provision, footnotes=(*provision.footnotes, note), in_force=entry)


def _renamed(elements: Sequence[Provision], eid: str, parent: str | None) -> list[Provision]:
    """Elements whose eids begin at the first one, moved to where the first is ``eid``."""
    root = elements[0].eid
    renamed = []
    for element in elements:
        own = eid if element.eid == root else f"{eid}{element.eid.removeprefix(root)}"
        if element.eid != root and not element.eid.startswith(f"{root}__"):
            own = f"{eid}__{element.eid}"
        if element.eid == root:
            above: str | None = parent
        elif element.parent_eid and element.parent_eid.startswith(root):
            above = f"{eid}{element.parent_eid.removeprefix(root)}"
        else:
            above = eid
        renamed.append(replace(element, eid=own, parent_eid=above))
    return renamed


def subparagraphs(holder: Provision, known: Sequence[Provision] = ()) -> list[Provision]:
    """The subparagraphs that a text has, named as the reader of editions names them.

    A list that starts anew gets a name of its own («__list_2__subpara_1»). ``known`` are those of
    before: the notes of one that is still there stay.
    """
    notes = {item.eid: item for item in known if not item.excluded}
    taken: set[str] = set()
    lists = 1
    found: list[Provision] = []
    for line in holder.text.split("\n"):
        listed = subparagraph_of(line)
        if listed is None:
            continue
        number, text = listed
        stem = _stem(holder.eid, lists)
        if f"{holder.eid}__subpara_{number}" in taken and f"{stem}__subpara_{number}" in taken:
            lists += 1
            stem = _stem(holder.eid, lists)
        eid = _free(f"{stem}__subpara_{number}", taken)
        before = notes.get(eid)
        found.append(
            Provision(
                eid=eid,
                kind=ProvisionKind.SUBPARAGRAPH,
                number=f"{number})",
                heading="",
                text=text,
                parent_eid=holder.eid,
                position=0,
                footnotes=before.footnotes if before else (),
                in_force=before.in_force if before else None,
            )
        )
    return found


def _stem(eid: str, lists: int) -> str:
    return eid if lists == 1 else f"{eid}__list_{lists}"


def _free(eid: str, taken: set[str]) -> str:
    candidate, count = eid, 1
    while candidate in taken:
        count += 1
        candidate = f"{eid}__again_{count}"
    taken.add(candidate)
    return candidate


def _with_excluded(
    made: list[Provision], before: Sequence[Provision], out: Sequence[Provision]
) -> list[Provision]:
    """The subparagraphs, with those that have no text any more back at their places."""
    order = [item.eid for item in before]
    for item in (*(p for p in before if p.excluded), *out):
        if any(p.eid == item.eid for p in made):
            continue
        later = set(order[order.index(item.eid) + 1 :]) if item.eid in order else set()
        place = next((i for i, p in enumerate(made) if p.eid in later), len(made))
        made.insert(place, item)
    return made

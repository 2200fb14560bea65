"""Applying an order's instructions to an edition: a draft of the next one.

Instructions are applied in the order in which they stand; numbers mean the text as it was before
the order. What cannot be applied is left alone and listed with the reason: nothing is guessed.
«По всему тексту» of Rules includes their annexes, which are an integral part of an act (Law «On
Legal Acts» № 480-V of 06.04.2016, article 28, paragraph 1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.acts import Provision, ProvisionKind
from knowledge.amending.bench import Bench
from knowledge.amending.finding import (
    CannotApplyError,
    Located,
    holder_of_place,
    is_inside,
    locate,
    name_of,
    subtree,
)
from knowledge.amending.inserting import insert_element
from knowledge.amending.inside import lines_of, replace_sentence, without_number
from knowledge.amending.instructions import AmendingOrder, Instruction, InstructionKind
from knowledge.amending.notes import Change, NoteWriter
from knowledge.amending.places import LINE_LEVELS, Holder, Level
from knowledge.amending.wording import (
    appended,
    exchange,
    inside_longer_words,
    occurrences,
)
from knowledge.changes import EditionText


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one instruction. ``eids`` are the elements that it concerns.

    ``reason`` says why it was not applied; "" where it was.
    """

    instruction: Instruction
    reason: str
    eids: tuple[str, ...] = ()

    @property
    def applied(self) -> bool:
        """Whether it was applied."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class Draft:
    """The text that an order makes of an edition, and what became of each instruction."""

    text: EditionText
    results: tuple[Applied, ...]

    @property
    def concerned(self) -> tuple[str, ...]:
        """The elements that the order is about, whether its instructions were applied or not."""
        return tuple(dict.fromkeys(eid for result in self.results for eid in result.eids))

    @property
    def unapplied(self) -> tuple[Applied, ...]:
        """What a person has to do by hand."""
        return tuple(result for result in self.results if not result.applied)


def apply_order(
    order: AmendingOrder, instructions: Sequence[Instruction], text: EditionText
) -> Draft:
    """The draft that ``instructions`` make of an act's text in the order's language."""
    bench = Bench(text, NoteWriter(order))
    results = []
    for instruction in instructions:
        applier = _Applier(bench, instruction)
        try:
            applier.apply()
            reason = ""
        except CannotApplyError as error:
            reason = str(error)
        eids = applier.eids or _named(bench, instruction)
        results.append(Applied(instruction, reason, eids))
    return Draft(bench.finished(), tuple(results))


def _named(bench: Bench, instruction: Instruction) -> tuple[str, ...]:
    """The element that an instruction names, where there is one."""
    place = instruction.place
    while True:
        try:
            found = locate(bench.provisions, place)
        except CannotApplyError:
            if not place.steps:
                return ()
            place = replace(place, steps=place.steps[:-1])
            continue
        return (found.provision.eid,) if found.provision is not None and place.steps else ()


_WHOLE = frozenset(
    {ProvisionKind.RULES, ProvisionKind.ORDER, ProvisionKind.CHAPTER, ProvisionKind.SECTION,
     ProvisionKind.ANNEX}
)  # fmt: skip


class _Applier:
    def __init__(self, bench: Bench, instruction: Instruction) -> None:
        self._bench = bench
        self._instruction = instruction
        self.eids: tuple[str, ...] = ()

    def apply(self) -> None:
        kind = self._instruction.kind
        if self._instruction.other_language_only:
            raise CannotApplyError(
                "the order changes the text in the other language only; this one stays as it is"
            )
        if kind is InstructionKind.REPEAL and self._instruction.place.holder is Holder.ACT:
            return
        if kind is InstructionKind.REPLACE_WORDS_THROUGHOUT:
            self._throughout()
        elif kind is InstructionKind.INSERT:
            self._insert()
        elif kind in (InstructionKind.DELETE, InstructionKind.REPEAL):
            self._delete()
        elif kind is InstructionKind.REPLACE_WORDS:
            self._words()
        else:
            self._replace()

    def _locate(self) -> Located:
        found = locate(self._bench.provisions, self._instruction.place)
        if found.provision is not None:
            self.eids = (found.provision.eid,)
            if found.provision.excluded:
                raise CannotApplyError(f"{name_of(found.provision)} is excluded already")
        return found

    def _mark(self, element: Provision | None, change: Change) -> None:
        self._bench.mark(element, change, self._instruction.entry)

    def _text(self) -> str:
        if not self._instruction.text:
            raise CannotApplyError("the order's new text could not be read")
        return self._instruction.text

    # --- whole elements ---------------------------------------------------------------------

    def _replace(self) -> None:
        found = self._locate()
        text = self._text()
        if found.provision is None:
            self._bench.title = text.replace("\n", " ")
            self._mark(None, Change.RESTATED)
            return
        element = found.provision
        if found.inside and found.inside[-1].level is Level.TITLE:
            self._bench.put(replace(element, heading=_bare_heading(text)))
            self._mark(element, Change.AMENDED)
        elif found.inside:
            self._replace_inside(element, found, text)
        else:
            self._replace_whole(element, text)

    def _replace_whole(self, element: Provision, text: str) -> None:
        new = self._instruction.elements
        if element.kind is ProvisionKind.PREAMBLE:
            self._bench.put(replace(element, text=text))
        elif element.kind is ProvisionKind.RULES:
            self._replace_rules(element)
        elif element.kind is ProvisionKind.TABLE_ROW and not _is_row(new):
            self._bench.put(_row_from_lines(element, text))
        elif not new or new[0].kind is not element.kind:
            raise CannotApplyError(f"the new text is not that of {name_of(element)}")
        elif new[0].number != element.number and element.kind is not ProvisionKind.ANNEX:
            raise CannotApplyError(
                f"the new text has number {new[0].number}, but {name_of(element)} is meant"
            )
        else:
            self._bench.graft(element, new)
        self._mark(element, Change.RESTATED)

    def _replace_rules(self, root: Provision) -> None:
        new = [p for p in self._instruction.elements if p.kind is ProvisionKind.RULES]
        if not new:
            raise CannotApplyError("the annexed text was not recognised as Rules")
        annexes = [p for p in self._bench.provisions
                   if p.kind is ProvisionKind.ANNEX and p.parent_eid == root.eid]  # fmt: skip
        kept = [] if _has_annexes(self._instruction.elements) else [
            p for annex in annexes for p in subtree(self._bench.provisions, annex)
        ]  # fmt: skip
        stem = "" if root.eid == "rules" else f"{root.eid}__"
        gone = {p.eid for p in subtree(self._bench.provisions, root)}
        place = self._bench.provisions.index(root)
        moved = [
            replace(
                p,
                eid=root.eid if p.eid == "rules" else f"{stem}{p.eid}",
                parent_eid=_moved_parent(p, root, stem),
            )
            for p in self._instruction.elements
        ]
        moved[0] = replace(moved[0], number=root.number, footnotes=root.footnotes)
        rest = [p for p in self._bench.provisions if p.eid not in gone]
        place -= sum(1 for p in self._bench.provisions[:place] if p.eid in gone)
        self._bench.provisions = [*rest[:place], *moved, *kept, *rest[place:]]

    def _delete(self) -> None:
        found = self._locate()
        element = found.provision
        if element is None or (found.inside and found.inside[-1].level is Level.TITLE):
            raise CannotApplyError("a title cannot be taken out")
        if element.kind in (ProvisionKind.RULES, ProvisionKind.ORDER):
            raise CannotApplyError("the order does not say what is taken out")
        repealed = self._instruction.kind is InstructionKind.REPEAL
        if not found.inside:
            self._bench.exclude(element)
            self._mark(element, Change.REPEALED if repealed else Change.EXCLUDED)
            return
        last = found.inside[-1]
        if last.level is Level.SENTENCE:
            replace_sentence(self._bench, element, found.inside, "")
        else:
            places = lines_of(self._bench, element, found.inside)
            self._bench.lines(element).remove(places)
            if last.level is Level.SUBPARA:
                self._bench.take_out_item(element, last.number, self._instruction.entry)
        self._mark(element, Change.AMENDED)

    def _insert(self) -> None:
        self._text()
        self.eids = insert_element(self._bench, self._instruction)

    # --- lines ------------------------------------------------------------------------------

    def _replace_inside(self, element: Provision, found: Located, text: str) -> None:
        last = found.inside[-1]
        if last.level is Level.COLUMN:
            raise CannotApplyError("columns of a row are not kept apart; replace the row by hand")
        if last.level is Level.SENTENCE:
            replace_sentence(self._bench, element, found.inside, text)
        else:
            places = lines_of(self._bench, element, found.inside)
            if last.level in LINE_LEVELS and places[0] == 0:
                text = without_number(text, element)
            self._bench.lines(element).replace(places, text)
        self._mark(element, Change.AMENDED)

    # --- words ------------------------------------------------------------------------------

    def _words(self) -> None:
        found = self._locate()
        old, new = self._instruction.old_words or "", self._instruction.new_words or ""
        if found.provision is None:
            self._bench.title = self._changed(self._bench.title, old, new)
            self._mark(None, Change.AMENDED)
            return
        element = found.provision
        if found.inside and found.inside[-1].level is Level.TITLE:
            heading = self._changed(element.heading, old, new)
            self._bench.put(replace(element, heading=heading))
        elif element.kind in _WHOLE and not found.inside:
            self._words_of_whole(element, old, new)
        else:
            self._words_of_lines(element, found, old, new)
        self._mark(element, Change.AMENDED)

    def _changed(self, text: str, old: str, new: str) -> str:
        if not old:
            return appended(text, new)
        self._check_words(text, old, new)
        return exchange(text, old, new).text

    def _check_words(self, text: str, old: str, new: str) -> None:
        count = occurrences(text, old)
        if count == 0:
            longer = " as whole words" if inside_longer_words(text, old) else ""
            raise CannotApplyError(f"the words «{old}» do not stand there{longer}")
        if count > 1 and (not new or old in new):
            raise CannotApplyError(f"the words «{old}» stand there {count} times")

    def _words_of_whole(self, element: Provision, old: str, new: str) -> None:
        if not old:
            raise CannotApplyError("the order does not say to which element the words are added")
        if not self._exchange_in(subtree(self._bench.provisions, element), old, new):
            raise CannotApplyError(f"the words «{old}» do not stand in {name_of(element)}")

    def _words_of_lines(self, element: Provision, found: Located, old: str, new: str) -> None:
        column = next((step for step in found.inside if step.level is Level.COLUMN), None)
        if column is not None and column.number == "2":
            heading = self._changed(element.heading, old, new)
            self._bench.put(replace(element, heading=heading))
            return
        inside = tuple(step for step in found.inside if step.level is not Level.COLUMN)
        places = list(lines_of(self._bench, element, inside))
        lines = self._bench.lines(element).lines
        places = [place for place in places if not lines[place].gone]
        if not places:
            raise CannotApplyError(f"{name_of(element)} has no text left")
        if not old:
            last = lines[places[-1]]
            last.text = appended(last.text, new)
            return
        whole = "\n".join(lines[place].text for place in places)
        if element.kind is ProvisionKind.TABLE_ROW and not occurrences(whole, old):
            heading = self._changed(element.heading, old, new)
            self._bench.put(replace(element, heading=heading))
            return
        self._check_words(whole, old, new)
        for place in places:
            lines[place].text = exchange(lines[place].text, old, new).text
        if not any(occurrences(lines[place].text, new) for place in places) and new:
            raise CannotApplyError(f"the words «{old}» run over lines")

    def _throughout(self) -> None:
        place = self._instruction.place
        old, new = self._instruction.old_words or "", self._instruction.new_words or ""
        provisions: Sequence[Provision] = self._bench.provisions
        if place.holder is not Holder.ACT:
            found = locate(provisions, place) if place.steps else None
            root = found.provision if found else holder_of_place(provisions, place)
            if root is None:
                raise CannotApplyError("a title has no running text")
            provisions = subtree(provisions, root)
        changed = self._exchange_in(provisions, old, new)
        if place.holder is not Holder.RULES and occurrences(self._bench.title, old):
            self._bench.title = exchange(self._bench.title, old, new).text
            self._mark(None, Change.AMENDED)
            changed = True
        if not changed:
            raise CannotApplyError(f"the words «{old}» do not stand anywhere in that text")

    def _exchange_in(self, provisions: Sequence[Provision], old: str, new: str) -> bool:
        """Exchange words in every element of some; marks those that changed."""
        changed = []
        for listed in provisions:
            if listed.kind in (ProvisionKind.SUBPARAGRAPH, ProvisionKind.SIGNATURE):
                continue
            element = self._bench.current(listed.eid)
            heading = exchange(element.heading, old, new)
            if heading.count:
                self._bench.put(replace(element, heading=heading.text))
                element = self._bench.current(listed.eid)
            count = heading.count
            for line in self._bench.lines(element).lines:
                exchanged = exchange(line.text, old, new)
                line.text, count = exchanged.text, count + exchanged.count
            if count:
                changed.append(element)
                self._mark(element, Change.AMENDED)
        self.eids = tuple(element.eid for element in changed)
        return bool(changed)


def _is_row(elements: Sequence[Provision]) -> bool:
    return bool(elements) and elements[0].kind is ProvisionKind.TABLE_ROW


def _has_annexes(elements: Sequence[Provision]) -> bool:
    return any(p.kind is ProvisionKind.ANNEX for p in elements)


def _moved_parent(element: Provision, root: Provision, stem: str) -> str | None:
    if element.parent_eid is None:
        return root.parent_eid
    return root.eid if element.parent_eid == "rules" else f"{stem}{element.parent_eid}"


def _row_from_lines(row: Provision, text: str) -> Provision:
    """A row whose cells a file prints as running lines: told apart by the row's name of before."""
    lines = " ".join(text.split("\n")) if len(text.split("\n")) <= 2 else text
    bare = re.sub(rf"^\s*{re.escape(row.number)}\s*[.)]?\s*", "", lines)
    heading = " ".join(row.heading.split())
    flat = " ".join(bare.split())
    if heading and flat.startswith(heading):
        rest = bare.split(heading.split()[-1], maxsplit=1)[-1] if "\n" in bare else flat
        content = flat[len(heading) :].strip() if "\n" not in bare else rest.strip()
        return replace(row, text=content)
    raise CannotApplyError("the columns of the row cannot be told apart in this file")


_HEADING_NUMBER = re.compile(
    r"^\s*(?:(?:Глава|Раздел|Параграф)\s+\d+(?:-\d+)?\.?|\d+(?:-\d+)?\s?-\s?(?:тарау|бөлім|параграф)\.?)\s*",
    re.IGNORECASE,
)


def _bare_heading(text: str) -> str:
    """«Глава 2. Порядок выдачи» → «Порядок выдачи»: an edition keeps the number apart."""
    return _HEADING_NUMBER.sub("", " ".join(text.split()))


__all__ = ["Applied", "Draft", "EditionText", "apply_order", "is_inside"]

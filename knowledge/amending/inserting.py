"""Inserting new elements where their numbers put them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.acts import Provision, ProvisionKind
from knowledge.amending.bench import Bench
from knowledge.amending.finding import CannotApplyError, locate, name_of, subtree
from knowledge.amending.inside import lines_of
from knowledge.amending.instructions import Instruction
from knowledge.amending.lines import parts_of, subparagraph_of
from knowledge.amending.notes import Change
from knowledge.amending.places import Holder, Level, Place, Step

_ELEMENTS = {
    Level.PARA: (ProvisionKind.PARAGRAPH, "para"),
    Level.ROW: (ProvisionKind.TABLE_ROW, "row"),
    Level.CHAPTER: (ProvisionKind.CHAPTER, "chp"),
    Level.SECTION: (ProvisionKind.SECTION, "sec"),
    Level.ANNEX: (ProvisionKind.ANNEX, "annex"),
}


def insert_element(bench: Bench, instruction: Instruction) -> tuple[str, ...]:
    """Insert what an instruction adds; returns the eids concerned. Raises CannotApplyError."""
    place = instruction.place
    last = place.last
    if last is None:
        raise CannotApplyError("the order does not say what is added")
    outside = replace(place, steps=place.steps[:-1])
    if last.level in _ELEMENTS:
        return (_insert_whole(bench, instruction, outside, last),)
    found = locate(bench.provisions, outside)
    if found.provision is None or found.provision.excluded:
        raise CannotApplyError("the element that something is added to has no text")
    element = found.provision
    if last.level is Level.SUBPARA:
        _insert_subparagraph(bench, instruction, element, found.inside, last)
    elif last.level in (Level.PART, Level.ABZAC):
        _insert_lines(bench, instruction, element, found.inside, last)
    elif last.level is Level.SENTENCE:
        _append_sentence(bench, instruction, element, found.inside)
    else:
        raise CannotApplyError(f"a {last.level} cannot be added to {name_of(element)}")
    bench.mark(element, Change.AMENDED, instruction.entry)
    return (element.eid,)


def sort_key(number: str) -> tuple[int, ...]:
    """«9» < «9-1» < «10»; letters after figures."""
    figures = tuple(int(part) for part in re.findall(r"\d+", number))
    return figures or (10_000 + sum(map(ord, number)),)


# --- elements with an eid -----------------------------------------------------------------------


def _insert_whole(bench: Bench, instruction: Instruction, outside: Place, step: Step) -> str:
    kind, word = _ELEMENTS[step.level]
    new = instruction.elements
    if not new or new[0].kind is not kind:
        raise CannotApplyError(f"the new text was not recognised as {step}")
    if step.level is not Level.ANNEX and new[0].number != step.number:
        raise CannotApplyError(f"the new text has number {new[0].number}, not {step.number}")
    found = locate(bench.provisions, outside)
    holder = found.provision
    if holder is None or found.inside:
        raise CannotApplyError(f"{step} cannot be added there")
    siblings = _siblings(bench, holder, kind, outside)
    same = next((p for p in siblings if p.number == step.number), None)
    if same is not None and not same.excluded:
        raise CannotApplyError(f"{step} is there already")
    if same is not None:
        bench.graft(replace(same), new)
        bench.mark(bench.current(same.eid), Change.RESTATED, instruction.entry)
        return same.eid
    before = [p for p in siblings if sort_key(p.number) < sort_key(step.number)]
    parent, place = _where(bench, holder, kind, before, siblings)
    eid = _eid(bench, parent, holder, f"{word}_{step.number}")
    bench.insert(new, eid, parent.eid if not _at_top(kind, outside) else None, place)
    bench.mark(bench.current(eid), Change.ADDED, instruction.entry)
    return eid


def _at_top(kind: ProvisionKind, outside: Place) -> bool:
    return kind is ProvisionKind.ANNEX and outside.holder is Holder.ORDER


def _siblings(
    bench: Bench, holder: Provision, kind: ProvisionKind, outside: Place
) -> list[Provision]:
    if kind is ProvisionKind.ANNEX:
        wanted = None if outside.holder is Holder.ORDER else holder.eid
        return [p for p in bench.provisions if p.kind is kind and p.parent_eid == wanted]
    inside = subtree(bench.provisions, holder)
    annexes = {p.eid for p in inside if p.kind is ProvisionKind.ANNEX} - {holder.eid}
    apart = {p.eid for annex in inside if annex.eid in annexes for p in subtree(inside, annex)}
    return [p for p in inside if p.kind is kind and p.eid not in apart]


def _where(
    bench: Bench,
    holder: Provision,
    kind: ProvisionKind,
    before: Sequence[Provision],
    siblings: Sequence[Provision],
) -> tuple[Provision, int]:
    """(what holds the new element, its place): after its predecessor and all that this holds."""
    if before:
        last = before[-1]
        inside = subtree(bench.provisions, last)
        place = max(bench.provisions.index(p) for p in inside) + 1
        parent = next((p for p in bench.provisions if p.eid == last.parent_eid), holder)
        return parent, place
    if siblings:
        first = siblings[0]
        parent = next((p for p in bench.provisions if p.eid == first.parent_eid), holder)
        return parent, bench.provisions.index(first)
    inside = subtree(bench.provisions, holder)
    if kind is not ProvisionKind.ANNEX:
        inside = [p for p in inside if p is holder or not _is_annex_part(bench, p, holder)]
    return holder, max(bench.provisions.index(p) for p in inside) + 1


def _is_annex_part(bench: Bench, provision: Provision, holder: Provision) -> bool:
    annexes = [p for p in bench.provisions if p.kind is ProvisionKind.ANNEX and p is not holder]
    return any(provision in subtree(bench.provisions, annex) for annex in annexes)


def _eid(bench: Bench, parent: Provision, holder: Provision, name: str) -> str:
    """The eid that the reader of editions gives such an element."""
    if parent.kind is ProvisionKind.RULES:
        stem = "" if parent.eid == "rules" else f"{parent.eid}__"
    elif parent.kind is ProvisionKind.ORDER:
        stem = "order__"
    else:
        stem = f"{parent.eid}__"
    eid = f"{stem}{name}"
    taken = {p.eid for p in bench.provisions}
    if eid in taken:
        raise CannotApplyError(f"{name_of(holder)} has an element «{eid}» already")
    return eid


# --- lines --------------------------------------------------------------------------------------


def _insert_subparagraph(
    bench: Bench,
    instruction: Instruction,
    element: Provision,
    inside: Sequence[Step],
    step: Step,
) -> None:
    lines = bench.lines(element)
    scope = list(lines_of(bench, element, inside))
    numbered = [
        (place, listed[0])
        for place in range(scope[0], scope[-1] + 1)
        if (listed := subparagraph_of(lines.lines[place].text)) is not None
        and not lines.lines[place].gone
    ]
    if any(number == step.number for _place, number in numbered):
        raise CannotApplyError(f"subparagraph {step.number}) is there already")
    if not _first_line_is(instruction.text or "", step.number):
        raise CannotApplyError(f"the new text does not begin with «{step.number})»")
    before = [p for p, number in numbered if sort_key(number) < sort_key(step.number)]
    place = scope[-1] + 1
    if before:
        place = before[-1] + 1
        while place < len(lines.lines) and _goes_on(lines.lines[place].text):
            place += 1
    elif numbered:
        place = numbered[0][0]
    lines.insert(place, instruction.text or "")


def _first_line_is(text: str, number: str) -> bool:
    listed = subparagraph_of(text)
    return listed is not None and listed[0] == number


def _goes_on(line: str) -> bool:
    """Whether a line goes on with the subparagraph above it."""
    return subparagraph_of(line) is None and line[:1].islower()


def _insert_lines(
    bench: Bench,
    instruction: Instruction,
    element: Provision,
    inside: Sequence[Step],
    step: Step,
) -> None:
    """Add a part or an abzac: as the number says, or at the end where there is none."""
    lines = bench.lines(element)
    scope = list(lines_of(bench, element, inside))
    text = instruction.text or ""
    if not step.number:
        lines.insert(scope[-1] + 1, text)
        return
    old = [place for place in scope if lines.lines[place].old]
    texts = [lines.lines[place].text for place in old]
    if step.level is Level.PART:
        starts = _starts([len(part) for part in parts_of(texts)], old)
    else:
        starts = old
    added = sum(1 for place in scope if not lines.lines[place].old)
    number = int(step.number)
    if number <= len(starts):
        lines.insert(starts[number - 1], text)
    elif number <= len(starts) + 1 + added:
        lines.insert(scope[-1] + 1, text)
    else:
        raise CannotApplyError(
            f"{step.level} {number} cannot follow: there are {len(starts)} in {name_of(element)}"
        )


def _starts(lengths: Sequence[int], places: Sequence[int]) -> list[int]:
    starts, index = [], 0
    for length in lengths:
        starts.append(places[index])
        index += length
    return starts


def _append_sentence(
    bench: Bench, instruction: Instruction, element: Provision, inside: Sequence[Step]
) -> None:
    lines = bench.lines(element)
    places = [p for p in lines_of(bench, element, inside) if not lines.lines[p].gone]
    if not places:
        raise CannotApplyError(f"{name_of(element)} has no text left")
    last = lines.lines[places[-1]]
    last.text = f"{last.text} {instruction.text or ''}".strip()

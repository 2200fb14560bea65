"""From a clause to instructions: one for each element, with its text or its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.amending.chains import put_together
from ingest.amending.flow import Annex, Unit, is_changes_title, is_list_title
from ingest.amending.texts import (
    annex_elements,
    belongs_to_rules,
    blocks_of_annex,
    divided,
    elements_of,
    numbers_in,
    row_elements,
    rules_elements,
    text_of,
    without_outer_marks,
)
from ingest.amending.tokens import ToAnnex, Verb
from ingest.amending.walking import Found
from ingest.blocks import Block
from knowledge.acts import Provision
from knowledge.amending.instructions import ActReference, Instruction, InstructionKind
from knowledge.amending.places import Holder, Level, Place, Step


@dataclass(frozen=True, slots=True)
class Body:
    """What a clause's texts are found in: the units of its body, and the order's annexes."""

    units: Sequence[Unit]
    annexes: Sequence[Annex]
    list_number: str = ""


def instructions_of(found: Found, body: Body) -> tuple[Instruction, ...]:
    """The instructions of a clause; none where it could not be read."""
    builder = _Builder(found, body)
    return tuple(replace(one, line=found.line) for one in builder.build())


_Exchange = tuple[str, str, tuple[Place, ...]]
"""Words as they are, words as they become, and where."""


class _Builder:
    def __init__(self, found: Found, body: Body) -> None:
        self._found = found
        self._clause = found.clause
        self._body = body
        self._act = found.clause.act

    def build(self) -> list[Instruction]:
        clause = self._clause
        if clause.other_language:
            return self._other_language()
        verb = clause.verb.verb if clause.verb else None
        if verb is Verb.REPEAL or (self._found.repealing and verb is None):
            return self._repeals()
        if self._act is None or verb is None:
            return []
        if verb is Verb.STATE:
            return self._states()
        if verb is Verb.ADD:
            return self._adds_words() if clause.new else self._adds()
        if verb is Verb.TAKE_OUT:
            if clause.old:
                return self._exchanges(self._taken_out())
            return [self._one(place, InstructionKind.DELETE) for place in self._named()]
        if verb is Verb.EXCHANGE:
            return self._exchanges(self._pairs())
        return []

    def _one(
        self, place: Place, kind: InstructionKind, act: ActReference | None = None
    ) -> Instruction:
        chosen = act or self._act
        assert chosen is not None
        return Instruction(chosen, place, kind)

    def _named(self) -> list[Place]:
        """What the clause is about: what it names, or the element of its context."""
        if self._clause.objects:
            return list(self._clause.objects)
        return [place for place in self._clause.places if place.steps]

    def _words(self, quote: int) -> str:
        return " ".join(self._found.quotations[quote].words.split())

    # --- the other language, repeals --------------------------------------------------------

    def _other_language(self) -> list[Instruction]:
        if self._act is None:
            return []
        if self._clause.old:
            pairs = self._pairs() or self._taken_out()
            return [replace(one, other_language_only=True) for one in self._exchanges(pairs)]
        named = self._named() or list(self._clause.places)
        return [
            replace(self._one(place, _kind_of_statement(place)), other_language_only=True)
            for place in named
        ]

    def _repeals(self) -> list[Instruction]:
        clause = self._clause
        found = [self._one(Place(Holder.ACT), InstructionKind.REPEAL, act) for act in clause.acts]
        if self._act is not None:
            places = clause.objects
            if not places and not clause.acts and clause.verb is not None:
                places = [place for place in clause.places if place.steps]
            found += [self._one(place, InstructionKind.REPEAL) for place in places]
        return found

    # --- new texts --------------------------------------------------------------------------

    def _states(self) -> list[Instruction]:
        named = self._named()
        if not named:
            whole = [p for p in self._clause.places if p.holder is Holder.RULES]
            named = whole if self._clause.annexes else []
        if self._clause.annexes is not None and not self._clause.texts:
            return [
                self._from_annex(place, _kind_of_statement(place), annex)
                for place, annex in zip(
                    named, self._annexes(self._clause.annexes, len(named)), strict=True
                )
            ]
        texts = self._texts(named)
        return [
            self._with_text(place, _kind_of_statement(place), blocks)
            for place, blocks in zip(named, texts, strict=True)
        ]

    def _adds(self) -> list[Instruction]:
        places = [
            place
            for parent in (self._clause.objects or self._clause.places)
            for chain in self._clause.added
            for place in put_together(parent, chain)
        ]
        if self._clause.annexes is not None and not self._clause.texts:
            return [
                self._from_annex(place, InstructionKind.INSERT, annex)
                for place, annex in zip(
                    places, self._annexes(self._clause.annexes, len(places)), strict=True
                )
            ]
        places = self._numbered(places)
        texts = self._texts(places)
        return [
            self._with_text(place, InstructionKind.INSERT, blocks)
            for place, blocks in zip(places, texts, strict=True)
        ]

    def _numbered(self, places: list[Place]) -> list[Place]:
        """«дополнить пунктом следующего содержания: «15-1. …»»: the text has the number."""
        if len(places) != 1 or places[0].last is None or places[0].last.number:
            return places
        last = places[0].last
        outside = replace(places[0], steps=places[0].steps[:-1])
        numbers = numbers_in(self._blocks(), last.level)
        return [outside.within(Step(last.level, number)) for number in numbers] or places

    def _texts(self, places: Sequence[Place]) -> list[tuple[Block, ...]]:
        """The text of each place; the whole for each where it cannot be divided."""
        blocks = self._blocks()
        if len(places) <= 1:
            return [blocks for _ in places]
        levels = {place.last.level for place in places if place.last}
        numbers = [place.last.number for place in places if place.last]
        if len(levels) == 1 and len(numbers) == len(places):
            parts = divided(blocks, levels.pop(), numbers)
            if parts is not None:
                return list(parts)
        return [blocks for _ in places]

    def _blocks(self) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for text in self._clause.texts:
            if text.is_table:
                blocks.append(self._body.units[text.number].block)
            else:
                blocks.extend(self._found.quotations[text.number].blocks)
        if not blocks:
            origin = self._found.origin
            after = self._body.units[origin.first + 1 : origin.last + 1]
            blocks = [replace(unit.block, text=unit.text) if not unit.is_table else unit.block
                      for unit in after]  # fmt: skip
        return without_outer_marks(blocks)

    def _with_text(
        self, place: Place, kind: InstructionKind, blocks: tuple[Block, ...]
    ) -> Instruction:
        elements: tuple[Provision, ...] = ()
        last = place.last
        if last is not None and last.level is Level.ANNEX:
            elements = annex_elements(last.number, blocks)
        elif last is None:
            elements = rules_elements(blocks)
        elif last.level is Level.ROW:
            elements = row_elements(last.number, blocks)
        elif last.level in (Level.PARA, Level.CHAPTER, Level.SECTION):
            elements = elements_of(blocks)
        instruction = self._one(place, kind)
        return replace(instruction, text=text_of(blocks) or None, elements=elements)

    # --- annexed texts ----------------------------------------------------------------------

    def _annexes(self, named: ToAnnex, count: int) -> list[Annex | None]:
        """The annex of each of ``count`` places: one for all, or one after the other."""
        found = [self._annex(number, to_list=named.to_list) for number in named.numbers]
        if len(found) == count:
            return list(found)
        return [found[0] if len(found) == 1 and count == 1 else None for _ in range(count)]

    def _annex(self, number: str, *, to_list: bool) -> Annex | None:
        annexes = [a for a in self._body.annexes if a.list_of or not _holds_changes(a)]
        of_list = bool(to_list and self._body.list_number)
        for group in (of_list, not of_list):
            fitting = [annex for annex in annexes if bool(annex.list_of) == group]
            if not number and len(fitting) == 1:
                return fitting[0]
            found = _numbered(fitting, number or "1")
            if found is not None:
                return found
        return None

    def _from_annex(self, place: Place, kind: InstructionKind, annex: Annex | None) -> Instruction:
        if annex is None:
            return self._one(place, kind)
        of_order = place.holder is Holder.ORDER and place.last is not None
        if of_order and belongs_to_rules(annex):
            # «дополнить приложением 3 …», and the annexed text is «Приложение 3 к Правилам».
            place = replace(place, holder=Holder.RULES)
        return self._with_text(place, kind, blocks_of_annex(annex))

    # --- words ------------------------------------------------------------------------------

    def _pairs(self) -> list[_Exchange]:
        old, new = self._clause.old, [self._words(quote) for quote in self._clause.new]
        if len(new) == 1:
            new = new * len(old)
        if len(old) != len(new):
            return []
        return [
            (self._words(quote), words, places)
            for (quote, places), words in zip(old, new, strict=True)
        ]

    def _taken_out(self) -> list[_Exchange]:
        return [(self._words(quote), "", places) for quote, places in self._clause.old]

    def _adds_words(self) -> list[Instruction]:
        new = [self._words(quote) for quote in self._clause.new]
        anchors = [self._words(quote) for quote in (self._clause.after or self._clause.before)]
        places = self._clause.places
        if not anchors:
            return self._exchanges([("", words, places) for words in new])
        if len(new) == 1:
            new = new * len(anchors)
        if len(new) != len(anchors):
            return []
        behind = bool(self._clause.after)
        return self._exchanges(
            [
                (anchor, joined(anchor, words) if behind else joined(words, anchor), places)
                for anchor, words in zip(anchors, new, strict=True)
            ]
        )

    def _exchanges(self, exchanges: Sequence[_Exchange]) -> list[Instruction]:
        kind = InstructionKind.REPLACE_WORDS
        if self._clause.throughout:
            kind = InstructionKind.REPLACE_WORDS_THROUGHOUT
        found = []
        for old, new, named in exchanges:
            places = [(place, kind) for place in self._clause.objects or named]
            if self._clause.throughout:
                places = self._running_texts([place for place, _kind in places])
            found += [
                replace(self._one(place, how), old_words=old, new_words=new)
                for place, how in places
            ]
        return found

    def _running_texts(self, places: Sequence[Place]) -> list[tuple[Place, InstructionKind]]:
        """What «по всему тексту» means; «в заголовке и по всему тексту» is two instructions."""
        titles = [place for place in places if _is_title(place)]
        rest = [place for place in places if not _is_title(place)]
        whole = [_whole_text(place, named=self._clause.placed) for place in rest]
        if not rest:
            whole = [_whole_text(replace(place, steps=()), named=False) for place in titles]
        kind = InstructionKind.REPLACE_WORDS_THROUGHOUT
        return [
            *((place, InstructionKind.REPLACE_WORDS) for place in titles),
            *((place, kind) for place in dict.fromkeys(whole)),
        ]


def joined(first: str, second: str) -> str:
    """Two runs of words as one: no space before a mark that ends words."""
    return f"{first}{second}" if second[:1] in ",.;:)" else f"{first} {second}"


def _is_title(place: Place) -> bool:
    return place.last is not None and place.last.level in (Level.TITLE, Level.PREAMBLE)


def _holds_changes(annex: Annex) -> bool:
    return is_list_title(annex.title) or is_changes_title(annex.title)


def _whole_text(place: Place, *, named: bool) -> Place:
    """The text that «по всему тексту» means, by the place named with it or by the context.

    Right under «внести в приказ» it is the order and all that it approves.
    """
    whole = place if named else place.up_to(Level.ANNEX)
    if not named and whole.holder is Holder.ORDER and not whole.steps:
        return Place(Holder.ACT)
    return whole


def _kind_of_statement(place: Place) -> InstructionKind:
    last = place.last
    if last is not None and last.level is Level.TITLE:
        return InstructionKind.TITLE
    if last is not None and last.level is Level.ANNEX:
        return InstructionKind.ANNEX_REPLACE
    return InstructionKind.REPLACE


def _numbered(annexes: Sequence[Annex], number: str) -> Annex | None:
    return next((annex for annex in annexes if annex.number == number), None)

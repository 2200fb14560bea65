"""From the tokens of one sentence to the changes that it orders, in the context of lines before.

A context («в пункте 7:», «7-тармақта:») holds for the lines under it until another takes its
place. An element that a line names is put together with the context from the outside in: under
«в пункте 7:», «подпункт 2)» is subparagraph 2 of paragraph 7, «пункт 9» is paragraph 9.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.amending.chains import (
    JOINED,
    Chain,
    Item,
    Sentence,
    items_of,
    not_left,
    put_together,
)
from ingest.amending.tokens import (
    Order,
    Quoted,
    Role,
    Throughout,
    ToAnnex,
    Verb,
    Words,
)
from knowledge.amending.instructions import ActReference
from knowledge.amending.places import DEPTH, Holder, Level, Place


@dataclass(frozen=True, slots=True)
class Context:
    """Where the next line's changes are. ``repealing``: acts named now are repealed."""

    act: ActReference | None = None
    places: tuple[Place, ...] = (Place(Holder.ORDER),)
    repealing: bool = False


@dataclass(slots=True)
class Clause:
    """What belongs to one verb."""

    verb: Order | None = None
    places: tuple[Place, ...] = ()
    act: ActReference | None = None
    objects: list[Place] = field(default_factory=list)
    acts: list[ActReference] = field(default_factory=list)
    """Acts named as a whole, to be repealed."""
    old: list[tuple[int, tuple[Place, ...]]] = field(default_factory=list)
    """Quoted words with the places where they stand."""
    after: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    added: list[Chain] = field(default_factory=list)
    texts: list[Quoted] = field(default_factory=list)
    annexes: ToAnnex | None = None
    throughout: bool = False
    placed: bool = False
    """Its places are named in the sentence itself, not by the context."""
    other_language: bool = False


def clauses_of(sentence: Sentence, context: Context) -> tuple[list[Clause], Context]:
    """The clauses of a sentence, and the context that holds after it."""
    items = items_of(sentence)
    reader = _Reader(sentence, context)
    for item in items:
        reader.take(item)
    reader.flush()
    return reader.clauses, reader.context_after(items)


class _Reader:
    def __init__(self, sentence: Sentence, context: Context) -> None:
        self._sentence = sentence
        self._context = context
        self._act = context.act
        self._places = context.places
        self._placed: Chain | None = None
        self._throughout = False
        self._other_language = False
        self._container: tuple[Place, ...] | None = None
        self.clauses: list[Clause] = []
        self._clause = self._new()

    def _new(self) -> Clause:
        return Clause(
            places=self._places,
            act=self._act,
            throughout=self._throughout,
            placed=self._placed is not None,
        )

    def flush(self) -> None:
        """Finish the clause that is open."""
        clause = self._clause
        clause.other_language = clause.other_language or self._other_language
        started = clause.verb or clause.objects or clause.acts or clause.old
        if started or (clause.other_language and clause.places):
            self.clauses.append(clause)
        if clause.objects and (clause.new or clause.old or clause.added):
            # «пункт 5 после слов … дополнить словами …, слова … исключить»
            self._places = tuple(clause.objects)
        self._clause = self._new()

    def take(self, item: Item) -> None:
        """Read the next item."""
        if self._sentence.kazakh and self._clause.verb is not None and _opens_anew(item):
            self.flush()
        if isinstance(item, Chain):
            self._take_chain(item)
        elif isinstance(item, Words):
            self._take_words(item)
        elif isinstance(item, Order):
            if self._clause.verb is not None:
                self.flush()
            self._clause.verb = item
        elif isinstance(item, Quoted):
            if self._clause.verb is not None:
                self._clause.texts.append(item)
        elif isinstance(item, ToAnnex):
            self._clause.annexes = item
        elif isinstance(item, Throughout):
            if self._clause.verb is not None:
                self.flush()
            self._throughout = self._clause.throughout = True
        else:
            self._other_language = self._clause.other_language = True

    def _take_chain(self, chain: Chain) -> None:
        if chain.role is Role.WITH:
            if chain.level is not None:
                self._clause.added.append(chain)
            return
        if chain.role in (Role.AFTER, Role.BEFORE):
            # «после абзаца второго дополнить абзацем третьим»: the number says it again.
            return
        if chain.role is Role.PLACE:
            self._go_to(chain)
            return
        if self._clause.verb is not None and not self._still_first():
            self.flush()
        if chain.act is not None:
            self._clause.act = chain.act
        if chain.level is None and chain.holder is not Holder.RULES:
            if chain.act is not None:
                self._clause.acts.append(chain.act)
            return
        for place in self._around(chain):
            self._clause.objects.extend(put_together(place, chain))

    def _around(self, chain: Chain) -> tuple[Place, ...]:
        """What an element is inside of; «подпункт 1) пункта 3 исключить, подпункт 2) …»."""
        places = self._clause.places
        before = self.clauses[-1].objects if self.clauses else []
        inner = chain.outermost is not None and DEPTH[chain.outermost] > DEPTH[Level.PARA]
        known = any(place.step(Level.PARA) or place.step(Level.ROW) for place in places)
        if not inner or known or not before or chain.outermost is Level.TITLE:
            return places
        return (before[-1].up_to(Level.PARA, Level.ROW),)

    def _still_first(self) -> bool:
        """«изложить пункт 5», «изложив пункт 5»: the verb stands before what it is about."""
        clause = self._clause
        taken = clause.objects or clause.acts or clause.old or clause.after
        return not (taken or clause.texts or clause.new or clause.added or clause.annexes)

    def _go_to(self, chain: Chain) -> None:
        if self._clause.verb is not None and not self._still_first():
            self.flush()
        if chain.act is not None:
            self._act = chain.act
            self._places = (Place(chain.holder or Holder.ORDER, rules=chain.rules),)
            self._container = self._places
        base = self._base(chain)
        places = [place for one in base for place in put_together(one, chain)]
        beside = self._placed is not None and self._joins(self._placed, chain)
        self._places = (*self._places, *places) if beside else tuple(places)
        if chain.level is None and chain.holder is Holder.RULES:
            self._container = self._places
        self._placed = chain
        self._clause.places, self._clause.act = self._places, self._act
        self._clause.placed = True

    def _base(self, chain: Chain) -> tuple[Place, ...]:
        """What a place is inside of: the place named before it, or the context."""
        before = self._placed
        if before is None or self._joins(before, chain):
            return self._places if chain.act or before is None else self._context.places
        return self._places

    def _joins(self, before: Chain, chain: Chain) -> bool:
        """«в пункте 5 и подпункте 2) пункта 6» are two places, not one inside the other."""
        between = self._sentence.text[before.end : chain.start]
        joined = between.strip(" ,") not in ("", ":") or "," in between
        return bool(joined and JOINED.match(between) and _as_far_out(chain, before))

    def _take_words(self, words: Words) -> None:
        clause = self._clause
        if words.role is Role.WITH:
            clause.new.extend(words.quotes)
        elif words.role is Role.AFTER:
            if clause.verb is not None and clause.new:
                self.flush()
            self._clause.after.extend(words.quotes)
        elif words.role is Role.BEFORE:
            if clause.verb is not None and clause.new:
                self.flush()
            self._clause.before.extend(words.quotes)
        else:
            if clause.verb is not None and not self._still_first():
                self.flush()
            places = self._clause.places
            self._clause.old.extend((quote, places) for quote in words.quotes)

    def context_after(self, items: Sequence[Item]) -> Context:
        """The context for the lines that follow."""
        opens = self._sentence.text.rstrip().endswith(":")
        verbs = [item for item in items if isinstance(item, Order)]
        if any(verb.verb is Verb.REPEAL for verb in verbs) and opens:
            return Context(self._act, self._places, repealing=True)
        if opens and not verbs:
            objects = [place for clause in self.clauses for place in clause.objects]
            if objects and self._placed is None:
                return replace(self._context, act=self._act, places=tuple(objects))
            return replace(self._context, act=self._act, places=self._places)
        if self._container is not None:
            return replace(self._context, act=self._act, places=self._container)
        return replace(self._context, places=tuple(map(self._still_in, self._context.places)))

    def _still_in(self, place: Place) -> Place:
        """A place of the context, as far as the sentence has not gone on to one beside it.

        Under «в приложении 1:», «приложение 2 исключить» ends what is said of annex 1.
        """
        for clause in self.clauses:
            added = (one for chain in clause.added for one in put_together(place, chain))
            about = clause.places if clause.placed else ()
            for other in (*clause.objects, *about, *added):
                place = not_left(place, other)
        return place


def _opens_anew(item: Item) -> bool:
    return isinstance(item, Chain | Words | Throughout)


def _as_far_out(chain: Chain, before: Chain) -> bool:
    one, other = chain.outermost, before.outermost
    if one is None or other is None:
        return True
    return DEPTH[one] <= DEPTH[other]

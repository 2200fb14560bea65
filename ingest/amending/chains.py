"""From the tokens of one sentence to chains: an element with all that it belongs to.

«подпункт 2) пункта 7 Правил» and «Қағидалардың 7-тармағының 2) тармақшасы» are one chain each, read
from the inside out in Russian and from the outside in in Kazakh.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from ingest.amending.references import Mention
from ingest.amending.tokens import (
    ActMark,
    Element,
    Order,
    OtherLanguage,
    Quoted,
    Role,
    Text,
    Throughout,
    ToAnnex,
    Token,
    Words,
)
from knowledge.amending.instructions import ActReference
from knowledge.amending.places import DEPTH, Holder, Level, Place, Step


@dataclass(frozen=True, slots=True)
class Chain:
    """An element with what it belongs to, outermost first; ``options`` for «пункты 3 и 4»."""

    role: Role
    start: int
    end: int
    options: tuple[tuple[Step, ...], ...] = ((),)
    holder: Holder | None = None
    rules: str = ""
    act: ActReference | None = None

    @property
    def level(self) -> Level | None:
        """The level of the element itself."""
        return self.options[0][-1].level if self.options[0] else None

    @property
    def outermost(self) -> Level | None:
        """The level of the outermost step."""
        return self.options[0][0].level if self.options[0] else None


Item = Chain | Words | Order | Quoted | ToAnnex | Throughout | OtherLanguage


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of the order as tokens; ``text`` is what the tokens' spans count in."""

    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    kazakh: bool


def items_of(sentence: Sentence) -> list[Item]:
    """The tokens of a sentence, with elements put together to chains."""
    items: list[Item] = []
    pending: list[Element | Text | ActMark] = []
    throughout = False
    for token in sentence.tokens:
        if not isinstance(token, Element | Text | ActMark):
            if pending and isinstance(token, Order | Throughout | OtherLanguage):
                role = Role.PLACE if isinstance(token, Throughout) else Role.OBJECT
                items.append(_chain(sentence, pending[-1], pending[:-1], role))
                pending = []
            throughout = isinstance(token, Throughout)
            items.append(token)
            continue
        if _role(sentence, token) is not Role.OF:
            items.append(_chain(sentence, token, pending))
            pending = []
        elif sentence.kazakh:
            pending.append(token)
        elif items and isinstance(items[-1], Chain):
            items[-1] = _belonging(sentence, items[-1], token)
        else:
            items.append(_chain(sentence, token, [], Role.PLACE if throughout else Role.OBJECT))
    if pending:
        items.append(_chain(sentence, pending[-1], pending[:-1], Role.OBJECT))
    return _shared(sentence, items)


def _role(sentence: Sentence, token: Element | Text | ActMark) -> Role:
    return sentence.mentions[token.number].role if isinstance(token, ActMark) else token.role


def _chain(
    sentence: Sentence,
    head: Element | Text | ActMark,
    outer: Sequence[Element | Text | ActMark],
    role: Role | None = None,
) -> Chain:
    spans = [token.span for token in (*outer, head)]
    chain = Chain(
        role or _role(sentence, head),
        min(span.start for span in spans),
        max(span.end for span in spans),
    )
    for token in (head, *reversed(outer)):
        chain = _belonging(sentence, chain, token)
    return chain


def _belonging(sentence: Sentence, chain: Chain, token: Element | Text | ActMark) -> Chain:
    """The chain with one more thing that it belongs to, further out."""
    start, end = min(chain.start, token.span.start), max(chain.end, token.span.end)
    if isinstance(token, ActMark):
        named = sentence.mentions[token.number].reference
        return replace(chain, start=start, end=end, act=named, holder=chain.holder or Holder.ORDER)
    if isinstance(token, Text):
        act = sentence.mentions[token.act].reference if token.act is not None else chain.act
        text = Holder.RULES if token.is_rules else Holder.ORDER
        return replace(
            chain, start=start, end=end, holder=text, rules=chain.rules or token.title, act=act
        )
    holder = chain.holder
    if token.annex_to:
        holder = Holder.ORDER if token.annex_to == "order" else Holder.RULES
    steps = [Step(token.level, number) for number in token.numbers] or [Step(token.level)]
    options = tuple((step, *option) for step, option in product(steps, chain.options))
    return replace(chain, start=start, end=end, options=options, holder=holder)


JOINED = re.compile(r"^[\s,]*(?:и|а\s+также|және|мен|пен|бен|сондай-ақ)?[\s,]*$", re.IGNORECASE)


def _shared(sentence: Sentence, items: list[Item]) -> list[Item]:
    """«часть первую и часть третью пункта 12»: what the one belongs to the other does too."""
    places = range(1, len(items)) if sentence.kazakh else range(len(items) - 1, 0, -1)
    for place in places:
        one, other = items[place - 1], items[place]
        if not (isinstance(one, Chain) and isinstance(other, Chain)):
            continue
        if sentence.kazakh:
            one = items[place - 1] = _with_case_of(one, other, sentence.text)
        giver, taker = (one, other) if sentence.kazakh else (other, one)
        joined = JOINED.match(sentence.text[one.end : other.start])
        if one.role is other.role and joined and len(giver.options[0]) > 1:
            items[place if sentence.kazakh else place - 1] = _given(giver, taker)
    return items


_KAZAKH_AND = re.compile(r"^[\s,]*(?:және|мен|пен|бен)\s*$", re.IGNORECASE)


def _with_case_of(one: Chain, other: Chain, text: str) -> Chain:
    """«5-тармақтың екінші бөлігі мен 6-тармақтың үшінші бөлігінде»: the last has the ending."""
    if one.role is not Role.OBJECT or not _KAZAKH_AND.match(text[one.end : other.start]):
        return one
    return replace(one, role=other.role)


def _given(giver: Chain, taker: Chain) -> Chain:
    """``taker`` with what ``giver`` belongs to and it does not yet."""
    if taker.outermost is None:
        return taker
    depth = DEPTH[taker.outermost]
    outer = tuple(step for step in giver.options[0][:-1] if DEPTH[step.level] < depth)
    if not outer:
        return taker
    options = tuple((*outer, *option) for option in taker.options)
    return replace(
        taker, options=options, holder=taker.holder or giver.holder, act=taker.act or giver.act
    )


_KEPT = {
    Level.ANNEX: (),
    Level.CHAPTER: (Level.ANNEX,),
    Level.SECTION: (Level.ANNEX, Level.CHAPTER),
    Level.PARA: (Level.ANNEX,),
    Level.ROW: (Level.ANNEX,),
    Level.NOTE: (Level.ANNEX,),
    Level.CORNER: (Level.ANNEX,),
    Level.PREAMBLE: (),
    Level.TITLE: (Level.ANNEX, Level.CHAPTER, Level.SECTION),
    Level.COLUMN: (Level.ANNEX, Level.ROW),
    Level.SUBPARA: (Level.ANNEX, Level.PARA, Level.ROW, Level.PREAMBLE, Level.PART, Level.COLUMN),
    Level.PART: (Level.ANNEX, Level.PARA, Level.ROW),
    Level.ABZAC: (
        *(Level.ANNEX, Level.CHAPTER, Level.PARA, Level.ROW, Level.COLUMN),
        *(Level.SUBPARA, Level.PART, Level.PREAMBLE, Level.NOTE),
    ),
    Level.SENTENCE: (
        *(Level.ANNEX, Level.PARA, Level.ROW, Level.SUBPARA, Level.PART, Level.ABZAC),
        Level.PREAMBLE,
    ),
}
"""What of the context a step stays inside of."""


def put_together(context: Place, chain: Chain) -> list[Place]:
    """The places that a chain names in a context."""
    base = context
    if chain.holder is not None:
        base = Place(chain.holder, rules=chain.rules)
        if chain.holder is context.holder and not chain.rules:
            base = replace(base, rules=context.rules)
    places = []
    for option in chain.options:
        if not option:
            places.append(base)
            continue
        inside = base.up_to(*_KEPT[option[0].level])
        places.append(inside.within(*option))
    return places


def not_left(place: Place, other: Place) -> Place:
    """What of ``place`` also ``other`` is inside of, where it names something beside it."""
    if place.holder is not other.holder:
        return place
    for index, (step, named) in enumerate(zip(place.steps, other.steps, strict=False)):
        if step != named:
            beside = DEPTH[named.level] <= DEPTH[step.level]
            return replace(place, steps=place.steps[:index]) if beside else place
    return place

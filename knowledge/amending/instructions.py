"""An amending order as a value: which acts it amends, and each instruction.

An instruction is one change to one element: «пункты 3, 4 и 5 исключить» are three. Texts are as
the order prints them, without the outer quotation marks, lines joined by a newline.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from knowledge.acts import ActKind, Provision
from knowledge.amending.places import Holder, Place
from knowledge.identity import number_key
from knowledge.validity import EntryIntoForce


class InstructionKind(StrEnum):
    """What an instruction does to its element."""

    REPLACE = "replace"
    """«изложить в следующей редакции» / «мынадай редакцияда жазылсын»."""
    INSERT = "insert"
    """«дополнить … следующего содержания» / «мынадай мазмұндағы … толықтырылсын»."""
    DELETE = "delete"
    """«исключить» / «алып тасталсын», of a whole element."""
    REPLACE_WORDS = "replace_words"
    """Words of the element: replaced; taken out, with ``new_words`` ""; added after
    ``old_words``, which ``new_words`` then repeats; added at the end, with ``old_words`` ""."""
    REPLACE_WORDS_THROUGHOUT = "replace_words_throughout"
    """«по всему тексту» / «бүкіл мәтін бойынша»."""
    ANNEX_REPLACE = "annex_replace"
    """A whole annex is stated anew."""
    TITLE = "title"
    """A title is stated anew."""
    REPEAL = "repeal"
    """«признать утратившим силу» / «күші жойылды деп танылсын»."""


@dataclass(frozen=True, slots=True)
class ActReference:
    """An act by its number (as printed, without «№») and date. ``kind`` where the words say it."""

    number: str
    date: dt.date | None
    kind: ActKind | None = None

    def same_as(self, other: ActReference) -> bool:
        """Whether both name one act; a kind or date that is not known contradicts nothing."""
        return (
            number_key(self.number) == number_key(other.number)
            and (None in (self.date, other.date) or self.date == other.date)
            and (None in (self.kind, other.kind) or self.kind == other.kind)
        )

    def __str__(self) -> str:
        return f"№ {self.number}" + (f" of {self.date.isoformat()}" if self.date else "")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One change to one element of one act.

    ``text`` is the new text of the element; ``elements`` the same read by the parser that reads
    editions, its eids relative («para_13», «para_13__subpara_1», «annex_2__row_8»).
    ``in_force_from`` is the day named for this instruction, or for the order as a whole; None
    where it is not known from the order alone. ``entry`` is the clause that it rests on, where
    that is not the order's own. ``other_language_only``: the order says that only its text in
    the other language changes here.
    """

    act: ActReference
    place: Place
    kind: InstructionKind
    text: str | None = None
    old_words: str | None = None
    new_words: str | None = None
    in_force_from: dt.date | None = None
    entry: EntryIntoForce | None = None
    elements: tuple[Provision, ...] = ()
    other_language_only: bool = False
    line: str = ""
    """The words of the order that say so, quotations shortened."""

    @property
    def provision(self) -> str:
        """The name of the element; see ``knowledge.amending.places``.

        «По всему тексту» goes by ``rules`` also where it means the order with all it approves.
        """
        throughout = self.kind is InstructionKind.REPLACE_WORDS_THROUGHOUT
        if throughout and self.place.holder is Holder.ACT:
            return Holder.RULES.value
        return self.place.name


@dataclass(frozen=True, slots=True)
class AmendingOrder:
    """An order that amends or repeals others, in one language.

    ``issuer`` is as the requisites print it, "" where they do not. ``unread`` are lines that
    order a change which could not be read: a person has to.
    """

    number: str | None
    date: dt.date | None
    language: str
    title: str
    issuer: str
    entry: EntryIntoForce
    instructions: tuple[Instruction, ...]
    unread: tuple[str, ...] = ()
    kind: ActKind | None = None

    @property
    def targets(self) -> tuple[ActReference, ...]:
        """The acts that it amends or repeals, in the order in which it names them."""
        found: list[ActReference] = []
        for instruction in self.instructions:
            if not any(instruction.act.same_as(known) for known in found):
                found.append(instruction.act)
        return tuple(found)

    def for_act(self, act: ActReference) -> tuple[Instruction, ...]:
        """The instructions about one act, in order."""
        return tuple(one for one in self.instructions if one.act.same_as(act))

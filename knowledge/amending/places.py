"""Places: how an amending order names an element of the act that it amends.

The name is what people and programs see («para 7 subpara 2», «annex 1 row 8», «order para 1»); a
``Place`` is the same in steps, from the outside in, so that an edition can be searched for it.

Names: ``title`` (the order's own title), ``preamble``, ``order`` and ``order para N`` (the order's
own text); ``rules`` (what the order approves, as a whole), ``rules title``, ``para N``; ``annex
N``, ``annex N title``, ``annex N row M``; ``act`` (the act as a whole). Inside an element:
``subpara M``, ``part M`` (часть, бөлік), ``abzac M`` (абзац), ``sentence M``. Also, because orders
need them: ``chapter N``, ``chapter N title``, ``section N``, ``annex N para M``, ``annex N row M
column K``, ``annex N corner`` (the stamp at the right upper corner), ``annex N note``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Holder(StrEnum):
    """Which text of an act a place is in."""

    ACT = "act"
    """The act as a whole: its order and all that the order approves."""
    ORDER = "order"
    """The order's own text, and annexes to the order that are no Rules."""
    RULES = "rules"
    """What the order approves (Rules, a Standard, …), with its annexes."""


class Level(StrEnum):
    """What one step of a place names."""

    TITLE = "title"
    PREAMBLE = "preamble"
    ANNEX = "annex"
    CHAPTER = "chapter"
    SECTION = "section"
    PARA = "para"
    ROW = "row"
    SUBPARA = "subpara"
    PART = "part"
    ABZAC = "abzac"
    SENTENCE = "sentence"
    COLUMN = "column"
    CORNER = "corner"
    NOTE = "note"


DEPTH = {
    Level.ANNEX: 1,
    Level.CHAPTER: 2,
    Level.SECTION: 3,
    Level.PREAMBLE: 4,
    Level.PARA: 4,
    Level.ROW: 4,
    Level.NOTE: 4,
    Level.CORNER: 4,
    Level.COLUMN: 5,
    Level.SUBPARA: 6,
    Level.PART: 6,
    Level.ABZAC: 7,
    Level.SENTENCE: 8,
    Level.TITLE: 9,
}
"""How deep a step stands; a subparagraph may hold parts and a part subparagraphs."""

LINE_LEVELS = frozenset({Level.PART, Level.ABZAC, Level.SENTENCE})
"""Levels that have no number of their own in the text: they are counted."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``number`` is as printed without marks («7», «15-1», «а»), or ""."""

    level: Level
    number: str = ""

    def __str__(self) -> str:
        return f"{self.level} {self.number}".strip()


@dataclass(frozen=True, slots=True)
class Place:
    """An element that an instruction is about.

    ``rules`` holds the words by which the order names the Rules, for orders that approve several;
    empty where it only says «в Правилах».
    """

    holder: Holder
    steps: tuple[Step, ...] = ()
    rules: str = ""

    @property
    def name(self) -> str:
        """The name as the module describes it."""
        inner = " ".join(str(step) for step in self.steps)
        if not self.steps:
            return self.holder.value
        first = self.steps[0].level
        if self.holder is Holder.ORDER and first is Level.PARA:
            return f"order {inner}"
        if self.holder is Holder.RULES and first is Level.TITLE:
            return "rules title"
        return inner

    @property
    def last(self) -> Step | None:
        """The innermost step, or None for a whole text."""
        return self.steps[-1] if self.steps else None

    def step(self, level: Level) -> Step | None:
        """The step of a level, or None."""
        return next((step for step in self.steps if step.level is level), None)

    def within(self, *steps: Step) -> Place:
        """The place of ``steps`` inside this one."""
        return replace(self, steps=(*self.steps, *steps))

    def up_to(self, *levels: Level) -> Place:
        """This place without everything below its last step of ``levels``."""
        keep = 0
        for place, step in enumerate(self.steps, start=1):
            if step.level in levels:
                keep = place
        return replace(self, steps=self.steps[:keep])

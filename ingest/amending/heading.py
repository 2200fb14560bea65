"""The head of an amending order: its title, its own name, and where its text begins.

Ministries send orders without the requisites line of the reference bank; number and date then
stand above the title. A Kazakh title ends in the name of the amended act, in the very words of
requisites («… 2020 жылғы 27 мамырдағы № 58 бұйрығына өзгерістер енгізу туралы»), which must not
be taken for the order's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.amending.formulas import is_amending_title
from ingest.amending.references import NUMBER, tidy_number
from ingest.blocks import Block, BlockKind, ReadDocument
from ingest.header import ActFacts, facts_of_requisite, kind_of
from ingest.structure.markers import is_requisite
from ingest.structure.parts import divide
from knowledge.dates import find_date, kazakh_i


@dataclass(frozen=True, slots=True)
class Head:
    """Title and facts of an order, and the blocks after the words that enact."""

    title: str
    facts: ActFacts
    rest: tuple[Block, ...]


_ENACTING = re.compile(
    r"(?:ПРИКАЗЫВА(?:Ю|ЕМ)|ПОСТАНОВЛЯ(?:ЕТ|Ю)|РЕШИЛ[АИ]?|БҰЙЫРАМ(?:ЫН|ЫЗ)|ҚАУЛЫ\s+ЕТЕ(?:ДІ|МІН)"
    r"|ШЕШТІ|ШЕШІМ\s+ҚАБЫЛДАДЫ)\s*:?\s*$",
    re.IGNORECASE,
)
_BLOCKS_OF_A_HEAD = 40
_LONGEST_TITLE = 1500
_LONGEST_LOOSE_NAME = 160
_LOOSE_NAME = re.compile(NUMBER, re.IGNORECASE)
_ONLY_KIND = re.compile(
    r"^\W*(?:приказ|постановление|решение|бұйрық|бұйрығы|қаулы|қаулысы|шешім)\W*$", re.IGNORECASE
)
_END_OF_TITLE = re.compile(
    r"[»”\"\w]\s+(?=(?:Совместн\w+\s+)?(?:Приказ|Постановление|Решение|Распоряжение)\s)"
    r"|(?:енгізу|тану)\s+туралы\s+(?=\S)"
)
"""Where requisites begin that a file runs together with the title."""


def read_head(document: ReadDocument) -> Head:
    """The head of an order; what cannot be told of it stays open."""
    blocks = document.blocks
    front = divide(blocks)[0]
    start = next(
        (i + 1 for i, block in enumerate(blocks[:_BLOCKS_OF_A_HEAD]) if _ends_enacting(block)),
        None,
    )
    head = blocks[: start if start is not None else _BLOCKS_OF_A_HEAD]
    lines = [part for block in head for part in _parted(" ".join(block.text.split()))]
    title = " ".join(front.title.split())
    if not is_amending_title(title) or len(_parted(title)) > 1:
        printed = document.properties.get("title", "").split(" - ИПС ")[0]
        title = _amending_title(lines) or (printed if is_amending_title(printed) else title)
    if start is None:
        start = _after_front(blocks, front.blocks, front.title)
    return Head(title, _facts(lines, title), blocks[start:])


def _ends_enacting(block: Block) -> bool:
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and bool(
        _ENACTING.search(kazakh_i(block.text.strip()))
    )


def _parted(line: str) -> list[str]:
    """A line, or the title and the requisites that a file runs together."""
    for match in _END_OF_TITLE.finditer(kazakh_i(line)):
        title, requisites = line[: match.end()].strip(), line[match.end() :]
        if is_amending_title(title) and is_requisite(requisites):
            return [title, requisites]
    return [line]


def _amending_title(lines: Sequence[str]) -> str | None:
    """The title among the lines above the text: one line, or some that stand together."""
    for length in (1, 2, 3, 4):
        for place in range(len(lines) - length + 1):
            joined = " ".join(lines[place : place + length])
            if len(joined) < _LONGEST_TITLE and is_amending_title(joined):
                return joined
    return None


def _after_front(blocks: Sequence[Block], front: Sequence[Block], title: str) -> int:
    seen = {id(block) for block in front}
    place = 0
    while place < len(blocks) and (id(blocks[place]) in seen or blocks[place].text in title):
        place += 1
    return place


def _facts(lines: Sequence[str], title: str) -> ActFacts:
    """The order's own name: its requisites, or number and date printed above the text."""
    own = [line for line in lines if line not in title and not is_amending_title(line)]
    for line in own:
        if is_requisite(line):
            return _with_number(facts_of_requisite(line), line)
    for place, line in enumerate(own):
        for candidate in (line, " ".join(own[place : place + 2])):
            number, day = _LOOSE_NAME.search(candidate), find_date(candidate)
            if number and day and len(candidate) < _LONGEST_LOOSE_NAME:
                kind = next(map(kind_of, filter(_ONLY_KIND.match, own)), None)
                return ActFacts(kind=kind, number=tidy_number(number["number"]), date=day)
    return ActFacts()


def _with_number(facts: ActFacts, line: str) -> ActFacts:
    """The facts of requisites, with a number that begins with letters («№ ҚР ДСМ-20»)."""
    number = _LOOSE_NAME.search(re.split(r"[.;]\s+(?=[ҚЗ])", line)[0])
    if number is None or facts.number is not None:
        return facts
    return replace(facts, number=tidy_number(number["number"]))

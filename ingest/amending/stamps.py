"""Stamps and headings that a file without blank lines runs together with what stands around them.

«Приложение 2 / к Правилам … / «Выдача паспорта» / Заявление / Прошу …» is one block for the reader
of plain text: nothing in the layout says where the stamp ends. Its words do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.blocks import Block, BlockKind
from ingest.structure import markers
from knowledge.dates import kazakh_i

_START = re.compile(
    r"^\s*Приложени[ея]\s*(?:№\s*)?(?:\d+(?:-\d+)?)?\s*(?=$|к\s)|^\s*Утвержд[её]н", re.I
)
_NAMES_ON = re.compile(
    r"^\s*(?:[а-яё«\"„“(\d№]|(?:Республик|Министр|Казахстан|Правил|Комитет|Председател|Закон|Кодекс"
    r"|Агентств|Националь|Правительств|Перечн|Стандарт|Приказ)\w*)"
)
_HAS_NUMBER = re.compile(r"№\s*\S")
_TO_ORDER = re.compile(r"приказ|постановлен|решени|утвержд", re.IGNORECASE)
_KAZAKH_END = re.compile(r"(?:қосымша(?:сы)?|бекітілген)\W*$", re.IGNORECASE)
_KAZAKH_OPENING = re.compile(
    r"^(?P<stamp>.{0,300}?(?:[нғ][аеғ]|[кғ][ае])\s+(?:\d+(?:-\d+)?\s?-?\s?)?қосымша)\s+"
    r"(?P<rest>[А-ЯӘҒҚҢӨҰҮҺІ\d№«\"].*)$",
    re.DOTALL,
)
_KAZAKH_ORDER_STAMP = re.compile(
    r"^(?P<stamp>[^.;:]{0,300}?№[^.;:]{1,40}?(?:бұйрығы|қаулысы)на\s+(?:\d+\s?-?\s?)?қосымша)\s+"
    r"(?P<rest>[А-ЯӘҒҚҢӨҰҮҺІ«\"].*)$",
    re.DOTALL,
)
_LONGEST = 400


def parted_stamps(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with every stamp apart from the lines below it and from the next stamp."""
    parted: list[Block] = []
    for block in blocks:
        together = _KAZAKH_ORDER_STAMP.match(kazakh_i(block.text))
        if block.kind is BlockKind.STAMP and "\n" in block.text:
            parted.extend(_parted(block))
        elif together and not block.rows:
            parted.extend(_stamp_and_rest(block, together))
        else:
            parted.append(block)
    return parted


def _stamp_and_rest(block: Block, together: re.Match[str]) -> tuple[Block, Block]:
    stamp, rest = together["stamp"], block.text[together.start("rest") :]
    return (
        replace(block, kind=BlockKind.STAMP, level=0, text=stamp),
        replace(block, kind=BlockKind.PARAGRAPH, level=0, text=rest),
    )


def _parted(block: Block) -> list[Block]:
    lines = block.text.split("\n")
    if _START.match(lines[0]):
        end = _end_of_russian(lines)
    elif markers.read_stamp(kazakh_i(block.text)) is None or not _KAZAKH_END.search(lines[-1]):
        ends = (place for place, line in enumerate(lines, 1) if _KAZAKH_END.search(kazakh_i(line)))
        end = next(ends, len(lines))
    else:
        return [block]
    if end == len(lines):
        return [block]
    return [replace(block, text="\n".join(lines[:end])), *_below(block, lines[end:])]


def _end_of_russian(lines: Sequence[str]) -> int:
    """How many lines a Russian stamp takes."""
    for place in range(1, len(lines)):
        above = " ".join(lines[:place])
        if _START.match(lines[place]):
            return place
        if _is_quoting(above):
            continue
        if _TO_ORDER.search(above):
            if _HAS_NUMBER.search(above):
                return place
        elif place > 1 and (
            above.rstrip().endswith(("»", '"', "”")) or not _names_on(lines, place)
        ):
            return place
    return len(lines)


def _names_on(lines: Sequence[str], place: int) -> bool:
    return bool(_NAMES_ON.match(lines[place]))


def _is_quoting(text: str) -> bool:
    """Whether a quotation is open at the end of a text."""
    return text.count("«") > text.count("»") or text.count('"') % 2 == 1


def _below(block: Block, lines: Sequence[str]) -> list[Block]:
    """The lines below a stamp: paragraphs, and the stamps among them."""
    for place, line in enumerate(lines):
        if _START.match(line):
            rest = replace(block, text="\n".join(lines[place:]))
            return [*_paragraphs(block, lines[:place]), *_parted(rest)]
    return _paragraphs(block, lines)


def _paragraphs(block: Block, lines: Sequence[str]) -> list[Block]:
    return [replace(block, kind=BlockKind.PARAGRAPH, text=line) for line in lines]


_HEADING_RUNS_ON = re.compile(
    r"^(?P<heading>\W?(?:(?:Глава|Раздел)\s+\d+|\d+-(?:тарау|бөлім))\b[^.\n]*\.[^.;:\n]*?)\s+"
    r"(?P<rest>\d+(?:-\d+)?\.\s+[А-ЯӘҒҚҢӨҰҮҺІ].*)$",
    re.DOTALL,
)


def parted_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with «Глава 5. Заключение» apart from «30. …» that follows it."""
    parted: list[Block] = []
    for block in blocks:
        runs_on = None if block.rows else _HEADING_RUNS_ON.match(block.text)
        if runs_on is None:
            parted.append(block)
        else:
            parted.append(replace(block, text=runs_on["heading"]))
            rest = replace(block, kind=BlockKind.PARAGRAPH, level=0, text=runs_on["rest"])
            parted.append(rest)
    return parted


def opening_stamps(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of an annexed text, with the stamps that it opens with marked as such.

    A file may print «Приложение 2 к Правилам …» as a paragraph, or as several.
    """
    opened: list[Block] = []
    place = 0
    while place < len(blocks):
        block = blocks[place]
        if block.kind is BlockKind.TABLE:
            break
        stamp, rest, taken = _opening(blocks[place:])
        if stamp is None:
            break
        opened.append(stamp)
        place += taken
        if rest is not None:
            opened.append(rest)
            break
    return [*opened, *blocks[place:]]


def _opening(blocks: Sequence[Block]) -> tuple[Block | None, Block | None, int]:
    """The stamp at the beginning, the rest of its last block, and how many blocks are taken."""
    first = blocks[0]
    if first.kind is BlockKind.STAMP:
        return first, None, 1
    together = _KAZAKH_OPENING.match(kazakh_i(first.text))
    if together and markers.read_stamp(together["stamp"]) is not None:
        return *_stamp_and_rest(first, together), 1
    if not _START.match(first.text) and not _KAZAKH_END.search(first.text):
        return None, None, 0
    lines = _lines_of_stamp(blocks)
    text = "\n".join(lines)
    known = markers.read_stamp(kazakh_i(text)) is not None and len(text) < _LONGEST
    if not known or text.endswith((".", ";", ":")):
        return None, None, 0
    return replace(first, kind=BlockKind.STAMP, level=0, text=text), None, len(lines)


def _lines_of_stamp(blocks: Sequence[Block]) -> list[str]:
    """The lines of a stamp that is printed a line a paragraph."""
    lines = [blocks[0].text]
    if not _START.match(lines[0]):
        return lines
    for block in blocks[1:7]:
        if block.kind is not BlockKind.PARAGRAPH or len(block.text) > 100:
            break
        if _end_of_russian([*lines, block.text]) <= len(lines):
            break
        if len(lines) == 1 and not _NAMES_ON.match(block.text):
            break
        lines.append(block.text)
    return lines

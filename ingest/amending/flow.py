"""An order's blocks as lines, divided into its own text and the texts annexed to it.

An annex begins at a stamp that names the order itself. Stamps of the act that is amended
(«Приложение 2 к Правилам …») stand inside annexes and inside quotations and begin nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.amending.stamps import opening_stamps, parted_headings, parted_stamps
from ingest.blocks import Block, BlockKind
from ingest.structure import markers
from ingest.structure.markers import StampKind
from knowledge.dates import find_dates, kazakh_i
from knowledge.identity import number_key


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of the order, or one table (``text`` is then empty)."""

    text: str
    block: Block

    @property
    def is_table(self) -> bool:
        """Whether this is a table."""
        return self.block.kind is BlockKind.TABLE

    @property
    def is_stamp(self) -> bool:
        """Whether this is (a line of) a stamp at the margin."""
        return self.block.kind is BlockKind.STAMP


@dataclass(frozen=True, slots=True)
class Annex:
    """A text annexed to the order. ``list_of``: to which annexed list it belongs, "" for none."""

    number: str
    title: str
    units: tuple[Unit, ...]
    stamps: tuple[str, ...] = ()
    list_of: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """The order's own text and its annexes."""

    body: tuple[Unit, ...]
    annexes: tuple[Annex, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnName:
    """By what the stamps of the order's own annexes are known."""

    number: str | None
    date: dt.date | None


def divide_order(blocks: Sequence[Block], own: OwnName) -> Flow:
    """Divide the blocks that follow an order's title and requisites."""
    blocks = _whole_stamps(parted_headings(parted_stamps(blocks)), own)
    first = next(
        (
            place
            for place in range(len(blocks))
            if _begins_annex(blocks, place, own, signed=_is_signed(blocks[:place]))
        ),
        len(blocks),
    )
    body = tuple(unit for block in blocks[:first] for unit in units_of(block))
    return Flow(body, tuple(_annexes(blocks[first:], own)))


def units_of(block: Block) -> list[Unit]:
    """The lines of a block; a table is one."""
    if block.kind is BlockKind.TABLE:
        return [Unit("", block)]
    return [Unit(line, block) for line in block.text.split("\n") if line.strip()]


_STAMP_STARTS = ("приложени", "утвержд", "annex", "append")
_STAMP_ENDS = ("қосымша", "бекітілген", "қосымшасы")


def stamp_of(block: Block) -> markers.Stamp | None:
    """The stamp that a block is, whether the file sets it apart or prints it as a line."""
    text = kazakh_i(block.text)
    if block.kind is BlockKind.STAMP:
        return markers.read_stamp(text)
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or len(text) > 400:
        return None
    flat = text.lower().strip()
    if flat.endswith((".", ";", ":")):
        return None
    if flat.startswith(_STAMP_STARTS) or flat.endswith(_STAMP_ENDS):
        return markers.read_stamp(text)
    return None


def _is_signed(blocks: Sequence[Block]) -> bool:
    return any(markers.is_signature(block.text) for block in blocks)


def _whole_stamps(blocks: Sequence[Block], own: OwnName) -> list[Block]:
    """The blocks with the stamps of own annexes whole, and apart from stamps right under them.

    PDF readers part and join stamps by the page: «Приложение / к приказу Министра», «юстиции … №
    91 / Приложение 1 / к Правилам …».
    """
    whole: list[Block] = []
    place = 0
    while place < len(blocks):
        run = place
        while run < len(blocks) and blocks[run].kind is BlockKind.STAMP:
            run += 1
        if run - place >= 1 and own.number is not None:
            whole.extend(_restamped(blocks[place:run], own))
        else:
            whole.extend(blocks[place:run])
        if run == place:
            whole.append(blocks[place])
            run += 1
        place = run
    return whole


def _restamped(run: Sequence[Block], own: OwnName) -> list[Block]:
    lines = [line for block in run for line in block.text.split("\n")]
    named = next((i for i, line in enumerate(lines) if _is_own_number(line, own)), None)
    if named is None:
        return list(run)
    end = named + 1
    if not _RUSSIAN_STAMP.match(lines[0]):
        ends = (i for i in range(named, min(named + 4, len(lines))) if _KAZAKH_END.search(lines[i]))
        end = next(ends, named) + 1
    texts = ["\n".join(lines[:end]), "\n".join(lines[end:])]
    return [replace(run[0], text=text) for text in texts if text]


_RUSSIAN_STAMP = re.compile(r"^\s*(?:приложени|утвержд)", re.IGNORECASE)
_KAZAKH_END = re.compile(r"(?:қосымша(?:сы)?|бекітілген)\W*$", re.IGNORECASE)


def _is_own_number(line: str, own: OwnName) -> bool:
    numbers = (number_key(match[0]) for match in _NUMBERED.finditer(line))
    return own.number is not None and number_key(own.number) in numbers


def _begins_annex(
    blocks: Sequence[Block], index: int, own: OwnName, *, signed: bool = True
) -> bool:
    """Whether a stamp of an annex to this very order stands at ``index``.

    A stamp that leaves the number blank is one after the order's signature only.
    """
    stamp = stamp_of(blocks[index])
    if stamp is None or stamp.kind not in (StampKind.ANNEX_TO_ORDER, StampKind.APPROVAL):
        return False
    text = _whole_stamp(blocks, index)
    if _TO_LIST.search(" ".join(text.split())):
        return False
    if own.number is not None and _names(text, own):
        return True
    number = _NUMBERED.search(text)
    if own.number is not None and number is not None:
        return False
    return signed


_NUMBERED = re.compile(r"(?:№|\bN)\s*(?:(?:ҚР|КР|ДСМ|НҚ)\s?-?\s?)*\d\S*", re.IGNORECASE)


def _whole_stamp(blocks: Sequence[Block], index: int) -> str:
    """A stamp with the short lines after it: some files print it a line a paragraph."""
    text = blocks[index].text
    for block in blocks[index + 1 : index + 7]:
        if _NUMBERED.search(text) or len(block.text) > 80 or block.kind is BlockKind.TABLE:
            break
        text += f"\n{block.text}"
    return text


def _names(text: str, own: OwnName) -> bool:
    numbers = {number_key(match[0]) for match in _NUMBERED.finditer(text)}
    if number_key(own.number or "") not in numbers:
        return False
    dates = find_dates(text)
    return own.date is None or not dates or own.date in dates


@dataclass(slots=True)
class _OpenAnnex:
    number: str
    list_of: str = ""
    stamps: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


_TO_LIST = re.compile(
    r"^приложени\w*\s*(?:№\s*)?(?P<ru>\d+)?\s+к\s+перечн|тізбе\w*\s+(?:(?P<kk>\d+)\s?-?\s?)?қосымша",
    re.IGNORECASE,
)


def _annexes(blocks: Sequence[Block], own: OwnName) -> list[Annex]:
    opened: list[_OpenAnnex] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        stamp = stamp_of(block)
        to_list = _list_annex(block, stamp, opened)
        if _begins_annex(blocks, index, own) and stamp is not None:
            current = opened[-1] if opened else None
            if current is None or current.blocks:
                current = _OpenAnnex(stamp.number)
                opened.append(current)
            current.number = current.number or stamp.number
            current.stamps.append(block.text)
            index += _lines_of_stamp(blocks, index)
        elif to_list is not None:
            opened.append(_OpenAnnex(to_list, list_of=opened[0].number or "1"))
            opened[-1].stamps.append(block.text)
            index += 1
        else:
            opened[-1].blocks.append(block)
            index += 1
    for place, annex in enumerate((a for a in opened if not a.list_of), start=1):
        annex.number = annex.number or str(place)
    return [_finished(annex) for annex in opened]


def _list_annex(block: Block, stamp: markers.Stamp | None, opened: list[_OpenAnnex]) -> str | None:
    """The number of an annex to the annexed list («Приложение 1 к Перечню …»), or None."""
    if stamp is None or not opened or not any(_is_list(one) for one in opened):
        return None
    match = _TO_LIST.search(" ".join(kazakh_i(block.text).split()))
    return (match["ru"] or match["kk"] or "1") if match else None


def _is_list(annex: _OpenAnnex) -> bool:
    return is_list_title(_title(annex.blocks)[0])


_LIST_TITLE = re.compile(
    r"перечень\s+(?:\S+\s+){0,5}?(?:приказ|постановлен|решени|распоряжен|нормативн\w+\s+правов)"
    r"|(?:бұйры[қғ]|қаулы|шешім|өкім|акт)\w*\s+тізбе(?:сі|лері)?\W*$",
    re.IGNORECASE | re.DOTALL,
)
_CHANGES_TITLE = re.compile(
    r"^\W*(?:изменени|дополнени)[ея]\w*(?:\s+и\s+дополнени\w+)?,?\s+(?:котор\w+\s+)?внос"
    r"|енгізілетін\s+(?:өзгеріс|толықтыру)\w*(?:\s+(?:мен|және)\s+\w+)?\W*$",
    re.IGNORECASE,
)


def is_list_title(title: str) -> bool:
    """Whether an annex is a list of acts that are amended or repealed."""
    return bool(_LIST_TITLE.search(kazakh_i(title)))


def is_changes_title(title: str) -> bool:
    """Whether an annex holds the changes of one act: «Изменения, которые вносятся в приказ …»."""
    return bool(_CHANGES_TITLE.search(kazakh_i(title)))


def _lines_of_stamp(blocks: Sequence[Block], index: int) -> int:
    """How many blocks the stamp at ``index`` takes where it is printed a line a paragraph."""
    text, taken = blocks[index].text, 1
    if blocks[index].kind is BlockKind.STAMP or _NUMBERED.search(text):
        return taken
    for block in blocks[index + 1 : index + 7]:
        if len(block.text) > 80 or block.kind is not BlockKind.PARAGRAPH:
            return 1
        text += f"\n{block.text}"
        taken += 1
        if _NUMBERED.search(block.text):
            return taken
    return 1


def _title(blocks: Sequence[Block]) -> tuple[str, int]:
    """The title that an annex opens with, and how many blocks stand before its text."""
    taken = 0
    title: list[str] = []
    for block in blocks:
        if block.kind is BlockKind.STAMP or (not title and block.text in ("Форма", "Нысан")):
            taken += 1
            continue
        heading = block.kind is BlockKind.HEADING and not markers.chapter_heading(block.text)
        plain = (
            not title
            and block.kind is BlockKind.PARAGRAPH
            and len(block.text) < 500
            and markers.paragraph_number(block.text) is None
            and not block.text.rstrip().endswith((".", ";", ":"))
        )
        if not heading and not plain:
            break
        title.append(block.text)
        taken += 1
    return " ".join(" ".join(title).split()), taken


def _finished(annex: _OpenAnnex) -> Annex:
    blocks = opening_stamps(annex.blocks)
    title, _taken = _title(blocks)
    units = tuple(unit for block in blocks for unit in units_of(block))
    return Annex(annex.number, title, units, tuple(annex.stamps), annex.list_of)

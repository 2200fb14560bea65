"""Dividing an act into its parts: front matter, the order's own text, Rules, annexes.

A part is a run of blocks under one title. Stamps at the margin («Утверждены приказом …»,
«Приложение 2 к Правилам …») open parts; so does, where a file has lost its stamps, the title of
Rules standing alone after the signature.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.blocks import Block, BlockKind
from ingest.structure import markers
from ingest.structure.markers import StampKind


class PartKind(StrEnum):
    """What a part is."""

    FRONT = "front"
    ORDER = "order"
    RULES = "rules"
    ANNEX_TO_RULES = "annex_to_rules"
    ANNEX_TO_ORDER = "annex_to_order"


_STATUS_LINES = frozenset(
    {"обновленный", "новый", "действующий", "жаңартылған", "жаңа", "қолданыстағы", "updated", "new"}
)
"""What adilet prints under a title where the act is in force."""


_LONGEST_STAMP_LINE = 80

_ASIDES = ("unofficial translation", "неофициальный перевод", "внимание!", "назар аударыңыз")
"""What sites print above an act about the page, not about the act."""


@dataclass(slots=True)
class Part:
    """A run of blocks. ``rules`` says to which set of Rules (from 1) an annex belongs."""

    kind: PartKind
    number: str = ""
    rules: int = 0
    title: str = ""
    stamps: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def divide(blocks: tuple[Block, ...]) -> list[Part]:
    """Divide cleaned blocks into parts, in order. No block is lost: each is in one part's
    ``blocks``, ``title`` or ``stamps``.
    """
    front, rest = _split_front(blocks)
    parts = [front]
    current = Part(PartKind.ORDER)
    parts.append(current)
    rules_seen = 0
    signed = False
    for block in rest:
        stamp = _stamp_of(block)
        if stamp is not None and stamp.kind is not StampKind.AGREEMENT:
            current = _open_by_stamp(parts, current, stamp, block, rules_seen)
            continue
        if _continues_stamp(current, block):
            current.stamps[-1] += f"\n{block.text}"
            continue
        if _titles_part(current, block):
            current.title = _join_title(current.title, block.text)
            if _becomes_rules(current):
                rules_seen += 1
                current.kind, current.rules = PartKind.RULES, rules_seen
            continue
        if _opens_rules_without_stamp(current, block, signed=signed):
            rules_seen += 1
            current = Part(PartKind.RULES, rules=rules_seen, title=block.text)
            parts.append(current)
            continue
        signed = signed or (current.kind is PartKind.ORDER and markers.is_signature(block.text))
        current.blocks.append(block)
    return [front, *(part for part in parts[1:] if part.blocks or part.title or part.stamps)]


def _split_front(blocks: tuple[Block, ...]) -> tuple[Part, tuple[Block, ...]]:
    """The title, status, requisites and the title's footnotes, before the order's text."""
    front = Part(PartKind.FRONT)
    taken = len(blocks)
    for index, block in enumerate(blocks):
        is_title = block.kind is BlockKind.HEADING and block.level <= 1
        if not front.title and (is_title or _could_be_title(block)):
            front.title = block.text
            continue
        if not front.title or _belongs_to_front(block):
            if is_title:
                taken = index
                break
            front.blocks.append(block)
            continue
        if is_title and not any(markers.is_requisite(seen.text) for seen in front.blocks):
            front.title = _join_title(front.title, block.text)
            continue
        taken = index
        break
    return front, blocks[taken:]


def _could_be_title(block: Block) -> bool:
    text = block.text.strip()
    return (
        block.kind is BlockKind.PARAGRAPH
        and not markers.is_requisite(text)
        and not markers.says_repealed(text)
        and markers.paragraph_number(text) is None
        and not _belongs_to_front(block)
    )


def _belongs_to_front(block: Block) -> bool:
    if block.kind is BlockKind.FOOTNOTE:
        return True
    text = block.text.strip()
    short_status = len(text) < 60 and (
        markers.says_repealed(text) or text.lower().strip(" .:") in _STATUS_LINES
    )
    aside = text.lower().startswith(_ASIDES)
    return markers.is_requisite(text) or short_status or aside


def _stamp_of(block: Block) -> markers.Stamp | None:
    if block.kind is BlockKind.STAMP:
        return markers.read_stamp(block.text)
    if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and len(block.text) < 400:
        stamp = markers.read_stamp(block.text)
        lowered = block.text.lower().strip()
        starts = (
            block.text.lstrip().lower().startswith(("приложение", "утвержд", "annex", "append"))
        )
        ends = lowered.endswith(("қосымша", "бекітілген"))
        sentence = lowered.endswith((".", ";", ":"))
        if stamp and (starts or ends) and not sentence:
            return stamp
    return None


def _open_by_stamp(
    parts: list[Part], current: Part, stamp: markers.Stamp, block: Block, rules_seen: int
) -> Part:
    if not current.title and not current.blocks and current.stamps:
        # «Приложение 1 к приказу …» and «Утверждены приказом …» one above the other: one part.
        current.stamps.append(block.text)
        current.number = current.number or stamp.number
        return current
    if stamp.kind is StampKind.ANNEX_TO_RULES and rules_seen:
        part = Part(PartKind.ANNEX_TO_RULES, stamp.number, rules_seen)
    else:
        part = Part(PartKind.ANNEX_TO_ORDER, stamp.number)
    part.stamps.append(block.text)
    parts.append(part)
    return part


def _continues_stamp(current: Part, block: Block) -> bool:
    """Whether a stamp printed a line a paragraph goes on («Утверждены» / «приказом» / …)."""
    return (
        bool(current.stamps)
        and not (current.title or current.blocks)
        and markers.is_unfinished_approval(current.stamps[-1])
        and block.kind is BlockKind.PARAGRAPH
        and len(block.text) < _LONGEST_STAMP_LINE
        and not markers.is_rules_title(block.text)
        and markers.paragraph_number(block.text) is None
    )


def _titles_part(current: Part, block: Block) -> bool:
    """Whether ``block`` is (part of) the title of the part that a stamp has just opened."""
    if current.kind in (PartKind.FRONT, PartKind.ORDER) or not _only_margin(current):
        return False
    if block.kind is BlockKind.HEADING:
        if markers.chapter_heading(block.text) or markers.section_heading(block.text):
            return False
        numbered = markers.paragraph_number(block.text)
        return numbered is None
    return (
        not current.title
        and block.kind is BlockKind.PARAGRAPH
        and len(block.text) < 500
        and not block.text.rstrip().endswith((".", ";", ":"))
        and markers.is_rules_title(block.text)
    )


def _only_margin(part: Part) -> bool:
    """Nothing yet but stamps («Форма», an addressee) and, before a title, footnotes."""
    kinds = {BlockKind.STAMP} if part.title else {BlockKind.STAMP, BlockKind.FOOTNOTE}
    return all(block.kind in kinds or block.text in ("Форма", "Нысан") for block in part.blocks)


def _becomes_rules(part: Part) -> bool:
    return part.kind is PartKind.ANNEX_TO_ORDER and markers.is_rules_title(part.title)


def _opens_rules_without_stamp(current: Part, block: Block, *, signed: bool) -> bool:
    return (
        current.kind is PartKind.ORDER
        and block.kind is BlockKind.HEADING
        and (signed or bool(current.blocks))
        and markers.is_rules_title(block.text)
        and markers.chapter_heading(block.text) is None
    )


def _join_title(first: str, second: str) -> str:
    return f"{first} {second}".strip()

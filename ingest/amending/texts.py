"""New texts of an order: as one text, as elements, and divided among several elements.

«дополнить пунктами 15-1 и 15-2 следующего содержания: «15-1. … 15-2. …»» quotes one text for two
elements. Elements are read by the same builder that reads editions, so that a draft has the same
structure as the official text that comes later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.amending.flow import Annex
from ingest.blocks import Block, BlockKind
from ingest.errors import StructureError
from ingest.structure import markers
from ingest.structure.parse import parse_structure
from ingest.structure.provisions import Draft, PartBuilder
from ingest.structure.tables import table_rows
from knowledge.acts import Provision, ProvisionKind
from knowledge.amending.lines import parts_of
from knowledge.amending.places import Level

_OPENING, _CLOSING = '«„“"', '»”“"'


def text_of(blocks: Sequence[Block]) -> str:
    """The lines of a text joined by newlines; a table's cells are lines of their own."""
    lines: list[str] = []
    for block in blocks:
        if block.rows:
            cells = (cell for row in block.rows for cell in row)
            lines.extend(line.strip() for cell in cells for line in cell.split("\n"))
        else:
            lines.extend(line.strip() for line in block.text.split("\n"))
    return "\n".join(line for line in lines if line)


def without_outer_marks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A text whose quotation marks stand inside a table's first and last cell, without them."""
    if not blocks or not blocks[0].rows or not blocks[-1].rows:
        return tuple(blocks)
    first, last = blocks[0].rows[0][0], blocks[-1].rows[-1][-1]
    stripped = re.sub(r"[\s;.]+$", "", last)
    if not first.lstrip().startswith(tuple(_OPENING)) or not stripped.endswith(tuple(_CLOSING)):
        return tuple(blocks)
    changed = list(blocks)
    changed[0] = _with_cell(changed[0], 0, 0, first.lstrip()[1:].strip())
    changed[-1] = _with_cell(changed[-1], -1, -1, stripped[:-1].rstrip())
    return tuple(changed)


def _with_cell(block: Block, row: int, column: int, text: str) -> Block:
    rows = [list(cells) for cells in block.rows]
    rows[row][column] = text
    return _table(block, tuple(tuple(cells) for cells in rows))


def _table(block: Block, rows: tuple[tuple[str, ...], ...]) -> Block:
    return replace(block, rows=rows, text="\n".join("\t".join(row) for row in rows))


def elements_of(blocks: Sequence[Block]) -> tuple[Provision, ...]:
    """The elements of a quoted text, with eids that begin at the element itself («para_13»)."""
    root = Draft("", ProvisionKind.ANNEX)
    drafts = PartBuilder(root, "", set()).read(_unmarked(blocks))
    return tuple(draft.finished(place) for place, draft in enumerate(drafts[1:]))


def row_elements(number: str, blocks: Sequence[Block]) -> tuple[Provision, ...]:
    """A row as editions have it, also where a file prints its cells as lines."""
    if any(block.rows for block in blocks):
        return elements_of(blocks)
    lines = text_of(blocks).split("\n")
    first = re.match(rf"^{re.escape(number)}\s?[.)]?\s*(?P<name>.*)$", lines[0])
    if first is None or len(lines) < 2:
        return elements_of(blocks)
    name, rest = (first["name"], lines[1:]) if first["name"] else (lines[1], lines[2:])
    cells = (number, name, "\n".join(rest)) if rest else (number, name)
    return elements_of([_table(Block(BlockKind.TABLE, ""), (cells,))])


def _unmarked(blocks: Sequence[Block]) -> list[Block]:
    """Blocks fit for the builder: in a quoted text nothing is a note or a stamp."""
    plain = (BlockKind.FOOTNOTE, BlockKind.STAMP, BlockKind.HEADING)
    unmarked = []
    for block in blocks:
        is_heading = markers.chapter_heading(block.text) or markers.section_heading(block.text)
        if block.kind in plain and not is_heading:
            unmarked.append(replace(block, kind=BlockKind.PARAGRAPH, level=0))
        else:
            unmarked.append(block)
    return unmarked


def annex_elements(number: str, blocks: Sequence[Block]) -> tuple[Provision, ...]:
    """An annex as editions have it: «annex_2», «annex_2__row_8», …"""
    stamp = f"Приложение {number} к Правилам"
    found = _as_in_an_act(stamp, blocks, keep_rules=True)
    return tuple(
        p for p in found if p.eid == f"annex_{number}" or p.eid.startswith(f"annex_{number}__")
    )


def rules_elements(blocks: Sequence[Block]) -> tuple[Provision, ...]:
    """Whole Rules with their annexes as editions have them: «rules», «chp_1__para_1», …"""
    found = _as_in_an_act("Утверждены приказом № 1", blocks, keep_rules=False)
    return tuple(p for p in found if p.eid != "order" and not p.eid.startswith("order__"))


def _as_in_an_act(
    stamp: str, blocks: Sequence[Block], *, keep_rules: bool
) -> tuple[Provision, ...]:
    """Read a text as the structure of an act that has nothing before it."""
    before = [
        Block(BlockKind.HEADING, "Об утверждении Правил", level=1),
        Block(BlockKind.PARAGRAPH, "1. Утвердить прилагаемые Правила."),
    ]
    if keep_rules:
        before += [
            Block(BlockKind.STAMP, "Утверждены приказом № 1"),
            Block(BlockKind.HEADING, "Правила", level=2),
            Block(BlockKind.PARAGRAPH, "1. Настоящие Правила."),
        ]
    before.append(Block(BlockKind.STAMP, stamp))
    try:
        return parse_structure((*before, *_without_first_stamps(blocks))).provisions
    except StructureError:
        return ()


def _without_first_stamps(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without the stamps that they open with: «Приложение 2 к Правилам …»."""
    taken = 0
    for block in blocks:
        stamp = markers.read_stamp(block.text) if block.kind is BlockKind.STAMP else None
        if stamp is None:
            break
        taken += 1
    return list(blocks[taken:])


def belongs_to_rules(annex: Annex) -> bool:
    """Whether the annexed text opens with a stamp that makes it an annex to Rules."""
    for unit in annex.units:
        if not unit.is_stamp:
            return False
        stamp = markers.read_stamp(unit.block.text)
        if stamp is not None:
            return stamp.kind is markers.StampKind.ANNEX_TO_RULES
    return False


def blocks_of_annex(annex: Annex) -> tuple[Block, ...]:
    """The blocks of an annexed text, in order, without the stamps that it opens with."""
    blocks: list[Block] = []
    for unit in annex.units:
        if not blocks or blocks[-1] is not unit.block:
            blocks.append(unit.block)
    return tuple(_without_first_stamps(blocks))


# --- one text for several elements --------------------------------------------------------------


def divided(
    blocks: Sequence[Block], level: Level, numbers: Sequence[str]
) -> tuple[tuple[Block, ...], ...] | None:
    """The text of each of several elements, or None where it cannot be told apart."""
    if level is Level.ROW:
        return _rows(blocks, numbers)
    if level in (Level.PARA, Level.SUBPARA):
        return _numbered(blocks, level, numbers)
    if level is Level.PART:
        texts = ["\n".join(part) for part in parts_of(text_of(blocks).split("\n"))]
    else:
        texts = text_of(blocks).split("\n")
    if len(texts) != len(numbers):
        return None
    return tuple((Block(BlockKind.PARAGRAPH, text),) for text in texts)


def numbers_in(blocks: Sequence[Block], level: Level) -> tuple[str, ...]:
    """The numbers that a text gives its own elements: of «15-1. …» → («15-1»)."""
    if level is Level.ROW:
        return tuple(
            row.number for block in blocks if block.rows for row in table_rows(block.rows)[0]
        )
    if level not in (Level.PARA, Level.SUBPARA):
        return ()
    return tuple(
        number
        for block in blocks
        for line in block.text.split("\n")
        if (number := _number_of(line, level)) is not None
    )


def _number_of(line: str, level: Level) -> str | None:
    if level is Level.PARA:
        numbered = markers.paragraph_number(line)
        return numbered.number if numbered else None
    listed = markers.subparagraph_number(line)
    return listed.number.rstrip(")") if listed else None


def _numbered(
    blocks: Sequence[Block], level: Level, numbers: Sequence[str]
) -> tuple[tuple[Block, ...], ...] | None:
    groups: list[list[Block]] = []
    for block in blocks:
        wanted = numbers[len(groups)] if len(groups) < len(numbers) else None
        first_line = block.text.split("\n", maxsplit=1)[0]
        if wanted is not None and not block.rows and _number_of(first_line, level) == wanted:
            groups.append([block])
        elif groups:
            groups[-1].append(block)
        else:
            return None
    return tuple(map(tuple, groups)) if len(groups) == len(numbers) else None


def _rows_in_lines(text: str, numbers: Sequence[str]) -> tuple[tuple[Block, ...], ...] | None:
    """Rows of a table that a text file prints as lines: each begins with its number."""
    starts: list[int] = []
    for number in numbers:
        begin = starts[-1] + 1 if starts else 0
        match = re.compile(
            rf"(?:^|(?<=\s)){re.escape(number)}\s?[.)]?\s+(?=[^\W\d_])", re.M
        ).search(text, begin)
        if match is None:
            return None
        starts.append(match.start())
    ends = [*starts[1:], len(text)]
    return tuple(
        (Block(BlockKind.PARAGRAPH, text[start:end].strip()),)
        for start, end in zip(starts, ends, strict=True)
    )


def _rows(blocks: Sequence[Block], numbers: Sequence[str]) -> tuple[tuple[Block, ...], ...] | None:
    table = next((block for block in blocks if block.rows), None)
    if table is None:
        return _rows_in_lines(text_of(blocks), numbers)
    groups: list[list[tuple[str, ...]]] = []
    for cells in table.rows:
        numbered, _loose = table_rows((cells,))
        if numbered and len(groups) < len(numbers) and numbered[0].number == numbers[len(groups)]:
            groups.append([cells])
        elif groups:
            groups[-1].append(cells)
    if len(groups) != len(numbers):
        return None
    return tuple((_table(table, tuple(rows)),) for rows in groups)

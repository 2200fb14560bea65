"""Small amending orders made up for the tests: the lines between «Внести …» and the end."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.amending import read_amending_order
from ingest.blocks import Block, BlockKind, ReadDocument
from knowledge.amending.instructions import AmendingOrder, Instruction

Told = tuple[str, str, str | None, str | None, str | None]
"""(element, kind, text, old words, new words)."""

_RUSSIAN = (
    "О внесении изменений в приказ Министра юстиции",
    "Приказ Министра юстиции Республики Казахстан от 1 марта 2026 года № 5",
    "ПРИКАЗЫВАЮ:",
    "1. Внести в приказ Министра юстиции Республики Казахстан от 2 марта 2020 года № 7 «Об "
    "утверждении Правил» следующие изменения:",
)
_KAZAKH = (
    "бұйрығына өзгерістер енгізу туралы",
    "Қазақстан Республикасы Әділет министрінің 2026 жылғы 1 наурыздағы № 5 бұйрығы",
    "БҰЙЫРАМЫН:",
    "1. «Қағидаларды бекіту туралы» Қазақстан Республикасы Әділет министрінің 2020 жылғы 2 "
    "наурыздағы № 7 бұйрығына мынадай өзгерістер енгізілсін:",
)
IN_RULES = {
    "ru": "в Правилах, утвержденных указанным приказом:",
    "kk": "көрсетілген бұйрықпен бекітілген Қағидаларда:",
}
ENTRY = {
    "ru": "2. Настоящий приказ вводится в действие с 1 мая 2026 года.",
    "kk": "2. Осы бұйрық 2026 жылғы 1 мамырдан бастап қолданысқа енгізіледі.",
}


def order_of(
    lines: Sequence[str | Block], language: str = "ru", *, entry: str | None = None
) -> AmendingOrder:
    """An order on act № 7 whose first paragraph has ``lines``."""
    head = _KAZAKH if language == "kk" else _RUSSIAN
    blocks = [Block(BlockKind.HEADING, head[0], level=1)]
    blocks += [_block(line) for line in (*head[1:], *lines, entry or ENTRY[language])]
    return read_amending_order(ReadDocument(tuple(blocks), "text/markdown", {}), language)


def document_of(*lines: str | Block) -> ReadDocument:
    """A document of paragraphs."""
    return ReadDocument(tuple(map(_block, lines)), "text/markdown", {})


def _block(line: str | Block) -> Block:
    return line if isinstance(line, Block) else Block(BlockKind.PARAGRAPH, line)


def told(instruction: Instruction) -> Told:
    """What matters of an instruction."""
    return (
        instruction.provision,
        instruction.kind.value,
        instruction.text,
        instruction.old_words,
        instruction.new_words,
    )


def read(lines: Sequence[str | Block], language: str = "ru") -> list[Told]:
    """The instructions of an order whose first paragraph has ``lines``, all of them read."""
    order = order_of(lines, language)
    assert order.unread == ()
    return [told(one) for one in order.instructions]


def names(lines: Sequence[str | Block], language: str = "ru") -> list[str]:
    """The same in short: «element: kind»."""
    return [f"{name}: {kind}" for name, kind, *_rest in read(lines, language)]


def table(*rows: tuple[str, ...]) -> Block:
    """A table block."""
    return Block(BlockKind.TABLE, "\n".join("\t".join(row) for row in rows), rows=rows)

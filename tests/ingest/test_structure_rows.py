"""Rows of an annex table that an amendment excluded."""

from __future__ import annotations

import pytest

from ingest.blocks import Block, BlockKind
from ingest.structure import parse_structure

EXCLUSION = "Исключена приказом Министра юстиции РК от 29.05.2024 № 458."


@pytest.mark.parametrize("row", [("2.", EXCLUSION), ("2.", "Плата", EXCLUSION)])
def test_an_excluded_row_stays_without_text_to_quote(row):
    blocks = (
        Block(BlockKind.HEADING, "Об утверждении Правил", level=1),
        Block(BlockKind.PARAGRAPH, "1. Утвердить прилагаемые Правила."),
        Block(BlockKind.STAMP, "Утверждены\nприказом Министра"),
        Block(BlockKind.HEADING, "Правила оказания государственной услуги", level=2),
        Block(BlockKind.PARAGRAPH, "1. Настоящие Правила определяют порядок."),
        Block(BlockKind.STAMP, "Приложение 1\nк Правилам"),
        Block(BlockKind.TABLE, "", rows=(("1.", "Срок", "2 дня"), row, ("3.", "Форма", "Бумага"))),
    )
    rows = {p.number: p for p in parse_structure(blocks).provisions if p.kind == "table_row"}
    assert list(rows) == ["1", "2", "3"]
    assert rows["2"].excluded
    assert rows["2"].text == ""
    assert EXCLUSION in rows["2"].footnotes
    assert rows["3"].text == "Бумага"

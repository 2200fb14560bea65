"""Laws that the structure keeps for whatever blocks a reader makes, sound or damaged."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.blocks import Block, BlockKind
from ingest.errors import StructureError
from ingest.structure import ParsedText, parse_structure

# Beginnings that mean something in an act; each block goes on with words of its own.
_BEGINNINGS = (
    "", "1. ", "2. ", "3. ", "4.", "15-1. ", "41. ", "1) ", "2) ", "а) ", "3-1) ", "§ 1 ",
    "Глава 1. ", "Глава 2 ", "2-тарау. ", "Chapter 3. ", "Параграф 1. ", "1-параграф. ",
    "Исключен ", "5. Исключен приказом ", "7-9. Исключены приказом ", "2) исключен ",
    "6. алып тасталды ", "Сноска. Пункты 5, 8-10 исключены приказом ", "Министр ", "№ 58 ",
    "Ескерту. 5-тармақ алып тасталды ", "Приложение 1 к Правилам ", "Приложение 2 к приказу ",
    "Утверждены приказом ", "Утверждены ", "СОГЛАСОВАН ", "Правила оказания ", "Форма ",
    "Приказ Министра юстиции от 27 мая 2020 года № 58 ", "Утративший силу ", "ПРИКАЗЫВАЮ: ",
)  # fmt: skip
_ENDINGS = ("", ".", ";", ":", " 1-қосымша", " бекітілген", "\nвторая строка", " министрі")
_KINDS = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.FOOTNOTE, BlockKind.STAMP)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Block, ...]:
    made = []
    for place in range(draw(st.integers(1, 14))):
        if draw(st.integers(0, 6)) == 0:
            made.append(_table(draw, place))
            continue
        kind = draw(st.sampled_from(_KINDS))
        text = (
            draw(st.sampled_from(_BEGINNINGS)) + f"слово{place}" + draw(st.sampled_from(_ENDINGS))
        )
        level = draw(st.integers(1, 4)) if kind is BlockKind.HEADING else 0
        made.append(Block(kind, text, level=level))
    return tuple(made)


def _table(draw: st.DrawFn, place: int) -> Block:
    beginnings = st.sampled_from(("", "1", "2.", "3)", "1. ", "8. имя ", "1) ", "а) "))
    first = st.sampled_from(("", "1", "2.", "3)", "44"))

    def cell(line: int, column: int) -> str:
        if column == 0 and draw(st.booleans()):
            return draw(first)
        return f"{draw(beginnings)}ячейка{place}{line}{column}"

    rows = tuple(
        tuple(cell(line, column) for column in range(draw(st.integers(1, 4))))
        for line in range(draw(st.integers(1, 4)))
    )
    return Block(BlockKind.TABLE, "\n".join(" | ".join(row) for row in rows), rows=rows)


def parsed(given_blocks: tuple[Block, ...]) -> ParsedText | None:
    try:
        return parse_structure(given_blocks)
    except StructureError:
        return None


def everything_said(text: ParsedText) -> str:
    parts = [text.title, *text.front, *text.footnotes, *text.stamps]
    for provision in text.provisions:
        parts += [provision.heading, provision.text, *provision.footnotes]
    return "\n".join(parts)


@settings(max_examples=400, deadline=None)
@given(blocks())
def test_eids_are_unique_and_parents_come_first(given_blocks: tuple[Block, ...]) -> None:
    text = parsed(given_blocks)
    if text is None:
        return
    seen: set[str] = set()
    for position, provision in enumerate(text.provisions):
        assert provision.position == position
        assert provision.eid not in seen
        assert provision.parent_eid is None or provision.parent_eid in seen
        seen.add(provision.eid)


@settings(max_examples=600, deadline=None)
@given(blocks())
def test_no_word_is_lost(given_blocks: tuple[Block, ...]) -> None:
    text = parsed(given_blocks)
    if text is None:
        return
    said = everything_said(text)
    own = re.compile(r"(?:слово|ячейка)\d+")
    for block in given_blocks:
        for word in own.findall(block.text):
            assert re.search(rf"{word}(?!\d)", said), f"«{word}» of {block} is lost"


@settings(max_examples=400, deadline=None)
@given(blocks())
def test_excluded_elements_have_no_text_to_quote(given_blocks: tuple[Block, ...]) -> None:
    text = parsed(given_blocks)
    if text is not None:
        assert [p for p in text.provisions if p.excluded and p.text] == []


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.builds(
            Block,
            st.sampled_from(list(BlockKind)),
            st.text(max_size=60),
            level=st.integers(0, 6),
            rows=st.lists(st.lists(st.text(max_size=8), max_size=4).map(tuple), max_size=3).map(
                tuple
            ),
        ),
        max_size=8,
    ).map(tuple)
)
def test_nonsense_is_refused_or_read_but_never_breaks(given_blocks: tuple[Block, ...]) -> None:
    parsed(given_blocks)

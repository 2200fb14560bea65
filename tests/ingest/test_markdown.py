"""Markdown as reference banks export acts in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Block, BlockKind
from ingest.readers import read_file
from ingest.readers.markdown import read
from ingest.readers.markdown_inline import plain

ACTS = Path(__file__).parents[3] / "shared/acts"
real_acts = sorted(ACTS.glob("[0-9]*/*.md")) or [None]
needs_acts = pytest.mark.skipif(not ACTS.exists(), reason="the shared acts are not here")


def blocks_of(text: str) -> tuple[Block, ...]:
    return read(text.encode()).blocks


def kinds_and_texts(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in blocks_of(text)]


def test_an_act_in_its_usual_dress() -> None:
    hard = "  "
    text = f"""\
# Об утверждении Правил

В соответствии с подпунктом 1) статьи 10 Закона ПРИКАЗЫВАЮ:

> *Сноска. Преамбула в редакции приказа от 20.03.2026 № 278.*

1. Утвердить Правила:

   1) первые;

**Министр юстиции**

> *Приложение 1*{hard}
> *к приказу*{hard}
> *№ 58*

### Глава 1. Общие положения
"""
    assert [(each.kind.value, each.text, each.place.line) for each in blocks_of(text)] == [
        ("heading", "Об утверждении Правил", 1),
        ("paragraph", "В соответствии с подпунктом 1) статьи 10 Закона ПРИКАЗЫВАЮ:", 3),
        ("footnote", "Сноска. Преамбула в редакции приказа от 20.03.2026 № 278.", 5),
        ("paragraph", "1. Утвердить Правила:", 7),
        ("paragraph", "1) первые;", 9),
        ("paragraph", "Министр юстиции", 11),
        ("stamp", "Приложение 1\nк приказу\n№ 58", 13),
        ("heading", "Глава 1. Общие положения", 17),
    ]
    assert [block.level for block in blocks_of(text) if block.level] == [1, 3]


@pytest.mark.parametrize(
    "note",
    [
        "> *Сноска. Пункт 1 в редакции.*",
        "> *Ескерту. 1-тармақ жаңа редакцияда.*",
        "> *Footnote. Paragraph 1 - as amended.*",
        "**Сноска. Утратил силу приказом от 26.01.2016 № 83.**",
        "> *Примечание ИЗПИ! Пункт вводится в действие с 01.01.2027.*",
        "> *РҚАО-ның ескертпесі! Қолданысқа енгізілу тәртібін қараңыз.*",
    ],
)
def test_notes_on_amendments_in_three_languages(note: str) -> None:
    (block,) = blocks_of(note)
    assert block.kind is BlockKind.FOOTNOTE
    assert "*" not in block.text


@pytest.mark.parametrize("number", ["13.", "9-1.", "2)", "12-3)", "101."])
def test_printed_numbers_are_kept_as_they_are(number: str) -> None:
    assert kinds_and_texts(f"{number} Текст\n\n{number} Другой") == [
        ("paragraph", f"{number} Текст"),
        ("paragraph", f"{number} Другой"),
    ]


def test_items_on_adjacent_lines_are_paragraphs_of_their_own() -> None:
    assert [text for _, text in kinds_and_texts("- одно;\n- другое;\n\n1) а;\n2) б;\nв")] == [
        "- одно;",
        "- другое;",
        "1) а;",
        "2) б; в",
    ]


def test_wrapped_line_that_begins_with_a_number_is_no_new_item() -> None:
    assert [text for _, text in kinds_and_texts("согласно подпункту\n12) пункта 5")] == [
        "согласно подпункту 12) пункта 5"
    ]


def test_hard_break_is_a_line_and_soft_break_a_space() -> None:
    text = "*Министр экономики и  \nбюджетного планирования\nРеспублики*"
    assert kinds_and_texts(text) == [
        ("paragraph", "Министр экономики и\nбюджетного планирования Республики")
    ]


def test_form_in_a_fence_keeps_its_lines_and_indents() -> None:
    text = '```\nЗаявление\n______________\n      (ФИО)\n\nДата "__" ____\n```\n\nпосле'
    assert kinds_and_texts(text) == [
        ("paragraph", 'Заявление\n______________\n      (ФИО)\n\nДата "__" ____'),
        ("paragraph", "после"),
    ]


def test_html_table_keeps_lines_in_cells_and_does_not_repeat_merged_ones() -> None:
    text = """\
<table>
<tr>
<td colspan="2"><strong>Стандарт</strong></td>
</tr>
<tr>
<td rowspan="2">1</td>
<td>
1) первое;
2) второе<br>третье
</td>
</tr>
<tr><td>ещё</td></tr>
</table>

После"""
    table, after = blocks_of(text)
    assert table.rows == (("Стандарт",), ("1", "1) первое;\n2) второе\nтретье"), ("", "ещё"))
    assert table.place.line == 1
    assert (after.text, after.place.line) == ("После", 15)


def test_pipe_table() -> None:
    (table,) = blocks_of("| № | Наименование |\n|---|:---:|\n| 1 | **а** \\| б<br>в |\n")
    assert table.rows == (("№", "Наименование"), ("1", "а | б\nв"))


def test_front_matter_becomes_properties() -> None:
    document = read(
        "---\nact_code: '143369'\ntitle: Правила\n"
        "type_codes:\n- A\ncaused_by:\n  code: '1'\n---\n\n# T\n".encode()
    )
    assert document.properties == {"act_code": "143369", "title": "Правила"}
    assert document.blocks[0].place.line == 10


def test_rules_comments_and_anchors_are_not_text() -> None:
    text = 'до\n\n---\n\n<!-- скрыто\n\nвсё -->\n\n<a id="p1"></a>\n\nпосле'
    assert [(each.text, each.place.line) for each in blocks_of(text)] == [("до", 1), ("после", 11)]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**К а з а х с т а н** ;", "К а з а х с т а н ;"),
        (
            "[www.1414.kz](http://www.1414.kz), [x@nitec.kz](mailto:x@nitec.kz)",
            "www.1414.kz, x@nitec.kz",
        ),
        ("***жирный*** и *курсив* и _курсив_", "жирный и курсив и курсив"),
        ("13\\. не список, 2 \\* 2", "13. не список, 2 * 2"),
        ("сведения* в форме", "сведения* в форме"),
        ("* заполняется при наличии", "* заполняется при наличии"),
        ('"__" ________ 20__ года', '"__" ________ 20__ года'),
        ("ФИО_______ подпись_______", "ФИО_______ подпись_______"),
        ("<https://egov.kz> и <sd@nitec.kz>", "https://egov.kz и sd@nitec.kz"),
        ("&laquo;Правила&raquo; &lt; 5", "«Правила» < 5"),
        ("5 < 7 и 7 > 5", "5 < 7 и 7 > 5"),
        ("`код`", "код"),
    ],
)
def test_inline_marks_go_and_printed_signs_stay(written: str, shown: str) -> None:
    assert plain(written) == shown


@given(st.lists(st.sampled_from(["____", '"__"', "слово", " ", "13.", "№", ",", "-", "(", ")"])))
def test_text_without_marks_is_unchanged(pieces: list[str]) -> None:
    assert plain("".join(pieces)) == "".join(pieces)


@given(
    st.lists(
        st.sampled_from(
            [
                "# ",
                "> ",
                "| a |",
                "|-|",
                "```",
                "<table>",
                "</table>",
                "1. x",
                "- y",
                "**z",
                "*",
                "",
                "текст  ",
                "<!--",
                "-->",
                "---",
            ]
        )
    )
)
def test_no_arrangement_of_marks_breaks_the_reader(lines: list[str]) -> None:
    document = read("\n".join(["начало", "", *lines]).encode())
    numbers = [block.place.line or 0 for block in document.blocks]
    assert numbers == sorted(numbers)
    assert all(block.text.strip() for block in document.blocks)


@needs_acts
@pytest.mark.shared
@pytest.mark.parametrize("path", real_acts, ids=str)
def test_every_real_act_reads_with_all_its_numbered_paragraphs(path: Path) -> None:
    data = path.read_bytes()
    document = read_file(data, path.name)
    assert document.media_type == "text/markdown"
    # Forms and tables have numbers of their own; blank them out but keep the lines in count.
    outside = re.sub(
        r"(?s)```.*?```|<table.*?</table>", lambda found: "\n" * found[0].count("\n"), data.decode()
    )
    expected = [
        (number, line)
        for line, text in enumerate(outside.split("\n"), start=1)
        for number in re.findall(r"^ *\*?(\d+(?:-\d+)*[.)]) ", text)
    ]
    found = [
        (block.text.split()[0], block.place.line)
        for block in document.blocks
        if block.kind is BlockKind.PARAGRAPH
        and re.match(r"\d+(?:-\d+)*[.)] ", block.text)
        and outside.split("\n")[(block.place.line or 1) - 1].strip()
    ]
    assert found == expected
    notes = len(re.findall(r"(?m)^> \*(?:Сноска|Ескерту)\.", outside))
    assert sum(block.kind is BlockKind.FOOTNOTE for block in document.blocks) == notes
    tables = data.decode().count("<table")
    assert sum(block.kind is BlockKind.TABLE for block in document.blocks) == tables


@needs_acts
@pytest.mark.shared
@pytest.mark.parametrize("path", real_acts, ids=str)
def test_no_word_of_a_real_act_is_lost(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(?s)\A---\n.*?\n---\n", "", text)
    words = re.findall(r"[\w-]+", re.sub(r"<[^<>]*>", " ", text).replace("*", " "))
    read_words = re.findall(
        r"[\w-]+", " ".join(each.text for each in read_file(text.encode()).blocks)
    )
    assert read_words == words


@needs_acts
@pytest.mark.shared
def test_seed_in_markdown_under_a_text_name() -> None:
    (path,) = (ACTS / "seeds").glob("002_*")
    document = read_file(path.read_bytes(), path.name)
    assert document.media_type == "text/markdown"
    assert document.blocks[3].kind is BlockKind.FOOTNOTE
    assert [block.text for block in document.blocks if block.kind is BlockKind.HEADING] == [
        "Правила деятельности Единого контакт-центра по вопросам оказания государственных услуг",
        "1. Общие положения",
        "2. Порядок деятельности Единого контакт-центра",
    ]

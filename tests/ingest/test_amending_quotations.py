"""Quotations taken out of an order: nested, unclosed, without direction, over many lines."""

from __future__ import annotations

import pytest
from amending_samples import IN_RULES, document_of, read
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.amending.flow import units_of
from ingest.amending.quotations import take_out_quotations

TEXT = "изложить в следующей редакции:"


def quoted(*lines: str) -> list[str]:
    units = [unit for block in document_of(*lines).blocks for unit in units_of(block)]
    return [quotation.words for quotation in take_out_quotations(units).quotations]


def test_a_quoted_text_runs_over_lines_with_numbers_of_its_own() -> None:
    assert read(
        [
            f"пункт 5 {TEXT}",
            "«5. Услугодатель:",
            "1) в пункте 7 слова не исключает;",
            "2) подает заявление.",
            "Пункт 8 применяется.»;",
            "пункт 6 исключить.",
        ]
    ) == [
        (
            "order para 5",
            "replace",
            "5. Услугодатель:\n1) в пункте 7 слова не исключает;\n2) подает заявление.\n"
            "Пункт 8 применяется.",
            None,
            None,
        ),
        ("order para 6", "delete", None, None, None),
    ]


@pytest.mark.parametrize(("opening", "closing"), [("«", "»"), ('"', '"'), ("„", "“"), ("“", "”")])
def test_quotations_inside_may_be_left_open(opening: str, closing: str) -> None:
    inside = f"{opening}Корпорация {opening}Правительство для граждан{closing} (далее – корпорация)"
    lines = [
        f"пункт 5 {TEXT}",
        f"{opening}5. Заявление принимает {inside}.",
        f"Заявления принимаются через {opening}портал{closing}.{closing};",
        "пункт 6 исключить;",
    ]
    ((_name, _kind, text, _old, _new), last) = read(lines)
    assert text == (
        f"5. Заявление принимает {inside}.\nЗаявления принимаются через {opening}портал{closing}."
    )
    assert last[0] == "order para 6"


def test_the_one_mark_at_the_end_closes_two_quotations() -> None:
    assert quoted(f"заголовок {TEXT}", "«Об утверждении Правил «Выдача паспорта»;", "x") == [
        "Об утверждении Правил «Выдача паспорта»"
    ]


def test_the_one_mark_at_the_beginning_opens_two() -> None:
    assert quoted(
        "тақырыбы мынадай редакцияда жазылсын:", "«Паспорт беру» қағидаларын бекіту туралы»;", "x"
    ) == ["«Паспорт беру» қағидаларын бекіту туралы"]


def test_straight_marks_double_where_a_quotation_begins_with_one() -> None:
    assert quoted(
        "тақырыбы мынадай редакцияда жазылсын:", '""Паспорт беру" қағидаларын бекіту туралы";', "x"
    ) == ['"Паспорт беру" қағидаларын бекіту туралы']


def test_marks_may_stand_alone_on_their_lines() -> None:
    assert read(["пункт 5 изложить в следующей редакции:", '"', "5. Текст.", '";']) == [
        ("order para 5", "replace", "5. Текст.", None, None)
    ]


def test_a_forgotten_closing_mark_does_not_swallow_the_next_instruction() -> None:
    assert read(
        [f"пункт 2 {TEXT}", "«2. Реестр ведется на бумаге.", "пункт 9 исключить;",
         f"пункт 10 {TEXT}", "«10. Текст.»."]
    ) == [
        ("order para 2", "replace", "2. Реестр ведется на бумаге.", None, None),
        ("order para 9", "delete", None, None, None),
        ("order para 10", "replace", "10. Текст.", None, None),
    ]  # fmt: skip


def test_a_text_without_marks_ends_before_the_next_instruction() -> None:
    assert read(
        [f"пункт 2 {TEXT}", "2. Реестр ведется.", "Второй абзац.", "пункт 9 исключить;"]
    ) == [
        ("order para 2", "replace", "2. Реестр ведется.\nВторой абзац.", None, None),
        ("order para 9", "delete", None, None, None),
    ]


def test_words_may_begin_with_a_comma_and_hold_an_open_quotation() -> None:
    assert read(
        ['в пункте 5 после слов "паролем" дополнить словами ", через "eGov mobile", слова "сразу" '
         "исключить;"]
    ) == [
        ("order para 5", "replace_words", None, "паролем", 'паролем, через "eGov mobile"'),
        ("order para 5", "replace_words", None, "сразу", ""),
    ]  # fmt: skip


_WORDS = st.text("абвгд АБВ", min_size=1, max_size=30).map(str.strip).filter(bool)


@settings(max_examples=60)
@given(st.lists(_WORDS, min_size=1, max_size=5))
def test_any_text_that_is_properly_quoted_comes_out_as_it_is(lines: list[str]) -> None:
    text = [f"4. {lines[0]}", *lines[1:]]
    printed = [f"«{text[0]}", *text[1:]]
    printed[-1] += ".»;"
    read_back = read([IN_RULES["ru"], f"пункт 4 {TEXT}", *printed, "пункт 9 исключить;"])
    assert read_back[0][:3] == ("para 4", "replace", "\n".join(text) + ".")
    assert read_back[1][0] == "para 9"

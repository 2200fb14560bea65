"""Words exchanged as they are stated, and the lines of an element as orders count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.amending.lines import ElementLines, begins_part, parts_of, subparagraph_of
from knowledge.amending.places import Holder, Level, Place, Step
from knowledge.amending.wording import appended, exchange, inside_longer_words, occurrences

LINES = "Порядок:\n1) один;\n2) два;\nпродолжение;\n3) три.\nВторая часть:\nа) четыре;\nб) пять."


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("три дня, три дня", "три дня", "два дня", "два дня, два дня"),
        ("Услугодатель ждет услугодателя", "услугодатель", "центр", "Центр ждет услугодателя"),
        ("через портал «eGov»", 'портал "eGov"', "сервис", "через сервис"),
        ("срок – 5 дней", "срок - 5", "срок – 3", "срок – 3 дней"),
        ("один, два и три", ", два", "", "один и три"),
        ("паспорт (копия) нужен", "(копия)", "", "паспорт нужен"),
    ],
)
def test_words_are_exchanged_as_whole_words(text: str, old: str, new: str, expected: str) -> None:
    assert exchange(text, old, new).text == expected


def test_words_inside_longer_words_are_left_alone() -> None:
    assert exchange("услугодателем", "услугодател", "x").count == 0
    assert inside_longer_words("услугодателем", "услугодател")
    assert occurrences("дня, дня и трехдневный", "дня") == 2


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Текст.", "и ещё", "Текст и ещё."),
        ("1) заявление;", ", подписанное", "1) заявление, подписанное;"),
        ("без знака", "и всё", "без знака и всё"),
    ],
)
def test_words_at_the_end_stand_before_the_mark(text: str, words: str, expected: str) -> None:
    assert appended(text, words) == expected


_TEXT = st.text("абв где,.", min_size=1, max_size=40)


@given(_TEXT, st.text("абвгд", min_size=1, max_size=5))
def test_exchanging_words_for_themselves_changes_nothing(text: str, words: str) -> None:
    assert exchange(text, words, words).text == text


@given(_TEXT, st.text("абвгд", min_size=1, max_size=5))
def test_after_words_are_exchanged_they_stand_there_no_more(text: str, words: str) -> None:
    changed = exchange(text, words, "ЖЖЖ")
    assert changed.count == occurrences(text, words)
    assert occurrences(changed.text, words) == 0


def test_parts_begin_with_a_capital_letter_and_hold_their_lists() -> None:
    assert parts_of(LINES.split("\n")) == [
        ["Порядок:", "1) один;", "2) два;", "продолжение;", "3) три."],
        ["Вторая часть:", "а) четыре;", "б) пять."],
    ]
    assert not begins_part("2) Два")
    assert subparagraph_of("3-1) текст;") == ("3-1", "текст;")


def test_a_subparagraph_has_the_lines_that_go_on_with_it() -> None:
    lines = ElementLines.of(LINES)
    assert lines.subparagraph("2").places == (2, 3)
    assert lines.subparagraph("3").places == (4,)
    assert lines.subparagraph("б").places == (7,)
    assert "no subparagraph 9)" in lines.subparagraph("9").reason
    second = lines.part(2).places
    assert lines.subparagraph("а", second).places == (6,)
    assert lines.subparagraph("1", second).reason


def test_an_abzac_is_any_line_and_ambiguous_where_numbered_lines_stand_before_it() -> None:
    plain = ElementLines.of("Задачи:\nодин;\nдва.")
    assert plain.abzac(1).places == (0,)
    assert plain.abzac(3).places == (2,)
    listed = ElementLines.of(LINES)
    assert listed.abzac(1).places == (0,)
    assert "with or without" in listed.abzac(2).reason
    inside = listed.subparagraph("2").places
    assert listed.abzac(2, inside).places == (3,)


def test_counting_goes_on_as_before_when_lines_come_and_go() -> None:
    lines = ElementLines.of("Первая.\nВторая.\nТретья.")
    lines.remove(lines.part(1).places)
    lines.insert(1, "Новая.")
    lines.replace(lines.part(3).places, "Третья иначе.\nи её абзац.")
    assert lines.text == "Новая.\nВторая.\nТретья иначе.\nи её абзац."
    assert lines.part(2).places == (2,)
    assert "taken out" in lines.part(1).reason


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (Place(Holder.ORDER, (Step(Level.TITLE),)), "title"),
        (Place(Holder.ORDER, (Step(Level.PREAMBLE),)), "preamble"),
        (Place(Holder.ORDER, (Step(Level.PARA, "1"), Step(Level.SUBPARA, "2"))),
         "order para 1 subpara 2"),
        (Place(Holder.RULES), "rules"),
        (Place(Holder.RULES, (Step(Level.TITLE),)), "rules title"),
        (Place(Holder.RULES, (Step(Level.PARA, "7"), Step(Level.PART, "2"),
                              Step(Level.ABZAC, "1"))), "para 7 part 2 abzac 1"),
        (Place(Holder.RULES, (Step(Level.ANNEX, "1"), Step(Level.ROW, "8"))), "annex 1 row 8"),
        (Place(Holder.ORDER, (Step(Level.ANNEX, "1"),)), "annex 1"),
        (Place(Holder.RULES, (Step(Level.CHAPTER, "2"), Step(Level.TITLE))), "chapter 2 title"),
        (Place(Holder.ACT), "act"),
    ],
)  # fmt: skip
def test_names_of_places(place: Place, name: str) -> None:
    assert place.name == name

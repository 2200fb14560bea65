"""What is shown of a provision: marks and the key sentence."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.analysis.fields import index_tokens, query_tokens
from ranking.quotation import match_words

TEXT = (
    "Услугополучатель подает заявление через портал.\n"
    "Срок рассмотрения заявления – 2 (два) рабочих дня. Плата не взимается.\n"
    "Отказ направляется в личный кабинет."
)


def stems(question: str) -> frozenset[str]:
    return frozenset(s for token in query_tokens(question) for s in token.alternatives)


def test_inflected_words_are_marked_where_they_stand():
    matched = match_words(TEXT, stems("сроки рассмотрения"))
    assert [TEXT[mark.start : mark.end] for mark in matched.marks()] == ["Срок", "рассмотрения"]


def test_kazakh_typed_on_a_russian_keyboard_is_marked():
    text = "Омарта паспорты бес жылға беріледі."
    matched = match_words(text, stems("омарта паспортын бериле ме"))
    shown = [text[mark.start : mark.end] for mark in matched.marks()]
    assert shown[:2] == ["Омарта", "паспорты"]


def test_the_key_sentence_shares_most_words_with_the_question():
    matched = match_words(TEXT, stems("какой срок рассмотрения заявления"))
    assert matched.key_sentence() == "Срок рассмотрения заявления – 2 (два) рабочих дня."


def test_without_a_shared_word_the_first_sentence_is_shown():
    assert match_words(TEXT, frozenset()).key_sentence() == TEXT.split("\n", maxsplit=1)[0]


def test_a_sentence_that_opens_a_list_is_shown_with_it():
    text = "К заявлению прилагаются:\n1) фотография;\n2) согласие."
    shown = match_words(text, stems("что прилагается к заявлению")).key_sentence()
    assert "фотография" in shown


def test_a_long_sentence_is_cut_at_a_word():
    shown = match_words("слово " * 200, frozenset()).key_sentence()
    assert shown.endswith("слово …")
    assert len(shown) < 330


@given(st.text(alphabet="аб1 -‑_.", max_size=40))
def test_a_word_is_marked_wherever_it_stands_by_itself_and_nowhere_else(text):
    words = [found.span() for found in re.finditer(r"[^\W_]+(?:[-‑][^\W_]+)*", text)]
    stem_of = {text[start:end]: frozenset(index_tokens(text[start:end])) for start, end in words}
    for word, wanted in stem_of.items():
        expected = [span for span in words if stem_of[text[slice(*span)]] & wanted]
        marks = [(mark.start, mark.end) for mark in match_words(text, wanted).marks()]
        assert marks == (expected if wanted else []), word


@given(st.text(max_size=400), st.frozensets(st.text(max_size=8), max_size=5))
def test_marks_lie_inside_any_text_and_never_overlap(text, wanted):
    marks = match_words(text, wanted).marks()
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert all(a.end <= b.start for a, b in pairwise(marks))
    assert match_words(text, wanted).key_sentence() is not None

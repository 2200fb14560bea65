"""The way of a question, on the real examples: store, index, encoder, all real."""

from __future__ import annotations

import datetime as dt

import pytest

from api.service import Bilim
from knowledge.errors import InvalidReferenceError

TODAY = dt.date(2026, 11, 24)


def ask(bilim: Bilim, words: str, **options):
    return bilim.search(words, as_of=options.pop("as_of", TODAY), **options)


def test_a_russian_question_is_answered_in_russian_with_a_citation(bilim: Bilim):
    answer = ask(bilim, "сколько стоит паспорт пасеки")
    best = answer.results[0]
    assert answer.language == "ru"
    assert answer.answerable
    assert (best.act.number, best.eid, best.number, best.language) == (
        "74", "annex_2__row_6", "6", "ru",
    )  # fmt: skip
    assert "бесплатно" in best.key_sentence
    assert best.citation == "Приказ № 74 от 11.03.2022, приложение 2, строка 6 (ред. 01.04.2025)"
    assert best.edition.date == dt.date(2025, 4, 1)


def test_the_same_question_in_kazakh_finds_the_same_article(bilim: Bilim):
    russian = ask(bilim, "сколько стоит паспорт пасеки").results[0]
    kazakh = ask(bilim, "омарта паспорты қанша тұрады").results[0]
    assert kazakh.article_id == russian.article_id
    assert kazakh.language == "kk"


def test_kazakh_on_a_russian_keyboard_is_understood(bilim: Bilim):
    answer = ask(bilim, "омарта паспорты канша турады")
    assert answer.language == "kk"
    assert "annex_2__row_6" in [result.eid for result in answer.results[:3]]


def test_a_preferred_language_only_changes_the_quotation(bilim: Bilim):
    plain = ask(bilim, "сколько стоит паспорт пасеки")
    preferred = ask(bilim, "сколько стоит паспорт пасеки", language="kk")
    assert [r.article_id for r in plain.results] == [r.article_id for r in preferred.results]
    assert preferred.results[0].language == "kk"


def test_the_marks_show_words_of_the_quotation(bilim: Bilim):
    best = ask(bilim, "паспорт пасеки бесплатно").results[0]
    words = {best.quote[mark.start : mark.end].lower() for mark in best.marks}
    assert {"паспорта", "бесплатно"} & words


def test_point_in_time_gives_the_text_of_that_day(bilim: Bilim):
    question, act = "сколько рабочих дней ждать паспорт", "74/2022-03-11"
    then = ask(bilim, question, act=act, as_of=dt.date(2024, 1, 1))
    now = ask(bilim, question, act=act)
    old = {r.article_id: r.quote for r in then.results}["order-74-2022-03-11/annex_2__row_3"]
    new = {r.article_id: r.quote for r in now.results}["order-74-2022-03-11/annex_2__row_3"]
    assert old != new


def test_a_repealed_act_answers_only_when_asked_for(bilim: Bilim):
    question = "читательский билет публичной библиотеки"

    def acts(**options) -> set[str]:
        return {r.act.number for r in ask(bilim, question, limit=30, **options).results}

    assert "94" not in acts()
    assert "94" in acts(include_repealed=True)
    assert acts(act="94/2016-04-11") == {"94"}
    assert "94" in acts(as_of=dt.date(2018, 1, 1))
    statuses = {r.status for r in ask(bilim, question, act="94/2016-04-11").results}
    assert statuses == {"repealed"}


def test_what_is_not_yet_in_force_does_not_answer_today(bilim: Bilim):
    question = "сколько стоит чипирование кошки"
    today = {r.act.number for r in ask(bilim, question, limit=30).results}
    later = {r.act.number for r in ask(bilim, question, as_of=dt.date(2027, 8, 1)).results}
    assert "388" not in today
    assert "388" in later


def test_a_question_about_something_else_has_no_answer(bilim: Bilim):
    assert not ask(bilim, "как получить визу в сша").answerable
    assert not ask(bilim, "ипотека бойынша пайыз қанша").answerable


def test_an_unknown_day_of_entry_into_force_is_said_to_be_unknown(bilim: Bilim):
    result = next(
        r for r in ask(bilim, "паспорт пасеки срок действия", act="74/2022-03-11").results
        if r.edition.in_force_from is None
    )  # fmt: skip
    assert "шестидесяти" in result.edition.in_force_note
    assert result.edition.in_force_by == dt.date(2025, 4, 1)
    assert result.status == "in_force"


def test_results_are_ranked_without_gaps(bilim: Bilim):
    ranks = [result.rank for result in ask(bilim, "заявление через портал", limit=20).results]
    assert ranks == list(range(1, len(ranks) + 1))
    assert len(ranks) == 20


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_an_empty_question_is_refused(bilim: Bilim, words):
    with pytest.raises(InvalidReferenceError, match="empty"):
        ask(bilim, words)


def test_an_overlong_question_is_refused(bilim: Bilim):
    with pytest.raises(InvalidReferenceError, match="1000"):
        ask(bilim, "слово " * 300)


@pytest.mark.parametrize("words", ["?", "…", "№", "12345", "🙂", "a", "და", "%' OR 1=1 --"])
def test_odd_questions_are_survived(bilim: Bilim, words):
    assert ask(bilim, words).query == words

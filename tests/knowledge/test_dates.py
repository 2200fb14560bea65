"""Dates and small numbers as acts print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import find_date, find_dates, iterate_dates, kazakh_i
from knowledge.numerals import number_from_words

RUSSIAN = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
KAZAKH = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = st.dates(date(1991, 12, 16), date(2099, 12, 31))


@pytest.mark.parametrize(
    "printed",
    [
        "27.05.2020",
        "2020-05-27",
        "от 27 мая 2020 года",
        "«27» мая 2020 г.",
        "27 МАЯ 2020 ГОДА",
        "2020 жылғы 27 мамырдағы",
        "2020 жылғы «27» мамыр",
        "2020 ж. 27 мамыр",
        "2020 жылдың 27 мамырынан бастап",
        "dated May 27, 2020",
        "27 May 2020",
    ],
)
def test_one_day_in_all_its_forms(printed: str) -> None:
    assert find_date(printed) == date(2020, 5, 27)


@given(DAYS)
def test_every_day_is_read_back_in_every_form(day: date) -> None:
    month = day.month - 1
    for printed in (
        day.isoformat(),
        day.strftime("%d.%m.%Y"),
        f"{day.day} {RUSSIAN[month]} {day.year} года",
        f"{day.year} жылғы {day.day} {KAZAKH[month]}",
        f"{ENGLISH[month]} {day.day}, {day.year}",
    ):
        assert find_dates(f"(см. {printed})") == (day,), printed


def test_latin_i_inside_kazakh_words_is_read_as_what_it_stands_for() -> None:
    assert find_date("2013 жылғы 15 сәуiрдегi") == date(2013, 4, 15)
    assert find_date("2021 жылғы 1 шiлдеден бастап") == date(2021, 7, 1)
    assert kazakh_i("енгiзiледi, official") == "енгізіледі, official"


@pytest.mark.parametrize("printed", ["31.02.2020", "12.13.2020", "2020-00-10", "30 февраля 2021"])
def test_impossible_days_are_no_dates(printed: str) -> None:
    assert find_date(printed) is None


def test_dates_come_in_order_with_their_places() -> None:
    text = "приказами от 05.08.2024 № 266; от 20 февраля 2025 года № 61"
    assert [(day, text[start:end]) for day, start, end in iterate_dates(text)] == [
        (date(2024, 8, 5), "05.08.2024"),
        (date(2025, 2, 20), "20 февраля 2025"),
    ]


def test_a_number_of_an_act_is_no_date() -> None:
    assert find_date("приказ № 12.2020-05 пункт 1.2.3") is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("десяти", 10),
        ("двадцати одного", 21),
        ("шестидесяти", 60),
        ("он", 10),
        ("жиырма бір", 21),
        ("ten", 10),
        ("twenty-one", 21),
        ("10 (десяти)", 10),
        ("60", 60),
    ],
)
def test_numbers_in_words(words: str, number: int) -> None:
    assert number_from_words(words) == number


@pytest.mark.parametrize("words", ["", "нескольких", "²", "½", "9" * 5000])
def test_what_is_no_number_is_none(words: str) -> None:
    assert number_from_words(words) is None


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    number_from_words(text)
    assert len(find_dates(text)) == len(list(iterate_dates(text)))
    assert len(kazakh_i(text)) == len(text)

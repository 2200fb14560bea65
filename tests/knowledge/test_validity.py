"""Clauses on entry into force, in the words of real acts, and what they come to in days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.validity import (
    ON_PUBLICATION,
    EntryBasis,
    EntryIntoForce,
    Interval,
    read_entry_into_force,
)

PUBLISHED = date(2020, 5, 29)
DAYS = st.dates(date(1995, 1, 1), date(2090, 1, 1))


def read(clause: str) -> EntryIntoForce:
    entry = read_entry_into_force(clause)
    assert entry is not None
    return entry


@pytest.mark.parametrize(
    ("clause", "day"),
    [
        ("Настоящий приказ вводится в действие с 1 июля 2024 года.", date(2024, 7, 1)),
        ("вводится в действие c 12.07.2026", date(2026, 7, 12)),  # a Latin c, as on adilet
        ("С 1 января 2026 года настоящий приказ вводится в действие.", date(2026, 1, 1)),
        (
            "вводится в действие с 1 июля 2024 года и подлежит официальному опубликованию",
            date(2024, 7, 1),
        ),
        ("Осы бұйрық 2024 жылғы 1 шілдеден бастап қолданысқа енгізіледі", date(2024, 7, 1)),
        ("01.01.2026 бастап қолданысқа енгiзiледi", date(2026, 1, 1)),
        ("01.01.2026 бастап қолданысқа енгізілеті", date(2026, 1, 1)),  # printed so
        (
            "2013 жылғы 15 сәуірдегі Заңның 10-бабына сәйкес бекітілген осы бұйрық 2026 жылғы "
            "1 қаңтардан бастап қолданысқа енгізіледі",
            date(2026, 1, 1),
        ),
        ("This order shall come into force on July 1, 2024", date(2024, 7, 1)),
        ("shall be enforced from 01.07.2024", date(2024, 7, 1)),
    ],
)
def test_a_day_that_the_act_names(clause: str, day: date) -> None:
    entry = read(clause)
    assert (entry.basis, entry.on) == (EntryBasis.FIXED, day)
    assert entry.resolved(PUBLISHED) == entry


@pytest.mark.parametrize(
    ("clause", "days"),
    [
        (
            "Настоящий приказ вводится в действие по истечении десяти календарных дней после дня "
            "его первого официального опубликования.",
            10,
        ),
        ("вводится в действие по истечении 5 календарных дней после дня опубликования", 5),
        ("по истечении 60 (шестидесяти) календарных дней вводится в действие", 60),
        (
            "вводится в действие по истечении двадцати одного календарного дня после дня его "
            "первого официального опубликования",
            21,
        ),
        (
            "Осы бұйрық алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң "
            "қолданысқа енгізіледі.",
            10,
        ),
        ("жарияланған күнінен кейiн күнтiзбелiк алпыс күн өткен соң қолданысқа енгiзiледi", 60),
        (
            "This order shall be enforced upon expiry of ten calendar days after the day of its "
            "first official publication",
            10,
        ),
        ("shall be enforced ten calendar days after the day of its first official publication", 10),
        ("вводится в действие после дня его первого официального опубликования", 0),
        ("вводится в действие со дня его первого официального опубликования", ON_PUBLICATION),
        ("алғашқы ресми жарияланған күнінен бастап қолданысқа енгізіледі", ON_PUBLICATION),
        ("shall be enforced from the day of its first official publication", ON_PUBLICATION),
    ],
)
def test_so_many_days_after_publication(clause: str, days: int) -> None:
    entry = read(clause)
    assert (entry.basis, entry.on, entry.days) == (EntryBasis.AFTER_PUBLICATION, None, days)
    assert entry.resolved(None).on is None, "an unknown publication is not guessed"


def test_ten_days_are_counted_from_the_day_after_publication() -> None:
    """Published on 29 May: the ten days are 30 May to 8 June; in force on 9 June."""
    entry = read("вводится в действие по истечении десяти календарных дней после дня опубликования")
    assert entry.resolved(PUBLISHED).on == date(2020, 6, 9)


def test_from_the_day_of_publication_and_after_it() -> None:
    on_it = read("вводится в действие со дня его первого официального опубликования")
    after_it = read("вводится в действие после дня его первого официального опубликования")
    assert on_it.resolved(PUBLISHED).on == PUBLISHED
    assert after_it.resolved(PUBLISHED).on == date(2020, 5, 30)


@given(DAYS, st.integers(0, 120))
def test_exactly_the_counted_days_lie_between_publication_and_force(day: date, days: int) -> None:
    entry = EntryIntoForce(EntryBasis.AFTER_PUBLICATION, None, "", days)
    first = entry.resolved(day).on
    assert first is not None
    assert [day + timedelta(n) for n in range(1, days + 1)] == [
        day + timedelta(n) for n in range(1, (first - day).days)
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "вводится в действие по истечении десяти календарных дней после дня его первого "
        "официального опубликования, но не ранее 1 марта 2016 года",
        "Осы бұйрық ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң, бірақ 2016 "
        "жылғы 1 наурыздан бұрын емес қолданысқа енгізіледі",
        "shall be enforced upon expiry of ten calendar days after the day of its first official "
        "publication, but not earlier than March 1, 2016",
        "вводится в действие со дня его первого официального опубликования, но не ранее 01.03.2016",
    ],
)
def test_not_before_a_day(clause: str) -> None:
    entry = read(clause)
    assert entry.not_before == date(2016, 3, 1)
    assert entry.resolved(date(2016, 1, 20)).on == date(2016, 3, 1), "published early: it waits"
    late = entry.resolved(date(2016, 5, 1)).on
    assert late is not None
    assert late >= date(2016, 5, 1), "published late: the bound no longer matters"


@pytest.mark.parametrize(
    "clause",
    [
        "вводится в действие по истечении трех месяцев со дня его первого официального "
        "опубликования",
        "алғашқы ресми жарияланған күнінен бастап үш ай өткен соң қолданысқа енгізіледі",
        "вводится в действие со дня подписания",
        "В соответствии с Законом от 15 апреля 2013 года «О государственных услугах» и в целях "
        "его исполнения приказ вводится в действие со дня подписания",
        "вводится в действие со дня подписания и распространяется на правоотношения, возникшие "
        "с 1 января 2025 года",
        "порядок введения в действие см. п. 4",
    ],
)
def test_what_cannot_be_worked_out_stays_unknown(clause: str) -> None:
    assert read(clause).resolved(PUBLISHED).on is None


def test_an_exception_does_not_date_the_act() -> None:
    russian = read(
        "Настоящий приказ вводится в действие по истечении десяти календарных дней после дня его "
        "первого официального опубликования, за исключением пункта 3, который вводится в действие "
        "с 1 июля 2027 года"
    )
    assert (russian.on, russian.days) == (None, 10)
    other = read(
        "вводится в действие с 1 января 2026 года, за исключением пункта 3, который вводится в "
        "действие по истечении десяти календарных дней после дня опубликования"
    )
    assert other.on == date(2026, 1, 1)
    kazakh = read(
        "2027 жылғы 1 шілдеден бастап қолданысқа енгізілетін 3-тармақты қоспағанда, осы бұйрық "
        "алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа "
        "енгізіледі"
    )
    assert (kazakh.on, kazakh.days) == (None, 10)


@pytest.mark.parametrize(
    "text",
    ["", "Контроль за исполнением приказа возложить на вице-министра.", "Результат: 10 дней."],
)
def test_other_sentences_are_no_clauses(text: str) -> None:
    assert read_entry_into_force(text) is None


@given(st.text(), st.sampled_from(["вводится в действие ", "қолданысқа енгізіледі ", ""]))
def test_any_clause_is_survived_and_kept_as_printed(text: str, words: str) -> None:
    entry = read_entry_into_force(text + words)
    assert entry is None or entry.clause == " ".join((text + words).split())


@given(st.none() | DAYS, st.none() | DAYS, DAYS)
def test_an_interval_holds_its_start_and_not_its_end(
    start: date | None, end: date | None, day: date
) -> None:
    held = day in Interval(start, end)
    assert held == (not (start and day < start) and not (end and day >= end))
    if start:
        assert start not in Interval(start, start)
        assert start in Interval(start, start + timedelta(1))


@given(DAYS, DAYS)
def test_neighbouring_intervals_share_no_day(border: date, day: date) -> None:
    assert (day in Interval(None, border)) != (day in Interval(border, None))

"""Facts are read alike from Kazakh, Russian and English."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.findings.comparing import Side, unmatched
from knowledge.findings.facts import cleaned, read_facts
from knowledge.findings.readers.terms import length_in_minutes
from knowledge.findings.readers.words_and_figures import disagreeing_numbers
from knowledge.findings.values import FactKind
from knowledge.numerals import number_from_words, ordinal_from_word


def values(text: str, language: str, kind: FactKind) -> list[str]:
    return [fact.value for fact in read_facts(cleaned(text), language) if fact.kind is kind]


@pytest.mark.parametrize(
    ("language", "text", "term"),
    [
        ("ru", "в течение 5 (пяти) рабочих дней", "5 working days"),
        ("ru", "в течение двадцати одного календарного дня", "21 calendar days"),
        ("ru", "в трехдневный срок", "3 days"),
        ("ru", "не позднее 15-ти минут", "15 minutes"),
        ("ru", "в месячный срок", "1 month"),
        ("ru", "за два последних года", "2 years"),
        ("ru", "в течение полутора часов", "1.5 hours"),
        ("ru", "трое суток", "3 days"),
        ("ru", "не достигшие двадцатипятилетнего возраста", "25 years"),
        ("kk", "бес жұмыс күні ішінде", "5 working days"),
        ("kk", "15 (он бес) минуттан аспайды", "15 minutes"),
        ("kk", "3 (үш) жұмыс күнінен кешіктірмей", "3 working days"),
        ("kk", "5 (жұмыс) күнінен кешіктірілмей", "5 working days"),
        ("kk", "күнтізбелік он күн өткен соң", "10 calendar days"),
        ("kk", "бір жарым сағат ішінде", "1.5 hours"),
        ("kk", "18 жасқа толмаған", "18 years"),
        ("kk", "келесі жұмыс күні", "next working day"),
        ("en", "within five working days", "5 working days"),
        ("en", "within twenty-one calendar days", "21 calendar days"),
    ],
)
def test_terms_in_figures_and_words(language: str, text: str, term: str) -> None:
    assert values(text, language, FactKind.TERM) == [term]


def test_two_years_are_24_months_and_a_week_is_seven_days() -> None:
    assert values("24 месяца", "ru", FactKind.TERM) == ["2 years"]
    assert values("екі апта", "kk", FactKind.TERM) == ["14 days"]


def test_a_year_of_the_calendar_is_a_date_and_no_term() -> None:
    assert values("до 2030 года", "ru", FactKind.TERM) == []
    assert values("до 2030 года", "ru", FactKind.DATE) == ["2030"]


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("ru", "0,5 МРП за каждый документ", "0.5 MCI"),
        ("ru", "одного месячного расчетного показателя", "1 MCI"),
        ("ru", "500 (пятьсот) тенге", "500 tenge"),
        ("ru", "12 тыс. тенге", "12000 tenge"),
        ("ru", "70% (семьдесят) и более", "70%"),
        ("kk", "0,5 айлық есептік көрсеткіш", "0.5 MCI"),
        ("kk", "жиырма бес пайыз", "25%"),
        ("kk", "100 000 теңге", "100000 tenge"),
    ],
)
def test_amounts(language: str, text: str, amount: str) -> None:
    assert values(text, language, FactKind.AMOUNT) == [amount]


def test_an_index_is_no_month() -> None:
    assert values("3 айлық есептік көрсеткіш", "kk", FactKind.TERM) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "с 9.00 до 18.30 часов"),
        ("ru", "с 9-00 часов до 18-30 часов"),
        ("ru", "с 09:00 до 18:30 часов"),
        ("kk", "сағат 9.00-ден 18.30-ға дейін"),
        ("kk", "сағат 9-00-ден сағат 18-30-ға дейін"),
        ("en", "from 9:00 a.m. to 6:30 p.m."),
    ],
)
def test_hours_of_work(language: str, text: str) -> None:
    assert values(text, language, FactKind.SCHEDULE) == ["09:00", "18:30"]


def test_days_of_the_week_and_what_only_sounds_like_one() -> None:
    assert values("дүйсенбі – жұма аралығында", "kk", FactKind.SCHEDULE) == ["Monday", "Friday"]
    assert values("охраняющих окружающую среду", "ru", FactKind.SCHEDULE) == []
    assert values("портал – тәулік бойы", "kk", FactKind.SCHEDULE) == ["round the clock"]


@pytest.mark.parametrize(
    ("language", "text", "references"),
    [
        ("ru", "подпунктами 1), 2) пункта 3 статьи 91", ["article 91", "paragraph 3",
                                                         "subparagraph 1", "subparagraph 2"]),
        ("kk", "91-баптың 3-тармағының 1), 2) тармақшалары", ["article 91", "paragraph 3",
                                                             "subparagraph 1", "subparagraph 2"]),
        ("en", "subparagraphs 1), 2) of paragraph 3 of Article 91", [
            "article 91", "paragraph 3", "subparagraph 1", "subparagraph 2"]),
        ("ru", "частью второй пункта 15-1", ["paragraph 15-1", "part 2"]),
        ("kk", "15-1-тармақтың екінші бөлігінде", ["paragraph 15-1", "part 2"]),
        ("ru", "приложениям 1 и 2", ["annex 1", "annex 2"]),
        ("kk", "1 және 2-қосымшаларға", ["annex 1", "annex 2"]),
        ("kk", "4 - қосымшаға сәйкес", ["annex 4"]),
        ("ru", "статьями 12 – 14", ["article 12", "article 13", "article 14"]),
        ("kk", "12 – 14-баптар", ["article 12", "article 13", "article 14"]),
    ],
)  # fmt: skip
def test_references(language: str, text: str, references: list[str]) -> None:
    assert sorted(values(text, language, FactKind.REFERENCE)) == references


def test_the_mark_of_a_point_is_no_annex() -> None:
    assert values("мыналар: 1) қосымшаға сәйкес өтініш", "kk", FactKind.REFERENCE) == []


def test_acts_by_date_and_number() -> None:
    russian = "приказом от 14 июня 2013 года № 452-V ЗРК"
    kazakh = "2013 жылғы 14 маусымдағы № 452-V ҚРЗ бұйрығымен"
    for language, text in (("ru", russian), ("kk", kazakh)):
        assert values(text, language, FactKind.DATE) == ["2013-06-14"]
        assert values(text, language, FactKind.ACT) == ["№ 452"]


def test_issues_of_newspapers_say_nothing() -> None:
    text = "опубликован в газете «Вестник» № 302 (27576)"
    assert [fact.value for fact in read_facts(cleaned(text), "ru")] == []


@pytest.mark.parametrize(
    "text",
    ["8 800 080 7777", "8-800-080-77-77", "8 (800) 080 77 77", "+7 800 080 77 77"],
)
def test_a_telephone_however_it_is_printed(text: str) -> None:
    assert values(f"телефон {text}", "ru", FactKind.CONTACT) == ["8000807777"]


def test_a_short_number_beside_the_contact_centre_is_a_telephone() -> None:
    assert values("Бірыңғай байланыс орталығы: 114", "kk", FactKind.CONTACT) == ["114"]
    assert values("114 заявлений", "ru", FactKind.CONTACT) == []


def test_addresses_without_what_only_browsers_need() -> None:
    found = values("https://www.egov.kz/ и www.gov.kz.", "ru", FactKind.ADDRESS)
    assert found == ["egov.kz", "gov.kz"]


def test_free_of_charge_and_the_surname_in_kazakh() -> None:
    assert values("Қызмет тегін көрсетіледі", "kk", FactKind.FEE) == ["free"]
    assert values("атын, әкесінің атын, тегін ауыстыру", "kk", FactKind.FEE) == []


def test_roman_figures_are_figures() -> None:
    assert values("I и II группы", "ru", FactKind.NUMBER) == ["1", "2"]
    assert values("I HEREBY ORDER", "en", FactKind.NUMBER) == []


@pytest.mark.parametrize(
    ("russian", "kazakh"),
    [
        ("в двух экземплярах, 2 дня", "екі данада, 2 күн"),
        ("1 экземпляр", "бір дана"),
        ("передает в течение часа", "бір сағат ішінде береді"),
        ("за сутки до срока", "мерзімге дейін бір тәулік бұрын"),
        ("24 часа", "бір тәулік"),
        ("после 18 часов", "сағат 18-ден кейін"),
        ("контактный телефон (87172) 74-07-37", "байланыс телефоны: 8 (7172) 74-07-37"),
        ("60 календарных дней, но не позднее 30 календарных дней",
         "күнтізбелік 60 күн, бірақ 30 күннен кешіктірмей"),
        ("девяноста дней для граждан и тридцати – для прочих",
         "азаматтар үшін тоқсан күн, басқалар үшін отыз күн"),
        ("кабинет № 13", "13-кабинет"),
    ],
)  # fmt: skip
def test_what_is_only_printed_otherwise_is_no_difference(russian: str, kazakh: str) -> None:
    assert not unmatched(Side(cleaned(russian), "ru"), Side(cleaned(kazakh), "kk"))


@pytest.mark.parametrize(
    ("russian", "kazakh"),
    [
        ("в течение 1 рабочего дня", "күнтізбелік 1 күн ішінде"),
        ("3 рабочих дня", "3 сағат"),
        ("бесплатно", "0,5 АЕК"),
        ("3 дня, 5 дней, 3 дня", "3 күн, 5 күн, 5 күн"),
        ("незамедлительно", "3 күн ішінде"),
        ("телефон 1414", "телефон 1415"),
    ],
)
def test_what_differs_is_told(russian: str, kazakh: str) -> None:
    leftover = unmatched(Side(cleaned(russian), "ru"), Side(cleaned(kazakh), "kk"))
    assert leftover.left and leftover.right


def test_a_figure_against_the_words_beside_it() -> None:
    (found,) = disagreeing_numbers("5 (үш) жұмыс күні, 3 (үш) күн", "kk")
    assert found[2:] == ("5", "3")
    assert not list(disagreeing_numbers("15 (он бесінші) күні", "kk"))
    assert not list(disagreeing_numbers("5 (пяти рабочих) дней", "ru"))


def test_terms_can_be_told_by_their_length() -> None:
    assert length_in_minutes("20 minutes") < length_in_minutes("3 working days")


_TEXTS = st.text(alphabet="0123456789 .,-()№%пятибесерабочихднейжұмыскүніМРПсағат\n", max_size=80)


@given(_TEXTS, st.sampled_from(["kk", "ru", "en"]))
def test_facts_stand_where_they_say_and_never_in_each_other(text: str, language: str) -> None:
    clean = cleaned(text)
    facts = read_facts(clean, language)
    assert all(0 <= fact.start < fact.end <= len(clean) for fact in facts)
    assert all(
        one.end <= other.start or (one.start, one.end) == (other.start, other.end)
        for one, other in pairwise(facts)
    )


@given(_TEXTS, st.sampled_from(["kk", "ru", "en"]))
def test_a_text_agrees_with_itself(text: str, language: str) -> None:
    side = Side(cleaned(text), language)
    assert not unmatched(side, side)


def test_numbers_in_all_cases_and_hundreds() -> None:
    assert number_from_words("двенадцатью") == 12
    assert number_from_words("сто двадцать") == 120
    assert number_from_words("екі жүз елу") == 250
    assert number_from_words("one hundred") == 100


def test_ordinals() -> None:
    words = ["второй", "третьей", "екінші", "төртінші", "fifth", "пункт"]
    assert [ordinal_from_word(word) for word in words] == [2, 3, 2, 4, 5, None]

"""The same act from another file, language or edition, and references to it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from law_samples import HEALTH_RU, JUSTICE_EN, JUSTICE_KK, JUSTICE_RU, header

from knowledge.acts import ActHeader, ActKind
from knowledge.identity import act_id, issuer_key, number_key, parse_reference, same_act

DAY = date(2020, 5, 27)


@pytest.mark.parametrize("issuer", [JUSTICE_KK, JUSTICE_EN, f"и.о. {JUSTICE_RU}"])
def test_one_act_in_three_languages(issuer: str) -> None:
    assert same_act(header(), header(issuer=issuer))


def test_the_number_may_be_printed_in_latin_or_lower_case() -> None:
    assert number_key("№ 368/НҚ") == number_key("368/нқ") == number_key("368/HҚ")
    assert same_act(header("368/НҚ"), header("368/нқ"))
    assert not same_act(header("368/НҚ"), header("368"))


def test_another_ministry_with_the_same_number_is_another_act() -> None:
    assert not same_act(header(), header(issuer=HEALTH_RU))


def test_another_day_kind_or_number_is_another_act() -> None:
    assert not same_act(header(), header(day=date(2020, 5, 28)))
    assert not same_act(header(), header("59"))
    resolution = ActHeader(ActKind.RESOLUTION, JUSTICE_RU, DAY, "58")
    assert not same_act(header(), resolution)


def test_registration_decides_where_both_are_known() -> None:
    assert same_act(header(registered="20770"), header("58-1", HEALTH_RU, registered="20770"))
    assert not same_act(header(registered="20770"), header(registered="20771"))
    assert same_act(header(registered="20770"), header()), "one does not know: the rest decides"


def test_an_issuer_that_is_not_known_does_not_contradict() -> None:
    assert issuer_key("акима города Конаева") is None
    assert same_act(header(), header(issuer="Республика Казахстан"))


@pytest.mark.parametrize(
    ("russian", "kazakh"),
    [
        ("Министра здравоохранения", "Денсаулық сақтау министрінің"),
        ("Министра внутренних дел", "Ішкі істер министрінің"),
        ("Министра внутренних дел", "Iшкi iстер министрiнiң"),
        (
            "Министра цифрового развития, инноваций и аэрокосмической промышленности",
            "Цифрлық даму, инновациялар және аэроғарыш өнеркәсібі министрінің",
        ),
        ("Министра просвещения", "Оқу-ағарту министрінің"),
        ("Правительства Республики Казахстан", "Қазақстан Республикасы Үкіметінің"),
    ],
)
def test_ministries_are_known_by_both_names(russian: str, kazakh: str) -> None:
    assert issuer_key(russian) == issuer_key(kazakh) is not None


def test_ids_are_plain_and_say_what_the_act_is() -> None:
    assert act_id(header()) == "order-58-2020-05-27"
    assert act_id(header("917-НҚ")) == "order-917-nq-2020-05-27"


@given(st.text(max_size=30))
def test_any_number_makes_an_id_fit_for_a_link(number: str) -> None:
    assert set(act_id(header(number))) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    "reference",
    [
        "58/2020-05-27",
        "58 / 27.05.2020",
        "№ 58 от 27.05.2020",
        "№58 от 27 мая 2020 г.",
        "N 58 от 27.05.2020",
        "приказ № 58 от 27 мая 2020 года",
        "Приказ и.о. Министра юстиции РК от 27 мая 2020 года № 58",
        "2020 жылғы 27 мамырдағы № 58 бұйрық",
        "Қазақстан Республикасы Әділет министрінің 2020 жылғы 27 мамырдағы № 58 бұйрығы",
        "order 58 of 27 May 2020",
        "order No. 58 dated May 27, 2020",
        "order-58-2020-05-27",
    ],
)
def test_references_are_forgiving(reference: str) -> None:
    assert parse_reference(reference) == ("58", DAY)


@pytest.mark.parametrize("reference", ["20770", "№ 20770", "рег. № 20770", " 20770 ", "№20770."])
def test_a_number_alone(reference: str) -> None:
    assert parse_reference(reference) == ("20770", None)


@given(st.integers(1, 9999), st.sampled_from(["", "-НҚ", "/НҚ", "-1"]), st.dates())
def test_number_and_date_are_always_read_back(number: int, tail: str, day: date) -> None:
    printed = f"{number}{tail}"
    assert parse_reference(f"{printed}/{day.isoformat()}") == (printed, day)
    assert parse_reference(f"№ {printed} от {day:%d.%m.}{day.year:04}") == (printed, day)

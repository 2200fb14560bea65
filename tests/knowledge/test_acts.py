"""What the content hash sees and what it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from law_samples import edition, paragraph

from knowledge.acts import comparable, content_hash

TEXT = "Услуга «Апостиль» оказывается в течение 10 рабочих дней – бесплатно."


@pytest.mark.parametrize(
    "typeset",
    [
        "Услуга “Апостиль” оказывается в течение 10 рабочих дней - бесплатно.",
        'Услуга "Апостиль" оказывается  в течение\n10 рабочих дней — бесплатно. ',
        "Услуга „Апостиль” оказывается в\u00a0течение 10\u00a0рабочих дней – бесплатно.",
    ],
)
def test_the_hash_is_blind_to_typesetting(typeset: str) -> None:
    assert content_hash("", typeset) == content_hash("", TEXT)


@pytest.mark.parametrize(
    "other",
    [
        "Услуга «Апостиль» оказывается в течение 5 рабочих дней – бесплатно.",
        "Услуга «Апостиль» оказывается в течение 10 рабочих дней – платно.",
        "Услуга «Апостиль» оказывается в течение 10 рабочих дней – бесплатно",
        "Услуга «Апостиль» оказывается в течение 1 0 рабочих дней – бесплатно.",
    ],
)
def test_the_hash_sees_every_word_and_sign(other: str) -> None:
    assert content_hash("", other) != content_hash("", TEXT)


def test_heading_and_text_are_not_interchangeable() -> None:
    assert content_hash("Срок", "10 дней") != content_hash("", "Срок 10 дней")
    assert content_hash("Срок", "10 дней") != content_hash("Срок 10", "дней")


def test_an_excluded_provision_is_not_an_empty_one() -> None:
    assert content_hash("", "", excluded=True) != content_hash("", "")


@given(st.text(), st.text())
def test_texts_hash_alike_only_if_they_compare_alike(one: str, other: str) -> None:
    same = comparable(one) == comparable(other)
    assert (content_hash("", one) == content_hash("", other)) == same


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)


def test_a_provisions_footnotes_are_no_content_but_the_editions_are() -> None:
    plain = paragraph("1", TEXT)
    noted = replace(plain, footnotes=("Сноска. Пункт 1 в редакции приказа № 61.",))
    assert plain.content_hash == noted.content_hash
    day = date(2020, 5, 27)
    assert edition(day, plain).content_hash != edition(day, noted).content_hash


def test_an_edition_hashes_its_title_and_the_order_of_its_provisions() -> None:
    day = date(2020, 5, 27)
    first = edition(day, "Первое.", "Второе.")
    assert first.content_hash == edition(day, "Первое. ", "Второе.").content_hash
    assert first.content_hash != edition(day, "Второе.", "Первое.").content_hash
    assert first.content_hash != edition(day, "Первое.", "Второе.", title="Иное").content_hash

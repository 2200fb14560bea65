"""One spelling for what is one text to a reader."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.fold import fold
from index.analysis.latin import to_cyrillic
from index.analysis.normalise import mend_lookalikes, normalise

LETTERS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "aceopxyiABCEHKMOPTXYасеорхуіАВСЕНКМОРТХІәғқңөұүһйёй'’-–\u00ad\u200b\u0306"
        ),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("мiндеттi", "міндетті"),
        ("icкe", "іске"),
        ("жəне", "және"),
        ("КOMПЕНСАЦИЯ", "компенсация"),
        ("еgov.kz", "egov.kz"),
        ("обя\u00adзан\u200bность", "обязанность"),
        ("и\u0306од", "йод"),
        ("Ещё", "еще"),
        ("об’явление", "объявление"),
        ("онлайн–заявка", "онлайн-заявка"),
        ("ӨТІНІШ ҒЫЛЫМ ҚҰҚЫҚ ҺАУА", "өтініш ғылым құқық һауа"),
        ("ЭЦП и IBAN", "эцп и iban"),
    ],
)
def test_spellings_become_one(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_letters_without_a_twin_decide_the_script() -> None:
    assert mend_lookalikes("пacпopт") == "паспорт"
    assert mend_lookalikes("pаssроrt") == "passport"
    assert mend_lookalikes("сa") == "са"


@given(LETTERS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(LETTERS)
def test_composition_does_not_matter(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(
        unicodedata.normalize("NFC", text)
    )


@given(LETTERS)
def test_folding_twice_changes_nothing_and_keeps_the_length(text: str) -> None:
    normal = normalise(text)
    assert fold(fold(normal)) == fold(normal)
    assert len(fold(normal)) == len(normal)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("qazaqstan", "казакстан"),
        ("qūjat", "кужат"),
        ("ötiniş", "отиниш"),
        ("otinish", "отиниш"),
        ("jyldam", "жылдам"),
        ("qaida", "кайда"),
        ("qalay", "калай"),
        ("zayavlenie", "заявление"),
        ("spravka", "справка"),
    ],
)
def test_latin_letters_become_those_of_a_russian_keyboard(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@given(LETTERS)
def test_transliteration_never_fails(text: str) -> None:
    written = to_cyrillic(normalise(text))
    assert written is None or written

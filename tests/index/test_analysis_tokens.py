"""Tokens of texts: cut, stemmed, folded, and found again at their places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis.normalise import normalise
from index.analysis.tokens import LANGUAGES, Token, analyse

PARTS = ["egov.kz", "https://", "58/2020", "ЦОН-ға", " өтініш ", "мiндеттi", "№", "@", "-", "."]
ANY_TEXT = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.text(
            st.sampled_from("абвгқңүұіhaik0123456789 .,-/№@:'’\u00ad\u200b\u0306\n"), max_size=8
        ),
        st.sampled_from(PARTS),
    ),
    max_size=12,
).map("".join)


def stems(text: str) -> list[str]:
    return [token.stem for token in analyse(text)]


def only(text: str) -> Token:
    (token,) = analyse(text)
    return token


@pytest.mark.parametrize(
    ("forms", "stem"),
    [
        ("құжат құжаттар құжаттарымның құжатыңызды", "құжат"),
        ("өтініш өтінішті өтінішіңізге", "өтініш"),
        ("кужат кужаттар кужаттарымнын", "құжат"),
        ("қазақстан қазақстанның казакстан казакстанда", "қазақстан"),
        ("заявление заявления заявлениям", "заявление"),
        ("уполномоченный уполномоченного уполномоченным", "уполномоченный"),
        ("жалобаны жалоба жалобасы", "жалоба"),
        ("ЦОН ЦОНе цона цоном ЦОН-ға ЦОНнан цонга", "цон"),
        ("ЭЦП эцп ЭЦПны", "эцп"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str, stem: str) -> None:
    assert {only(form).stem for form in forms.split()} == {stem}


def test_both_spellings_fold_to_one_token() -> None:
    proper, typed = analyse("қазақстанның құжаттары"), analyse("казакстаннын кужаттары")
    assert [token.folded for token in proper] == [token.folded for token in typed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("приказ № 58/2020", ["приказ", "58/2020"]),
        ("0,5 МРП", ["0.5", "мрп"]),
        ("0.5", ["0.5"]),
        ("п. 10-1", ["п", "10-1"]),
        ("10-1-тармақ", ["10-1", "тармақ"]),
        ("15-ші тармақ", ["15", "тармақ"]),
        ("15-й пункт", ["15", "пункт"]),
        ("1414-ке", ["1414"]),
        ("№ 88-V", ["88-v"]),
        ("от 27.05.2020", ["от", "27.05.2020"]),
        ("2020-05-27", ["27.05.2020"]),
        ("портал www.egov.kz.", ["портал", "egov.kz"]),
        ("https://egov.kz/cms/ru?x=1", ["egov.kz"]),
        ("info@gov.kz,", ["info@gov.kz"]),
        ("кто-нибудь", ["кто"]),
        ("вице-министр", ["вице", "министр"]),
    ],
)
def test_numbers_references_and_addresses(text: str, expected: list[str]) -> None:
    assert stems(text) == expected


def test_a_latin_word_of_lookalikes_in_a_kazakh_line_is_kazakh() -> None:
    assert analyse("мемлекеттік қызметті ici")[2].stem == "іс"


def test_closed_words_are_marked_and_kept() -> None:
    marked = {token.token: token.stop for token in analyse("апостиль и доверенность для вас")}
    assert marked == {
        "апостиль": False,
        "и": True,
        "доверенность": False,
        "для": True,
        "вас": True,
    }


def test_places_are_those_of_the_text_as_given() -> None:
    text = "Өтi\u00adнiшті «егов» арқылы"
    first = analyse(text)[0]
    assert (first.token, text[first.start : first.end]) == ("өтінішті", "Өтi\u00adнiшті")


@given(ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_analysed(text: str) -> None:
    end = 0
    for token in analyse(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end
        assert token.token == normalise(text[token.start : token.end])
        assert token.language in LANGUAGES
        assert token.stem
        assert token.folded
        assert not any(letter.isspace() for letter in token.folded)


@given(ANY_TEXT, st.sampled_from(LANGUAGES))
@settings(max_examples=100, deadline=None)
def test_any_language_may_be_given(text: str, language: str) -> None:
    assert len(analyse(text, language)) == len(analyse(text))

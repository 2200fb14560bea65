"""What is indexed and what is looked for coincide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis.fields import grams, index_tokens, query_tokens

SHARED = Path(__file__).parents[3] / "shared" / "acts"


def matched(query: str, text: str) -> list[str]:
    """The words of the query that the text has."""
    tokens = set(index_tokens(text))
    return [found.token.token for found in query_tokens(query) if tokens & set(found.alternatives)]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("құжаттарды", "Құжаттардың тізбесі"),
        ("кужаттарды", "Құжаттардың тізбесі"),
        ("құжаттарды", "кужаттардын тизбеси"),
        ("казакстан", "Қазақстан Республикасының"),
        ("қазақстан", "в Республике Казакстан"),
        ("qazaqstan", "Қазақстан Республикасының"),
        ("qujattar", "Құжаттардың тізбесі"),
        ("spravka", "справку выдают бесплатно"),
        ("заявлением", "по заявлению услугополучателя"),
        ("жалобаны", "рассмотрение жалобы"),
        ("решениесі", "решения об отказе"),
        ("договордың", "копия договора"),
        ("паспортымды", "замена паспорта"),
        ("нотариустан", "у нотариуса"),
        ("нотариуса", "нотариустың куәлігі"),
        ("ЦОНда", "через ЦОНы города"),
        ("egov", "портал www.egov.kz"),
        ("егов", "егов арқылы"),
        ("0.5", "0,5 МРП"),
        ("приказ № 58"[-4:], "приказ № 58 от 27 мая"),
        ("апостиля", "апостиль қою"),
    ],
)
def test_a_word_finds_its_other_forms(query: str, text: str) -> None:
    assert matched(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("пошлина", "срок оказания услуги"),
        ("№ 58", "пункт 5"),
        ("10-1", "пункты 10 и 1"),
        ("бала", "начисляются баллы"),
    ],
)
def test_other_words_are_not_found(query: str, text: str) -> None:
    assert not matched(query, text)


def test_the_number_sign_makes_a_token_of_its_own() -> None:
    assert "№58" in index_tokens("приказ № 58 от 27 мая")
    assert "№58" not in index_tokens("пункт 58")
    assert query_tokens("№58")[0].alternatives == ("№58", "58")


def test_grams_of_words_with_bounds() -> None:
    assert grams("Тұру") == ["<тур", "туру", "уру>"]
    assert grams("ол 1414") == ["<ол>"]
    assert grams("казак") == grams("қазақ")
    assert grams("апостиль", 3)[:2] == ["<ап", "апо"]


def test_a_typo_shares_most_grams() -> None:
    right, wrong = set(grams("апостиль")), set(grams("апастиль"))
    assert len(right & wrong) >= len(right) // 2


ANY_TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("абвгқңүұіhaik019 .,-/№@:'\u00ad\u200b")),
    max_size=60,
)


@given(ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_tokens_of_any_text_are_words(text: str) -> None:
    for token in [*index_tokens(text), *grams(text)]:
        assert token
        assert token.split() == [token]


@given(ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_every_word_of_a_text_finds_the_text(text: str) -> None:
    indexed = set(index_tokens(text))
    for found in query_tokens(text):
        assert indexed & set(found.alternatives), found


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared acts are not here")
def test_words_of_acts_are_found_alone_and_on_a_russian_keyboard() -> None:
    """A word out of its sentence, in either spelling, still meets the sentence it comes from."""
    from index.analysis.fold import fold

    text = next(SHARED.glob("143260/kaz.2026*.md")).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if len(line.split()) > 8][:60]
    tried = met = met_folded = 0
    for line in lines:
        tokens = set(index_tokens(line))
        for found in query_tokens(line):
            if found.token.stop or not found.token.token.isalpha():
                continue
            tried += 1
            word = found.token.token
            met += any(tokens & set(one.alternatives) for one in query_tokens(word))
            met_folded += any(tokens & set(one.alternatives) for one in query_tokens(fold(word)))
    assert tried > 1000
    assert met >= 0.99 * tried
    assert met_folded >= 0.97 * tried


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared acts are not here")
def test_questions_typed_on_a_russian_keyboard_meet_proper_kazakh() -> None:
    from index.analysis.fold import fold

    tried = met = 0
    for path in SHARED.glob("*/questions.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            if question["lang"] != "kk":
                continue
            proper = set(index_tokens(question["question"]))
            for found in query_tokens(fold(question["question"].lower())):
                if not found.token.stop:
                    tried += 1
                    met += bool(proper & set(found.alternatives))
    assert tried > 300
    assert met >= 0.96 * tried

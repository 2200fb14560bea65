"""Languages of lines and words: letters, words without Kazakh letters, mixed sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.analysis.language import language_of
from index.analysis.tokens import analyse

SHARED = Path(__file__).parents[3] / "shared" / "acts"

# Words of each sentence in k(azakh) and r(ussian); a word without a mark may be either.
MIXED = """
Мен/k паспортымды/k обменять/r етем/k
Шағым/k жаздым/k на/r них/r а/r ответа/r жоқ/k
К/r заявке/r мүшелер/k тізімін/k тоже/r прикладывать/r или/r не/r надо/r
Мне/r срочно/r керек/k можно/r доплатить/r чтобы/r тезірек/k приняли/r без/r очереди/r
Я/r через/r портал подал/r енді/k жауабы/k кабинетке/k түсе/k ме/k
Әжем/k үйден/k шыға/k алмайды/k кто/r может/r прийти/r на/r дом/r
Балама/k куәлік/k алу/k үшін/k какие/r документы/r нужны/r
Сколько/r стоит/r жер/k учаскесін/k рәсімдеу/k
Здравствуйте/r менің/k өтінішім/k қайда/k тұр/k екен/k
"""


def _mixed() -> list[list[tuple[str, str]]]:
    return [
        [(word, mark) for word, _, mark in (part.partition("/") for part in line.split())]
        for line in MIXED.strip().splitlines()
    ]


def test_words_of_mixed_sentences_have_their_own_languages() -> None:
    wrong = []
    total = 0
    for sentence in _mixed():
        tokens = analyse(" ".join(word for word, _ in sentence))
        for (word, mark), token in zip(sentence, tokens, strict=True):
            total += bool(mark)
            if mark and token.language != {"k": "kk", "r": "ru"}[mark]:
                wrong.append((word, token.language))
    assert len(wrong) <= 0.05 * total, wrong


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Апостиль қою мерзімі қанша күн?", "kk"),
        ("казакша кужаттарды кайда тапсырамын", "kk"),
        ("паспорт алу ушин не керек", "kk"),
        ("Сколько дней ждать апостиль", "ru"),
        ("адвокат аттестация срок", "ru"),
        ("How do I get an apostille?", "en"),
        ("qazaqstan azamattyğyn alu", "kk"),
        ("1414", "ru"),
        ("", "ru"),
    ],
)
def test_languages_of_lines(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("бала", "kk"),
        ("казакстан", "kk"),
        ("кужат", "kk"),
        ("мерзими", "kk"),
        ("алады", "kk"),
        ("судья", "ru"),
        ("сроки", "ru"),
        ("заявление", "ru"),
        ("өтініш", "kk"),
    ],
)
def test_words_that_stand_alone(word: str, language: str) -> None:
    assert [token.language for token in analyse(word)] == [language]


def test_a_given_language_settles_what_could_be_either() -> None:
    assert analyse("портал нотариус", "kk")[0].language == "kk"
    assert analyse("портал нотариус", "ru")[0].language == "ru"
    assert analyse("өтініш", "ru")[0].language == "kk"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared acts are not here")
def test_callers_questions_are_told_apart() -> None:
    """Kazakh in Russian letters included; sentences mixed of both languages are left out."""
    asked = [
        question
        for path in SHARED.glob("*/questions*.jsonl")
        for question in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if question.get("kind") != "mixed"
    ]
    right = sum(language_of(each["question"]) == each["lang"] for each in asked)
    assert len(asked) > 400
    assert right >= 0.995 * len(asked)

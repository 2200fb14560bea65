"""What a question asks for: the same row, in whatever words."""

from __future__ import annotations

import pytest

from index.analysis.fields import query_tokens
from knowledge.services import Aspect
from ranking.aspects import aspect_lift, load_model


def likeliest(question: str) -> str:
    lifts = aspect_lift(tuple(query_tokens(question)))
    return max(lifts, key=lambda name: lifts[name])


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("сколько стоит справка", "fee"),
        ("это платно?", "fee"),
        ("анықтама қанша тұрады", "fee"),
        ("тегін бе", "fee"),
        ("какие документы нужны", "documents"),
        ("қандай құжаттар керек", "documents"),
        ("канша кунде дайын болады", "term"),
        ("сколько дней ждать", "term"),
        ("почему могут отказать", "refusal"),
        ("кому жаловаться на отказ сотрудника", "complaint"),
        ("шағымды қайда беремін", "complaint"),
        ("до скольки вы работаете", "schedule"),
    ],
)
def test_the_aspect_of_everyday_questions(question, aspect):
    assert likeliest(question) == aspect


def test_a_question_without_cues_lifts_nothing_much():
    assert max(aspect_lift(()).values()) < 1.0


def test_every_class_of_the_model_is_an_aspect():
    assert set(load_model().classes) - {"none"} <= set(Aspect)

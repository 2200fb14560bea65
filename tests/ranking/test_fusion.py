"""Fusing: an article is as good as its best passage, and its other language confirms it."""

from __future__ import annotations

import numpy as np

from index.backend import Candidates, PassageFacts
from ranking.fusion import fuse


def facts(article: str, language: str = "ru", **changes: str) -> PassageFacts:
    values = {"eid": f"chp_1__{article}", "scope": "rules", "kind": "paragraph", "aspect": ""}
    values.update(changes)
    return PassageFacts(
        version_id=1, article_id=article, act_id="order-1-2020-01-01", language=language, **values
    )


def candidates(*found: tuple[int, float, PassageFacts]) -> Candidates:
    return Candidates(
        keys=np.array([key for key, _, _ in found], dtype=np.int64),
        scores=np.array([score for _, score, _ in found], dtype=np.float32),
        facts=[fact for _, _, fact in found],
    )


NOTHING = candidates()


def order(articles: list) -> list[str]:
    return [article.article_id for article in articles]


def test_nothing_found_gives_nothing():
    assert list(fuse(NOTHING, NOTHING, {})) == []


def test_both_kinds_of_search_count():
    lexical = candidates((1, 9.0, facts("a")), (2, 1.0, facts("b")))
    semantic = candidates((1, 0.85, facts("a")), (2, 0.85, facts("b")))
    assert order(fuse(lexical, semantic, {})) == ["a", "b"]


def test_passages_of_one_article_are_one_result():
    lexical = candidates((1, 9.0, facts("a")), (2, 8.0, facts("a")), (3, 1.0, facts("b")))
    semantic = candidates((2, 0.9, facts("a")), (3, 0.8, facts("b")))
    articles = fuse(lexical, semantic, {})
    assert order(articles) == ["a", "b"]
    assert {passage.key for passage in articles[0].passages} == {1, 2}
    assert articles[0].best.key == 2


def test_the_other_language_confirms_an_article():
    semantic = candidates(
        (1, 0.86, facts("a", "ru")),
        (2, 0.86, facts("b", "ru")),
        (3, 0.85, facts("b", "kk")),
        (4, 0.70, facts("c", "kk")),
    )
    assert order(fuse(NOTHING, semantic, {}))[0] == "b"


def test_an_article_without_the_other_language_is_not_better_for_it():
    semantic = candidates(
        (1, 0.86, facts("alone", "ru")),
        (2, 0.86, facts("both", "ru")),
        (3, 0.80, facts("both", "kk")),
        (4, 0.70, facts("last", "kk")),
    )
    assert order(fuse(NOTHING, semantic, {})).index("both") == 0


def test_the_order_s_own_text_stands_behind_the_rules():
    semantic = candidates(
        (1, 0.86, facts("order__para_4", scope="order")), (2, 0.855, facts("para_4"))
    )
    assert order(fuse(NOTHING, semantic, {}))[0] == "para_4"


def test_a_row_of_the_aspect_asked_for_comes_forward():
    semantic = candidates(
        (1, 0.86, facts("para_7")), (2, 0.85, facts("row_6", kind="table_row", aspect="fee"))
    )
    assert order(fuse(NOTHING, semantic, {}))[0] == "para_7"
    assert order(fuse(NOTHING, semantic, {"fee": 2.5}))[0] == "row_6"


def test_equal_scores_have_a_fixed_order():
    semantic = candidates((2, 0.8, facts("b")), (1, 0.8, facts("a")))
    assert order(fuse(NOTHING, semantic, {})) == ["a", "b"]

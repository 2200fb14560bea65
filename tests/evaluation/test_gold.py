"""Gold questions and the elements that their points name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.gold import GoldError, fits, read_gold

EXAMPLES = Path(__file__).parents[2] / "examples" / "acts"


@pytest.mark.parametrize(
    ("point", "eid"),
    [
        ("13", "chp_2__para_13"),
        ("13", "para_13"),
        ("9-1", "chp_2__sec_1__para_9-1"),
        ("13", "chp_2__para_13__subpara_2"),
        ("annex1:8", "annex_1__row_8"),
        ("annex2:8", "annex_2__row_8__subpara_1"),
        ("rules2:13", "rules_2__chp_1__para_13"),
        ("rules2:annex1:8", "rules_2__annex_1__row_8"),
    ],
)
def test_a_point_names_an_element_and_what_it_holds(point: str, eid: str) -> None:
    assert fits(point, eid)


@pytest.mark.parametrize(
    ("point", "eid"),
    [
        ("13", "order__para_13"),
        ("13", "chp_1__para_1"),
        ("1", "chp_1__para_13"),
        ("9", "chp_2__para_9-1"),
        ("13", "rules_2__chp_1__para_13"),
        ("13", "annex_1__para_13"),
        ("8", "annex_1__row_8"),
        ("annex1:8", "annex_2__row_8"),
        ("annex1:8", "annex_1__row_10"),
        ("annex1:8", "rules_2__annex_1__row_8"),
        ("annex1:8", "order__annex_1__row_8"),
        ("rules2:13", "chp_1__para_13"),
        ("rules2:13", "rules_3__chp_1__para_13"),
        ("rules2:annex1:8", "annex_1__row_8"),
    ],
)
def test_and_no_other(point: str, eid: str) -> None:
    assert not fits(point, eid)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 5))
def test_a_number_fits_its_own_paragraph_only(one: int, other: int, chapter: int) -> None:
    assert fits(str(one), f"chp_{chapter}__para_{other}") == (one == other)


def test_the_questions_of_the_examples_are_read() -> None:
    questions = read_gold(sorted(EXAMPLES.glob("*/questions.jsonl")))
    assert {question.language for question in questions} == {"kk", "ru"}
    assert any(question.unanswerable for question in questions)
    for question in questions:
        assert bool(question.points) != question.unanswerable, question.qid
    assert len({question.qid for question in questions}) == len(questions)


def test_a_bad_line_is_named_by_file_and_number(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    good = '{"qid":"1","lang":"ru","question":"?","act_code":"a","points":["1"]}'
    for bad in ("{", '{"qid": "2"}', "[]", '"text"'):
        path.write_text(f"{good}\n\n{bad}\n", encoding="utf-8")
        with pytest.raises(GoldError, match=r"gold\.jsonl, line 3"):
            read_gold([path])


def test_no_questions_and_no_file(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n\n", encoding="utf-8")
    with pytest.raises(GoldError, match="no question"):
        read_gold([empty])
    with pytest.raises(GoldError, match="cannot be read"):
        read_gold([tmp_path / "none.jsonl"])

"""Measuring the reading of amending orders: the gold, the score, and our own orders."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.amendments import (
    DATA,
    HELD_OUT,
    AmendmentGoldError,
    GoldOrder,
    main,
    measure,
    read_gold,
    read_gold_orders,
    score_order,
)
from knowledge.amending.instructions import (
    ActReference,
    AmendingOrder,
    Instruction,
    InstructionKind,
)
from knowledge.amending.places import Holder, Level, Place, Step
from knowledge.validity import UNKNOWN_ENTRY

ACT = ActReference("ҚР ДСМ-7", dt.date(2020, 3, 2))
GOLD = """order ҚР ДСМ-5 2026-03-01 ru
act ҚР ДСМ-7 2020-03-02
from 2026-05-01
para 3 | replace | 3. Первое … третье.
para 4 | delete

@2027-01-01 para 5 | replace_words | три => пять
from
para 6 | replace_words | и другие =>
"""


def para(number: str, kind: InstructionKind, **more: object) -> Instruction:
    place = Place(Holder.RULES, (Step(Level.PARA, number),))
    one = Instruction(act=ACT, place=place, kind=kind)
    return replace(one, **more)  # type: ignore[arg-type]


def order_of(*instructions: Instruction) -> AmendingOrder:
    return AmendingOrder(
        number="ҚР ДСМ-5", date=dt.date(2026, 3, 1), language="ru", title="О внесении изменений",
        issuer="", entry=UNKNOWN_ENTRY, instructions=instructions,
    )  # fmt: skip


def gold_of(tmp_path: Path, text: str = GOLD) -> GoldOrder:
    path = tmp_path / "one.gold"
    path.write_text(text, encoding="utf-8")
    return read_gold(path, tmp_path / "one.txt")


MAY = dt.date(2026, 5, 1)
RIGHT = (
    para("3", InstructionKind.REPLACE, text="3. Первое\nвторое третье.", in_force_from=MAY),
    para("4", InstructionKind.DELETE, in_force_from=MAY),
    para(
        "5", InstructionKind.REPLACE_WORDS, old_words="три", new_words="пять",
        in_force_from=dt.date(2027, 1, 1),
    ),
    para("6", InstructionKind.REPLACE_WORDS, old_words="и другие", new_words=""),
)  # fmt: skip


def test_gold_names_acts_days_texts_and_words(tmp_path: Path) -> None:
    gold = gold_of(tmp_path)
    assert (gold.number, gold.date, gold.language) == ("ҚР ДСМ-5", "2026-03-01", "ru")
    assert {one.act for one in gold.instructions} == {("ҚР ДСМ-7", "2020-03-02")}
    assert [one.day for one in gold.instructions] == ["2026-05-01"] * 2 + ["2027-01-01", None]
    assert [one.words for one in gold.instructions][2:] == [("три", "пять"), ("и другие", "")]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("order 5 2026-03-01 ru\npara 3", "line 2"), ("act 7 2020-03-02\n", "is missing")],
)
def test_bad_gold_is_told_by_file_and_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(AmendmentGoldError, match=complaint):
        gold_of(tmp_path, text)


def test_a_folder_without_gold_is_no_measure(tmp_path: Path) -> None:
    with pytest.raises(AmendmentGoldError):
        read_gold_orders(tmp_path)


def test_an_order_read_rightly_scores_one(tmp_path: Path) -> None:
    score, wrong = score_order(gold_of(tmp_path), order_of(*RIGHT))
    assert wrong == []
    assert (score.precision, score.recall, score.exact, score.heads) == (1.0, 1.0, 1.0, 1)


def test_missed_invented_and_inexact_instructions_are_told(tmp_path: Path) -> None:
    other_text = replace(RIGHT[0], text="3. Иное.")
    invented = para("9", InstructionKind.DELETE, in_force_from=MAY)
    score, wrong = score_order(gold_of(tmp_path), order_of(other_text, *RIGHT[2:], invented))
    assert (score.gold, score.read, score.found, score.right) == (4, 4, 3, 2)
    assert [line.split(":")[0] for line in wrong] == ["differs", "missed", "too many"]


def test_a_day_that_was_not_read_is_not_exact(tmp_path: Path) -> None:
    late = replace(RIGHT[1], in_force_from=None)
    score, _wrong = score_order(gold_of(tmp_path), order_of(RIGHT[0], late, *RIGHT[2:]))
    assert (score.found, score.right) == (4, 3)


@pytest.mark.parametrize("folder", [DATA, DATA / HELD_OUT])
def test_our_own_orders_are_read(folder: Path) -> None:
    scores, wrong = measure(read_gold_orders(folder))
    assert set(scores) == {"ru", "kk", "all"}
    assert scores["all"].heads == scores["all"].orders
    assert min(scores["all"].precision, scores["all"].recall) >= 0.99, wrong
    assert scores["all"].exact >= 0.98, wrong


def test_a_quarter_of_the_orders_is_held_out() -> None:
    written, held_out = (read_gold_orders(one) for one in (DATA, DATA / HELD_OUT))
    assert len(held_out) >= (len(written) + len(held_out)) / 4
    assert sum(one.language == "kk" for one in (*written, *held_out)) >= 8


def test_the_command_prints_both_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--wrong"]) == 0
    printed = capsys.readouterr().out
    assert "development" in printed
    assert HELD_OUT in printed

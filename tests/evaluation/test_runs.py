"""A run over a handful of questions, with an engine whose answers are known."""

from __future__ import annotations

import json
from datetime import date

import pytest

from evaluation.gold import GoldQuestion
from evaluation.report import print_report
from evaluation.runs import UnknownActError, run_gold
from ranking.answers import CitedAct, CitedEdition, SearchResponse, SearchResult

ACTS = {"apostille": "order-58", "advocates": "order-61"}


def question(
    qid: str, *points: str, act: str = "apostille", language: str = "ru", kind: str = "", **more
) -> GoldQuestion:  # type: ignore[no-untyped-def]
    return GoldQuestion(
        qid=qid,
        language=language,
        question=qid,
        act_code=act,
        points=points,
        unanswerable=not points,
        kind=kind,
        names_service=more.get("names_service"),
    )


def result(rank: int, act: str, eid: str) -> SearchResult:
    return SearchResult(
        rank=rank,
        article_id=f"{act}/{eid}",
        act=CitedAct(id=act, number="58", date=date(2020, 5, 27), title="…"),
        eid=eid,
        kind="paragraph",
        number="1",
        heading="",
        chapter="",
        service="",
        aspect="",
        language="ru",
        key_sentence="…",
        quote="…",
        marks=(),
        edition=CitedEdition(
            date=date(2020, 5, 27), in_force_from=None, in_force_to=None, in_force_note=""
        ),
        status="in_force",
        citation="…",
        link="/",
        score=1.0,
    )


class Engine:
    """Answers every question with what it was given; remembers what it was asked."""

    def __init__(self, answers: dict[str, tuple[float, list[tuple[str, str]]]]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, int, str | None]] = []

    def __call__(self, words: str, *, limit: int, act_id: str | None) -> SearchResponse:
        self.asked.append((words, limit, act_id))
        confidence, found = self.answers[words]
        return SearchResponse(
            query=words,
            language="ru",
            as_of=date(2026, 1, 1),
            answerable=confidence >= 0.5,
            confidence=confidence,
            took_ms=float(len(self.asked)),
            results=tuple(result(n, *item) for n, item in enumerate(found, start=1)),
        )


def test_ranks_are_those_of_the_right_paragraph_of_the_right_act() -> None:
    engine = Engine(
        {
            "first": (0.9, [("order-58", "chp_1__para_3"), ("order-58", "chp_1__para_4")]),
            "third": (
                0.8,
                [
                    ("order-61", "chp_1__para_3"),  # the same number in another act is wrong
                    ("order-58", "chp_1__para_9"),
                    ("order-58", "chp_1__para_3"),
                ],
            ),
            "row": (0.7, [("order-58", "order__para_8"), ("order-58", "annex_1__row_8")]),
            "never": (0.4, [("order-61", "chp_1__para_1")]),
            "none": (0.6, []),
        }
    )
    questions = [
        question("first", "3"),
        question("third", "3"),
        question("row", "8", "annex1:8"),
        question("never", "3"),
        question("none", "3"),
    ]
    run = run_gold(engine, questions, ACTS)
    assert [(answer.rank, answer.act_rank) for answer in run.answers] == [
        (1, 1), (3, 2), (2, 1), (None, None), (None, None),
    ]  # fmt: skip
    figures = run.figures()["ru"]
    assert figures["questions"] == 5
    assert (figures["first"], figures["in_five"], figures["act_first"]) == (0.2, 0.6, 0.4)
    assert figures["mrr"] == pytest.approx((1 + 1 / 3 + 1 / 2) / 5)
    assert figures["answerable_kept"] == 0.8
    assert [answer.first_eid for answer in run.answers][-1] == ""


def test_unanswerable_questions_are_counted_apart() -> None:
    engine = Engine(
        {"known": (0.9, [("order-58", "para_1")]), "weather": (0.1, []), "taxi": (0.9, [])}
    )
    questions = [question("known", "1"), question("weather"), question("taxi", act="elsewhere")]
    figures = run_gold(engine, questions, ACTS).figures()["ru"]
    assert (figures["questions"], figures["unanswerable"]) == (1, 2)
    assert figures["unanswerable_recognised"] == 0.5
    assert figures["auroc"] == pytest.approx(0.75)
    assert figures["first"] == 1


def test_figures_come_by_language_and_kind() -> None:
    engine = Engine({"1": (0.9, []), "2": (0.9, []), "3": (0.9, [])})
    questions = [
        question("1", "1", kind="typo", names_service=True),
        question("2", "1", kind="keywords", names_service=False),
        question("3", "1", language="kk"),
    ]
    assert list(run_gold(engine, questions, ACTS).figures()) == [
        "kk", "ru", "ru keywords", "ru service named", "ru service not named", "ru typo",
    ]  # fmt: skip


def test_times_are_percentiles_of_the_group() -> None:
    names = [str(number) for number in range(100)]
    engine = Engine({name: (0.9, []) for name in names})
    run = run_gold(engine, [question(name, "1") for name in names], ACTS)
    figures = run.figures()["ru"]  # times of 1, 2, … 100 ms
    assert (figures["p50_ms"], figures["p95_ms"]) == (50, 95)


def test_the_service_may_be_taken_as_known() -> None:
    engine = Engine({"1": (0.9, []), "2": (0.9, [])})
    questions = [question("1", "1"), question("2", "1", act="advocates")]
    run = run_gold(engine, questions, ACTS, limit=3, known_act=True, settings={"encoder": "e5"})
    assert engine.asked == [("1", 3, "order-58"), ("2", 3, "order-61")]
    assert run.settings == {"limit": 3, "known_act": True, "encoder": "e5"}
    run_gold(engine, questions, ACTS)
    assert [act for _words, _limit, act in engine.asked[2:]] == [None, None]


def test_acts_that_are_not_loaded_are_named() -> None:
    with pytest.raises(UnknownActError, match="notaries, patents"):
        run_gold(
            Engine({}),
            [question("1", "1", act="patents"), question("2", "1", act="notaries")],
            ACTS,
        )


def test_a_run_is_told_as_json_and_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    run = run_gold(Engine({"1": (0.9, [("order-58", "para_1")])}), [question("1", "1")], ACTS)
    told = json.loads(json.dumps(run.to_json()))
    assert told["answers"][0]["question"] == "1"
    assert told["answers"][0]["rank"] == 1
    assert told["figures"]["ru"]["first"] == 1
    print_report(run)
    assert "1.000" in capsys.readouterr().out

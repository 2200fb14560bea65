"""The command line as people use it: what it prints, and how it says no."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.command_line import app

ROOT = Path(__file__).parents[2]
ACTS = ROOT / "examples" / "acts"
BEEKEEPER = ACTS / "beekeeper-passport"
PASSPORT = "order-74-2022-03-11"
REPEALED = "order-94-2016-04-11"


def bilim(home: Path, *arguments: object) -> Result:
    return CliRunner().invoke(
        app, [str(a) for a in arguments], env={"BILIM_HOME": str(home), "COLUMNS": "200"}
    )


def told(home: Path, *arguments: object) -> Any:
    result = bilim(home, *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def home(loaded_home: Path) -> Path:
    """All the examples, loaded; only read here."""
    return loaded_home


# --- contents ------------------------------------------------------------------------------


def test_contents_list_every_element(tmp_path: Path) -> None:
    entries = told(tmp_path, "contents", BEEKEEPER / "rus.2025-04-01.md")
    assert all(set(entry) == {"eid", "kind", "number", "heading", "chars"} for entry in entries)
    by_eid = {entry["eid"]: entry for entry in entries}
    assert by_eid["chp_2__para_9-1"]["number"] == "9-1"
    assert by_eid["chp_2"]["heading"] == "Порядок выдачи паспорта"
    assert by_eid["chp_3__para_19"] == {
        "eid": "chp_3__para_19", "kind": "paragraph", "number": "19", "heading": "", "chars": 0,
    }  # fmt: skip
    assert {entry["kind"] for entry in entries} >= {
        "order", "rules", "chapter", "paragraph", "subparagraph", "annex", "table_row",
    }  # fmt: skip
    assert not list(tmp_path.iterdir()), "nothing is stored"


def test_contents_for_people(tmp_path: Path) -> None:
    result = bilim(tmp_path, "contents", BEEKEEPER / "kaz.2025-04-01.md")
    assert result.exit_code == 0
    assert "  paragraph 9-1" in result.stdout
    assert "[annex_2__row_8" in result.stdout


# --- asking --------------------------------------------------------------------------------


def test_search_answers_with_quotation_and_citation(home: Path) -> None:
    answer = told(home, "search", "сколько", "ждать паспорт на пасеку", "-n", 5)
    assert {"query", "language", "answerable", "confidence", "took_ms", "results"} <= set(answer)
    assert answer["query"] == "сколько ждать паспорт на пасеку"
    assert (answer["language"], answer["answerable"]) == ("ru", True)
    assert 1 <= len(answer["results"]) <= 5
    for rank, result in enumerate(answer["results"], start=1):
        assert result["rank"] == rank
        assert {
            "article_id", "act", "eid", "number", "language", "quote", "edition", "citation",
            "score",
        } <= set(result)  # fmt: skip
        assert set(result["act"]) >= {"id", "number", "date", "title"}
        assert set(result["edition"]) >= {"date", "in_force_from", "in_force_to"}
        assert result["act"]["id"] == PASSPORT, "the repealed act stays out"
        assert result["article_id"] == f"{PASSPORT}/{result['eid']}"
        for mark in result["marks"]:
            assert 0 <= mark["start"] < mark["end"] <= len(result["quote"])
    assert "annex_2__row_3" in [result["eid"] for result in answer["results"]]


def test_search_as_of_a_day_quotes_what_was_in_force_then(home: Path) -> None:
    words = ("search", "срок оказания услуги паспорт пасеки", "--lang", "ru", "-n", 10)
    then = told(home, *words, "--as-of", "2023-01-01")
    now = told(home, *words, "--as-of", "01.01.2026")

    def quote(answer: Any) -> str:
        return next(r["quote"] for r in answer["results"] if r["eid"] == "annex_2__row_3")

    assert quote(then) != quote(now)
    before = told(home, *words, "--as-of", "2010-01-01")
    assert before["results"] == []
    assert before["answerable"] is False


def test_a_repealed_act_answers_only_when_asked_for(home: Path) -> None:
    words = ("search", "читательский билет публичной библиотеки")
    assert REPEALED not in {r["act"]["id"] for r in told(home, *words)["results"]}
    asked = told(home, *words, "--include-repealed")
    assert {r["status"] for r in asked["results"] if r["act"]["id"] == REPEALED} == {"repealed"}


def test_search_within_one_act(home: Path) -> None:
    found = told(home, "search", "паспорт", "--act", "74/2022-03-11")
    assert {result["act"]["id"] for result in found["results"]} == {PASSPORT}


def test_search_for_people(home: Path) -> None:
    result = bilim(home, "search", "паспорт пасеки бесплатно")
    assert result.exit_code == 0
    assert "№ 74" in result.stdout


def test_an_act_as_of_a_day(home: Path) -> None:
    view = told(home, "act", "74/2022-03-11", "--as-of", "2026-01-01", "--lang", "kk")
    assert (view["act"]["id"], view["language"], view["edition"]["date"]) == (
        PASSPORT, "kk", "2025-04-01",
    )  # fmt: skip
    assert view["status"] == "in_force"
    then = told(home, "act", "90003", "--as-of", "2023-01-01")
    assert (then["edition"]["date"], then["status"]) == ("2022-03-11", "entry_into_force_unknown")
    assert "шестидесяти календарных дней" in then["edition"]["in_force_note"]


def test_one_element_of_an_act(home: Path) -> None:
    view = told(home, "act", PASSPORT, "--eid", "chp_2__para_6")
    assert [provision["eid"] for provision in view["provisions"]] == [
        "chp_2__para_6", "chp_2__para_6__subpara_1", "chp_2__para_6__subpara_2",
    ]  # fmt: skip
    result = bilim(home, "act", PASSPORT, "--eid", "chp_9")
    assert result.exit_code == 1
    assert "no element «chp_9»" in result.stderr


def test_an_act_for_people(home: Path) -> None:
    result = bilim(home, "act", PASSPORT)
    assert result.exit_code == 0
    assert "Паспорт обязаны получить" in result.stdout


def test_what_an_amendment_changed(home: Path) -> None:
    view = told(home, "diff", PASSPORT, "--from", "2022-03-11", "--to", "2025-04-01")
    assert (view["old_edition"], view["new_edition"]) == ("2022-03-11", "2025-04-01")
    kinds = {change["eid"]: change["kind"] for change in view["differences"]}
    assert kinds["chp_2__para_9-1"] == "added"
    assert kinds["chp_3__para_19"] == "excluded"
    assert kinds["chp_2__para_6"] == "amended"
    assert kinds["annex_2__row_3"] == "amended"
    assert "chp_1__para_1" not in kinds
    people = bilim(home, "diff", PASSPORT, "--from", "2022-03-11", "--to", "2025-04-01")
    assert "added chp_2__para_9-1" in people.stdout
    same = told(home, "diff", PASSPORT, "--from", "2025-04-01", "--to", "2026-01-01")
    assert same["differences"] == []


def test_status_counts_what_there_is(home: Path) -> None:
    status = told(home, "status")
    files = [path for path in ACTS.glob("*/*.*") if path.name.startswith(("kaz.", "rus."))]
    assert status["acts"] == len(list(ACTS.iterdir()))
    assert sum(status["editions"].values()) == status["source_files"] == len(files)
    assert status["index"]["state"] == "up_to_date"
    assert [act["id"] for act in status["act_list"]][:2] == [REPEALED, PASSPORT]
    assert PASSPORT in bilim(home, "status").stdout


def test_analyse_shows_what_is_made_of_a_word(tmp_path: Path) -> None:
    (kazakh,) = told(tmp_path, "analyse", "қазақстан")
    (russian_keys,) = told(tmp_path, "analyse", "казакстан")
    assert set(kazakh) == {"token", "language", "stem", "folded"}
    assert kazakh["token"] == "қазақстан"
    assert kazakh["folded"] == russian_keys["folded"]


def test_gold_questions_are_measured(home: Path, tmp_path: Path) -> None:
    line = (BEEKEEPER / "questions.jsonl").read_text(encoding="utf-8").splitlines()[0]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(line + "\n", encoding="utf-8")
    run = told(home, "evaluate", gold)
    (answer,) = run["answers"]
    assert answer["question"] == json.loads(line)["qid"]
    assert run["settings"]["limit"] == 10
    other = json.loads(line) | {"act_code": "not-loaded"}
    gold.write_text(json.dumps(other), encoding="utf-8")
    result = bilim(home, "evaluate", gold)
    assert result.exit_code == 1
    assert "not-loaded" in result.stderr


# --- feeding -------------------------------------------------------------------------------


def test_ingest_says_what_became_of_each_file_and_does_nothing_twice(tmp_path: Path) -> None:
    folder = ACTS / "old-library-card"

    def statuses(result: Result) -> list[tuple[str, str]]:
        assert result.exit_code == 0, result.output
        return [
            (Path(report["file"]).name, edition["status"])
            for report in json.loads(result.stdout)
            for edition in report["editions"]
        ]

    assert statuses(bilim(tmp_path, "ingest", folder, "--json")) == [
        ("kaz.2016-05-27.md", "new_act"),
        ("rus.2016-05-27.md", "new_edition"),
    ]
    assert statuses(bilim(tmp_path, "ingest", folder, "--json")) == [
        ("kaz.2016-05-27.md", "unchanged"),
        ("rus.2016-05-27.md", "unchanged"),
    ]
    people = bilim(tmp_path, "ingest", folder)
    assert people.stdout.count("unchanged") == 2
    assert bilim(tmp_path, "ingest", "--quiet", folder).stdout == ""
    assert told(tmp_path, "reindex") == {"versions": told(tmp_path, "status")["versions"] - 2}, (
        "services (one in each language) are not searched themselves"
    )


def test_ingest_asks_for_what_a_file_does_not_say(tmp_path: Path) -> None:
    path = tmp_path / "rules.md"
    path.write_text("# Правила\n\n1. Услуга бесплатна.\n\n2. Срок – день.\n", encoding="utf-8")
    result = bilim(tmp_path, "ingest", path)
    assert result.exit_code == 1
    assert "missing: kind, issuer, date, number" in result.stderr
    assert "--kind … --issuer … --date … --number …" in result.stderr


def test_a_folder_without_acts_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    result = bilim(tmp_path / "data", "ingest", tmp_path / "here")
    assert result.exit_code == 1
    assert "Nothing to load" in result.stderr


# --- refusals ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("act", "999"), "not_found", "58/2020-05-27"),
        (("act", "  "), "invalid_reference", "empty"),
        (("act", PASSPORT, "--as-of", "2026-13-45"), "invalid_reference", "is no date"),
        (("act", PASSPORT, "--lang", "de"), "invalid_reference", "kk, ru, en"),
        (("act", PASSPORT, "--lang", "en"), "not_found", "there are: kk, ru"),
        (("act", PASSPORT, "--as-of", "2001-01-01"), "not_found", "2022-03-11"),
        (("search", ""), "invalid_reference", "empty"),
        (("search", "   "), "invalid_reference", "empty"),
        (("search", "паспорт", "--act", "999"), "not_found", "999"),
        (("search", "паспорт", "--as-of", "вчера"), "invalid_reference", "«вчера»"),
        (
            ("diff", PASSPORT, "--from", "2025-04-01", "--to", "2022-03-11"),
            "invalid_reference",
            "--from",
        ),
        (("ingest", "/no/such/folder"), "unreadable_file", "no such file"),
        (("contents", "/no/such/file.md"), "unreadable_file", "cannot be read"),
        (("evaluate", "/no/such/gold.jsonl"), "bad_gold", "cannot be read"),
    ],
)
def test_a_refusal_is_one_clear_line_and_exit_code_1(
    home: Path, arguments: tuple[str, ...], code: str, message: str
) -> None:
    result = bilim(home, *arguments, "--json")
    assert result.exit_code == 1
    error = json.loads(result.stdout)["error"]
    assert error["code"] == code
    assert message in error["message"]
    assert result.stderr.strip() == f"bilim: {error['message']}"
    assert "Traceback" not in result.output


def test_an_empty_base_says_that_it_is_empty(tmp_path: Path) -> None:
    assert told(tmp_path / "new", "status")["acts"] == 0
    answer = told(tmp_path / "new", "search", "паспорт")
    assert (answer["answerable"], answer["results"]) == (False, [])


def test_wrong_usage_ends_with_2(tmp_path: Path) -> None:
    for arguments in (("search", "x", "-n", "0"), ("diff", "58"), ("nonsense",)):
        assert bilim(tmp_path, *arguments).exit_code == 2


def test_the_installed_command_runs(home: Path) -> None:
    """The real thing, in a process of its own: exit code and both streams."""
    command = Path(sys.executable).with_name("bilim")
    result = subprocess.run(
        [command, "act", "999"],
        env={**os.environ, "BILIM_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("bilim: No act in the base answers to «999».")

"""Changes through the doors: use cases, command line, HTTP, and the words of a difference."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from markupsafe import Markup
from starlette.testclient import TestClient
from typer.testing import CliRunner

from api.change_views import change_view
from api.command_line import app
from api.commands.printing_changes import difference_text, print_changes
from api.http.parameters import API
from api.pages.word_differences import difference_html
from api.service import Bilim
from knowledge.acts import Provision, ProvisionKind
from knowledge.changes import EditionText
from knowledge.changes.crosscheck import cross_check
from knowledge.errors import InvalidReferenceError, NotFoundError

PASSPORT = "74/2022-03-11"
OLD, NEW = dt.date(2022, 3, 11), dt.date(2025, 4, 1)
BETWEEN = ("--act", PASSPORT, "--from", OLD.isoformat(), "--to", NEW.isoformat())
KEYS = {"eid", "number", "kind", "old", "new", "amended_by", "footnote"}


def run(home: Path, *arguments: str) -> Result:
    environment = {"BILIM_HOME": str(home), "COLUMNS": "200"}
    return CliRunner().invoke(app, ["changes", *arguments], env=environment)


def told(home: Path, *arguments: str) -> Any:
    result = run(home, *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_changes_between_two_days_with_their_orders(loaded_home: Path) -> None:
    changes = {change["eid"]: change for change in told(loaded_home, *BETWEEN)}
    assert all(set(change) == KEYS for change in changes.values())
    assert changes["chp_1__para_3"]["amended_by"] == [{"number": "266", "date": "2024-08-05"}]
    assert changes["chp_1__para_3"]["footnote"] is True
    assert changes["chp_2__para_9-1"]["kind"] == "added"
    assert changes["chp_2__para_9-1"]["old"] is None
    assert changes["chp_3__para_19"]["kind"] == "excluded"
    assert changes["chp_3__para_19"]["new"] is None
    assert "chp_1__para_1" not in changes


def test_both_languages_name_the_same_changes(loaded_home: Path) -> None:
    russian, kazakh = (told(loaded_home, *BETWEEN, "--lang", lang) for lang in ("ru", "kk"))
    shape = [(c["eid"], c["kind"], c["amended_by"], c["footnote"]) for c in russian]
    assert shape == [(c["eid"], c["kind"], c["amended_by"], c["footnote"]) for c in kazakh]


def test_every_edition_since_a_day(loaded_home: Path) -> None:
    everything = told(loaded_home)
    pairs = {(v["act_id"], v["language"], v["old_edition"], v["new_edition"]) for v in everything}
    assert ("order-74-2022-03-11", "ru", "2022-03-11", "2025-04-01") in pairs
    assert {language for _, language, _, _ in pairs} == {"kk", "ru"}
    assert [v["new_edition"] for v in everything] == sorted(v["new_edition"] for v in everything)
    narrowed = told(loaded_home, "--act", PASSPORT, "--lang", "kk", "--since", "2000-01-01")
    assert [view["language"] for view in narrowed] == ["kk"]
    assert told(loaded_home, "--since", "2200-01-01") == []


def test_changes_for_people(loaded_home: Path) -> None:
    shown = run(loaded_home, *BETWEEN)
    assert shown.exit_code == 0
    assert "amended chp_1__para_3" in shown.stdout
    assert "by № 266 (2024-08-05)" in shown.stdout
    assert "[-десять-]{+пять+}" in shown.stdout
    nothing = run(loaded_home, "--since", "2200-01-01")
    assert "No edition" in nothing.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "2022-03-11"),
        ("--act", PASSPORT, "--from", "2022-03-11"),
        ("--from", "2022-03-11", "--to", "2025-04-01"),
        (*BETWEEN, "--since", "2025-01-01"),
        ("--act", PASSPORT, "--from", "2025-04-01", "--to", "2022-03-11"),
        ("--act", "нет такого"),
        ("--since", "вчера"),
    ],
)
def test_questions_that_cannot_be_answered(loaded_home: Path, arguments: tuple[str, ...]) -> None:
    result = run(loaded_home, *arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("bilim: ")


def test_the_use_case_refuses_what_is_not_there(bilim: Bilim) -> None:
    with pytest.raises(InvalidReferenceError, match="--from must not be later"):
        bilim.changes.between(PASSPORT, NEW, OLD)
    with pytest.raises(NotFoundError):
        bilim.changes.between(PASSPORT, OLD, NEW, language="en")
    with pytest.raises(NotFoundError):
        bilim.changes.since(act="1/2001-01-01")


def test_over_http_it_is_the_same(client: TestClient, bilim: Bilim) -> None:
    params = {"act": PASSPORT, "from": OLD.isoformat(), "to": NEW.isoformat(), "lang": "kk"}
    between = client.get(f"{API}/changes", params=params)
    view = bilim.changes.between(PASSPORT, OLD, NEW, language="kk")
    assert between.json() == view.model_dump(mode="json")["changes"]
    since = client.get(f"{API}/changes", params={"act": PASSPORT, "lang": "kk"})
    assert since.json() == [view.model_dump(mode="json")]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("from=2022-03-11", 422, "invalid_reference"),
        (f"act={PASSPORT}&from=2025-04-01&to=2022-03-11", 422, "invalid_reference"),
        ("act=1/2001-01-01", 404, "not_found"),
        ("since=soon", 422, "invalid_request"),
        ("lang=fr", 422, "invalid_request"),
    ],
)
def test_what_goes_wrong_is_a_problem_document(
    client: TestClient, query: str, status: int, code: str
) -> None:
    answer = client.get(f"{API}/changes?{query}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "--" not in answer.json()["detail"]


def test_the_description_shows_both_answers(client: TestClient) -> None:
    described = client.get(f"{API}/openapi.json").json()["paths"][f"{API}/changes"]["get"]
    content = described["responses"]["200"]["content"]["application/json"]
    assert set(content["examples"]) == {"between", "since"}
    names = str(content["schema"])
    assert "RenumberedView" in names
    assert "EditionChangesView" in names


def test_a_renumbered_provision_tells_where_it_was() -> None:
    text = "Жалоба рассматривается руководителем инспекции в течение пяти рабочих дней."

    def paragraph(number: str) -> EditionText:
        provision = Provision(
            f"chp_1__para_{number}", ProvisionKind.PARAGRAPH, number, "", text, "chp_1", 0
        )
        return EditionText("", (provision,))

    checked = cross_check(paragraph("3"), paragraph("4"), old_date=OLD, language="ru")
    (shown,) = (change_view(change).model_dump(mode="json") for change in checked.changes)
    assert shown == {
        "eid": "chp_1__para_4",
        "number": "4",
        "kind": "renumbered",
        "old": text,
        "new": text,
        "amended_by": [],
        "footnote": False,
        "old_eid": "chp_1__para_3",
        "old_number": "3",
    }


def test_signs_of_markup_in_a_text_are_printed(
    bilim: Bilim, capsys: pytest.CaptureFixture[str]
) -> None:
    view = bilim.changes.between(PASSPORT, OLD, NEW)
    change = view.changes[0].model_copy(update={"old": "[b]было[/b]", "new": "[b]стало[/b]"})
    print_changes([view.model_copy(update={"changes": (change,)})])
    assert "[b][-было-]{+стало+}[/b]" in capsys.readouterr().out


# --- the words of a difference ----------------------------------------------------------------


def test_a_terminal_with_colours_needs_no_signs() -> None:
    assert difference_text("десять дней", "пять дней", coloured=True).plain == "десятьпять дней"
    plain = difference_text("десять дней", "пять дней", coloured=False).plain
    assert plain == "[-десять-]{+пять+} дней"
    assert difference_text(None, "новое", coloured=False).plain == "{+новое+}"


def test_a_page_shows_insertions_and_removals_as_elements() -> None:
    assert difference_html("десять дней", "пять дней") == Markup(
        "<del>десять</del><ins>пять</ins> дней"
    )
    assert difference_html("было", None) == Markup("<del>было</del>")
    assert difference_html("а;\nб", "а;\nб") == Markup("а;<br>\nб")


def test_nothing_in_a_text_becomes_markup() -> None:
    shown = difference_html("<b>да</b> & нет", '<script>alert("x")</script> & нет')
    assert "<b" not in shown.replace("<br>", "")
    assert "<script" not in shown
    assert shown.striptags() == '<b>да</bscript>alert("x")</script> & нет'

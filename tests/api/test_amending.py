"""Amending orders and drafts through the doors: use cases, command line, HTTP."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from starlette.testclient import TestClient
from typer.testing import CliRunner

from api.command_line import app
from api.http.parameters import API
from api.service import Bilim

ORDERS = Path(__file__).parents[2] / "evaluation" / "data" / "amending"
BEEKEEPER = "order-74-2022-03-11"
ORDER_91 = "order-91-2026-02-14"
KEYS = {"act", "provision", "kind", "text", "old_words", "new_words", "in_force_from",
        "applicable", "reason"}  # fmt: skip
TARGET = {"number": "74", "date": "2022-03-11"}


def run(home: Path, *arguments: str) -> Result:
    environment = {"BILIM_HOME": str(home), "COLUMNS": "200"}
    return CliRunner().invoke(app, list(arguments), env=environment)


def told(home: Path, *arguments: str) -> Any:
    result = run(home, *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def reasons(view: Any) -> set[str]:
    return {one["reason"] for one in view["instructions"]}


# --- reading an order -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ru-01.md", "kk-01.md"])
def test_an_order_is_printed_in_the_shape_that_was_agreed(tmp_path: Path, name: str) -> None:
    view = told(tmp_path / "nothing", "amendments", str(ORDERS / name))
    assert set(view) == {"order", "targets", "instructions", "unread"}
    assert view["order"] == {"number": "91", "date": "2026-02-14", "language": name[:2]}
    assert view["targets"] == [{**TARGET, "known": False}]
    assert all(set(one) == KEYS for one in view["instructions"])
    assert all(one["act"] == TARGET for one in view["instructions"])
    found = {(one["provision"], one["kind"]): one for one in view["instructions"]}
    whole = found["para 9-3", "insert"]["text"]
    assert whole.startswith("9-3. ")
    assert whole.count("\n") == 2
    assert found["para 12 part 2", "replace_words"]["text"] is None
    assert found["para 12 part 2", "replace_words"]["old_words"]
    assert found["para 10 subpara 6", "insert"]["in_force_from"] == "2026-07-01"
    assert found["para 22", "delete"]["in_force_from"] is None


def test_reading_an_order_makes_no_store(tmp_path: Path) -> None:
    home = tmp_path / "nothing"
    view = told(home, "amendments", str(ORDERS / "ru-01.md"))
    assert not home.exists()
    assert {one["applicable"] for one in view["instructions"]} == {False}
    assert reasons(view) == {"act not in the base: № 74 of 2022-03-11"}


def test_with_the_act_in_the_base_it_says_what_could_be_applied(loaded_home: Path) -> None:
    bees = told(loaded_home, "amendments", str(ORDERS / "ru-01.md"))
    assert bees["targets"] == [{**TARGET, "known": True}]
    assert (reasons(bees), {one["applicable"] for one in bees["instructions"]}) == ({None}, {True})
    cards = told(loaded_home, "amendments", str(ORDERS / "kk-02.html"))
    not_applied = {one["provision"]: one["reason"] for one in cards["instructions"]
                   if not one["applicable"]}  # fmt: skip
    assert set(not_applied) == {"title", "annex 1 row 8 subpara 2"}
    assert all(not_applied.values())
    assert told(loaded_home, "drafts") == []


def test_an_element_that_is_not_there_is_said_to_be_missing(
    loaded_home: Path, tmp_path: Path
) -> None:
    text = (ORDERS / "ru-01.md").read_text(encoding="utf-8")
    assert "пункты 22 и 24 исключить" in text
    changed = tmp_path / "order.md"
    changed.write_text(text.replace("пункты 22 и 24", "пункты 22 и 240"), encoding="utf-8")
    view = told(loaded_home, "amendments", str(changed))
    (missing,) = [one for one in view["instructions"] if not one["applicable"]]
    assert (missing["provision"], missing["kind"]) == ("para 240", "delete")
    assert missing["reason"] == "there is no paragraph 240 in the Rules"


def test_a_repeal_is_applicable_where_the_act_is_known(bilim: Bilim) -> None:
    order = (
        "# О признании утратившим силу приказа\n\nПриказ Министра сельского хозяйства Республики "
        "Казахстан от 1 марта 2026 года № 5\n\nПРИКАЗЫВАЮ:\n\n1. Признать утратившим силу приказ "
        "Министра сельского хозяйства Республики Казахстан от 11 марта 2022 года № 74.\n"
    )
    (one,) = bilim.amending.read(order.encode(), "order.md").instructions
    assert (one.provision, one.kind, one.applicable, one.reason) == ("act", "repeal", True, None)


def test_an_order_for_people(loaded_home: Path) -> None:
    shown = run(loaded_home, "amendments", str(ORDERS / "ru-02.html"))
    assert shown.exit_code == 0
    assert "№ 105-НҚ of 2026-03-03 (ru)" in shown.stdout
    assert "annex 1 row 9: delete, from 2027-01-01" in shown.stdout
    assert "«двенадцать лет»" in shown.stdout
    assert "cannot be applied: there are 2 subparagraphs" in shown.stdout
    absent = run(loaded_home, "amendments", str(ORDERS / "ru-04.txt"))
    assert "(not in the base)" in absent.stdout


@pytest.mark.parametrize(
    ("text", "arguments", "complaint"),
    [
        ("# Правила\n\n1. Первое.\n", (), "no instruction that changes another act"),
        (None, (), "there is no such file|cannot be read"),
        ("", ("--lang", "kk"), "has no text in «kk»"),
    ],
)
def test_files_that_cannot_be_read_so(
    tmp_path: Path, text: str | None, arguments: tuple[str, ...], complaint: str
) -> None:
    file = tmp_path / "order.md"
    if text is not None:
        file.write_text(text or (ORDERS / "ru-01.md").read_text("utf-8"), encoding="utf-8")
    result = run(tmp_path / "home", "amendments", str(file), *arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("bilim: ")
    assert any(words in result.stderr for words in complaint.split("|"))


# --- drafts ---------------------------------------------------------------------------------------


@pytest.fixture
def home_with_drafts(bilim_to_feed: Bilim) -> Iterator[Path]:
    (report,) = bilim_to_feed.load([ORDERS / "ru-01.md"])
    assert report.error is None
    yield bilim_to_feed.wiring.settings.home


def answer(bilim: Bilim) -> str:
    """What is answered from the amended act itself: the order quotes the new words too."""
    asked = "кем оказывается услуга по выдаче паспорта пасеки"
    day = dt.date(2026, 3, 1)
    return bilim.search(asked, as_of=day, language="ru", act="74/2022-03-11").model_dump_json()


def test_a_loaded_order_makes_a_draft_that_no_answer_comes_from(
    bilim_to_feed: Bilim, home_with_drafts: Path
) -> None:
    (summary,) = told(home_with_drafts, "drafts")
    assert (summary["act_id"], summary["language"], summary["state"]) == (BEEKEEPER, "ru", "draft")
    assert summary["order"] == {"number": "91", "date": "2026-02-14", "language": "ru"}
    assert (summary["applied"], summary["not_applied"]) == (18, 0)
    view = told(home_with_drafts, "draft", str(summary["id"]))
    differences = {one["eid"]: one for one in view["differences"]}
    assert differences["chp_2__para_9-2"]["kind"] == "added"
    assert differences["chp_4__para_22"]["kind"] == "excluded"
    assert "chp_2__para_9-2" in view["concerned"]
    assert view["comparison"] is None
    assert "ветеринарными организациями" not in answer(bilim_to_feed)


def test_an_accepted_draft_is_answered_from(bilim_to_feed: Bilim, home_with_drafts: Path) -> None:
    (summary,) = told(home_with_drafts, "drafts")
    done = told(home_with_drafts, "draft", str(summary["id"]), "--accept")
    assert (done["act_id"], done["status"]) == (BEEKEEPER, "new_edition")
    assert told(home_with_drafts, "drafts")[0]["state"] == "accepted"
    assert "ветеринарными организациями" in answer(bilim_to_feed)
    again = run(home_with_drafts, "draft", str(summary["id"]), "--reject", "Поздно")
    assert again.exit_code == 1
    assert "accepted" in again.stderr


def test_a_rejected_draft_keeps_its_reason(home_with_drafts: Path) -> None:
    number = str(told(home_with_drafts, "drafts")[0]["id"])
    both = run(home_with_drafts, "draft", number, "--accept", "--reject", "Нет")
    assert (both.exit_code, "exclude each other" in both.stderr) == (1, True)
    assert told(home_with_drafts, "draft", number, "--reject", "Отозван")["reason"] == "Отозван"
    shown = run(home_with_drafts, "drafts")
    assert "rejected" in shown.stdout
    assert run(home_with_drafts, "draft", "999").exit_code == 1


def test_a_draft_for_people(home_with_drafts: Path) -> None:
    shown = run(home_with_drafts, "draft", "1")
    assert shown.exit_code == 0
    assert "added chp_2__para_9-2" in shown.stdout
    assert "+ О результатах осмотра" in shown.stdout


# --- HTTP -----------------------------------------------------------------------------------------


def sent(client: TestClient, name: str, **fields: str) -> Any:
    files = {"file": (name, (ORDERS / name).read_bytes())}
    return client.post(f"{API}/amendments", files=files, data=fields)


def test_over_http_an_order_is_read_as_by_the_command(
    client: TestClient, loaded_home: Path
) -> None:
    answer = sent(client, "kk-01.md")
    assert answer.status_code == 200, answer.text
    assert answer.json() == told(loaded_home, "amendments", str(ORDERS / "kk-01.md"))
    assert client.get(f"{API}/drafts").json() == []
    assert client.get(f"{API}/acts/{ORDER_91}").status_code == 404


def test_what_goes_wrong_is_a_problem_document(client: TestClient) -> None:
    act = client.post(f"{API}/amendments", files={"file": ("act.md", "# Правила\n\n1. Да.\n")})
    assert (act.status_code, act.json()["code"]) == (422, "no_amending_order")
    other = sent(client, "kk-01.md", language="ru")
    assert (other.status_code, other.json()["code"]) == (422, "invalid_reference")
    missing = client.get(f"{API}/drafts/9")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


def test_drafts_are_decided_on_over_http(feeding_client: TestClient) -> None:
    files = {"file": ("order.md", (ORDERS / "ru-01.md").read_bytes())}
    loaded = feeding_client.post(f"{API}/acts", files=files)
    assert loaded.status_code == 201, loaded.text
    (summary,) = feeding_client.get(f"{API}/drafts").json()
    at = f"{API}/drafts/{summary['id']}"
    assert feeding_client.get(at).json()["order_title"] == summary["order_title"]
    assert feeding_client.post(f"{at}/reject", json={"reason": ""}).status_code == 422
    accepted = feeding_client.post(f"{at}/accept")
    assert accepted.status_code == 200, accepted.text
    assert accepted.json()["act_id"] == BEEKEEPER
    again = feeding_client.post(f"{at}/accept")
    assert again.status_code == 409
    shown = feeding_client.get(f"{API}/acts/{BEEKEEPER}", params={"as_of": "2026-03-01"}).json()
    assert shown["edition"]["date"] == "2026-02-14"

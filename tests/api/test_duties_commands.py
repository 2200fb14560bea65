"""The commands of the calendar, the duties and the registers, as people type them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.command_line import app

PASSPORT = "order-74-2022-03-11"
JUSTICE = ("minjust", "--kk", "Әділет министрлігі", "--ru", "Министерство юстиции")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty base."""
    return tmp_path / "home"


@pytest.fixture
def loaded(loaded_home: Path, tmp_path: Path) -> Path:
    """The examples, to be changed."""
    shutil.copytree(loaded_home, tmp_path / "home")
    return tmp_path / "home"


def bilim(home: Path, *arguments: object) -> Result:
    return CliRunner().invoke(
        app, [str(a) for a in arguments], env={"BILIM_HOME": str(home), "COLUMNS": "200"}
    )


def said(home: Path, *arguments: object) -> str:
    result = bilim(home, *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def told(home: Path, *arguments: object) -> Any:
    return json.loads(said(home, *arguments, "--json") or "null")


def refused(home: Path, *arguments: object) -> str:
    result = bilim(home, *arguments, "--json")
    assert result.exit_code == 1, result.output
    return str(json.loads(result.stdout)["error"]["code"])


# --- the calendar -----------------------------------------------------------------------------


def test_the_end_of_a_term(home: Path) -> None:
    assert said(home, "calendar", "2024-04-30", "+5").splitlines()[0] == "2024-05-10 Friday"
    found = told(home, "calendar", "30.04.2024", "+5")
    assert (found["due"], found["working_days"], found["estimated"]) == ("2024-05-10", 5, False)


def test_an_estimate_is_said_to_be_one(home: Path) -> None:
    assert "estimated" in said(home, "calendar", "2027-05-12", "+5")
    assert "by estimate" in said(home, "calendar", "2027-05-16")
    assert told(home, "calendar", "2027-05-12", "+5")["estimated"] is True


def test_the_days_between_two_days_and_what_a_day_is(home: Path) -> None:
    assert said(home, "calendar", "2024-04-30", "2024-05-10") == "5 working days\n"
    assert told(home, "calendar", "2024-05-10", "2024-04-30")["working_days"] == -5
    assert said(home, "calendar", "2024-05-04").startswith(
        "2024-05-04 Saturday, working day by transfer: Приказ"
    )
    assert told(home, "calendar", "2026-12-16")["kind"] == "holiday"


@pytest.mark.parametrize("then", ["+0", "+99999", "+x", "soon"])
def test_what_is_no_term_is_refused(home: Path, then: str) -> None:
    assert refused(home, "calendar", "2026-11-25", then) == "invalid_reference"


def test_a_day_beyond_the_known_years_is_refused(home: Path) -> None:
    assert refused(home, "calendar", "1980-01-01") == "outside_calendar"


def test_transfers_and_confirmations(home: Path) -> None:
    said(home, "days-off", "transfer", "2027-05-06", "2027-05-08", "--act", "Приказ № 1")
    assert told(home, "calendar", "2027-05-06")["kind"] == "off_by_transfer"
    assert "Приказ № 1" in said(home, "days-off", "transfers")
    said(home, "days-off", "withdraw", "2027-05-06", "--reason", "no such order")
    assert told(home, "calendar", "2027-05-06")["kind"] == "working"
    said(home, "days-off", "confirm", "2027-05-17", "--source", "ҚМДБ")
    assert told(home, "calendar", "2027-05-17") | {"holidays": []} == {
        "date": "2027-05-17",
        "kind": "holiday",
        "working": False,
        "estimated": False,
        "holidays": [],
        "source": "",
    }
    assert len(said(home, "days-off", "list", "--year", "2026").splitlines()) == 19
    assert refused(home, "days-off", "transfer", "2027-05-08") == "bad_calendar_entry"


# --- duties -----------------------------------------------------------------------------------


def test_a_duty_from_event_to_fulfilment(loaded: Path) -> None:
    said(loaded, "updates", "--accepted-as-of", "2026-10-04")
    said(loaded, "body", "add", *JUSTICE)
    said(loaded, "body", "answers-for", "minjust", "--act", PASSPORT, "--since", "2026-01-01")
    raised = told(loaded, "duty", "event", "act_amended", "2026-10-05", "--act", PASSPORT)
    event = raised["event"]["id"]
    assert "known already" in said(
        loaded, "duty", "event", "act_amended", "2026-10-05", "--act", PASSPORT
    )
    (duty,) = told(loaded, "duties", "--body", "minjust", "--as-of", "2026-10-07")
    assert (duty["due"], duty["working_days_left"]) == ("2026-10-12", 3)
    assert "3 working days left" in said(loaded, "duties", "--as-of", "2026-10-07")
    assert "OVERDUE" in said(loaded, "duties", "--overdue", "--body", "minjust")
    assert told(loaded, "duties", "--overdue", "--as-of", "2026-10-12") == []
    said(
        loaded, "duty", "fulfil", event, "update_information",
        "--by", "submission 7", "--on", "2026-10-13",
    )  # fmt: skip
    assert told(loaded, "duties", "--body", "minjust") == []
    assert "fulfilled 2026-10-13, late" in said(loaded, "duties", "--all", "--body", "minjust")
    said(loaded, "duty", "take-back", event, "update_information", "--reason", "wrong")
    assert len(told(loaded, "duties", "--body", "minjust")) == 1
    said(loaded, "duty", "withdraw", event, "--reason", "mistake")
    assert told(loaded, "duties", "--body", "minjust") == []


def test_no_duties_are_said_to_be_none(home: Path) -> None:
    assert said(home, "duties") == "Nothing is due.\n"
    assert said(home, "duties", "--overdue") == "Nothing is overdue.\n"


def test_the_rulebook_of_a_day(home: Path) -> None:
    shown = said(home, "duty", "rules", "--on", "2014-03-03")
    assert "update_information: within 3 working days after act_amended" in shown
    assert len(told(home, "duty", "rules", "--on", "2026-11-25")) == 11


def test_refusals_of_the_domain_are_told(home: Path) -> None:
    assert refused(home, "duties", "--body", "nobody") == "unknown_body"
    assert refused(home, "duty", "event", "moonrise", "2026-10-05") == "invalid_reference"
    assert refused(home, "duty", "fulfil", 9, "update_information", "--by", "x") == "not_found"


# --- registers --------------------------------------------------------------------------------


def test_bodies_and_their_shorter_terms(home: Path) -> None:
    said(home, "body", "add", *JUSTICE)
    assert "Министерство юстиции" in said(home, "body", "list")
    said(home, "body", "rename", "minjust", "--kk", "Жаңа атау", "--ru", "Новое имя")
    assert told(home, "body", "list")[0]["names"]["ru"] == "Новое имя"
    said(
        home, "body", "term", "minjust", "update_information", 3,
        "--since", "2026-01-01", "--source", "п. 6",
    )  # fmt: skip
    assert "update_information: 3 days since 2026-01-01" in said(home, "body", "terms", "minjust")
    longer = ("body", "term", "minjust", "update_information")
    assert refused(home, *longer, 6) == "term_too_long"
    assert refused(home, *longer, "many") == "invalid_reference"
    said(home, *longer, "law", "--since", "2026-06-01")
    assert [t["working_days"] for t in told(home, "body", "terms", "minjust")] == [3, None]
    assert refused(home, "body", "add", *JUSTICE) == "register_conflict"


def test_a_responsible_person_and_who_comes_after(home: Path) -> None:
    said(home, "body", "add", *JUSTICE)
    first = told(home, "person", "add", "minjust", "Айгүл Сейітова", "--since", "2025-03-03")
    second = told(
        home, "person", "replace", first["id"], "Динара Оспанова",
        "--on", "2026-10-05", "--notified-on", "2026-10-06", "--email", "dinara@example.kz",
    )  # fmt: skip
    assert told(home, "duties", "--body", "minjust") == []
    said(home, "person", "leave", second["id"], "--on", "2026-10-20")
    (duty,) = told(home, "duties", "--body", "minjust", "--as-of", "2026-10-20")
    # Sunday 25 October is the Republic's day: Monday 26 is off.
    assert (duty["duty"], duty["due"]) == ("notify_replacement", "2026-10-28")
    assert len(said(home, "person", "list", "minjust").splitlines()) == 2
    assert told(home, "person", "list", "minjust", "--as-of", "2026-10-20") == []


def test_requests_and_their_refusals(home: Path) -> None:
    said(home, "body", "add", *JUSTICE)
    for number, on in enumerate(("2026-10-01", "2026-10-09"), start=1):
        said(home, "request", "add", "minjust", "сроки", "--on", on)
        said(home, "request", "reply", number, "refusal", "тайна", "--on", on)
    assert "refusal: тайна" in said(home, "request", "list", "--body", "minjust")
    reports = [d for d in told(home, "duties") if d["duty"] == "report_refusals"]
    assert [report["due"] for report in reports] == ["2026-10-14"]
    said(home, "request", "reply", 1, "answer", "вот сроки", "--on", "2026-10-12")
    assert [r["id"] for r in told(home, "request", "list", "--unanswered")] == [2]
    assert refused(home, "request", "reply", 1, "silence", "-") == "invalid_reference"


def test_services_by_their_protocols(loaded: Path) -> None:
    service = f"{PASSPORT}/rules"
    assert said(loaded, "protocol", "policy") == "accepted\n"
    assert said(loaded, "protocol", "policy", "by_protocol") == "by_protocol\n"
    assert "answered from 2026-10-13 on" in said(
        loaded, "protocol", "add", service, "2026-10-05", "7"
    )
    shown = said(loaded, "protocol", "services", "--as-of", "2026-10-13").splitlines()
    assert [line.split()[1] for line in shown if line.startswith("yes")] == [service]
    assert "№ 7 of 2026-10-05" in said(loaded, "protocol", "list")
    accepted = told(loaded, "protocol", "accept", "--all")["accepted"]
    assert accepted == len(shown) - 1
    assert refused(loaded, "protocol", "accept") == "invalid_reference"
    said(loaded, "protocol", "withdraw", 1, "--reason", "another service")
    assert refused(loaded, "protocol", "policy", "sometimes") == "invalid_reference"

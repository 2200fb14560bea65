"""The calendar, duties and registers over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

API = "/api/v1"
BEEKEEPER = "order-74-2022-03-11"
SERVICE = f"{BEEKEEPER}/rules"
JUSTICE = {"code": "minjust", "kk": "Әділет министрлігі", "ru": "Министерство юстиции"}


@pytest.fixture
def http(feeding_client: TestClient) -> TestClient:
    return feeding_client


def got(http: TestClient, path: str, **parameters: Any) -> Any:
    answer = http.get(f"{API}{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def sent(http: TestClient, path: str, body: Any, status: int = 201) -> Any:
    answer = http.post(f"{API}{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


# --- the calendar -----------------------------------------------------------------------------


def test_a_term_and_the_days_off_in_it(client: TestClient) -> None:
    found = got(client, "/calendar/2024-04-30/after", working_days=5)
    assert found["due"] == "2024-05-10"
    kinds = {day["date"]: day["kind"] for day in found["days_off"]}
    assert kinds == {
        "2024-05-01": "holiday",
        "2024-05-04": "working_by_transfer",
        "2024-05-07": "holiday",
        "2024-05-08": "off_by_transfer",
        "2024-05-09": "holiday",
    }


def test_a_term_near_an_unconfirmed_holiday_says_so(client: TestClient) -> None:
    assert got(client, "/calendar/2027-05-12/after", working_days=5)["estimated"]
    assert not got(client, "/calendar/2027-06-14/after", working_days=5)["estimated"]


def test_a_day_and_the_days_between(client: TestClient) -> None:
    assert got(client, "/calendar/2026-12-16")["holidays"] == [
        {"kk": "Тәуелсіздік күні", "en": "Independence Day"}
    ]
    assert got(client, "/calendar/2024-04-30/until/2024-05-10")["working_days"] == 5
    assert len(got(client, "/calendar/years/2026")) == 19


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/calendar/1980-01-01", "outside_calendar"),
        ("/calendar/years/99999", "outside_calendar"),
        ("/calendar/2026-01-01/after?working_days=0", "invalid_reference"),
        ("/calendar/2026-01-01/after?working_days=999999999", "invalid_reference"),
        ("/calendar/2026-13-01", "invalid_request"),
    ],
)
def test_what_the_calendar_does_not_know_is_a_422(client: TestClient, path: str, code: str) -> None:
    answer = client.get(f"{API}{path}")
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_transfer_and_a_confirmation_move_terms(http: TestClient) -> None:
    asked = {"day_off": "2027-05-06", "working_day": "2027-05-08", "source": "Приказ № 1"}
    sent(http, "/calendar/transfers", asked)
    assert got(http, "/calendar/2027-05-06")["kind"] == "off_by_transfer"
    assert got(http, "/calendar/transfers")[-1] == {**asked, "recorded": True}
    refused = http.post(f"{API}/calendar/transfers", json={**asked, "day_off": "2027-05-07"})
    assert (refused.status_code, refused.json()["code"]) == (422, "bad_calendar_entry")
    back = http.delete(f"{API}/calendar/transfers/2027-05-06", params={"reason": "withdrawn"})
    assert back.json()["kind"] == "working"
    sent(http, "/calendar/confirmations", {"day": "2027-05-17", "source": "ҚМДБ"})
    assert got(http, "/calendar/2027-05-17")["kind"] == "holiday"
    assert not got(http, "/calendar/2027-05-17")["estimated"]


# --- duties -----------------------------------------------------------------------------------


def recorded(http: TestClient, **asked: object) -> list:
    """Duties of events that were recorded; those of open updates of the examples are others'."""
    return [duty for duty in got(http, "/duties", **asked) if duty["event"]["id"] > 0]


def test_from_an_event_to_its_fulfilment_and_back(http: TestClient) -> None:
    body = sent(http, "/bodies", JUSTICE)
    event = {"event": "act_amended", "day": "2026-10-05", "act": BEEKEEPER}
    raised = sent(http, "/duties/events", event)
    assert (raised["new"], raised["duties"]) == (True, ["update_information"])
    assert sent(http, "/duties/events", event)["new"] is False
    sent(
        http,
        f"/bodies/{body['code']}/answers-for",
        {"act": BEEKEEPER, "since": "2026-01-01"},
        status=204,
    )
    (duty,) = recorded(http, body="minjust", as_of="2026-10-07")
    assert duty["due"] == "2026-10-12"
    assert (duty["working_days_left"], duty["overdue"], duty["body"]) == (3, False, "minjust")
    assert duty["source"].endswith("п. 26")
    assert set(duty["text"]) == {"kk", "ru"}
    assert [d["duty"] for d in recorded(http, body="minjust", overdue=True)] == [
        "update_information"
    ]
    place = f"/duties/{duty['event']['id']}/update_information/fulfilment"
    sent(http, place, {"by": "submission 7", "on": "2026-10-08"}, status=204)
    assert recorded(http, body="minjust") == []
    (done,) = recorded(http, body="minjust", fulfilled_too=True)
    assert done["fulfilled"] == {"day": "2026-10-08", "by": "submission 7", "late": False}
    other = http.post(f"{API}{place}", json={"by": "submission 8", "on": "2026-10-08"})
    assert (other.status_code, other.json()["code"]) == (409, "register_conflict")
    assert http.delete(f"{API}{place}", params={"reason": "wrong"}).status_code == 204
    assert len(recorded(http, body="minjust")) == 1
    gone = f"{API}/duties/events/{duty['event']['id']}"
    assert http.delete(gone, params={"reason": "mistake"}).status_code == 204
    assert recorded(http, body="minjust") == []


def test_nothing_is_fulfilled_in_the_future(http: TestClient) -> None:
    raised = sent(http, "/duties/events", {"event": "discrepancy", "day": "2026-10-05"})
    place = f"{API}/duties/{raised['event']['id']}/explain_discrepancy/fulfilment"
    answer = http.post(place, json={"by": "letter", "on": "2099-01-05"})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_register_entry")


def test_the_rulebook_of_a_day(client: TestClient) -> None:
    rules = {rule["duty"]: rule for rule in got(client, "/duties/rules", on="2014-03-03")}
    assert rules["update_information"]["length"] == {"kind": "working_days", "number": 3}
    assert rules["update_information"]["source"].endswith("№ 797 қаулысы, п. 6")
    assert "report_refusals" not in rules
    assert len(got(client, "/duties/rules")) > 40


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/duties?body=nobody", None, 404, "unknown_body"),
        ("POST", "/duties/events", {"event": "moon", "day": "2026-01-05"}, 422, "invalid_request"),
        (
            "POST",
            "/duties/events",
            {"event": "act_amended", "day": "2026-01-05", "service": "none"},
            404,
            "not_found",
        ),
        ("POST", "/duties/99/update_information/fulfilment", {"by": "x"}, 404, "not_found"),
        ("DELETE", "/duties/events/99?reason=x", None, 404, "not_found"),
    ],
)
def test_what_there_is_not_is_said_to_be_so(
    http: TestClient, method: str, path: str, body: Any, status: int, code: str
) -> None:
    answer = http.request(method, f"{API}{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


# --- registers --------------------------------------------------------------------------------


def test_bodies_their_terms_and_their_people(http: TestClient) -> None:
    body = sent(http, "/bodies", JUSTICE)
    assert got(http, "/bodies") == [body]
    again = http.post(f"{API}/bodies", json=JUSTICE)
    assert (again.status_code, again.json()["code"]) == (409, "register_conflict")
    renamed = http.put(f"{API}/bodies/minjust/names", json={"kk": "Жаңа", "ru": "Новое"})
    assert renamed.json()["names"] == {"kk": "Жаңа", "ru": "Новое"}

    term = {"duty": "update_information", "working_days": 3, "since": "2026-01-01"}
    sent(http, "/bodies/minjust/terms", term, status=204)
    longer = http.post(f"{API}/bodies/minjust/terms", json={**term, "working_days": 6})
    assert (longer.status_code, longer.json()["code"]) == (422, "term_too_long")
    assert [t["working_days"] for t in got(http, "/bodies/minjust/terms")] == [3]

    person = {"name": "Айгүл Сейітова", "email": "aigul@example.kz", "since": "2025-03-03"}
    first = sent(http, f"/bodies/{body['id']}/persons", person)
    second = sent(http, f"/persons/{first['id']}/successor", {"name": "Динара", "on": "2026-10-05"})
    assert [p["name"] for p in got(http, "/bodies/minjust/persons", as_of="2026-10-05")] == [
        "Динара"
    ]
    assert got(http, "/bodies/minjust/persons")[0]["replaced_by"] == second["id"]
    (duty,) = got(http, "/duties", body="minjust", as_of="2026-10-05")
    assert (duty["duty"], duty["due"]) == ("notify_replacement", "2026-10-12")
    left = sent(http, f"/persons/{second['id']}/leaving", {"on": "2026-10-20"}, status=200)
    assert left["until"] == "2026-10-20"


def test_requests_and_repeated_refusals(http: TestClient) -> None:
    sent(http, "/bodies", JUSTICE)
    for on in ("2026-10-01", "2026-10-09"):
        asked = sent(
            http, "/requests", {"body": "minjust", "text": "сроки", "on": on, "service": SERVICE}
        )
        sent(
            http,
            f"/requests/{asked['id']}/replies",
            {"kind": "refusal", "text": "тайна", "on": on},
        )
    reports = [d for d in got(http, "/duties") if d["duty"] == "report_refusals"]
    assert [(d["due"], d["who"]) for d in reports] == [("2026-10-14", "contact_center")]
    assert len(got(http, "/requests", body="minjust", unanswered=True)) == 2
    assert got(http, "/requests")[0]["act_id"] == BEEKEEPER


def test_a_service_is_answered_by_its_protocol(http: TestClient) -> None:
    def answered(as_of: str) -> bool:
        found = got(http, "/acceptance/services", as_of=as_of)
        return {view["service_id"]: view["answered"] for view in found}[SERVICE]  # type: ignore[no-any-return]

    assert got(http, "/acceptance/policy") == {"policy": "accepted"}
    assert answered("2026-10-05")
    policy = {"policy": "by_protocol"}
    assert http.put(f"{API}/acceptance/policy", json=policy).json() == policy
    assert not answered("2026-10-05")
    kept = sent(
        http,
        "/acceptance/protocols",
        {"service": SERVICE, "signed_on": "2026-10-05", "number": "7"},
    )
    assert kept["opens_on"] == "2026-10-13"
    assert not answered("2026-10-12")
    assert answered("2026-10-13")
    assert got(http, "/acceptance/protocols") == [kept]
    others = sent(http, "/acceptance/accepted", {"on": "2026-10-05"}, status=200)
    assert others["accepted"] == len(got(http, "/services")) - 1
    place = f"{API}/acceptance/protocols/{kept['id']}"
    assert http.delete(place, params={"reason": "wrong service"}).status_code == 204
    assert not answered("2026-10-13")

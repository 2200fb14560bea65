"""The calendar feed: parsed back, all-day, with UIDs that stay, and by no token that can write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from icalendar import Calendar
from icalendar.cal import Component
from starlette.testclient import TestClient

from api.calendar_feed import calendar_of
from api.due_views import DueThing
from api.service import Bilim
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR

from .board_people import PASSPORT, with_people
from .conftest import client_of

NOW = dt.datetime(2026, 3, 3, 8, 0, tzinfo=dt.UTC)
FEED = "/api/v1/calendar.ics"


def thing(**more: object) -> DueThing:
    values: dict[str, object] = {
        "key": "update:17",
        "kind": "update",
        "texts": {"ru": "Выдача паспорта; пасеки, и прочее", "kk": "Омарта паспортын беру"},
        "body_id": 1,
        "body": "ashm",
        "act_id": PASSPORT,
        "act_number": "74",
        "act_date": dt.date(2022, 3, 11),
        "service_id": f"{PASSPORT}/rules",
        "since": dt.date(2026, 3, 2),
        "due": dt.date(2026, 3, 10),
        "working_days_left": 4,
        "overdue": False,
        "estimated": False,
        "waits_for": "body",
        "state": "assigned",
        "changed": ("annex_2__row_6",),
        "source": "Приказ № 83, п. 26",
        "assigned_to": "Марат",
        "update_id": 17,
        "event_id": None,
        "duty": "",
    }
    return DueThing.model_validate(values | more)


def events(feed: bytes) -> list[Component]:
    return list(Calendar.from_ical(feed).walk("VEVENT"))


def feed_of(*things: DueThing, language: str = "ru", now: dt.datetime = NOW) -> bytes:
    return calendar_of(
        things, language=language, store="base-1", public_url="https://bilim.example.kz/", now=now
    )


def test_a_due_thing_is_an_all_day_entry_on_its_due_date() -> None:
    (event,) = events(feed_of(thing()))
    assert event.decoded("dtstart") == dt.date(2026, 3, 10)
    assert event.decoded("dtend") == dt.date(2026, 3, 11)
    assert not isinstance(event.decoded("dtstart"), dt.datetime)
    assert str(event["summary"]) == "Обновить: Выдача паспорта; пасеки, и прочее"
    assert "Акт № 74 от 11.03.2022" in str(event["description"])
    assert "п. 26" in str(event["description"])
    assert str(event["url"]) == "https://bilim.example.kz/updates/17"
    calendar = Calendar.from_ical(feed_of(thing()))
    assert str(calendar["x-wr-timezone"]) == "Asia/Almaty"


def test_the_uid_stays_when_the_term_moves_and_differs_between_things_and_bases() -> None:
    uid = [str(e["uid"]) for e in events(feed_of(thing()))]
    moved = feed_of(thing(due=dt.date(2026, 3, 20), overdue=True), now=NOW + dt.timedelta(9))
    assert [str(e["uid"]) for e in events(moved)] == uid
    duty = thing(key="duty:3:send_annex_1", kind="duty", update_id=None, event_id=3)
    both = [str(e["uid"]) for e in events(feed_of(thing(), duty))]
    assert len(set(both)) == 2
    elsewhere = calendar_of([thing()], language="ru", store="base-2", public_url="", now=NOW)
    assert [str(e["uid"]) for e in events(elsewhere)] != uid


def test_entries_speak_the_language_asked_for() -> None:
    (late,) = events(feed_of(thing(overdue=True), language="kk"))
    assert str(late["summary"]) == "Мерзімі өтті! Жаңарту: Омарта паспортын беру"
    (duty,) = events(feed_of(thing(kind="duty", estimated=True), language="kk"))
    assert str(duty["summary"]) == "Омарта паспортын беру"
    assert "Құрбан айт" in str(duty["description"])


def test_no_line_of_the_feed_is_longer_than_the_standard_allows() -> None:
    feed = feed_of(thing(texts={"ru": "Ұзақ атау " * 40}))
    assert max(len(line) for line in feed.split(b"\r\n")) <= 75
    assert feed.endswith(b"END:VCALENDAR\r\n")


# --- over HTTP --------------------------------------------------------------------------------


@pytest.fixture
def peopled(bilim_to_feed: Bilim) -> Bilim:
    return with_people(bilim_to_feed)


@pytest.fixture
def client(peopled: Bilim) -> Iterator[TestClient]:
    with client_of(peopled) as opened:
        yield opened


def token(bilim: Bilim, login: str, *scopes: str) -> str:
    return bilim.api_tokens.add(LOCAL_ADMINISTRATOR, "calendar", scopes, login=login).secret


def test_the_feed_shows_what_the_board_shows(peopled: Bilim, client: TestClient) -> None:
    answer = client.get(FEED, params={"token": token(peopled, "marat", "duties"), "lang": "kk"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    marat = peopled.accounts.one(LOCAL_ADMINISTRATOR, "marat").actor()
    shown = peopled.board.due(marat)
    found = events(answer.content)
    assert [e.decoded("dtstart") for e in found] == [thing.due for thing in shown]
    assert [str(e["summary"]) for e in found] == ["Мерзімі өтті! Жаңарту: Омарта паспортын беру"]
    other = client.get(FEED, params={"token": token(peopled, "saule", "duties")})
    assert not {str(e["uid"]) for e in events(other.content)} & {str(e["uid"]) for e in found}
    editor = token(peopled, "editor", "duties")
    every = events(client.get(FEED, params={"token": editor}).content)
    assert len(every) > len(found)
    one_body = client.get(FEED, params={"token": editor, "body": "ashm"})
    assert [str(e["uid"]) for e in events(one_body.content)] == [str(e["uid"]) for e in found]


def test_a_token_that_can_write_is_not_taken_from_an_address(
    peopled: Bilim, client: TestClient
) -> None:
    strong = token(peopled, "marat", "duties", "updates")
    refused = client.get(FEED, params={"token": strong})
    assert (refused.status_code, refused.json()["code"]) == (403, "feed_token_too_strong")
    by_header = client.get(FEED, headers={"authorization": f"Bearer {strong}"})
    assert by_header.status_code == 200


def test_a_feed_token_opens_nothing_else_by_address(peopled: Bilim, client: TestClient) -> None:
    feed = token(peopled, "marat", "duties")
    for address in ("/api/v1/due", "/api/v1/updates", "/board"):
        answer = client.get(address, params={"token": feed}, follow_redirects=False)
        assert answer.status_code in (401, 303), address
    bearer = {"authorization": f"Bearer {feed}"}
    listed = client.get("/api/v1/due", headers=bearer)
    assert [t["act_id"] for t in listed.json()] == [PASSPORT]
    services = client.get("/api/v1/due/services", headers=bearer)
    assert [s["act_id"] for s in services.json()] == [PASSPORT]
    moves = client.post("/api/v1/updates/1/moves", headers=bearer, json={"to": "assigned"})
    assert moves.status_code == 403


@pytest.mark.parametrize(
    ("login", "scopes", "status"), [("operator", ["duties"], 403), ("marat", ["read"], 403)]
)
def test_whoever_may_not_see_what_is_due_gets_no_feed(
    peopled: Bilim, client: TestClient, login: str, scopes: list[str], status: int
) -> None:
    answer = client.get(FEED, params={"token": token(peopled, login, *scopes)})
    assert answer.status_code == status
    assert client.get(FEED).status_code == 401
    assert client.get(FEED, params={"token": "made up"}).status_code == 401

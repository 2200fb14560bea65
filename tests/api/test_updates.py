"""Updates at every door: the mark in answers and pages, the list, and the way to acceptance."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient
from typer.testing import CliRunner, Result

from api.command_line import app
from api.pages.marking import place_in_words, show_mark
from api.pages.words import Words
from api.service import Bilim
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Actor, NotAllowedError, Role
from knowledge.calendar import today
from knowledge.errors import InvalidReferenceError
from ranking.answers import UpdateMark

from .conftest import client_of

ACTS = Path(__file__).parents[2] / "examples" / "acts"
PASSPORT = "order-74-2022-03-11"
PASSPORT_ROWS = ["annex_2__row_2", "annex_2__row_3", "annex_2__row_6"]
"""What the example says changed on 1 April 2025, when its second edition took effect."""
FEE = "сколько стоит паспорт пасеки"
OTHER_EDITOR = Actor("Ерлан", frozenset({Role.EDITOR}), 2)


def bilim_command(home: Path, *arguments: object) -> Result:
    return CliRunner().invoke(
        app, [str(a) for a in arguments], env={"BILIM_HOME": str(home), "COLUMNS": "200"}
    )


def told(home: Path, *arguments: object) -> Any:
    result = bilim_command(home, *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def home_to_change(loaded_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(loaded_home, tmp_path / "home"))


@pytest.fixture
def open_client(bilim_to_feed: Bilim) -> Iterator[TestClient]:
    with client_of(bilim_to_feed) as opened:
        yield opened


def passport(updates: list[dict[str, Any]]) -> dict[str, Any]:
    (found,) = [update for update in updates if update["act_id"] == PASSPORT]
    return found


# --- the mark ---


def test_a_changed_row_is_marked_in_every_answer_that_quotes_it(loaded_home: Path) -> None:
    answer = told(loaded_home, "search", FEE)
    marks = {result["article_id"]: result["update"] for result in answer["results"]}
    mark = marks[f"{PASSPORT}/annex_2__row_6"]
    assert {name: mark[name] for name in ("due", "state", "overdue", "changed", "since")} == {
        "due": "2025-04-08",
        "state": "flagged",
        "overdue": True,
        "changed": PASSPORT_ROWS,
        "since": "2025-04-01",
    }
    changed = {f"{PASSPORT}/{eid}" for eid in PASSPORT_ROWS}
    for article, found in marks.items():
        if article.startswith(PASSPORT):
            assert (found is not None) == (article in changed), article


def test_on_its_last_day_an_update_is_not_overdue(bilim: Bilim) -> None:
    def mark(day: str) -> UpdateMark:
        found = bilim.search(FEE, as_of=_day(day)).results
        return next(r.update for r in found if r.update is not None)

    assert not mark("2025-04-08").overdue
    assert mark("2025-04-09").overdue


def _day(text: str):  # type: ignore[no-untyped-def]
    import datetime as dt

    return dt.date.fromisoformat(text)


def test_the_terminal_shows_the_mark(loaded_home: Path) -> None:
    result = bilim_command(loaded_home, "search", FEE)
    assert "изменено, обновляется до 2025-04-08: annex_2__row_2" in result.stdout


def test_service_and_article_carry_the_mark(client: TestClient) -> None:
    service = client.get(f"/api/v1/services/{PASSPORT}/rules").json()
    assert service["update"]["changed"] == PASSPORT_ROWS
    marked = [line["eid"] for line in service["lines"] if line["update"]]
    assert marked == PASSPORT_ROWS
    assert (service["card"], service["notes"]) == (None, [])
    row = client.get(f"/api/v1/articles/{PASSPORT}/annex_2__row_6").json()
    assert row["update"]["due"] == "2025-04-08"
    other = client.get(f"/api/v1/articles/{PASSPORT}/annex_2__row_1").json()
    assert other["update"] is None


@pytest.mark.parametrize(
    ("language", "words", "place"),
    [
        ("ru", "изменено, обновляется до 08.04.2025 – срок истёк", "приложение 2, строка 6"),
        ("kk", "өзгерді, 08.04.2025 дейін жаңартылады – мерзімі өтті", "2-қосымша, 6-жол"),
    ],
)
def test_the_pages_show_the_mark_in_both_languages(
    client: TestClient, language: str, words: str, place: str
) -> None:
    client.cookies.set("bilim_interface", language)
    for address in (f"/?q={FEE}", f"/articles/{PASSPORT}/annex_2__row_6"):
        soup = BeautifulSoup(
            client.get(address, headers={"accept-language": language}).text, "lxml"
        )
        marks = [mark.text for mark in soup.select(".changed")]
        assert any(words in mark and place in mark for mark in marks), address
    plain = client.get(f"/articles/{PASSPORT}/annex_2__row_1").text
    assert 'class="changed' not in plain


def test_what_is_to_change_is_not_said_to_have_changed() -> None:
    mark = UpdateMark(
        id=1, since=_day("2027-07-01"), due=_day("2027-07-08"), state="flagged",
        overdue=False, changed=("chp_2__para_13__subpara_1", "order__para_2", "annex"),
    )  # fmt: skip
    shown = show_mark(mark, Words("ru"), _day("2026-12-01"))
    assert shown is not None
    assert shown.text == "изменится 01.07.2027, обновляется до 08.07.2027"
    assert shown.places == ("пункт 13, подпункт 1)", "приказ, пункт 2", "приложение")
    now = show_mark(mark, Words("kk"), _day("2027-07-01"))
    assert now is not None
    assert now.text == "өзгерді, 08.07.2027 дейін жаңартылады"
    assert place_in_words("chp_2", Words("ru")) == "chp_2"


def test_a_new_edition_is_marked_by_the_very_next_answer(bilim_to_feed: Bilim) -> None:
    row = f"{PASSPORT}/annex_2__row_4"

    def mark() -> UpdateMark | None:
        return bilim_to_feed.article(row).update

    assert mark() is None
    text = (ACTS / "beekeeper-passport" / "rus.2025-04-01.md").read_text(encoding="utf-8")
    form = "Электронная (частично автоматизированная) и (или) бумажная"
    changed = text.replace(form, "Электронная")
    assert changed != text, "the example does not say what this test looks for"
    loaded = bilim_to_feed.load_upload(
        LOCAL_ADMINISTRATOR, changed.encode(), "rus.2026-02-02.md", _facts("2026-02-02")
    )
    assert [edition.updates for edition in loaded.editions] == [(1,)]
    found = mark()
    assert found is not None
    assert "annex_2__row_4" in found.changed


def _facts(edition: str):  # type: ignore[no-untyped-def]
    from ingest.header import ActFacts
    from knowledge.acts import ActKind

    return ActFacts(
        kind=ActKind.ORDER,
        issuer="Министра сельского хозяйства Республики Казахстан",
        date=_day("2022-03-11"),
        number="74",
        language="ru",
        edition_date=_day(edition),
    )


# --- the command line ---


def test_the_list_names_service_due_date_and_what_changed(loaded_home: Path) -> None:
    update = passport(told(loaded_home, "updates"))
    assert update["names"]["kk"] == "Омарта паспортын беру"
    assert (update["state"], update["due"], update["overdue"]) == ("flagged", "2025-04-08", True)
    assert update["changed"] == PASSPORT_ROWS
    assert told(loaded_home, "updates", "--overdue", "--on", "2025-04-08") == []
    assert len(told(loaded_home, "updates", "--overdue")) == len(told(loaded_home, "updates"))
    assert told(loaded_home, "updates", "--state", "submitted") == []
    printed = bilim_command(loaded_home, "updates").stdout
    assert "flagged, due 2025-04-08 OVERDUE" in printed
    assert "Выдача паспорта пасеки" in printed


def test_an_update_shows_its_differences_and_history(loaded_home: Path) -> None:
    number = passport(told(loaded_home, "updates"))["id"]
    update = told(loaded_home, "update", number)
    kinds = {(reason["language"], reason["eid"]): reason["kind"] for reason in update["reasons"]}
    assert kinds == {
        (language, eid): "amended" for language in ("kk", "ru") for eid in PASSPORT_ROWS
    }
    for reason in update["reasons"]:
        assert reason["old"] != reason["new"]
        assert (reason["old_edition"], reason["new_edition"]) == ("2022-03-11", "2025-04-01")
    assert [event["kind"] for event in update["history"]] == ["flagged", "joined"]
    assert update["moves"] == ["assigned", "not_affected"]
    printed = bilim_command(loaded_home, "update", number).stdout
    assert "amended annex_2__row_6 (ru), 2022-03-11 → 2025-04-01" in printed
    assert "may become: assigned, not_affected" in printed


def test_the_whole_way_at_the_command_line(home_to_change: Path) -> None:
    number = passport(told(home_to_change, "updates"))["id"]

    def step(*arguments: object) -> Any:
        return told(home_to_change, "update", number, *arguments)

    assert step("--to", "assigned", "--assignee", "Марат")["assigned_to"] == "Марат"
    handed_in = step("--to", "submitted", "--text-ru", "Бесплатно.", "--by", "Марат")
    assert handed_in["state"] == "submitted"
    refused = bilim_command(home_to_change, "update", number, "--to", "accepted", "--by", "марат")
    assert refused.exit_code == 1
    assert "second person" in refused.stderr
    assert step("--to", "accepted", "--by", "Айгүл")["open"] is False
    assert step("--to", "closed")["state"] == "closed"
    assert PASSPORT not in {update["act_id"] for update in told(home_to_change, "updates")}
    assert PASSPORT in {update["act_id"] for update in told(home_to_change, "updates", "--all")}
    answer = told(home_to_change, "search", FEE)
    assert all(
        r["update"] is None for r in answer["results"] if r["article_id"].startswith(PASSPORT)
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["update", "9999"], "no update 9999"),
        (["update", "1", "--to", "gone"], "no state"),
        (["update", "1", "--to", "accepted"], "cannot become accepted"),
        (["update", "1", "--to", "not-affected"], "in writing"),
        (["updates", "--body", "nobody"], "no state body"),
        (["updates", "--state", "lost"], "no state"),
        (["updates", "--on", "someday"], "no date"),
    ],
)
def test_refusals_say_why(loaded_home: Path, arguments: list[str], says: str) -> None:
    result = bilim_command(loaded_home, *arguments)
    assert result.exit_code == 1
    assert says in result.stderr


def test_a_base_in_use_before_is_taken_as_accepted(home_to_change: Path) -> None:
    assert told(home_to_change, "updates", "--accepted-as-of", "2025-06-01") != []
    left = told(home_to_change, "updates", "--detect")
    assert PASSPORT not in {update["act_id"] for update in left}
    assert left, "what changed after that day stays flagged"


# --- HTTP ---


def test_the_whole_way_over_http(open_client: TestClient) -> None:
    number = passport(open_client.get("/api/v1/updates").json())["id"]
    assert passport(open_client.get("/api/v1/updates?overdue=true").json())["id"] == number
    moves = f"/api/v1/updates/{number}/moves"
    early = open_client.post(moves, json={"to": "accepted"})
    assert (early.status_code, early.json()["code"]) == (409, "transition_not_possible")
    assert open_client.post(moves, json={"to": "assigned"}).status_code == 200
    empty = open_client.post(moves, json={"to": "submitted"})
    assert (empty.status_code, empty.json()["code"]) == (422, "transition_incomplete")
    handed_in = open_client.post(moves, json={"to": "submitted", "texts": {"kk": "Тегін."}})
    assert handed_in.json()["texts"] == {"kk": "Тегін."}
    own = open_client.post(moves, json={"to": "accepted"})
    assert (own.status_code, own.json()["code"]) == (403, "second_person_needed")
    returned = open_client.post(moves, json={"to": "returned", "reason": "Орысша да керек."})
    assert returned.json()["history"][-1]["note"] == "Орысша да керек."
    assert open_client.get(f"/api/v1/updates/{number}").json() == returned.json()


@pytest.mark.parametrize(
    ("method", "address", "body", "status"),
    [
        ("GET", "/api/v1/updates/99999", None, 404),
        ("GET", "/api/v1/updates/0", None, 422),
        ("GET", "/api/v1/updates?state=lost", None, 422),
        ("GET", "/api/v1/updates?body=nobody", None, 404),
        ("POST", "/api/v1/updates/1/moves", {"to": "hidden"}, 422),
        ("POST", "/api/v1/updates/1/moves", {"to": "assigned", "state": "closed"}, 422),
        ("POST", "/api/v1/updates/1/moves", {"to": "withdrawn"}, 409),
        ("GET", "/api/v1/notes/order-1/note/1", None, 404),
    ],
)
def test_what_cannot_be_is_refused(
    client: TestClient, method: str, address: str, body: object, status: int
) -> None:
    answer = client.request(method, address, json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_notes_over_http_and_beside_what_they_cite(open_client: TestClient) -> None:
    cites = [{"act_id": PASSPORT, "eid": "annex_2__row_6"}]
    written = open_client.post(
        "/api/v1/notes",
        json={"titles": {"ru": "Оплата"}, "texts": {"ru": "Терминал в ЦОНе."}, "cites": cites},
    )
    assert written.status_code == 201, written.text
    note = written.json()
    assert note["update"] is None, "it was written on the text of today"
    address = f"/api/v1/notes/{note['id']}"
    assert open_client.get("/api/v1/notes").json() == [note]
    row = open_client.get(f"/api/v1/articles/{PASSPORT}/annex_2__row_6").json()
    assert row["notes"] == [note]
    assert open_client.get(f"/api/v1/services/{PASSPORT}/rules").json()["notes"] == [note]
    page = open_client.get(f"/articles/{PASSPORT}/annex_2__row_6").text
    assert "Терминал в ЦОНе." in page
    revised = open_client.put(
        address, json={"titles": {"ru": "Оплата"}, "texts": {"ru": "Касса и терминал."}}
    )
    assert (revised.json()["version"], revised.json()["cites"]) == (2, cites)
    empty = open_client.put(address, json={"titles": {}, "texts": {}})
    assert (empty.status_code, empty.json()["code"]) == (422, "note_refused")
    gone = open_client.post(f"{address}/withdrawal", json={"reason": "Кассы больше нет."})
    assert gone.json()["withdrawn"] is True
    assert open_client.get("/api/v1/notes").json() == []
    assert open_client.get(address).json()["withdrawn"] is True


# --- rights ---


def test_an_operator_sees_marks_and_not_the_board(bilim: Bilim) -> None:
    operator = Actor("оператор", frozenset({Role.OPERATOR}), 8)
    for ask in (bilim.updates.all, lambda who: bilim.updates.one(who, 1)):
        with pytest.raises(NotAllowedError):
            ask(operator)


def test_a_responsible_person_sees_the_own_body_only(bilim_to_feed: Bilim) -> None:
    from knowledge.store.bodies import add_body, answer_for

    with bilim_to_feed.wiring.database.writing() as session:
        body = add_body(session, LOCAL_ADMINISTRATOR, "ashm", "АШМ", "Минсельхоз").id
        answer_for(session, LOCAL_ADMINISTRATOR, body, today(), service_id=f"{PASSPORT}/rules")
    own = Actor("Марат", frozenset({Role.RESPONSIBLE}), 3, body_id=body)
    seen = bilim_to_feed.updates.all(own)
    assert {update.act_id for update in seen} == {PASSPORT}
    assert {update.act_id for update in bilim_to_feed.updates.all(OTHER_EDITOR)} > {PASSPORT}
    by_code = bilim_to_feed.updates.all(OTHER_EDITOR, body="ashm")
    assert [update.id for update in by_code] == [update.id for update in seen]
    other = next(u for u in bilim_to_feed.updates.all(OTHER_EDITOR) if u.act_id != PASSPORT)
    with pytest.raises(NotAllowedError):
        bilim_to_feed.updates.one(own, other.id)
    with pytest.raises(NotAllowedError):
        bilim_to_feed.updates.move(own, seen[0].id, "assigned")
    for action in (
        lambda: bilim_to_feed.updates.detect(OTHER_EDITOR),
        lambda: bilim_to_feed.updates.take_as_accepted(OTHER_EDITOR, today()),
    ):
        with pytest.raises(NotAllowedError):
            action()
    with pytest.raises(InvalidReferenceError):
        bilim_to_feed.updates.all(OTHER_EDITOR, state="lost")

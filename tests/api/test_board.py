"""The responsible person's board, the editor's queue, and an update on its page."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag
from starlette.testclient import TestClient

from api.pages.due import both_sides, days_left
from api.pages.words import Words
from api.service import Bilim
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, NotAllowedError

from ..conftest import EXAMPLES
from .board_people import PASSPORT, Visitor, visitor, with_people
from .conftest import client_of


@pytest.fixture
def peopled(bilim_to_feed: Bilim) -> Bilim:
    return with_people(bilim_to_feed)


@pytest.fixture
def client(peopled: Bilim) -> Iterator[TestClient]:
    with client_of(peopled) as opened:
        yield opened


def soup_of(answer) -> BeautifulSoup:  # type: ignore[no-untyped-def]
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


def number_of(bilim: Bilim, act: str) -> int:
    updates = bilim.updates.all(LOCAL_ADMINISTRATOR, closed_too=True)
    return next(u.id for u in updates if u.act_id == act)


# --- the board --------------------------------------------------------------------------------


def test_the_board_shows_the_own_bodys_updates_and_services(
    peopled: Bilim, client: TestClient
) -> None:
    soup = soup_of(visitor(peopled, client, "marat").get("/board?ui=ru"))
    cards = soup.select(".due-card")
    assert len(cards) == 1
    card = cards[0]
    assert "Выдача паспорта пасеки" in one(card, "h3").text
    assert "до 08.04.2025" in card.text
    assert "срок истёк, рабочих дней: " in card.text
    assert "приложение 2, строка 6" in card.text
    assert "п. 26" in card.text
    assert [row.text.count("№ 74 от 11.03.2022") for row in soup.select("tbody tr")] == [1]
    assert "№ 917" not in soup.text
    kazakh = soup_of(client.get("/board?ui=kk"))
    assert "Омарта паспортын беру" in kazakh.text
    assert "мерзімі өтті" in kazakh.text


def test_nobody_sees_another_bodys_update(peopled: Bilim, client: TestClient) -> None:
    saule = visitor(peopled, client, "saule")
    number = number_of(peopled, PASSPORT)
    assert saule.get(f"/updates/{number}").status_code == 403
    assert saule.post(f"/updates/{number}", to="not_affected", reason="Жоқ").status_code == 403
    assert saule.get("/board?body=ashm").text.count("паспорт") == 0
    assert "№ 74" not in soup_of(saule.get("/board")).text


@pytest.mark.parametrize(
    ("login", "board", "queue"),
    [
        ("marat", 200, 403),
        ("editor", 200, 200),
        ("admin", 200, 200),
        ("qa", 200, 403),
        ("operator", 403, 403),
    ],
)
def test_each_role_opens_its_own_pages(
    peopled: Bilim, client: TestClient, login: str, board: int, queue: int
) -> None:
    who = visitor(peopled, client, login)
    assert (who.get("/board").status_code, who.get("/queue").status_code) == (board, queue)
    menu = [str(link["href"]) for link in soup_of(who.get("/")).select(".menu a")]
    assert ("/board" in menu, "/queue" in menu) == (board == 200, queue == 200)


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client: TestClient) -> None:
    for address in ("/board", "/queue", "/updates/1"):
        answer = client.get(address, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in")


def test_an_editor_looks_at_one_body_at_a_time(peopled: Bilim, client: TestClient) -> None:
    editor = visitor(peopled, client, "editor")
    every = soup_of(editor.get("/board?ui=ru"))
    assert len(every.select(".due-card")) > 1
    assert not every.select("#services-heading")
    ashm = soup_of(editor.get("/board?ui=ru&body=ashm"))
    assert len(ashm.select(".due-card")) == 1
    assert "Услуги органа: 1" in one(ashm, "#services-heading").text
    assert editor.get("/board?body=nobody").status_code == 404


def test_a_duty_is_fulfilled_on_the_board(peopled: Bilim, client: TestClient) -> None:
    from knowledge.calendar import today

    peopled.duties.record_event(
        LOCAL_ADMINISTRATOR, "act_approved", today(), act=PASSPORT, body="ashm"
    )
    marat = visitor(peopled, client, "marat")
    before = soup_of(marat.get("/board?ui=ru"))
    forms = [str(form["action"]) for form in before.select("form[action^='/board/duties/']")]
    assert forms, before.text
    refused = marat.post(forms[0], by=" ")
    assert refused.status_code == 422
    assert "Запись не принята" in refused.text
    done = marat.post(forms[0], by="письмо № 12")
    assert done.status_code == 303
    after = soup_of(marat.get(done.headers["location"]))
    assert "Исполнение записано" in one(after, ".success").text
    assert forms[0] not in str(after)
    saule = visitor(peopled, client, "saule")
    assert saule.post(forms[0], by="письмо").status_code in (403, 404)


# --- one update, from the flag to the end -----------------------------------------------------


def test_the_difference_stands_side_by_side_or_in_one(peopled: Bilim, client: TestClient) -> None:
    marat = visitor(peopled, client, "marat")
    number = number_of(peopled, PASSPORT)
    beside = soup_of(marat.get(f"/updates/{number}?ui=ru"))
    assert [h.text for h in beside.select("section > h3")][:2] == ["Русский", "Казахский"]
    assert len(beside.select(".sides")) == 6
    for pair in beside.select(".sides"):
        old, new = pair.select(".side")
        assert old.select("del") or new.select("ins")
        assert not old.select("ins") and not new.select("del")
    in_line = soup_of(marat.get(f"/updates/{number}?ui=ru&view=line"))
    assert not in_line.select(".sides")
    assert len(in_line.select(".difference .side")) == 6
    assert in_line.select(".side ins") and in_line.select(".side del")
    assert len(beside.select("ol.history li")) == 2


def test_both_sides_are_escaped_and_lose_no_word() -> None:
    old, new = both_sides("a <b> 5 дней", "a <b> 3 дня\nи всё")
    assert "&lt;b&gt;" in old and "<b>" not in old
    assert BeautifulSoup(old, "lxml").text == "a <b> 5 дней"
    assert BeautifulSoup(new.replace("<br>\n", "\n"), "lxml").text == "a <b> 3 дня\nи всё"
    assert both_sides(None, "новое") == ("", "<ins>новое</ins>")


@pytest.mark.parametrize(
    ("left", "overdue", "said"),
    [
        (3, False, "осталось рабочих дней: 3"),
        (0, False, "последний день – сегодня"),
        (-2, True, "срок истёк, рабочих дней: 2"),
        (0, True, "срок истёк"),
        (None, False, ""),
    ],
)
def test_what_is_left_is_said_in_words(left: int | None, overdue: bool, said: str) -> None:
    assert days_left(left, Words("ru"), overdue=overdue) == said


def assigned(bilim: Bilim, client: TestClient) -> tuple[int, Visitor]:
    number = number_of(bilim, PASSPORT)
    editor = visitor(bilim, client, "editor")
    page = soup_of(editor.get(f"/updates/{number}?ui=ru"))
    assert [str(o["value"]) for o in page.select("datalist option")] == ["Марат"]
    answer = editor.post(f"/updates/{number}", to="assigned", assignee="Марат")
    assert answer.status_code == 303
    return number, visitor(bilim, client, "marat")


def test_from_the_flag_to_acceptance_on_pages(peopled: Bilim, client: TestClient) -> None:
    number, marat = assigned(peopled, client)
    address = f"/updates/{number}"
    page = soup_of(marat.get(f"{address}?ui=ru"))
    assert "поручено" in one(page, ".state").text
    assert {str(f["id"]) for f in page.select("form.action")} == {"to-submitted", "to-not_affected"}
    empty = marat.post(address, to="submitted", text_kk="", text_ru=" ")
    assert empty.status_code == 422
    assert "Заполнено не всё" in empty.text
    assert marat.post(address, to="submitted", text_ru="Бесплатно.").status_code == 303
    assert "На проверке у редактора: 1" in soup_of(marat.get("/board")).text

    editor = visitor(peopled, client, "editor")
    queue = soup_of(editor.get("/queue?ui=ru"))
    assert one(queue, "#queue-submitted").text == "Принять: 1"
    assert "Агентство пчеловодства" in queue.text
    page = soup_of(editor.get(address))
    assert "Бесплатно." in one(page, ".handed-in").text
    assert editor.post(address, to="returned").status_code == 422
    kept = editor.post(address, to="returned", reason="Добавьте казахский текст.")
    assert kept.status_code == 303

    marat = visitor(peopled, client, "marat")
    page = soup_of(marat.get(address))
    assert "Добавьте казахский текст." in one(page, ".history-note").text
    assert one(page, "textarea[name=text_ru]").text.strip() == "Бесплатно."
    marat.post(address, to="submitted", text_ru="Бесплатно.", text_kk="Тегін.")
    editor = visitor(peopled, client, "editor")
    assert editor.post(address, to="accepted").status_code == 303
    assert "Принятые, закрыть: 1" in soup_of(editor.get("/queue")).text
    assert editor.post(address, to="closed").status_code == 303
    marat = visitor(peopled, client, "marat")
    board = soup_of(marat.get("/board"))
    assert "Завершённые: 1" in board.text
    assert not board.select(".due-card")
    assert "актуальна" in one(board, "tbody").text


def test_not_affected_needs_a_reason_and_a_second_person(
    peopled: Bilim, client: TestClient
) -> None:
    number = number_of(peopled, PASSPORT)
    address = f"/updates/{number}"
    editor = visitor(peopled, client, "editor")
    assert editor.post(address, to="not_affected", reason=" ").status_code == 422
    assert (
        editor.post(address, to="not_affected", reason="Изменён только шрифт.").status_code == 303
    )
    own = soup_of(editor.get(f"{address}?ui=ru"))
    assert "Это проверяет другой человек" in own.text
    assert not own.select("#to-closed")
    refused = editor.post(address, to="closed")
    assert refused.status_code == 403
    assert "Нужен второй человек" in refused.text
    second = visitor(peopled, client, "second")
    assert "Подтвердить «не затрагивает»: 1" in soup_of(second.get("/queue")).text
    assert "Подтвердить: не затрагивает" in one(soup_of(second.get(address)), "#to-closed").text
    assert second.post(address, to="closed").status_code == 303


def test_a_form_without_the_pages_token_changes_nothing(peopled: Bilim, client: TestClient) -> None:
    marat = visitor(peopled, client, "marat")
    number = number_of(peopled, PASSPORT)
    stranger = Visitor(marat.client, "something else")
    assert stranger.post(f"/updates/{number}", to="not_affected", reason="Нет").status_code == 403
    assert peopled.updates.one(LOCAL_ADMINISTRATOR, number).state == "flagged"


# --- handing in a form ------------------------------------------------------------------------


PASSPORT_ACT = (
    "Приказ Министра сельского хозяйства Республики Казахстан от 11 марта 2022 года № 74 "
    "«Об утверждении Правил оказания государственной услуги «Выдача паспорта пасеки»"
)


def passport_form(name: str = "Выдача паспорта пасеки", act: str = PASSPORT_ACT) -> bytes:
    """The example of a form with one row, about another service."""
    book = openpyxl.load_workbook(EXAMPLES / "forms" / "annex1-school-services.xlsx")
    sheet = book.active
    assert sheet is not None
    sheet["C7"], sheet["D7"] = name, act
    sheet.delete_rows(8)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def rows_in(bilim: Bilim) -> int:
    return bilim.status().submissions


def test_an_annex_1_form_is_handed_in_with_its_row(peopled: Bilim, client: TestClient) -> None:
    number, marat = assigned(peopled, client)
    sent = {"file": ("форма.xlsx", passport_form())}
    before = rows_in(peopled)
    assert marat.post(f"/updates/{number}", files=sent, to="submitted").status_code == 303
    view = peopled.updates.one(LOCAL_ADMINISTRATOR, number)
    assert (view.state, rows_in(peopled) - before) == ("submitted", 1)
    assert view.submission is not None
    assert view.submission["service_name"] == "Выдача паспорта пасеки"
    page = soup_of(marat.get(f"/updates/{number}?ui=ru"))
    assert f"Строка формы приложения 1 № {view.submission_id}" in page.text


def test_a_form_about_something_else_leaves_nothing_behind(
    peopled: Bilim, client: TestClient
) -> None:
    number, marat = assigned(peopled, client)
    sent = {
        "file": (
            "форма.xlsx",
            passport_form("Полёты на воздушном шаре", "Приказ от 1 февраля 2020 года № 5"),
        )
    }
    before = rows_in(peopled)
    answer = marat.post(f"/updates/{number}", files=sent, to="submitted")
    assert answer.status_code == 422
    assert "В форме нет строки об этой услуге" in answer.text
    assert rows_in(peopled) == before
    assert peopled.updates.one(LOCAL_ADMINISTRATOR, number).state == "assigned"
    with pytest.raises(NotAllowedError):
        qa = peopled.accounts.one(LOCAL_ADMINISTRATOR, "qa").actor()
        peopled.board.hand_in_form(qa, number, passport_form(), "форма.xlsx")
    assert rows_in(peopled) == before


# --- drafts from amending orders --------------------------------------------------------------


def test_a_draft_waits_in_the_queue_and_is_decided_on(peopled: Bilim, client: TestClient) -> None:
    from ingest.header import ActFacts

    from .test_previews import amending_order

    facts = ActFacts(language="ru", edition_date=dt.date(2026, 11, 3))
    peopled.load_upload(LOCAL_ADMINISTRATOR, amending_order(), "order.md", facts)
    (draft,) = peopled.amending.drafts()
    editor = visitor(peopled, client, "editor")
    queue = soup_of(editor.get("/queue?ui=ru"))
    assert one(queue, "#queue-drafts").text == "Проекты редакций: 1"
    assert "применено 1 из 2" in queue.text
    page = soup_of(editor.get(f"/drafts/{draft.id}?ui=ru"))
    assert page.select(".difference del")
    assert "para 99" in one(page, "#not-applied ~ ul").text
    marat = visitor(peopled, client, "marat")
    assert not soup_of(marat.get(f"/drafts/{draft.id}")).select("form[action^='/drafts/']")
    assert marat.post(f"/drafts/{draft.id}/accept").status_code == 403
    editor = visitor(peopled, client, "editor")
    assert editor.post(f"/drafts/{draft.id}/reject", reason=" ").status_code == 422
    done = editor.post(f"/drafts/{draft.id}/reject", reason="Ждём официальный текст.")
    assert done.status_code == 303
    after = soup_of(editor.get(done.headers["location"]))
    assert "отклонён" in one(after, ".success").text
    assert editor.post(f"/drafts/{draft.id}/accept").status_code == 409
    assert not soup_of(editor.get("/queue")).select("#queue-drafts")


def test_findings_are_shown_with_their_quotations(peopled: Bilim, client: TestClient) -> None:
    marat = visitor(peopled, client, "marat")
    assert "Найдено в последних редакциях" in soup_of(marat.get("/findings?ui=ru")).text
    assert marat.get("/findings?act=7/1999-01-01").status_code == 404

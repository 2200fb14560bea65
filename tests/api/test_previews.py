"""An upload shows what it would change and flag before it is confirmed; until then, nothing is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select
from starlette.testclient import TestClient

from api.service import Bilim
from api.use_cases.waiting_uploads import KEPT_FOR, UploadGoneError, WaitingUploads
from ingest.header import ActFacts
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Actor, NotAllowedError, Role
from knowledge.acts import ActKind, Registration
from knowledge.errors import EditionConflictError
from knowledge.store.database import Database
from knowledge.store.schema import Base

from ..conftest import EXAMPLES
from .conftest import client_of
from .test_board import passport_form
from .test_http_feeding import ACT, FIELDS

PASSPORT = "order-74-2022-03-11"
FORM = "Электронная (частично автоматизированная) и (или) бумажная"
FACTS = ActFacts(
    kind=ActKind.ORDER,
    issuer="Министра сельского хозяйства Республики Казахстан",
    date=dt.date(2022, 3, 11),
    number="74",
    language="ru",
    edition_date=dt.date(2026, 2, 2),
)


def counted(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def next_edition() -> bytes:
    """The passport's edition of 2025 with one row of the standard changed."""
    text = (EXAMPLES / "acts" / "beekeeper-passport" / "rus.2025-04-01.md").read_text("utf-8")
    assert FORM in text
    return text.replace(FORM, "Электронная").encode()


def amending_order() -> bytes:
    return """\
# О внесении изменений в приказ Министра сельского хозяйства Республики Казахстан \
от 11 марта 2022 года № 74 «Об утверждении Правил оказания государственной услуги \
«Выдача паспорта пасеки»

Приказ Министра сельского хозяйства Республики Казахстан от 3 ноября 2026 года № 400. \
Зарегистрирован в Министерстве юстиции Республики Казахстан 5 ноября 2026 года № 90400

ПРИКАЗЫВАЮ:

1. Внести в приказ Министра сельского хозяйства Республики Казахстан от 11 марта 2022 года № 74 \
«Об утверждении Правил оказания государственной услуги «Выдача паспорта пасеки» следующие \
изменения:

в Правилах оказания государственной услуги «Выдача паспорта пасеки», утвержденных указанным \
приказом:

пункт 1 изложить в следующей редакции:

«1. Настоящие Правила определяют порядок выдачи паспорта пасеки.»;

пункт 99 исключить.

2. Настоящий приказ вводится в действие с 1 января 2027 года.
""".encode()


@pytest.fixture
def feeding(bilim_to_feed: Bilim) -> Iterator[TestClient]:
    with client_of(bilim_to_feed) as opened:
        yield opened


# --- the use case -----------------------------------------------------------------------------


def test_a_new_edition_is_shown_with_its_changes_and_flags_and_leaves_nothing(
    bilim_to_feed: Bilim,
) -> None:
    database = bilim_to_feed.wiring.database
    before = counted(database)
    shown = bilim_to_feed.previews.of_upload(
        LOCAL_ADMINISTRATOR, next_edition(), "rus.2026-02-02.md", FACTS
    )
    (edition,) = shown.editions
    assert (edition.status, edition.date) == ("new_edition", dt.date(2026, 2, 2))
    assert edition.changes is not None
    assert edition.changes.old_edition == dt.date(2025, 4, 1)
    assert [change.eid for change in edition.changes.changes] == ["annex_2__row_4"]
    (flag,) = shown.flagged
    assert flag.act_id == PASSPORT
    assert (flag.added, flag.joins) == (("annex_2__row_4",), True)
    assert "annex_2__row_6" in flag.changed
    assert shown.brings_news
    assert counted(database) == before
    loaded = bilim_to_feed.load_upload(
        LOCAL_ADMINISTRATOR, next_edition(), "rus.2026-02-02.md", FACTS
    )
    assert [e.updates for e in loaded.editions] == [(flag.id,)], "the load does what was shown"


def test_what_the_base_holds_already_brings_no_news(bilim_to_feed: Bilim) -> None:
    known = (EXAMPLES / "acts" / "beekeeper-passport" / "rus.2025-04-01.md").read_bytes()
    shown = bilim_to_feed.previews.of_upload(LOCAL_ADMINISTRATOR, known, "rus.2025-04-01.md")
    assert not shown.brings_news
    assert shown.flagged == ()
    assert [edition.status for edition in shown.editions] == ["unchanged"]


def test_an_amending_order_is_shown_with_its_draft(bilim_to_feed: Bilim) -> None:
    before = counted(bilim_to_feed.wiring.database)
    facts = ActFacts(language="ru", edition_date=dt.date(2026, 11, 3))
    shown = bilim_to_feed.previews.of_upload(
        LOCAL_ADMINISTRATOR, amending_order(), "order.md", facts
    )
    (draft,) = shown.drafts
    assert (draft.act_id, draft.language) == (PASSPORT, "ru")
    assert draft.applied == 1
    assert [one.provision for one in draft.not_applied] == ["para 99"]
    assert [d.kind for d in draft.differences] == ["amended"]
    assert {"Выдача паспорта пасеки"} <= {names["ru"] for names in draft.services}
    assert counted(bilim_to_feed.wiring.database) == before


def test_a_preview_is_refused_as_the_load_would_be(bilim_to_feed: Bilim) -> None:
    operator = Actor("оператор", frozenset({Role.OPERATOR}), 8)
    stranger = Actor("Сәуле", frozenset({Role.RESPONSIBLE}), 9, body_id=77)
    for who in (operator, stranger):
        with pytest.raises(NotAllowedError):
            bilim_to_feed.previews.of_upload(who, next_edition(), "act.md", FACTS)
    clash = ActFacts(
        kind=FACTS.kind, issuer=FACTS.issuer, date=FACTS.date, number="74", language="ru",
        edition_date=dt.date(2025, 4, 1),
    )  # fmt: skip
    with pytest.raises(EditionConflictError):
        bilim_to_feed.previews.of_upload(LOCAL_ADMINISTRATOR, next_edition(), "act.md", clash)


# --- the pages --------------------------------------------------------------------------------


def sent(client: TestClient, data: bytes, name: str = "act.md", **fields: str) -> BeautifulSoup:
    answer = client.post("/load?ui=ru", files={"file": (name, data)}, data=fields)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def ticket_of(soup: BeautifulSoup) -> str:
    found = soup.select_one("form#confirm input[name=ticket]")
    assert found is not None, soup.text
    return str(found["value"])


def waiting(bilim: Bilim) -> list[Path]:
    return sorted((bilim.wiring.settings.home / "uploads").glob("*"))


def test_nothing_is_stored_until_it_is_confirmed(bilim_to_feed: Bilim, feeding: TestClient) -> None:
    acts = len(bilim_to_feed.acts())
    soup = sent(feeding, ACT.encode(), **FIELDS)
    assert "Пока ничего не сохранено" in soup.text
    assert "новый акт" in soup.text
    assert len(bilim_to_feed.acts()) == acts
    ticket = ticket_of(soup)
    done = feeding.post("/load/confirm?ui=ru", data={"ticket": ticket})
    assert done.status_code == 201
    assert "новый акт" in done.text
    assert len(bilim_to_feed.acts()) == acts + 1
    assert waiting(bilim_to_feed) == []
    again = feeding.post("/load/confirm?ui=ru", data={"ticket": ticket})
    assert again.status_code == 404
    assert "Загрузка больше не ждёт" in again.text
    known = sent(feeding, ACT.encode(), **FIELDS)
    assert not known.select("#confirm")
    assert "ничего не изменилось" in known.text


def test_a_changed_row_is_shown_word_by_word_with_the_service_to_update(
    feeding: TestClient,
) -> None:
    soup = sent(feeding, next_edition(), "rus.2026-02-02.md", edition_date="2026-02-02",
                language="ru")  # fmt: skip
    assert "Статьи, которые придётся обновить: 1" in soup.text
    assert "Выдача паспорта пасеки" in soup.select_one(".due-card").text  # type: ignore[union-attr]
    assert [s.text for s in soup.select(".preview-text summary")] == [
        "приложение 2, строка 4: изменено"
    ]
    assert soup.select(".preview-text del")


def test_cancelled_is_forgotten(bilim_to_feed: Bilim, feeding: TestClient) -> None:
    ticket = ticket_of(sent(feeding, ACT.encode(), **FIELDS))
    assert len(waiting(bilim_to_feed)) == 2
    answer = feeding.post(
        "/load/confirm", data={"ticket": ticket, "answer": "cancel"}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert waiting(bilim_to_feed) == []


def test_a_form_shows_its_rows(bilim_to_feed: Bilim, feeding: TestClient) -> None:
    before = bilim_to_feed.status().submissions
    soup = sent(feeding, passport_form(), "form.xlsx")
    assert "Строк формы приложения 1: 1" in soup.text
    assert "услуга есть в базе" in soup.text
    assert bilim_to_feed.status().submissions == before
    feeding.post("/load/confirm", data={"ticket": ticket_of(soup)})
    assert bilim_to_feed.status().submissions == before + 1


# --- what waits -------------------------------------------------------------------------------

MARAT = Actor("Марат", frozenset({Role.RESPONSIBLE}), 3, body_id=1)


class Clock:
    def __init__(self) -> None:
        self.now = dt.datetime.now(dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


def test_only_its_sender_gets_an_upload_back_and_only_for_an_hour(tmp_path: Path) -> None:
    clock = Clock()
    uploads = WaitingUploads(tmp_path / "uploads", 1000, clock)
    facts = ActFacts(number="7", date=dt.date(2020, 1, 2), registration=Registration("9"))
    ticket = uploads.keep(MARAT, b"act", "act.md", facts, replace=True)
    upload, data = uploads.get(MARAT, ticket)
    assert (data, upload.name, upload.facts, upload.replace) == (b"act", "act.md", facts, True)
    for who, what in ((LOCAL_ADMINISTRATOR, ticket), (MARAT, "../store"), (MARAT, "A" * 43)):
        with pytest.raises(UploadGoneError):
            uploads.get(who, what)
    clock.now += KEPT_FOR + dt.timedelta(seconds=1)
    with pytest.raises(UploadGoneError):
        uploads.get(MARAT, ticket)
    uploads.keep(MARAT, b"next", "act.md", facts, replace=False)
    assert not (tmp_path / "uploads" / f"{ticket}.bytes").exists(), "what ran out was thrown away"


def test_the_oldest_make_room(tmp_path: Path) -> None:
    import os

    uploads = WaitingUploads(tmp_path, 10)
    first = uploads.keep(MARAT, b"12345", "a", ActFacts(), replace=False)
    old = dt.datetime.now(dt.UTC).timestamp() - 60
    os.utime(tmp_path / f"{first}.bytes", (old, old))
    second = uploads.keep(MARAT, b"12345", "b", ActFacts(), replace=False)
    third = uploads.keep(MARAT, b"12345", "c", ActFacts(), replace=False)
    with pytest.raises(UploadGoneError):
        uploads.get(MARAT, first)
    assert uploads.get(MARAT, second)[0].name == "b"
    assert uploads.get(MARAT, third)[0].name == "c"


def test_bytes_that_were_tampered_with_are_not_loaded(tmp_path: Path) -> None:
    uploads = WaitingUploads(tmp_path, 1000)
    ticket = uploads.keep(MARAT, b"act", "act.md", ActFacts(), replace=False)
    (tmp_path / f"{ticket}.bytes").write_bytes(b"other")
    with pytest.raises(UploadGoneError):
        uploads.get(MARAT, ticket)

"""The board in a real Chromium: an update handed in by keyboard alone, and no barrier for anybody.

Signed in as people are, with the cookie and the form token of a session.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.service import Bilim
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR

from ..conftest import open_bilim
from .board_people import PASSPORT, PASSWORD, with_people
from .chromium import chromium_path, launched
from .conftest import running_server
from .test_browser import NARROW, VIEWS, WIDE, barriers, new_context

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        chromium_path() is None and "browser" not in os.environ.get("BILIM_TEST_REQUIRE", ""),
        reason="no chromium: apt-get install -y chromium",
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


@pytest.fixture(scope="module")
def peopled(
    bilim: Bilim, loaded_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bilim]:
    home = tmp_path_factory.mktemp("board") / "home"
    shutil.copytree(loaded_home, home)
    opened = open_bilim(home)
    opened.wiring.encoder = bilim.wiring.encoder
    yield with_people(opened)
    opened.wiring.close()


@pytest.fixture(scope="module")
def address(peopled: Bilim) -> Iterator[str]:
    with running_server(peopled) as running:
        yield running


def sign_in(page: Page, bilim: Bilim, address: str, login: str) -> Page:
    begun = bilim.sign_in.sign_in(login, PASSWORD, address="127.0.0.1")
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "bilim_session", "value": begun.token, "url": address}])
    return page


def number_of(bilim: Bilim) -> int:
    updates = bilim.updates.all(LOCAL_ADMINISTRATOR)
    return next(update.id for update in updates if update.act_id == PASSPORT)


@pytest.mark.parametrize(("ui", "size", "scheme"), VIEWS)
def test_no_barrier_on_board_queue_and_update(
    browser: Browser, peopled: Bilim, address: str, ui: str, size: tuple[int, int], scheme: str
) -> None:
    context = new_context(browser, size, scheme=scheme)
    page = sign_in(context.new_page(), peopled, address, "editor")
    update = f"/updates/{number_of(peopled)}"
    for path in ("/board?body=ashm", "/queue", update, f"{update}?view=line", "/findings"):
        mark = "&" if "?" in path else "?"
        page.goto(f"{address}{path}{mark}ui={ui}")
        assert page.locator("h1").count() == 1, path
        for summary in page.locator("details:not([open]) > summary").all():
            summary.click()
        assert barriers(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()


def test_on_a_wide_screen_old_and_new_stand_side_by_side(
    browser: Browser, peopled: Bilim, address: str
) -> None:
    for size, beside in ((WIDE, True), (NARROW, False)):
        context = new_context(browser, size)
        page = sign_in(context.new_page(), peopled, address, "editor")
        page.goto(f"{address}/updates/{number_of(peopled)}")
        old, new = (page.locator(".sides").first.locator("> div").nth(n) for n in (0, 1))
        old_box, new_box = old.bounding_box(), new.bounding_box()
        assert old_box and new_box
        assert (old_box["y"] == new_box["y"]) is beside
        context.close()


def test_an_update_is_handed_in_and_accepted_by_keyboard_alone(
    browser: Browser, peopled: Bilim, address: str
) -> None:
    number = number_of(peopled)
    context = new_context(browser)
    page = sign_in(context.new_page(), peopled, address, "editor")
    page.goto(f"{address}/updates/{number}?ui=kk")
    page.locator("#assignee").focus()
    page.keyboard.type("Марат")
    press(page, "Enter")
    expect(page.locator(".success")).to_contain_text("тапсырылды")

    sign_in(page, peopled, address, "marat")
    page.goto(f"{address}/board?ui=kk")
    page.locator(".due-card a.primary").first.focus()
    press(page, "Enter")
    page.locator("#text-kk").focus()
    page.keyboard.type("Тегін.")
    page.keyboard.press("Tab")
    expect(page.locator("#text-ru")).to_be_focused()
    page.keyboard.type("Бесплатно.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#to-submitted button")).to_be_focused()
    press(page, "Enter")
    expect(page.locator(".success")).to_contain_text("ұсынылды")

    sign_in(page, peopled, address, "second")
    page.goto(f"{address}/queue?ui=ru")
    expect(page.locator("#queue-submitted")).to_have_text("Принять: 1")
    page.locator("#queue-submitted + ol a.primary").focus()
    press(page, "Enter")
    expect(page.locator(".handed-in").first).to_contain_text("Тегін.")
    page.locator("#to-accepted button").focus()
    press(page, "Enter")
    expect(page.locator(".success")).to_contain_text("принято")
    context.close()


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)

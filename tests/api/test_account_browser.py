"""Signing in and the pages of accounts in a real Chromium: by keyboard, and for all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from api.service import Bilim
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Role

from ..conftest import open_bilim
from .accounts import PASSWORD, add
from .chromium import chromium_path, launched
from .conftest import running_server

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


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Bilim]:
    bilim = open_bilim(tmp_path / "home")
    yield bilim
    bilim.sign_in.close()
    bilim.wiring.close()


@pytest.fixture
def address(base: Bilim) -> Iterator[str]:
    with running_server(base) as running:
        yield running


def new_page(browser: Browser, scheme: str = "light", language: str = "ru-RU") -> Page:
    context = browser.new_context(
        locale=language, color_scheme="dark" if scheme == "dark" else "light"
    )
    context.set_default_timeout(15_000)
    return context.new_page()


def type_credentials(page: Page, password: str) -> None:
    expect(page.locator("#login")).to_be_focused()
    page.keyboard.type("admin")
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def expect_for_all(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def test_from_the_open_machine_to_the_first_sign_in_by_keyboard(
    browser: Browser, base: Bilim, address: str
) -> None:
    page = new_page(browser)
    page.goto(address)
    expect(page.locator(".open-notice")).to_contain_text("Учётных записей ещё нет")
    page.locator(".open-notice a").press("Enter")
    page.locator("#login").fill("admin")
    page.locator("#password").fill(PASSWORD)
    page.locator("#password").press("Enter")

    page.wait_for_url("**/sign-in?next=*")
    type_credentials(page, PASSWORD)
    page.wait_for_url("**/accounts?done=admin")
    expect(page.locator(".who")).to_contain_text("admin")
    expect(page.locator(".open-notice")).to_have_count(0)
    assert base.accounts.administrator_exists()


def test_a_wrong_password_is_told_and_signing_out_works(
    browser: Browser, base: Bilim, address: str
) -> None:
    add(base, "admin", Role.ADMINISTRATOR)
    page = new_page(browser)
    page.goto(f"{address}/acts")
    type_credentials(page, "wrong-wrong-wrong")
    expect(page.locator("#alarm")).to_contain_text("Войти не удалось")
    expect(page.locator("#password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/acts")
    cookies = {cookie.get("name"): cookie for cookie in page.context.cookies()}
    session = cookies["bilim_session"]
    assert session.get("httpOnly") is True
    assert session.get("sameSite") == "Lax"
    assert page.evaluate("document.cookie").count("bilim_session") == 0
    page.locator(".who button").press("Enter")
    page.wait_for_url("**/sign-in")
    page.goto(f"{address}/acts")
    expect(page.locator("#login")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["kk-KZ", "ru-RU"])
def test_every_page_is_for_all(
    browser: Browser, base: Bilim, address: str, scheme: str, language: str
) -> None:
    page = new_page(browser, scheme, language)
    page.goto(f"{address}/accounts")
    expect_for_all(page)
    base.registers.add_body(LOCAL_ADMINISTRATOR, "minjust", "Әділет министрлігі", "Минюст")
    add(base, "admin", Role.ADMINISTRATOR)
    add(base, "person", Role.RESPONSIBLE, body="minjust")
    page.goto(f"{address}/account")
    expect_for_all(page)
    type_credentials(page, "wrong-wrong-wrong")
    expect(page.locator("#alarm")).to_be_visible()
    expect_for_all(page)
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account")
    page.locator("#name").fill("report")
    page.locator("#name").press("Enter")
    expect(page.locator("#done code")).to_contain_text("bilim_")
    expect_for_all(page)
    for path in ("/accounts", "/accounts/person", "/audit"):
        page.goto(address + path)
        expect_for_all(page)
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        page.set_viewport_size({"width": 1280, "height": 860})

"""The operator's page in a real Chromium: by keyboard alone, in both languages, and for all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from api.service import Bilim

from .chromium import chromium_path, launched
from .conftest import running_server
from .test_http_feeding import ACT, broken_form

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        chromium_path() is None and "browser" not in os.environ.get("BILIM_TEST_REQUIRE", ""),
        reason="no chromium: apt-get install -y chromium",
    ),
]

ARTICLE = "order-917-nq-2023-09-14/chp_3__para_13"
RUSSIAN = "на сколько лет дают паспорт пасеки"
KAZAKH = "омарта паспорты неше жылға беріледі"
NO_ANSWER = "виза в Японию для собаки"
WIDE, NARROW = (1280, 860), (390, 844)
EDITABLE_ACT = ACT.replace("№ 77", "№ 78").replace("90077", "90078")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


@pytest.fixture(scope="module")
def address(bilim: Bilim) -> Iterator[str]:
    with running_server(bilim) as running:
        yield running


@pytest.fixture
def feeding_address(bilim_to_feed: Bilim) -> Iterator[str]:
    with running_server(bilim_to_feed) as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = new_context(browser)
    yield opened
    opened.close()


def new_context(
    browser: Browser,
    size: tuple[int, int] = WIDE,
    *,
    scheme: str = "light",
    javascript: bool = True,
) -> BrowserContext:
    opened = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="ru-RU",
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=javascript,
    )
    opened.set_default_timeout(15_000)
    return opened


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def expect_article_with(page: Page, sentence: str) -> None:
    """That the pane holds a key sentence, which may run over lines and be cut with «…»."""
    start = sentence.removesuffix("…").strip()[:60]
    expect(page.locator("#article .words", has_text=start)).to_have_count(1)


def ask(page: Page, words: str) -> None:
    """Ask as an operator does: the box has the focus, so just type and press Enter."""
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#answers")).to_be_visible()
    expect(page.locator("#q")).to_be_focused()


# --- by keyboard alone ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ui", "words", "cited"), [("ru", RUSSIAN, "Приказ № 74"), ("kk", KAZAKH, "№ 74 бұйрық")]
)
def test_from_question_to_article_by_keyboard_alone(
    page: Page, address: str, ui: str, words: str, cited: str
) -> None:
    page.goto(f"{address}/?ui={ui}")
    ask(page, words)

    expect(page.locator(".result").first.locator("cite")).to_contain_text(cited)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator(".result .key a").nth(1)
    expect(second).to_be_focused()
    sentence = second.inner_text()
    page.keyboard.press("Enter")

    expect(page.locator("#article-heading")).to_be_focused()
    expect_article_with(page, sentence)
    expect(page.locator(".result.is-open")).to_have_count(1)
    assert "article=" in page.url
    page.keyboard.press("Escape")
    expect(second).to_be_focused()


def test_j_and_k_move_and_the_top_leads_back_to_the_box(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={RUSSIAN}")
    links = page.locator(".result .key a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#q")).to_be_focused()
    assert page.locator("#q").input_value() == RUSSIAN


def test_keys_work_on_a_kazakh_layout_by_their_place(page: Page, address: str) -> None:
    """There the key of «j» says «о», and that of «2» says «ә»."""
    page.goto(f"{address}/?q={KAZAKH}")
    links = page.locator(".result .key a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    press = """([key, code]) => document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", {key, code, bubbles: true, cancelable: true}))"""
    page.evaluate(press, ["о", "KeyJ"])
    expect(links.nth(1)).to_be_focused()
    sentence = links.nth(2).inner_text()
    page.evaluate(press, ["і", "Digit3"])
    expect(page.locator("#article-heading")).to_be_focused()
    expect_article_with(page, sentence)


def test_a_digit_opens_the_nth_answer(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={RUSSIAN}")
    third = page.locator(".result .key a").nth(2)
    sentence = third.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("3")

    expect(page.locator("#article-heading")).to_be_focused()
    expect_article_with(page, sentence)
    expect(third).to_have_attribute("aria-current", "true")


def test_in_the_box_every_key_is_a_letter(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={RUSSIAN}")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("58/2020 jkc")

    assert page.locator("#q").input_value() == "58/2020 jkc"


def test_the_next_question_replaces_the_last_one(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={RUSSIAN}")
    ask(page, KAZAKH)

    assert page.locator("#q").input_value() == KAZAKH


def test_slash_leads_to_the_box_and_escape_clears_it(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={RUSSIAN}")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    assert page.locator("#q").input_value() == RUSSIAN
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_be_focused()
    assert page.locator("#q").input_value() == ""


def test_enter_on_an_answered_question_reads_the_first_answer(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={RUSSIAN}")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#article-heading")).to_be_focused()


def test_c_copies_the_citation(context: BrowserContext, page: Page, address: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page.goto(f"{address}/?q={RUSSIAN}")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")

    expect(page.locator("#said")).to_have_text("Скопировано")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".result cite").first.inner_text()


def test_the_number_of_answers_is_spoken(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={RUSSIAN}")

    expect(page.locator("#said")).to_contain_text("Ответов:")


def test_back_shows_the_article_before(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={RUSSIAN}")
    first = page.locator("#article-heading").inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("2")
    expect(page.locator("#article-heading")).not_to_have_text(first)
    page.go_back()

    expect(page.locator("#article-heading")).to_have_text(first)


def test_an_earlier_version_opens_beside(page: Page, address: str) -> None:
    page.goto(f"{address}/?q=читательский+билет&article={ARTICLE}&as_of=2026-01-01")
    now = page.locator("#article .text-ru .words").inner_text()
    page.locator("#article .versions summary").press("Enter")
    page.locator("#article .versions a").last.press("Enter")

    expect(page.locator("#article .text-ru .words")).not_to_have_text(now)
    expect(page.locator("#article-heading")).to_be_focused()
    assert "day=" in page.url


# --- languages, honesty, loading --------------------------------------------------------------


def test_switching_the_language_keeps_the_question(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={RUSSIAN}")
    assert page.locator("html").get_attribute("lang") == "ru"
    page.locator(".tongues a[lang=kk]").press("Enter")

    expect(page.locator("html")).to_have_attribute("lang", "kk")
    expect(page.locator("#q")).to_have_value(RUSSIAN)
    page.goto(f"{address}/acts")
    expect(page.locator("h1")).to_have_text("Базадағы актілер")


@pytest.mark.parametrize(
    ("ui", "said", "near"),
    [
        ("ru", "В базе нет ответа", "Ближайшие тексты (не ответ)"),
        ("kk", "Базада жауап жоқ", "Ең жақын мәтіндер (жауап емес)"),
    ],
)
def test_where_the_base_has_no_answer_it_says_so(
    page: Page, address: str, ui: str, said: str, near: str
) -> None:
    page.goto(f"{address}/?ui={ui}")
    ask(page, NO_ANSWER)

    expect(page.locator(".none h2")).to_have_text(said)
    expect(page.locator(".nearest")).to_have_text(near)
    large = page.locator(".none h2").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    small = page.locator(".key").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert small < large


def test_on_a_narrow_screen_the_languages_are_tabs(browser: Browser, address: str) -> None:
    context = new_context(browser, NARROW)
    page = context.new_page()
    page.goto(f"{address}/articles/{ARTICLE}?ui=ru")
    expect(page.locator(".text-ru")).to_be_visible()
    expect(page.locator(".text-kk")).to_be_hidden()
    page.locator("#tab-ru").press("ArrowLeft")

    expect(page.locator(".text-kk")).to_be_visible()
    expect(page.locator(".text-ru")).to_be_hidden()
    context.close()


def test_on_a_wide_screen_they_stand_side_by_side(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={RUSSIAN}")
    kazakh = page.locator("#article .text-kk").bounding_box()
    russian = page.locator("#article .text-ru").bounding_box()

    assert kazakh and russian
    assert kazakh["y"] == russian["y"]
    assert kazakh["x"] + kazakh["width"] <= russian["x"]


def test_everything_works_without_javascript(browser: Browser, address: str) -> None:
    context = new_context(browser, javascript=False)
    page = context.new_page()
    page.goto(address)
    page.locator("#q").fill(RUSSIAN)
    page.locator("#q").press("Enter")
    second = page.locator(".result .key a").nth(1)
    sentence = second.inner_text()
    second.click()

    expect_article_with(page, sentence)
    expect(page.locator("#article .versions a").first).to_be_attached()
    expect(page.locator("button.copy").first).to_be_hidden()
    context.close()


@pytest.mark.parametrize(
    ("ui", "said"),
    [("ru", "Файл такого формата не принимается"), ("kk", "Файлдың бұл пішімі қабылданбайды")],
)
def test_a_picture_named_pdf_gets_a_clear_message(
    page: Page, address: str, tmp_path: Path, ui: str, said: str
) -> None:
    picture = tmp_path / "приказ.pdf"
    picture.write_bytes(b"\xff\xd8\xff\xe0" + bytes(400))
    send(page, f"{address}/load?ui={ui}", picture)

    expect(page.locator("[role=alert] h2")).to_have_text(said)
    expect(page.locator("[role=alert]")).to_be_focused()
    expect(page.locator(".notice").first).to_contain_text("приказ.pdf")


def test_a_loaded_act_can_be_asked_about_at_once(
    page: Page, feeding_address: str, tmp_path: Path
) -> None:
    act = tmp_path / "rus.2025-03-01.md"
    act.write_text(EDITABLE_ACT, encoding="utf-8")
    send(page, f"{feeding_address}/load?ui=ru", act)
    expect(page.locator("#done")).to_be_focused()
    with page.expect_navigation():
        page.locator("#confirm button[value=load]").press("Enter")
    expect(page.locator(".success")).to_contain_text("новый акт")
    page.goto(feeding_address)
    ask(page, "сколько действует удостоверение садовода")

    expect(page.locator(".result cite").first).to_contain_text("№ 78")


def test_a_file_over_the_limit_is_not_even_sent(page: Page, address: str, tmp_path: Path) -> None:
    large = tmp_path / "scan.pdf"
    with large.open("wb") as file:
        file.truncate(51_000_000)
    page.goto(f"{address}/load?ui=ru")
    page.locator("#file").set_input_files(large)
    page.locator("form.load button").press("Enter")

    expect(page.locator("#sending")).to_have_text("Файл слишком большой")


def send(page: Page, address: str, file: Path) -> None:
    page.goto(address)
    page.locator("#file").set_input_files(file)
    with page.expect_navigation():
        page.locator("form.load button").press("Enter")


# --- for all ----------------------------------------------------------------------------------

PAGES = {
    "empty": "/",
    "options": "/?act=74/2022-03-11",
    "answer": f"/?q={RUSSIAN}",
    "kazakh answer": f"/?q={KAZAKH}",
    "table rows": "/?q=размер+платы+за+дубликат+читательского+билета",
    "no answer": f"/?q={NO_ANSWER}",
    "wrong question": "/?q=билет&act=58/2020-05-28",
    "earlier": f"/?q=билет&article={ARTICLE}&day=2024-01-01",
    "article": f"/articles/{ARTICLE}",
    "acts": "/acts",
    "act": "/acts/order-917-nq-2023-09-14",
    "repealed act": "/acts/order-94-2016-04-11",
    "load": "/load",
    "status": "/status",
    "error": "/nothing-here",
}
VIEWS = [
    pytest.param(ui, size, scheme, id=f"{ui}-{size[0]}-{scheme}")
    for ui in ("kk", "ru")
    for size, scheme in ((WIDE, "light"), (NARROW, "light"), (WIDE, "dark"), (NARROW, "dark"))
]


@pytest.fixture(scope="module")
def viewed(browser: Browser) -> Iterator[dict[tuple[object, ...], Page]]:
    pages: dict[tuple[object, ...], Page] = {}
    yield pages
    for page in pages.values():
        page.context.close()


@pytest.mark.parametrize(("ui", "size", "scheme"), VIEWS)
@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_is_found_on_any_page(
    browser: Browser,
    address: str,
    viewed: dict[tuple[object, ...], Page],
    name: str,
    ui: str,
    size: tuple[int, int],
    scheme: str,
) -> None:
    key = (size, scheme)
    if key not in viewed:
        viewed[key] = new_context(browser, size, scheme=scheme).new_page()
    page = viewed[key]
    mark = "&" if "?" in PAGES[name] else "?"
    page.goto(f"{address}{PAGES[name]}{mark}ui={ui}")
    for summary in page.locator("details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"


@pytest.mark.parametrize("ui", ["kk", "ru"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_no_barrier_in_what_loading_answers(
    browser: Browser, feeding_address: str, tmp_path: Path, ui: str, size: tuple[int, int]
) -> None:
    form, act, nameless = tmp_path / "form.xlsx", tmp_path / "rus.2025-03-01.md", tmp_path / "x.md"
    form.write_bytes(broken_form())
    act.write_text(EDITABLE_ACT, encoding="utf-8")
    nameless.write_text(EDITABLE_ACT.replace("№ 78", ""), encoding="utf-8")
    context = new_context(browser, size)
    page = context.new_page()
    for file in (form, nameless, act):
        send(page, f"{feeding_address}/load?ui={ui}", file)
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def barriers(page: Page) -> list[str]:
    """What axe-core finds above «minor», each with its place."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {[node['target'] for node in rule['nodes']][:4]}"
        for rule in found
        if rule["impact"] != "minor"
    ]


def test_nothing_is_asked_of_any_other_host_and_no_rule_is_broken(page: Page, address: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in PAGES.values():
        if path != PAGES["error"] and path != PAGES["wrong question"]:
            page.goto(f"{address}{path}")

    assert asked
    assert [url for url in asked if not url.startswith(address)] == []
    assert complaints == []

"""The pages as they come from the server: they work without a line of JavaScript."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.pages.interface import preferred_language
from api.pages.presenting import force_of, key_segments, lines_of, segments
from api.pages.words import Words, every_text
from api.service import Bilim
from ranking.answers import Mark

from .test_http_feeding import ACT, FIELDS, broken_form

LIBRARY = "order-917-nq-2023-09-14"
VALIDITY = f"{LIBRARY}/chp_3__para_13"
RUSSIAN = "на сколько лет дают паспорт пасеки"
KAZAKH = "омарта паспорты неше жылға беріледі"


def get(client: TestClient, address: str, **headers: str) -> BeautifulSoup:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


# --- the operator's page ----------------------------------------------------------------------


def test_the_empty_page_waits_for_a_question(client: TestClient) -> None:
    soup = get(client, "/")

    assert one(soup, "input#q").has_attr("autofocus")
    assert not soup.select(".result")


@pytest.mark.parametrize(("words", "language"), [(RUSSIAN, "ru"), (KAZAKH, "kk")])
def test_an_answer_shows_sentence_citation_force_and_text(
    client: TestClient, words: str, language: str
) -> None:
    soup = get(client, f"/?q={words}")
    first = one(soup, ".result")

    key = one(first, ".key a")
    assert key["lang"] == language
    assert key.select("mark")
    assert "№ 74" in one(first, "cite").text or "74 бұйрық" in one(first, "cite").text
    assert one(first, ".force").text.strip()
    assert one(first, ".service").text.strip()
    assert one(first, "button.copy")["data-copy"] == one(first, "cite").text
    # The best answer lies open beside, in both languages.
    assert set(texts_of(soup)) == {"kk", "ru"}
    assert bare(key.text) in bare(texts_of(soup)[language])


def bare(text: str) -> str:
    """The letters alone: a key sentence may run over lines, and be cut with «…»."""
    return "".join(text.replace("…", "").split())


def texts_of(soup: BeautifulSoup) -> dict[str, str]:
    return {str(part["lang"]): part.text for part in soup.select("#article .words")}


def test_a_result_opens_its_article_by_a_plain_link(client: TestClient) -> None:
    soup = get(client, f"/?q={RUSSIAN}")
    second = soup.select(".result .key a")[1]
    opened = get(client, str(second["href"]))

    current = one(opened, ".result .key a[aria-current]")
    assert current["href"] == second["href"]
    assert bare(second.text) in bare(one(opened, "#article").text)


def test_the_options_travel_with_every_link(client: TestClient) -> None:
    soup = get(client, f"/?q={RUSSIAN}&as_of=2024-01-01&act=74/2022-03-11&lang=kk")

    href = str(one(soup, ".result .key a")["href"])
    assert "as_of=2024-01-01" in href
    assert "act=74%2F2022-03-11" in href
    assert "lang=kk" in href
    assert one(soup, "details.options").has_attr("open")


def test_an_earlier_version_is_one_link_away(client: TestClient) -> None:
    soup = get(client, f"/?q=читательский+билет&article={VALIDITY}&as_of=2026-01-01")
    versions = soup.select("#article .versions li a")
    earlier = get(client, str(versions[-1]["href"]))

    assert len(versions) == 2
    assert texts_of(earlier)["ru"] != texts_of(soup)["ru"]
    assert one(earlier, "input#q")["value"] == "читательский билет"


@pytest.mark.parametrize(("ui", "said"), [("ru", "В базе нет ответа"), ("kk", "Базада жауап жоқ")])
def test_an_honest_no_with_the_nearest_texts_apart(client: TestClient, ui: str, said: str) -> None:
    soup = get(client, f"/?q=виза+в+Японию+для+собаки&ui={ui}")

    assert one(soup, ".none h2").text == said
    assert "unanswered" in one(soup, "#answers")["class"]
    assert not soup.select("#article .words")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/?q=билет&act=58/2020-05-28", 404),
        ("/?q=билет&as_of=вчера", 422),
        ("/?q=билет&lang=fr", 422),
        (f"/?q={'а' * 1001}", 422),
        ("/?article=order-1-2020-01-01/chp_1", 404),
    ],
)
def test_a_wrong_question_keeps_the_form_and_says_what_is_wrong(
    client: TestClient, address: str, status: int
) -> None:
    answer = client.get(address)
    soup = BeautifulSoup(answer.text, "lxml")

    assert answer.status_code == status
    assert one(soup, "[role=alert] h2").text
    assert one(soup, "input#q")


def test_what_is_typed_is_never_markup(client: TestClient) -> None:
    soup = get(client, "/?q=<script>alert(1)</script>\"'><b>билет")

    assert one(soup, "input#q")["value"] == "<script>alert(1)</script>\"'><b>билет"
    assert [script.get("src") for script in soup.select("script")] == [
        one(soup, "head script")["src"]
    ]


# --- languages --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("kk-KZ,kk;q=0.9,ru;q=0.8", "kk"),
        ("ru-RU,ru;q=0.9,kk;q=0.8", "ru"),
        ("en-US,en;q=0.9", "ru"),
        ("en,kk;q=0.3,ru;q=0.2", "kk"),
        ("", "ru"),
        ("kk;q=nonsense,ru;q=0.1", "ru"),
    ],
)
def test_the_browsers_wish_is_followed(client: TestClient, accept: str, language: str) -> None:
    assert preferred_language(accept) == language
    soup = get(client, "/", **{"Accept-Language": accept})
    assert one(soup, "html")["lang"] == language


def test_the_choice_of_language_is_kept(client: TestClient) -> None:
    russian = get(client, "/acts", **{"Accept-Language": "ru"})
    switch = str(one(russian, ".tongues a[lang=kk]")["href"])
    get(client, switch)

    assert one(get(client, "/load", **{"Accept-Language": "ru"}), "html")["lang"] == "kk"


def test_switching_the_language_keeps_question_and_article(client: TestClient) -> None:
    soup = get(client, f"/?q={RUSSIAN}&article={VALIDITY}")
    switched = get(client, str(one(soup, ".tongues a[lang=kk]")["href"]))

    assert one(switched, "input#q")["value"] == RUSSIAN
    assert "13-тармақ" in one(switched, "#article").text


def test_every_text_is_there_in_both_languages_with_the_same_gaps() -> None:
    for key, (kazakh, russian) in every_text().items():
        assert kazakh.strip(), key
        assert russian.strip(), key
        assert sorted(re.findall(r"\{\w+\}", kazakh)) == sorted(re.findall(r"\{\w+\}", russian))


def test_kazakh_texts_are_not_left_in_russian() -> None:
    same = {key for key, (kazakh, russian) in every_text().items() if kazakh == russian}

    loans = {"login", "menu_audit", "role_operator", "role_editor"}
    columns = {"column_standard", "column_regulation", "column_internet_resource"}
    assert same == {"file", *loans, *columns}


# --- acts -------------------------------------------------------------------------------------


def test_the_list_of_acts_marks_the_repealed_one(client: TestClient) -> None:
    soup = get(client, "/acts?ui=ru")

    assert len(soup.select(".acts > li")) == 7
    assert "Утратил силу" in one(soup, ".acts > li.repealed").text


def test_a_whole_act_has_an_anchor_for_every_element(client: TestClient) -> None:
    soup = get(client, f"/acts/{LIBRARY}?lang=ru&day=2026-01-01")
    listed = client.get(f"/api/v1/acts/{LIBRARY}?lang=ru&as_of=2026-01-01").json()["provisions"]

    ids = {str(element["id"]) for element in soup.select("[id]")}
    assert {provision["eid"] for provision in listed} <= ids
    assert one(soup, "#chp_3__para_13 .words")["lang"] == "ru"
    assert "исключён" in one(soup, "#chp_3__para_18").text
    assert one(soup, "#annex_1__row_8 th").text


def test_an_act_shows_the_edition_of_the_day(client: TestClient) -> None:
    old = get(client, f"/acts/{LIBRARY}?lang=ru&day=2024-01-01")
    new = get(client, f"/acts/{LIBRARY}?lang=ru&day=2026-01-01")

    assert not old.select("[id='chp_2__para_8-1']")
    assert new.select("[id='chp_2__para_8-1']")


def test_an_act_switches_its_language(client: TestClient) -> None:
    soup = get(client, f"/acts/{LIBRARY}?lang=ru")
    kazakh = get(client, str(one(soup, ".act-tools .pills a[lang=kk]")["href"]))

    assert one(kazakh, "h1")["lang"] == "kk"


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    todo = ["/", f"/?q={RUSSIAN}", "/acts", "/load", "/status", f"/articles/{VALIDITY}"]
    while todo and len(seen) < 60:
        address = todo.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        if "text/html" in answer.headers["content-type"] and len(seen) < 25:
            soup = BeautifulSoup(answer.text, "lxml")
            links = (str(a["href"]).partition("#")[0] for a in soup.select("a[href]"))
            todo += [link for link in links if link.startswith("/")]


# --- loading ----------------------------------------------------------------------------------


def test_a_loaded_act_is_announced_with_a_link(feeding_client: TestClient) -> None:
    sent = feeding_client.post("/load", files={"file": ("act.md", ACT.encode())}, data=FIELDS)
    ticket = one(BeautifulSoup(sent.text, "lxml"), "#confirm input[name=ticket]")["value"]
    answer = feeding_client.post("/load/confirm", data={"ticket": str(ticket)})
    soup = BeautifulSoup(answer.text, "lxml")

    assert answer.status_code == 201
    assert "новый акт" in one(soup, ".success").text
    assert get(feeding_client, str(one(soup, ".success a")["href"]))


@pytest.mark.parametrize("ui", ["kk", "ru"])
def test_a_missing_fact_is_asked_for_by_name(feeding_client: TestClient, ui: str) -> None:
    nameless = ACT.replace("от 5 февраля 2025 года № 77", "")
    answer = feeding_client.post(
        f"/load?ui={ui}",
        files={"file": ("act.md", nameless.encode())},
        data={**FIELDS, "issuer": "Министр сельского хозяйства"},
    )
    soup = BeautifulSoup(answer.text, "lxml")
    words = Words(ui)

    assert answer.status_code == 422
    assert words("field_number").lower() in one(soup, "[role=alert]").text
    assert words("needed") in one(soup, "label[for=number]").text
    assert one(soup, "input#issuer")["value"] == "Министр сельского хозяйства"


@pytest.mark.parametrize("ui", ["kk", "ru"])
def test_a_broken_form_is_explained_row_by_row(feeding_client: TestClient, ui: str) -> None:
    answer = feeding_client.post(f"/load?ui={ui}", files={"file": ("форма.xlsx", broken_form())})
    rows = BeautifulSoup(answer.text, "lxml").select("[role=alert] tbody tr")
    words = Words(ui)

    assert answer.status_code == 422
    assert [row.select("td")[0].text for row in rows] == ["1", "2"]
    assert all(words("form_no_contact") in row.text for row in rows)


def test_sending_without_a_file_says_so(client: TestClient) -> None:
    answer = client.post("/load?ui=ru", files={"file": ("", b"")}, data={"number": "7"})

    assert answer.status_code == 422
    assert "Файл не выбран" in answer.text


# --- errors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("ui", "said"), [("kk", "Мұндай жазба жоқ"), ("ru", "Такого в базе нет")])
@pytest.mark.parametrize("address", ["/nothing", "/acts/nothing", "/articles/nothing"])
def test_error_pages_speak_the_language_of_the_page(
    client: TestClient, address: str, ui: str, said: str
) -> None:
    answer = client.get(f"{address}?ui={ui}")

    assert answer.status_code == 404
    soup = BeautifulSoup(answer.text, "lxml")
    assert one(soup, "h1").text == said
    assert answer.headers["x-request-id"] in one(soup, "code").text


# --- pieces -----------------------------------------------------------------------------------

MARKS = st.lists(st.builds(Mark, start=st.integers(-5, 60), end=st.integers(-5, 60)), max_size=8)


@given(st.text(max_size=50), MARKS, st.integers(0, 20))
def test_marking_loses_and_repeats_no_letter(text: str, marks: list[Mark], offset: int) -> None:
    pieces = segments(text, marks, offset)

    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@given(st.text(alphabet="аб \n", max_size=50), MARKS)
def test_lines_keep_all_words(text: str, marks: list[Mark]) -> None:
    lines = lines_of(text, marks)

    printed = ["".join(piece.text for piece in line.segments) for line in lines]
    assert printed == [line for line in text.split("\n") if line.strip()]


def test_marks_fall_on_the_words_they_were_made_for() -> None:
    text = "1) билет;\n2) дубликат билета."
    lines = lines_of(text, [Mark(start=3, end=8), Mark(start=13, end=21)])

    assert [[piece.text for piece in line.segments if piece.marked] for line in lines] == [
        ["билет"],
        ["дубликат"],
    ]


def test_a_key_sentence_over_several_lines_is_marked_in_its_own_words(bilim: Bilim) -> None:
    for result in bilim.search("в каких случаях паспорт пасеки аннулируется", limit=10).results:
        pieces = key_segments(result)

        assert "".join(piece.text for piece in pieces) == result.key_sentence
        printed = {result.quote[mark.start : mark.end] for mark in result.marks}
        assert {piece.text for piece in pieces if piece.marked} <= printed


TODAY = dt.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("start", "end", "by", "note", "said"),
    [
        (dt.date(2025, 7, 1), None, None, "", "действует с 01.07.2025"),
        (
            dt.date(2025, 7, 1),
            dt.date(2026, 7, 1),
            None,
            "",
            "действует с 01.07.2025 по 30.06.2026",
        ),
        (
            dt.date(2023, 1, 1),
            dt.date(2025, 7, 1),
            None,
            "",
            "действовал с 01.01.2023 по 30.06.2025",
        ),
        (dt.date(2027, 7, 1), None, None, "", "вступит в силу 01.07.2027"),
        (None, None, None, "unknown", "День вступления в силу неизвестен"),
        (None, None, None, "по истечении …", "День вступления в силу неизвестен"),
        (None, dt.date(2025, 7, 1), None, "", "по 30.06.2025; день начала неизвестен"),
        (
            None,
            None,
            dt.date(2025, 7, 1),
            "по истечении …",
            "действует; вступление в силу – не позднее 01.07.2025",
        ),
    ],
)
def test_force_is_said_in_words(
    start: dt.date | None, end: dt.date | None, by: dt.date | None, note: str, said: str
) -> None:
    force = force_of(Words("ru"), TODAY, start, end, note, by)

    assert force.text == said
    assert force.clause == ("по истечении …" if "по истечении" in note else "")
    assert force.certain == (start is not None or by is not None)


def test_an_act_to_come_can_be_read_but_is_not_called_in_force(client: TestClient) -> None:
    soup = get(client, "/acts/order-388-2024-11-20?ui=ru")

    assert one(soup, ".article-head .standing").text == "ещё не действует"
    assert soup.select(".provision")

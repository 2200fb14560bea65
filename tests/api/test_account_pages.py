"""The pages of accounts: my own, everybody's, the audit log; in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

import api.pages
from api.pages.words import Words, every_text
from api.service import Bilim
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Role
from knowledge.accounts.scopes import Scope

from .accounts import PASSWORD, HandClock, add, empty_bilim, form_token, signed_in, visitor

NEW = "another-green-boat-5"
TEMPLATES = Path(api.pages.__file__).parent / "templates"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Bilim]:
    with empty_bilim(tmp_path / "home", HandClock()) as bilim:
        bilim.registers.add_body(LOCAL_ADMINISTRATOR, "minjust", "Әділет органы", "Орган юстиции")
        add(bilim, "admin", Role.ADMINISTRATOR)
        add(bilim, "operator", Role.OPERATOR)
        yield bilim


@pytest.fixture
def admin(base: Bilim) -> TestClient:
    return signed_in(base, "admin")


@pytest.fixture
def operator(base: Bilim) -> TestClient:
    return signed_in(base, "operator")


def send(client: TestClient, page: str, to: str, **fields: object):  # type: ignore[no-untyped-def]
    """Send a form of ``page`` as a browser would."""
    return client.post(to, data={"form_token": form_token(client, page), **fields})


def menu_of(client: TestClient, page: str = "/status") -> set[str]:
    soup = BeautifulSoup(client.get(page).text, "lxml")
    return {str(link["href"]) for link in soup.select("nav.menu a")}


# --- what one sees -----------------------------------------------------------------------------


def test_the_menu_holds_what_one_may_open(base: Bilim) -> None:
    add(base, "editor", Role.EDITOR)
    menus = {login: menu_of(signed_in(base, login)) for login in ("operator", "editor", "admin")}
    assert "/load" not in menus["operator"]
    assert {"/", "/acts", "/load", "/status"} <= menus["editor"]
    assert "/accounts" not in menus["editor"]
    assert {"/accounts", "/audit"} <= menus["admin"]
    for login, addresses in menus.items():
        for address in addresses:
            assert signed_in(base, login).get(address).status_code == 200, (login, address)


def test_the_sign_in_page_shows_no_menu(base: Bilim) -> None:
    assert menu_of(visitor(base), "/sign-in") == set()


@pytest.mark.parametrize("page", ["/sign-in", "/account", "/accounts", "/accounts/admin", "/audit"])
def test_pages_speak_both_languages(admin: TestClient, page: str) -> None:
    kazakh, russian = (
        BeautifulSoup(admin.get(page, headers={"accept-language": code}).text, "lxml")
        for code in ("kk", "ru")
    )
    assert kazakh.html is not None
    assert russian.html is not None
    assert (kazakh.html["lang"], russian.html["lang"]) == ("kk", "ru")
    if page != "/accounts/admin":
        assert kazakh.h1 is not None
        assert russian.h1 is not None
        assert kazakh.h1.text != russian.h1.text


def test_every_role_and_scope_has_its_words() -> None:
    words = Words("kk")
    for role in Role:
        assert words(f"role_{role}")
    for scope in Scope:
        assert words(f"scope_{scope}")


def test_every_form_that_sends_something_carries_the_token() -> None:
    forms = 0
    for template in TEMPLATES.glob("*.html"):
        text = template.read_text()
        for found in re.finditer(r'<form[^>]*method="post"[^>]*>(.*?)</form>', text, re.DOTALL):
            assert '{% include "form_token.html" %}' in found[1], (template.name, found[0][:80])
            forms += 1
    assert forms >= 10


def test_every_form_on_the_pages_really_has_it(base: Bilim, admin: TestClient) -> None:
    send(admin, "/account", "/account/tokens", name="report", scope="read", days="7")
    for page in ("/account", "/accounts", "/accounts/admin", "/load", "/status"):
        soup = BeautifulSoup(admin.get(page).text, "lxml")
        forms = soup.select("form[method=post]")
        assert forms
        for form in forms:
            token = form.select_one("input[name=form_token]")
            assert token is not None, (page, form.get("action"))
            assert len(str(token["value"])) == 64


def test_every_field_has_its_label(admin: TestClient) -> None:
    for page in ("/sign-in", "/account", "/accounts", "/accounts/operator", "/audit"):
        soup = BeautifulSoup(admin.get(page).text, "lxml")
        for field in soup.select("main input:not([type=hidden]), main select"):
            assert soup.select_one(f'label[for="{field["id"]}"]') is not None, (page, field)
        ids = [str(tag["id"]) for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids)), page


# --- administering -----------------------------------------------------------------------------


def test_an_account_is_added_on_the_page(base: Bilim, admin: TestClient) -> None:
    answer = send(
        admin,
        "/accounts",
        "/accounts",
        login="R.Person",
        display_name="Р. Қ.",
        password=PASSWORD,
        role=["responsible", "qa"],
        body="minjust",
    )
    assert answer.headers["location"] == "/accounts?done=r.person"
    page = admin.get("/accounts?done=r.person").text
    assert "Учётная запись добавлена: r.person" in page
    assert "Орган юстиции" in page
    account = base.accounts.one(LOCAL_ADMINISTRATOR, "r.person")
    assert account.roles == {Role.RESPONSIBLE, Role.QA}
    assert account.body_id == 1


@pytest.mark.parametrize(
    ("fields", "words", "status"),
    [
        ({"login": "operator", "role": "qa"}, "Такой логин уже есть", 409),
        ({"login": "две", "role": "qa"}, "Неверные данные", 422),
        ({"login": "new"}, "Неверные данные", 422),
        ({"login": "new", "role": "qa", "password": "password12345"}, "Пароль слабый", 422),
        ({"login": "new", "role": "qa", "body": "other"}, "", 404),
    ],
)
def test_a_refused_account_is_shown_again(
    base: Bilim, admin: TestClient, fields: dict[str, str], words: str, status: int
) -> None:
    answer = send(admin, "/accounts", "/accounts", **fields)
    assert answer.status_code == status
    assert words in answer.text
    assert f'value="{fields["login"]}"' in answer.text
    assert "password12345" not in answer.text
    assert len(base.accounts.all(LOCAL_ADMINISTRATOR)) == 2


def test_an_account_is_changed_and_disabled(base: Bilim, admin: TestClient) -> None:
    page = "/accounts/operator"
    answer = send(admin, page, page, display_name="О. П.", role="editor", active="1")
    assert answer.headers["location"] == f"{page}?done=changed"
    account = base.accounts.one(LOCAL_ADMINISTRATOR, "operator")
    assert (account.roles, account.active) == ({Role.EDITOR}, True)
    send(admin, page, page, role="editor")
    assert not base.accounts.one(LOCAL_ADMINISTRATOR, "operator").active
    answer = send(admin, "/accounts/admin", "/accounts/admin", role="qa", active="1")
    assert answer.status_code == 409
    assert "последний администратор" in answer.text


def test_somebody_gets_a_new_password_and_is_signed_out(
    base: Bilim, admin: TestClient, operator: TestClient
) -> None:
    page = "/accounts/operator"
    assert operator.get("/status").status_code == 200
    answer = send(admin, page, f"{page}/password", password=NEW)
    assert answer.headers["location"] == f"{page}?done=password"
    assert operator.get("/status").status_code == 303
    base.sign_in.sign_in("operator", NEW, address="10.0.0.7")


def test_somebody_is_signed_out_and_their_token_taken_back(
    base: Bilim, admin: TestClient, operator: TestClient
) -> None:
    made = base.api_tokens.add(LOCAL_ADMINISTRATOR, "report", ["read"], login="operator")
    page = "/accounts/operator"
    assert "report" in admin.get(page).text
    send(admin, page, f"{page}/sign-out")
    assert operator.get("/status").status_code == 303
    send(admin, page, f"{page}/tokens/{made.token.id}/revoke")
    answer = operator.get("/api/v1/me", headers={"authorization": f"Bearer {made.secret}"})
    assert answer.status_code == 401


def test_the_first_account_is_added_while_all_is_open(tmp_path: Path) -> None:
    with empty_bilim(tmp_path / "home", HandClock()) as bilim:
        client = visitor(bilim)
        page = client.get("/accounts")
        assert "Первым добавьте администратора" in page.text
        soup = BeautifulSoup(page.text, "lxml")
        checked = [str(box["value"]) for box in soup.select("input[name=role][checked]")]
        assert checked == ["administrator"]
        fields = {"login": "admin", "password": PASSWORD, "role": "administrator"}
        assert client.post("/accounts", data=fields).status_code == 303
        assert client.get("/accounts?done=admin").headers["location"].startswith("/sign-in")


# --- my account --------------------------------------------------------------------------------


def test_i_change_my_password_and_stay_signed_in(base: Bilim, operator: TestClient) -> None:
    elsewhere = signed_in(base, "operator")
    fields = {"old": PASSWORD, "new": NEW, "again": NEW}
    answer = send(operator, "/account", "/account/password", **fields)
    assert answer.headers["location"] == "/account?done=password"
    assert "Пароль изменён" in operator.get("/account?done=password").text
    assert elsewhere.get("/status").status_code == 303
    base.sign_in.sign_in("operator", NEW, address="10.0.0.7")


@pytest.mark.parametrize(
    ("fields", "words", "status"),
    [
        ({"old": PASSWORD, "new": NEW, "again": "other"}, "записан по-разному", 422),
        ({"old": "wrong-wrong-wrong", "new": NEW, "again": NEW}, "Войти не удалось", 401),
        ({"old": PASSWORD, "new": "operator12345", "again": "operator12345"}, "слабый", 422),
    ],
)
def test_a_password_is_not_changed_by_mistake(
    base: Bilim, operator: TestClient, fields: dict[str, str], words: str, status: int
) -> None:
    answer = send(operator, "/account", "/account/password", **fields)
    assert answer.status_code == status
    assert words in answer.text
    base.sign_in.sign_in("operator", PASSWORD, address="10.0.0.7")


def test_a_token_is_shown_once(base: Bilim, operator: TestClient) -> None:
    answer = send(
        operator, "/account", "/account/tokens", name="report", scope=["read", "load"], days="7"
    )
    assert answer.status_code == 201
    (secret,) = set(re.findall(r"bilim_[A-Za-z0-9_-]{43}", answer.text))
    assert secret not in operator.get("/account").text
    me = visitor(base).get("/api/v1/me", headers={"authorization": f"Bearer {secret}"}).json()
    assert me["actions"] == ["read", "read_changes"], "an operator loads nothing"
    send(operator, "/account", "/account/tokens/1/revoke")
    assert "не действует" in operator.get("/account").text


def test_a_token_without_a_scope_is_refused(operator: TestClient) -> None:
    answer = send(operator, "/account", "/account/tokens", name="report", days="7")
    assert answer.status_code == 422
    assert "Не выбрано, что может токен" in answer.text


def test_nobody_takes_back_a_token_of_others(base: Bilim, operator: TestClient) -> None:
    made = base.api_tokens.add(LOCAL_ADMINISTRATOR, "mine", ["audit"], login="admin")
    answer = send(operator, "/account", f"/account/tokens/{made.token.id}/revoke")
    assert answer.status_code == 403
    base.sign_in.by_api_token(made.secret)


def test_i_sign_out_everywhere(base: Bilim, operator: TestClient) -> None:
    elsewhere = signed_in(base, "operator")
    send(operator, "/account", "/account/sign-out-everywhere")
    assert operator.get("/status").status_code == 303
    assert elsewhere.get("/status").status_code == 303


# --- the audit log -----------------------------------------------------------------------------


def test_the_audit_log_is_read_page_by_page(base: Bilim, admin: TestClient) -> None:
    for number in range(60):
        base.accounts.change(LOCAL_ADMINISTRATOR, "operator", display_name=f"Қызметкер {number}")
    soup = BeautifulSoup(admin.get("/audit?subject=account:2").text, "lxml")
    assert len(soup.select("tbody tr")) == 50
    assert "Қызметкер 59" in soup.text
    assert "изменена учётная запись" in soup.text
    older = soup.select_one('a[href*="before="]')
    assert older is not None
    rest = BeautifulSoup(admin.get(str(older["href"])).text, "lxml")
    assert len(rest.select("tbody tr")) == 11
    assert "добавлена учётная запись" in rest.text


def test_actions_have_words() -> None:
    """Those that stand in the code as plain words; others are put together there."""
    root = Path(api.pages.__file__).parents[2]
    actions = {
        call.args[2].value
        for folder in ("api", "ingest", "knowledge")
        for file in (root / folder).rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) == "record"
        and len(call.args) >= 4
        and isinstance(call.args[2], ast.Constant)
    }
    assert len(actions) > 20
    assert {action for action in actions if f"audit_{action}" not in every_text()} == set()


def test_what_people_wrote_is_never_markup(base: Bilim, admin: TestClient) -> None:
    base.accounts.change(LOCAL_ADMINISTRATOR, "operator", display_name="<b>x</b>")
    for page in ("/audit", "/accounts", "/accounts/operator"):
        assert "<b>x</b>" not in admin.get(page).text
    assert "&lt;b&gt;" in admin.get("/accounts").text


def test_texts_of_accounts_exist_in_both_languages() -> None:
    for key, (kazakh, russian) in every_text().items():
        assert kazakh.strip(), key
        assert russian.strip(), key

"""Who acts over HTTP: tokens, cookies, the open machine, and nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.http.loopback import is_loopback_address, is_loopback_host, is_loopback_name
from api.pages.signing_in import safe_next
from api.service import Bilim
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Role

from .accounts import (
    PASSWORD,
    HandClock,
    add,
    begin,
    empty_bilim,
    form_token,
    set_clock,
    signed_in,
    visitor,
)

ME = "/api/v1/me"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def base(tmp_path: Path, clock: HandClock) -> Iterator[Bilim]:
    """A base without accounts."""
    with empty_bilim(tmp_path / "home", clock) as bilim:
        yield bilim


@pytest.fixture
def closed(base: Bilim) -> Bilim:
    """The same with accounts."""
    add(base, "admin", Role.ADMINISTRATOR)
    add(base, "operator", Role.OPERATOR)
    return base


def token_of(bilim: Bilim, login: str, *scopes: str) -> dict[str, str]:
    made = bilim.api_tokens.add(LOCAL_ADMINISTRATOR, "test", scopes, login=login)
    return {"authorization": f"Bearer {made.secret}"}


# --- while there are no accounts -------------------------------------------------------------


def test_the_machine_itself_is_administrator_and_every_page_says_so(base: Bilim) -> None:
    client = visitor(base)
    assert client.get(ME).json()["way"] == "open"
    assert client.get(ME).json()["roles"] == ["administrator"]
    for page in ("/", "/acts", "/load", "/status", "/accounts", "/audit", "/account", "/nothing"):
        for language, words in (("kk", "Тіркелгілер әлі жоқ"), ("ru", "Учётных записей ещё нет")):
            answer = client.get(page, headers={"accept-language": language})
            assert words in answer.text, page


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "evil.example:8000"},
        {"host": "127.0.0.1.evil.example"},
        {"host": "localhost.evil.example"},
        {"host": ""},
        {"x-forwarded-for": "127.0.0.1"},
        {"x-forwarded-host": "localhost"},
        {"x-real-ip": "127.0.0.1"},
        {"forwarded": "for=127.0.0.1"},
        {"via": "1.1 proxy"},
    ],
)
def test_another_host_name_or_a_proxy_is_not_this_machine(
    base: Bilim, headers: dict[str, str]
) -> None:
    client = visitor(base)
    assert client.get(ME, headers=headers).status_code == 401
    assert client.get("/acts", headers=headers).status_code == 303
    assert client.post("/accounts", headers={**headers, **FORM}).status_code == 303
    assert base.accounts.all(LOCAL_ADMINISTRATOR) == ()


@pytest.mark.parametrize("host", ["localhost:8000", "LOCALHOST", "127.0.0.1", "[::1]:8000"])
def test_this_machine_goes_by_several_names(base: Bilim, host: str) -> None:
    assert visitor(base).get(ME, headers={"host": host}).status_code == 200


@pytest.mark.parametrize("address", ["10.0.0.7", "2001:db8::1", "testclient", ""])
def test_other_machines_are_nobody(base: Bilim, address: str) -> None:
    assert visitor(base, client=(address, 50000)).get(ME).status_code == 401


def test_a_server_that_listens_to_others_is_never_open(base: Bilim) -> None:
    settings = base.wiring.settings.model_copy(update={"host": "0.0.0.0"})
    assert visitor(base, settings=settings).get(ME).status_code == 401


def test_the_first_account_closes_the_machine(base: Bilim) -> None:
    client = visitor(base)
    assert client.get(ME).status_code == 200
    add(base, "admin", Role.ADMINISTRATOR)
    assert client.get(ME).status_code == 401
    answer = client.get("/acts")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Facts")


def test_a_bad_token_is_refused_even_where_all_is_open(base: Bilim) -> None:
    answer = visitor(base).get(ME, headers={"authorization": "Bearer bilim_no"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("", False),
        ("192.0.2.1", False),
        ("no-such-host.invalid", False),
    ],
)
def test_which_hosts_are_this_machine_only(host: str, own: bool) -> None:
    assert is_loopback_host(host) is own


@given(st.text(max_size=40))
def test_no_text_but_a_loopback_name_is_one(text: str) -> None:
    if is_loopback_name(text):
        name = text.lower().removeprefix("[")
        assert name.startswith(("localhost", "127.", "::1", "0:", "::ffff:127", "::ffff:7f"))
    assert not is_loopback_name(f"{text}.example")
    assert not is_loopback_address(f"x{text}")


# --- tokens ------------------------------------------------------------------------------------


def test_a_token_says_who_acts(closed: Bilim) -> None:
    client = visitor(closed, client=("10.0.0.7", 1))
    answer = client.get(ME, headers=token_of(closed, "operator", "read"))
    assert answer.json() == {
        "name": "operator",
        "way": "token",
        "roles": ["operator"],
        "body_id": None,
        "actions": ["read", "read_changes"],
    }


def test_a_token_does_nothing_beyond_its_scopes(closed: Bilim) -> None:
    client = visitor(closed)
    reader = token_of(closed, "admin", "read")
    assert client.get("/api/v1/audit", headers=reader).status_code == 403
    assert client.get("/accounts", headers=reader).status_code == 403
    assert client.post("/accounts", headers=reader).status_code == 403
    auditor = token_of(closed, "admin", "audit")
    assert client.get("/api/v1/audit", headers=auditor).status_code == 200
    assert client.get("/api/v1/acts", headers=auditor).status_code == 403
    audit_of_operator = token_of(closed, "operator", "audit")
    assert client.get("/api/v1/audit", headers=audit_of_operator).status_code == 403


def test_a_revoked_an_expired_and_an_unknown_token_are_401(closed: Bilim, clock: HandClock) -> None:
    client = visitor(closed)
    revoked, expired = (token_of(closed, "operator", "read") for _ in range(2))
    closed.api_tokens.revoke(LOCAL_ADMINISTRATOR, 1)
    assert client.get(ME, headers=expired).status_code == 200
    clock.move(days=90)
    for headers in (revoked, expired, {"authorization": "Bearer"}, {"authorization": "Bearer x"}):
        answer = client.get(ME, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == 'Bearer realm="bilim", error="invalid_token"'
        assert answer.json()["code"] == "invalid_token"


def test_a_token_in_the_address_is_no_token(closed: Bilim) -> None:
    token = token_of(closed, "operator", "read")["authorization"].split()[1]
    assert visitor(closed).get(f"{ME}?token={token}").status_code == 401


def test_a_calendar_may_bring_its_token_in_the_address(closed: Bilim) -> None:
    add(closed, "editor", Role.EDITOR)
    client = visitor(closed)
    token = token_of(closed, "editor", "read", "duties")["authorization"].split()[1]
    assert client.get(f"/api/v1/calendar.ics?token={token}").status_code == 200
    assert client.get("/api/v1/calendar.ics?token=bilim_other").status_code == 401
    assert client.get("/api/v1/calendar.ics?token=").status_code == 401


# --- nobody -------------------------------------------------------------------------------------


def test_nobody_gets_401_as_a_problem_from_the_api(closed: Bilim) -> None:
    for method, path in (("GET", "/api/v1/acts"), ("POST", "/api/v1/acts"), ("GET", "/api/v1/x")):
        answer = visitor(closed).request(method, path)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"] == 'Bearer realm="bilim"'
        assert answer.json()["code"] == "not_signed_in"


def test_nobody_is_sent_to_sign_in_and_the_way_back_is_kept(closed: Bilim) -> None:
    answer = visitor(closed).get("/?q=билет&lang=ru")
    assert answer.status_code == 303
    wanted = "%2F%3Fq%3D%25D0%25B1%25D0%25B8%25D0%25BB%25D0%25B5%25D1%2582%26lang%3Dru"
    assert answer.headers["location"] == f"/sign-in?next={wanted}"


def test_health_and_styles_are_open_and_touch_no_account(closed: Bilim) -> None:
    client = visitor(closed, client=("203.0.113.9", 1))
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code in (200, 503)
    assert client.get("/static/bilim.css").status_code == 200
    assert client.get("/static/../acts").status_code in (303, 404)


def test_a_large_file_of_nobody_is_not_taken_in(closed: Bilim) -> None:
    files = {"file": ("act.txt", b"x" * 3_000_000)}
    assert visitor(closed).post("/api/v1/acts", files=files).status_code == 401


@pytest.mark.parametrize("text", ["/", "/acts", "/?q=a%20b&act=58/2020-05-27", "/acts/x#eid"])
def test_ways_back_within_the_site(text: str) -> None:
    assert safe_next(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "acts", "//evil.example", "/\\evil.example", "https://evil.example", "\t//evil.example",
        "/\t/evil.example", "/x\r\nset-cookie: a=b", "javascript:alert(1)", "/sign-out", "/sign-in",
        "/" + "x" * 5000, "///evil.example",
    ],
)  # fmt: skip
def test_no_way_leads_to_another_site(text: str) -> None:
    assert safe_next(text) == "/"


# --- sessions -----------------------------------------------------------------------------------


def sign_in(client: TestClient, login: str, password: str = PASSWORD, to: str = "/status"):  # type: ignore[no-untyped-def]
    token = form_token(client, "/sign-in")
    fields = {"login": login, "password": password, "next": to, "form_token": token}
    return client.post("/sign-in", data=fields)


def test_signing_in_and_out_on_the_pages(closed: Bilim) -> None:
    client = visitor(closed)
    answer = sign_in(client, "operator")
    assert (answer.status_code, answer.headers["location"]) == (303, "/status")
    page = client.get("/status")
    assert page.status_code == 200
    assert "operator" in page.text
    assert "Учётных записей ещё нет" not in page.text
    token = form_token(client, "/status")
    answer = client.post("/sign-out", data={"form_token": token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert client.get("/status").status_code == 303


def test_the_cookie_is_for_no_script_and_no_other_site(closed: Bilim) -> None:
    plain = sign_in(visitor(closed), "operator").headers.get_list("set-cookie")
    (cookie,) = [text for text in plain if text.startswith("bilim_session=")]
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert attributes == {"httponly", "samesite=lax", "path=/"}


def test_over_https_the_cookie_is_secure_and_of_this_host_only(closed: Bilim) -> None:
    client = visitor(closed, base_url="https://bilim.example")
    (cookie,) = [
        text
        for text in sign_in(client, "operator").headers.get_list("set-cookie")
        if "bilim_session=" in text
    ]
    assert cookie.startswith("__Host-bilim_session=")
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert attributes == {"httponly", "samesite=lax", "path=/", "secure"}
    assert client.get("/status").status_code == 200


def test_over_https_a_cookie_set_by_a_plain_connection_counts_for_nothing(closed: Bilim) -> None:
    token = begin(closed, "operator").token
    client = visitor(closed, base_url="https://bilim.example", cookies={"bilim_session": token})
    assert client.get("/status").status_code == 303


def test_a_public_https_address_makes_cookies_secure_behind_a_proxy(closed: Bilim) -> None:
    settings = closed.wiring.settings.model_copy(update={"public_url": "https://bilim.example"})
    client = visitor(closed, settings=settings)
    cookies = client.get("/sign-in").headers.get_list("set-cookie")
    assert [c for c in cookies if c.startswith("__Host-bilim_visit=") and "Secure" in c]


def test_the_token_of_a_session_is_never_taken_over(closed: Bilim) -> None:
    client = visitor(closed, cookies={"bilim_session": "chosen-by-an-attacker"})
    answer = sign_in(client, "operator")
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if "bilim_session=" in c]
    assert "chosen-by-an-attacker" not in cookie


def test_a_wrong_password_shows_the_form_again(closed: Bilim) -> None:
    answer = sign_in(visitor(closed), "operator", "wrong-wrong-wrong")
    assert answer.status_code == 401
    assert "Войти не удалось" in answer.text
    assert 'value="operator"' in answer.text
    assert "wrong-wrong-wrong" not in answer.text
    assert "www-authenticate" not in answer.headers


def test_too_many_failures_are_429_with_the_time_to_wait(closed: Bilim) -> None:
    client = visitor(closed)
    for _ in range(5):
        assert sign_in(client, "operator", "wrong-wrong-wrong").status_code == 401
    answer = sign_in(client, "operator")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "1"
    assert "Слишком много" in answer.text


def test_a_session_ends_on_the_pages_too(closed: Bilim, clock: HandClock) -> None:
    client = signed_in(closed, "operator")
    assert client.get("/status").status_code == 200
    clock.move(minutes=61)
    assert client.get("/status").status_code == 303


def test_a_disabled_account_is_out_at_once(closed: Bilim) -> None:
    client = signed_in(closed, "operator")
    closed.accounts.change(LOCAL_ADMINISTRATOR, "operator", active=False)
    assert client.get("/status").status_code == 303


def test_a_session_survives_a_restart_of_the_server(closed: Bilim, clock: HandClock) -> None:
    token = begin(closed, "operator").token
    set_clock(closed, clock)
    assert visitor(closed, cookies={"bilim_session": token}).get(ME).json()["way"] == "session"


# --- forms of other sites -----------------------------------------------------------------------


def test_a_form_without_its_token_changes_nothing(closed: Bilim) -> None:
    client = signed_in(closed, "admin")
    for token in (None, "", "0" * 64, "ключ"):
        fields = {"login": "new", "role": "qa"} | ({} if token is None else {"form_token": token})
        answer = client.post("/accounts", data=fields)
        assert answer.status_code == 403
        assert "Страница устарела" in answer.text
    assert len(closed.accounts.all(LOCAL_ADMINISTRATOR)) == 2


def test_the_token_of_another_session_is_no_token(closed: Bilim) -> None:
    token = form_token(signed_in(closed, "admin"), "/accounts")
    client = signed_in(closed, "admin")
    answer = client.post("/accounts", data={"login": "new", "role": "qa", "form_token": token})
    assert answer.status_code == 403


def test_the_header_does_for_programs_in_a_page(closed: Bilim) -> None:
    client = signed_in(closed, "admin")
    token = form_token(client, "/accounts")
    assert client.post("/api/v1/forms", files={"file": b""}).status_code == 403
    answer = client.post(
        "/api/v1/forms", files={"file": ("a.txt", b"no act")}, headers={"x-form-token": token}
    )
    assert answer.status_code in (415, 422)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_what_another_site_sends_is_refused_everywhere(
    closed: Bilim, headers: dict[str, str]
) -> None:
    client = signed_in(closed, "admin")
    token = form_token(client, "/accounts")
    for path in ("/accounts", "/sign-in", "/sign-out", "/load", "/api/v1/acts"):
        answer = client.post(path, data={"form_token": token}, headers=headers)
        assert answer.status_code == 403, path
    assert client.get("/status").status_code == 200


def test_nobody_is_signed_in_by_a_foreign_form(closed: Bilim) -> None:
    fields = {"login": "operator", "password": PASSWORD}
    client = visitor(closed)
    assert client.post("/sign-in", data=fields).status_code == 403
    other = form_token(visitor(closed), "/sign-in")
    client.get("/sign-in")
    assert client.post("/sign-in", data=fields | {"form_token": other}).status_code == 403

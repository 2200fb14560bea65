"""`bilim user`, `bilim token`, `bilim audit`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.command_line import app

PASSWORD = "tree-lamp-river-17"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def bilim(home: Path, *arguments: str, typed: str | None = None, **settings: str) -> Result:
    environment = {"BILIM_HOME": str(home), "COLUMNS": "200", **settings}
    return CliRunner().invoke(app, list(arguments), input=typed, env=environment)


def told(home: Path, *arguments: str, typed: str | None = None) -> Any:
    result = bilim(home, *arguments, "--json", typed=typed)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def add(home: Path, login: str, role: str, *more: str) -> Any:
    arguments = ("user", "add", login, "--role", role, "--password-stdin", *more)
    return told(home, *arguments, typed=f"{PASSWORD}\n")


def test_accounts_are_added_listed_and_changed(home: Path) -> None:
    added = add(home, "A.Admin", "administrator", "--name", "Әкімші")
    assert added["login"] == "a.admin"
    assert added["roles"] == ["administrator"]
    add(home, "editor", "editor")
    changed = told(home, "user", "set-roles", "editor", "-r", "qa", "-r", "operator")
    assert changed["roles"] == ["operator", "qa"]
    assert told(home, "user", "disable", "editor")["active"] is False
    assert told(home, "user", "enable", "editor")["active"] is True
    told(home, "user", "set-password", "editor", "--password-stdin", typed="green-boat-lamp-9\n")
    listed = told(home, "user", "list")
    assert [account["login"] for account in listed] == ["a.admin", "editor"]
    shown = bilim(home, "user", "list").stdout
    assert "Әкімші" in shown


def test_a_password_is_asked_for_twice_and_not_shown(home: Path) -> None:
    arguments = ("user", "add", "a.admin", "--role", "administrator")
    result = bilim(home, *arguments, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    result = bilim(home, "user", "add", "b", "--role", "qa", typed=f"{PASSWORD}\nother\n")
    assert result.exit_code != 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("user", "add", "x", "--role", "boss", "--no-password"), "invalid_account"),
        (("user", "add", "две", "--role", "qa", "--no-password"), "invalid_account"),
        (("user", "add", "a.admin", "--role", "qa", "--no-password"), "login_taken"),
        (("user", "add", "x", "--role", "responsible", "--body", "no", "--no-password"),
         "unknown_body"),
        (("user", "disable", "a.admin"), "last_administrator"),
        (("user", "set-roles", "a.admin", "--role", "qa"), "last_administrator"),
        (("user", "disable", "nobody"), "not_found"),
        (("user", "link", "a.admin", "42"), "invalid_reference"),
        (("token", "add", "a.admin", "--name", "t", "--scope", "all"), "invalid_scope"),
        (("token", "add", "nobody", "--name", "t", "--scope", "read"), "not_found"),
        (("token", "add", "a.admin", "--name", "t", "--scope", "read", "--days", "0"),
         "invalid_account"),
        (("token", "revoke", "77"), "not_found"),
    ],
)  # fmt: skip
def test_refusals_end_with_1_and_say_why(home: Path, arguments: tuple[str, ...], code: str) -> None:
    add(home, "a.admin", "administrator")
    result = bilim(home, *arguments, "--json")
    assert result.exit_code == 1, result.output
    assert json.loads(result.stdout)["error"]["code"] == code


def test_a_weak_password_is_refused_and_no_account_made(home: Path) -> None:
    arguments = ("user", "add", "a.admin", "--role", "administrator", "--password-stdin")
    result = bilim(home, *arguments, typed="password12345\n")
    assert result.exit_code == 1
    assert "guessed" in result.stderr
    assert told(home, "user", "list") == []


def test_without_an_administrator_it_says_so(home: Path) -> None:
    arguments = ("user", "add", "op", "--role", "operator", "--no-password")
    result = bilim(home, *arguments)
    assert result.exit_code == 0
    assert "--role administrator" in result.stderr


def test_a_responsible_person_is_of_a_body(home: Path) -> None:
    names = ("--kk", "Әділет министрлігі", "--ru", "Министерство юстиции")
    body = bilim(home, "body", "add", "minjust", *names)
    assert body.exit_code == 0, body.output
    assert add(home, "resp", "responsible", "--body", "minjust")["body"] == 1


def test_a_token_is_printed_once_and_alone(home: Path) -> None:
    add(home, "a.admin", "administrator")
    arguments = ("token", "add", "a.admin", "--name", "report", "--scope", "read")
    made = bilim(home, *arguments)
    assert made.exit_code == 0
    secret = made.stdout.strip()
    assert secret.startswith("bilim_")
    (listed,) = told(home, "token", "list")
    assert listed["scopes"] == ["read"]
    assert secret not in json.dumps(listed)
    assert "valid" in bilim(home, "token", "list", "a.admin").stdout
    assert told(home, "token", "revoke", str(listed["id"]))["revoked_at"] is not None
    assert "revoked" in bilim(home, "token", "list").stdout


def test_the_audit_log_is_printed(home: Path) -> None:
    add(home, "a.admin", "administrator")
    add(home, "editor", "editor")
    entries = told(home, "audit", "--subject", "account:2")
    assert [entry["action"] for entry in entries] == ["add_account"]
    assert entries[0]["actor"] == "local"
    assert "add_account" in bilim(home, "audit").stdout
    assert PASSWORD not in bilim(home, "audit").stdout


def test_an_identity_of_the_provider_is_linked(home: Path) -> None:
    add(home, "a.admin", "administrator")
    provider = {"BILIM_OIDC_ISSUER": "https://id.example.kz", "BILIM_OIDC_CLIENT_ID": "bilim"}
    result = bilim(home, "user", "link", "a.admin", "sub-42", **provider)
    assert result.exit_code == 0, result.output
    (entry, *_) = told(home, "audit")
    assert entry["after"]["subject"] == "sub-42"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.1", "no-such-host.invalid"])
def test_the_server_stays_on_its_machine_before_there_is_an_administrator(
    home: Path, host: str
) -> None:
    bilim(home, "user", "add", "op", "--role", "operator", "--no-password")
    for arguments, settings in (
        (("serve", "--host", host, "--port", "0"), {}),
        (("serve", "--port", "0"), {"BILIM_HOST": host}),
    ):
        result = bilim(home, *arguments, **settings)
        assert result.exit_code == 1
        assert "bilim user add LOGIN --role administrator" in result.stderr

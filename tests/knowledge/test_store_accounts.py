"""Accounts, sessions, tokens and the audit log in the store, on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update

from knowledge.accounts.accounts import (
    Account,
    InvalidAccountError,
    LastAdministratorError,
    LoginTakenError,
)
from knowledge.accounts.permissions import (
    ANONYMOUS,
    LOCAL_ADMINISTRATOR,
    Actor,
    NotAllowedError,
    Role,
)
from knowledge.accounts.scopes import Scope
from knowledge.accounts.slowing import FOR_ACCOUNT, FOR_ADDRESS, TooManyAttemptsError
from knowledge.errors import NotFoundError, StoreUnavailableError
from knowledge.store import accounts as stored
from knowledge.store import api_tokens, openid, sessions, sign_in_failures
from knowledge.store.account_tables import ApiTokenRow, SessionRow
from knowledge.store.audit import AuditRow, entries
from knowledge.store.database import Database

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def draft(login: str, *roles: Role, name: str = "", body_id: int | None = None) -> Account:
    return Account(0, login, name, frozenset(roles), body_id, True, NOW, True)


def add(database: Database, login: str, *roles: Role) -> Account:
    with database.writing() as session:
        return stored.add_account(session, LOCAL_ADMINISTRATOR, draft(login, *roles), "$hash")


@pytest.fixture
def administrator(database: Database) -> Account:
    return add(database, "a.admin", Role.ADMINISTRATOR)


@pytest.fixture
def operator(database: Database) -> Account:
    return add(database, "o.operator", Role.OPERATOR)


# --- accounts ------------------------------------------------------------------------------


def test_an_account_is_kept_as_it_was_added(database: Database) -> None:
    with database.writing() as session:
        new = draft("r.person", Role.RESPONSIBLE, Role.QA, name="Р. Қ.", body_id=7)
        added = stored.add_account(session, LOCAL_ADMINISTRATOR, new, None)
    with database.reading() as session:
        found = stored.find_account(session, "R.Person")
        assert found == added == replace(new, id=added.id, has_password=False)
        assert found.created_at == NOW
        assert stored.any_account(session)
        assert not stored.any_administrator(session)


def test_a_login_is_given_once(database: Database, operator: Account) -> None:
    with pytest.raises(LoginTakenError):
        add(database, operator.login, Role.QA)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_manage_accounts(
    database: Database, administrator: Account, role: Role
) -> None:
    somebody = Actor("somebody", frozenset({role}), account_id=99)
    with database.writing() as session:
        with pytest.raises(NotAllowedError):
            stored.add_account(session, somebody, draft("new", Role.QA), None)
        with pytest.raises(NotAllowedError):
            stored.change_account(session, somebody, replace(administrator, active=False), NOW)
        with pytest.raises(NotAllowedError):
            stored.set_password(session, somebody, administrator.id, "$other", NOW)
        with pytest.raises(NotAllowedError):
            openid.link_identity(session, somebody, administrator, "https://i", "s", NOW)


def test_the_last_administrator_cannot_be_disabled_or_demoted(
    database: Database, administrator: Account, operator: Account
) -> None:
    for becomes in (
        replace(administrator, active=False),
        replace(administrator, roles=frozenset({Role.EDITOR})),
    ):
        with pytest.raises(LastAdministratorError), database.writing() as session:
            stored.change_account(session, LOCAL_ADMINISTRATOR, becomes, NOW)
    both = operator.roles | {Role.ADMINISTRATOR}
    with database.writing() as session:
        stored.change_account(session, LOCAL_ADMINISTRATOR, replace(operator, roles=both), NOW)
        stored.change_account(
            session, LOCAL_ADMINISTRATOR, replace(administrator, active=False), NOW
        )
        assert stored.any_administrator(session)


def test_a_change_is_recorded_with_what_differed(database: Database, operator: Account) -> None:
    becomes = replace(operator, roles=frozenset({Role.EDITOR}), display_name="О. П.")
    with database.writing() as session:
        stored.change_account(session, LOCAL_ADMINISTRATOR, becomes, NOW)
        stored.change_account(session, LOCAL_ADMINISTRATOR, becomes, NOW)
    with database.reading() as session:
        found = entries(session, subject=f"account:{operator.id}")
    assert [entry.action for entry in found] == ["change_account", "add_account"]
    assert found[0].before == {"login": "o.operator", "display_name": "", "roles": ["operator"]}
    assert found[0].after == {
        "login": "o.operator", "display_name": "О. П.", "roles": ["editor"],
    }  # fmt: skip
    assert found[0].actor == "local"


def test_everybody_sets_their_own_password_and_is_signed_out(
    database: Database, operator: Account
) -> None:
    with database.writing() as session:
        sessions.open_session(session, operator.id, "secret", "10.0.0.7", NOW)
        stored.set_password(session, operator.actor(), operator.id, "$new", NOW)
    with database.reading() as session:
        assert stored.password_hash_of(session, operator.id) == "$new"
        assert sessions.session_by_token(session, "secret") is None


# --- sessions ------------------------------------------------------------------------------


def test_a_session_is_found_by_its_token_and_kept_only_as_a_hash(
    database: Database, operator: Account
) -> None:
    with database.writing() as session:
        number = sessions.open_session(session, operator.id, "secret", "10.0.0.7", NOW)
    with database.reading() as session:
        found = sessions.session_by_token(session, "secret")
        assert found == sessions.StoredSession(number, operator, NOW, NOW)
        assert sessions.session_by_token(session, "Secret") is None
        kept = session.scalars(select(SessionRow.token_hash)).all()
    assert len(kept) == 1
    assert "secret" not in kept[0]


def test_an_ended_session_and_a_disabled_account_are_signed_out(
    database: Database, operator: Account
) -> None:
    with database.writing() as session:
        for token in ("one", "two", "three"):
            sessions.open_session(session, operator.id, token, "10.0.0.7", NOW)
        assert sessions.end_session(session, "one", NOW) == operator.id
        assert sessions.end_session(session, "one", NOW) is None
        assert sessions.session_by_token(session, "one") is None
        assert sessions.session_by_token(session, "two") is not None
        becomes = replace(operator, active=False)
        stored.change_account(session, LOCAL_ADMINISTRATOR, becomes, NOW)
    with database.writing() as session:
        assert sessions.session_by_token(session, "two") is None
        stored.change_account(session, LOCAL_ADMINISTRATOR, operator, NOW)
        assert sessions.session_by_token(session, "three") is None, "disabling ended it for good"


def test_when_a_session_was_last_seen_is_kept(database: Database, operator: Account) -> None:
    with database.writing() as session:
        number = sessions.open_session(session, operator.id, "secret", "10.0.0.7", NOW)
        sessions.note_seen(session, {number: NOW + HOUR})
    with database.reading() as session:
        found = sessions.session_by_token(session, "secret")
        assert found is not None
        assert found.last_seen_at == NOW + HOUR


def test_an_address_is_known_for_a_month(database: Database, operator: Account) -> None:
    month = dt.timedelta(days=30)
    with database.writing() as session:
        sessions.open_session(session, operator.id, "secret", "10.0.0.7", NOW)
        sessions.end_session(session, "secret", NOW)
        assert sessions.knows_address(session, operator.id, "10.0.0.7", NOW + HOUR)
        assert not sessions.knows_address(session, operator.id, "10.0.0.8", NOW + HOUR)
        assert not sessions.knows_address(session, operator.id + 1, "10.0.0.7", NOW + HOUR)
        assert not sessions.knows_address(session, operator.id, "10.0.0.7", NOW + month)
        sessions.open_session(session, operator.id, "new", "10.0.0.9", NOW + month + HOUR)
        assert len(session.scalars(select(SessionRow)).all()) == 1, "the old one is forgotten"


# --- tokens --------------------------------------------------------------------------------


def new_token(database: Database, actor: Actor, account: Account, secret: str) -> int:
    with database.writing() as session:
        return api_tokens.add_token(
            session,
            actor,
            account.id,
            token=secret,
            name="  nightly   report ",
            scopes=frozenset({Scope.READ}),
            now=NOW,
            expires_at=NOW + HOUR,
        ).id


def test_a_token_is_kept_only_as_a_hash_and_recorded_without_it(
    database: Database, operator: Account
) -> None:
    number = new_token(database, operator.actor(), operator, "bilim_secret")
    with database.reading() as session:
        found = api_tokens.token_presented(session, "bilim_secret")
        assert found is not None
        assert (found.id, found.account, found.scopes) == (number, operator, {Scope.READ})
        assert found.expires_at == NOW + HOUR
        assert "secret" not in session.scalars(select(ApiTokenRow.token_hash)).one()
        (told,) = api_tokens.tokens_of(session, operator.id)
        logged = entries(session, subject=f"token:{number}")
    assert told.name == "nightly report"
    assert told.is_valid(NOW)
    assert not told.is_valid(NOW + HOUR)
    assert [entry.action for entry in logged] == ["add_token"]
    assert "secret" not in json.dumps(logged[0].after)


def test_a_revoked_token_is_unknown(database: Database, operator: Account) -> None:
    number = new_token(database, operator.actor(), operator, "bilim_secret")
    with database.writing() as session:
        api_tokens.revoke_token(session, operator.actor(), number, NOW)
        api_tokens.revoke_token(session, operator.actor(), number, NOW)
        assert api_tokens.token_presented(session, "bilim_secret") is None
        (told,) = api_tokens.tokens_of(session)
        assert told.revoked_at == NOW
        logged = entries(session, subject=f"token:{number}")
    assert [entry.action for entry in logged] == ["revoke_token", "add_token"]


def test_the_token_of_a_disabled_account_is_unknown(database: Database, operator: Account) -> None:
    new_token(database, operator.actor(), operator, "bilim_secret")
    with database.writing() as session:
        disabled = replace(operator, active=False)
        stored.change_account(session, LOCAL_ADMINISTRATOR, disabled, NOW)
        assert api_tokens.token_presented(session, "bilim_secret") is None


def test_tokens_of_others_are_an_administrators_business(
    database: Database, administrator: Account, operator: Account
) -> None:
    number = new_token(database, administrator.actor(), operator, "bilim_secret")
    other = add(database, "other", Role.EDITOR).actor()
    with database.writing() as session:
        with pytest.raises(NotAllowedError):
            api_tokens.revoke_token(session, other, number, NOW)
        with pytest.raises(NotAllowedError):
            api_tokens.revoke_token(session, ANONYMOUS, number, NOW)
        with pytest.raises(NotFoundError):
            api_tokens.revoke_token(session, other, 4096, NOW)
    with pytest.raises(NotAllowedError):
        new_token(database, other, operator, "bilim_more")


def test_a_token_needs_a_name(database: Database, operator: Account) -> None:
    with pytest.raises(InvalidAccountError), database.writing() as session:
        api_tokens.add_token(
            session,
            operator.actor(),
            operator.id,
            token="t",
            name="  ",
            scopes=frozenset({Scope.READ}),
            now=NOW,
            expires_at=NOW + HOUR,
        )


# --- failures ------------------------------------------------------------------------------


def attempt(database: Database, at: dt.datetime, key: str = "account:1") -> None:
    with database.writing() as session:
        sign_in_failures.begin_attempt(session, {key: FOR_ACCOUNT, "address:x": FOR_ADDRESS}, at)


def test_failures_are_counted_across_connections_and_slow_down(
    database: Database, store_url: str
) -> None:
    for _ in range(FOR_ACCOUNT.free):
        attempt(database, NOW)
    again = Database(store_url)
    try:
        with pytest.raises(TooManyAttemptsError) as caught:
            attempt(again, NOW)
        assert caught.value.seconds == 1
        with pytest.raises(TooManyAttemptsError):
            attempt(again, NOW + dt.timedelta(milliseconds=900))
        attempt(again, NOW + dt.timedelta(seconds=1))
        attempt(again, NOW, key="account:2")
    finally:
        again.close()


def test_trying_while_waiting_makes_no_wait_longer(database: Database) -> None:
    for _ in range(FOR_ACCOUNT.free):
        attempt(database, NOW)
    for _ in range(50):
        with pytest.raises(TooManyAttemptsError):
            attempt(database, NOW)
    attempt(database, NOW + dt.timedelta(seconds=1))


def test_a_success_forgets_the_accounts_failures_but_not_the_addresses(
    database: Database,
) -> None:
    for _ in range(FOR_ACCOUNT.free):
        attempt(database, NOW)
    with database.writing() as session:
        sign_in_failures.forget_failures(session, "account:1")
        sign_in_failures.take_back_one(session, "address:x")
    for number in range(FOR_ADDRESS.free - FOR_ACCOUNT.free + 1):
        attempt(database, NOW, key=f"account:{100 + number}")
    with pytest.raises(TooManyAttemptsError):
        attempt(database, NOW, key="account:7")


# --- OpenID --------------------------------------------------------------------------------


def test_somebody_comes_back_from_the_provider_once_and_in_time(database: Database) -> None:
    awaited = openid.Awaited("state", "nonce", "verifier", "/acts")
    with database.writing() as session:
        openid.await_back(session, "cookie", awaited, NOW)
        openid.await_back(session, "late", awaited, NOW)
    with database.writing() as session:
        assert openid.came_back(session, "cookie", NOW + dt.timedelta(minutes=9)) == awaited
        assert openid.came_back(session, "cookie", NOW) is None
        assert openid.came_back(session, "late", NOW + dt.timedelta(minutes=11)) is None
        assert openid.came_back(session, "", NOW) is None


def test_an_identity_is_linked_to_one_account(
    database: Database, operator: Account, administrator: Account
) -> None:
    issuer = "https://directory.example.kz"
    with database.writing() as session:
        openid.link_identity(session, LOCAL_ADMINISTRATOR, operator, issuer, "42", NOW)
        openid.link_identity(session, LOCAL_ADMINISTRATOR, operator, issuer, "42", NOW)
        assert openid.account_of_identity(session, issuer, "42") == operator
        assert openid.account_of_identity(session, "https://other", "42") is None
        openid.link_identity(session, LOCAL_ADMINISTRATOR, administrator, issuer, "42", NOW)
        assert openid.account_of_identity(session, issuer, "42") == administrator
        assert openid.issuers_of(session, operator.id) == ()
        assert openid.issuers_of(session, administrator.id) == (issuer,)
        linked = [e for e in entries(session) if e.action == "link_identity"]
    assert len(linked) == 2


# --- the audit log -------------------------------------------------------------------------


@pytest.mark.parametrize("statement", [delete(AuditRow), update(AuditRow).values(actor="x")])
def test_the_store_itself_keeps_the_audit_log(
    database: Database, operator: Account, statement: object
) -> None:
    refused = pytest.raises(StoreUnavailableError, match="only ever added to")
    with refused, database.writing() as session:
        session.execute(statement)  # type: ignore[call-overload]
    with database.reading() as session:
        assert [entry.actor for entry in entries(session)] == ["local"]


def test_the_audit_log_is_read_in_pages(database: Database) -> None:
    for number in range(5):
        add(database, f"user{number}", Role.QA)
    with database.reading() as session:
        first = entries(session, limit=2)
        second = entries(session, limit=2, before_id=first[-1].id)
    ids = [entry.id for entry in (*first, *second)]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 4

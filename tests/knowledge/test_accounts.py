"""Accounts, roles and scopes as values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from knowledge.accounts.accounts import (
    Account,
    InvalidAccountError,
    LastAdministratorError,
    demand_another_administrator,
    login_of,
    roles_of,
)
from knowledge.accounts.permissions import (
    ALLOWED,
    ANONYMOUS,
    LOCAL_ADMINISTRATOR,
    OF_OWN_BODY,
    SYSTEM,
    Action,
    Actor,
    NotAllowedError,
    Role,
    demand,
    may,
    may_at_all,
)
from knowledge.accounts.scopes import (
    ACTIONS_OF,
    NEVER_BY_TOKEN,
    InvalidScopeError,
    Scope,
    actions_of,
    scopes_of,
)

SINCE = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
ADMINISTRATOR = Account(1, "a.admin", "", frozenset({Role.ADMINISTRATOR}), None, True, SINCE, True)
EDITOR = Account(2, "b.editor", "Б. Е.", frozenset({Role.EDITOR}), None, True, SINCE, True)


# --- logins and roles ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "login"),
    [("A.Serikova", "a.serikova"), (" op-7 ", "op-7"), ("X@mj.gov.kz", "x@mj.gov.kz")],
)
def test_a_login_is_kept_in_small_letters(text: str, login: str) -> None:
    assert login_of(text) == login


@pytest.mark.parametrize("text", ["", " ", "две", "аdmin", "a b", "-a", "a/b", "a\n", "x" * 101])
def test_what_could_be_mistaken_is_no_login(text: str) -> None:
    if text == "a\n":
        assert login_of(text) == "a"
        return
    with pytest.raises(InvalidAccountError):
        login_of(text)


def test_roles_are_read_by_name_and_there_must_be_one() -> None:
    assert roles_of(["Editor", "qa"]) == {Role.EDITOR, Role.QA}
    with pytest.raises(InvalidAccountError, match="boss"):
        roles_of(["editor", "boss"])
    with pytest.raises(InvalidAccountError, match="needs a role"):
        roles_of(["", " "])


def test_history_names_a_person_and_their_login() -> None:
    assert EDITOR.actor().name == "Б. Е. (b.editor)"
    assert ADMINISTRATOR.actor().name == "a.admin"


# --- the last administrator ----------------------------------------------------------------


@pytest.mark.parametrize(
    "becomes",
    [replace(ADMINISTRATOR, active=False), replace(ADMINISTRATOR, roles=frozenset({Role.QA}))],
)
def test_the_last_active_administrator_stays(becomes: Account) -> None:
    disabled = replace(ADMINISTRATOR, id=3, login="c.admin", active=False)
    with pytest.raises(LastAdministratorError):
        demand_another_administrator(becomes, [ADMINISTRATOR, EDITOR, disabled])
    demand_another_administrator(becomes, [ADMINISTRATOR, EDITOR, replace(disabled, active=True)])


def test_where_there_was_no_administrator_none_is_missed() -> None:
    demand_another_administrator(replace(EDITOR, active=False), [EDITOR])


# --- who may what --------------------------------------------------------------------------


def test_every_action_is_in_the_table() -> None:
    assert set(ALLOWED) == set(Action)
    assert all(ALLOWED.values())


@pytest.mark.parametrize("action", Action)
def test_nobody_in_particular_may_nothing(action: Action) -> None:
    assert not may_at_all(ANONYMOUS, action)
    assert not may_at_all(SYSTEM, action)
    assert may_at_all(LOCAL_ADMINISTRATOR, action)


@pytest.mark.parametrize("action", sorted(OF_OWN_BODY))
def test_a_responsible_person_acts_for_their_own_body_only(action: Action) -> None:
    of_seven = Actor("r", frozenset({Role.RESPONSIBLE}), body_id=7)
    of_none = Actor("r", frozenset({Role.RESPONSIBLE}))
    assert may(of_seven, action, body_id=7)
    assert may_at_all(of_seven, action)
    assert not may(of_seven, action, body_id=8)
    assert not may(of_seven, action)
    assert not may(of_none, action, body_id=7)
    assert not may_at_all(of_none, action)
    with pytest.raises(NotAllowedError):
        demand(of_seven, action, body_id=8)


# --- scopes --------------------------------------------------------------------------------


def test_every_action_is_in_one_scope_or_never_done_by_a_token() -> None:
    in_scopes = [action for scope in Scope for action in ACTIONS_OF[scope]]
    assert len(in_scopes) == len(set(in_scopes))
    assert set(in_scopes) | NEVER_BY_TOKEN == set(Action)
    assert not set(in_scopes) & NEVER_BY_TOKEN


def test_a_scope_narrows_and_never_widens() -> None:
    reader = EDITOR.actor(actions_of([Scope.READ]))
    assert may(reader, Action.READ)
    assert not may(reader, Action.LOAD_ACT)
    auditor = EDITOR.actor(actions_of([Scope.AUDIT]))
    assert not may(auditor, Action.READ_AUDIT), "the account itself may not"


def test_scopes_are_read_by_name() -> None:
    assert scopes_of(["Read", "load"]) == {Scope.READ, Scope.LOAD}
    with pytest.raises(InvalidScopeError, match="all"):
        scopes_of(["all"])
    with pytest.raises(InvalidScopeError, match="needs a scope"):
        scopes_of([])

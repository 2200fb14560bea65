"""Signing in, sessions and tokens, with a clock that is moved by hand."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from api.service import Bilim
from api.use_cases.sign_in import InvalidTokenError, SignInFailedError
from knowledge.accounts.passwords import WeakPasswordError
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Action, Role, may
from knowledge.accounts.slowing import TooManyAttemptsError
from knowledge.store.account_tables import AccountRow, ApiTokenRow, SessionRow
from knowledge.store.sign_in_failures import begin_attempt

from .accounts import PASSWORD, HandClock, add, begin, empty_bilim

NEW = "another-green-boat-5"
HERE, ELSEWHERE = "10.0.0.7", "203.0.113.9"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def base(tmp_path: Path, clock: HandClock) -> Iterator[Bilim]:
    with empty_bilim(tmp_path / "home", clock) as bilim:
        add(bilim, "operator", Role.OPERATOR)
        yield bilim


def fail(bilim: Bilim, login: str = "operator", address: str = ELSEWHERE) -> None:
    with pytest.raises(SignInFailedError):
        bilim.sign_in.sign_in(login, "wrong-wrong-wrong", address=address)


def log_of(bilim: Bilim) -> list[str]:
    return [entry.action for entry in bilim.accounts.audit(LOCAL_ADMINISTRATOR)]


# --- passwords -----------------------------------------------------------------------------


def test_login_and_password_begin_a_session(base: Bilim) -> None:
    begun = base.sign_in.sign_in(" Operator ", PASSWORD, address=HERE)
    found = base.sign_in.by_session(begun.token)
    assert found is not None
    assert found.actor.name == "operator"
    assert found.actor.roles == {Role.OPERATOR}
    assert base.sign_in.by_session(begun.token + "x") is None


def test_all_refusals_say_the_same(base: Bilim) -> None:
    add(base, "gone", Role.QA)
    base.accounts.change(LOCAL_ADMINISTRATOR, "gone", active=False)
    base.accounts.add(LOCAL_ADMINISTRATOR, "openid.only", None, ["qa"])
    said = set()
    for login, password in [
        ("operator", "wrong-wrong-wrong"),
        ("nobody", PASSWORD),
        ("не логин", PASSWORD),
        ("gone", PASSWORD),
        ("openid.only", ""),
        ("openid.only", PASSWORD),
        ("operator", ""),
    ]:
        with pytest.raises(SignInFailedError) as caught:
            base.sign_in.sign_in(login, password, address=HERE)
        said.add(str(caught.value))
    assert len(said) == 1


def test_signing_in_ends_the_session_that_was_there(base: Bilim) -> None:
    first = base.sign_in.sign_in("operator", PASSWORD, address=HERE)
    second = base.sign_in.sign_in("operator", PASSWORD, address=HERE, previous=first.token)
    assert first.token != second.token
    assert base.sign_in.by_session(first.token) is None
    assert base.sign_in.by_session(second.token) is not None


def test_a_new_password_ends_every_session_and_begins_a_new_one(base: Bilim) -> None:
    other = begin(base, "operator")
    mine = base.sign_in.sign_in("operator", PASSWORD, address=HERE)
    actor = mine.account.actor()
    with pytest.raises(SignInFailedError):
        base.sign_in.change_own_password(actor, "wrong-wrong-wrong", NEW, address=HERE)
    with pytest.raises(WeakPasswordError):
        base.sign_in.change_own_password(actor, PASSWORD, "operator1234567", address=HERE)
    begun = base.sign_in.change_own_password(actor, PASSWORD, NEW, address=HERE)
    assert base.sign_in.by_session(other.token) is None
    assert base.sign_in.by_session(mine.token) is None
    assert base.sign_in.by_session(begun.token) is not None
    base.sign_in.sign_in("operator", NEW, address=HERE)
    fail(base)


def test_a_hash_made_with_older_parameters_is_made_anew(base: Bilim) -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    with base.wiring.database.writing() as session:
        session.scalars(select(AccountRow)).one().password_hash = weak
    base.sign_in.sign_in("operator", PASSWORD, address=HERE)
    with base.wiring.database.reading() as session:
        kept = session.scalars(select(AccountRow.password_hash)).one()
    assert kept is not None
    assert kept != weak
    base.sign_in.sign_in("operator", PASSWORD, address=HERE)


# --- how long a session lasts ---------------------------------------------------------------


def test_a_session_ends_when_nothing_is_done(base: Bilim, clock: HandClock) -> None:
    begun = begin(base, "operator")
    clock.move(minutes=59)
    assert base.sign_in.by_session(begun.token) is not None
    base.sign_in.close()  # what was noted is written
    clock.move(minutes=59)
    assert base.sign_in.by_session(begun.token) is not None, "each request begins the hour anew"
    base.sign_in.close()
    clock.move(minutes=60)
    assert base.sign_in.by_session(begun.token) is None


def test_a_session_ends_after_half_a_day_whatever_is_done(base: Bilim, clock: HandClock) -> None:
    begun = begin(base, "operator")
    for _ in range(23):
        clock.move(minutes=30)
        assert base.sign_in.by_session(begun.token) is not None
        base.sign_in.close()
    clock.move(minutes=30)
    assert base.sign_in.by_session(begun.token) is None


def test_signing_out_everywhere_ends_all_sessions_of_one_account(base: Bilim) -> None:
    add(base, "other", Role.QA)
    mine, also_mine, others = (begin(base, login) for login in ("operator", "operator", "other"))
    base.sign_in.sign_out_everywhere(mine.account.actor(), mine.account.id)
    assert base.sign_in.by_session(mine.token) is None
    assert base.sign_in.by_session(also_mine.token) is None
    assert base.sign_in.by_session(others.token) is not None
    assert log_of(base)[0] == "sign_out_everywhere"


def test_a_changed_role_holds_from_the_next_request_on(base: Bilim) -> None:
    begun = begin(base, "operator")
    base.accounts.change(LOCAL_ADMINISTRATOR, "operator", roles=["editor"])
    found = base.sign_in.by_session(begun.token)
    assert found is not None
    assert found.actor.roles == {Role.EDITOR}


def test_a_request_does_not_wait_for_whoever_writes(base: Bilim, clock: HandClock) -> None:
    begun = begin(base, "operator")
    clock.move(minutes=5)
    with base.wiring.database.writing() as session:
        session.scalars(select(AccountRow)).all()
        began = time.monotonic()
        assert base.sign_in.by_session(begun.token) is not None
        assert time.monotonic() - began < 1
    base.sign_in.close()
    with base.wiring.database.reading() as session:
        assert session.scalars(select(SessionRow.last_seen_at)).one() == clock.now


# --- slowing down ---------------------------------------------------------------------------


def test_whoever_guesses_has_to_wait_and_the_right_password_too(
    base: Bilim, clock: HandClock
) -> None:
    for _ in range(5):
        fail(base)
    with pytest.raises(TooManyAttemptsError) as caught:
        base.sign_in.sign_in("operator", PASSWORD, address=ELSEWHERE)
    clock.move(seconds=caught.value.seconds)
    base.sign_in.sign_in("operator", PASSWORD, address=ELSEWHERE)
    for _ in range(4):
        fail(base)


def test_a_guesser_elsewhere_does_not_keep_a_person_out(base: Bilim) -> None:
    base.sign_in.sign_in("operator", PASSWORD, address=HERE)
    for _ in range(5):
        fail(base)
    with pytest.raises(TooManyAttemptsError):
        base.sign_in.sign_in("operator", PASSWORD, address=ELSEWHERE)
    base.sign_in.sign_in("operator", PASSWORD, address=HERE)


def test_a_guesser_who_changes_logins_is_slowed_by_address(base: Bilim) -> None:
    with pytest.raises(TooManyAttemptsError):
        for number in range(60):
            with base.wiring.database.writing() as session:
                # As sign_in does for an unknown login, without the time that a hash takes.
                from knowledge.accounts.slowing import FOR_ACCOUNT, FOR_ADDRESS

                keys = {f"account:{number}": FOR_ACCOUNT, f"address:{ELSEWHERE}": FOR_ADDRESS}
                begin_attempt(session, keys, base.api_tokens.now())
    with pytest.raises(TooManyAttemptsError):
        base.sign_in.sign_in("somebody", PASSWORD, address=ELSEWHERE)
    base.sign_in.sign_in("operator", PASSWORD, address=HERE)


def test_attempts_at_once_are_counted_before_they_are_looked_at(base: Bilim) -> None:
    together = threading.Barrier(12)
    told: list[str] = []

    def guess() -> None:
        together.wait()
        try:
            base.sign_in.sign_in("operator", "wrong-wrong-wrong", address=ELSEWHERE)
        except (SignInFailedError, TooManyAttemptsError) as error:
            told.append(error.code)

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert told.count("sign_in_failed") == 5
    assert told.count("too_many_attempts") == 7


# --- tokens ----------------------------------------------------------------------------------


def test_a_token_acts_within_its_scopes(base: Bilim) -> None:
    add(base, "editor", Role.EDITOR)
    made = base.api_tokens.add(LOCAL_ADMINISTRATOR, "report", ["read"], login="editor")
    actor = base.sign_in.by_api_token(made.secret).actor
    assert actor.name == "editor"
    assert may(actor, Action.READ)
    assert not may(actor, Action.LOAD_ACT)
    assert not may(actor, Action.MANAGE_OWN_TOKENS)


def test_a_token_ends_on_its_day(base: Bilim, clock: HandClock) -> None:
    made = base.api_tokens.add(LOCAL_ADMINISTRATOR, "r", ["read"], login="operator", days=2)
    clock.move(days=2, seconds=-1)
    base.sign_in.by_api_token(made.secret)
    base.sign_in.close()
    with base.wiring.database.reading() as session:
        assert session.scalars(select(ApiTokenRow.last_used_at)).one() == clock.now
    clock.move(seconds=1)
    with pytest.raises(InvalidTokenError):
        base.sign_in.by_api_token(made.secret)


def test_revoked_unknown_and_orphaned_tokens_are_refused(base: Bilim) -> None:
    def made() -> str:
        return base.api_tokens.add(LOCAL_ADMINISTRATOR, "r", ["read"], login="operator").secret

    first, second = made(), made()
    base.api_tokens.revoke(LOCAL_ADMINISTRATOR, 1)
    base.sign_in.by_api_token(second)
    base.accounts.change(LOCAL_ADMINISTRATOR, "operator", active=False)
    for token in (first, second, "", "bilim_", "x" * 5000):
        with pytest.raises(InvalidTokenError):
            base.sign_in.by_api_token(token)


# --- the log ---------------------------------------------------------------------------------


def test_the_log_tells_all_and_no_secret(base: Bilim) -> None:
    begun = base.sign_in.sign_in("operator", PASSWORD, address=HERE)
    fail(base, login="typed-their-password-here")
    fail(base)
    made = base.api_tokens.add(begun.account.actor(), "report", ["read"])
    base.api_tokens.revoke(begun.account.actor(), made.token.id)
    base.accounts.set_password(LOCAL_ADMINISTRATOR, "operator", NEW)
    base.sign_in.sign_out(base.sign_in.sign_in("operator", NEW, address=HERE).token)
    entries = base.accounts.audit(LOCAL_ADMINISTRATOR)
    assert [entry.action for entry in entries][::-1] == [
        "add_account",
        "sign_in",
        "sign_in_failed",
        "add_token",
        "revoke_token",
        "set_password",
        "sign_in",
        "sign_out",
    ]
    told = json.dumps([[e.actor, e.subject, e.before, e.after] for e in entries], default=str)
    for secret in (PASSWORD, NEW, "wrong-", "typed-their", begun.token, made.secret, "argon2"):
        assert secret not in told

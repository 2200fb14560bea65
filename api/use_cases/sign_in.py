"""Signing in and out, and finding out who acts by what a request carries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from api.use_cases.clock import Clock, utc_now
from api.use_cases.last_seen import LastSeen
from api.wiring import Wiring
from knowledge.accounts.accounts import Account
from knowledge.accounts.hashing import hashed, is_outdated, matches
from knowledge.accounts.passwords import demand_quality
from knowledge.accounts.permissions import ANONYMOUS, Action, Actor, demand
from knowledge.accounts.random_tokens import hash_of, new_token
from knowledge.accounts.scopes import actions_of
from knowledge.accounts.sessions import SEEN_EVERY, Lifetime
from knowledge.accounts.slowing import FOR_ACCOUNT, FOR_ADDRESS, address_key
from knowledge.errors import BilimError, NotFoundError
from knowledge.store import accounts as stored
from knowledge.store.api_tokens import token_presented
from knowledge.store.audit import record
from knowledge.store.sessions import (
    end_session,
    knows_address,
    open_session,
    session_by_token,
)
from knowledge.store.sign_in_failures import begin_attempt, forget_failures, take_back_one


class SignInFailedError(BilimError):
    """Login and password do not belong together, or the account is disabled: nobody is told."""

    code = "sign_in_failed"


class InvalidTokenError(BilimError):
    """An API token is unknown, revoked or expired, or its account is disabled."""

    code = "invalid_token"


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session that just began. ``token`` is for the cookie, and is kept nowhere else."""

    token: str
    account: Account


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a request acts for, and by which session (None: by an API token)."""

    actor: Actor
    session_id: int | None


@dataclass(frozen=True, slots=True)
class _Attempt:
    """An attempt to sign in: to which account, and by what its failures are counted."""

    account: Account | None
    password_hash: str | None
    account_key: str
    address_key: str | None


class SignIn:
    """Sessions of one store."""

    def __init__(self, wiring: Wiring, clock: Clock = utc_now) -> None:
        self._wiring = wiring
        self._clock = clock
        self._anybody = False

    @cached_property
    def _lifetime(self) -> Lifetime:
        settings = self._wiring.settings
        return Lifetime(
            idle=dt.timedelta(minutes=settings.session_idle_minutes),
            absolute=dt.timedelta(hours=settings.session_hours),
        )

    @cached_property
    def _last_seen(self) -> LastSeen:
        return LastSeen(self._wiring.database)

    def close(self) -> None:
        """Write down what is still to be written."""
        opened = vars(self).pop("_last_seen", None)
        if opened is not None:
            opened.close()

    # --- who acts -------------------------------------------------------------------------

    def accounts_exist(self) -> bool:
        """Whether anybody has an account. Once so, for ever: accounts are never deleted."""
        if not self._anybody:
            with self._wiring.database.reading() as session:
                self._anybody = stored.any_account(session)
        return self._anybody

    def by_session(self, token: str) -> SignedIn | None:
        """Who a session's token belongs to; None where it is unknown, ended or has run out."""
        with self._wiring.database.reading() as session:
            found = session_by_token(session, token)
        now = self._clock()
        if found is None or self._lifetime.is_over(found.created_at, found.last_seen_at, now):
            return None
        if now - found.last_seen_at >= SEEN_EVERY:
            self._last_seen.note_session(found.id, now)
        return SignedIn(found.account.actor(), found.id)

    def by_api_token(self, token: str) -> SignedIn:
        """Who an API token belongs to, narrowed to its scopes. Raises InvalidTokenError."""
        with self._wiring.database.reading() as session:
            found = token_presented(session, token)
        now = self._clock()
        if found is None or now >= found.expires_at:
            raise InvalidTokenError(
                "The token is unknown, revoked or expired, or its account is disabled. Make a "
                "new one on the page of your account, or with `bilim token add`."
            )
        if found.last_used_at is None or now - found.last_used_at >= SEEN_EVERY:
            self._last_seen.note_token(found.id, now)
        return SignedIn(found.account.actor(actions_of(found.scopes)), None)

    # --- signing in and out ---------------------------------------------------------------

    def sign_in(
        self, login: str, password: str, *, address: str, previous: str | None = None
    ) -> NewSession:
        """Begin a session. ``previous``, the token of an older one, is ended: tokens rotate.

        Raises SignInFailedError and TooManyAttemptsError.
        """
        place = address_key(address)
        account, attempt = self._verified(login, password, place)
        with self._wiring.database.writing() as session:
            _forget(session, attempt, password)
            return self._begin(session, account, place, previous)

    def sign_in_known(
        self, account: Account, *, address: str, previous: str | None = None
    ) -> NewSession:
        """Begin a session for somebody whom an OpenID provider vouched for.

        Raises SignInFailedError where the account is disabled.
        """
        if not account.active:
            raise SignInFailedError("The account is disabled.")
        with self._wiring.database.writing() as session:
            return self._begin(session, account, address_key(address), previous)

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._wiring.database.writing() as session:
            account_id = end_session(session, token, self._clock())
            if account_id is not None:
                actor = stored.account_by_id(session, account_id).actor()
                record(session, actor, "sign_out", stored.subject_of(account_id))

    def sign_out_everywhere(self, actor: Actor, account_id: int) -> None:
        """End every session of an account: one's own, or as an administrator any."""
        own = actor.account_id == account_id
        demand(actor, Action.MANAGE_OWN_TOKENS if own else Action.MANAGE_ACCOUNTS)
        with self._wiring.database.writing() as session:
            stored.end_sessions(session, account_id, self._clock())
            record(session, actor, "sign_out_everywhere", stored.subject_of(account_id))

    def change_own_password(self, actor: Actor, old: str, new: str, *, address: str) -> NewSession:
        """Change the actor's own password: every session is ended, and a new one begun.

        Raises NotAllowedError, SignInFailedError, TooManyAttemptsError and WeakPasswordError.
        """
        demand(actor, Action.MANAGE_OWN_TOKENS)
        if actor.account_id is None:
            raise NotFoundError("Whoever acts without an account has no password to change.")
        with self._wiring.database.reading() as session:
            login = stored.account_by_id(session, actor.account_id).login
        place = address_key(address)
        account, attempt = self._verified(login, old, place)
        demand_quality(new, account.login, account.display_name)
        password_hash = hashed(new)
        with self._wiring.database.writing() as session:
            _forget(session, attempt, old)
            stored.set_password(session, actor, account.id, password_hash, self._clock())
            return self._begin(session, account, place, None)

    def _verified(self, login: str, password: str, place: str) -> tuple[Account, _Attempt]:
        now = self._clock()
        with self._wiring.database.writing() as session:
            attempt = _attempt(session, login, place, now)
            keys = {attempt.account_key: FOR_ACCOUNT}
            if attempt.address_key is not None:
                keys[attempt.address_key] = FOR_ADDRESS
            begin_attempt(session, keys, now)
        # Outside of the transaction: this takes long by intention.
        right = matches(password, attempt.password_hash)
        account = attempt.account
        if account is None or not account.active or not right:
            self._note_failure(account, place)
            raise SignInFailedError("The login or the password is wrong, or the account disabled.")
        return account, attempt

    def _begin(
        self, session: Session, account: Account, place: str, previous: str | None
    ) -> NewSession:
        now = self._clock()
        if previous is not None:
            end_session(session, previous, now)
        token = new_token()
        open_session(session, account.id, token, place, now)
        where = {"address": place}
        record(session, account.actor(), "sign_in", stored.subject_of(account.id), after=where)
        return NewSession(token, account)

    def _note_failure(self, account: Account | None, place: str) -> None:
        """What was typed is not kept: people type passwords where logins belong."""
        if account is None:
            return
        with self._wiring.database.writing() as session:
            record(
                session,
                ANONYMOUS,
                "sign_in_failed",
                stored.subject_of(account.id),
                after={"login": account.login, "address": place},
            )


def _attempt(session: Session, login: str, place: str, now: dt.datetime) -> _Attempt:
    """By what failures are counted: at a usual address of the account, apart from all others.

    So nobody elsewhere can keep a person out by failing in their name, nor a colleague by
    failing at the same address.
    """
    try:
        account = stored.find_account(session, login)
    except NotFoundError:
        unknown = hash_of(login.strip().lower())[:40]
        return _Attempt(None, None, f"account:{unknown}", f"address:{place}")
    key = f"account:{account.id}"
    password_hash = stored.password_hash_of(session, account.id)
    if knows_address(session, account.id, place, now):
        return _Attempt(account, password_hash, f"{key}@{place}", None)
    return _Attempt(account, password_hash, key, f"address:{place}")


def _forget(session: Session, attempt: _Attempt, password: str) -> None:
    """After a success: its failures are forgotten, an old hash is made anew."""
    forget_failures(session, attempt.account_key)
    if attempt.address_key is not None:
        take_back_one(session, attempt.address_key)
    if attempt.account and attempt.password_hash and is_outdated(attempt.password_hash):
        stored.keep_password_hash(session, attempt.account.id, hashed(password))

"""Administering accounts, and reading the audit log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum

from sqlalchemy.orm import Session

from api.use_cases.clock import Clock, utc_now
from api.wiring import Wiring
from knowledge.accounts.accounts import (
    Account,
    display_name_of,
    login_of,
    roles_of,
)
from knowledge.accounts.hashing import hashed
from knowledge.accounts.passwords import demand_quality
from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.registers import StateBody
from knowledge.store import accounts as stored
from knowledge.store.audit import AuditEntry, entries
from knowledge.store.bodies import all_bodies, find_body
from knowledge.store.openid import link_identity
from knowledge.store.sessions import OpenSession, open_sessions


class Keep(Enum):
    """Says that something stays as it is, where None would say that there is none."""

    AS_IT_IS = "as it is"


class Accounts:
    """Accounts of one store. Every method that changes one demands the right to."""

    def __init__(self, wiring: Wiring, clock: Clock = utc_now) -> None:
        self._wiring = wiring
        self._clock = clock

    def administrator_exists(self) -> bool:
        """Whether somebody can administer Bilim: before that it stays on its own machine."""
        with self._wiring.database.reading() as session:
            return stored.any_administrator(session)

    def all(self, actor: Actor) -> tuple[Account, ...]:
        """Every account. Raises NotAllowedError."""
        demand(actor, Action.MANAGE_ACCOUNTS)
        with self._wiring.database.reading() as session:
            return stored.all_accounts(session)

    def one(self, actor: Actor, login: str) -> Account:
        """An account: one's own, or as an administrator any. Raises NotFoundError."""
        with self._wiring.database.reading() as session:
            account = stored.find_account(session, login)
        if account.id != actor.account_id:
            demand(actor, Action.MANAGE_ACCOUNTS)
        return account

    def own(self, actor: Actor) -> Account | None:
        """The actor's own account; None for whoever acts without one."""
        if actor.account_id is None:
            return None
        with self._wiring.database.reading() as session:
            return stored.account_by_id(session, actor.account_id)

    def own_body(self, actor: Actor) -> StateBody | None:
        """The state body that the actor answers for."""
        if actor.body_id is None:
            return None
        with self._wiring.database.reading() as session:
            return find_body(session, str(actor.body_id))

    def bodies(self, actor: Actor) -> tuple[StateBody, ...]:
        """The state bodies that an account can be of. Raises NotAllowedError."""
        demand(actor, Action.MANAGE_ACCOUNTS)
        with self._wiring.database.reading() as session:
            return all_bodies(session)

    def sessions(self, actor: Actor) -> tuple[OpenSession, ...]:
        """Where the actor is signed in."""
        if actor.account_id is None:
            return ()
        with self._wiring.database.reading() as session:
            return open_sessions(session, actor.account_id)

    def add(
        self,
        actor: Actor,
        login: str,
        password: str | None,
        roles: Iterable[str],
        *,
        display_name: str = "",
        body: str | None = None,
    ) -> Account:
        """Add an account; without a password it can sign in by OpenID Connect only.

        ``body`` is the code or number of a state body. Raises NotAllowedError,
        InvalidAccountError, LoginTakenError, WeakPasswordError and UnknownBodyError.
        """
        demand(actor, Action.MANAGE_ACCOUNTS)
        name = display_name_of(display_name)
        new = Account(
            id=0,
            login=login_of(login),
            display_name=name,
            roles=roles_of(roles),
            body_id=None,
            active=True,
            created_at=self._clock(),
            has_password=password is not None,
        )
        if password is not None:
            demand_quality(password, new.login, name)
        password_hash = hashed(password) if password is not None else None
        with self._wiring.database.writing() as session:
            new = replace(new, body_id=_body_id(session, body))
            return stored.add_account(session, actor, new, password_hash)

    def change(
        self,
        actor: Actor,
        login: str,
        *,
        roles: Iterable[str] | None = None,
        display_name: str | None = None,
        active: bool | None = None,
        body: str | Keep | None = Keep.AS_IT_IS,
    ) -> Account:
        """Change what is given; the rest stays as it is.

        Raises NotAllowedError, NotFoundError, InvalidAccountError, UnknownBodyError and
        LastAdministratorError.
        """
        demand(actor, Action.MANAGE_ACCOUNTS)
        with self._wiring.database.writing() as session:
            account = stored.find_account(session, login)
            if roles is not None:
                account = replace(account, roles=roles_of(roles))
            if display_name is not None:
                account = replace(account, display_name=display_name_of(display_name))
            if active is not None:
                account = replace(account, active=active)
            if not isinstance(body, Keep):
                account = replace(account, body_id=_body_id(session, body))
            return stored.change_account(session, actor, account, self._clock())

    def set_password(self, actor: Actor, login: str, password: str) -> None:
        """Give somebody a new password, and sign them out everywhere.

        Raises NotAllowedError, NotFoundError and WeakPasswordError.
        """
        demand(actor, Action.MANAGE_ACCOUNTS)
        with self._wiring.database.reading() as session:
            account = stored.find_account(session, login)
        demand_quality(password, account.login, account.display_name)
        password_hash = hashed(password)
        with self._wiring.database.writing() as session:
            stored.set_password(session, actor, account.id, password_hash, self._clock())

    def link(self, actor: Actor, login: str, issuer: str, subject: str) -> Account:
        """Let somebody whom an OpenID provider knows sign in to an account that exists.

        Raises NotAllowedError and NotFoundError.
        """
        demand(actor, Action.MANAGE_ACCOUNTS)
        with self._wiring.database.writing() as session:
            account = stored.find_account(session, login)
            link_identity(session, actor, account, issuer, subject, self._clock())
        return account

    def audit(
        self,
        actor: Actor,
        *,
        subject: str | None = None,
        before_id: int | None = None,
        limit: int = 100,
    ) -> tuple[AuditEntry, ...]:
        """The audit log, newest first. Raises NotAllowedError."""
        demand(actor, Action.READ_AUDIT)
        with self._wiring.database.reading() as session:
            return entries(session, subject=subject, before_id=before_id, limit=limit)


def _body_id(session: Session, body: str | None) -> int | None:
    return find_body(session, body).id if body else None

"""Accounts in the store: adding and changing them, each change with its line in the audit log."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from knowledge.accounts.accounts import (
    Account,
    LoginTakenError,
    demand_another_administrator,
)
from knowledge.accounts.permissions import Action, Actor, Role, demand
from knowledge.errors import NotFoundError
from knowledge.store.account_tables import AccountRow, SessionRow
from knowledge.store.audit import record

_COLUMNS = (
    AccountRow.id,
    AccountRow.login,
    AccountRow.display_name,
    AccountRow.roles,
    AccountRow.body_id,
    AccountRow.active,
    AccountRow.created_at,
    AccountRow.password_hash.is_not(None),
)
_ANY = select(AccountRow.id).limit(1)


def account_from(row: Any) -> Account:
    """An account from its columns, in the order of ``account_columns``."""
    login, roles = str(row[1]), frozenset(Role(role) for role in row[3])
    return Account(row[0], login, row[2], roles, row[4], row[5], row[6], bool(row[7]))


def account_columns() -> tuple[Any, ...]:
    """The columns that ``account_from`` reads."""
    return _COLUMNS


def any_account(session: Session) -> bool:
    """Whether there is an account at all."""
    return session.scalar(_ANY) is not None


def all_accounts(session: Session) -> tuple[Account, ...]:
    """Every account, by login."""
    return tuple(map(account_from, session.execute(select(*_COLUMNS).order_by(AccountRow.login))))


def any_administrator(session: Session) -> bool:
    """Whether somebody can administer accounts now."""
    return any(account.is_active_administrator for account in all_accounts(session))


def find_account(session: Session, login: str) -> Account:
    """The account with a login. Raises NotFoundError."""
    row = session.execute(select(*_COLUMNS).where(AccountRow.login == login.strip().lower()))
    found = row.first()
    if found is None:
        raise NotFoundError(f"There is no account «{login}»; `bilim user list` lists all.")
    return account_from(found)


def account_by_id(session: Session, account_id: int) -> Account:
    """The account with an id. Raises NotFoundError."""
    found = session.execute(select(*_COLUMNS).where(AccountRow.id == account_id)).first()
    if found is None:
        raise NotFoundError(f"There is no account {account_id}; `bilim user list` lists all.")
    return account_from(found)


def password_hash_of(session: Session, account_id: int) -> str | None:
    """The hash of an account's password; None where it has none."""
    return session.scalar(select(AccountRow.password_hash).where(AccountRow.id == account_id))


def add_account(
    session: Session,
    actor: Actor,
    new: Account,
    password_hash: str | None,
) -> Account:
    """Add an account (its ``id`` is given here). Raises NotAllowedError and LoginTakenError."""
    demand(actor, Action.MANAGE_ACCOUNTS)
    if session.scalar(select(AccountRow.id).where(AccountRow.login == new.login)) is not None:
        raise LoginTakenError(f"There is an account «{new.login}» already.")
    row = AccountRow(
        login=new.login,
        display_name=new.display_name,
        roles=sorted(new.roles),
        body_id=new.body_id,
        active=new.active,
        password_hash=password_hash,
        created_at=new.created_at,
    )
    session.add(row)
    session.flush()
    record(session, actor, "add_account", subject_of(row.id), after=_told(new))
    return account_by_id(session, row.id)


def change_account(session: Session, actor: Actor, becomes: Account, now: dt.datetime) -> Account:
    """Let an account become what ``becomes`` says: its name, roles, state body, whether active.

    Whoever is disabled is signed out everywhere. Raises NotAllowedError, NotFoundError and
    LastAdministratorError.
    """
    demand(actor, Action.MANAGE_ACCOUNTS)
    was = account_by_id(session, becomes.id)
    demand_another_administrator(becomes, all_accounts(session))
    before, after = _told(was), _told(becomes)
    differing = [key for key in after if before[key] != after[key]]
    if not differing:
        return was
    session.execute(
        update(AccountRow)
        .where(AccountRow.id == becomes.id)
        .values(
            display_name=becomes.display_name,
            roles=sorted(becomes.roles),
            body_id=becomes.body_id,
            active=becomes.active,
        )
    )
    if not becomes.active:
        end_sessions(session, becomes.id, now)
    record(
        session,
        actor,
        "change_account",
        subject_of(becomes.id),
        before={key: before[key] for key in ("login", *differing)},
        after={key: after[key] for key in ("login", *differing)},
    )
    return account_by_id(session, becomes.id)


def set_password(
    session: Session, actor: Actor, account_id: int, password_hash: str, now: dt.datetime
) -> None:
    """Give an account another password and sign it out everywhere. Raises NotAllowedError.

    Everybody may change their own; other people's, whoever may manage accounts.
    """
    own = actor.account_id == account_id
    demand(actor, Action.MANAGE_OWN_TOKENS if own else Action.MANAGE_ACCOUNTS)
    login = account_by_id(session, account_id).login
    keep_password_hash(session, account_id, password_hash)
    end_sessions(session, account_id, now)
    record(session, actor, "set_password", subject_of(account_id), after={"login": login})


def keep_password_hash(session: Session, account_id: int, password_hash: str) -> None:
    """Keep another hash of the same password (made with today's parameters)."""
    session.execute(
        update(AccountRow).where(AccountRow.id == account_id).values(password_hash=password_hash)
    )


def end_sessions(session: Session, account_id: int, now: dt.datetime) -> None:
    """End every session of an account."""
    session.execute(
        update(SessionRow)
        .where(SessionRow.account_id == account_id, SessionRow.ended_at.is_(None))
        .values(ended_at=now)
    )


def subject_of(account_id: int) -> str:
    """An account as the subject of an audit entry."""
    return f"account:{account_id}"


def _told(account: Account) -> dict[str, Any]:
    """What the audit log says of an account."""
    return {
        "login": account.login,
        "display_name": account.display_name,
        "roles": sorted(account.roles),
        "body_id": account.body_id,
        "active": account.active,
    }

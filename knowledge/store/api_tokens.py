"""API tokens: a program acts for an account, within scopes and until a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from knowledge.accounts.accounts import Account, InvalidAccountError
from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.accounts.random_tokens import hash_of
from knowledge.accounts.scopes import Scope
from knowledge.errors import NotFoundError
from knowledge.store.account_tables import AccountRow, ApiTokenRow
from knowledge.store.accounts import account_by_id, account_columns, account_from
from knowledge.store.audit import record

LONGEST_NAME = 100
_BY_TOKEN = (
    select(
        *account_columns(),
        ApiTokenRow.id,
        ApiTokenRow.scopes,
        ApiTokenRow.expires_at,
        ApiTokenRow.last_used_at,
    )
    .join(ApiTokenRow, ApiTokenRow.account_id == AccountRow.id)
    .where(
        ApiTokenRow.token_hash == bindparam("token_hash"),
        ApiTokenRow.revoked_at.is_(None),
        AccountRow.active,
    )
)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token as it is listed: all but the token itself. Moments are in UTC."""

    id: int
    login: str
    name: str
    scopes: frozenset[Scope]
    created_at: dt.datetime
    expires_at: dt.datetime
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None

    def is_valid(self, now: dt.datetime) -> bool:
        """Whether the token can be used."""
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True)
class PresentedToken:
    """A token that a request came with, not revoked, with its account."""

    id: int
    account: Account
    scopes: frozenset[Scope]
    expires_at: dt.datetime
    last_used_at: dt.datetime | None


def token_presented(session: Session, token: str) -> PresentedToken | None:
    """What is known of a token, if its account is active; whether it ran out is not asked."""
    row = session.execute(_BY_TOKEN, {"token_hash": hash_of(token)}).first()
    if row is None:
        return None
    scopes = frozenset(Scope(scope) for scope in row[-3])
    return PresentedToken(row[-4], account_from(row), scopes, row[-2], row[-1])


def add_token(
    session: Session,
    actor: Actor,
    account_id: int,
    *,
    token: str,
    name: str,
    scopes: frozenset[Scope],
    now: dt.datetime,
    expires_at: dt.datetime,
) -> ApiToken:
    """Keep the hash of ``token`` for an account: one's own, or as an administrator any.

    Raises NotAllowedError, NotFoundError and InvalidAccountError.
    """
    _demand(actor, account_id)
    account = account_by_id(session, account_id)
    said = " ".join(name.split())
    if not said or len(said) > LONGEST_NAME:
        raise InvalidAccountError(f"A token needs a name of up to {LONGEST_NAME} characters.")
    row = ApiTokenRow(
        token_hash=hash_of(token),
        account_id=account_id,
        name=said,
        scopes=sorted(scopes),
        created_at=now,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    after = {
        "login": account.login,
        "name": said,
        "scopes": sorted(scopes),
        "expires_at": expires_at.isoformat(timespec="seconds"),
    }
    record(session, actor, "add_token", f"token:{row.id}", after=after)
    return _token(row, account.login)


def revoke_token(session: Session, actor: Actor, token_id: int, now: dt.datetime) -> ApiToken:
    """Take a token back for good. Raises NotAllowedError and NotFoundError."""
    row = session.get(ApiTokenRow, token_id)
    if row is None:
        raise NotFoundError(f"There is no token {token_id}; `bilim token list` lists all.")
    _demand(actor, row.account_id)
    login = account_by_id(session, row.account_id).login
    if row.revoked_at is None:
        row.revoked_at = now
        said = {"login": login, "name": row.name}
        record(session, actor, "revoke_token", f"token:{row.id}", before=said)
    return _token(row, login)


def tokens_of(session: Session, account_id: int | None = None) -> tuple[ApiToken, ...]:
    """The tokens of an account, or of all, newest first."""
    query = (
        select(ApiTokenRow, AccountRow.login)
        .join(AccountRow, AccountRow.id == ApiTokenRow.account_id)
        .order_by(ApiTokenRow.id.desc())
    )
    if account_id is not None:
        query = query.where(ApiTokenRow.account_id == account_id)
    return tuple(_token(row, login) for row, login in session.execute(query))


def note_used(session: Session, used: Mapping[int, dt.datetime]) -> None:
    """Keep when tokens were last used, by their ids."""
    for token_id, at in used.items():
        session.execute(
            update(ApiTokenRow).where(ApiTokenRow.id == token_id).values(last_used_at=at)
        )


def _demand(actor: Actor, account_id: int) -> None:
    own = actor.account_id == account_id
    demand(actor, Action.MANAGE_OWN_TOKENS if own else Action.MANAGE_ACCOUNTS)


def _token(row: ApiTokenRow, login: str) -> ApiToken:
    return ApiToken(
        id=row.id,
        login=login,
        name=row.name,
        scopes=frozenset(Scope(scope) for scope in row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )

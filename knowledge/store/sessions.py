"""Sessions of signed-in people: found by the hash of their token, on every request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from knowledge.accounts.accounts import Account
from knowledge.accounts.random_tokens import hash_of
from knowledge.accounts.sessions import KEPT_FOR
from knowledge.store.account_tables import AccountRow, SessionRow
from knowledge.store.accounts import account_columns, account_from

_ACCOUNT = account_columns()
_BY_TOKEN = (
    select(*_ACCOUNT, SessionRow.id, SessionRow.created_at, SessionRow.last_seen_at)
    .join(SessionRow, SessionRow.account_id == AccountRow.id)
    .where(
        SessionRow.token_hash == bindparam("token_hash"),
        SessionRow.ended_at.is_(None),
        AccountRow.active,
    )
)


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session that was not ended, with its account; whether it ran out is for others to say."""

    id: int
    account: Account
    created_at: dt.datetime
    last_seen_at: dt.datetime


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session as its owner sees it."""

    id: int
    address: str
    created_at: dt.datetime
    last_seen_at: dt.datetime


def session_by_token(session: Session, token: str) -> StoredSession | None:
    """The session with a token, if its account is active."""
    row = session.execute(_BY_TOKEN, {"token_hash": hash_of(token)}).first()
    if row is None:
        return None
    return StoredSession(row[-3], account_from(row), row[-2], row[-1])


def open_session(
    session: Session, account_id: int, token: str, address: str, now: dt.datetime
) -> int:
    """Begin a session; sessions that ended long ago are forgotten. Returns its id."""
    session.execute(
        delete(SessionRow).where(
            or_(SessionRow.ended_at < now - KEPT_FOR, SessionRow.last_seen_at < now - KEPT_FOR)
        )
    )
    row = SessionRow(
        token_hash=hash_of(token),
        account_id=account_id,
        address=address,
        created_at=now,
        last_seen_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def end_session(session: Session, token: str, now: dt.datetime) -> int | None:
    """End the session with a token; returns whose it was, None where there was none."""
    row = session.scalar(
        select(SessionRow).where(
            SessionRow.token_hash == hash_of(token), SessionRow.ended_at.is_(None)
        )
    )
    if row is None:
        return None
    row.ended_at = now
    return row.account_id


def note_seen(session: Session, seen: Mapping[int, dt.datetime]) -> None:
    """Keep when sessions were last seen, by their ids."""
    for session_id, at in seen.items():
        session.execute(
            update(SessionRow).where(SessionRow.id == session_id).values(last_seen_at=at)
        )


def knows_address(session: Session, account_id: int, address: str, now: dt.datetime) -> bool:
    """Whether somebody signed in to the account from this address not long ago."""
    found = session.scalar(
        select(SessionRow.id)
        .where(
            SessionRow.account_id == account_id,
            SessionRow.address == address,
            SessionRow.created_at > now - KEPT_FOR,
        )
        .limit(1)
    )
    return found is not None


def open_sessions(session: Session, account_id: int) -> tuple[OpenSession, ...]:
    """The sessions of an account that were not ended, newest first."""
    rows = session.scalars(
        select(SessionRow)
        .where(SessionRow.account_id == account_id, SessionRow.ended_at.is_(None))
        .order_by(SessionRow.id.desc())
    )
    return tuple(OpenSession(row.id, row.address, row.created_at, row.last_seen_at) for row in rows)

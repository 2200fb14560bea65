"""Failed attempts to sign in, kept so that slowing down outlives a restart of the server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import delete
from sqlalchemy.orm import Session

from knowledge.accounts.slowing import (
    ALL_FORGOTTEN_AFTER,
    Failures,
    Patience,
    TooManyAttemptsError,
    wait_after,
)
from knowledge.store.account_tables import SignInFailuresRow


def begin_attempt(session: Session, keys: Mapping[str, Patience], now: dt.datetime) -> None:
    """Count an attempt as failed before it is looked at, for each of ``keys``.

    So a hundred attempts at once are counted before the first is answered. Raises
    TooManyAttemptsError where one has to wait; that attempt is not counted.
    """
    rows = {key: session.get(SignInFailuresRow, key) for key in keys}
    known = {key: Failures(row.count, row.last_at) for key, row in rows.items() if row}
    waits = [wait_after(known.get(key), patience, now) for key, patience in keys.items()]
    longest = max(waits, default=dt.timedelta())
    if longest > dt.timedelta():
        raise TooManyAttemptsError(-(-longest // dt.timedelta(seconds=1)))
    for key, row in rows.items():
        counted = known[key].one_more(keys[key], now) if key in known else Failures(1, now)
        if row is None:
            row = SignInFailuresRow(key=key)  # noqa: PLW2901
            session.add(row)
        row.count, row.last_at = counted.count, counted.last_at
    session.execute(
        delete(SignInFailuresRow).where(SignInFailuresRow.last_at < now - ALL_FORGOTTEN_AFTER)
    )


def forget_failures(session: Session, key: str) -> None:
    """After a success: begin anew for an account."""
    session.execute(delete(SignInFailuresRow).where(SignInFailuresRow.key == key))


def take_back_one(session: Session, key: str) -> None:
    """After a success: the attempt itself was no failure of its address. Others' still count."""
    row = session.get(SignInFailuresRow, key)
    if row is not None:
        row.count = max(row.count - 1, 0)

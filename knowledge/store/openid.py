"""Who accounts are to an OpenID provider, and who was sent there and is awaited back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from knowledge.accounts.accounts import Account
from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.accounts.random_tokens import hash_of
from knowledge.store.account_tables import OpenIdIdentityRow, OpenIdRequestRow
from knowledge.store.accounts import account_by_id, subject_of
from knowledge.store.audit import record

MOST_MINUTES_AWAY = 10


@dataclass(frozen=True, slots=True)
class Awaited:
    """What was sent along with somebody to the provider, and where they wanted to go."""

    state: str
    nonce: str
    code_verifier: str
    next_address: str


def account_of_identity(session: Session, issuer: str, subject: str) -> Account | None:
    """The account of somebody whom the provider knows, active or not."""
    row = session.get(OpenIdIdentityRow, (issuer, subject))
    return account_by_id(session, row.account_id) if row else None


def issuers_of(session: Session, account_id: int) -> tuple[str, ...]:
    """The providers by which an account signs in."""
    found = session.scalars(
        select(OpenIdIdentityRow.issuer).where(OpenIdIdentityRow.account_id == account_id)
    )
    return tuple(sorted(found))


def link_identity(
    session: Session, actor: Actor, account: Account, issuer: str, subject: str, now: dt.datetime
) -> None:
    """Let somebody whom the provider knows sign in to an account. Raises NotAllowedError."""
    demand(actor, Action.MANAGE_ACCOUNTS)
    row = session.get(OpenIdIdentityRow, (issuer, subject))
    if row is not None and row.account_id == account.id:
        return
    if row is None:
        row = OpenIdIdentityRow(issuer=issuer, subject=subject)
        session.add(row)
    row.account_id, row.linked_at = account.id, now
    after = {"login": account.login, "issuer": issuer, "subject": subject}
    record(session, actor, "link_identity", subject_of(account.id), after=after)


def await_back(session: Session, token: str, awaited: Awaited, now: dt.datetime) -> None:
    """Remember somebody who is sent to the provider; who stayed away too long is forgotten."""
    session.execute(delete(OpenIdRequestRow).where(OpenIdRequestRow.expires_at < now))
    session.add(
        OpenIdRequestRow(
            token_hash=hash_of(token),
            state=awaited.state,
            nonce=awaited.nonce,
            code_verifier=awaited.code_verifier,
            next_address=awaited.next_address,
            expires_at=now + dt.timedelta(minutes=MOST_MINUTES_AWAY),
        )
    )


def came_back(session: Session, token: str, now: dt.datetime) -> Awaited | None:
    """What was remembered of somebody, once; None where nobody is awaited."""
    row = session.get(OpenIdRequestRow, hash_of(token))
    if row is None:
        return None
    session.delete(row)
    session.flush()
    if row.expires_at < now:
        return None
    return Awaited(row.state, row.nonce, row.code_verifier, row.next_address)

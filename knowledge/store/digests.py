"""Keeping what people were told of: claimed before a message is sent, confirmed after.

A claim is committed before the message leaves, so that nothing that happens meanwhile (a crash, a
second run) can send it twice. Only a refusal that the mail server itself gave takes it back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from knowledge.digests import Occasion, Told
from knowledge.store.digest_tables import ToldRow


def not_told(session: Session, wanted: Sequence[Told]) -> tuple[Told, ...]:
    """Those of ``wanted`` that are neither told nor claimed, in their order."""
    persons = sorted({told.person for told in wanted})
    rows = session.scalars(select(ToldRow).where(ToldRow.person.in_(persons)))
    known = set(map(_told, rows))
    return tuple(told for told in dict.fromkeys(wanted) if told not in known)


def claim(session: Session, wanted: Sequence[Told], now: dt.datetime) -> tuple[Told, ...]:
    """Claim those of ``wanted`` that nobody has; returns them. In a writing session."""
    free = not_told(session, wanted)
    session.add_all(
        ToldRow(
            person=told.person,
            thing=told.thing,
            occasion=told.occasion.value,
            due=told.due,
            claimed_at=now,
        )
        for told in free
    )
    session.flush()
    return free


def confirm(session: Session, claimed: Iterable[Told], now: dt.datetime) -> None:
    """Record that the message has left."""
    for told in claimed:
        session.execute(update(ToldRow).where(*_key(told)).values(sent_at=now))


def release(session: Session, claimed: Iterable[Told]) -> None:
    """Take claims back whose message was refused, so that they are told of next time."""
    for told in claimed:
        session.execute(delete(ToldRow).where(*_key(told), ToldRow.sent_at.is_(None)))


def unconfirmed(session: Session, before: dt.datetime) -> tuple[Told, ...]:
    """What was claimed before a moment, and nobody knows whether it was sent: a run was cut off."""
    query = (
        select(ToldRow)
        .where(ToldRow.sent_at.is_(None), ToldRow.claimed_at < before)
        .order_by(ToldRow.claimed_at, ToldRow.person, ToldRow.thing)
    )
    return tuple(map(_told, session.scalars(query)))


def _told(row: ToldRow) -> Told:
    return Told(row.person, row.thing, Occasion(row.occasion), row.due)


def _key(told: Told) -> tuple[ColumnElement[bool], ...]:
    return (
        ToldRow.person == told.person,
        ToldRow.thing == told.thing,
        ToldRow.occasion == told.occasion.value,
        ToldRow.due == told.due,
    )

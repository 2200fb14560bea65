"""The audit log: who did what, when, and what was there before and after. Only ever added to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, DateTime, Index, Integer, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.accounts.permissions import Actor
from knowledge.store.tables import Base


class AuditRow(Base):
    """One action that changed something. ``subject`` is «kind:id», such as «update:17»."""

    __tablename__ = "audit_log"
    __table_args__ = (Index("ix_audit_log_subject", "subject"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(Integer)
    actor: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(400))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An entry of the log, as read. ``at`` is in UTC."""

    id: int
    at: dt.datetime
    actor: str
    action: str
    subject: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def record(
    session: Session,
    actor: Actor,
    action: str,
    subject: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry, in the transaction of what it records. Values must be fit for JSON.

    No password, token or personal number belongs in ``before`` or ``after``.
    """
    session.add(
        AuditRow(
            at=dt.datetime.now(dt.UTC),
            account_id=actor.account_id,
            actor=actor.name,
            action=action,
            subject=subject,
            before=dict(before) if before is not None else None,
            after=dict(after) if after is not None else None,
        )
    )


def entries(
    session: Session, *, subject: str | None = None, before_id: int | None = None, limit: int = 100
) -> tuple[AuditEntry, ...]:
    """Entries, newest first; ``before_id`` pages back."""
    query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
    if subject is not None:
        query = query.where(AuditRow.subject == subject)
    if before_id is not None:
        query = query.where(AuditRow.id < before_id)
    return tuple(
        AuditEntry(
            row.id,
            row.at if row.at.tzinfo else row.at.replace(tzinfo=dt.UTC),
            row.actor,
            row.action,
            row.subject,
            row.before,
            row.after,
        )
        for row in session.scalars(query)
    )

"""Tables of amending orders and of the draft editions made from them.

A draft stands apart from the editions: nothing that answers reads these tables. Orders and drafts
are never deleted; an order that was read wrongly and is loaded again with another text is kept as
superseded.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.tables import Base


class AmendingOrderRow(Base):
    """An amending order in one language, as it was read. ``act_id`` is the order as an act."""

    __tablename__ = "amending_orders"
    __table_args__ = (Index("ix_amending_orders_act", "act_id", "language"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    act_id: Mapped[str] = mapped_column(ForeignKey("acts.id"))
    language: Mapped[str] = mapped_column(String(2))
    sha256: Mapped[str] = mapped_column(ForeignKey("source_files.sha256"))
    kind: Mapped[str | None] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(60))
    date: Mapped[dt.date] = mapped_column(Date)
    title: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(Text)
    entry: Mapped[dict[str, Any]] = mapped_column(JSON)
    unread: Mapped[list[str]] = mapped_column(JSON)
    fingerprint: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    superseded_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))


class AmendingInstructionRow(Base):
    """One instruction of an order. ``act_number_key`` finds the act, also when it comes later."""

    __tablename__ = "amending_instructions"

    order_id: Mapped[int] = mapped_column(ForeignKey("amending_orders.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    act_kind: Mapped[str | None] = mapped_column(String(20))
    act_number: Mapped[str] = mapped_column(String(60))
    act_number_key: Mapped[str] = mapped_column(String(60), index=True)
    act_date: Mapped[dt.date | None] = mapped_column(Date)
    provision: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(30))
    place: Mapped[dict[str, Any]] = mapped_column(JSON)
    text: Mapped[str | None] = mapped_column(Text)
    old_words: Mapped[str | None] = mapped_column(Text)
    new_words: Mapped[str | None] = mapped_column(Text)
    in_force_from: Mapped[dt.date | None] = mapped_column(Date)
    entry: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    elements: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    other_language_only: Mapped[bool] = mapped_column(default=False)
    line: Mapped[str] = mapped_column(Text)


class DraftEditionRow(Base):
    """What an order makes of an act's text in one language.

    ``results``: for each instruction its position, reason and elements; ``concerned``: the eids
    that the order is about. ``accepted_edition_id`` is the edition that an accepted draft became,
    ``official_edition_id`` the official text, once it has come, and ``comparison`` how they agree.
    """

    __tablename__ = "draft_editions"
    __table_args__ = (UniqueConstraint("order_id", "act_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("amending_orders.id"))
    act_id: Mapped[str] = mapped_column(ForeignKey("acts.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    base_edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    date: Mapped[dt.date] = mapped_column(Date)
    title: Mapped[str] = mapped_column(Text)
    footnotes: Mapped[list[str]] = mapped_column(JSON)
    provisions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)
    results: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    concerned: Mapped[list[str]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    decided_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    accepted_edition_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"))
    official_edition_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"))
    comparison: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)

"""The tables of the store. One place for every column, on SQLite and PostgreSQL alike.

Editions and source files are never deleted. What is derived (articles' versions) is worked out
anew from the editions whenever one is loaded, so the order of loading cannot matter.
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
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The declarative base of the store."""


class ActRow(Base):
    """An act. ``number_key`` and ``issuer_key`` are its number and issuer fit for comparison."""

    __tablename__ = "acts"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    issuer: Mapped[str] = mapped_column(Text)
    issuer_key: Mapped[str | None] = mapped_column(String(40))
    date: Mapped[dt.date] = mapped_column(Date)
    number: Mapped[str] = mapped_column(String(60))
    number_key: Mapped[str] = mapped_column(String(60), index=True)
    registration_number: Mapped[str | None] = mapped_column(String(30), index=True)
    registration_date: Mapped[dt.date | None] = mapped_column(Date)
    code: Mapped[str | None] = mapped_column(String(30), index=True)
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    requisites: Mapped[dict[str, str]] = mapped_column(JSON)
    published: Mapped[dt.date | None] = mapped_column(Date)
    repealed: Mapped[bool] = mapped_column(default=False)
    repealed_on: Mapped[dt.date | None] = mapped_column(Date)
    repealed_by: Mapped[str] = mapped_column(Text, default="")
    repealing_date: Mapped[dt.date | None] = mapped_column(Date)


class SourceFileRow(Base):
    """The bytes of a file as they came, addressed by their SHA-256 (hex)."""

    __tablename__ = "source_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(Integer)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    stored_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))


class EditionRow(Base):
    """An edition. ``superseded_at`` is set where a wrongly loaded text was replaced; it stays."""

    __tablename__ = "editions"
    __table_args__ = (Index("ix_editions_place", "act_id", "language", "date"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    act_id: Mapped[str] = mapped_column(ForeignKey("acts.id"))
    language: Mapped[str] = mapped_column(String(2))
    date: Mapped[dt.date] = mapped_column(Date)
    title: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    footnotes: Mapped[list[str]] = mapped_column(JSON)
    entry_basis: Mapped[str] = mapped_column(String(20))
    entry_on: Mapped[dt.date | None] = mapped_column(Date)
    entry_days: Mapped[int | None] = mapped_column(Integer)
    entry_not_before: Mapped[dt.date | None] = mapped_column(Date)
    entry_clause: Mapped[str] = mapped_column(Text, default="")
    loaded_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    superseded_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))


class EditionFileRow(Base):
    """That an edition came from a file; the same edition may come from several."""

    __tablename__ = "edition_files"

    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("source_files.sha256"), primary_key=True)


class ProvisionRow(Base):
    """A provision of an edition."""

    __tablename__ = "provisions"

    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), primary_key=True)
    eid: Mapped[str] = mapped_column(String(200), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(40))
    heading: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    parent_eid: Mapped[str | None] = mapped_column(String(200))
    footnotes: Mapped[list[str]] = mapped_column(JSON)
    excluded: Mapped[bool] = mapped_column(default=False)
    in_force: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))


class ArticleRow(Base):
    """An article: language-neutral, for ever. ``kind``: paragraph, service or note."""

    __tablename__ = "articles"

    id: Mapped[str] = mapped_column(String(330), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    act_id: Mapped[str] = mapped_column(ForeignKey("acts.id"), index=True)
    eid: Mapped[str] = mapped_column(String(200))


class ArticleVersionRow(Base):
    """A version of an article in one language, valid from a day (included) to a day (excluded).

    ``start_known`` is false where the day of entry into force is not known and ``valid_from``
    is only the date of the edition; ``certain_from`` is then the first later day on which an
    edition known to be in force still has the text.
    """

    __tablename__ = "article_versions"
    __table_args__ = (
        UniqueConstraint("article_id", "language", "valid_from"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    valid_from: Mapped[dt.date] = mapped_column(Date)
    valid_to: Mapped[dt.date | None] = mapped_column(Date)
    start_known: Mapped[bool] = mapped_column(default=True)
    certain_from: Mapped[dt.date | None] = mapped_column(Date)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    eid: Mapped[str] = mapped_column(String(200))
    content_hash: Mapped[str] = mapped_column(String(64))


class RestsOnRow(Base):
    """That an article's version rests on a provision with a given content."""

    __tablename__ = "article_version_rests_on"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("article_versions.id", ondelete="CASCADE"), primary_key=True
    )
    eid: Mapped[str] = mapped_column(String(200), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64))


class ServiceRow(Base):
    """A public service and the Rules that set its procedure."""

    __tablename__ = "services"

    id: Mapped[str] = mapped_column(String(330), primary_key=True)
    act_id: Mapped[str] = mapped_column(ForeignKey("acts.id"), index=True)
    root_eid: Mapped[str] = mapped_column(String(200))
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    register_number: Mapped[str | None] = mapped_column(String(40))


class StandardRowRow(Base):
    """Which provision of an edition answers which aspect of a service."""

    __tablename__ = "service_standard_rows"

    service_id: Mapped[str] = mapped_column(ForeignKey("services.id"), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), primary_key=True)
    eid: Mapped[str] = mapped_column(String(200), primary_key=True)
    aspect: Mapped[str] = mapped_column(String(20))


class SubmissionRow(Base):
    """One row of an Annex 1 form that a state body sent about a service."""

    __tablename__ = "submissions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("source_files.sha256"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    variant: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(2))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    service_id: Mapped[str | None] = mapped_column(ForeignKey("services.id"))
    act_id: Mapped[str | None] = mapped_column(ForeignKey("acts.id"))
    received_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))


class OutboxRow(Base):
    """What the index still has to be told, in order. ``operation``: put or drop."""

    __tablename__ = "outbox"
    __table_args__ = ({"sqlite_autoincrement": True},)

    sequence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    operation: Mapped[str] = mapped_column(String(10))
    version_id: Mapped[int] = mapped_column(Integer)


class StoreIdentityRow(Base):
    """Who this store is, so that an index of another store is never taken for its own."""

    __tablename__ = "store_identity"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))

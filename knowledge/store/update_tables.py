"""The tables of updates, of what articles were accepted on, and of hand-written notes.

Reasons and history are never deleted. What is searched at every question (`marks`) has its own
index and needs no other table than these.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.moments import Moment
from knowledge.store.tables import Base


class UpdateRow(Base):
    """An update of an article.

    ``open_article_id`` is the article's id while the update is open and NULL afterwards: its
    being unique is what holds an article to one open update. ``texts`` is what was handed in.
    Which state body answers is not kept here: the registers say so, and it may change.
    """

    __tablename__ = "updates"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), index=True)
    open_article_id: Mapped[str | None] = mapped_column(String(330), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    due: Mapped[dt.date] = mapped_column(Date)
    since: Mapped[dt.date] = mapped_column(Date)
    assigned_to: Mapped[str] = mapped_column(Text, default="")
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"))


class UpdateReasonRow(Base):
    """A changed provision for which an article must be updated.

    ``provision`` is «act/eid», the id of the provision's own article. A hash is "" where there
    was, or is, nothing; the two editions show the texts.
    """

    __tablename__ = "update_reasons"
    __table_args__ = (
        Index(
            "uq_update_reasons_key",
            "update_id",
            "language",
            "act_id",
            "eid",
            "old_hash",
            "new_hash",
            "edition_date",
            unique=True,
        ),
        Index("ix_update_reasons_provision", "provision", "status"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    update_id: Mapped[int] = mapped_column(ForeignKey("updates.id"))
    provision: Mapped[str] = mapped_column(String(330))
    language: Mapped[str] = mapped_column(String(2))
    act_id: Mapped[str] = mapped_column(ForeignKey("acts.id"))
    eid: Mapped[str] = mapped_column(String(200))
    old_hash: Mapped[str] = mapped_column(String(64))
    new_hash: Mapped[str] = mapped_column(String(64))
    edition_date: Mapped[dt.date] = mapped_column(Date)
    old_edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    new_edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    due: Mapped[dt.date] = mapped_column(Date)
    status: Mapped[str] = mapped_column(String(20))


class UpdateEventRow(Base):
    """One entry of an update's history. Only ever added to."""

    __tablename__ = "update_events"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    update_id: Mapped[int] = mapped_column(ForeignKey("updates.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int | None] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(20))
    from_state: Mapped[str | None] = mapped_column(String(20))
    to_state: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class AcceptanceRow(Base):
    """That an article was accepted, and with which content. The newest is what counts.

    Without texts and submission the content stays what it was before.
    """

    __tablename__ = "acceptances"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(Text)
    update_id: Mapped[int | None] = mapped_column(ForeignKey("updates.id"))
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"))


class AcceptedEditionRow(Base):
    """An edition whose text an article was accepted with: one a language (and act).

    The hashes accepted are those of that edition's provisions. Editions are never deleted, and one
    that was replaced keeps its provisions, so they can be compared with at any time.
    """

    __tablename__ = "accepted_editions"

    acceptance_id: Mapped[int] = mapped_column(ForeignKey("acceptances.id"), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), primary_key=True)


class NoteRow(Base):
    """A hand-written note: an article of the kind «note»."""

    __tablename__ = "notes"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class NoteVersionRow(Base):
    """A version of a note. ``titles`` and ``texts`` map language to text."""

    __tablename__ = "note_versions"

    article_id: Mapped[str] = mapped_column(ForeignKey("notes.article_id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    author: Mapped[str] = mapped_column(Text)
    written_at: Mapped[dt.datetime] = mapped_column(Moment)


class NoteProvisionRow(Base):
    """A provision that a note rests on now, and how its number is printed."""

    __tablename__ = "note_provisions"
    __table_args__ = (Index("ix_note_provisions_place", "act_id", "eid"),)

    article_id: Mapped[str] = mapped_column(ForeignKey("notes.article_id"), primary_key=True)
    act_id: Mapped[str] = mapped_column(ForeignKey("acts.id"), primary_key=True)
    eid: Mapped[str] = mapped_column(String(200), primary_key=True)

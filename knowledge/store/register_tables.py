"""The tables of the calendar, the registers and the duties.

Rows are added and closed, never rewritten: whoever asks how it stood in March finds it.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.moments import Moment
from knowledge.store.tables import Base

_NUMBERED = {"sqlite_autoincrement": True}


class CalendarTransferRow(Base):
    """A transfer of a day off. One that was taken back stays, and says so.

    A row taken back also takes back the same transfer among those that Bilim comes with.
    """

    __tablename__ = "calendar_transfers"
    __table_args__ = (_NUMBERED,)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    day_off: Mapped[dt.date] = mapped_column(Date)
    working_day: Mapped[dt.date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)
    recorded_by: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class CalendarConfirmationRow(Base):
    """The announced first day of Құрбан айт; of two near each other the later row holds."""

    __tablename__ = "calendar_confirmations"
    __table_args__ = (_NUMBERED,)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    day: Mapped[dt.date] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)
    recorded_by: Mapped[str] = mapped_column(Text)


class StateBodyRow(Base):
    """A state body. ``issuer_key`` is its name fit for comparison with the issuer of an act."""

    __tablename__ = "state_bodies"
    __table_args__ = (_NUMBERED,)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name_kk: Mapped[str] = mapped_column(Text)
    name_ru: Mapped[str] = mapped_column(Text)
    issuer_key: Mapped[str | None] = mapped_column(String(40))
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)


class AnsweringBodyRow(Base):
    """That a body answers for a service or for a whole act, from a day on.

    The newest row of a service or act holds; ``body_id`` NULL ends it.
    """

    __tablename__ = "answering_bodies"
    __table_args__ = (_NUMBERED,)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("state_bodies.id"))
    act_id: Mapped[str | None] = mapped_column(ForeignKey("acts.id"))
    service_id: Mapped[str | None] = mapped_column(ForeignKey("services.id"))
    since: Mapped[dt.date] = mapped_column(Date)
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)
    recorded_by: Mapped[str] = mapped_column(Text)


class BodyTermRow(Base):
    """A term that a body set itself; ``working_days`` NULL goes back to the law's own."""

    __tablename__ = "body_terms"
    __table_args__ = (_NUMBERED,)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("state_bodies.id"))
    act_id: Mapped[str | None] = mapped_column(ForeignKey("acts.id"))
    duty_id: Mapped[str] = mapped_column(String(60))
    working_days: Mapped[int | None] = mapped_column(Integer)
    since: Mapped[dt.date] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)
    recorded_by: Mapped[str] = mapped_column(Text)


class ResponsiblePersonRow(Base):
    """A person responsible for a body's services (one of them, or all) over a time.

    ``until`` is the first day on which they no longer are.
    """

    __tablename__ = "responsible_persons"
    __table_args__ = (_NUMBERED,)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("state_bodies.id"), index=True)
    service_id: Mapped[str | None] = mapped_column(ForeignKey("services.id"))
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    since: Mapped[dt.date] = mapped_column(Date)
    until: Mapped[dt.date | None] = mapped_column(Date)
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("responsible_persons.id"))
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)


class BodyRequestRow(Base):
    """What the contact center asked a state body for (п. 24)."""

    __tablename__ = "body_requests"
    __table_args__ = (_NUMBERED,)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("state_bodies.id"), index=True)
    act_id: Mapped[str | None] = mapped_column(ForeignKey("acts.id"))
    service_id: Mapped[str | None] = mapped_column(ForeignKey("services.id"))
    asked_on: Mapped[dt.date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)
    recorded_by: Mapped[str] = mapped_column(Text)


class BodyReplyRow(Base):
    """What a body replied. ``kind``: answer or refusal. There may be several to one request."""

    __tablename__ = "body_replies"
    __table_args__ = (_NUMBERED,)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("body_requests.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    replied_on: Mapped[dt.date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)
    recorded_by: Mapped[str] = mapped_column(Text)


class DutyTriggerRow(Base):
    """An event that duties arise from. ``key`` is the same for the same event, however learned.

    ``cause_id`` and ``cause_duty`` name the duty whose fulfilment the event is.
    """

    __tablename__ = "duty_triggers"
    __table_args__ = (Index("ix_duty_triggers_cause", "cause_id", "cause_duty"), _NUMBERED)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    event: Mapped[str] = mapped_column(String(30))
    day: Mapped[dt.date] = mapped_column(Date, index=True)
    act_id: Mapped[str | None] = mapped_column(ForeignKey("acts.id"), index=True)
    service_id: Mapped[str | None] = mapped_column(ForeignKey("services.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("state_bodies.id"))
    subject: Mapped[str] = mapped_column(Text)
    cause_id: Mapped[int | None] = mapped_column(ForeignKey("duty_triggers.id"))
    cause_duty: Mapped[str | None] = mapped_column(String(60))
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)
    recorded_by: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class DutyFulfilmentRow(Base):
    """That a duty was fulfilled, or that this was taken back; the newest row holds.

    ``day`` is the day of the fulfilment, NULL where it was taken back.
    """

    __tablename__ = "duty_fulfilments"
    __table_args__ = (Index("ix_duty_fulfilments_duty", "trigger_id", "duty_id"), _NUMBERED)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    trigger_id: Mapped[int] = mapped_column(ForeignKey("duty_triggers.id"))
    duty_id: Mapped[str] = mapped_column(String(60))
    day: Mapped[dt.date | None] = mapped_column(Date)
    by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)
    recorded_by: Mapped[str] = mapped_column(Text)

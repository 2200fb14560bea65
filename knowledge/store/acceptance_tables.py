"""The tables that decide which services are answered.

Of all registers a search reads these only, and so it has to import no others.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.moments import Moment
from knowledge.store.tables import Base


class AcceptanceProtocolRow(Base):
    """That a service was accepted for consulting.

    ``opens_on`` is the first day on which it is answered: worked out when the row is made and
    again whenever the calendar changes, so that a search need not know the calendar.
    ``number`` and ``signed_on`` are NULL where it was accepted without a protocol.
    """

    __tablename__ = "acceptance_protocols"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("services.id"), index=True)
    number: Mapped[str | None] = mapped_column(String(60))
    signed_on: Mapped[dt.date | None] = mapped_column(Date)
    opens_on: Mapped[dt.date] = mapped_column(Date)
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)
    recorded_by: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class StoreSettingRow(Base):
    """A setting that belongs to the store and not to the machine; the audit log has its past."""

    __tablename__ = "store_settings"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)

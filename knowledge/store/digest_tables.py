"""The table of what people were told of by e-mail."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.moments import Moment
from knowledge.store.tables import Base


class ToldRow(Base):
    """That a person is told of a thing. The key is what makes it once and never twice.

    ``sent_at`` NULL: the message is on its way, or nobody knows what became of it.
    """

    __tablename__ = "told"

    person: Mapped[str] = mapped_column(String(320), primary_key=True)
    thing: Mapped[str] = mapped_column(String(120), primary_key=True)
    occasion: Mapped[str] = mapped_column(String(20), primary_key=True)
    due: Mapped[dt.date] = mapped_column(Date, primary_key=True)
    claimed_at: Mapped[dt.datetime] = mapped_column(Moment)
    sent_at: Mapped[dt.datetime | None] = mapped_column(Moment)

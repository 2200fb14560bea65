"""Which services are answered to callers: what a search asks, so nothing else is imported here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from knowledge.acceptance import AcceptancePolicy, AnswerableServices
from knowledge.store.acceptance_tables import AcceptanceProtocolRow, StoreSettingRow
from knowledge.store.database import Database

POLICY = "services_without_protocol"
"""The setting of the store: an AcceptancePolicy, ACCEPTED where it is not set."""


def answerable_services(
    session: Session, day: dt.date, among: Sequence[str] | None = None
) -> AnswerableServices:
    """Which services are answered on a day, in two queries; ``among``: only asked of these ids.

    Where all are accepted by default, the answer holds those that wait for their five days; where
    none is, those that have a protocol: a search then asks for the few it has found.
    """
    by_default = acceptance_policy(session) is AcceptancePolicy.ACCEPTED
    query = _WAITING if by_default else _OPEN
    given: dict[str, object] = {"day": day}
    if among is not None:
        query = query.where(AcceptanceProtocolRow.service_id.in_(_IDS))
        given["ids"] = list(among)
    return AnswerableServices(by_default, frozenset(session.scalars(query, given)))


class AnsweredToday:
    """The services of one store that are answered, asked for at every question.

    While nothing has been written to an SQLite store, the store is asked once a day.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen: tuple[tuple[int | None, dt.date], AnswerableServices] | None = None

    def on(self, day: dt.date) -> AnswerableServices:
        """Which services are answered on a day."""
        # The mark of the store first: what is written after it makes the next look a real one.
        state = (self._database.change_mark(), day)
        seen = self._seen
        if state[0] is not None and seen is not None and seen[0] == state:
            return seen[1]
        with self._database.reading() as session:
            found = answerable_services(session, day)
        self._seen = (state, found)
        return found


def is_answerable(session: Session, service_id: str, day: dt.date) -> bool:
    """Whether one service is answered to callers on a day."""
    return answerable_services(session, day, [service_id]).allows(service_id)


def acceptance_policy(session: Session) -> AcceptancePolicy:
    """What holds for services without a protocol."""
    value = session.scalar(_SETTING)
    return AcceptancePolicy(value) if value else AcceptancePolicy.ACCEPTED


# Built once: putting a statement together costs more than running it.
_DAY: BindParameter[Any] = bindparam("day")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_OPENS_ON = func.min(AcceptanceProtocolRow.opens_on)
_SETTING = select(StoreSettingRow.value).where(StoreSettingRow.name == POLICY)
_OPENINGS = (
    select(AcceptanceProtocolRow.service_id)
    .where(AcceptanceProtocolRow.withdrawn_at.is_(None))
    .group_by(AcceptanceProtocolRow.service_id)
)
_WAITING = _OPENINGS.having(_OPENS_ON > _DAY)
_OPEN = _OPENINGS.having(_OPENS_ON <= _DAY)

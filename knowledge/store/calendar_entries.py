"""What an administrator adds to the calendar: transfers of days off, the dates of Құрбан айт.

Each change works out anew from which day accepted services are answered.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.calendar.official import (
    CalendarDataError,
    check_confirmation,
    check_transfer,
)
from knowledge.calendar.working_days import Confirmation, Transfer
from knowledge.errors import NotFoundError
from knowledge.store import audit
from knowledge.store.calendar_reading import known_transfers, stored_calendar
from knowledge.store.protocols import renew_openings
from knowledge.store.register_tables import CalendarConfirmationRow, CalendarTransferRow


def add_transfer(session: Session, actor: Actor, transfer: Transfer) -> None:
    """Record a transfer; one that counts already changes nothing.

    Raises NotAllowedError, CalendarDataError (also without a source) and CalendarRangeError.
    """
    demand(actor, Action.MANAGE_CALENDAR)
    _need_source(transfer.source)
    for known in known_transfers(session):
        same_days = (known.transfer.day_off, known.transfer.working_day)
        if same_days == (transfer.day_off, transfer.working_day):
            return
    check_transfer(transfer, stored_calendar(session))
    session.add(_transfer_row(actor, transfer))
    audit.record(session, actor, "add_transfer", _subject(transfer.day_off), after=_shown(transfer))
    _renew(session)


def withdraw_transfer(session: Session, actor: Actor, day_off: dt.date, reason: str) -> None:
    """Take back the transfer that made ``day_off`` free, one that Bilim comes with included.

    Raises NotAllowedError, NotFoundError and CalendarDataError (no reason).
    """
    demand(actor, Action.MANAGE_CALENDAR)
    _need_source(reason)
    found = [known for known in known_transfers(session) if known.transfer.day_off == day_off]
    if not found:
        raise NotFoundError(f"No transfer makes {day_off.isoformat()} a day off.")
    now = dt.datetime.now(dt.UTC)
    for known in found:
        rows = session.scalars(
            select(CalendarTransferRow).where(
                CalendarTransferRow.day_off == day_off, CalendarTransferRow.withdrawn_at.is_(None)
            )
        ).all()
        if not known.recorded:
            rows = [_transfer_row(actor, known.transfer)]
            session.add_all(rows)
        for row in rows:
            row.withdrawn_at = now
        audit.record(
            session,
            actor,
            "withdraw_transfer",
            _subject(day_off),
            before=_shown(known.transfer),
            after={"reason": reason},
        )
    _renew(session)


def confirm_holiday(session: Session, actor: Actor, confirmation: Confirmation) -> None:
    """Record the announced first day of Құрбан айт in place of its estimate.

    Raises NotAllowedError and CalendarDataError (also without a source).
    """
    demand(actor, Action.MANAGE_CALENDAR)
    _need_source(confirmation.source)
    check_confirmation(confirmation, stored_calendar(session))
    session.add(
        CalendarConfirmationRow(
            day=confirmation.day,
            source=confirmation.source,
            recorded_at=dt.datetime.now(dt.UTC),
            recorded_by=actor.name,
        )
    )
    audit.record(
        session,
        actor,
        "confirm_holiday",
        _subject(confirmation.day),
        after={"day": confirmation.day.isoformat(), "source": confirmation.source},
    )
    _renew(session)


def _renew(session: Session) -> None:
    session.flush()
    renew_openings(session, stored_calendar(session))


def _need_source(text: str) -> None:
    if not text.strip():
        raise CalendarDataError("Say by which act or announcement, so that others can check it.")


def _subject(day: dt.date) -> str:
    return f"calendar:{day.isoformat()}"


def _shown(transfer: Transfer) -> dict[str, str | None]:
    worked = transfer.working_day
    return {
        "day_off": transfer.day_off.isoformat(),
        "working_day": worked.isoformat() if worked else None,
        "source": transfer.source,
    }


def _transfer_row(actor: Actor, transfer: Transfer) -> CalendarTransferRow:
    return CalendarTransferRow(
        day_off=transfer.day_off,
        working_day=transfer.working_day,
        source=transfer.source,
        recorded_at=dt.datetime.now(dt.UTC),
        recorded_by=actor.name,
    )

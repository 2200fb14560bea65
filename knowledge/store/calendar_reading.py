"""The working calendar as the store has it: what Bilim comes with, and what was recorded here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.calendar.official import Withdrawn, official_calendar, shipped_transfers
from knowledge.calendar.working_days import Confirmation, Transfer, WorkingCalendar
from knowledge.store.register_tables import CalendarConfirmationRow, CalendarTransferRow


@dataclass(frozen=True, slots=True)
class KnownTransfer:
    """A transfer that counts; ``recorded`` is false for those that Bilim comes with."""

    transfer: Transfer
    recorded: bool


def stored_calendar(session: Session) -> WorkingCalendar:
    """The calendar with the transfers and confirmations of the store."""
    transfers, withdrawn = _recorded(session)
    return official_calendar(transfers, confirmations(session), withdrawn)


def known_transfers(session: Session) -> tuple[KnownTransfer, ...]:
    """Every transfer that counts, in order of the day that became free."""
    recorded, withdrawn = _recorded(session)
    shipped = [t for t in shipped_transfers() if (t.day_off, t.working_day) not in withdrawn]
    known = [KnownTransfer(transfer, recorded=False) for transfer in shipped]
    known += [KnownTransfer(transfer, recorded=True) for transfer in recorded]
    return tuple(sorted(known, key=lambda found: found.transfer.day_off))


def confirmations(session: Session) -> tuple[Confirmation, ...]:
    """The announced dates of Құрбан айт, in the order of their recording."""
    rows = session.scalars(select(CalendarConfirmationRow).order_by(CalendarConfirmationRow.id))
    return tuple(Confirmation(row.day, row.source) for row in rows)


def _recorded(session: Session) -> tuple[tuple[Transfer, ...], Withdrawn]:
    rows = session.scalars(select(CalendarTransferRow).order_by(CalendarTransferRow.id)).all()
    active = tuple(
        Transfer(row.day_off, row.working_day, row.source)
        for row in rows
        if row.withdrawn_at is None
    )
    withdrawn = frozenset(
        (row.day_off, row.working_day) for row in rows if row.withdrawn_at is not None
    )
    return active, withdrawn

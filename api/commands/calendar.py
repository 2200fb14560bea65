"""Commands of the working calendar: calendar, and what an administrator adds to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.common import JsonFlag, opened, print_json
from api.commands.days import required_day
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR
from knowledge.errors import InvalidReferenceError

if TYPE_CHECKING:
    from api.duty_views import CalendarDayView

days_off = typer.Typer(help="Transfers of days off, and the dates of Құрбан айт.")
_TERM = re.compile(r"\+(\d{1,6})")
_KINDS = {
    "working": "working day",
    "working_by_transfer": "working day by transfer",
    "weekend": "weekend",
    "holiday": "holiday",
    "off_by_transfer": "day off by transfer",
}


def calendar(
    day: Annotated[str, typer.Argument(help="A day: 2026-05-25.")],
    then: Annotated[
        str | None, typer.Argument(help="+5: that many working days; or another day.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Kazakhstan's working days: what a day is, when a term ends, how many lie between two days.

    `bilim calendar 2026-05-25 +5` is the last day of a term of five working days that something
    on 25 May begins; that day itself is not counted.
    """
    with opened(as_json=as_json) as bilim:
        first = required_day(day, "DATE")
        if then is None:
            found = bilim.calendar.day(first)
            if as_json:
                print_json(found.model_dump(mode="json"))
            else:
                typer.echo(_described(found))
            return
        if not then.startswith("+"):
            count = bilim.calendar.between(first, required_day(then, "DATE"))
            if as_json:
                print_json(count.model_dump(mode="json"))
            else:
                typer.echo(f"{count.working_days} working days{_estimated(count.estimated)}")
            return
        term = _TERM.fullmatch(then)
        if term is None:
            raise InvalidReferenceError(f"«{then}» is no number of working days; write +5.")
        ends = bilim.calendar.term(first, int(term[1]))
        if as_json:
            print_json(ends.model_dump(mode="json"))
            return
        typer.echo(f"{ends.due} {ends.due:%A}{_estimated(ends.estimated)}")
        for off in ends.days_off:
            typer.echo(f"  {_described(off)}")


@days_off.command("list")
def list_days_off(
    year: Annotated[int | None, typer.Option("--year", help="Default: this year.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Print the days of a year that are not what their day of the week says."""
    from knowledge.calendar import today

    with opened(as_json=as_json) as bilim:
        days = bilim.calendar.year(year if year is not None else today().year)
        if as_json:
            print_json([day.model_dump(mode="json") for day in days])
            return
        for day in days:
            typer.echo(_described(day))


@days_off.command("transfers")
def list_transfers(as_json: JsonFlag = False) -> None:
    """Print every transfer of a day off that counts, with its act."""
    with opened(as_json=as_json) as bilim:
        transfers = bilim.calendar.transfers()
        if as_json:
            print_json([transfer.model_dump(mode="json") for transfer in transfers])
            return
        for known in transfers:
            worked = f"for {known.working_day}" if known.working_day else "for no other day"
            typer.echo(f"{known.day_off} off {worked}  {known.source}")


@days_off.command("transfer")
def transfer(
    off: Annotated[str, typer.Argument(help="The day that becomes free.")],
    worked: Annotated[str | None, typer.Argument(help="The day worked for it.")] = None,
    source: Annotated[str, typer.Option("--act", help="The act that transfers it.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Record an official transfer of a day off."""
    with opened(as_json=as_json) as bilim:
        day = bilim.calendar.add_transfer(
            LOCAL_ADMINISTRATOR,
            required_day(off, "OFF"),
            required_day(worked, "WORKED") if worked is not None else None,
            source,
        )
        _print_day(day, as_json=as_json)


@days_off.command("withdraw")
def withdraw(
    off: Annotated[str, typer.Argument(help="The day that a transfer made free.")],
    reason: Annotated[str, typer.Option("--reason", help="Why it does not hold.")],
    as_json: JsonFlag = False,
) -> None:
    """Take back a transfer, one that Bilim comes with included."""
    with opened(as_json=as_json) as bilim:
        day = bilim.calendar.withdraw_transfer(
            LOCAL_ADMINISTRATOR, required_day(off, "OFF"), reason
        )
        _print_day(day, as_json=as_json)


@days_off.command("confirm")
def confirm(
    day: Annotated[str, typer.Argument(help="The announced first day of Құрбан айт.")],
    source: Annotated[str, typer.Option("--source", help="Where it was announced.")],
    as_json: JsonFlag = False,
) -> None:
    """Record the announced date of Құрбан айт in place of its estimate."""
    with opened(as_json=as_json) as bilim:
        found = bilim.calendar.confirm(LOCAL_ADMINISTRATOR, required_day(day, "DATE"), source)
        _print_day(found, as_json=as_json)


def _print_day(day: CalendarDayView, *, as_json: bool) -> None:
    if as_json:
        print_json(day.model_dump(mode="json"))
    else:
        typer.echo(_described(day))


def _described(day: CalendarDayView) -> str:
    names = ", ".join(f"{names['kk']} ({names['en']})" for names in day.holidays)
    said = ": ".join(filter(None, (_KINDS[day.kind], names or day.source)))
    estimated = "; by estimate, not confirmed yet" if day.estimated else ""
    return f"{day.date} {day.date:%A}, {said}{estimated}"


def _estimated(rests: bool) -> str:
    return "; rests on the estimated date of Құрбан айт" if rests else ""

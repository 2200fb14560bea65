"""Commands of duties: what is due, and recording what happened and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.common import AsOf, JsonFlag, opened, print_json, read_day
from api.commands.days import required_day
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR

if TYPE_CHECKING:
    from api.duty_views import DutyView, LengthView

duty = typer.Typer(help="Record what duties arise from and what fulfils them; the rulebook.")

EventId = Annotated[int, typer.Argument(help="The number of the event: see `bilim duties`.")]
Reason = Annotated[str, typer.Option("--reason", help="Why it is taken back.")]


def duties(
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is overdue.")] = False,
    body: Annotated[
        str | None, typer.Option("--body", help="Only of this state body: code or id.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what has been fulfilled.")
    ] = False,
    as_of: AsOf = None,
    as_json: JsonFlag = False,
) -> None:
    """Print who has to do what by when, the most urgent first."""
    with opened(as_json=as_json) as bilim:
        found = bilim.duties.all(
            LOCAL_ADMINISTRATOR,
            as_of=read_day(as_of, "--as-of"),
            body=body,
            overdue=overdue,
            fulfilled_too=everything,
        )
        if as_json:
            print_json([view.model_dump(mode="json") for view in found])
            return
        if not found:
            typer.echo("Nothing is overdue." if overdue else "Nothing is due.")
        for view in found:
            _print_duty(view)


@duty.command("rules")
def rules(
    on: Annotated[
        str | None, typer.Option("--on", help="Only the rules in force on this day.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Print the rulebook: each duty, its term, the act and paragraph, and when that held."""
    with opened(as_json=as_json) as bilim:
        found = bilim.duties.rules(on=read_day(on, "--on"))
        if as_json:
            print_json([view.model_dump(mode="json") for view in found])
            return
        for view in found:
            until = f"until {view.until}" if view.until else "and since"
            unsure = "" if view.certain else "  (not from a text we know)"
            typer.echo(f"{view.duty}: {_length(view.length)} after {view.trigger}{unsure}")
            typer.echo(f"  {view.source}; from {view.since} {until}")


@duty.command("event")
def event(
    kind: Annotated[str, typer.Argument(help="act_approved, act_amended, discrepancy, …")],
    day: Annotated[str, typer.Argument(help="The day on which it happened.")],
    act: Annotated[str | None, typer.Option("--act", help="58/2020-05-27, …")] = None,
    service: Annotated[str | None, typer.Option("--service", help="Id of a service.")] = None,
    body: Annotated[str | None, typer.Option("--body", help="Code or id of a body.")] = None,
    subject: Annotated[str, typer.Option("--subject", help="What exactly it was.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Record an event, from which the duties of the rulebook follow."""
    with opened(as_json=as_json) as bilim:
        raised = bilim.duties.record_event(
            LOCAL_ADMINISTRATOR,
            kind,
            required_day(day, "DAY"),
            act=act,
            service=service,
            body=body,
            subject=subject,
        )
        if as_json:
            print_json(raised.model_dump(mode="json"))
            return
        known = "" if raised.new else " (known already)"
        follow = ", ".join(raised.duties) or "nothing by the rules of that day"
        typer.echo(f"event {raised.event.id}{known}: {follow}")


@duty.command("withdraw")
def withdraw(event_id: EventId, reason: Reason, as_json: JsonFlag = False) -> None:
    """Take back an event that was recorded by mistake, with its duties."""
    with opened(as_json=as_json) as bilim:
        bilim.duties.withdraw_event(LOCAL_ADMINISTRATOR, event_id, reason)
        if as_json:
            print_json({"withdrawn": event_id})


@duty.command("fulfil")
def fulfil(
    event_id: EventId,
    duty_id: Annotated[str, typer.Argument(metavar="DUTY", help="update_information, …")],
    by: Annotated[str, typer.Option("--by", help="By what: a document, a submission.")],
    on: Annotated[str | None, typer.Option("--on", help="Day (default: today).")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Record that a duty was fulfilled."""
    with opened(as_json=as_json) as bilim:
        bilim.duties.fulfil(LOCAL_ADMINISTRATOR, event_id, duty_id, by, on=read_day(on, "--on"))
        if as_json:
            print_json({"fulfilled": {"event": event_id, "duty": duty_id}})


@duty.command("take-back")
def take_back(
    event_id: EventId,
    duty_id: Annotated[str, typer.Argument(metavar="DUTY", help="update_information, …")],
    reason: Reason,
    as_json: JsonFlag = False,
) -> None:
    """Take back a fulfilment that was recorded wrongly."""
    with opened(as_json=as_json) as bilim:
        bilim.duties.take_back(LOCAL_ADMINISTRATOR, event_id, duty_id, reason)
        if as_json:
            print_json({"taken_back": {"event": event_id, "duty": duty_id}})


def _print_duty(view: DutyView) -> None:
    if view.fulfilled is not None:
        late = ", late" if view.fulfilled.late else ""
        stands = f"fulfilled {view.fulfilled.day}{late} ({view.fulfilled.by})"
    elif view.overdue:
        stands = "OVERDUE"
    else:
        stands = f"{view.working_days_left} working days left"
    about = view.event.service_id or view.event.act_id or view.event.subject
    whose = view.body or ("contact center" if view.who == "contact_center" else "body unknown")
    unsure = "; may move with Құрбан айт" if view.estimated else ""
    typer.echo(f"{view.due}  {stands}{unsure}")
    typer.echo(f"  {view.text['ru']}")
    typer.echo(
        f"  {whose}; {view.duty} of event {view.event.id}: {view.event.event} {view.event.day}"
        f"{f' ({about})' if about else ''}"
    )
    typer.echo(f"  {view.source}{_shortened(view)}")


def _shortened(view: DutyView) -> str:
    own = view.shortened_by
    if own is None:
        return ""
    return f"; the body's own {own.working_days} working days {own.source}".rstrip()


def _length(length: LengthView) -> str:
    words = {
        "working_days": f"within {length.number} working days",
        "next_working_day": "by the next working day",
        "at_once": "at once",
        "day_of_next_month": f"by day {length.number} of the next month",
        "after_working_days": f"when {length.number} working days have passed",
    }
    return words[length.kind]

"""The command that tells responsible persons by e-mail what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands.common import JsonFlag, opened, print_json, read_day
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR

if TYPE_CHECKING:
    from api.service import Bilim
    from api.use_cases.digests import Digest, MessageOf, Plan


def digest(
    send: Annotated[
        bool, typer.Option("--send", help="Send them; without it they are only printed.")
    ] = False,
    on: Annotated[str | None, typer.Option("--on", help="As of this day (default: today).")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Tell each responsible person what is newly due, about to be due, or overdue; once each.

    Run it every morning (cron, systemd). The mail server is named by BILIM_SMTP_HOST.
    """
    with opened(as_json=as_json) as bilim:
        day = read_day(on, "--on")
        if send:
            failed = _send(bilim, day, as_json=as_json)
        else:
            _show(bilim, bilim.digests.plan(LOCAL_ADMINISTRATOR, on=day), as_json=as_json)
            failed = False
    if failed:
        raise typer.Exit(1)


def _send(bilim: Bilim, day: Any, *, as_json: bool) -> bool:
    from api.mailing import SmtpMailer

    mailer = SmtpMailer(bilim.wiring.settings.smtp)
    sent = bilim.digests.send(LOCAL_ADMINISTRATOR, mailer, _messages(bilim), on=day)
    if as_json:
        print_json([_as_json(one.digest) | {"error": one.error or None} for one in sent])
    for one in sent:
        if one.error:
            typer.echo(f"not sent, will be tried again: {one.error}", err=True)
        elif not as_json:
            typer.echo(f"sent to {one.digest.address}: {len(one.digest.entries)}")
    if not sent and not as_json:
        typer.echo("Nobody has to be told anything new.")
    return any(one.error for one in sent)


def _show(bilim: Bilim, plan: Plan, *, as_json: bool) -> None:
    if as_json:
        print_json([_as_json(planned) for planned in plan.digests])
        return
    message_of = _messages(bilim)
    for planned in plan.digests:
        message = message_of(planned)
        typer.echo(f"To: {message['To']}\nSubject: {message['Subject']}\n")
        typer.echo(message.get_content())
    if not plan.digests:
        typer.echo("Nobody has to be told anything new.")
    for name in plan.without_address:
        typer.echo(f"no e-mail address: {name}", err=True)
    for told in plan.unconfirmed:
        typer.echo(f"cut off, not known whether sent: {told.person}, {told.thing}", err=True)


def _messages(bilim: Bilim) -> MessageOf:
    from functools import partial

    from api.digest_mail import message_of
    from api.use_cases.clock import utc_now

    settings = bilim.wiring.settings
    return partial(
        message_of,
        sender=settings.smtp_from,
        public_url=settings.public_url,
        store=bilim.wiring.database.identity,
        now=utc_now(),
    )


def _as_json(planned: Digest) -> dict[str, Any]:
    return {
        "address": planned.address,
        "name": planned.name,
        "entries": [
            {"occasion": told.occasion.value, **thing.model_dump(mode="json")}
            for told, thing in planned.entries
        ],
    }

"""The command line: ``bilim COMMAND``. Each command is a few lines over ``api.service.Bilim``.

Errors of the domain end with exit code 1 and one clear line on standard error (with ``--json``:
an object on standard output as well); wrong usage ends with 2, as everywhere.
"""

from __future__ import annotations

import typer

from api.collector import collect_less_often
from api.commands import (
    acceptance,
    accounts,
    amending,
    asking,
    calendar,
    changes,
    digests,
    duties,
    feeding,
    findings,
    inspecting,
    registers,
    serving,
    updating,
)

app = typer.Typer(
    name="bilim",
    help="Bilim: acts in, cited answers in Kazakh and Russian out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("ingest")(feeding.ingest)
app.command("contents")(inspecting.contents)
app.command("search")(asking.search)
app.command("act")(asking.act)
app.command("diff")(asking.diff)
app.command("changes")(changes.changes)
app.command("findings")(findings.findings)
app.command("status")(inspecting.status)
app.command("reindex")(feeding.reindex)
app.command("amendments")(amending.amendments)
app.command("drafts")(amending.drafts)
app.command("draft")(amending.draft)
app.command("updates")(updating.updates)
app.command("update")(updating.update)
app.command("calendar")(calendar.calendar)
app.add_typer(calendar.days_off, name="days-off")
app.command("duties")(duties.duties)
app.add_typer(duties.duty, name="duty")
app.command("digest")(digests.digest)
app.add_typer(registers.body, name="body")
app.add_typer(registers.person, name="person")
app.add_typer(registers.request, name="request")
app.add_typer(acceptance.protocol, name="protocol")
app.command("serve")(serving.serve)
app.command("audit")(accounts.audit)
app.add_typer(accounts.user_app, name="user")
app.add_typer(accounts.token_app, name="token")
app.command("analyse")(inspecting.analyse)
app.command("evaluate")(inspecting.evaluate)


def main() -> None:
    """Run the command line."""
    collect_less_often()
    app()


if __name__ == "__main__":
    main()

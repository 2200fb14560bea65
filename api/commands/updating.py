"""Commands on updates: which articles must be updated, and moving one on."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.common import JsonFlag, opened, print_json, read_day


def updates(
    body: Annotated[
        str | None, typer.Option("--body", help="Only of this state body: its id or code.")
    ] = None,
    state: Annotated[
        str | None, typer.Option("--state", help="Only in this state: flagged, submitted, …")
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only those whose term has run out.")
    ] = False,
    closed_too: Annotated[
        bool, typer.Option("--all", help="Also what is accepted, closed or withdrawn.")
    ] = False,
    on: Annotated[
        str | None, typer.Option("--on", help="Overdue as of this day (default: today).")
    ] = None,
    detect: Annotated[
        bool, typer.Option("--detect", help="First look through all editions again.")
    ] = False,
    accepted_as_of: Annotated[
        str | None,
        typer.Option(
            "--accepted-as-of",
            help="First take services never accepted for accepted as they read on this day: for "
            "a base that was in use before Bilim.",
        ),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """List the articles that must be updated, the most urgent first."""
    from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR

    with opened(as_json=as_json) as bilim:
        accepted = read_day(accepted_as_of, "--accepted-as-of")
        if accepted is not None:
            bilim.updates.take_as_accepted(LOCAL_ADMINISTRATOR, accepted)
        if detect:
            bilim.updates.detect(LOCAL_ADMINISTRATOR)
        found = bilim.updates.all(
            LOCAL_ADMINISTRATOR,
            body=body,
            state=state,
            overdue=overdue,
            closed_too=closed_too,
            on=read_day(on, "--on"),
        )
        if as_json:
            print_json([update.model_dump(mode="json") for update in found])
        else:
            from api.commands.printing_updates import print_updates

            print_updates(found)


def update(
    number: Annotated[int, typer.Argument(help="The number that `bilim updates` lists.")],
    to: Annotated[
        str | None,
        typer.Option(
            "--to", help="Move it: assigned, submitted, accepted, returned, not_affected, closed."
        ),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="The written reason.")] = "",
    text_kk: Annotated[str, typer.Option("--text-kk", help="New content, in Kazakh.")] = "",
    text_ru: Annotated[str, typer.Option("--text-ru", help="New content, in Russian.")] = "",
    submission: Annotated[
        int | None, typer.Option("--submission", help="Or the id of a row of an Annex 1 form.")
    ] = None,
    assignee: Annotated[str, typer.Option("--assignee", help="Whom it is given to.")] = "",
    by: Annotated[
        str, typer.Option("--by", help="Who does it, as history shows it (default: local).")
    ] = "",
    as_json: JsonFlag = False,
) -> None:
    """Show an update with what changed and its history; with --to, move it on."""
    from dataclasses import replace

    from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR

    # Who is at the machine acts for several persons: what one hands in, another accepts.
    actor = replace(LOCAL_ADMINISTRATOR, name=by.strip() or LOCAL_ADMINISTRATOR.name)
    with opened(as_json=as_json) as bilim:
        if to is None:
            view = bilim.updates.one(actor, number)
        else:
            view = bilim.updates.move(
                actor,
                number,
                to,
                reason=reason,
                texts={"kk": text_kk, "ru": text_ru},
                submission_id=submission,
                assignee=assignee,
            )
        if as_json:
            print_json(view.model_dump(mode="json"))
        else:
            from api.commands.printing_updates import print_update

            print_update(view)

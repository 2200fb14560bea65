"""Commands on amending orders: reading one, and the drafts of those that are loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.common import JsonFlag, check_language, opened, print_json
from knowledge.errors import InvalidReferenceError

if TYPE_CHECKING:
    from api.amending_views import AmendmentsView, DraftSummary, DraftView, InstructionView

_LONGEST_SHOWN = 160


def amendments(
    file: Annotated[Path, typer.Argument(help="A file with an amending order.")],
    lang: Annotated[
        str | None, typer.Option("--lang", help="Of a file in both languages: kk or ru.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Print what an amending order changes, as Bilim reads it; nothing is stored."""
    from ingest.loading import read_bytes

    with opened(as_json=as_json) as bilim:
        data = read_bytes(file)
        view = bilim.amending.read(data, file.name, language=check_language(lang))
        if as_json:
            print_json(view.model_dump(mode="json"))
        else:
            _print_order(view)


def drafts(as_json: JsonFlag = False) -> None:
    """List the draft editions made from amending orders."""
    with opened(as_json=as_json) as bilim:
        found = bilim.amending.drafts()
        if as_json:
            print_json([draft.model_dump(mode="json") for draft in found])
            return
        for draft in found:
            _print_summary(draft)
        typer.echo(f"{len(found)} drafts")


def draft(
    number: Annotated[int, typer.Argument(help="The number that `bilim drafts` lists.")],
    accept: Annotated[
        bool, typer.Option("--accept", help="Make it an edition, until the official text comes.")
    ] = False,
    reject: Annotated[
        str | None, typer.Option("--reject", help="Put it aside, for this reason.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Show a draft edition and what it changes; accept or reject it."""
    from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR

    with opened(as_json=as_json) as bilim:
        if accept and reject is not None:
            raise InvalidReferenceError("--accept and --reject exclude each other.")
        if accept:
            done = bilim.amending.accept(LOCAL_ADMINISTRATOR, number)
            if as_json:
                print_json(done.model_dump(mode="json"))
            else:
                typer.echo(f"Draft {number} is an edition of {done.act_id} now.")
            return
        if reject is not None:
            summary = bilim.amending.reject(LOCAL_ADMINISTRATOR, number, reject)
            if as_json:
                print_json(summary.model_dump(mode="json"))
            else:
                typer.echo(f"Draft {number} is rejected.")
            return
        view = bilim.amending.draft(number)
        if as_json:
            print_json(view.model_dump(mode="json"))
        else:
            _print_draft(view)


def _print_order(view: AmendmentsView) -> None:
    order = view.order
    typer.echo(f"№ {order.number or '?'} of {order.date or '?'} ({order.language})")
    for target in view.targets:
        known = "" if target.known else " (not in the base)"
        typer.echo(f"  amends № {target.number} of {target.date or '?'}{known}")
    for instruction in view.instructions:
        _print_instruction(instruction)
    for line in view.unread:
        typer.echo(f"  NOT READ: {line}")


def _print_instruction(one: InstructionView) -> None:
    since = f", from {one.in_force_from}" if one.in_force_from else ""
    typer.echo(f"  № {one.act.number}: {one.provision}: {one.kind}{since}")
    if one.old_words is not None or one.new_words is not None:
        typer.echo(f"      «{one.old_words or ''}» → «{one.new_words or ''}»")
    if one.text:
        typer.echo(f"      {_short(one.text)}")
    if one.reason:
        typer.echo(f"      cannot be applied: {one.reason}")


def _print_summary(draft: DraftSummary) -> None:
    order = draft.order
    typer.echo(
        f"{draft.id:>4}  {draft.state:<9} {draft.act_id} ({draft.language}) by № {order.number} "
        f"of {order.date}: {draft.applied} applied, {draft.not_applied} not"
    )
    if draft.agreement is not None:
        agreement = draft.agreement
        typer.echo(
            f"      official text of {agreement.official_edition}: "
            f"{agreement.same} of {agreement.concerned} elements alike"
        )


def _print_draft(view: DraftView) -> None:
    _print_summary(view)
    for one in view.instructions:
        if one.reason:
            _print_instruction(one)
    for line in view.unread:
        typer.echo(f"  NOT READ: {line}")
    typer.echo(f"Differences from the edition of {view.compared_with}:")
    for difference in view.differences:
        typer.echo(f"\n{difference.kind} {difference.eid}")
        if difference.old:
            typer.echo(f"  - {_short(difference.old)}")
        if difference.new:
            typer.echo(f"  + {_short(difference.new)}")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_SHOWN else f"{flat[: _LONGEST_SHOWN - 1]}…"

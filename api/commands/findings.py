"""The command on findings: what a person should look at in the texts themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.common import JsonFlag, opened, print_json

if TYPE_CHECKING:
    from api.finding_views import ConsistencyFindingView


def findings(
    act: Annotated[
        str | None, typer.Option("--act", help="Only this act: 58/2020-05-27, …")
    ] = None,
    severity: Annotated[
        str | None,
        typer.Option("--severity", help="The least to show: high, medium, low or note."),
    ] = None,
    current: Annotated[
        bool, typer.Option("--current", help="Only what the newest edition still has.")
    ] = False,
    nearest: Annotated[
        bool,
        typer.Option("--nearest", help="Also compare editions of different, nearest dates."),
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Print where Kazakh and Russian disagree, and where a text contradicts itself."""
    with opened(as_json=as_json) as bilim:
        found = bilim.findings.all(act=act, severity=severity, current=current, nearest=nearest)
        if as_json:
            print_json([view.model_dump(mode="json") for view in found])
            return
        for view in found:
            _print(view)
        typer.echo(f"{len(found)} findings")


def _print(view: ConsistencyFindingView) -> None:
    past = "" if view.current else ", put right since"
    act = f"№ {view.act.number} of {view.act.date} (edition of {view.edition}{past})"
    typer.echo(f"[{view.severity}] {act}, {view.message}")
    for quotation in view.quotations:
        text = " ".join(quotation.text.split())
        typer.echo(f"    {quotation.language} {quotation.eid}: {text}")

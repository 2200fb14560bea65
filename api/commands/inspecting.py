"""Commands that show how things are: contents, status, analyse, evaluate."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from api.commands.common import JsonFlag, opened, print_json, reported


def contents(
    file: Annotated[Path, typer.Argument(help="A file with the text of an act.")],
    as_json: JsonFlag = False,
) -> None:
    """Print the table of contents of a file, as Bilim reads it; nothing is stored."""
    from api.service import contents as contents_of
    from ingest.loading import read_bytes

    with reported(as_json=as_json):
        entries = contents_of(read_bytes(file), file.name)
        if as_json:
            print_json([entry.model_dump(mode="json") for entry in entries])
            return
        for entry in entries:
            depth = entry.eid.count("__")
            label = f"{entry.kind} {entry.number}".strip()
            heading = f"  {entry.heading[:90]}" if entry.heading else ""
            typer.echo(f"{'  ' * depth}{label}{heading}  [{entry.eid}, {entry.chars}]")


def status(as_json: JsonFlag = False) -> None:
    """Print what the base holds and how its index stands."""
    with opened(as_json=as_json) as bilim:
        view = bilim.status()
        if as_json:
            body = view.model_dump(mode="json")
            body["act_list"] = [
                {"id": act.id, "number": act.number, "date": act.date, "titles": act.titles}
                for act in bilim.acts()
            ]
            print_json(body)
            return
        typer.echo(f"Bilim {view.version}, data in {view.home}")
        editions = ", ".join(f"{count} {language}" for language, count in view.editions.items())
        typer.echo(f"{view.acts} acts; editions: {editions or 'none'}; {view.services} services")
        typer.echo(f"{view.articles} articles in {view.versions} versions")
        typer.echo(f"index: {view.index.state}, {view.index.passages} passages")
        if view.index.message:
            typer.echo(view.index.message)
        for act in bilim.acts():
            title = act.titles.get("ru") or next(iter(act.titles.values()), "")
            typer.echo(f"  {act.id}  {title[:90]}")


def analyse(
    text: Annotated[str | None, typer.Argument(help="A text; without it, lines of input.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Print what the analysis makes of a text, or of every line of standard input."""
    from index.analysis.tokens import analyse as analyse_text

    lines = [text] if text is not None else (line.rstrip("\n") for line in sys.stdin)
    for line in lines:
        tokens: list[dict[str, Any]] = [
            {"token": t.token, "language": t.language, "stem": t.stem, "folded": t.folded}
            for t in analyse_text(line)
        ]
        if as_json:
            import json

            sys.stdout.write(json.dumps(tokens, ensure_ascii=False) + "\n")
        else:
            for token in tokens:
                typer.echo("{token}\t{language}\t{stem}\t{folded}".format(**token))


def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Files of questions (JSONL).")],
    limit: Annotated[int, typer.Option("-n", help="How deep to look.")] = 10,
    known_act: Annotated[
        bool, typer.Option("--known-act", help="Search only the question's own act.")
    ] = False,
    include_repealed: Annotated[
        bool, typer.Option("--include-repealed", help="Also acts that lost their force.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Measure how often the right paragraph comes first, over questions with known answers."""
    from evaluation.gold import read_gold
    from evaluation.report import print_report
    from evaluation.runs import run_gold

    with opened(as_json=as_json) as bilim:
        codes = {act.code: act.id for act in bilim.acts() if act.code}
        bilim.ensure_index()
        result = run_gold(
            partial(bilim.ask, include_repealed=include_repealed),
            read_gold(gold),
            codes,
            limit=limit,
            known_act=known_act,
            settings={
                "encoder": bilim.wiring.encoder_facts[0],
                "include_repealed": include_repealed,
            },
        )
        if as_json:
            print_json(result.to_json())
        else:
            print_report(result)

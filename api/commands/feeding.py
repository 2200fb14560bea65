"""Commands that feed the base: ingest, reindex."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.common import JsonFlag, check_language, opened, print_json, read_day
from api.commands.progress import progress

if TYPE_CHECKING:
    from api.views import LoadedFile
    from ingest.header import ActFacts
from ingest.errors import IngestError


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders with a meta.json.")],
    meta: Annotated[
        Path | None, typer.Option("--meta", help="A meta.json that describes the files.")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="order, resolution, law, decree …")] = None,
    issuer: Annotated[str | None, typer.Option(help="Who issued the act.")] = None,
    date: Annotated[str | None, typer.Option(help="Date of the act.")] = None,
    number: Annotated[str | None, typer.Option(help="Number of the act.")] = None,
    registration: Annotated[str | None, typer.Option(help="Registration number.")] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="Language: kk, ru, en.")] = None,
    edition_date: Annotated[str | None, typer.Option(help="Date of the edition.")] = None,
    published: Annotated[str | None, typer.Option(help="Day of first publication.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Correct an edition that was loaded wrongly.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Say nothing of files that are loaded already.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Load acts and Annex 1 forms: files, or folders of acts with a meta.json."""
    from ingest.header import facts_of_options
    from ingest.loading import with_metadata

    with opened(as_json=as_json) as bilim:
        facts: ActFacts = facts_of_options(
            kind=kind,
            issuer=issuer,
            date=read_day(date, "--date"),
            number=number,
            registration=registration,
            language=check_language(lang),
            edition_date=read_day(edition_date, "--edition-date"),
            published=read_day(published, "--published"),
        )
        files = bilim.files_to_load(paths)
        if meta is not None:
            files = with_metadata(files, meta)
        if not files:
            raise IngestError(
                "Nothing to load: no act was found there. An act is a file (.html, .docx, .pdf, "
                ".md, .txt) or a folder with a meta.json."
            )
        reports: list[LoadedFile] = []
        with progress("Loading", shown=not as_json) as advance:
            for file in files:
                reports.append(bilim.load_one(file, facts, replace=replace))
                advance(len(reports), len(files))
        with progress("Indexing", shown=not as_json) as advance:
            bilim.ensure_index(advance)
        if as_json:
            print_json([report.model_dump(mode="json") for report in reports])
        else:
            for report in reports:
                _print_report(report, quiet=quiet)
    if any(report.error for report in reports):
        raise typer.Exit(1)


def _print_report(report: LoadedFile, *, quiet: bool) -> None:
    if report.error:
        typer.echo(f"refused    {report.file}: {report.error}", err=True)
    for edition in report.editions:
        if quiet and edition.status == "unchanged":
            continue
        typer.echo(f"{edition.status:<12} {report.file} → {edition.act_id}")
    if report.submissions and not quiet:
        typer.echo(f"form         {report.file}: {report.submissions} service(s)")


def reindex(as_json: JsonFlag = False) -> None:
    """Build the search index anew from the store."""
    with opened(as_json=as_json) as bilim:
        with progress("Indexing", shown=not as_json) as advance:
            count = bilim.reindex(advance)
        if as_json:
            print_json({"versions": count})
        else:
            typer.echo(f"The index holds {count} versions of articles.")

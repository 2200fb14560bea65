"""The command on changes: what amendments did to acts, and by which orders."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.common import JsonFlag, check_language, opened, print_json, read_day


def changes(
    since: Annotated[
        str | None,
        typer.Option("--since", help="Only editions dated or loaded on this day or later."),
    ] = None,
    act: Annotated[
        str | None, typer.Option("--act", help="Only this act: 58/2020-05-27, …")
    ] = None,
    old: Annotated[
        str | None, typer.Option("--from", help="Day of the older edition (with --act, --to).")
    ] = None,
    new: Annotated[
        str | None, typer.Option("--to", help="Day of the newer edition (with --act, --from).")
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", help="kk, ru or en (with --from and --to: ru if not said)."),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Print what amendments changed, by which orders, and where footnotes do not fit.

    With --from and --to: between the editions of two days. Otherwise what each edition changed
    against the one before it.
    """
    from api.change_views import EditionChangesView

    with opened(as_json=as_json) as bilim:
        found = bilim.changes.asked(
            act=act,
            old_date=read_day(old, "--from"),
            new_date=read_day(new, "--to"),
            since=read_day(since, "--since"),
            language=check_language(lang),
        )
        if as_json and isinstance(found, EditionChangesView):
            print_json([change.model_dump(mode="json") for change in found.changes])
            return
        views = (found,) if isinstance(found, EditionChangesView) else found
        if as_json:
            print_json([view.model_dump(mode="json") for view in views])
        else:
            from api.commands.printing_changes import print_changes

            print_changes(views)

"""The command line: ``bilim COMMAND``. Each command is a few lines over ``api.service.Bilim``.

Errors of the domain end with exit code 1 and one clear line on standard error (with ``--json``:
an object on standard output as well); wrong usage ends with 2, as everywhere.
"""

from __future__ import annotations

import typer

from api.collector import collect_less_often
from api.commands import asking, feeding, inspecting, serving

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
app.command("status")(inspecting.status)
app.command("reindex")(feeding.reindex)
app.command("serve")(serving.serve)
app.command("analyse")(inspecting.analyse)
app.command("evaluate")(inspecting.evaluate)


def main() -> None:
    """Run the command line."""
    collect_less_often()
    app()


if __name__ == "__main__":
    main()

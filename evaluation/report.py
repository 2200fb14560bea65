"""A run's figures as a table for people."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from evaluation.runs import RunResult

_COLUMNS = (
    ("questions", "answerable", ".0f"),
    ("first", "first", ".3f"),
    ("in_five", "in five", ".3f"),
    ("in_ten", "in ten", ".3f"),
    ("mrr", "MRR", ".3f"),
    ("act_first", "act first", ".3f"),
    ("unanswerable", "unanswerable", ".0f"),
    ("unanswerable_recognised", "recognised", ".3f"),
    ("answerable_kept", "kept", ".3f"),
    ("auroc", "AUROC", ".3f"),
    ("p50_ms", "p50 ms", ".1f"),
    ("p95_ms", "p95 ms", ".1f"),
)


def print_report(result: RunResult) -> None:
    """Print the figures by language and kind of question."""
    table = Table(title="Share of questions whose right paragraph is …")
    table.add_column("group")
    for _key, title, _format in _COLUMNS:
        table.add_column(title, justify="right")
    for name, figures in result.figures().items():
        table.add_row(name, *(format(figures[key], form) for key, _title, form in _COLUMNS))
    Console(width=160).print(table)

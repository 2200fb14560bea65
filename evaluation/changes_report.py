"""The figures of change tracking, for people and as JSON, with everything that was missed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from evaluation.changes import (
    LANGUAGES,
    Figures,
    FootnoteResult,
    PairResult,
    figures,
    footnote_figures,
    order_figures,
)
from evaluation.made_edits import EDITS, MadeResult


def _by_measure(
    pairs: list[PairResult], footnotes: list[FootnoteResult], made: list[MadeResult]
) -> dict[str, Figures]:
    measured: dict[str, Figures] = {}
    for language in sorted(LANGUAGES.values(), reverse=True):
        measured[f"changed paragraphs, {language}"] = figures(
            [pair for pair in pairs if pair.language == language]
        )
    measured["orders named at changes, ru"] = order_figures(pairs)
    measured["amendments read from footnotes, ru"] = footnote_figures(footnotes)
    for language in sorted(LANGUAGES.values(), reverse=True):
        results = [one for one in made if one.language == language]
        measured[f"made edits ({EDITS} an edition), {language}"] = Figures(
            sum(one.right for one in results),
            sum(len(one.missed) for one in results),
            sum(len(one.wrong) for one in results),
        )
    return measured


def report_as_json(
    pairs: list[PairResult], footnotes: list[FootnoteResult], made: list[MadeResult]
) -> dict[str, Any]:
    """Figures, and every pair, footnote and made edition with its misses."""
    return {
        "figures": {
            name: {"precision": one.precision, "recall": one.recall, **asdict(one)}
            for name, one in _by_measure(pairs, footnotes, made).items()
        },
        "pairs": [
            {
                "act": pair.act,
                "language": pair.language,
                "older": pair.older,
                "newer": pair.newer,
                "found": pair.found,
                "missed": pair.missed,
                "wrong": pair.wrong,
                "same_text": pair.same_text,
                "findings": [f"{one.kind.value} {one.eid}" for one in pair.findings],
            }
            for pair in pairs
        ],
        "footnotes": [asdict(one) for one in footnotes],
        "made": [asdict(one) for one in made if one.missed or one.wrong],
    }


def print_report(
    pairs: list[PairResult], footnotes: list[FootnoteResult], made: list[MadeResult]
) -> None:
    """Print the figures, then every miss."""
    console = Console(width=160, markup=False, highlight=False)
    table = Table(title="Change tracking")
    for title in ("measure", "precision", "recall", "right", "missed", "wrong"):
        table.add_column(title, justify="left" if title == "measure" else "right")
    for name, one in _by_measure(pairs, footnotes, made).items():
        counts = (str(one.right), str(one.missed), str(one.wrong))
        table.add_row(name, f"{one.precision:.3f}", f"{one.recall:.3f}", *counts)
    console.print(table)
    for pair in pairs:
        head = f"{pair.act} {pair.language} {pair.older} → {pair.newer}"
        for label, units in (
            ("missed", pair.missed),
            ("wrong", pair.wrong),
            ("same text in this language", pair.same_text),
        ):
            if units:
                console.print(f"{head}: {label}: {', '.join(units)}")
        for finding in pair.findings:
            console.print(f"{head}: finding: {finding.kind.value} {finding.eid}")
    for note in footnotes:
        for label, entries in (("missed", note.missed), ("wrong", note.wrong)):
            if entries:
                console.print(f"footnotes of {note.edition}: {label}: {'; '.join(entries)}")
    for edition in made:
        for label, told in (("missed", edition.missed), ("wrong", edition.wrong)):
            for kind, old, new in told:
                console.print(
                    f"made from {edition.edition} ({edition.seed}): {label}: {kind} {old} → {new}"
                )

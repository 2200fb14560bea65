"""How right findings are: precision by a person's judgement, recall by faults put in.

``python -m evaluation findings FOLDER`` lists every finding in the acts of a folder with both
quotations, says which of them a person has judged true or false
(`evaluation/data/findings_judged.json`), and how many made faults are found.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evaluation.injections import found, injections
from ingest.errors import IngestError
from ingest.loading import FileToLoad, find_files, read_bytes
from ingest.pipeline import editions_of, read_structure
from knowledge.findings.base import act_findings, pairs_of
from knowledge.findings.editions import EditionText
from knowledge.findings.messages import message
from knowledge.findings.values import Finding
from knowledge.identity import act_id

JUDGED = Path(__file__).parent / "data" / "findings_judged.json"
_SEED = 83
_QUOTED = 220


@dataclass(frozen=True, slots=True)
class ReadAct:
    """An act read from files: its language versions and its number in the Register."""

    id: str
    editions: tuple[EditionText, ...]
    registration: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person who read both texts said of a finding."""

    true: bool
    reason: str


def read_acts(paths: Sequence[Path]) -> tuple[ReadAct, ...]:
    """The acts in files and folders; files that cannot be read are passed over.

    Raises UnreadableFileError for a path that does not exist.
    """
    editions: dict[str, list[EditionText]] = {}
    registrations: dict[str, str | None] = {}
    for file in find_files(paths):
        for identity, edition, registration in _editions(file):
            editions.setdefault(identity, []).append(edition)
            registrations[identity] = registrations.get(identity) or registration
    return tuple(
        ReadAct(identity, tuple(found_here), registrations[identity])
        for identity, found_here in editions.items()
    )


def _editions(file: FileToLoad) -> Iterator[tuple[str, EditionText, str | None]]:
    try:
        read = read_structure(read_bytes(file.path), file.path.name)
        for edition in editions_of(read, *file.facts):
            registered = edition.header.registration
            yield (
                act_id(edition.header),
                EditionText(edition.language, edition.date, edition.provisions),
                registered.number if registered else None,
            )
    except IngestError:
        return


def findings_of(acts: Sequence[ReadAct]) -> tuple[Finding, ...]:
    """Every finding in the acts."""
    return tuple(
        finding
        for act in acts
        for finding in act_findings(act.id, act.editions, registration=act.registration)
    )


def read_judgements(path: Path = JUDGED) -> dict[str, Judgement]:
    """Judgements by the key of the finding."""
    raw = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {key: Judgement(entry["true"], entry["reason"]) for key, entry in raw.items()}


@dataclass(frozen=True, slots=True)
class Precision:
    """How many findings were judged true and false, and how many nobody has judged."""

    true: int
    false: int
    unjudged: int

    @property
    def share(self) -> float | None:
        """Of the judged ones, how many are true; None where nothing is judged."""
        judged = self.true + self.false
        return self.true / judged if judged else None


def precision(findings: Sequence[Finding], judgements: Mapping[str, Judgement]) -> Precision:
    """Precision of some findings by the judgements that there are."""
    verdicts = Counter(
        judgements[finding.key].true if finding.key in judgements else None for finding in findings
    )
    return Precision(verdicts[True], verdicts[False], verdicts[None])


def recall(acts: Sequence[ReadAct]) -> dict[str, tuple[int, int]]:
    """Of the faults put in, how many are found: kind → (found, put in)."""
    counts: dict[str, tuple[int, int]] = {}
    for act in acts:
        for number, (left, right) in enumerate(pairs_of(act.editions)):
            for fault in injections(left, right, _SEED + number):
                hits, tried = counts.get(fault.kind, (0, 0))
                counts[fault.kind] = hits + found(fault, left, right), tried + 1
    return counts


def main(arguments: Sequence[str]) -> int:
    """``python -m evaluation findings FOLDER…``; returns the exit code."""
    if not arguments:
        print("usage: python -m evaluation findings FOLDER…", file=sys.stderr)
        return 2
    acts = read_acts([Path(argument) for argument in arguments])
    findings, judgements = findings_of(acts), read_judgements()
    console = Console(width=150, soft_wrap=True)
    for finding in findings:
        _print_finding(console, finding, judgements.get(finding.key))
    _print_precision(console, findings, judgements)
    _print_recall(console, recall(acts))
    return 0


def _print_finding(console: Console, finding: Finding, judgement: Judgement | None) -> None:
    verdict = "unjudged" if judgement is None else "true" if judgement.true else "FALSE"
    dates = ", ".join(day.isoformat() for day in finding.editions)
    lines = [
        f"{finding.key} {finding.severity.value} {finding.kind.value} [{verdict}]",
        f"  {finding.act_id} ({dates}) {message(finding, 'en')}",
        *(f"  {q.side} {q.place}: {' '.join(q.text.split())[:_QUOTED]}"
          for q in finding.quotations),
    ]  # fmt: skip
    console.print("\n".join(lines), markup=False, highlight=False)


def _print_precision(
    console: Console, findings: Sequence[Finding], judgements: Mapping[str, Judgement]
) -> None:
    table = Table(title="Findings, judged by a person who read both texts")
    for column in ("kind", "findings", "true", "false", "unjudged", "precision"):
        table.add_column(column, justify="left" if column == "kind" else "right")
    kinds = sorted({finding.kind.value for finding in findings})
    for name in (*kinds, "all"):
        chosen = [finding for finding in findings if name in ("all", finding.kind.value)]
        found_here = precision(chosen, judgements)
        share = "" if found_here.share is None else f"{found_here.share:.3f}"
        counts = (len(chosen), found_here.true, found_here.false, found_here.unjudged)
        table.add_row(name, *map(str, counts), share)
    console.print(table)


def _print_recall(console: Console, counts: Mapping[str, tuple[int, int]]) -> None:
    table = Table(title="Faults put into one language (made, not real)")
    for column in ("fault", "put in", "found", "recall"):
        table.add_column(column, justify="left" if column == "fault" else "right")
    total = [sum(pair[place] for pair in counts.values()) for place in (0, 1)]
    for name, (hits, tried) in {**counts, "all": (total[0], total[1])}.items():
        table.add_row(name, str(tried), str(hits), f"{hits / tried:.3f}" if tried else "")
    console.print(table)

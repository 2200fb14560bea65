"""How long a stranger waits: the first start, the second, and every ``bilim search`` after.

    python -m benchmarks.cold_start [--runs 10]

Every figure is of a fresh process, the files of Python and of the model being in the machine's file
cache. The starts are those of ``make run``: ``bilim ingest examples/acts examples/forms`` into an
empty home, and again. Last, where the imports of a search take their time.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measuring import PARTS_OF_EXAMPLES, ROOT, machine, quantile

QUESTION = "сколько ждать паспорт на пасеку"
PACKAGES_SHOWN = 10
_IMPORT = re.compile(r"import time:\s+(?P<own>\d+) \|\s+\d+ \|\s+(?P<name>\S+)")


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of one process: by the clock, and of all cores together."""

    wall: float
    processor: float


def run(home: Path, *command: str, flags: Sequence[str] = ()) -> tuple[Run, str]:
    """Run ``bilim`` in a fresh process; its times, and what it wrote on standard error.

    Raises SystemExit where it fails.
    """
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BILIM_")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *flags, "-m", "api.command_line", *command],
        cwd=ROOT,
        env={**environment, "BILIM_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"bilim {' '.join(command)} failed: {done.stderr}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, processor), done.stderr


def import_microseconds(report: str) -> Counter[str]:
    """Microseconds that importing took, by top-level package, from what ``-X importtime`` wrote."""
    microseconds: Counter[str] = Counter()
    for match in _IMPORT.finditer(report):
        microseconds[match["name"].partition(".")[0]] += int(match["own"])
    return microseconds


def table_of(runs: dict[str, list[Run]], title: str) -> Table:
    """p50 and p95 by the clock and of the processor."""
    table = Table(title=title)
    for column in ("seconds", "runs", "wall p50", "wall p95", "processor p50", "processor p95"):
        table.add_column(column, justify="left" if column == "seconds" else "right")
    for name, found in runs.items():
        cells = [
            f"{quantile([getattr(one, what) for one in found], share):.2f}"
            for what in ("wall", "processor")
            for share in (0.5, 0.95)
        ]
        table.add_row(name, str(len(found)), *cells)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    chosen = parser.parse_args()
    ingest = ("ingest", "--quiet", *map(str, PARTS_OF_EXAMPLES))
    with tempfile.TemporaryDirectory(prefix="bilim-cold-") as folder:
        home = Path(folder) / "home"
        runs = {
            "first start: ingest into an empty home": [run(home, *ingest)[0]],
            "second start: the same again": [run(home, *ingest)[0]],
            "bilim search": [run(home, "search", QUESTION)[0] for _ in range(chosen.runs)],
        }
        _, report = run(home, "search", QUESTION, flags=("-X", "importtime"))
    console = Console()
    console.print(table_of(runs, machine()))
    imports = import_microseconds(report)
    table = Table(title=f"imports of bilim search: {imports.total() / 1e6:.2f} s, by package")
    table.add_column("package")
    table.add_column("milliseconds", justify="right")
    for name, own in imports.most_common(PACKAGES_SHOWN):
        table.add_row(name, f"{own / 1000:.0f}")
    console.print(table)


if __name__ == "__main__":
    main()

"""How many documents a second are loaded, stage by stage, with and without encoding.

    python -m benchmarks.ingest_throughput [--rounds 3] [PATH…]

Loads the examples (or what is named) into a fresh home for every round and variant, in this
process. The stages: reading and parsing (bytes to provisions), the store (inside its transactions:
writing editions, planning versions, committing), analysing and indexing, encoding. Without
encoding the vectors come from a stand-in that costs next to nothing. The first round finds the
caches of word forms empty, as a new process does; the later ones do not.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from sqlalchemy.orm import Session

from api.settings import Settings
from api.wiring import Wiring
from benchmarks.measuring import PARTS_OF_EXAMPLES, machine, quantile
from benchmarks.synthetic_base import StandInEncoder
from index.encoders import load_encoder
from index.encoders.protocol import Encoder, Vectors
from index.encoders.registry import identity_of
from index.feed import IndexKeeper
from ingest.loading import LoadOptions, find_files, load_file
from knowledge.store.database import Database
from knowledge.store.reading import count_all

READING, STORING, INDEXING, ENCODING = (
    "read and parse",
    "store",
    "analyse and index",
    "encode",
)
STAGES = (READING, STORING, INDEXING, ENCODING)


@dataclass
class Taken:
    """Seconds by stage and by kind of file (reading only), and how much was loaded."""

    stages: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    by_kind: dict[str, list[float]] = field(default_factory=dict)
    documents: int = 0
    provisions: int = 0
    passages: int = 0

    @property
    def seconds(self) -> float:
        """All stages together."""
        return sum(self.stages.values())


class TimedDatabase(Database):
    """A store that adds up the seconds spent inside its transactions."""

    seconds = 0.0

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """As `Database.writing`, timed."""
        begun = time.perf_counter()
        try:
            with super().writing() as session:
                yield session
        finally:
            self.seconds += time.perf_counter() - begun


class TimedEncoder:
    """An encoder that adds up the seconds spent encoding passages."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.version = encoder.name, encoder.version
        self.dimensions = encoder.dimensions
        self._encoder = encoder
        self.seconds = 0.0

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode what callers ask; not timed."""
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode passages, timed."""
        begun = time.perf_counter()
        vectors = self._encoder.encode_passages(texts)
        self.seconds += time.perf_counter() - begun
        return vectors


def load(home: Path, paths: Sequence[Path], encoder: Encoder) -> Taken:
    """Load everything into a fresh home. Raises SystemExit where a file is refused."""
    wiring = Wiring(Settings.model_validate({"home": home, "database_url": ""}))
    database = TimedDatabase(wiring.settings.store_url)
    timed = TimedEncoder(encoder)
    wiring.encoder_facts = (identity_of(timed.name, timed.version), timed.dimensions)
    keeper = IndexKeeper(database, wiring.backend, wiring.encoder_facts[0], lambda: timed)
    taken = Taken()
    for file in find_files(paths):
        begun, stored = time.perf_counter(), database.seconds
        report = load_file(database, file, LoadOptions())
        if report.error:
            raise SystemExit(f"{file.path} was refused: {report.error}")
        storing = database.seconds - stored
        reading = time.perf_counter() - begun - storing
        taken.stages[STORING] += storing
        taken.stages[READING] += reading
        taken.by_kind.setdefault(file.path.suffix, []).append(reading)
        taken.documents += 1
    begun = time.perf_counter()
    keeper.catch_up()
    taken.stages[ENCODING] = timed.seconds
    taken.stages[INDEXING] = time.perf_counter() - begun - timed.seconds
    with database.reading() as session:
        taken.provisions = count_all(session).provisions
    taken.passages = keeper.state().passages
    database.close()
    wiring.close()
    return taken


def table_of(rounds: dict[str, list[Taken]], title: str) -> Table:
    """Seconds by stage and documents a second, the first round and the median of all."""
    table = Table(title=title)
    table.add_column("")
    for name in rounds:
        table.add_column(f"{name}: first", justify="right")
        table.add_column("median", justify="right")

    def row(name: str, value_of: dict[str, list[float]], digits: int) -> None:
        cells = []
        for values in value_of.values():
            cells += [f"{values[0]:.{digits}f}", f"{quantile(values, 0.5):.{digits}f}"]
        table.add_row(name, *cells)

    for stage in STAGES:
        row(f"{stage}, s", {n: [t.stages[stage] for t in found] for n, found in rounds.items()}, 2)
    row("together, s", {n: [t.seconds for t in found] for n, found in rounds.items()}, 2)
    for what in ("documents", "provisions", "passages"):
        rates = {n: [getattr(t, what) / t.seconds for t in f] for n, f in rounds.items()}
        row(f"{what} a second", rates, 1)
    return table


def table_by_kind(rounds: Sequence[Taken]) -> Table:
    """What reading and parsing a file of each kind takes, in milliseconds."""
    table = Table(title="read and parse, milliseconds a file")
    for column in ("kind", "files", "first round", "median of rounds"):
        table.add_column(column, justify="left" if column == "kind" else "right")
    for kind in sorted(rounds[0].by_kind):
        means = [1000 * float(np.mean(taken.by_kind[kind])) for taken in rounds]
        files = str(len(rounds[0].by_kind[kind]))
        table.add_row(kind, files, f"{means[0]:.0f}", f"{quantile(means, 0.5):.0f}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="*", default=list(PARTS_OF_EXAMPLES))
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    real = load_encoder("default")
    variants: dict[str, Encoder] = {
        "with encoding": real,
        "without": StandInEncoder(np.eye(real.dimensions, dtype=np.float32)),
    }
    rounds: dict[str, list[Taken]] = {name: [] for name in variants}
    with tempfile.TemporaryDirectory(prefix="bilim-ingest-") as folder:
        for number in range(chosen.rounds):
            for name, encoder in variants.items():
                home = Path(folder) / f"{name} {number}"
                rounds[name].append(load(home, chosen.paths, encoder))
    console = Console()
    first = rounds["with encoding"][0]
    title = (
        f"{first.documents} documents, {first.provisions} provisions, {first.passages} passages; "
        f"{machine()}"
    )
    console.print(table_of(rounds, title))
    console.print(table_by_kind(rounds["with encoding"]))


if __name__ == "__main__":
    main()

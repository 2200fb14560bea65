"""Kill ``bilim ingest`` with SIGKILL again and again, and see that nothing is lost or half-loaded.

    python -m benchmarks.kill_ingest [--kills 50] [--seed 1414]

Each round starts from a home that holds a part of the examples (nothing; all but one act; all but
the newest editions, so that the rest amends what is loaded), runs the ingest of all of them in a
process of its own, kills it at a random moment, and then

1. looks at what lies there: the store must be whole (`benchmarks.whole_base`), the index usable or
   not there yet;
2. runs the same ingest to its end: the store must say exactly what it says after a load that was
   never disturbed, the index must agree with the store passage by passage, and ten questions must
   get the same five answers as after an undisturbed ingest from the same start. (An index that was
   amended weighs words a little differently from one made at once, until tantivy merges away what
   was removed; so answers nearly as good as each other may change places between starts.)

A moment is drawn within a phase: «store» (from the first byte that is written, the schema
included), «index» (passages being encoded and indexed), «swap» (the last files of the index being
written and the manifest replaced). Ends with 1 if anything was found wrong.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from api.service import Bilim
from api.settings import Settings
from api.wiring import Wiring
from benchmarks.measuring import EXAMPLES, PARTS_OF_EXAMPLES, ROOT, machine
from benchmarks.whole_base import (
    Content,
    answers,
    content_of,
    differences,
    faults_of_index,
    faults_of_store,
)
from index.embedded.facts import FACTS_NAME
from index.embedded.manifest import MANIFEST_NAME
from index.encoders.protocol import Encoder, Vectors
from ingest.loading import FileToLoad, LoadOptions, find_files, load_file
from knowledge.store.database import Database
from knowledge.store.reading import count_all

PHASES = ("store", "index", "swap")
_DONE = "done"
QUESTIONS = 10
SHOWN = 5
_LEFT_OUT = ("lost-dog-registry", "noise-permit", "library-card")
"""Acts of which all but one are loaded first: Markdown and DOCX, PDF, HTML in two editions."""
_LOOK_EVERY = 0.001
_TOO_LONG = 300.0
_TRIES = 12


@dataclass(frozen=True, slots=True)
class Start:
    """What a home holds before the ingest that is to be killed: only files that ``holds`` takes."""

    name: str
    holds: Callable[[FileToLoad], bool]


def starts() -> list[Start]:
    """Nothing; all but the newest editions of what was amended; all but one act, three times."""
    folders: dict[Path, list[FileToLoad]] = {}
    for file in find_files([EXAMPLES / "acts"]):
        folders.setdefault(file.path.parent, []).append(file)
    newest = {
        file.path
        for files in folders.values()
        for file in files
        if len({_day_in_name(other.path) for other in files}) > 1
        and _day_in_name(file.path) == max(_day_in_name(other.path) for other in files)
    }
    return [
        Start("nothing", lambda _: False),
        Start("older editions", lambda file: file.path not in newest),
        *(Start(f"all but {name}", partial(_stands_outside, name)) for name in _LEFT_OUT),
    ]


def _stands_outside(folder: str, file: FileToLoad) -> bool:
    return file.path.parent.name != folder


def _day_in_name(path: Path) -> str:
    return path.stem.partition(".")[2]


@dataclass
class Round:
    """One kill: when it was meant to come, what lay there after it, and what was wrong."""

    start: str
    phase: str
    editions: int = 0
    index_after: str = ""
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """An ingest that nobody killed: the seconds of each phase, and what the base then answers."""

    seconds: dict[str, float]
    answers: list[tuple[str, ...]]


class RememberingEncoder:
    """An encoder that does not encode the same passage twice: homes are made of the same ones."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.version = encoder.name, encoder.version
        self.dimensions = encoder.dimensions
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode what callers ask."""
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode what was not encoded before, and remember it."""
        fresh = list(dict.fromkeys(text for text in texts if text not in self._known))
        if fresh:
            self._known.update(zip(fresh, self._encoder.encode_passages(fresh), strict=True))
        return np.stack([self._known[text] for text in texts])


class Killer:
    """Starts ingests of ``paths`` into homes, and kills them. One encoder serves all looks."""

    def __init__(self, workplace: Path, paths: Sequence[Path], encoder: Encoder) -> None:
        self._workplace = workplace
        self._paths = paths
        self._encoder = RememberingEncoder(encoder)
        self._undisturbed: dict[str, Undisturbed] = {}
        self._questions = questions_about(paths)
        self._numbers = itertools.count(1)
        clean = self._fresh_home()
        self._run_to_end(clean)
        with opened(clean, self._encoder) as bilim:
            self._expected: Content = content_of(bilim.wiring.database)
        shutil.rmtree(clean)

    def round(self, start: Start, phase: str, fraction: float) -> Round:
        """Kill one ingest at ``fraction`` of a phase; look; load to the end; look again."""
        template = self._template(start)
        done = Round(start.name, phase)
        for _ in range(_TRIES):
            home = self._fresh_home(template)
            if self._kill(home, phase, fraction * self._undisturbed[start.name].seconds[phase]):
                break
            # The ingest was quicker than the undisturbed one.
            fraction *= 0.7
            shutil.rmtree(home)
        else:
            done.faults.append("the ingest always came to its end before it was killed")
            return done
        self._look_after_kill(home, done)
        self._run_to_end(home)
        self._look_at_end(home, done)
        shutil.rmtree(home)
        return done

    def _look_after_kill(self, home: Path, done: Round) -> None:
        with opened(home, self._encoder) as bilim:
            done.faults += faults_of_store(bilim.wiring.database)
            done.editions = _editions_in(bilim.wiring.database)
            state = bilim.wiring.keeper.state()
            done.index_after = state.state
            if state.state == "unusable":
                done.faults.append(state.message)
            elif bilim.wiring.backend.stamp() is not None:
                # Opening it checks every file of it.
                bilim.wiring.backend.tokens_like("text", "а", 1)

    def _look_at_end(self, home: Path, done: Round) -> None:
        with opened(home, self._encoder) as bilim:
            done.faults += faults_of_store(bilim.wiring.database)
            done.faults += differences(content_of(bilim.wiring.database), self._expected)
            done.faults += faults_of_index(bilim)
            if done.faults:
                return
            found = answers(bilim, self._questions, SHOWN)
        expected = self._undisturbed[done.start].answers
        for question, ours, theirs in zip(self._questions, found, expected, strict=True):
            if ours != theirs:
                done.faults.append(f"«{question}» is answered by {ours}, not {theirs}")

    def _template(self, start: Start) -> Path:
        """A home as the start describes it; made once, with one undisturbed ingest from it."""
        template = self._workplace / f"template {start.name}"
        if start.name not in self._undisturbed:
            with opened(template, self._encoder) as bilim:
                for file in find_files(self._paths):
                    if start.holds(file) and file.path.parent.parent.name == "acts":
                        load_file(bilim.wiring.database, file, LoadOptions())
                bilim.ensure_index()
            home = self._fresh_home(template)
            seconds = self._timed(home)
            with opened(home, self._encoder) as bilim:
                found = answers(bilim, self._questions, SHOWN)
            self._undisturbed[start.name] = Undisturbed(seconds, found)
            shutil.rmtree(home)
        return template

    def _fresh_home(self, template: Path | None = None) -> Path:
        home = self._workplace / f"home {next(self._numbers)}"
        if template is not None and template.exists():
            shutil.copytree(template, home)
        return home

    def _started(self, home: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "api.command_line", "ingest", "--quiet"]
        return subprocess.Popen(
            [*command, *map(str, self._paths)],
            cwd=ROOT,
            env=_environment(home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def _run_to_end(self, home: Path) -> None:
        process = self._started(home)
        _, said = process.communicate(timeout=_TOO_LONG)
        if process.returncode:
            raise SystemExit(f"An ingest that nobody disturbed failed: {said.decode()}")

    def _timed(self, home: Path) -> dict[str, float]:
        watch = Watch(home)
        process = self._started(home)
        begun = []
        for phase in PHASES:
            watch.wait(phase, process)
            begun.append(time.perf_counter())
        watch.wait(_DONE, process)
        begun.append(time.perf_counter())
        process.communicate(timeout=_TOO_LONG)
        return {
            phase: after - before
            for phase, (before, after) in zip(PHASES, itertools.pairwise(begun), strict=True)
        }

    def _kill(self, home: Path, phase: str, after_seconds: float) -> bool:
        """Kill an ingest so many seconds into a phase; False where it had come to its end."""
        watch = Watch(home)
        process = self._started(home)
        watch.wait(phase, process)
        time.sleep(after_seconds)
        process.kill()
        process.communicate()
        return process.returncode < 0


class Watch:
    """Tells from the files in a home which phase an ingest is in."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._before = set(self._generations())
        self._manifest_before = self._manifest()

    def wait(self, phase: str, process: subprocess.Popen[bytes]) -> None:
        """Return as soon as the phase has begun, or the process has ended."""
        begun = {
            "store": self._writes,
            "index": self._indexes,
            "swap": self._swaps,
            _DONE: self._has_swapped,
        }[phase]
        while process.poll() is None and not begun():
            time.sleep(_LOOK_EVERY)

    def _generations(self) -> Iterator[Path]:
        return (self._home / "index").glob("generation-*")

    def _manifest(self) -> bytes:
        manifest = self._home / "index" / MANIFEST_NAME
        return manifest.read_bytes() if manifest.exists() else b""

    def _fresh(self) -> set[Path]:
        return set(self._generations()) - self._before

    def _writes(self) -> bool:
        log = self._home / "store.db-wal"
        return log.exists() and log.stat().st_size > 0

    def _indexes(self) -> bool:
        return bool(self._fresh())

    def _swaps(self) -> bool:
        return any((generation / FACTS_NAME).exists() for generation in self._fresh())

    def _has_swapped(self) -> bool:
        return self._manifest() != self._manifest_before


def _environment(home: Path) -> dict[str, str]:
    """The machine's own, but for its Bilim settings."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("BILIM_")}
    return {**own, "BILIM_HOME": str(home)}


@contextmanager
def opened(home: Path, encoder: Encoder) -> Iterator[Bilim]:
    """A home opened in this process with an encoder that is in memory already."""
    wiring = Wiring(Settings.model_validate({"home": home, "database_url": ""}))
    wiring.encoder = encoder
    try:
        yield Bilim(wiring)
    finally:
        wiring.close()


def _editions_in(database: Database) -> int:
    with database.reading() as session:
        return sum(count_all(session).editions.values())


def questions_about(paths: Sequence[Path]) -> list[str]:
    """Ten of the questions that lie beside the acts, the same ones each time."""
    found = [
        json.loads(line)["question"]
        for path in paths
        for beside in sorted(path.rglob("questions.jsonl"))
        for line in beside.read_text(encoding="utf-8").splitlines()
    ]
    return random.Random(0).sample(found, QUESTIONS)


def rounds_of(kills: int, seed: int) -> list[tuple[Start, str, float]]:
    """Where each round starts, the phase it is killed in, and how far into it."""
    chooser = random.Random(seed)
    nothing, older, *others = starts()
    planned = []
    for number in range(kills):
        # From nothing takes longest; an amended act is where most can go wrong.
        start = nothing if number % 10 == 0 else older if number % 2 else chooser.choice(others)
        planned.append((start, PHASES[number % len(PHASES)], chooser.random()))
    return planned


def table_of(rounds: Sequence[Round], title: str) -> Table:
    """How many kills came in each phase, what lay there after them, what was found wrong."""
    table = Table(title=title)
    for column in ("killed in", "kills", "editions after it", "index after it", "found wrong"):
        table.add_column(column)
    for phase in PHASES:
        mine = [done for done in rounds if done.phase == phase]
        if not mine:
            continue
        editions = sorted(done.editions for done in mine)
        states = Counter(done.index_after for done in mine)
        table.add_row(
            phase,
            str(len(mine)),
            f"{editions[0]} to {editions[-1]}",
            ", ".join(f"{state} {count}" for state, count in states.most_common()),
            str(sum(bool(done.faults) for done in mine)),
        )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1414)
    chosen = parser.parse_args()
    from index.encoders import load_encoder

    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="bilim-kill-") as folder:
        killer = Killer(Path(folder), PARTS_OF_EXAMPLES, load_encoder("default"))
        rounds = [
            killer.round(*planned)
            for planned in track(rounds_of(chosen.kills, chosen.seed), "Killing")
        ]
    console = Console()
    title = f"{chosen.kills} kills, {time.perf_counter() - begun:.0f} s; {machine()}"
    console.print(table_of(rounds, title))
    wrong = [done for done in rounds if done.faults]
    for done in wrong:
        console.print(f"{done.start}, killed in {done.phase}: {'; '.join(done.faults)}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()

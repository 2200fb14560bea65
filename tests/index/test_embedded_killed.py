"""A writer killed at any moment leaves the old index or the new one, and can be run again."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from backend_contract import (
    DIMENSIONS,
    IN_FORCE,
    indexed,
    keys,
    stamp,
    version,
    words,
)

from index.backend import IndexedPassage
from index.embedded import EmbeddedBackend

VERSIONS = 120
ROUNDS = int(os.environ.get("BILIM_KILL_ROUNDS", "5"))


def vector_of(number: int, sequence: int) -> np.ndarray:
    vector = np.random.default_rng([number, sequence]).normal(size=DIMENSIONS)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def passages_at(number: int, sequence: int) -> list[IndexedPassage]:
    """What version ``number`` consists of once write ``sequence`` has put it."""
    of = version(number, act_id=f"act-{number % 5}")
    line = f"общее слово{number % 11} шаг{sequence}"
    return [
        indexed(of, line, place=place, vector=vector_of(number * 10 + place, sequence))
        for place in range(1 + (number + sequence) % 3)
    ]


def change(sequence: int) -> tuple[list[int], list[int]]:
    """Which versions write ``sequence`` puts, and which it drops."""
    if sequence == 1:
        return list(range(1, VERSIONS + 1)), []
    chooser = random.Random(sequence)
    put = chooser.sample(range(1, VERSIONS + 1), 25)
    return put, [n for n in chooser.sample(range(1, VERSIONS + 1), 5) if n not in put]


def write(backend: EmbeddedBackend, sequence: int) -> None:
    put, drop = change(sequence)
    flat = [passage for number in put for passage in passages_at(number, sequence)]
    backend.write(flat, drop, stamp(sequence))


def fresh_build(folder: Path, sequence: int) -> EmbeddedBackend:
    """The same content, written at once."""
    content: dict[int, int] = {}
    for step in range(1, sequence + 1):
        put, drop = change(step)
        content |= dict.fromkeys(put, step)
        for number in drop:
            content.pop(number, None)
    backend = EmbeddedBackend(folder, DIMENSIONS, threads=1)
    flat = [p for number, step in sorted(content.items()) for p in passages_at(number, step)]
    backend.write(flat, [], stamp(sequence))
    return backend


def assert_agree(ours: EmbeddedBackend, theirs: EmbeddedBackend, sequence: int) -> None:
    ours_stamp, their_stamp = ours.stamp(), theirs.stamp()
    assert ours_stamp == their_stamp
    lines = ["общее", *(f"слово{n}" for n in range(11)), *(f"шаг{n}" for n in range(sequence + 1))]
    for line in lines:
        found, expected = (each.lexical(words(line), IN_FORCE, 1000) for each in (ours, theirs))
        assert set(keys(found)) == set(keys(expected)), line
    for number in range(12):
        vector = vector_of(number * 10, 1)
        found, expected = (each.semantic(vector, IN_FORCE, 10) for each in (ours, theirs))
        assert keys(found) == keys(expected)


class Forge:
    """A process with everything imported that forks a writer at each call, to be killed."""

    def __init__(self, folder: Path) -> None:
        script = (
            f"import os, sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
            "from pathlib import Path\n"
            "import test_embedded_killed as writer\n"
            "for line in sys.stdin:\n"
            "    child = os.fork()\n"
            "    if child == 0:\n"
            "        folder = Path(sys.argv[1])\n"
            "        backend = writer.EmbeddedBackend(folder, writer.DIMENSIONS, threads=1)\n"
            "        writer.write(backend, int(line))\n"
            "        os._exit(0)\n"
            "    print(child, flush=True)\n"
            "    print(os.waitpid(child, 0)[1], flush=True)\n"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", script, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def write_and_kill(self, sequence: int, after_seconds: float) -> bool:
        """Start a write, kill it after a while, and say whether it had finished by then."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{sequence}\n")
        self._process.stdin.flush()
        child = int(self._process.stdout.readline())
        time.sleep(after_seconds)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        return int(self._process.stdout.readline()) == 0

    def close(self) -> None:
        self._process.communicate()


@pytest.mark.parametrize("seed", range(2))
def test_killed_writers_are_mended_by_writing_again(tmp_path: Path, seed: int) -> None:
    """Each write is killed at a random moment until it gets through; then all must agree.

    The moments are drawn from a span that widens with each kill, so that they fall everywhere
    between the first file and the manifest however fast the machine is.
    """
    chooser = random.Random(seed)
    folder = tmp_path / "index"
    forge = Forge(folder)
    killed = 0
    for sequence in range(1, ROUNDS + 1):
        span, reached = 0.02, sequence - 1
        while reached < sequence:
            finished = forge.write_and_kill(sequence, chooser.uniform(0.0, span))
            stamped = EmbeddedBackend(folder, DIMENSIONS).stamp()
            reached = stamped.sequence if stamped else 0
            assert reached in (sequence - 1, sequence)
            assert reached == sequence or not finished
            killed += not finished
            span *= 1.3
            if stamped:
                reader = EmbeddedBackend(folder, DIMENSIONS)
                found = reader.lexical(words("общее"), IN_FORCE, 1000)
                assert len(found.keys) == stamped.passages
    forge.close()
    assert killed >= 2 * ROUNDS, "the writers were hardly ever killed in time"
    survivor = EmbeddedBackend(folder, DIMENSIONS)
    # One more write clears away what the last killed writer may have left.
    write(survivor, ROUNDS)
    assert_agree(survivor, fresh_build(tmp_path / "fresh", ROUNDS), ROUNDS)
    assert len(list(folder.glob("generation-*"))) == 1

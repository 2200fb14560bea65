"""Killed at any moment, an ingest leaves a whole base, and the next one finishes the work.

A short form of ``python -m benchmarks.kill_ingest``, which says how it is done.
"""

from __future__ import annotations

import random

import pytest

from benchmarks.kill_ingest import PHASES, Killer, Start
from benchmarks.measuring import EXAMPLES
from index.encoders import load_encoder

KEPT, ADDED = EXAMPLES / "acts" / "old-library-card", EXAMPLES / "acts" / "lost-dog-registry"
HALF = Start("one act of two", lambda file: file.path.parent == KEPT)


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Killer:
    return Killer(tmp_path_factory.mktemp("kill"), [KEPT, ADDED], load_encoder("default"))


@pytest.mark.parametrize("kill", range(5))
def test_nothing_is_lost_or_half_loaded(killer: Killer, kill: int) -> None:
    done = killer.round(HALF, PHASES[kill % len(PHASES)], random.Random(kill).random())
    assert done.faults == []
    assert 2 <= done.editions <= 4
    assert done.index_after in ("behind", "up_to_date")

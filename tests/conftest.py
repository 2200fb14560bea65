"""What many tests need: a base with the invented acts under ``examples/`` loaded for real."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.service import Bilim
from api.settings import Settings
from api.wiring import Wiring

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@pytest.fixture(scope="session")
def loaded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BILIM_HOME with every example act loaded and indexed. Only to be read, or copied."""
    home = tmp_path_factory.mktemp("bilim") / "home"
    bilim = open_bilim(home)
    try:
        refused = [file for file in bilim.load([EXAMPLES / "acts"]) if file.error]
    finally:
        bilim.wiring.close()
    assert not refused
    return home


@pytest.fixture(scope="session")
def bilim(loaded_home: Path) -> Iterator[Bilim]:
    """The use cases over ``loaded_home``. Tests that load something take ``bilim_to_feed``."""
    opened = open_bilim(loaded_home)
    yield opened
    opened.wiring.close()


@pytest.fixture
def bilim_to_feed(bilim: Bilim, loaded_home: Path, tmp_path: Path) -> Iterator[Bilim]:
    """The use cases over a copy of ``loaded_home`` that may be changed."""
    home = tmp_path / "home"
    shutil.copytree(loaded_home, home)
    opened = open_bilim(home)
    # One model in memory is enough: it has no state.
    opened.wiring.encoder = bilim.wiring.encoder
    yield opened
    opened.wiring.close()


def open_bilim(home: Path, **settings: object) -> Bilim:
    """Bilim over a home folder, blind to the machine's own BILIM_* settings."""
    values = {"database_url": "", "encoder": "default", "threads": 0, **settings}
    return Bilim(Wiring(Settings.model_validate({"home": home, **values})))

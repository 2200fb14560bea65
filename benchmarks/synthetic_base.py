"""A Bilim home full of invented acts: a real store, a real index, and a stand-in for the encoder.

The stand-in makes the vectors of *passages* only: encoding a quarter of a million of them for
real takes an hour. A passage gets one of a thousand real vectors (of the paragraphs that acts are
put together from), chosen by the hash of its text, with noise drawn from the same hash. So the
vectors crowd as those of E5 do and lie where real queries look for them, and the graph has as
much to do as with real ones; which passage a query finds by them means nothing. Queries are
encoded for real, by the encoder that ships.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import Progress

from api.service import Bilim
from api.settings import Settings
from api.wiring import Wiring
from benchmarks.synthetic_acts import LANGUAGES, Vocabulary, read_vocabulary, synthetic_acts
from index.encoders.protocol import Encoder, Vectors
from index.encoders.registry import identity_of
from index.feed import IndexKeeper
from knowledge.store.database import Database
from knowledge.store.loading import load_edition

MADE_BY = 1
"""Raised whenever the acts or the vectors are made differently; an older home is then refused."""

_CLUSTERS = 1000
_NOISE = 0.35
"""Length of the noise beside a unit vector: two passages of one cluster then have a cosine of
about 0.9, as paraphrases have with E5."""
_PROOF = "synthetic.json"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a home of this benchmark holds."""

    articles: int
    seed: int
    made_by: int = MADE_BY


class StandInEncoder:
    """Vectors for passages without a model; an `Encoder` by shape (see the module)."""

    name = "stand-in"
    version = str(MADE_BY)

    def __init__(self, centres: NDArray[np.float32]) -> None:
        self._centres = centres
        self.dimensions = int(centres.shape[1])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Refuse: the vectors of queries must be real ones."""
        raise NotImplementedError("The stand-in encodes passages; queries are encoded for real.")

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """A vector for each text, the same whenever the text is the same."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            chooser = np.random.default_rng(
                int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
            )
            noise = chooser.standard_normal(self.dimensions, np.float32)
            noise *= _NOISE / float(np.linalg.norm(noise))
            vectors[row] = self._centres[chooser.integers(len(self._centres))] + noise
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def stand_in_for(encoder: Encoder, vocabulary: Vocabulary) -> StandInEncoder:
    """The stand-in whose clusters lie around what ``encoder`` makes of real paragraphs."""
    wanted = _CLUSTERS // len(LANGUAGES)
    units = vocabulary.units[:: max(1, len(vocabulary.units) // wanted)][:wanted]
    texts = [" ".join(unit.sentences[language]) for unit in units for language in LANGUAGES]
    return StandInEncoder(encoder.encode_passages(texts))


def open_synthetic(home: Path, recipe: Recipe) -> Bilim:
    """The base in ``home``, made first if there is none. Queries are encoded for real.

    An index that the code has outgrown since is built anew. Raises SystemExit where the home holds
    something else.
    """
    proof = home / _PROOF
    made = proof.exists()
    if made and json.loads(proof.read_text(encoding="utf-8")) != asdict(recipe):
        raise SystemExit(f"{home} holds another synthetic base; remove it or name another folder.")
    if not made and home.exists() and any(home.iterdir()):
        raise SystemExit(f"{home} is not empty and holds no finished synthetic base; remove it.")
    wiring = Wiring(Settings.model_validate({"home": home, "database_url": ""}))
    wiring.encoder_facts = (
        identity_of(StandInEncoder.name, StandInEncoder.version),
        wiring.encoder.dimensions,
    )
    with Progress() as progress:
        vocabulary = read_vocabulary()
        if not made:
            _load(wiring.database, vocabulary, recipe, progress)
            proof.write_text(json.dumps(asdict(recipe)), encoding="utf-8")
        if wiring.keeper.state().state != "up_to_date":
            _index(wiring, stand_in_for(wiring.encoder, vocabulary), progress)
    return Bilim(wiring)


def _load(database: Database, vocabulary: Vocabulary, recipe: Recipe, progress: Progress) -> None:
    loading = progress.add_task("Loading acts", total=recipe.articles)
    for act in synthetic_acts(vocabulary, recipe.articles, recipe.seed):
        with database.writing() as session:
            for edition in act.editions:
                load_edition(session, edition, act.file_of(edition))
        progress.advance(loading, act.articles)


def _index(wiring: Wiring, stand_in: StandInEncoder, progress: Progress) -> None:
    indexing = progress.add_task("Indexing", total=None)
    keeper = IndexKeeper(wiring.database, wiring.backend, wiring.encoder_facts[0], lambda: stand_in)
    keeper.rebuild(lambda done, whole: progress.update(indexing, completed=done, total=whole))

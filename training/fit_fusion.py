"""Fit the weights of fusion (`ranking.fusion.FusionWeights`) on services held out from tuning.

Coordinate search: one weight after the other is moved to its best value, until none moves. What is
raised is the mean of «right article first» and «in the first five», over both languages, over all
services and with the service known. Prints the weights to be written into ``ranking/fusion.py``;
the second half of the questions is not searched on and shows what the gain is worth.

    python -m training.fit_fusion
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

from api.wiring import Wiring
from index.backend import CandidateFilter, Candidates
from ranking.aspects import aspect_lift
from ranking.fusion import WEIGHTS, FusionWeights, fuse
from ranking.search import CANDIDATES
from ranking.understanding import understand
from training.held_out_base import DAY, AskedQuestion, build

HERE = Path(__file__).resolve().parent
FACTORS = (0.5, 0.7, 0.85, 1.2, 1.5, 2.0)
LEFT_ALONE = frozenset({"side_text"})
"""The base has no order's own text to learn this from."""
_MOST_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its candidates, over all services or within its own."""

    question: AskedQuestion
    lexical: Candidates
    semantic: Candidates
    lifts: dict[str, float]


def candidates(wiring: Wiring, questions: Sequence[AskedQuestion], *, known: bool) -> list[Asked]:
    """What both kinds of search find for each question."""
    found = []
    for question in questions:
        acts = frozenset({question.act_id}) if known else None
        where = CandidateFilter(as_of=DAY, act_ids=acts)
        query = understand(question.text, wiring.backend.document_frequencies)
        vector = wiring.encoder.encode_queries([question.text])[0]
        found.append(
            Asked(
                question,
                wiring.backend.lexical(query.terms, where, CANDIDATES),
                wiring.backend.semantic(vector, where, CANDIDATES),
                aspect_lift(query.tokens),
            )
        )
    return found


def ranks(asked: Sequence[Asked], weights: FusionWeights) -> np.ndarray:
    """The place of the right article, from 1; 1000 where it is not among the first five."""
    places = []
    for one in asked:
        articles = fuse(one.lexical, one.semantic, one.lifts, weights)
        right = one.question.article_id
        found = (at for at, a in enumerate(articles[:5], start=1) if a.article_id == right)
        places.append(next(found, 1000))
    return np.array(places)


def figure(parts: Sequence[Sequence[Asked]], weights: FusionWeights) -> float:
    """What is raised: the mean of first and first five over the parts."""
    found = [ranks(part, weights) for part in parts]
    return float(np.mean([(r == 1).mean() + (r <= 5).mean() for r in found]) / 2)


def search(parts: Sequence[Sequence[Asked]]) -> FusionWeights:
    """The best weights that moving one at a time finds."""
    best, score = WEIGHTS, figure(parts, WEIGHTS)
    names = [item.name for item in fields(FusionWeights) if item.name not in LEFT_ALONE]
    for _ in range(_MOST_ROUNDS):
        before = score
        for name in names:
            start = getattr(best, name)
            for factor in FACTORS:
                tried = replace(best, **{name: round(start * factor, 4)})
                reached = figure(parts, tried)
                if reached > score:
                    best, score = tried, reached
        print(f"{score:.4f} {best}")
        if score - before < 1e-4:
            break
    return best


def show(name: str, parts: dict[str, list[Asked]], weights: FusionWeights) -> None:
    """Print first and first five of every part."""
    print(name)
    for part, asked in parts.items():
        found = ranks(asked, weights)
        print(f"  {part}: first {(found == 1).mean():.3f}, five {(found <= 5).mean():.3f}")


def main() -> None:
    """Build the base, search on one half of the questions, report on the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE / "data" / "questions")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bilim-fit-") as folder:
        wiring, questions = build(Path(folder) / "home", chosen.data)
        print(f"{len(questions)} questions")
        halves: list[dict[str, list[Asked]]] = [{}, {}]
        for half, taken in enumerate((questions[::2], questions[1::2])):
            for language in ("ru", "kk"):
                own = [question for question in taken if question.language == language]
                halves[half][f"{language}, open"] = candidates(wiring, own, known=False)
                halves[half][f"{language}, service known"] = candidates(wiring, own, known=True)
        wiring.close()
    searched, kept_back = halves
    best = search(list(searched.values()))
    show("kept back, as it was", kept_back, WEIGHTS)
    show(f"kept back, {best}", kept_back, best)


if __name__ == "__main__":
    main()

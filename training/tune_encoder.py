"""Tunes the encoder on callers' questions, with PyTorch through sentence-transformers.

Starts from a folder that `training.export_sentence_transformers` wrote. Loss: for each question its
passage against all others of the batch, and for each sentence its translation against the others'
(InfoNCE, van den Oord et al. 2018). The table of pieces stays as it is: rare words that training
never sees must not drift from those that it does. In the end the tuned weights are averaged with
the first ones (Wortsman et al. 2022), which gives back most of what tuning forgets.

    python -m training.export_sentence_transformers BASE
    python -m training.tune_encoder BASE TUNED --pairs ../shared/training/parallel.tsv

About ten seconds a step on two cores without AMX. TUNED is written every fifty steps.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from torch import Tensor

from training.tuning_data import (
    LANGUAGES,
    Batches,
    Step,
    Unit,
    is_held_out,
    read_pairs,
    read_units,
)

SCALE = 50.0
"""What cosines are multiplied by: e5's lie close together, as it was trained with 100."""
PAIRS_WEIGHT = 0.3
SAVE_EVERY = 50
_LONGEST = 160
_PART = 16
_QUERY, _PASSAGE = "query: ", "passage: "


def embed(model: SentenceTransformer, texts: Sequence[str], prefix: str) -> Tensor:
    """Unit vectors of the texts, in their order, with what is needed to go back through them.

    Texts of like length go through together, so that little time is spent on padding.
    """
    by_length = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    parts = [by_length[at : at + _PART] for at in range(0, len(by_length), _PART)]
    vectors = []
    for part in parts:
        features = model.preprocess([prefix + texts[place] for place in part])
        vectors.append(model(features)["sentence_embedding"])
    back = torch.tensor([place for part in parts for place in part]).argsort()
    return torch.cat(vectors)[back]


def loss_of(model: SentenceTransformer, step: Step) -> Tensor:
    """How badly questions find their passages, and sentences their translations."""
    questions = embed(model, step.questions, _QUERY)
    passages = embed(model, step.passages, _PASSAGE)
    scores = questions @ passages.T * SCALE
    answers = torch.tensor(step.answers)
    scores = scores.masked_fill(_not_wrong(step, answers), float("-inf"))
    loss = torch.nn.functional.cross_entropy(scores, answers)
    if step.pairs:
        kazakh = embed(model, [pair[0] for pair in step.pairs], _QUERY)
        russian = embed(model, [pair[1] for pair in step.pairs], _QUERY)
        likeness = kazakh @ russian.T * SCALE
        same = torch.arange(len(step.pairs))
        both = [torch.nn.functional.cross_entropy(m, same) for m in (likeness, likeness.T)]
        loss = loss + PAIRS_WEIGHT * torch.stack(both).mean()
    return loss


def _not_wrong(step: Step, answers: Tensor) -> Tensor:
    alike = torch.zeros(len(step.passages), len(step.passages), dtype=torch.bool)
    for one, other in step.alike:
        alike[one, other] = alike[other, one] = True
    return alike[answers]


def tune(model: SentenceTransformer, batches: Batches, steps: int, rate: float, out: Path) -> None:
    """Train for ``steps`` steps, the rate rising over the first tenth, then falling to nothing."""
    model[0].auto_model.embeddings.requires_grad_(False)
    learning = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=rate, weight_decay=0.01)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, (steps - n) / max(1, steps - warm))
    )
    model.train()
    recent, started = [], time.monotonic()
    for number, step in enumerate(itertools.islice(batches, steps), start=1):
        loss = loss_of(model, step)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        schedule.step()
        recent.append(loss.item())
        if number % 10 == 0:
            seconds = (time.monotonic() - started) / number
            print(f"step {number}/{steps} loss {np.mean(recent[-10:]):.3f} {seconds:.1f} s a step")
        if number % SAVE_EVERY == 0:
            model.save(str(out))
    model.eval()


def average(model: SentenceTransformer, first: dict[str, Tensor], share: float) -> None:
    """Move the weights back towards the first ones: ``share`` tuned, the rest as it was."""
    tuned = model.state_dict()
    model.load_state_dict({n: share * tuned[n] + (1 - share) * first[n] for n in tuned})


@torch.no_grad()
def measure(model: SentenceTransformer, units: Sequence[Unit]) -> dict[str, float]:
    """Mean reciprocal rank of the right passage among all held-out ones, by languages asked>in."""
    model.eval()
    figures = {}
    for written in LANGUAGES:
        texts = [f"{unit.titles[written]}. {unit.passages[written]}" for unit in units]
        passages = _in_parts(model, texts, _PASSAGE)
        for asked in LANGUAGES:
            asks = [(q, i) for i, unit in enumerate(units) for q in unit.questions[asked]]
            scores = _in_parts(model, [q for q, _ in asks], _QUERY) @ passages.T
            right = scores[np.arange(len(asks)), [i for _, i in asks]]
            ranks = (scores > right[:, None]).sum(axis=1) + 1
            figures[f"{asked}>{written} first"] = float((ranks == 1).mean())
            figures[f"{asked}>{written} MRR"] = float((1 / ranks).mean())
    return figures


def _in_parts(model: SentenceTransformer, texts: Sequence[str], prefix: str) -> np.ndarray:
    return np.concatenate(
        [embed(model, texts[at : at + 64], prefix).numpy() for at in range(0, len(texts), 64)]
    )


def show(name: str, figures: dict[str, float]) -> None:
    """Print the figures in a line."""
    print(f"{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in figures.items()))


def main() -> None:
    """Read the command line, tune, average, measure on held-out services, save."""
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("tuned", type=Path)
    parser.add_argument("--data", type=Path, default=here / "data" / "questions")
    parser.add_argument("--pairs", type=Path, help="a TSV of source, Kazakh, Russian")
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--passages", type=int, default=48, help="passages a step")
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--share", type=float, default=0.7, help="share of the tuned weights")
    parser.add_argument("--seed", type=int, default=1414)
    chosen = parser.parse_args()
    torch.manual_seed(chosen.seed)
    model = SentenceTransformer(str(chosen.base))
    model.max_seq_length = _LONGEST
    first = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    units = read_units(chosen.data)
    held_out = [unit for unit in units if is_held_out(unit)]
    seen = [unit for unit in units if not is_held_out(unit)]
    print(f"{len(seen)} units to learn from, {len(held_out)} held out")
    measured = {"before": measure(model, held_out)}
    show("before", measured["before"])
    pairs = read_pairs(chosen.pairs)
    batches = Batches(seen, pairs, passages=chosen.passages, pairs_a_step=12, seed=chosen.seed)
    tune(model, batches, chosen.steps, chosen.rate, chosen.tuned)
    measured["tuned"] = measure(model, held_out)
    show("tuned", measured["tuned"])
    model.save(str(chosen.tuned))
    average(model, first, chosen.share)
    measured["averaged"] = measure(model, held_out)
    show("averaged", measured["averaged"])
    averaged = Path(f"{chosen.tuned}-averaged")
    model.save(str(averaged))
    figures = {
        "learnt_from": f"{len(seen):,} units with questions; {len(pairs):,} pairs of sentences",
        "held_out": f"{len(held_out)} units",
        "how": f"{chosen.steps} steps of {chosen.passages} passages, rate {chosen.rate:g}, then "
        f"{chosen.share:g} of the tuned and {1 - chosen.share:g} of the first weights",
        "measured": measured,
    }
    (averaged / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

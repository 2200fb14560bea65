"""Fit how sure an answer is (``ranking/data/confidence.json``) on services held out from tuning.

Every question about a held-out service (`training.held_out_base`) is asked of that base, and again
of the base without its service, which then has no answer. The examples' own questions are asked
likewise. A logistic regression on what the best article offers tells the two apart. Run:

    pip install -e '.[training]'
    BILIM_HOME=FOLDER bilim ingest examples/acts
    BILIM_HOME=FOLDER python -m training.fit_confidence
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from api.service import Bilim
from api.settings import Settings
from api.wiring import Wiring
from evaluation.gold import GoldQuestion, read_gold
from ranking.confidence import Evidence
from training.held_out_base import DAY as HELD_OUT_DAY
from training.held_out_base import build

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "ranking" / "data" / "confidence.json"
DAY = dt.date(2027, 8, 1)
"""A day on which every example is in force."""
KEPT = 0.8
"""The share of answerable questions that must not be called unanswerable."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question asked of a base, and whether that base answers it."""

    evidence: Evidence
    answerable: bool


def main() -> None:
    """Ask, fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TARGET)
    arguments = parser.parse_args()
    wiring = Wiring(Settings.from_environment())
    codes = {act.code: act.id for act in Bilim(wiring).acts() if act.code}
    questions = read_gold(sorted((ROOT / "examples" / "acts").glob("*/questions.jsonl")))
    cases = [case for question in questions for case in _cases(wiring, question, codes)]
    wiring.close()
    with tempfile.TemporaryDirectory(prefix="bilim-fit-") as folder:
        cases += _held_out(Path(folder) / "home")
    features = np.array([case.evidence.values() for case in cases])
    answerable = np.array([case.answerable for case in cases])
    model = LogisticRegression(C=30.0, max_iter=5000, class_weight="balanced")
    held_out = cross_val_predict(model, features, answerable, cv=5, method="predict_proba")[:, 1]
    threshold = float(np.quantile(held_out[answerable], 1 - KEPT))
    print(
        f"{len(cases)} cases, {answerable.sum()} answerable; held out: AUROC "
        f"{roc_auc_score(answerable, held_out):.3f}; at {threshold:.3f} "
        f"{(held_out[answerable] >= threshold).mean():.3f} kept, "
        f"{(held_out[~answerable] < threshold).mean():.3f} of the others recognised"
    )
    model.fit(features, answerable)
    body = {
        "threshold": round(threshold, 4),
        "bias": round(float(model.intercept_[0]), 4),
        "weights": {
            name: round(float(weight), 4)
            for name, weight in zip(Evidence.names(), model.coef_[0], strict=True)
        },
    }
    arguments.out.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


def _cases(wiring: Wiring, question: GoldQuestion, codes: dict[str, str]) -> list[Case]:
    everything = frozenset(codes.values())
    ask = wiring.searcher.evidence
    found = [Case(ask(question.question, as_of=DAY), not question.unanswerable)]
    if not question.unanswerable:
        others = everything - {codes[question.act_code]}
        found.append(Case(ask(question.question, as_of=DAY, act_ids=others), False))
    return found


def _held_out(home: Path) -> list[Case]:
    wiring, questions = build(home, ROOT / "training" / "data" / "questions")
    everything = frozenset(question.act_id for question in questions)
    ask = wiring.searcher.evidence
    found = []
    for question in questions:
        others = everything - {question.act_id}
        found.append(Case(ask(question.text, as_of=HELD_OUT_DAY), True))
        found.append(Case(ask(question.text, as_of=HELD_OUT_DAY, act_ids=others), False))
    wiring.close()
    return found


if __name__ == "__main__":
    main()

"""Fit how sure an answer is (the weights in ``ranking/data/confidence.json``).

Half of the training services are loaded; the questions about the other half have no answer in
that base. A logistic regression on what the best article offers tells the two apart. Run:

    pip install -e '.[training]'
    python -m training.fit_confidence --home FOLDER     # the base is built there once
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from api.settings import Settings
from api.wiring import Wiring
from ranking.confidence import Evidence
from training.training_base import DAY, load_services, read_services

HERE = Path(__file__).parent
TARGET = HERE.parent / "ranking" / "data" / "confidence.json"


def general_questions_apart(name: str) -> bool:
    """The J files ask many questions that any service could answer: no use here."""
    return "_J" not in name


def main() -> None:
    """Build the base, ask, fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE / "data" / "questions")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=1500, help="of each kind")
    parser.add_argument("--out", type=Path, default=TARGET)
    arguments = parser.parse_args()
    services = read_services(arguments.data, general_questions_apart)
    random.Random(1).shuffle(services)
    loaded, left_out = services[: len(services) // 2], services[len(services) // 2 :]
    wiring = Wiring(Settings(home=arguments.home))
    if not (arguments.home / "store.db").exists():
        load_services(wiring.database, loaded)
    wiring.keeper.catch_up()
    rows, labels = [], []
    for chosen, label in ((loaded, 1), (left_out, 0)):
        texts = [q for s in chosen for u in s.units for qs in u.questions.values() for q in qs]
        random.Random(2).shuffle(texts)
        for text in texts[: arguments.questions]:
            rows.append(wiring.searcher.evidence(text, as_of=DAY).values())
            labels.append(label)
    wiring.close()
    features, answers = np.array(rows), np.array(labels)
    model = LogisticRegression(C=100.0, max_iter=5000)
    held_out = cross_val_predict(model, features, answers, cv=5, method="predict_proba")[:, 1]
    print(
        f"{len(answers)} questions, AUROC {roc_auc_score(answers, held_out):.3f}, "
        f"right at 0.5: {((held_out >= 0.5) == answers).mean():.3f}"
    )
    for place, name in enumerate(Evidence.names()):
        print(f"  {name} alone: AUROC {roc_auc_score(answers, features[:, place]):.3f}")
    model.fit(features, answers)
    body = {
        "bias": round(float(model.intercept_[0]), 4),
        "weights": {
            name: round(float(weight), 4)
            for name, weight in zip(Evidence.names(), model.coef_[0], strict=True)
        },
    }
    arguments.out.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
    print(arguments.out.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()

"""Fit what ``ranking/aspects.py`` reads: which words ask for which row of a service standard.

A logistic regression over the stems (and pairs of stems) of callers' questions, by the unit that
answers them. Linear, so every weight can be read in the file it writes. Run:

    pip install -e '.[training]'
    python -m training.fit_aspects            # prints accuracy on services it has not seen
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from knowledge.services import Aspect
from ranking.aspects import NO_ASPECT, cues_of_words

HERE = Path(__file__).parent
TARGET = HERE.parent / "ranking" / "data" / "aspects.json"
FEWEST = 6
"""Questions that a cue must stand in."""
SMALLEST = 0.12
"""Weights nearer to 0 than this are left out of the file."""

_UNITS: tuple[tuple[Aspect, str], ...] = (
    (Aspect.COMPLAINT, r"complain|жалоб|обжалов|шағым"),
    (Aspect.REFUSAL, r"refus|отказ"),
    (Aspect.FEE, r"\bfee|плат[аы]|оплат|пошлин"),
    (Aspect.SCHEDULE, r"schedule|график|режим"),
    (Aspect.DOCUMENTS, r"document|документ"),
    (Aspect.RESULT, r"result|результат"),
    (Aspect.TERM, r"\bterm|срок|deadline"),
    (Aspect.FORM, r"^form|форма"),
    (Aspect.CHANNELS, r"channel|способ|канал|how.to.apply|where"),
    (Aspect.PROVIDER, r"provider|услугодател"),
    (Aspect.OTHER, r"иные треб|прочие"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the service it is about, and the aspect it asks for."""

    text: str
    service: str
    aspect: str


def aspect_of_unit(unit: str) -> str:
    """The aspect that a unit's name stands for."""
    name = unit.lower()
    if "проверка" in name or "регистрация" in name:
        return NO_ASPECT
    return next((a.value for a, pattern in _UNITS if re.search(pattern, name)), NO_ASPECT)


def read_questions(folder: Path) -> Iterator[Question]:
    """All questions of the units under ``folder``."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            unit = json.loads(line)
            aspect = aspect_of_unit(unit["unit"])
            for text in [*unit["questions_ru"], *unit["questions_kk"]]:
                yield Question(text, unit["title_ru"], aspect)


def main() -> None:
    """Fit, report on unseen services, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE / "data" / "questions")
    parser.add_argument("--out", type=Path, default=TARGET)
    arguments = parser.parse_args()
    questions = list(read_questions(arguments.data))
    cues = [cues_of_words(question.text) for question in questions]
    counts = Counter(cue for found in cues for cue in set(found))
    vocabulary = sorted(cue for cue, count in counts.items() if count >= FEWEST)
    matrix = _matrix(cues, vocabulary)
    labels = np.array([question.aspect for question in questions])
    services = [question.service for question in questions]
    scores = []
    for train, test in GroupKFold(5).split(matrix, labels, services):
        model = _fit(matrix[train], labels[train])
        best = model.classes_[np.argsort(-model.predict_proba(matrix[test]), axis=1)]
        right = best == labels[test][:, None]
        scores.append((right[:, 0].mean(), right[:, :2].any(axis=1).mean()))
    first, second = np.mean(scores, axis=0)
    print(f"{len(questions)} questions; on unseen services: first {first:.3f}, in two {second:.3f}")
    _write(arguments.out, _fit(matrix, labels), vocabulary, labels)


def _matrix(cues: list[list[str]], vocabulary: list[str]) -> csr_matrix:
    place = {cue: index for index, cue in enumerate(vocabulary)}
    rows, columns = [], []
    for row, found in enumerate(cues):
        for cue in set(found):
            if cue in place:
                rows.append(row)
                columns.append(place[cue])
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(cues), len(vocabulary)))


def _fit(matrix: csr_matrix, labels: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=0.5, max_iter=2000).fit(matrix, labels)


def _write(
    path: Path, model: LogisticRegression, vocabulary: list[str], labels: np.ndarray
) -> None:
    classes = [str(name) for name in model.classes_]
    shares = Counter(labels.tolist())
    weights = {}
    for column, cue in enumerate(vocabulary):
        kept = {
            classes[row]: round(float(weight), 2)
            for row, weight in enumerate(model.coef_[:, column])
            if abs(weight) >= SMALLEST
        }
        if kept:
            weights[cue] = kept
    body = {
        "classes": classes,
        "shares": {name: round(shares[name] / len(labels), 4) for name in classes},
        "bias": {n: round(float(b), 3) for n, b in zip(classes, model.intercept_, strict=True)},
        "weights": weights,
    }
    text = json.dumps(body, ensure_ascii=False, indent=None, separators=(",", ":"))
    path.write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")
    print(f"{path}: {len(weights)} cues, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()

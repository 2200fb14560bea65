"""Counts which letter groups speak for Kazakh and which for Russian.

Run as ``python -m index.analysis.make_language_groups FOLDER`` with a folder of ``*.jsonl`` that
have passages, titles and questions in both languages (``../shared/training``). A logistic model
over the word forms, with the Kazakh letters folded away, is fitted with a price on each weight,
so that a small table remains: ``data/language_groups.tsv``.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis.fold import fold, has_kazakh_letters
from index.analysis.language import letter_groups
from index.analysis.normalise import normalise

PRICE_OF_A_WEIGHT = 0.5
ROUNDS = 400
_WORD = re.compile("[\u0400-\u052f]+")
_MOST_KAZAKH_IN_RUSSIAN = 0.05
_LEAST_WORDS_OF_GROUP, _LEAST_COUNT_OF_WORD = 6, 15
_LONGEST_GROUP = 4
_LEAST_WEIGHT = 0.05


def texts(folder: Path, language: str) -> Iterator[str]:
    """All texts of one language."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                unit = json.loads(line)
                yield unit[f"passage_{language}"]
                yield unit[f"title_{language}"]
                yield from unit[f"questions_{language}"]


def count_words(folder: Path, language: str) -> Counter[str]:
    """How often each folded word form occurs; mixed Russian texts are left out."""
    counts: Counter[str] = Counter()
    for text in texts(folder, language):
        words = _WORD.findall(normalise(text))
        kazakh = sum(map(has_kazakh_letters, words))
        if language == "ru" and kazakh > _MOST_KAZAKH_IN_RUSSIAN * max(1, len(words)):
            continue
        counts.update(map(fold, words))
    return counts


def fit(kazakh: Counter[str], russian: Counter[str]) -> dict[str, float]:
    """Weights of letter groups: above 0 for Kazakh, below for Russian."""
    scale = kazakh.total() / russian.total()
    words = sorted(word for word in kazakh | russian if kazakh[word] + russian[word] * scale >= 1.0)
    totals = {word: kazakh[word] + russian[word] * scale for word in words}
    groups = {word: sorted(letter_groups(word)) for word in words}
    spread = Counter(group for word in words for group in groups[word])
    frequent = {f"<{word}>" for word in words if totals[word] > _LEAST_COUNT_OF_WORD}
    chosen = sorted(
        group
        for group, count in spread.items()
        if (count >= _LEAST_WORDS_OF_GROUP and len(group) <= _LONGEST_GROUP) or group in frequent
    )
    column = {group: place for place, group in enumerate(chosen)}
    pairs = np.array(
        [
            (row, column[group])
            for row, word in enumerate(words)
            for group in groups[word]
            if group in column
        ]
    )
    share = np.array([(kazakh[word] + 0.02) / (totals[word] + 0.04) for word in words])
    importance = np.array([math.log1p(totals[word]) for word in words])
    weights = _descend(pairs, share, importance, len(chosen))
    return {
        group: round(float(weights[place]), 1)
        for group, place in column.items()
        if abs(weights[place]) >= _LEAST_WEIGHT
    }


def _descend(
    pairs: NDArray[np.int64],
    share: NDArray[np.float64],
    importance: NDArray[np.float64],
    groups: int,
) -> NDArray[np.float64]:
    """Logistic regression by proximal steps, each weight with its own step (AdaGrad)."""
    rows, columns = pairs[:, 0], pairs[:, 1]
    weights = np.zeros(groups)
    seen = np.full(groups, 1e-8)
    for _ in range(ROUNDS):
        odds = np.bincount(rows, weights=weights[columns], minlength=len(share))
        error = importance * (1.0 / (1.0 + np.exp(-odds)) - share)
        slope = np.bincount(columns, weights=error[rows], minlength=groups) + 0.02 * weights
        seen += slope * slope
        step = 0.7 / np.sqrt(seen)
        weights = weights - step * slope
        weights = np.sign(weights) * np.maximum(np.abs(weights) - step * PRICE_OF_A_WEIGHT, 0.0)
    return weights


def write_table(weights: dict[str, float], path: Path) -> None:
    """Write one line a weight, with all the groups that have it."""
    lines: dict[float, list[str]] = defaultdict(list)
    for group, weight in sorted(weights.items()):
        if weight:
            lines[weight].append(group)
    with path.open("w", encoding="utf-8") as file:
        file.write("# Counted by index/analysis/make_language_groups.py; do not edit.\n")
        file.write("# weight (above 0: Kazakh, below 0: Russian)\tletter groups\n")
        for weight in sorted(lines):
            file.write(f"{weight}\t{' '.join(lines[weight])}\n")


def main() -> None:
    """Fit and write the table."""
    folder = Path(sys.argv[1])
    weights = fit(count_words(folder, "kk"), count_words(folder, "ru"))
    path = Path(__file__).with_name("data") / "language_groups.tsv"
    write_table(weights, path)
    print(f"{sum(map(bool, weights.values()))} groups written to {path}")


if __name__ == "__main__":
    main()

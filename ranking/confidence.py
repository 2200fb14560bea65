"""How sure an answer is, and whether there is one at all.

A logistic function of what the best article offers. Its weights (``data/confidence.json``) come
from ``training/fit_confidence.py``, which fits them on questions whose answers were left out of
a base; nothing of the evaluation sets goes into them.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np

from ranking.fusion import Fused
from ranking.understanding import UnderstoodQuery

_FILE = Path(__file__).parent / "data" / "confidence.json"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer.

    ``cosine``: nearness of meaning of the best passage. ``rise``: how far it stands above the
    mean of the candidates. ``coverage``: share of the query's content words in the best article,
    its heading and service. ``lead``: distance of the second article. ``known``: share of the
    query's content words that any text in the index knows. ``agreement``: whether the best
    article is among the first by words as well. ``length``: content words, up to 10, over 10.
    """

    cosine: float
    rise: float
    coverage: float
    lead: float
    known: float
    agreement: float
    length: float

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the features, in order."""
        return tuple(item.name for item in fields(cls))

    def values(self) -> tuple[float, ...]:
        """The features, in order."""
        return tuple(getattr(self, name) for name in self.names())


NO_EVIDENCE = Evidence(0, 0, 0, 0, 0, 0, 0)


def gather_evidence(query: UnderstoodQuery, articles: Fused, coverage: float) -> Evidence:
    """The evidence for the best of ``articles``; ``coverage`` as in `Evidence`."""
    if not articles:
        return NO_EVIDENCE
    best = articles[0]
    nearest = max((p.cosine for p in best.passages if p.cosine is not None), default=0.0)
    above = int(np.count_nonzero(articles.lexical > articles.lexical[0]))
    content = sum(not token.token.stop for token in query.tokens)
    return Evidence(
        cosine=nearest,
        rise=nearest - float(articles.cosines.mean()) if len(articles.cosines) else 0.0,
        coverage=coverage,
        lead=min(best.score - articles[1].score, 1.0) if len(articles) > 1 else 1.0,
        known=1 - query.unknown_share,
        agreement=1 / (1 + above) if articles.lexical[0] else 0.0,
        length=min(content, 10) / 10,
    )


@dataclass(frozen=True, slots=True)
class _Model:
    bias: float
    weights: tuple[float, ...]
    threshold: float


@cache
def _model() -> _Model:
    body = json.loads(_FILE.read_text(encoding="utf-8"))
    weights = tuple(body["weights"][name] for name in Evidence.names())
    return _Model(body["bias"], weights, body["threshold"])


def confidence(evidence: Evidence) -> float:
    """The probability that the best article answers, between 0 and 1."""
    model = _model()
    total = model.bias + sum(w * v for w, v in zip(model.weights, evidence.values(), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def is_answerable(sure: float) -> bool:
    """Whether the base is said to have an answer, at this confidence."""
    return sure >= _model().threshold

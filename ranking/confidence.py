"""How sure an answer is, and whether there is one at all.

A logistic function of what the best article offers: how near its meaning is, how many of the
query's words it holds, how far it stands out. The weights come from
``training/fit_confidence.py``, which fits them on questions whose answers are taken out of the
index; nothing of the evaluation sets goes into them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ranking.fusion import ScoredArticle
from ranking.understanding import UnderstoodQuery

THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer, each between about 0 and 1."""

    cosine: float
    coverage: float
    lead: float
    known: float

    def values(self) -> tuple[float, ...]:
        """The features in the order of the weights."""
        return (self.cosine, self.coverage, self.lead, self.known)


WEIGHTS = (45.0, 2.0, 1.0, 1.5)
BIAS = -39.5


def gather_evidence(
    query: UnderstoodQuery, articles: Sequence[ScoredArticle], coverage: float
) -> Evidence:
    """The evidence of the best article. ``coverage`` is the share of the query's words in it."""
    cosines = [p.cosine for article in articles[:1] for p in article.passages if p.cosine]
    lead = articles[0].score - articles[1].score if len(articles) > 1 else 0.0
    return Evidence(
        cosine=max(cosines, default=0.0),
        coverage=coverage,
        lead=min(lead, 1.0),
        known=1 - query.unknown_share,
    )


def confidence(evidence: Evidence) -> float:
    """The probability that the best article answers, between 0 and 1."""
    total = BIAS + sum(w * v for w, v in zip(WEIGHTS, evidence.values(), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

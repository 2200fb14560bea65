"""Searching one generation under a filter, by the quicker of two ways.

Neither engine is quick at leaving passages out: tantivy scores every match once a filter is
added, and usearch has no filter at all. Mostly a filter lets most passages pass (today's
versions of acts in force), so it is quicker to ask for some more and drop what does not pass.
Where a filter leaves little, tantivy's own filter and comparing one by one are quicker. Both
ways give the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.backend import CandidateFilter, WeightedTerm
from index.embedded.generation import Generation

FEW = 4000
"""So few passages are compared with one by one: 2,000 take about as long as the graph does."""
MOST_ASKED = 3000
"""More than this is not asked of the graph: comparing with all that is allowed is quicker."""
_RARELY_ALLOWED = 0.2
_RESERVE, _RESERVE_SHARE = 16, 1.15

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
_NO_ROWS = (np.empty(0, np.int64), np.empty(0, np.float32))


def _asked(limit: int, allowed: int, passages: int) -> int:
    """How many to ask for so that, likely, ``limit`` of them pass."""
    if allowed == passages:
        return limit
    return min(passages, int(limit * passages / allowed * _RESERVE_SHARE) + _RESERVE)


def nearest_rows(
    generation: Generation, vector: NDArray[np.float32], where: CandidateFilter, limit: int
) -> tuple[Rows, Scores]:
    """Rows and inner products of the nearest passages that the filter allows, nearest first."""
    facts = generation.facts
    mask, allowed = facts.allowed(where)
    limit = min(limit, allowed)
    if limit <= 0:
        return _NO_ROWS
    asked = _asked(limit, allowed, len(facts))
    while allowed > FEW and asked <= MOST_ASKED:
        keys, scores = generation.vectors.nearest(vector, asked)
        rows = facts.rows_of(keys)
        passing = mask[rows]
        if np.count_nonzero(passing) >= limit:
            return rows[passing][:limit], scores[passing][:limit]
        asked *= 3
    return generation.vectors.compare(vector, np.flatnonzero(mask), limit)


def matching_rows(
    generation: Generation, terms: Sequence[WeightedTerm], where: CandidateFilter, limit: int
) -> tuple[Rows, Scores]:
    """Rows and BM25 sums of the best passages that the filter allows, best first."""
    facts = generation.facts
    mask, allowed = facts.allowed(where)
    limit = min(limit, allowed)
    if limit <= 0 or not terms:
        return _NO_ROWS
    if allowed >= _RARELY_ALLOWED * len(facts):
        asked = _asked(limit, allowed, len(facts))
        keys, scores = generation.lexical.search(terms, asked, None)
        rows = facts.rows_of(keys)
        passing = mask[rows]
        if len(keys) < asked or np.count_nonzero(passing) >= limit:
            return rows[passing][:limit], scores[passing][:limit]
    keys, scores = generation.lexical.search(terms, limit, where)
    return facts.rows_of(keys), scores

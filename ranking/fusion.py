"""Fusing lexical and semantic candidates, and collapsing passages into articles.

An article is as good as its best passage; its other language confirms it. Scores are kept apart
by passage key until they are added, so nothing can collide.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from index.backend import Candidates, PassageFacts


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """How much each part counts.

    Between what ``training/fit_fusion.py`` finds on services held out from tuning (semantic 4.4,
    aspect 0.2), whose acts have no long rows and no text of an order, and what was in use before
    (8.75, 0.1), which the acts of the development set prefer.

    ``lexical``: the best BM25 counts so much. ``semantic``: a passage that lies a whole unit of
    cosine below the nearest loses so much. ``other_language``: what the score of the article's
    other language adds. ``aspect``: what a row of a standard gains for each natural unit of its
    aspect's lift. ``side_text``: the order's own text (who controls its execution) and blank forms
    rarely answer a caller.
    """

    lexical: float = 0.3
    semantic: float = 6.5
    other_language: float = 0.3
    aspect: float = 0.15
    side_text: float = -0.3


WEIGHTS = FusionWeights()

Floats = NDArray[np.float64]


class ScoredPassage(NamedTuple):
    """A passage with its parts: BM25 (0 where not found) and cosine (None where not found)."""

    key: int
    facts: PassageFacts
    lexical: float
    cosine: float | None
    score: float


class ScoredArticle(NamedTuple):
    """An article with its score and its passages, best first."""

    article_id: str
    act_id: str
    eid: str
    score: float
    passages: tuple[ScoredPassage, ...]

    @property
    def best(self) -> ScoredPassage:
        """The best passage."""
        return self.passages[0]

    def best_in(self, language: str) -> ScoredPassage | None:
        """The best passage in a language, or None."""
        return next((p for p in self.passages if p.facts.language == language), None)


class Fused(Sequence[ScoredArticle]):
    """All articles, best first. Each is put together when it is asked for.

    A search finds some three hundred and shows ten. ``lexical`` has the best BM25 of every
    article's passages, in the same order (0: none was found by words); ``cosines`` those of all
    passages found by meaning.
    """

    def __init__(self, ordered: _Passages, articles: _Articles, cosines: Floats) -> None:
        self._passages = ordered
        self._articles = articles
        self.lexical = articles.lexical
        self.cosines = cosines

    def __len__(self) -> int:
        return len(self._articles.codes)

    @overload
    def __getitem__(self, place: int) -> ScoredArticle: ...
    @overload
    def __getitem__(self, place: slice) -> list[ScoredArticle]: ...
    def __getitem__(self, place: int | slice) -> ScoredArticle | list[ScoredArticle]:
        if isinstance(place, slice):
            return [self._article(at) for at in range(len(self))[place]]
        return self._article(range(len(self))[place])

    def only(self, wanted: Callable[[PassageFacts], bool]) -> Fused:
        """The articles whose best passage is wanted, in the same order."""
        _, first = np.unique(self._passages.articles, return_index=True)
        codes = self._articles.codes
        kept = np.array([wanted(self._passages.facts[row]) for row in first[codes]], dtype=bool)
        articles = _Articles(codes[kept], self._articles.scores[kept], self.lexical[kept])
        return Fused(self._passages, articles, self.cosines)

    def _article(self, place: int) -> ScoredArticle:
        code = self._articles.codes[place]
        rows = np.flatnonzero(self._passages.articles == code).tolist()
        passages = tuple(self._passages.passage(row) for row in rows)
        facts = passages[0].facts
        score = float(self._articles.scores[place])
        return ScoredArticle(facts.article_id, facts.act_id, facts.eid, score, passages)


def fuse(
    lexical: Candidates,
    semantic: Candidates,
    lifts: Mapping[str, float],
    weights: FusionWeights = WEIGHTS,
) -> Fused:
    """Articles, best first, from the candidates of both kinds; of equals the one of the lower key.

    ``lifts`` says for each aspect how much likelier than usual the question asks for it.
    """
    passages = _passages(lexical, semantic, weights)
    return Fused(passages, _articles(passages, lifts, weights), semantic.scores.astype(np.float64))


@dataclass(frozen=True, slots=True)
class _Passages:
    """Every candidate once, best first, in columns. ``articles`` numbers the articles by the
    place of their best passage; ``cosines`` has NaN where a passage was not found by meaning.
    """

    keys: NDArray[np.int64]
    facts: Sequence[PassageFacts]
    lexical: Floats
    cosines: Floats
    scores: Floats
    articles: NDArray[np.int64]

    def passage(self, row: int) -> ScoredPassage:
        cosine = float(self.cosines[row])
        return ScoredPassage(
            int(self.keys[row]),
            self.facts[row],
            float(self.lexical[row]),
            None if math.isnan(cosine) else cosine,
            float(self.scores[row]),
        )


@dataclass(frozen=True, slots=True)
class _Articles:
    """The articles, best first: their numbers, scores, and best BM25."""

    codes: NDArray[np.int64]
    scores: Floats
    lexical: Floats


def _passages(lexical: Candidates, semantic: Candidates, weights: FusionWeights) -> _Passages:
    """One not found by meaning is put just below those that were."""
    keys = np.concatenate([lexical.keys, semantic.keys])
    different, first, place = np.unique(keys, return_index=True, return_inverse=True)
    words = np.zeros(len(different))
    words[place[: len(lexical.keys)]] = lexical.scores
    meanings = np.full(len(different), np.nan)
    meanings[place[len(lexical.keys) :]] = semantic.scores
    found = semantic.scores.astype(np.float64)
    nearest, below = (found.max(), found.min()) if len(found) else (0.0, 0.0)
    scores = weights.lexical * words / (words.max(initial=0.0) or 1.0)
    scores -= weights.semantic * (nearest - np.nan_to_num(meanings, nan=below))
    order = np.lexsort((different, -scores))
    both = [*lexical.facts, *semantic.facts]
    facts = [both[at] for at in first[order].tolist()]
    numbers: dict[str, int] = {}
    articles = [numbers.setdefault(fact.article_id, len(numbers)) for fact in facts]
    return _Passages(
        keys=different[order],
        facts=facts,
        lexical=words[order],
        cosines=meanings[order],
        scores=scores[order],
        articles=np.array(articles, dtype=np.int64),
    )


def _articles(passages: _Passages, lifts: Mapping[str, float], weights: FusionWeights) -> _Articles:
    if not passages.facts:
        nothing = np.empty(0)
        return _Articles(np.empty(0, np.int64), nothing, nothing)
    codes = passages.articles
    numbers, first = np.unique(codes, return_index=True)
    best = [passages.facts[row] for row in first.tolist()]
    # A language that is no candidate at all is worth no more than the worst candidate.
    other = np.full(len(numbers), passages.scores[-1])
    names: dict[str, int] = {}
    languages = np.array([names.setdefault(f.language, len(names)) for f in passages.facts])
    confirming = np.flatnonzero(languages != languages[first][codes])[::-1]
    # Worst first, so that the best of an article's other language is what stays.
    other[codes[confirming]] = passages.scores[confirming]
    scores = passages.scores[first] + weights.other_language * other
    scores += weights.aspect * np.array([lifts.get(facts.aspect, 0.0) for facts in best])
    aside = np.array([facts.scope == "order" or facts.kind == "text" for facts in best])
    scores += weights.side_text * aside
    lexical = np.zeros(len(numbers))
    np.maximum.at(lexical, codes, passages.lexical)
    order = np.argsort(-scores, kind="stable")
    return _Articles(numbers[order], scores[order], lexical[order])

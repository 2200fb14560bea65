"""Fusing lexical and semantic candidates, and collapsing passages into articles.

An article is as good as its best passage; its other language confirms it. Scores are kept apart
by passage key until they are added, so nothing can collide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from index.backend import Candidates, PassageFacts

LEXICAL_WEIGHT = 0.3
SEMANTIC_WEIGHT = 0.7
SEMANTIC_SCALE = 0.08
"""How far below the best passage (in cosine) a passage counts as a whole point worse."""
OTHER_LANGUAGE = 0.3
"""What the score of the article's other language adds."""
ASPECT_WEIGHT = 0.1
"""What a row of a standard gains for each natural unit of its aspect's lift."""
SIDE_TEXT = -0.3
"""The order's own text (who controls its execution) and blank forms rarely answer a caller."""


# Named tuples, since a search makes hundreds of both: a frozen dataclass takes four times as long
# to make.
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


def fuse(
    lexical: Candidates, semantic: Candidates, lifts: Mapping[str, float]
) -> list[ScoredArticle]:
    """Articles, best first, from the candidates of both kinds.

    ``lifts`` says for each aspect how much likelier than usual the question asks for it.
    """
    collapsed: dict[str, list[ScoredPassage]] = {}
    passages = list(_passages(lexical, semantic))
    for passage in passages:
        collapsed.setdefault(passage.facts.article_id, []).append(passage)
    lowest = min((passage.score for passage in passages), default=0.0)
    articles = [
        _article(article_id, found, lifts, lowest) for article_id, found in collapsed.items()
    ]
    return sorted(articles, key=lambda article: (-article.score, article.article_id))


def _passages(lexical: Candidates, semantic: Candidates) -> Iterator[ScoredPassage]:
    """Every candidate once. One not found by meaning is put just below those that were."""
    words = dict(zip(lexical.keys.tolist(), lexical.scores.tolist(), strict=True))
    meanings = dict(zip(semantic.keys.tolist(), semantic.scores.tolist(), strict=True))
    facts: dict[int, PassageFacts] = {}
    for found in (lexical, semantic):
        facts.update(zip(found.keys.tolist(), found.facts, strict=True))
    most = max(words.values(), default=0.0) or 1.0
    nearest = max(meanings.values(), default=0.0)
    below = min(meanings.values(), default=0.0)
    for key, fact in facts.items():
        lexical_score, cosine = words.get(key, 0.0), meanings.get(key)
        distance = nearest - (below if cosine is None else cosine)
        score = LEXICAL_WEIGHT * lexical_score / most
        score -= SEMANTIC_WEIGHT * distance / SEMANTIC_SCALE
        yield ScoredPassage(key, fact, lexical_score, cosine, score)


def _best_first(passage: ScoredPassage) -> tuple[float, int]:
    return (-passage.score, passage.key)


def _article(
    article_id: str,
    passages: Sequence[ScoredPassage],
    lifts: Mapping[str, float],
    lowest: float,
) -> ScoredArticle:
    ordered = tuple(sorted(passages, key=_best_first) if len(passages) > 1 else passages)
    best = ordered[0]
    # A language that is no candidate at all is worth no more than the worst candidate.
    other = lowest
    if len(ordered) > 1:
        by_language = {passage.facts.language: passage.score for passage in reversed(ordered)}
        other = min(by_language.values()) if len(by_language) > 1 else lowest
    score = best.score + OTHER_LANGUAGE * other
    score += ASPECT_WEIGHT * lifts.get(best.facts.aspect, 0.0)
    if best.facts.scope == "order" or best.facts.kind == "text":
        score += SIDE_TEXT
    return ScoredArticle(article_id, best.facts.act_id, best.facts.eid, score, ordered)

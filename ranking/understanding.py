"""What a caller's words ask for: language, terms to look for, how strange they are.

Nothing is thrown away here that a later stage could use: stop words keep their place, a word
that the index does not know is looked for by its letters (it may be mistyped).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.analysis.fields import QueryToken, grams, query_tokens
from index.backend import WeightedTerm

_FIELDS = (("text", 1.0), ("heading", 0.5), ("service", 0.5))
_OTHER_READING = 0.7
"""Weight of a word's second reading (the stem in the other language)."""
_GRAMS = 0.3
"""Weight of a letter group of a word that no text knows."""


@dataclass(frozen=True, slots=True)
class UnderstoodQuery:
    """A query, understood. ``stems`` are all index tokens that count as a match."""

    text: str
    language: str
    tokens: tuple[QueryToken, ...]
    terms: tuple[WeightedTerm, ...]
    stems: frozenset[str]
    unknown_share: float
    """The share of its content words that no text in the index knows."""


def understand(
    text: str, frequencies: Callable[[Sequence[WeightedTerm]], list[int]]
) -> UnderstoodQuery:
    """Understand a query. ``frequencies`` tells how many passages know each term."""
    tokens = tuple(query_tokens(text))
    content = [token for token in tokens if not token.token.stop] or list(tokens)
    known = _known(content, frequencies)
    terms: list[WeightedTerm] = []
    for token, is_known in zip(content, known, strict=True):
        if is_known:
            terms.extend(_terms(token))
        else:
            terms.extend(WeightedTerm("grams", gram, _GRAMS) for gram in grams(token.token.token))
    return UnderstoodQuery(
        text=text,
        language=language_of(tokens),
        tokens=tokens,
        terms=tuple(terms),
        stems=frozenset(stem for token in content for stem in token.alternatives),
        unknown_share=1 - sum(known) / len(known) if known else 1.0,
    )


def language_of(tokens: Sequence[QueryToken]) -> str:
    """The language that most words are in, Kazakh winning a tie; «ru» where there are none."""
    counts = Counter(token.token.language for token in tokens)
    order = ("kk", "ru", "en")
    best = max(order, key=lambda language: (counts[language], -order.index(language)))
    return best if counts[best] else "ru"


def _terms(token: QueryToken) -> list[WeightedTerm]:
    return [
        WeightedTerm(field, stem, weight * (1.0 if place == 0 else _OTHER_READING))
        for place, stem in enumerate(token.alternatives)
        for field, weight in _FIELDS
    ]


def _known(
    content: Sequence[QueryToken], frequencies: Callable[[Sequence[WeightedTerm]], list[int]]
) -> list[bool]:
    asked = [
        WeightedTerm(field, stem)
        for token in content
        for stem in token.alternatives
        for field, _weight in _FIELDS
    ]
    counts = iter(frequencies(asked))
    found = []
    for token in content:
        numbers = [next(counts) for _ in range(len(token.alternatives) * len(_FIELDS))]
        found.append(any(numbers))
    return found

"""Kazakh stemming of our own: one word form in, its stem and what was cut off out.

Search must bring «берілмейді», «беруге» and «бергендердің» together. No stemmer without copyleft
does that well, so this one cuts words in every possible way, and chooses by listed
roots and by how often stems and suffixes occur together in text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from index.analysis.kazakh_candidates import Candidate, CandidateFinder
from index.analysis.kazakh_irregular import IRREGULAR
from index.analysis.kazakh_lexicon import load_lexicon

CACHE_SIZE = 200_000


@dataclass(frozen=True, slots=True)
class KazakhAnalysis:
    """A word's stem, the names of the suffixes cut off (from left to right), and two facts."""

    stem: str
    suffixes: tuple[str, ...]
    negated: bool
    known_root: bool


@lru_cache(maxsize=1)
def _finder() -> CandidateFinder:
    return CandidateFinder(load_lexicon())


def _preference(candidate: Candidate) -> tuple[float, int, str]:
    return (candidate.score, -len(candidate.suffixes), candidate.stem)


@lru_cache(maxsize=CACHE_SIZE)
def analyse(word: str) -> KazakhAnalysis:
    """Cut one Kazakh word form; any case is taken, an empty word gives an empty stem."""
    form = unicodedata.normalize("NFC", word).lower()
    if form in IRREGULAR:
        stem_, suffixes = IRREGULAR[form]
        return KazakhAnalysis(stem_, suffixes, "negation" in suffixes, known_root=True)
    candidates = _finder().find(form)
    if not candidates:
        return KazakhAnalysis(form, (), negated=False, known_root=False)
    best = max(candidates, key=_preference)
    names = tuple(suffix.name for suffix in best.suffixes)
    return KazakhAnalysis(best.stem, names, best.negated, best.known)


@lru_cache(maxsize=CACHE_SIZE)
def stem(word: str) -> str:
    """Return the stem of one Kazakh word form: a noun's nominative, a verb's root."""
    return analyse(word).stem

"""Kazakh stemming of our own: one word form in, its stem and what was cut off out.

Search must bring «берілмейді», «беруге» and «бергендердің» together. No stemmer without copyleft
does that well, so this one cuts a word in every possible way, and chooses by listed roots and by
how often stems and suffixes occur in text.

What a stem is: a noun's nominative; a verb's root, with participles, verbal nouns and negation
folded in, passive and reflexive cut off, causative and reciprocal kept. Words made with -лық, -шы,
-лы, -сыз and -ша stand for themselves.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from index.analysis.kazakh_candidates import Candidate, CandidateFinder
from index.analysis.kazakh_irregular import IRREGULAR
from index.analysis.kazakh_lexicon import load_lexicon

CACHE_SIZE = 200_000
_PARTICLES = frozenset({"ақ", "ау", "мыс", "міс", "шы", "ші"})


@dataclass(frozen=True, slots=True)
class KazakhAnalysis:
    """A word's stem, the names of the suffixes cut off (from left to right), and two facts.

    ``negated``: the form denies («берілмейді»), though its stem is that of «беріледі».
    ``known_root``: the stem is listed or was met in the texts counted, so the cut is well founded.
    """

    stem: str
    suffixes: tuple[str, ...]
    negated: bool
    known_root: bool


@lru_cache(maxsize=1)
def _finder() -> CandidateFinder:
    return CandidateFinder(load_lexicon())


def _preference(candidate: Candidate) -> tuple[float, int, str]:
    return (candidate.score, -len(candidate.suffixes), candidate.stem)


def _analyse_hyphenated(form: str) -> KazakhAnalysis:
    head, _, last = form.rpartition("-")
    if last in _PARTICLES:
        return analyse(head)
    found = analyse(last)
    return KazakhAnalysis(f"{head}-{found.stem}", found.suffixes, found.negated, found.known_root)


@lru_cache(maxsize=CACHE_SIZE)
def analyse(word: str) -> KazakhAnalysis:
    """Cut one Kazakh word form; any case is taken, an empty word gives an empty stem."""
    form = unicodedata.normalize("NFC", word).lower()
    if form in IRREGULAR:
        root, names = IRREGULAR[form]
        return KazakhAnalysis(root, names, "negation" in names, known_root=True)
    finder = _finder()
    if finder.lexicon.roots.stands_whole(form):
        return KazakhAnalysis(form, (), negated=False, known_root=True)
    if "-" in form.strip("-"):
        return _analyse_hyphenated(form)
    candidates = finder.find(form)
    if not candidates:
        return KazakhAnalysis(form, (), negated=False, known_root=False)
    best = max(candidates, key=_preference)
    names = tuple(suffix.name for suffix in best.suffixes)
    return KazakhAnalysis(best.stem, names, best.negated, best.known)


@lru_cache(maxsize=CACHE_SIZE)
def stem(word: str) -> str:
    """Return the stem of one Kazakh word form (see the module's own words for what that is)."""
    return analyse(word).stem

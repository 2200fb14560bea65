"""What is known of Kazakh beforehand: roots with their class, and how often things occur.

Three small files beside this module: ``kazakh_roots.tsv`` (written by hand), ``kazakh_stems.tsv``
and ``kazakh_chains.tsv`` (counted from unlabelled text by ``training/kazakh_statistics.py``).
They are turned into log probabilities once, when the first word is stemmed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import log

from index.analysis.kazakh_suffixes import CONSONANTS, VOWELS, State

NOMINAL_CLASS, VERB_CLASS, FIXED_CLASS = "N", "V", "X"
CLASSES = (NOMINAL_CLASS, VERB_CLASS, FIXED_CLASS)
LISTED_WEIGHT = 3.0
"""A listed root counts as if it had been met in so many forms of the text counted."""
PROTECTED_WEIGHT = 120.0
OWN_FORM = 1.0
"""Taken off an unlisted stem's count: one form alone is no evidence for a stem."""
UNLISTED_WEIGHT = 400.0
"""All stems that were never met share what so many forms would have."""
LETTER_COST = 2.1
"""How much less likely an unknown stem becomes with each letter (in nats)."""
RARE_CHAIN_WEIGHT = 0.5


@dataclass(slots=True)
class Counts:
    """Expected numbers of word forms: by stem and class, and by state and suffix."""

    stems: dict[tuple[str, str], float] = field(default_factory=dict)
    chains: dict[tuple[State, str], float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Roots:
    """The hand-written list: root → classes, and the roots that lose their last vowel."""

    classes: dict[str, str]
    protected: frozenset[str]
    contracted: dict[str, str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Log probabilities the chooser works with."""

    stems: dict[str, dict[str, float]]
    chains: dict[tuple[State, str], float]
    chain_floor: dict[State, float]
    unknown: dict[str, float]
    roots: Roots


def _lines(name: str) -> list[list[str]]:
    text = files("index.analysis").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def contract(root: str) -> str:
    """Return the root without the vowel of its last syllable: халық → халқ, мүлік → мүлк."""
    return root[:-2] + root[-1]


@cache
def load_roots() -> Roots:
    """Read the hand-written roots (``class⇥roots``; ``!`` protects, ``~`` contracts a root)."""
    classes: dict[str, str] = {}
    protected: set[str] = set()
    contracted: dict[str, str] = {}
    for kind, words in _lines("kazakh_roots.tsv"):
        for marked in words.split():
            root = marked.rstrip("!~")
            classes[root] = classes.get(root, "") + kind
            if "!" in marked:
                protected.add(root)
            if "~" in marked:
                contracted[contract(root)] = root
    return Roots(classes, frozenset(protected), contracted)


@cache
def load_counts() -> Counts:
    """Read what ``training/kazakh_statistics.py`` counted."""
    counts = Counts()
    for kind, count, words in _lines("kazakh_stems.tsv"):
        for stem in words.split():
            counts.stems[stem, kind] = float(count)
    for state, name, count in _lines("kazakh_chains.tsv"):
        counts.chains[State[state], name] = float(count)
    return counts


def build_lexicon(roots: Roots, counts: Counts) -> Lexicon:
    """Turn roots and counts into the log probabilities of stems and suffixes."""
    weights: dict[str, dict[str, float]] = {kind: {} for kind in CLASSES}
    for (stem, kind), count in counts.stems.items():
        if kind in roots.classes.get(stem, "") or count > OWN_FORM:
            weights[kind][stem] = count - (0 if stem in roots.classes else OWN_FORM)
    for root, kinds in roots.classes.items():
        for kind in kinds:
            safe = kind == FIXED_CLASS or root in roots.protected
            bonus = PROTECTED_WEIGHT if safe else LISTED_WEIGHT
            weights[kind][root] = weights[kind].get(root, 0.0) + bonus
    stems, unknown = {}, {}
    for kind, known in weights.items():
        total = sum(known.values()) + UNLISTED_WEIGHT
        stems[kind] = {stem: log(weight / total) for stem, weight in known.items()}
        unknown[kind] = log(UNLISTED_WEIGHT / total)
    chains, floor = _chain_probabilities(counts)
    return Lexicon(stems, chains, floor, unknown, roots)


def _chain_probabilities(
    counts: Counts,
) -> tuple[dict[tuple[State, str], float], dict[State, float]]:
    totals = dict.fromkeys(State, 20 * RARE_CHAIN_WEIGHT)
    for (state, _), count in counts.chains.items():
        totals[state] += count + RARE_CHAIN_WEIGHT
    chains = {
        key: log((count + RARE_CHAIN_WEIGHT) / totals[key[0]])
        for key, count in counts.chains.items()
    }
    floor = {state: log(RARE_CHAIN_WEIGHT / total) for state, total in totals.items()}
    return chains, floor


@cache
def load_lexicon() -> Lexicon:
    """Return the shipped lexicon (read once)."""
    return build_lexicon(load_roots(), load_counts())


def has_shape_of_root(stem: str) -> bool:
    """Say whether an unlisted stem may be a root at all: two letters only as vowel + consonant."""
    if len(stem) < 2:
        return False
    if len(stem) == 2:
        return stem[0] in VOWELS and stem[1] in CONSONANTS and stem[1] not in VOWELS
    return any(letter in VOWELS for letter in stem)

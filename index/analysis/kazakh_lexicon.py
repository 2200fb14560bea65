"""What is known of Kazakh beforehand: roots with their class, and how often things occur.

Three small files beside this module: ``kazakh_roots.tsv`` (written by hand), ``kazakh_stems.tsv``
and ``kazakh_chains.tsv`` (counted from unlabelled text by ``training/kazakh_statistics.py``).
They are turned into log probabilities once, when the first word is stemmed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from math import log
from pathlib import Path

from index.analysis.kazakh_endings import EndingModel
from index.analysis.kazakh_suffixes import VOWELS, State

NOMINAL_CLASS, VERB_CLASS, FIXED_CLASS = "N", "V", "X"
DATA = Path(__file__).with_name("data")
CLASSES = (NOMINAL_CLASS, VERB_CLASS, FIXED_CLASS)
LISTED_WEIGHT = 3.0
"""A listed root counts as if it had been met in so many forms of the text counted."""
PROTECTED_WEIGHT = 20.0
OWN_FORM = 1.0
"""Taken off an unlisted stem's count: one form alone is no evidence for a stem."""
UNLISTED_WEIGHT = {"N": 1500.0, "V": 1500.0, "X": 1.0}
"""All stems of a class that were never met share what so many forms would have."""
LETTER_COST = 3.0
"""How much less likely an unknown stem becomes with each letter (in nats)."""
RARE_CHAIN_WEIGHT = 0.5
DERIVATION_COST = 5.0
_MADE_FROM = (
    ("N", "N", "лық лік дық дік тық тік лы лі сыз сіз шы ші шылық шілік дас дес тас тес лас лес"),
    ("N", "N", "ғы гі қы кі хана дай дей тай тей рақ рек гер кер паз сыздық сіздік"),
    ("N", "V", "ушы уші ғыш гіш қыш кіш ушылық ушілік"),
    ("V", "N", "ла ле да де та те лас лес дас дес тас тес лан лен дан ден тан тен лат лет"),
    ("V", "V", "т тыр тір дыр дір ғыз гіз қыз кіз ыс іс с ыр ір"),
)
DERIVATIONS: dict[tuple[str, str], str] = {}
"""(class made, ending) → the classes of the words it is made from."""
for _made, _base, _endings in _MADE_FROM:
    for _ending in _endings.split():
        DERIVATIONS[_made, _ending] = DERIVATIONS.get((_made, _ending), "") + _base
LONGEST_DERIVATION = max(len(ending) for _, ending in DERIVATIONS)


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

    def stands_whole(self, form: str) -> bool:
        """Say whether a form is a root that must not be cut: protected, or never inflected."""
        return form in self.protected or FIXED_CLASS in self.classes.get(form, "")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Log probabilities the chooser works with."""

    stems: dict[str, dict[str, float]]
    chains: dict[tuple[State, str], float]
    chain_floor: dict[State, float]
    unknown: dict[str, float]
    endings: dict[str, EndingModel]
    roots: Roots

    def unknown_score(self, stem: str, kind: str) -> float:
        """Return the log probability of a stem that was never met.

        Words made from known ones (мемлекет + тік, тексер + уші) are believed sooner.
        """
        inner = max(len(stem) - 3, 0)
        score = self.unknown[kind] + self.endings[kind].score(stem) - LETTER_COST * inner
        for length in range(1, min(len(stem) - 2, LONGEST_DERIVATION) + 1):
            for base_kind in DERIVATIONS.get((kind, stem[-length:]), ""):
                base = self.stems[base_kind].get(stem[:-length])
                if base is not None:
                    score = max(score, base - DERIVATION_COST)
        return score


def _lines(name: str) -> list[list[str]]:
    text = (DATA / name).read_text(encoding="utf-8")
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
        listed = kind in roots.classes.get(stem, "")
        if listed or count > OWN_FORM:
            weights[kind][stem] = count if listed else count - OWN_FORM
    for root, kinds in roots.classes.items():
        for kind in kinds:
            safe = kind == FIXED_CLASS or root in roots.protected
            bonus = PROTECTED_WEIGHT if safe else LISTED_WEIGHT
            weights[kind][root] = weights[kind].get(root, 0.0) + bonus
    stems, unknown = {}, {}
    endings = {kind: EndingModel(known) for kind, known in weights.items()}
    for kind, known in weights.items():
        total = sum(known.values()) + UNLISTED_WEIGHT[kind]
        stems[kind] = {stem: log(weight / total) for stem, weight in known.items()}
        unknown[kind] = log(UNLISTED_WEIGHT[kind] / total)
    chains, floor = _chain_probabilities(counts)
    return Lexicon(stems, chains, floor, unknown, endings, roots)


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


_NOMINAL_CLUSTERS = (
    "рт лт нт ст йт ңт рк лк нк ск рқ лқ ңқ рп лп мп пт рс нс кс лс йс рш нш лш рм лм рн рл рд нд "
    "лд рг нг рб мб рф рх фт рз нз бр тр др кр вр ль нь рь дь ть сь зь мь йн йм йр йл йқ йк йш"
)
_VERB_CLUSTERS = "рт лт нт йт рқ рк лқ лк нш рп рс"
_CLUSTERS = {
    NOMINAL_CLASS: frozenset(_NOMINAL_CLUSTERS.split()),
    VERB_CLASS: frozenset(_VERB_CLUSTERS.split()),
}
"""The pairs of consonants an unlisted stem may end in."""


def has_shape_of_root(stem: str, kind: str) -> bool:
    """Say whether an unlisted stem may be a root at all.

    Two letters only as vowel + consonant; two consonants at the end only if words end so.
    """
    if len(stem) < 2 or not any(letter in VOWELS for letter in stem):
        return False
    if len(stem) == 2:
        return stem[0] in VOWELS and stem[1] not in VOWELS
    if stem[-1] in VOWELS or stem[-2] in VOWELS:
        return True
    return stem[-2:] in _CLUSTERS[kind]

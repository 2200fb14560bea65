"""A coarser spelling in which Kazakh typed on a Russian keyboard equals Kazakh.

Callers and operators type «казакстан кужаттары» because the Kazakh letters are in the way of
the digits. Folding maps each Kazakh letter to what people type instead, so both spellings of a
word are one token in the index. Folding comes after stemming: the suffixes need the letters.
"""

from __future__ import annotations

KAZAKH_LETTERS = frozenset("әғқңөұүһі")
"""Letters of Kazakh that Russian does not have."""

_FOLDED = str.maketrans("әғқңөұүһіё", "агкноуухие")


def fold(text: str) -> str:
    """Return a normalised text with Kazakh letters replaced by what a Russian keyboard has."""
    return text.translate(_FOLDED)


def has_kazakh_letters(word: str) -> bool:
    """Say whether a normalised word has a letter that only Kazakh has."""
    return not KAZAKH_LETTERS.isdisjoint(word)

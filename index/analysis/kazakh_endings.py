"""How the stems of Kazakh end: what makes a stem that nobody listed believable.

Nouns end in -лық, -шы or -хана and seldom in -ш; verbs end in -ла, -т or -р. Learnt from the
stems that are known, by the last three letters with backing off to the last two and one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

TRUST = 4.0
"""How many stems must share an ending before it outweighs the shorter ending it contains."""
LETTERS = 40
EDGE = "^"


class EndingModel:
    """Log probability of a stem's last three letters, given the stems it was made from."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        self._total = 0
        for stem in stems:
            padded = EDGE + stem
            self._total += 1
            self._counts.update(padded[-length:] for length in range(1, 4) if length <= len(padded))
        self._known: dict[str, float] = {}

    def score(self, stem: str) -> float:
        """Return the log probability of the stem's last three letters."""
        ending = (EDGE + stem)[-3:]
        found = self._known.get(ending)
        if found is None:
            found = self._known[ending] = self._compute(ending)
        return found

    def _compute(self, ending: str) -> float:
        score, seen = 0.0, self._total
        for length in range(1, len(ending) + 1):
            count = self._counts[ending[-length:]]
            expected = (self._counts[ending[-length]] + 1) / (self._total + LETTERS)
            score += log((count + TRUST * expected) / (seen + TRUST))
            seen = count
        return score

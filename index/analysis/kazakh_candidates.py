"""Every way a Kazakh word can be cut into a stem and suffixes, with its log probability.

Emitting all cuts and weighing them afterwards is what makes the difference to a stripper that
takes the longest suffix: the right stem is nearly always among the cuts, seldom the first.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.analysis.kazakh_lexicon import (
    FIXED_CLASS,
    NOMINAL_CLASS,
    VERB_CLASS,
    Lexicon,
    has_shape_of_root,
)
from index.analysis.kazakh_suffixes import (
    BACK,
    FRONT,
    NEUTRAL,
    VOWELS,
    State,
    Suffix,
    build,
)

DISHARMONY_COST = 2.0
_HARMONY = dict.fromkeys("аоұыёя", BACK) | dict.fromkeys("әеөүіэь", FRONT)
_HARDENED = {"б": "п", "ғ": "қ", "г": "к"}
_VOWELS = frozenset(VOWELS)
_OPENING_VOWELS = frozenset("ыіаеу")
_STOPS = {
    State.END: (NOMINAL_CLASS, VERB_CLASS, FIXED_CLASS),
    State.CASE: (NOMINAL_CLASS,),
    State.CASE_NOT_AFTER_HIS: (NOMINAL_CLASS,),
    State.CASE_AFTER_HIS: (),
    State.CASE_AFTER_MY: (),
    State.POSSESSED: (NOMINAL_CLASS,),
    State.NOMINAL: (NOMINAL_CLASS,),
    State.VERB: (VERB_CLASS,),
    State.VERB_POSITIVE: (VERB_CLASS,),
    State.VERB_VOICELESS: (VERB_CLASS,),
}
_UNLISTED_STOPS = _STOPS | {State.END: (NOMINAL_CLASS,)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One cut: the stem and its class, the suffixes from left to right, the log probability."""

    stem: str
    kind: str
    suffixes: tuple[Suffix, ...]
    score: float
    known: bool

    @property
    def negated(self) -> bool:
        """Whether one of the suffixes negates."""
        return any(suffix.negates for suffix in self.suffixes)


def _without_voice(table: dict[str, tuple[Suffix, ...]]) -> dict[str, tuple[Suffix, ...]]:
    """Return the table for listed verbs: түсін is a root of its own, not «be fallen»."""
    return {surface: group for surface, group in table.items() if group[0].name != "passive"}


def harmony_of(text: str) -> int:
    """Return the harmony that the last telling vowel of a text asks for."""
    for letter in reversed(text):
        if letter in _HARMONY:
            return _HARMONY[letter]
    return NEUTRAL


class CandidateFinder:
    """Walks the suffix automaton from the right and scores what it finds with a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        tables = build()
        self._tables = tables
        self._tables_after_root = tuple(map(_without_voice, tables))
        self._longest = tuple(max(map(len, table), default=0) for table in tables)
        self._costs = {
            (state, suffix.name): self._chain_score(state, suffix.name)
            for state in State
            for group in tables[state].values()
            for suffix in group
        }
        self._stop_scores = {
            (state, kind): self._chain_score(state, "stop_" + kind)
            for state in State
            for kind in _STOPS[state]
        }

    def _chain_score(self, state: State, name: str) -> float:
        return self.lexicon.chains.get((state, name), self.lexicon.chain_floor[state])

    def find(self, word: str, state: State = State.END) -> list[Candidate]:
        """Return all candidates for a word, in no particular order; may be empty.

        ``state`` says what has been cut off before: with ``State.VERB`` a verb's stem is cut.
        """
        found: list[Candidate] = []
        self._walk(state, word, 0.0, (), False, found)
        return found

    def _walk(
        self,
        state: State,
        base: str,
        score: float,
        suffixes: tuple[Suffix, ...],
        listed_only: bool,
        found: list[Candidate],
    ) -> None:
        if _STOPS[state]:
            self._stop(state, base, score, suffixes, listed_only, found)
        if state >= State.VERB and VERB_CLASS in self.lexicon.roots.classes.get(base, ""):
            table = self._tables_after_root[state]
        else:
            table = self._tables[state]
        for length in range(1, min(self._longest[state], len(base) - 1) + 1):
            group = table.get(base[-length:])
            if group is None:
                continue
            rest = base[:-length]
            for suffix in group:
                if rest[-1] not in suffix.before:
                    continue
                cost = self._costs[state, suffix.name]
                left = rest + suffix.restore
                if suffix.harmony and harmony_of(left) == -suffix.harmony:
                    cost -= DISHARMONY_COST
                self._walk(
                    suffix.target,
                    left,
                    score + cost,
                    (suffix, *suffixes),
                    listed_only or suffix.listed_only,
                    found,
                )

    def _stop(
        self,
        state: State,
        base: str,
        score: float,
        suffixes: tuple[Suffix, ...],
        listed_only: bool,
        found: list[Candidate],
    ) -> None:
        for stem in self._stems_of(base, state, suffixes):
            for kind in _STOPS[state]:
                known = self.lexicon.stems[kind].get(stem)
                if known is None and (
                    listed_only
                    or kind not in _UNLISTED_STOPS[state]
                    or not has_shape_of_root(stem, kind)
                ):
                    continue
                total = score + self._stop_scores[state, kind]
                total += self.lexicon.unknown_score(stem, kind) if known is None else known
                found.append(Candidate(stem, kind, suffixes, total, known is not None))

    def _stems_of(self, base: str, state: State, suffixes: tuple[Suffix, ...]) -> list[str]:
        """Undo what the first suffix did to the end of the stem."""
        if not suffixes or suffixes[0].restore:
            return [base]
        surface = suffixes[0].surface
        stems = (
            _verb_stems(base, surface)
            if state >= State.VERB
            else self._nominal_stems(base, surface)
        )
        if surface[0] in _OPENING_VOWELS and base in self.lexicon.roots.contracted:
            stems.append(self.lexicon.roots.contracted[base])
        return stems

    def _nominal_stems(self, base: str, surface: str) -> list[str]:
        listed = self.lexicon.stems[NOMINAL_CLASS]
        hardened = _HARDENED.get(base[-1])
        if surface[0] in "ыі":
            repaired = [base[:-1] + hardened] if hardened else []
            return [*repaired, base, *([base + "ь"] if base + "ь" in listed else [])]
        if surface[0] == "т" and base[-1] == "с" and base + "т" in listed:
            return [base + "т", base]
        if base[-1] in "ыі" and base[:-1] in listed and _VOWELS.isdisjoint(base[-3:-1]):
            return [base[:-1], base]
        return [base]


def _verb_stems(base: str, surface: str) -> list[str]:
    hardened = _HARDENED.get(base[-1])
    if surface[0] in _OPENING_VOWELS and hardened:
        return [base[:-1] + hardened]
    if base[-1] == "у" and surface[:2] in {"ып", "іп"}:
        return [base[:-1] + "п", base]
    return [base]

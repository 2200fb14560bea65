"""What to show of a provision: the words that matched, and the sentence that answers best."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from index.analysis.fields import index_tokens
from ranking.answers import Mark

_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
_HYPHENS = ("-", "‑")
_BREAK = re.compile(r"\n+|(?<=[.!?;])[^\S\n]+(?=[«\"(]?[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ\d])")
_LONGEST_KEY_SENTENCE = 320


@lru_cache(maxsize=200_000)
def _stems_of_word(word: str) -> frozenset[str]:
    return frozenset(index_tokens(word))


@dataclass(frozen=True, slots=True)
class Matched:
    """A text, the places of its words that match the query, and the stems they match."""

    text: str
    places: tuple[tuple[int, int, str], ...]
    """Start, end and the word as printed, in the order of the text."""
    stems: frozenset[str]

    def within(self, piece: str) -> Matched:
        """The same of a piece of the text, without looking at its words again.

        A piece that the text does not hold as it stands is looked at anew.
        """
        start = self.text.find(piece)
        if start < 0:
            return match_words(piece, self.stems)
        end = start + len(piece)
        places = tuple(
            (one - start, two - start, word)
            for one, two, word in self.places
            if start <= one and two <= end
        )
        return Matched(piece, places, self.stems)

    def marks(self) -> tuple[Mark, ...]:
        """Where the matching words stand."""
        return tuple([Mark(start, end) for start, end, _ in self.places])

    def key_sentence(self) -> str:
        """The sentence or line that shares most words with the query; the first of equals.

        A sentence longer than a glance is cut at a word, with «…».
        """
        sentences = _sentences(self.text)
        if not sentences:
            return self.text.strip()
        best, most = 0, -1
        for place, (start, end) in enumerate(sentences):
            shared = len({word for one, _, word in self.places if start <= one < end})
            if shared > most:
                best, most = place, shared
        start, end = sentences[best]
        chosen = self.text[start:end].strip()
        if chosen.endswith(":"):
            # «Услугополучатель представляет:» says nothing without the list that it opens.
            following = (self.text[start:end].strip() for start, end in sentences[best + 1 :])
            chosen = " ".join([chosen, *following])
        return _shortened(chosen)


def _sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences and lines of a text stand, those without a word left out."""
    breaks = [(found.start(), found.end()) for found in _BREAK.finditer(text)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if text[a:b].strip()]


def match_words(text: str, stems: AbstractSet[str]) -> Matched:
    """Find the words of ``text`` that match one of ``stems``."""
    shared = {word: _stems_of_word(word) & stems for word in set(_WORD.findall(text))}
    matching = {word: common for word, common in shared.items() if common}
    places = [place for word in matching for place in _places(text, word)]
    return Matched(text, tuple(sorted(places)), frozenset().union(*matching.values()))


def _places(text: str, word: str) -> Iterator[tuple[int, int, str]]:
    """Where a word stands by itself, not as a part of another."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not _joined(text[max(start - 2, 0) : start][::-1]) and not _joined(text[end : end + 2]):
            yield start, end, word
        start = text.find(word, end)


def _joined(beside: str) -> bool:
    """Whether what stands beside a word, nearest letter first, belongs to the same word."""
    if beside[:1] in _HYPHENS:
        beside = beside[1:]
    return beside[:1].isalnum()


def _shortened(sentence: str) -> str:
    if len(sentence) <= _LONGEST_KEY_SENTENCE:
        return sentence
    return sentence[:_LONGEST_KEY_SENTENCE].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"

"""What to show of a provision: the words that matched, and the sentence that answers best."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from index.analysis.fields import index_tokens
from ranking.answers import Mark

_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
_BREAK = re.compile(r"\n+|(?<=[.!?;])[^\S\n]+(?=[«\"(]?[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ\d])")
_LONGEST_KEY_SENTENCE = 320


@lru_cache(maxsize=200_000)
def _stems_of_word(word: str) -> frozenset[str]:
    return frozenset(index_tokens(word))


@dataclass(frozen=True, slots=True)
class Matched:
    """A text, those of its words (as printed) that match the query, and the stems they match."""

    text: str
    words: frozenset[str]
    stems: frozenset[str]

    def within(self, piece: str) -> Matched:
        """The same of a piece of the text, without looking at its words again."""
        return Matched(piece, self.words, self.stems)

    def marks(self) -> tuple[Mark, ...]:
        """Where the matching words stand."""
        if not self.words:
            return ()
        return tuple(
            Mark(match.start(), match.end())
            for match in _WORD.finditer(self.text)
            if match[0] in self.words
        )

    def key_sentence(self) -> str:
        """The sentence or line that shares most words with the query; the first of equals.

        A sentence longer than a glance is cut at a word, with «…».
        """
        sentences = [part for piece in _BREAK.split(self.text) if (part := piece.strip())]
        best, most = 0, -1
        for place, sentence in enumerate(sentences):
            shared = len(self.words.intersection(_WORD.findall(sentence)))
            if shared > most:
                best, most = place, shared
        if not sentences:
            return self.text.strip()
        chosen = sentences[best]
        if chosen.endswith(":"):
            # «Услугополучатель представляет:» says nothing without the list that it opens.
            chosen = " ".join([chosen, *sentences[best + 1 :]])
        return _shortened(chosen)


def match_words(text: str, stems: AbstractSet[str]) -> Matched:
    """Find the words of ``text`` that match one of ``stems``."""
    found: dict[str, frozenset[str]] = {}
    for word in set(_WORD.findall(text)):
        shared = _stems_of_word(word) & stems
        if shared:
            found[word] = shared
    return Matched(text, frozenset(found), frozenset().union(*found.values()))


def _shortened(sentence: str) -> str:
    if len(sentence) <= _LONGEST_KEY_SENTENCE:
        return sentence
    return sentence[:_LONGEST_KEY_SENTENCE].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"

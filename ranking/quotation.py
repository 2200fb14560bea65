"""What to show of a provision: the words that matched, and the sentence that answers best."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from index.analysis.fields import index_tokens
from ranking.answers import Mark

_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?;](?=\s+[«\"(]?[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ\d])|(?=\n)|$)")
_LONGEST_KEY_SENTENCE = 320


@lru_cache(maxsize=200_000)
def _stems_of_word(word: str) -> frozenset[str]:
    return frozenset(index_tokens(word))


def marks(text: str, stems: AbstractSet[str]) -> tuple[Mark, ...]:
    """Where words of ``text`` match one of the query's stems."""
    return tuple(
        Mark(start=match.start(), end=match.end())
        for match in _WORD.finditer(text)
        if not _stems_of_word(match[0]).isdisjoint(stems)
    )


def key_sentence(text: str, stems: AbstractSet[str]) -> str:
    """The sentence or line of ``text`` that shares most words with the query.

    Ties go to the first one. A sentence longer than a glance is cut at a word, with «…».
    """
    best, most = "", -1
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        if not sentence:
            continue
        shared = {
            stem
            for word in _WORD.findall(sentence)
            for stem in _stems_of_word(word)
            if stem in stems
        }
        if len(shared) > most:
            best, most = sentence, len(shared)
    return _shortened(best or text.strip())


def _shortened(sentence: str) -> str:
    if len(sentence) <= _LONGEST_KEY_SENTENCE:
        return sentence
    return sentence[:_LONGEST_KEY_SENTENCE].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"

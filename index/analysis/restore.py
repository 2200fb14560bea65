"""Kazakh letters put back into Kazakh that was typed on a Russian keyboard.

A stemmer knows «құжаттарымның» and takes «кужаттарымнын» for a stranger. Two things tell which
letters were meant: the start of the word is a known stem, and the suffixes after it follow the
stem's vowels (-ғ-, -қ-, -ы- behind back vowels, -г-, -к-, -і- behind front ones).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from index.analysis.fold import fold, has_kazakh_letters
from index.analysis.kazakh import analyse
from index.analysis.kazakh_irregular import IRREGULAR
from index.analysis.kazakh_lexicon import load_counts, load_roots

CACHE_SIZE = 100_000
_LONGEST_STEM = 24
_TRIED_STEMS = 4
_LEAST_STEM = 2
_LAST_VOWEL = re.compile("[аәеиіоөуұүыэюя](?=[^аәеиіоөуұүыэюя]*$)")
_FRONT = frozenset("әеіөүэи")
_VOICED = {"б": "п", "г": "к"}
_VOICED_FINAL = {"п": "б", "к": "г", "қ": "ғ"}
_BACK_LETTERS = str.maketrans("гк", "ғқ")
_FRONT_LETTERS = str.maketrans("и", "і")
_ROUNDED = re.compile("(?<=[бвгдзжйклмнпрстхцчш])у(?=[бвгдзжклмнпрстхцчш])")
# н at the end of the genitive and of «your» is ң; -ын after another н is «his … (object)».
_NASALS = (
    (re.compile("(?<=[ндт][ыі])н(?=$|[ыі])"), "ң"),
    (re.compile("(?<=[ыі])н(?=[ыі]з)"), "ң"),
    (re.compile("(?<=с[ыі])н(?=$|д)"), "н"),
)


@cache
def _stems_by_folded() -> dict[str, tuple[str, ...]]:
    """The known stems under their folded spelling, likeliest first."""
    weights: dict[str, float] = defaultdict(float)
    for (stem, _), count in load_counts().stems.items():
        weights[stem] += count
    for root in load_roots().classes:
        weights[root] += 1.0
    found: dict[str, list[str]] = defaultdict(list)
    for stem in sorted(weights, key=lambda stem: (-weights[stem], stem)):
        if len(stem) >= _LEAST_STEM:
            found[fold(stem)].append(stem)
    return {folded: tuple(stems) for folded, stems in found.items()}


def _is_front(stem: str) -> bool:
    last = _LAST_VOWEL.search(stem)
    return last is not None and last[0] in _FRONT


def _suffixes(rest: str, *, front: bool) -> tuple[str, ...]:
    """Spell the letters after a stem by its harmony, with and without ң."""
    spelt = rest.translate(_FRONT_LETTERS if front else _BACK_LETTERS)
    nasal = spelt
    for pattern, letter in _NASALS[:2]:
        nasal = pattern.sub(letter, nasal)
    return (nasal, spelt) if nasal != spelt else (spelt,)


def _by_stem(word: str) -> list[tuple[str, str]]:
    """Spellings of the word that start with a known stem, with that stem; longest stem first."""
    known = _stems_by_folded()
    found: list[tuple[str, str]] = []
    for length in range(min(len(word), _LONGEST_STEM), _LEAST_STEM - 1, -1):
        start, rest = word[:length], word[length:]
        starts = [(stem, stem) for stem in known.get(start, ())[:2]]
        if rest and start[-1] in _VOICED:
            voiceless = known.get(start[:-1] + _VOICED[start[-1]], ())[:2]
            starts += [(stem[:-1] + _VOICED_FINAL[stem[-1]], stem) for stem in voiceless]
        for spelt, stem in starts:
            rests = _suffixes(rest, front=_is_front(stem))
            found.extend((spelt + suffixes, stem) for suffixes in rests)
        if len(found) >= 2 * _TRIED_STEMS:
            break
    return found


def _by_harmony(word: str) -> str:
    """Spell a word of unknown stem by its vowels alone."""
    front = any(vowel in "еиэ" for vowel in word) and "ы" not in word
    if front:
        return _ROUNDED.sub("ү", _suffixes(word, front=True)[0], count=1)
    return _suffixes(word, front=False)[0]


@cache
def _irregular_by_folded() -> dict[str, str]:
    return {fold(form): form for form in sorted(IRREGULAR)}


def _rank(word: str, spelt: str, stem: str) -> int:
    """How much to believe in a spelling: 0 most.

    Stems were counted in texts some of which were typed on a Russian keyboard, so a counted
    stem in the word's own letters is believed less than one with Kazakh letters in the word.
    """
    analysis = analyse(spelt)
    if analysis.stem == stem:
        return 0 if stem in load_roots().classes or has_kazakh_letters(spelt) else 1
    return 2 if analysis.known_root and spelt != word else 3


@lru_cache(maxsize=CACHE_SIZE)
def restorations(word: str) -> tuple[str, ...]:
    """Return likely Kazakh spellings of a normalised word, best first; itself if it has any.

    A spelling that the stemmer brings back to the stem it was made from comes before others,
    one of a longer stem before one of a shorter.
    """
    if has_kazakh_letters(word):
        return (word,)
    irregular = _irregular_by_folded().get(word)
    if irregular is not None:
        return (irregular,)
    found = sorted(
        ((_rank(word, spelt, stem), spelt) for spelt, stem in _by_stem(word)),
        key=lambda ranked: ranked[0],
    )
    believed = [spelt for rank, spelt in found if rank < 3]
    unsure = [word, _by_harmony(word)]
    if not analyse(word).known_root:
        unsure.reverse()
    return tuple(dict.fromkeys([*believed, *unsure]))


@lru_cache(maxsize=CACHE_SIZE)
def stem(word: str) -> str:
    """Return the stem, in Kazakh letters, of a normalised word in either spelling."""
    return analyse(restorations(word)[0]).stem

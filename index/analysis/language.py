"""Which language a line and each of its words is in: «kk», «ru» or «en».

Callers mix («паспортымды обменять етем») and type Kazakh in Russian letters («кужат керек»), so
neither the letters nor a dictionary of one language is enough. Each word has odds from the
letter groups it is made of (weights counted from Kazakh and Russian texts with the Kazakh
letters folded away); words that could be either follow their neighbours and their line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from index.analysis.fold import fold, has_kazakh_letters
from index.analysis.latin import to_cyrillic
from index.analysis.normalise import normalise
from index.analysis.stopwords import STOP_WORDS

CACHE_SIZE = 200_000
CERTAIN = 6.0
"""No single word's odds count for more than this, whichever language they speak for."""
_CLIP = 2.0
_NEIGHBOUR, _SECOND_NEIGHBOUR, _LINE, _LINE_LIMIT = 0.4, 0.2, 0.5, 1.5
_LONGEST_GROUP = 4
_CYRILLIC_WORD = re.compile("[\u0400-\u052f]+")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH_SHAPE = re.compile(
    r"th|wh|ck|ee|oo|ph|tion|ing$|ment$|ness$|able$|ly$|ed$|ity$|ous$|ive$|ght|[^q]x|ea|ou|ry$|cy$|ce$"
)
_KAZAKH_LATIN = re.compile(r"[äöüğūŋşıñúóáǵń]|q(?!u[aeio])|zh|[^aeiouy]y[^aeiouy]")


@cache
def _weights() -> dict[str, float]:
    text = files("index.analysis").joinpath("data", "language_groups.tsv").read_text("utf-8")
    weights: dict[str, float] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            weight, groups = line.split("\t")
            weights.update(dict.fromkeys(groups.split(" "), float(weight)))
    return weights


def letter_groups(word: str) -> set[str]:
    """The groups of up to four letters of a folded word with its bounds marked, and the whole."""
    marked = f"<{word}>"
    groups = {
        marked[start : start + length]
        for length in range(1, _LONGEST_GROUP + 1)
        for start in range(len(marked) - length + 1)
    }
    groups.add(marked)
    return groups


@lru_cache(maxsize=CACHE_SIZE)
def kazakh_odds(word: str) -> float:
    """How much (natural logarithm of the odds) a normalised Cyrillic word looks Kazakh.

    Between −CERTAIN (surely Russian) and CERTAIN (surely Kazakh, as any word with a Kazakh
    letter); words that both languages have («портал») are near 0.
    """
    if has_kazakh_letters(word):
        return CERTAIN
    weights = _weights()
    odds = sum(weights.get(group, 0.0) for group in letter_groups(fold(word)))
    return max(-CERTAIN, min(CERTAIN, odds))


@lru_cache(maxsize=CACHE_SIZE)
def language_of_latin(word: str) -> str:
    """The language of a normalised word in Latin letters: «en» unless its shape says «kk»."""
    if word in STOP_WORDS["en"] or to_cyrillic(word) is None:
        return "en"
    if _KAZAKH_LATIN.search(word):
        return "kk"
    if _ENGLISH_SHAPE.search(word) or len(word) < 4:
        return "en"
    return "kk" if kazakh_odds(to_cyrillic(word) or "") > 2.5 else "en"


def language_in_context(odds: Sequence[float]) -> list[str]:
    """«kk» or «ru» for each word of a line, given every word's own odds.

    A word's own odds weigh most, then those of the words beside it, then the line's.
    """
    if not odds:
        return []
    count = len(odds)
    line = max(-_LINE_LIMIT, min(_LINE_LIMIT, _LINE * sum(odds) / count))
    heard = [0.0, 0.0, *(max(-_CLIP, min(_CLIP, own)) for own in odds), 0.0, 0.0]
    context = (
        line
        + _NEIGHBOUR * (heard[place + 1] + heard[place + 3])
        + _SECOND_NEIGHBOUR * (heard[place] + heard[place + 4])
        for place in range(count)
    )
    return ["kk" if own + around > 0 else "ru" for own, around in zip(odds, context, strict=True)]


def language_of(text: str) -> str:
    """The language of a whole text: that of most of it. «ru» where there is no word at all."""
    normal = normalise(text)
    cyrillic = _CYRILLIC_WORD.findall(normal)
    words = _WORD.findall(normal)
    if 2 * len(cyrillic) >= len(words):
        return "kk" if sum(map(kazakh_odds, cyrillic)) > 0 else "ru"
    latin = [language_of_latin(word) for word in words if not _CYRILLIC_WORD.match(word)]
    return "kk" if 2 * latin.count("kk") >= len(latin) else "en"

"""Russian lemmas, with pymorphy3.

Loading its dictionary takes about 0.2 s, and a Kazakh query needs none of it; so it is loaded
by the first Russian word. A word form has one lemma wherever it stands: that texts and queries
choose alike matters more than that either chooses right.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

CACHE_SIZE = 200_000
_WORTH_CONSIDERING = 0.1
_PARTICIPLES = frozenset(("PRTF", "PRTS", "ADJF", "ADJS"))
_ADVERBS = frozenset(("ADVB", "PRED", "PRCL", "CONJ"))
_ADJECTIVES = ("ADJF", "ADJS")

_FORMS = {
    # Forms of which the dictionary's likeliest reading is another word than officials mean.
    "судов": "суд",
    "статей": "статья",
    "данные": "данные",
    "данных": "данные",
    "теста": "тест",
    "выше": "выше",
    "ниже": "ниже",
    "днем": "день",
    "часы": "час",
    "маслихата": "маслихат",
    "маслихатами": "маслихат",
    "акиматами": "акимат",
    "вице": "вице",
}
_LEMMAS = {
    # Two lemmas of one word, between which its forms would be divided.
    "основный": "основной",
    "текстовой": "текстовый",
    "личной": "личный",
    "личное": "личный",
    "прошедшее": "прошедший",
    "подлежащее": "подлежащий",
    "исходящая": "исходящий",
    "воскресение": "воскресенье",
    "подвижной": "подвижный",
    "маслихата": "маслихат",
    "услугополучательница": "услугополучатель",
    "заявительница": "заявитель",
    "аэрокосмческа": "аэрокосмический",
}


@cache
def _morphology() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


def _likeliest(scores: dict[tuple[str, str], float], parts: tuple[str, ...] | None = None) -> str:
    """The lemma with the highest sum of scores; of equal ones the first by alphabet."""
    sums: dict[str, float] = defaultdict(float)
    for (name, part), score in scores.items():
        if parts is None or part in parts:
            sums[name] += score
    return min(sums, key=lambda name: (-round(sums[name], 6), name))


@lru_cache(maxsize=CACHE_SIZE)
def lemma(word: str) -> str:
    """Return the lemma of one normalised word form, with ё as е.

    A form that is both an adjective and a participle («уполномоченного») is the adjective, an
    adverb that is a short adjective too («письменно») likewise: all forms of the adjective then
    stay together. An unknown word gets the lemma its ending suggests.
    """
    if word in _FORMS:
        return _FORMS[word]
    scores: dict[tuple[str, str], float] = defaultdict(float)
    for reading in _morphology().parse(word):
        scores[reading.normal_form, reading.tag.POS or ""] += reading.score
    (_, part), best = max(scores.items(), key=lambda item: (item[1], item[0]))
    as_adjective = any(
        other in _ADJECTIVES and score >= _WORTH_CONSIDERING * best
        for (_, other), score in scores.items()
    )
    if as_adjective and (part in _PARTICIPLES or part in _ADVERBS):
        found = _likeliest(scores, _ADJECTIVES)
    else:
        found = _likeliest(scores)
    found = found.replace("ё", "е")
    return _LEMMAS.get(found, found)


@lru_cache(maxsize=CACHE_SIZE)
def is_known(word: str) -> bool:
    """Say whether the dictionary has this normalised word form."""
    return bool(_morphology().word_is_known(word))

"""The facts of a text that must be the same in every language: terms, amounts, dates, references.

Words are translated, facts are copied. So two language versions are compared by their facts, and
by nothing that a translator may choose. Each kind of fact has its own reader; a reader takes what
it understands out of the text, and the next one reads what is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from knowledge.dates import kazakh_i
from knowledge.findings.readers import (
    amounts,
    contacts,
    days,
    expressions,
    figures,
    references,
    schedules,
    terms,
)
from knowledge.findings.values import Fact

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"[^\S\n]")
_TAKEN = "\x00"
_KEPT = 20_000

Reader = Callable[[str, str], Iterable[Fact]]

_READERS: tuple[Reader, ...] = (
    contacts.read_addresses,
    days.read_publications,
    days.read_dates,
    contacts.read_phones,
    references.read_provisions,
    references.read_act_numbers,
    schedules.read_times,
    amounts.read_amounts,
    terms.read_terms,
    schedules.read_week,
    amounts.read_fees,
    figures.read_figures,
)
"""In this order: what is most particular first, bare figures last."""


def cleaned(text: str) -> str:
    """``text`` as facts are read from it: no invisible characters, Kazakh «і» where it is meant."""
    return kazakh_i(_SPACES.sub(" ", _INVISIBLE.sub("", text)))


@lru_cache(maxsize=_KEPT)
def read_facts(text: str, language: str) -> tuple[Fact, ...]:
    """Every fact in ``text`` (as ``cleaned`` gives it), in order of place.

    ``language`` is that of the text: «kk», «ru» or «en». A mark at the start of a line («2)») is
    no fact of its own.
    """
    left = figures.without_marks(text, _TAKEN)
    found: list[Fact] = []
    for reader in _READERS:
        for fact in list(reader(left, language)):
            left = f"{left[: fact.start]}{_TAKEN * (fact.end - fact.start)}{left[fact.end :]}"
            if fact.value:
                found.append(fact)
    return tuple(sorted(found, key=lambda fact: (fact.start, fact.end)))


@lru_cache(maxsize=_KEPT)
def loose_numbers(text: str, language: str) -> frozenset[str]:
    """Numbers that ``text`` spells out outside its facts: «для граждан и тридцати – для …»."""
    left = text
    for fact in read_facts(text, language):
        left = f"{left[: fact.start]}{_TAKEN * (fact.end - fact.start)}{left[fact.end :]}"
    found = set(map(str, figures.numbers_in_words(left, language)))
    return frozenset(found | {"1.5"} if expressions.says_one_and_a_half(left) else found)

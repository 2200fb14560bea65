"""What to show of a line: the sentence that says it, not the whole paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.findings.comparing import Side
from knowledge.findings.facts import read_facts
from knowledge.findings.lines import sentences_of
from knowledge.findings.values import Fact, Quotation

_SHOWN = 320
"""A line up to so many characters is shown whole."""
_LONGEST = 700


def quoted(language: str, text: str, facts: Sequence[Fact], place: str) -> Quotation:
    """The sentences of ``text`` in which ``facts`` stand."""
    return Quotation(language, _cut(_around(text, [fact.start for fact in facts])), place)


def quoted_line(language: str, text: str, place: str) -> Quotation:
    """A line as it is, only not endless."""
    return Quotation(language, _cut(text), place)


def counterpart(shown: Quotation, whole: str, other: Side, place: str) -> Quotation:
    """The sentence of the other side that answers to ``shown``.

    The one that shares most facts with it, or else the one that stands as far into its text.
    """
    facts = {fact.key for fact in read_facts(shown.text, shown.side)}
    at = max(whole.find(shown.text), 0) / max(len(whole), 1)
    spans = _spans(other.text)

    def fitness(span: tuple[int, int]) -> tuple[int, float]:
        sentence = other.text[span[0] : span[1]]
        shared = sum(fact.key in facts for fact in read_facts(sentence, other.language))
        return shared, -abs(span[0] / max(len(other.text), 1) - at)

    start, end = max(spans, key=fitness)
    return Quotation(other.language, _cut(other.text[start:end].strip()), place)


def _around(text: str, places: Sequence[int]) -> str:
    if len(text) <= _SHOWN:
        return text
    chosen = [
        (start, end) for start, end in _spans(text) if any(start <= place < end for place in places)
    ]
    return " … ".join(text[start:end].strip() for start, end in chosen) or text


def _spans(text: str) -> list[tuple[int, int]]:
    """Sentences of every line, as places in the whole text."""
    spans = []
    begin = 0
    for line in text.split("\n"):
        spans += [(begin + start, begin + end) for start, end in sentences_of(line)]
        begin += len(line) + 1
    return spans


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"

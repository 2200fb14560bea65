"""Every statement of a text, on every subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from knowledge.acts import Provision
from knowledge.findings.other_statements import (
    read_fees,
    read_result_forms,
    read_telephones,
    read_ways_of_applying,
)
from knowledge.findings.subjects import Sentence, Statement, sentences
from knowledge.findings.term_statements import (
    read_complaint_terms,
    read_news_terms,
    read_queues,
    read_refusals,
    read_total_term,
)

_READERS: tuple[Callable[[Sentence], Iterator[Statement]], ...] = (
    read_total_term,
    read_queues,
    read_complaint_terms,
    read_news_terms,
    read_telephones,
    read_fees,
    read_result_forms,
    read_refusals,
    read_ways_of_applying,
)


def statements_in(provisions: Sequence[Provision], language: str) -> Iterator[Statement]:
    """Every statement of one set of Rules with its standard."""
    for sentence in sentences(provisions, language):
        for reader in _READERS:
            yield from reader(sentence)

"""Confidence is a probability that grows with what speaks for an answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ranking.confidence import NO_EVIDENCE, Evidence, confidence, is_answerable

SOME = Evidence(
    cosine=0.86, rise=0.03, coverage=0.5, lead=0.2, known=1.0, agreement=1.0, length=0.5
)
share = st.floats(0, 1)


@given(st.tuples(*[share] * len(Evidence.names())))
def test_it_is_always_a_probability(values):
    assert 0.0 <= confidence(Evidence(*values)) <= 1.0


def test_a_nearer_meaning_and_more_shared_words_are_surer():
    def changed(**values: float) -> float:
        return confidence(Evidence(**{n: values.get(n, getattr(SOME, n)) for n in SOME.names()}))

    assert changed(cosine=0.80) < changed() < changed(cosine=0.92)
    assert changed(coverage=0.0) < changed() < changed(coverage=1.0)


def test_no_evidence_is_no_answer():
    assert not is_answerable(confidence(NO_EVIDENCE))

"""What every search back end must do. A back end's test class inherits it and gives `backend`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest

from index.backend import (
    CandidateFilter,
    IndexedPassage,
    IndexStamp,
    SearchBackend,
    WeightedTerm,
)
from index.passages import NEVER, IndexableVersion, Passage, passage_key

DIMENSIONS = 16
TODAY = date(2026, 3, 1)
IN_FORCE = CandidateFilter(as_of=TODAY)


def version(version_id: int, **changes: object) -> IndexableVersion:
    """A version with the facts that a test does not care about filled in."""
    facts: dict[str, object] = {
        "version_id": version_id,
        "article_id": f"article-{version_id}",
        "act_id": "act-1",
        "eid": f"rules__p_{version_id}",
        "language": "ru",
        "scope": "rules",
        "kind": "paragraph",
        "number": str(version_id),
        "service": "Апостилирование",
        "heading": "Общие положения",
        "aspect": "",
        "text": "текст",
        "valid_from": date(2020, 1, 1),
    }
    return IndexableVersion(**{**facts, **changes})  # type: ignore[arg-type]


def towards(direction: int, also: int | None = None) -> np.ndarray:
    """A unit vector along one axis, or between two of them (nearer to the first)."""
    vector = np.zeros(DIMENSIONS, np.float32)
    vector[direction] = 2.0
    if also is not None:
        vector[also] = 1.0
    return vector / np.linalg.norm(vector)


def indexed(
    of: IndexableVersion,
    words: str,
    *,
    place: int = 0,
    vector: np.ndarray | None = None,
    **fields: str,
) -> IndexedPassage:
    tokens = {"text": words.split(), **{name: value.split() for name, value in fields.items()}}
    passage = Passage(passage_key(of.version_id, place), of, words)
    return IndexedPassage(passage, tokens, towards(0) if vector is None else vector)


def stamp(sequence: int) -> IndexStamp:
    return IndexStamp("store-1", "e5-small:1", "1", 1, sequence, 0)


def words(line: str, field: str = "text") -> list[WeightedTerm]:
    return [WeightedTerm(field, word) for word in line.split()]


def keys(candidates: object) -> list[int]:
    return [int(key) for key in candidates.keys]  # type: ignore[attr-defined]


def put(backend: SearchBackend, passages: Sequence[IndexedPassage], sequence: int = 1) -> None:
    backend.write(passages, [], stamp(sequence))


class BackendContract:
    """Tests in terms of the protocol alone."""

    def test_a_new_index_has_no_stamp(self, backend: SearchBackend) -> None:
        assert backend.stamp() is None

    def test_the_stamp_comes_back_with_the_number_of_passages(self, backend: SearchBackend) -> None:
        put(backend, [indexed(version(1), "апостиль"), indexed(version(2), "пошлина")], 7)
        found = backend.stamp()
        assert found is not None
        assert (found.sequence, found.store_identity, found.passages) == (7, "store-1", 2)

    def test_rarer_words_count_more(self, backend: SearchBackend) -> None:
        put(
            backend,
            [
                indexed(version(1), "услуга апостиль"),
                indexed(version(2), "услуга пошлина"),
                indexed(version(3), "услуга срок"),
            ],
        )
        found = backend.lexical(words("услуга пошлина"), IN_FORCE, 10)
        assert keys(found)[0] == passage_key(2, 0)
        assert len(found.keys) == 3
        assert list(found.scores) == sorted(found.scores, reverse=True)

    def test_weights_multiply_a_terms_part_of_the_sum(self, backend: SearchBackend) -> None:
        put(backend, [indexed(version(1), "апостиль"), indexed(version(2), "пошлина")])
        light = [WeightedTerm("text", "апостиль", 1.0), WeightedTerm("text", "пошлина", 3.0)]
        found = backend.lexical(light, IN_FORCE, 10)
        assert keys(found) == [passage_key(2, 0), passage_key(1, 0)]
        assert found.scores[0] == pytest.approx(3 * found.scores[1], rel=1e-4)

    def test_fields_are_searched_apart(self, backend: SearchBackend) -> None:
        put(backend, [indexed(version(1), "срок", heading="пошлина", grams="<пош пошл")])
        assert keys(backend.lexical(words("пошлина"), IN_FORCE, 10)) == []
        assert len(backend.lexical(words("пошлина", "heading"), IN_FORCE, 10).keys) == 1
        assert len(backend.lexical(words("пошл", "grams"), IN_FORCE, 10).keys) == 1

    def test_tokens_are_taken_as_they_are(self, backend: SearchBackend) -> None:
        put(backend, [indexed(version(1), "№58 10-1 0.5 info@gov.kz <апо")])
        for token in ("№58", "10-1", "0.5", "info@gov.kz", "<апо"):
            assert len(backend.lexical(words(token), IN_FORCE, 10).keys) == 1, token
        assert keys(backend.lexical(words("58 10 info"), IN_FORCE, 10)) == []

    def test_nothing_asked_finds_nothing(self, backend: SearchBackend) -> None:
        put(backend, [indexed(version(1), "апостиль")])
        assert keys(backend.lexical([], IN_FORCE, 10)) == []
        assert keys(backend.lexical(words("апостиль"), IN_FORCE, 0)) == []
        assert keys(backend.lexical(words("неизвестно"), IN_FORCE, 10)) == []

    def test_the_nearest_vectors_come_first(self, backend: SearchBackend) -> None:
        put(
            backend,
            [
                indexed(version(1), "а", vector=towards(1)),
                indexed(version(2), "б", vector=towards(2, also=1)),
                indexed(version(3), "в", vector=towards(3)),
            ],
        )
        found = backend.semantic(towards(1), IN_FORCE, 2)
        assert keys(found) == [passage_key(1, 0), passage_key(2, 0)]
        assert found.scores[0] == pytest.approx(1.0, abs=2e-3)
        assert found.scores[1] == pytest.approx(float(towards(1) @ towards(2, also=1)), abs=2e-3)

    def test_facts_lie_beside_the_keys(self, backend: SearchBackend) -> None:
        of = version(
            9, act_id="act-7", language="kk", scope="order", kind="table_row", aspect="fee"
        )
        put(backend, [indexed(version(1), "төлем"), indexed(of, "төлем төлем", place=3)])
        for found in (
            backend.lexical(words("төлем"), IN_FORCE, 10),
            backend.semantic(towards(0), IN_FORCE, 10),
        ):
            facts = found.facts[keys(found).index(passage_key(9, 3))]
            assert (facts.version_id, facts.article_id, facts.act_id) == (9, "article-9", "act-7")
            assert (facts.eid, facts.language, facts.scope) == ("rules__p_9", "kk", "order")
            assert (facts.kind, facts.aspect) == ("table_row", "fee")

    @pytest.mark.parametrize(
        ("where", "expected"),
        [
            (CandidateFilter(TODAY), {1, 2, 6}),
            (CandidateFilter(date(2021, 6, 1)), {1, 3, 4, 6}),
            (CandidateFilter(TODAY, include_repealed=True), {1, 2, 4, 6}),
            (CandidateFilter(date(2027, 1, 1)), {1, 2, 5, 6}),
            (CandidateFilter(TODAY, language="kk"), {6}),
            (CandidateFilter(TODAY, act_ids=frozenset({"act-2"})), {2}),
            (CandidateFilter(TODAY, act_ids=frozenset({"act-2", "act-3"})), {2, 6}),
            (CandidateFilter(TODAY, act_ids=frozenset()), set()),
            (CandidateFilter(TODAY, act_ids=frozenset({"no-such-act"})), set()),
            (CandidateFilter(TODAY, language="en"), set()),
        ],
    )
    def test_only_what_the_filter_allows(
        self, backend: SearchBackend, where: CandidateFilter, expected: set[int]
    ) -> None:
        put(
            backend,
            [
                indexed(version(1), "срок"),
                indexed(version(2, act_id="act-2", valid_from=date(2022, 1, 1)), "срок"),
                indexed(version(3, act_id="act-2", valid_to=date(2022, 1, 1)), "срок"),
                indexed(version(4, repealed_from=date(2023, 1, 1)), "срок"),
                indexed(version(5, valid_from=TODAY + timedelta(days=1)), "срок"),
                indexed(version(6, act_id="act-3", language="kk"), "срок"),
            ],
        )
        lexical = backend.lexical(words("срок"), where, 10)
        semantic = backend.semantic(towards(0), where, 10)
        assert {facts.version_id for facts in lexical.facts} == expected
        assert {facts.version_id for facts in semantic.facts} == expected

    def test_bounds_of_validity(self, backend: SearchBackend) -> None:
        first, last = date(2022, 5, 1), date(2023, 5, 1)
        put(backend, [indexed(version(1, valid_from=first, valid_to=last), "срок")])
        for day, found in [
            (first - timedelta(days=1), 0),
            (first, 1),
            (last - timedelta(days=1), 1),
            (last, 0),
            (NEVER, 0),
        ]:
            where = CandidateFilter(day)
            assert len(backend.lexical(words("срок"), where, 10).keys) == found, day
            assert len(backend.semantic(towards(0), where, 10).keys) == found, day

    def test_a_version_put_again_loses_all_its_passages(self, backend: SearchBackend) -> None:
        put(backend, [indexed(version(1), "старое", place=place) for place in range(3)])
        put(backend, [indexed(version(1), "новое", vector=towards(5))], 2)
        assert keys(backend.lexical(words("старое"), IN_FORCE, 10)) == []
        assert keys(backend.lexical(words("новое"), IN_FORCE, 10)) == [passage_key(1, 0)]
        assert keys(backend.semantic(towards(5), IN_FORCE, 10)) == [passage_key(1, 0)]
        found = backend.stamp()
        assert found is not None
        assert found.passages == 1

    def test_dropped_versions_are_gone(self, backend: SearchBackend) -> None:
        put(backend, [indexed(version(number), "срок") for number in (1, 2, 3)])
        backend.write([], [2, 77], stamp(2))
        assert set(keys(backend.lexical(words("срок"), IN_FORCE, 10))) == {
            passage_key(1, 0),
            passage_key(3, 0),
        }
        assert len(backend.semantic(towards(0), IN_FORCE, 10).keys) == 2

    def test_the_same_write_twice_changes_nothing(self, backend: SearchBackend) -> None:
        put(
            backend,
            [indexed(version(1), "а б"), indexed(version(2), "б в"), indexed(version(3), "в")],
        )
        change = [indexed(version(2), "г д", vector=towards(4))]
        backend.write(change, [3], stamp(2))
        once = (keys(backend.lexical(words("а г в"), IN_FORCE, 10)), backend.stamp())
        backend.write(change, [3], stamp(2))
        assert (keys(backend.lexical(words("а г в"), IN_FORCE, 10)), backend.stamp()) == once
        assert keys(backend.semantic(towards(4), IN_FORCE, 1)) == [passage_key(2, 0)]

    def test_everything_may_be_dropped_and_put_again(self, backend: SearchBackend) -> None:
        put(backend, [indexed(version(1), "срок")])
        backend.write([], [1], stamp(2))
        assert keys(backend.lexical(words("срок"), IN_FORCE, 10)) == []
        assert keys(backend.semantic(towards(0), IN_FORCE, 10)) == []
        put(backend, [indexed(version(1), "срок")], 3)
        assert keys(backend.lexical(words("срок"), IN_FORCE, 10)) == [passage_key(1, 0)]

    def test_clear_leaves_nothing(self, backend: SearchBackend) -> None:
        put(backend, [indexed(version(1), "срок")])
        backend.clear()
        assert backend.stamp() is None
        put(backend, [indexed(version(2), "срок")])
        assert keys(backend.lexical(words("срок"), IN_FORCE, 10)) == [passage_key(2, 0)]

    def test_document_frequencies_follow_changes(self, backend: SearchBackend) -> None:
        put(backend, [indexed(version(number), "срок пошлина") for number in (1, 2, 3)])
        assert backend.document_frequencies(words("срок пошлина апостиль")) == [3, 3, 0]
        backend.write([indexed(version(1), "апостиль")], [2], stamp(2))
        assert backend.document_frequencies(words("срок пошлина апостиль")) == [1, 1, 1]

    def test_tokens_like_a_prefix(self, backend: SearchBackend) -> None:
        put(
            backend,
            [
                indexed(version(1), "пошлина пошлый", heading="пошив"),
                indexed(version(2), "пошлина срок"),
            ],
        )
        assert set(backend.tokens_like("text", "пош", 10)) == {"пошлина", "пошлый"}
        assert backend.tokens_like("text", "пош", 1) == ["пошлина"]
        assert backend.tokens_like("text", "щ", 10) == []

    def test_a_refused_passage_leaves_the_index_as_it_was(self, backend: SearchBackend) -> None:
        put(backend, [indexed(version(1), "срок")])
        wrong = indexed(version(2), "срок", vector=np.ones(DIMENSIONS + 1, np.float32))
        with pytest.raises(ValueError, match="dimensions"):
            backend.write([indexed(version(3), "срок"), wrong], [1], stamp(2))
        found = backend.stamp()
        assert found is not None
        assert found.sequence == 1
        assert keys(backend.lexical(words("срок"), IN_FORCE, 10)) == [passage_key(1, 0)]

    def test_limit_is_reached_under_a_filter(self, backend: SearchBackend) -> None:
        """The best hundred in force, though as many better ones are not in force any more."""
        old = [
            indexed(version(n, valid_to=date(2022, 1, 1)), "срок срок", vector=towards(1))
            for n in range(1, 201)
        ]
        new = [
            indexed(version(n), "срок пошлина", vector=towards(2, also=1)) for n in range(201, 401)
        ]
        put(backend, old + new)
        for found in (
            backend.lexical(words("срок"), IN_FORCE, 100),
            backend.semantic(towards(1), IN_FORCE, 100),
        ):
            assert len(found.keys) == 100
            assert all(facts.version_id > 200 for facts in found.facts)

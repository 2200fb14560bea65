"""What has changed under an article, as a function of the editions alone."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from update_samples import FIRST, SECOND, THIRD, next_week

from knowledge.updates.detection import Ground, changes_since
from knowledge.updates.merging import asks_for_something_else, merge, restarted
from knowledge.updates.values import Change, Reason, ReasonStatus, UpdateState


def ground(day: date, number: int | None = None, **says: str) -> Ground:
    """An edition in which the article rests on all that it says."""
    return Ground(number or day.toordinal(), day, says, frozenset(says))


def found(
    *editions: Ground, accepted: Ground | None = None, moving_matters: bool = False
) -> list[tuple[str, str | None, str | None, date]]:
    changes = changes_since(
        accepted, editions, act_id="act", language="ru", moving_matters=moving_matters
    )
    return [(c.eid, c.old_hash, c.new_hash, c.edition_date) for c in changes]


def test_the_first_edition_flags_nothing() -> None:
    assert found(ground(FIRST, a="1")) == []
    assert found() == []


def test_each_later_edition_flags_what_it_changed_on_its_date() -> None:
    editions = (
        ground(FIRST, a="1", b="1"),
        ground(SECOND, a="2", b="1"),
        ground(THIRD, a="2", b="2"),
    )
    assert found(*editions) == [("a", "1", "2", SECOND), ("b", "1", "2", THIRD)]


def test_a_row_that_is_added_or_goes() -> None:
    assert found(ground(FIRST, a="1", b="1"), ground(SECOND, a="1", c="3")) == [
        ("b", "1", None, SECOND),
        ("c", None, "3", SECOND),
    ]


def test_an_article_begins_where_it_first_has_something_to_rest_on() -> None:
    empty = Ground(1, FIRST, {"a": "1"}, frozenset())
    assert found(empty, ground(SECOND, a="1", b="2")) == []


def test_a_row_that_stops_counting_as_one_is_still_looked_at() -> None:
    """Its heading was reworded so that it is not known as a row any more."""
    later = Ground(2, SECOND, {"a": "1", "b": "2"}, frozenset({"a"}))
    assert found(ground(FIRST, a="1", b="1"), later) == [("b", "1", "2", SECOND)]


def test_renumbered_rows_say_nothing_new() -> None:
    editions = ground(FIRST, r1="A", r2="B"), ground(SECOND, r1="A", r2="new", r3="B")
    assert found(*editions) == [("r2", None, "new", SECOND)]
    assert found(ground(FIRST, r1="A", r2="B"), ground(SECOND, r1="B", r2="A")) == []
    assert found(ground(FIRST, r1="A", r2="B", r3="C"), ground(SECOND, r1="A", r2="C")) == [
        ("r2", "B", None, SECOND)
    ]


def test_of_two_rows_with_the_same_words_one_may_go() -> None:
    editions = ground(FIRST, r1="A", r2="A"), ground(SECOND, r1="B", r3="A")
    assert found(*editions) == [("r1", "A", "B", SECOND)]


def test_a_note_that_cites_a_number_minds_the_number() -> None:
    editions = ground(FIRST, r1="A", r2="B"), ground(SECOND, r1="B", r2="A")
    assert found(*editions, moving_matters=True) == [
        ("r1", "A", "B", SECOND),
        ("r2", "B", "A", SECOND),
    ]


def test_what_came_before_the_acceptance_is_not_flagged() -> None:
    first, second, third = ground(FIRST, a="1"), ground(SECOND, a="2"), ground(THIRD, a="3")
    assert found(first, second, accepted=second) == []
    assert found(first, second, third, accepted=second) == [("a", "2", "3", THIRD)]
    between = ground(SECOND - timedelta(days=100), a="between")
    assert found(first, between, second, accepted=second) == []


def test_the_accepted_text_put_right_is_a_change() -> None:
    wrong, right = ground(SECOND, 10, a="wrong"), ground(SECOND, 11, a="right")
    assert found(ground(FIRST, a="1"), right, accepted=wrong) == [("a", "wrong", "right", SECOND)]
    same_again = ground(SECOND, 12, a="wrong")
    assert found(ground(FIRST, a="1"), same_again, accepted=wrong) == []


SAYS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("1234"), max_size=4)
HISTORIES = st.lists(SAYS, min_size=1, max_size=5).map(
    lambda all_say: [
        ground(FIRST + timedelta(days=place), **says) for place, says in enumerate(all_say)
    ]
)


@given(HISTORIES, st.randoms())
def test_the_order_of_editions_never_matters(history: list[Ground], chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = history.copy()
    chance.shuffle(shuffled)
    assert found(*shuffled) == found(*history)


@given(HISTORIES)
def test_following_the_changes_leads_from_the_first_text_to_the_last(
    history: list[Ground],
) -> None:
    """Nothing is lost: with every number counting, the changes applied in turn give the last."""
    begun = [one for place, one in enumerate(history) if any(g.says for g in history[: place + 1])]
    changes = found(*history, moving_matters=True)
    text = dict(begun[0].says) if begun else {}
    for eid, old, new, _ in changes:
        assert text.get(eid) == old
        if new is None:
            del text[eid]
        else:
            text[eid] = new
    assert text == (begun[-1].says if begun else {})


@given(HISTORIES)
def test_no_change_is_found_twice(history: list[Ground]) -> None:
    for moving_matters in (False, True):
        changes = found(*history, moving_matters=moving_matters)
        assert len(set(changes)) == len(changes)


@given(HISTORIES, st.integers(0, 4))
def test_accepting_splits_a_history_in_two(history: list[Ground], place: int) -> None:
    """What was accepted and what came later are together all there is, from the first row on."""
    accepted = history[min(place, len(history) - 1)]
    later = [change for change in found(*history) if change[3] > accepted.date]
    if any(one.says for one in history if one.date <= accepted.date):
        assert found(*history, accepted=accepted) == later


# --- merging what is stored with what should be ---


def reason(eid: str, old: str | None, new: str | None, day: date, **more: object) -> Reason:
    change = Change("ru", "act", eid, old, new, day, 1, 2)
    return Reason(change, next_week(day), **more)  # type: ignore[arg-type]


A, B = reason("a", "1", "2", SECOND), reason("b", "1", "2", SECOND)


def test_merging_twice_changes_nothing() -> None:
    first = merge([], [A, B])
    assert (first.added, first.withdrawn) == ((A, B), ())
    again = merge(first.open, [A, B])
    assert (again.added, again.kept, again.withdrawn) == ((), (A, B), ())


def test_what_does_not_hold_is_withdrawn_and_may_come_back() -> None:
    assert merge([A, B], [B]).withdrawn == (A,)
    withdrawn = reason("a", "1", "2", SECOND, status=ReasonStatus.WITHDRAWN)
    assert merge([withdrawn, B], [A, B]).added == (A,)


def test_history_filled_in_asks_for_nothing_else() -> None:
    whole = [reason("a", "1", "3", THIRD)]
    parts = [reason("a", "1", "2", SECOND), reason("a", "2", "3", THIRD)]
    assert not asks_for_something_else(whole, parts)
    assert asks_for_something_else(parts, [*parts, reason("b", "1", "2", THIRD)])
    assert asks_for_something_else([A, B], [A])


def test_only_what_was_handed_in_or_declared_restarts() -> None:
    for state in UpdateState:
        start = restarted(state, was_assigned=True)
        restarts = state in (UpdateState.SUBMITTED, UpdateState.NOT_AFFECTED)
        assert start == (UpdateState.ASSIGNED if restarts else state)
    assert restarted(UpdateState.NOT_AFFECTED, was_assigned=False) is UpdateState.FLAGGED

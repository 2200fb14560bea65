"""Updates in the store: flagged with the edition that makes an article stale, in any order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from update_samples import (
    ACT,
    FIRST,
    ROW_3,
    ROW_6,
    SECOND,
    SERVICE,
    THIRD,
    S,
    changed,
    counted,
    kinds,
    load,
    loaded,
    next_week,
    standard,
    the_update,
    updates,
)

from knowledge.acts import Edition
from knowledge.errors import StoreUnavailableError
from knowledge.store.database import Database
from knowledge.store.loading import SourceFile, load_edition
from knowledge.store.update_detection import detect_updates, renew_due_dates
from knowledge.store.update_tables import UpdateRow
from knowledge.updates.values import EventKind, ReasonStatus, open_reasons


def test_the_first_edition_flags_nothing(database: Database) -> None:
    outcome = load(database, standard(FIRST))
    assert (outcome.updates, updates(database, only_open=False)) == ((), [])


def test_a_changed_row_flags_its_service_and_says_why(database: Database) -> None:
    first = load(database, standard(FIRST))
    second = load(database, standard(SECOND, {6: "Платно."}))
    update = the_update(database)
    assert second.updates == (update.id,)
    assert (update.article_id, update.state, update.since) == (SERVICE, S.FLAGGED, SECOND)
    (reason,) = update.reasons
    assert (reason.change.eid, reason.change.edition_date) == (ROW_6, SECOND)
    assert reason.change.old_edition_id == first.edition_id
    assert reason.change.new_edition_id == second.edition_id
    assert update.due == reason.due > SECOND
    (event,) = update.history
    assert (event.kind, event.actor, event.to_state) == (EventKind.FLAGGED, "system", S.FLAGGED)
    assert event.details is not None
    assert event.details["provisions"] == [ROW_6]


def test_a_changed_paragraph_flags_no_service(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, paragraphs=("Иное.", "Новое.")))
    assert updates(database, only_open=False) == []


@pytest.mark.parametrize("row", [None, ""], ids=["removed", "excluded"])
def test_a_row_that_goes_flags_the_service(database: Database, row: str | None) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {8: row}))
    (reason,) = the_update(database).reasons
    assert (reason.change.eid, reason.change.new_hash) == ("annex_1__row_8", None)
    assert reason.change.old_hash


def test_a_new_row_flags_the_service(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {9: "Ещё документы."}))
    (reason,) = the_update(database).reasons
    assert (reason.change.eid, reason.change.old_hash) == ("annex_1__row_9", None)


def test_both_languages_are_one_update(database: Database) -> None:
    loaded(
        database,
        standard(FIRST),
        standard(FIRST, language="kk"),
        standard(SECOND, {6: "Платно."}),
        standard(SECOND, {6: "Ақылы."}, language="kk"),
    )
    update = the_update(database)
    assert changed(update) == [("ru", ROW_6, SECOND), ("kk", ROW_6, SECOND)]
    assert kinds(update) == [EventKind.FLAGGED, EventKind.JOINED]


def test_loading_and_looking_again_changes_nothing(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    before, rows = the_update(database), counted(database)
    load(database, standard(SECOND, {6: "Платно."}))
    with database.writing() as session:
        assert detect_updates(session, ACT) == ()
    assert (the_update(database), counted(database)) == (before, rows)


def test_a_load_that_fails_leaves_no_flag(database: Database) -> None:
    load(database, standard(FIRST))

    class InterruptedLoadError(Exception):
        pass

    with pytest.raises(InterruptedLoadError), database.writing() as session:
        edition = standard(SECOND, {6: "Платно."})
        assert load_edition(session, edition, SourceFile("a", "text/plain", b"2")).updates
        raise InterruptedLoadError
    assert updates(database, only_open=False) == []


def test_the_store_holds_an_article_to_one_open_update(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    with pytest.raises(StoreUnavailableError), database.writing() as session:
        session.add(
            UpdateRow(
                article_id=SERVICE,
                open_article_id=SERVICE,
                state="flagged",
                due=SECOND,
                since=SECOND,
                assigned_to="",
                texts={},
            )
        )
        session.flush()


# --- any order of loading ---

HISTORY = (
    standard(FIRST),
    standard(SECOND, {6: "Платно.", 3: "Три дня."}),
    standard(THIRD, {6: "Платно, в два раза.", 3: "Три дня.", 8: None}),
    standard(SECOND, language="kk"),
    standard(THIRD, {2: "Портал."}, language="kk"),
)


def state(database: Database) -> object:
    """All that is open, whatever ids it got."""
    return [(u.article_id, u.state, u.due, u.since, sorted(changed(u))) for u in updates(database)]


def test_any_order_of_loading_ends_the_same(sqlite_stores: Callable[[], str]) -> None:
    ends = []
    for order in list(permutations(HISTORY))[::17]:
        database = Database(sqlite_stores())
        loaded(database, *order)
        ends.append(state(database))
        database.close()
    assert all(end == ends[0] for end in ends)
    ((_, _, _, since, reasons),) = ends[0]  # type: ignore[misc]
    assert since == SECOND
    assert reasons == [
        ("kk", "annex_1__row_2", THIRD),
        ("ru", ROW_3, SECOND),
        ("ru", ROW_6, SECOND),
        ("ru", ROW_6, THIRD),
        ("ru", "annex_1__row_8", THIRD),
    ]


def test_an_older_edition_loaded_later_makes_the_update_due_earlier(database: Database) -> None:
    loaded(database, standard(FIRST), standard(THIRD, {6: "Платно, в два раза."}))
    late = the_update(database).due
    load(database, standard(SECOND, {6: "Платно."}))
    update = the_update(database)
    assert update.due < late
    assert changed(update) == [("ru", ROW_6, SECOND), ("ru", ROW_6, THIRD)]
    assert kinds(update) == [
        EventKind.FLAGGED,
        EventKind.JOINED,
        EventKind.REASONS_WITHDRAWN,
        EventKind.DUE_CHANGED,
    ]


# --- correcting ---


def test_a_wrong_edition_put_right_withdraws_its_flag_visibly(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Плотно."}))
    wrong = the_update(database)
    load(database, standard(SECOND), replace=True)
    assert updates(database) == []
    (update,) = updates(database, only_open=False)
    assert (update.id, update.state) == (wrong.id, S.WITHDRAWN)
    assert [r.status for r in update.reasons] == [ReasonStatus.WITHDRAWN]
    assert kinds(update)[-2:] == [EventKind.REASONS_WITHDRAWN, EventKind.WITHDRAWN]
    # And the text that was wrong, should it be right after all, is flagged anew.
    load(database, standard(SECOND, {6: "Плотно."}), replace=True)
    assert changed(the_update(database)) == [("ru", ROW_6, SECOND)]
    assert the_update(database).id != wrong.id


LOADS = st.lists(
    st.tuples(
        st.sampled_from((FIRST, SECOND, THIRD)),
        st.sampled_from(("ru", "kk")),
        st.fixed_dictionaries({3: st.sampled_from("АБ"), 6: st.sampled_from(("А", "Б", "", None))}),
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LOADS)
def test_loads_and_corrections_in_any_order_end_as_if_loaded_rightly_at_once(
    sqlite_stores: Callable[[], str], loads: list[tuple[date, str, dict[int, str | None]]]
) -> None:
    corrected, fresh = Database(sqlite_stores()), Database(sqlite_stores())
    last: dict[tuple[date, str], Edition] = {}
    for day, language, rows in loads:
        edition = last[day, language] = standard(day, rows, language=language)
        load(corrected, edition, replace=True)
    loaded(fresh, *(last[place] for place in sorted(last)))
    assert state(corrected) == state(fresh)
    corrected.close()
    fresh.close()


def test_a_correction_that_says_something_else_keeps_one_update(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Плотно."}))
    load(database, standard(SECOND, {6: "Платно."}), replace=True)
    update = the_update(database)
    assert [r.status for r in update.reasons] == [ReasonStatus.WITHDRAWN, ReasonStatus.OPEN]
    assert changed(update) == [("ru", ROW_6, SECOND)]


def test_a_reason_that_comes_back_is_opened_again_and_not_doubled(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно.", 3: "Три дня."}))
    load(database, standard(SECOND, {3: "Три дня."}), replace=True)
    assert changed(the_update(database)) == [("ru", ROW_3, SECOND)]
    load(database, standard(SECOND, {6: "Платно.", 3: "Три дня."}), replace=True)
    update = the_update(database)
    assert [r.status for r in update.reasons] == [ReasonStatus.OPEN] * 2


def test_a_correction_of_what_the_differences_rest_on_keeps_the_flag(database: Database) -> None:
    """The first edition was loaded wrongly in a row that did not change later."""
    loaded(database, standard(FIRST, {2: "Портел."}), standard(SECOND, {6: "Платно."}))
    assert ("ru", "annex_1__row_2", SECOND) in changed(the_update(database))
    corrected = load(database, standard(FIRST), replace=True)
    update = the_update(database)
    assert changed(update) == [("ru", ROW_6, SECOND)]
    (reason,) = open_reasons(update.reasons)
    assert reason.change.old_edition_id == corrected.edition_id


def test_a_calendar_put_right_moves_the_due_date_visibly(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    with database.writing() as session:
        assert detect_updates(session, ACT, due=lambda day, _: next_week(day) + timedelta(days=3))
    with database.writing() as session:
        assert detect_updates(session, ACT, due=lambda day, _: next_week(day) + timedelta(days=4))
    update = the_update(database)
    assert update.due == SECOND + timedelta(days=11)
    assert update.history[-1].details == {"from": "2022-01-20", "to": "2022-01-21"}


def test_due_dates_follow_the_calendar_without_looking_at_editions(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    before = the_update(database)
    with database.writing() as session:
        assert renew_due_dates(session) == ()
        later = renew_due_dates(session, lambda day, _: next_week(day) + timedelta(days=2))
    assert later == (before.id,)
    after = the_update(database)
    assert (after.due, after.state) == (SECOND + timedelta(days=9), before.state)
    assert kinds(after) == [*kinds(before), EventKind.DUE_CHANGED]


def test_the_term_is_five_working_days_by_the_calendar_of_the_country(database: Database) -> None:
    """From Friday 18 March 2022: Nauryz is on 21, 22 and 23 March."""
    loaded(database, standard(FIRST), standard(date(2022, 3, 18), {6: "Платно."}))
    assert the_update(database).due == date(2022, 3, 30)


def test_what_the_calendar_does_not_reach_is_counted_by_weekdays(database: Database) -> None:
    loaded(database, standard(FIRST), standard(date(2150, 1, 2), {6: "Платно."}))
    assert the_update(database).due == date(2150, 1, 9)

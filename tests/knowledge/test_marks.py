"""The marks of stale articles, asked for at every question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from update_samples import ACT, FIRST, SECOND, SERVICE, accept, load, loaded, standard

from knowledge.accounts.permissions import ALLOWED, Action
from knowledge.store.database import Database
from knowledge.store.marks import OpenMarks, open_marks
from knowledge.updates.transitions import TRANSITIONS


def marks(database: Database, ids: Iterable[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    with database.reading() as session:
        return {i: (m.state, m.changed) for i, m in open_marks(session, ids).items()}


def test_the_service_and_the_changed_provisions_are_marked_and_nothing_else(
    database: Database,
) -> None:
    loaded(database, standard(FIRST))
    everything = [SERVICE, *(f"{ACT}/annex_1__row_{n}" for n in range(1, 11))]
    assert marks(database, everything) == {}
    load(database, standard(SECOND, {6: "Платно.", 10: "Новое."}))
    assert marks(database, everything) == dict.fromkeys(
        (SERVICE, f"{ACT}/annex_1__row_6", f"{ACT}/annex_1__row_10"),
        ("flagged", ("annex_1__row_6", "annex_1__row_10")),
    )
    assert marks(database, []) == {}
    accept(database)
    assert marks(database, everything) == {}


def test_a_mark_appears_at_once_though_nothing_was_open(database: Database) -> None:
    loaded(database, standard(FIRST))
    asked = OpenMarks(database)
    row = f"{ACT}/annex_1__row_6"
    assert asked.of([row]) == asked.of([row]) == {}
    load(database, standard(SECOND, {6: "Платно."}))
    mark = asked.of([row])[row]
    assert (mark.article_id, mark.since) == (SERVICE, SECOND)
    assert (mark.overdue_on(mark.due), mark.overdue_on(mark.due + timedelta(days=1))) == (
        False,
        True,
    )
    accept(database)
    assert asked.of([row]) == {}


def test_while_nothing_is_open_and_nothing_written_nothing_is_asked(
    sqlite_stores: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(sqlite_stores())
    load(database, standard(FIRST))
    asked = OpenMarks(database)
    row = f"{ACT}/annex_1__row_6"
    assert asked.of([row]) == {}
    with monkeypatch.context() as patched:
        patched.setattr(database, "reading", lambda: pytest.fail("the store was asked"))
        assert asked.of([row]) == {}
    load(database, standard(SECOND, {6: "Платно."}))
    assert set(asked.of([row])) == {row}
    database.close()


def test_every_action_of_an_update_has_a_role_that_may() -> None:

    actions = {rule.action for rule in TRANSITIONS.values() if rule.action}
    assert actions == {
        Action.ASSIGN_UPDATE,
        Action.SUBMIT_UPDATE,
        Action.REVIEW_UPDATE,
        Action.DECLARE_NOT_AFFECTED,
        Action.CONFIRM_NOT_AFFECTED,
    }
    assert all(ALLOWED[action] for action in actions)

"""What is rehearsed is undone; what runs within a transaction is kept or undone with it."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.digests import Occasion, Told
from knowledge.store import digests
from knowledge.store.database import Database
from knowledge.store.transactions import Within, rehearsed

NOON = dt.datetime(2026, 3, 3, 7, 0, tzinfo=dt.UTC)
FIRST = Told("marat@example.kz", "update:1", Occasion.NEW, dt.date(2026, 3, 10))
SECOND = Told("saule@example.kz", "update:1", Occasion.NEW, dt.date(2026, 3, 10))


def told(database: Database) -> set[Told]:
    with database.reading() as session:
        return {FIRST, SECOND} - set(digests.not_told(session, [FIRST, SECOND]))


def test_a_rehearsal_sees_its_own_work_and_leaves_nothing(database: Database) -> None:
    with rehearsed(database) as session:
        with Within(session).writing() as inner:
            digests.claim(inner, [FIRST], NOON)
        assert digests.not_told(session, [FIRST]) == ()
    assert told(database) == set()
    with database.writing() as session:
        assert digests.claim(session, [FIRST], NOON) == (FIRST,)


def test_an_error_in_a_rehearsal_comes_out(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), rehearsed(database) as session:
        digests.claim(session, [FIRST], NOON)
        raise ZeroDivisionError
    assert told(database) == set()


def test_what_runs_within_a_transaction_is_kept_as_a_whole(database: Database) -> None:
    with database.writing() as session:
        for one in (FIRST, SECOND):
            with Within(session).writing() as inner:
                digests.claim(inner, [one], NOON)
    assert told(database) == {FIRST, SECOND}


def test_or_not_at_all(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        with Within(session).writing() as inner:
            digests.claim(inner, [FIRST], NOON)
        raise ZeroDivisionError
    assert told(database) == set()

"""An open update of a service is a duty of its state body; accepting it fulfils the duty."""

from __future__ import annotations

import datetime as dt

from update_samples import (
    EDITOR,
    FIRST,
    SECOND,
    SECOND_EDITOR,
    SERVICE,
    S,
    load,
    loaded,
    move,
    standard,
    updates,
)

from knowledge.accounts import LOCAL_ADMINISTRATOR
from knowledge.duties import Duty
from knowledge.store.database import Database
from knowledge.store.duties import duties_as_of
from knowledge.updates.values import Content

DUTY = "update_information"


def duties(database: Database, day: dt.date, *, with_fulfilled: bool = False) -> list[Duty]:
    with database.reading() as session:
        found = duties_as_of(session, LOCAL_ADMINISTRATOR, day, with_fulfilled=with_fulfilled)
    return [duty for duty in found if duty.id == DUTY]


def test_a_changed_row_is_a_duty_with_the_term_of_the_rules(database: Database) -> None:
    loaded(database, standard(FIRST), standard(dt.date(2024, 2, 5), {6: "Платно."}))
    assert duties(database, dt.date(2024, 2, 4)) == []
    (duty,) = duties(database, dt.date(2024, 2, 6))
    assert duty.trigger.service_id == SERVICE.replace("/service/", "/")
    assert (duty.due, duty.working_days_left) == (dt.date(2024, 2, 12), 4)
    assert not duty.overdue
    (later,) = duties(database, dt.date(2024, 2, 13))
    assert later.overdue
    (update,) = updates(database)
    assert duty.due == update.due


def test_accepting_the_update_fulfils_the_duty(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    move(database, EDITOR, S.ASSIGNED, assignee="Марат")
    move(database, EDITOR, S.SUBMITTED, content=Content({"ru": "Платно, 1 МРП."}))
    day = dt.date.today() + dt.timedelta(days=1)
    assert len(duties(database, day)) == 1
    move(database, SECOND_EDITOR, S.ACCEPTED)
    assert duties(database, day) == []
    (duty,) = duties(database, day, with_fulfilled=True)
    assert duty.fulfilment is not None
    assert duty.fulfilment.by.startswith("update ")


def test_an_edition_put_right_leaves_no_duty(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    load(database, standard(SECOND), replace=True)
    assert duties(database, dt.date(2024, 2, 6), with_fulfilled=True) == []

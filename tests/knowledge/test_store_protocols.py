"""Which services are answered to callers: protocols, the five working days, the setting."""

from __future__ import annotations

import pytest
from register_samples import ADMINISTRATOR, EDITOR, OPERATOR, QA, day, load_act, responsible
from sqlalchemy import event

from knowledge.acceptance import AcceptancePolicy
from knowledge.accounts import NotAllowedError
from knowledge.errors import NotFoundError
from knowledge.registers import RegisterError
from knowledge.rulebook import Event
from knowledge.store import audit
from knowledge.store.answerable import acceptance_policy, answerable_services, is_answerable
from knowledge.store.database import Database
from knowledge.store.duties import duties_as_of
from knowledge.store.duty_events import raise_duties
from knowledge.store.protocols import (
    accept_without_protocol,
    protocols,
    register_protocol,
    set_policy,
    withdraw_protocol,
)

SIGNED = day("2026-11-23")
LAST_CLOSED = day("2026-11-30")
FIRST_OPEN = day("2026-12-01")


def test_a_new_store_answers_everything(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        found = answerable_services(session, SIGNED)
        assert found.all_are
        assert found.allows(f"{act}/rules_1")
        assert acceptance_policy(session) is AcceptancePolicy.ACCEPTED


def test_a_service_is_answered_once_its_protocol_was_in_force_for_five_working_days(
    database: Database,
) -> None:
    with database.writing() as session:
        act = load_act(session)
        set_policy(session, ADMINISTRATOR, AcceptancePolicy.BY_PROTOCOL)
        register_protocol(session, EDITOR, f"{act}/rules_1", SIGNED, "12")

        def answered(number: int, on: object) -> bool:
            return is_answerable(session, f"{act}/rules_{number}", on)  # type: ignore[arg-type]

        assert not answered(1, SIGNED)
        assert not answered(1, LAST_CLOSED), "the fifth working day has not passed yet"
        assert answered(1, FIRST_OPEN)
        assert not answered(2, FIRST_OPEN), "no protocol"


def test_also_where_all_are_accepted_a_new_protocol_has_its_five_days(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        register_protocol(session, EDITOR, f"{act}/rules_1", SIGNED, "12")
        before = answerable_services(session, LAST_CLOSED)
        assert not before.all_are
        assert not before.allows(f"{act}/rules_1")
        assert before.allows(f"{act}/rules_2")
        assert answerable_services(session, FIRST_OPEN).all_are


def test_a_later_protocol_does_not_close_a_service_that_is_open(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        register_protocol(session, EDITOR, f"{act}/rules_1", SIGNED, "12")
        register_protocol(session, EDITOR, f"{act}/rules_1", day("2027-03-01"), "3")
        assert is_answerable(session, f"{act}/rules_1", day("2027-03-02"))


def test_a_base_without_protocols_is_taken_over_as_accepted(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        register_protocol(session, EDITOR, f"{act}/rules_1", SIGNED, "12")
        assert accept_without_protocol(session, EDITOR, SIGNED) == 1, "the other one"
        assert accept_without_protocol(session, EDITOR, SIGNED) == 0
        set_policy(session, ADMINISTRATOR, AcceptancePolicy.BY_PROTOCOL)
        assert is_answerable(session, f"{act}/rules_2", SIGNED)
        assert not is_answerable(session, f"{act}/rules_1", SIGNED)
        later = load_act(session, "60")
        assert not is_answerable(session, f"{later}/rules_1", FIRST_OPEN), "came afterwards"


def test_services_are_accepted_by_name(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        wanted = [f"{act}/rules_2", f"{act}/rules_2"]
        assert accept_without_protocol(session, EDITOR, SIGNED, wanted) == 1
        (found,) = protocols(session)
        assert (found.service_id, found.number, found.opens_on) == (wanted[0], None, SIGNED)
        with pytest.raises(NotFoundError):
            accept_without_protocol(session, EDITOR, SIGNED, ["none/rules"])


def test_the_same_protocol_twice_is_one(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        first = register_protocol(session, EDITOR, f"{act}/rules_1", SIGNED, "12")
        again = register_protocol(session, EDITOR, f"{act}/rules_1", SIGNED, " 12 ")
        assert first == again
        assert protocols(session, f"{act}/rules_1") == (first,)


def test_a_protocol_that_was_recorded_wrongly_is_taken_back(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        set_policy(session, ADMINISTRATOR, AcceptancePolicy.BY_PROTOCOL)
        kept = register_protocol(session, EDITOR, f"{act}/rules_1", SIGNED, "12")
        withdraw_protocol(session, EDITOR, kept.id, "another service")
        assert not is_answerable(session, f"{act}/rules_1", FIRST_OPEN)
        assert protocols(session) == ()
        with pytest.raises(NotFoundError):
            withdraw_protocol(session, EDITOR, kept.id, "again")


def test_the_protocol_fulfils_the_duty_to_draw_it_up(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        for number in (1, 2):
            service = f"{act}/rules_{number}"
            raise_duties(session, EDITOR, Event.TRAINING_HELD, SIGNED, service_id=service)
        register_protocol(session, EDITOR, f"{act}/rules_1", SIGNED, "12")
        (still_open,) = duties_as_of(session, EDITOR, SIGNED)
        assert still_open.trigger.service_id == f"{act}/rules_2"


def test_what_is_asked_for_every_search_is_two_queries(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session, services=40)
        for number in range(1, 40):
            register_protocol(session, EDITOR, f"{act}/rules_{number}", SIGNED, "12")
    statements: list[str] = []
    with database.reading() as session:
        connection = session.connection()
        event.listen(
            connection, "before_cursor_execute", lambda *given: statements.append(given[2])
        )
        answerable_services(session, SIGNED)
    assert len(statements) == 2


def test_a_search_asks_for_the_few_services_that_it_has_found(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session, services=5)
        accept_without_protocol(session, EDITOR, SIGNED)
        set_policy(session, ADMINISTRATOR, AcceptancePolicy.BY_PROTOCOL)
        asked = [f"{act}/rules_2", f"{act}/rules_9"]
        found = answerable_services(session, SIGNED, asked)
        assert found.exceptions == {f"{act}/rules_2"}
        assert [found.allows(service) for service in asked] == [True, False]
        assert answerable_services(session, SIGNED, []).exceptions == frozenset()


def test_no_protocol_without_number_or_service(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        with pytest.raises(RegisterError, match="number"):
            register_protocol(session, EDITOR, f"{act}/rules_1", SIGNED, " ")
        with pytest.raises(NotFoundError):
            register_protocol(session, EDITOR, "none/rules", SIGNED, "1")


@pytest.mark.parametrize("actor", [OPERATOR, QA, responsible(1)])
def test_only_editors_accept_services(database: Database, actor) -> None:  # type: ignore[no-untyped-def]
    with database.writing() as session:
        act = load_act(session)
        with pytest.raises(NotAllowedError):
            register_protocol(session, actor, f"{act}/rules_1", SIGNED, "1")
        with pytest.raises(NotAllowedError):
            accept_without_protocol(session, actor, SIGNED)
        with pytest.raises(NotAllowedError):
            withdraw_protocol(session, actor, 1, "no")
        with pytest.raises(NotAllowedError):
            set_policy(session, actor, AcceptancePolicy.BY_PROTOCOL)
        assert audit.entries(session) == ()


def test_only_an_administrator_changes_the_setting_and_it_is_on_record(database: Database) -> None:
    with database.writing() as session:
        with pytest.raises(NotAllowedError):
            set_policy(session, EDITOR, AcceptancePolicy.BY_PROTOCOL)
        set_policy(session, ADMINISTRATOR, AcceptancePolicy.BY_PROTOCOL)
        (entry,) = audit.entries(session)
        assert (entry.before, entry.after) == ({"policy": "accepted"}, {"policy": "by_protocol"})

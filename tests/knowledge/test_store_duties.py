"""Events and duties in the store: raised once, fulfilled, taken back, seen by whom they concern."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import pytest
from law_samples import HEALTH_RU
from register_samples import (
    ADMINISTRATOR,
    EDITOR,
    OPERATOR,
    QA,
    day,
    load_act,
    responsible,
)
from sqlalchemy import update
from sqlalchemy.orm import Session

from knowledge.accounts import SYSTEM, NotAllowedError
from knowledge.duties import ShorterTerm
from knowledge.errors import NotFoundError
from knowledge.registers import RegisterConflictError, RegisterError, ReplyKind
from knowledge.rulebook import Event
from knowledge.store import audit
from knowledge.store.bodies import add_body, answer_for, set_term
from knowledge.store.body_requests import ask_body, find_request, record_reply, requests
from knowledge.store.database import Database
from knowledge.store.duties import (
    due_days,
    duties_as_of,
    duties_of_event,
    months_to_raise,
    raise_months,
)
from knowledge.store.duty_events import (
    fulfil,
    fulfil_open,
    raise_duties,
    record_event,
    take_back,
    withdraw_event,
)
from knowledge.store.tables import StoreIdentityRow

MONDAY = day("2026-11-23")
DUE = day("2026-11-30")
JUSTICE = ("minjust", "Әділет министрлігі", "Министерство юстиции")
HEALTH = ("densaulyq", "Денсаулық сақтау министрлігі", "Министерство здравоохранения")


def open_duties(session: Session, on: dt.date = MONDAY) -> list[str]:
    return [duty.id for duty in duties_as_of(session, ADMINISTRATOR, on)]


# --- raising --------------------------------------------------------------------------------------


def test_an_approved_act_obliges_its_body_to_appoint_and_to_send(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        body = add_body(session, EDITOR, *JUSTICE)
        raised = raise_duties(session, SYSTEM, Event.ACT_APPROVED, MONDAY, act_id=act)
        assert raised.new
        assert {rule.duty_id for rule in raised.rules} == {
            "appoint_responsible_person",
            "send_annex_1",
        }
        found = duties_as_of(session, EDITOR, MONDAY)
        assert [(duty.id, duty.due, duty.body_id) for duty in found] == [
            ("appoint_responsible_person", DUE, body.id),
            ("send_annex_1", DUE, body.id),
        ]


def test_the_same_event_learned_again_is_one(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        first = raise_duties(session, SYSTEM, Event.ACT_AMENDED, MONDAY, act_id=act)
    with database.writing() as session:
        body = add_body(session, EDITOR, *JUSTICE)
        again = raise_duties(
            session, EDITOR, Event.ACT_AMENDED, MONDAY, act_id=act, body_id=body.id
        )
        assert not again.new, "a body learned of later does not make it another event"
        assert again.trigger.id == first.trigger.id
        assert open_duties(session) == ["update_information"]
        assert len(audit.entries(session, subject=f"duty_event:{first.trigger.id}")) == 1


def test_other_days_services_and_subjects_are_other_events(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        for given in (
            {"act_id": act},
            {"service_id": f"{act}/rules_1"},
            {"service_id": f"{act}/rules_2"},
            {"act_id": act, "subject": "order 12"},
        ):
            assert raise_duties(session, SYSTEM, Event.ACT_AMENDED, MONDAY, **given).new
        later = day("2026-11-24")
        assert raise_duties(session, SYSTEM, Event.ACT_AMENDED, later, act_id=act).new
        assert len(duties_as_of(session, EDITOR, later)) == 5


def test_in_whatever_order_events_are_learned_the_duties_are_the_same(database: Database) -> None:
    days = [day("2026-11-20"), MONDAY, day("2026-11-24")]
    found = set()
    for number, order in enumerate(permutations(days)):
        with database.writing() as session:
            act = load_act(session, str(100 + number))
            for on in (*order, *reversed(order)):
                raise_duties(session, SYSTEM, Event.ACT_AMENDED, on, act_id=act)
            mine = [
                (duty.due, duty.trigger.day)
                for duty in duties_as_of(session, EDITOR, day("2026-11-25"))
                if duty.trigger.act_id == act
            ]
            found.add(tuple(mine))
    assert len(found) == 1
    assert len(next(iter(found))) == 3


def test_an_event_of_a_year_without_such_a_duty_raises_none_and_says_so(
    database: Database,
) -> None:
    with database.writing() as session:
        act = load_act(session)
        raised = raise_duties(session, SYSTEM, Event.ACT_APPROVED, day("2014-03-03"), act_id=act)
        assert (raised.new, raised.rules) == (True, ())
        assert open_duties(session) == []


def test_an_amendment_of_2014_was_due_in_three_days(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        raise_duties(session, SYSTEM, Event.ACT_AMENDED, day("2014-04-30"), act_id=act)
        (duty,) = duties_as_of(session, EDITOR, MONDAY)
        assert (duty.due, duty.overdue) == (day("2014-05-06"), True)


def test_what_is_not_in_the_base_raises_nothing(database: Database) -> None:
    with database.writing() as session:
        with pytest.raises(NotFoundError):
            raise_duties(session, SYSTEM, Event.ACT_AMENDED, MONDAY, act_id="order-none")
        with pytest.raises(NotFoundError):
            raise_duties(session, SYSTEM, Event.ACT_AMENDED, MONDAY, service_id="none/rules")


def test_a_shorter_term_of_the_body_counts(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        body = add_body(session, EDITOR, *JUSTICE)
        set_term(
            session,
            EDITOR,
            ShorterTerm(body.id, "update_information", 3, day("2026-01-01"), act, "п. 4"),
        )
        raise_duties(session, SYSTEM, Event.ACT_AMENDED, MONDAY, act_id=act)
        (duty,) = duties_as_of(session, EDITOR, MONDAY)
        assert duty.due == day("2026-11-26")
        assert duty.shortened_by is not None
        assert duty.shortened_by.source == "п. 4"
        due = due_days(session, "update_information")
        assert due(MONDAY, act) == day("2026-11-26")
        assert due(MONDAY, None) == DUE
        assert due(day("2012-01-01"), act) is None


# --- fulfilling -----------------------------------------------------------------------------------


def test_from_approval_to_the_protocol_each_fulfilment_raises_what_follows(
    database: Database,
) -> None:
    with database.writing() as session:
        act = load_act(session)
        service = f"{act}/rules_1"
        raise_duties(session, SYSTEM, Event.ACT_APPROVED, MONDAY, service_id=service)

        def done(duty_id: str, on: str, by: str) -> None:
            assert fulfil_open(session, EDITOR, duty_id, day(on), by, act_id=act) == 1

        done("appoint_responsible_person", "2026-11-24", "order of the ministry")
        done("send_annex_1", "2026-11-26", "submission 1")
        (training,) = duties_as_of(session, EDITOR, day("2026-11-26"))
        assert (training.id, training.due) == ("conduct_training", day("2026-12-10"))
        assert training.trigger.service_id == service
        done("conduct_training", "2026-12-08", "list of those present")
        (protocol,) = duties_as_of(session, EDITOR, day("2026-12-08"))
        assert (protocol.id, protocol.due) == ("draw_up_protocol", day("2026-12-08"))
        done("draw_up_protocol", "2026-12-08", "protocol № 4")
        assert open_duties(session, day("2026-12-31")) == []


def test_the_same_fulfilment_again_changes_nothing_and_another_is_refused(
    database: Database,
) -> None:
    with database.writing() as session:
        act = load_act(session)
        trigger = raise_duties(session, SYSTEM, Event.ACT_AMENDED, MONDAY, act_id=act).trigger
        for _ in range(2):
            fulfil(session, EDITOR, trigger.id, "update_information", MONDAY, "submission 1")
        with pytest.raises(RegisterConflictError, match="submission 1"):
            fulfil(session, EDITOR, trigger.id, "update_information", MONDAY, "submission 2")
        actions = [entry.action for entry in audit.entries(session)]
        assert actions.count("fulfil_duty") == 1


def test_a_fulfilment_is_taken_back_with_what_followed_and_may_come_again(
    database: Database,
) -> None:
    with database.writing() as session:
        act = load_act(session)
        trigger = raise_duties(session, SYSTEM, Event.ACT_APPROVED, MONDAY, act_id=act).trigger
        tuesday = day("2026-11-24")
        fulfil(session, EDITOR, trigger.id, "send_annex_1", tuesday, "submission 1")
        assert open_duties(session, tuesday) == ["appoint_responsible_person", "conduct_training"]
        take_back(session, EDITOR, trigger.id, "send_annex_1", "it was another act")
        assert open_duties(session, tuesday) == ["appoint_responsible_person", "send_annex_1"]
        fulfil(session, EDITOR, trigger.id, "send_annex_1", tuesday, "submission 2")
        assert open_duties(session, tuesday) == ["appoint_responsible_person", "conduct_training"]
        with pytest.raises(NotFoundError):
            take_back(session, EDITOR, trigger.id, "appoint_responsible_person", "never was")


def test_what_cannot_have_been_is_refused(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        trigger = raise_duties(session, SYSTEM, Event.ACT_AMENDED, MONDAY, act_id=act).trigger
        with pytest.raises(RegisterError, match="arose on 2026-11-23"):
            fulfil(session, EDITOR, trigger.id, "update_information", day("2026-11-22"), "x")
        with pytest.raises(RegisterError, match="by what"):
            fulfil(session, EDITOR, trigger.id, "update_information", MONDAY, " ")
        with pytest.raises(NotFoundError, match="No duty"):
            fulfil(session, EDITOR, trigger.id, "send_annex_1", MONDAY, "x")
        with pytest.raises(NotFoundError, match="There is no duty"):
            fulfil(session, EDITOR, trigger.id, "make_tea", MONDAY, "x")
        with pytest.raises(NotFoundError, match="no event"):
            fulfil(session, EDITOR, 77, "update_information", MONDAY, "x")


def test_an_event_recorded_by_mistake_goes_and_does_not_come_back(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        trigger = raise_duties(session, SYSTEM, Event.ACT_AMENDED, MONDAY, act_id=act).trigger
        withdraw_event(session, EDITOR, trigger.id, "the edition was loaded wrongly")
        assert open_duties(session) == []
        assert not raise_duties(session, SYSTEM, Event.ACT_AMENDED, MONDAY, act_id=act).new
        assert open_duties(session) == []
        with pytest.raises(NotFoundError):
            withdraw_event(session, EDITOR, trigger.id, "again")


def test_an_update_fulfils_the_duties_of_its_act_and_of_no_other(database: Database) -> None:
    with database.writing() as session:
        one, other = load_act(session), load_act(session, "60")
        for act in (one, other):
            raise_duties(session, SYSTEM, Event.ACT_AMENDED, MONDAY, act_id=act)
        assert fulfil_open(session, EDITOR, "update_information", MONDAY, "x", act_id=one) == 1
        assert fulfil_open(session, EDITOR, "update_information", MONDAY, "x", act_id=one) == 0
        (left,) = duties_as_of(session, EDITOR, MONDAY)
        assert left.trigger.act_id == other


# --- reading --------------------------------------------------------------------------------------


def two_bodies(session: Session) -> tuple[int, int]:
    """An amended act of each of two bodies; the second one's duty is a day older."""
    justice, health = add_body(session, EDITOR, *JUSTICE), add_body(session, EDITOR, *HEALTH)
    mine, theirs = load_act(session), load_act(session, "60", issuer=HEALTH_RU)
    raise_duties(session, SYSTEM, Event.ACT_AMENDED, MONDAY, act_id=mine)
    raise_duties(session, SYSTEM, Event.ACT_AMENDED, day("2026-11-20"), act_id=theirs)
    raise_duties(session, SYSTEM, Event.MONTH_ENDED, day("2026-10-31"), subject="2026-10")
    return justice.id, health.id


def test_duties_are_listed_by_body_the_most_urgent_first(database: Database) -> None:
    with database.writing() as session:
        justice, health = two_bodies(session)
        everything = duties_as_of(session, EDITOR, MONDAY)
        assert [(duty.id, duty.body_id) for duty in everything] == [
            ("monthly_report", None),
            ("report_ict_services", None),
            ("update_information", health),
            ("update_information", justice),
        ]
        (only,) = duties_as_of(session, EDITOR, MONDAY, body_id=justice)
        assert only.body_id == justice


def test_only_the_overdue_ones(database: Database) -> None:
    with database.writing() as session:
        _justice, health = two_bodies(session)
        found = duties_as_of(session, EDITOR, day("2026-11-28"), overdue=True)
        assert [duty.body_id for duty in found] == [None, None, health]


def test_a_responsible_person_sees_the_duties_of_their_body_only(database: Database) -> None:
    with database.writing() as session:
        justice, health = two_bodies(session)
        mine = duties_as_of(session, responsible(justice), MONDAY)
        assert [duty.body_id for duty in mine] == [justice]
        with pytest.raises(NotAllowedError):
            duties_as_of(session, responsible(justice), MONDAY, body_id=health)
        with pytest.raises(NotAllowedError):
            duties_as_of(session, responsible(None), MONDAY)
        with pytest.raises(NotAllowedError):
            duties_as_of(session, OPERATOR, MONDAY)
        assert len(duties_as_of(session, QA, MONDAY)) == 4


def test_a_responsible_person_fulfils_the_duties_of_their_body_only(database: Database) -> None:
    with database.writing() as session:
        justice, _health = two_bodies(session)
        by_body = {duty.body_id: duty for duty in duties_as_of(session, EDITOR, MONDAY)}
        actor = responsible(justice)
        for body_id, duty in by_body.items():
            if body_id == justice:
                fulfil(session, actor, duty.trigger.id, duty.id, MONDAY, "submission 1")
                take_back(session, actor, duty.trigger.id, duty.id, "wrong form")
            else:
                with pytest.raises(NotAllowedError):
                    fulfil(session, actor, duty.trigger.id, duty.id, MONDAY, "submission 1")
        with pytest.raises(NotAllowedError):
            record_event(session, actor, Event.DISCREPANCY, MONDAY)
        with pytest.raises(NotAllowedError):
            withdraw_event(session, actor, by_body[justice].trigger.id, "no")


@pytest.mark.parametrize("actor", [OPERATOR, QA])
def test_who_only_looks_fulfils_nothing(database: Database, actor) -> None:  # type: ignore[no-untyped-def]
    with database.writing() as session:
        two_bodies(session)
        duty = duties_as_of(session, EDITOR, MONDAY)[-1]
        with pytest.raises(NotAllowedError):
            fulfil(session, actor, duty.trigger.id, duty.id, MONDAY, "x")


def test_a_body_registered_later_gets_the_duties_of_before(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session, issuer="Акимат города")
        raised = raise_duties(session, SYSTEM, Event.ACT_AMENDED, MONDAY, act_id=act)
        (duty,) = duties_of_event(session, raised.trigger.id, MONDAY)
        assert duty.body_id is None
        body = add_body(session, EDITOR, "aqimat", "Қала әкімдігі", "Акимат города")
        answer_for(session, EDITOR, body.id, MONDAY, act=act)
        (duty,) = duties_of_event(session, raised.trigger.id, MONDAY)
        assert duty.body_id == body.id


# --- months, requests -----------------------------------------------------------------------------


def test_monthly_reports_begin_with_the_month_in_which_the_store_was_made(
    database: Database,
) -> None:
    with database.writing() as session:
        made = dt.datetime(2026, 10, 31, 20, tzinfo=dt.UTC)  # 1 November in Almaty
        session.execute(update(StoreIdentityRow).values(created_at=made))
        assert months_to_raise(session, day("2026-11-30")) == ()
        assert months_to_raise(session, day("2026-12-01")) == (day("2026-11-30"),)
        for _ in range(2):
            raise_months(session, day("2027-01-20"))
        reports = duties_as_of(session, EDITOR, day("2027-01-20"))
        assert [(d.id, d.trigger.subject, d.due, d.overdue) for d in reports] == [
            ("monthly_report", "2026-11", day("2026-12-07"), True),
            ("report_ict_services", "2026-11", day("2026-12-07"), True),
            ("monthly_report", "2026-12", day("2027-01-05"), True),
            ("report_ict_services", "2026-12", day("2027-01-05"), True),
        ]
        assert months_to_raise(session, day("2027-01-20")) == ()


def refuse(session: Session, body_id: int, on: str) -> int:
    asked = ask_body(session, EDITOR, body_id, day("2026-10-01"), "какие документы нужны")
    record_reply(session, EDITOR, asked.id, ReplyKind.REFUSAL, day(on), "письмо № 1")
    return asked.id


def test_a_second_refusal_within_a_month_has_to_be_reported_in_three_days(
    database: Database,
) -> None:
    with database.writing() as session:
        body = add_body(session, EDITOR, *JUSTICE)
        refuse(session, body.id, "2026-11-02")
        assert open_duties(session) == []
        refuse(session, body.id, "2026-11-20")
        (duty,) = duties_as_of(session, EDITOR, MONDAY)
        assert (duty.id, duty.due, duty.body_id) == ("report_refusals", day("2026-11-25"), None)
        assert duty.trigger.body_id == body.id, "the report is about them, and not their duty"
        refuse(session, body.id, "2026-11-22")
        assert open_duties(session) == ["report_refusals"], "belongs to the same report"


def test_refusals_of_two_bodies_are_no_repeated_refusal(database: Database) -> None:
    with database.writing() as session:
        one, other = add_body(session, EDITOR, *JUSTICE), add_body(session, EDITOR, *HEALTH)
        refuse(session, one.id, "2026-11-02")
        refuse(session, other.id, "2026-11-03")
        assert open_duties(session) == []


def test_a_refusal_recorded_late_moves_the_day_of_the_report(database: Database) -> None:
    with database.writing() as session:
        body = add_body(session, EDITOR, *JUSTICE)
        refuse(session, body.id, "2026-11-10")
        refuse(session, body.id, "2026-11-20")
        refuse(session, body.id, "2026-11-05")
        (duty,) = duties_as_of(session, EDITOR, MONDAY)
        assert duty.trigger.day == day("2026-11-10")


def test_an_answer_is_no_refusal_and_ends_the_waiting(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        body = add_body(session, EDITOR, *JUSTICE)
        asked = ask_body(session, EDITOR, body.id, MONDAY, " сроки ", service_id=f"{act}/rules_1")
        assert (asked.act_id, asked.text) == (act, "сроки")
        record_reply(session, EDITOR, asked.id, ReplyKind.REFUSAL, MONDAY, "тайна")
        assert requests(session, unanswered=True) == (find_request(session, asked.id),)
        record_reply(session, EDITOR, asked.id, ReplyKind.ANSWER, day("2026-11-24"), "вот они")
        assert requests(session, body.id, unanswered=True) == ()
        (kept,) = requests(session)
        assert [reply.kind for reply in kept.replies] == [ReplyKind.REFUSAL, ReplyKind.ANSWER]


def test_requests_and_replies_that_cannot_be_are_refused(database: Database) -> None:
    with database.writing() as session:
        body = add_body(session, EDITOR, *JUSTICE)
        asked = ask_body(session, EDITOR, body.id, MONDAY, "сроки")
        with pytest.raises(RegisterError, match="was made on 2026-11-23"):
            record_reply(
                session, EDITOR, asked.id, ReplyKind.ANSWER, day("2026-11-22"), "до вопроса"
            )
        with pytest.raises(RegisterError):
            record_reply(session, EDITOR, asked.id, ReplyKind.ANSWER, MONDAY, "")
        with pytest.raises(RegisterError):
            ask_body(session, EDITOR, body.id, MONDAY, " ")
        with pytest.raises(NotFoundError):
            record_reply(session, EDITOR, 77, ReplyKind.ANSWER, MONDAY, "x")
        for actor in (OPERATOR, QA, responsible(body.id)):
            with pytest.raises(NotAllowedError):
                ask_body(session, actor, body.id, MONDAY, "сроки")
            with pytest.raises(NotAllowedError):
                record_reply(session, actor, asked.id, ReplyKind.ANSWER, MONDAY, "x")

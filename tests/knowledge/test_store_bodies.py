"""State bodies: names, what they answer for, their shorter terms, their responsible persons."""

from __future__ import annotations

import pytest
from law_samples import HEALTH_RU
from register_samples import EDITOR, OPERATOR, QA, day, load_act, responsible

from knowledge.accounts import NotAllowedError
from knowledge.duties import ShorterTerm, TermTooLongError
from knowledge.errors import NotFoundError
from knowledge.registers import (
    PersonDetails,
    RegisterConflictError,
    RegisterError,
    UnknownBodyError,
)
from knowledge.store import audit
from knowledge.store.bodies import (
    add_body,
    all_bodies,
    answer_for,
    answering_bodies,
    body_terms,
    find_body,
    rename_body,
    set_term,
)
from knowledge.store.database import Database
from knowledge.store.duties import duties_as_of
from knowledge.store.persons import add_person, end_person, find_person, persons_of, replace_person

TODAY = day("2026-11-25")
JUSTICE = ("minjust", "Әділет министрлігі", "Министерство юстиции")
HEALTH = ("densaulyq", "Денсаулық сақтау министрлігі", "Министерство здравоохранения")
AIGUL = PersonDetails("Айгүл Сейітова", "бас сарапшы", "8 (7172) 74-00-00", "aigul@example.kz")
DINARA = PersonDetails("Динара Оспанова", email="dinara@example.kz")


def test_a_body_is_found_by_its_code_and_by_its_id(database: Database) -> None:
    with database.writing() as session:
        body = add_body(session, EDITOR, " MinJust ", *JUSTICE[1:])
        assert body.code == "minjust"
        assert find_body(session, "minjust") == body
        assert find_body(session, str(body.id)) == body
        assert all_bodies(session) == (body,)
        assert body.names == {"kk": "Әділет министрлігі", "ru": "Министерство юстиции"}


def test_an_unknown_body_is_refused_with_those_there_are(database: Database) -> None:
    with database.writing() as session:
        add_body(session, EDITOR, *JUSTICE)
        with pytest.raises(UnknownBodyError, match="minjust"):
            find_body(session, "minfin")


def test_two_bodies_never_share_a_code(database: Database) -> None:
    with database.writing() as session:
        add_body(session, EDITOR, *JUSTICE)
        with pytest.raises(RegisterConflictError):
            add_body(session, EDITOR, "minjust", *HEALTH[1:])


@pytest.mark.parametrize("code", ["", "мин", "a b", "-a", "17"])
def test_a_code_that_cannot_be_typed_is_refused(database: Database, code: str) -> None:
    with database.writing() as session, pytest.raises(RegisterError):
        add_body(session, EDITOR, code, *JUSTICE[1:])


def test_a_body_gets_a_new_name_and_the_log_keeps_the_old(database: Database) -> None:
    with database.writing() as session:
        body = add_body(session, EDITOR, *JUSTICE)
        rename_body(session, EDITOR, body.id, "Цифрлық даму министрлігі", "Министерство X")
        assert find_body(session, "minjust").names["ru"] == "Министерство X"
        entry = audit.entries(session, subject=f"body:{body.id}")[0]
        assert entry.before is not None
        assert entry.before["ru"] == "Министерство юстиции"


# --- who answers for what -------------------------------------------------------------------------


def test_without_a_word_the_issuer_of_an_act_answers_for_it(database: Database) -> None:
    with database.writing() as session:
        of_justice, of_health = load_act(session), load_act(session, "60", issuer=HEALTH_RU)
        body = add_body(session, EDITOR, *JUSTICE)
        answering = answering_bodies(session, TODAY)
        assert answering.body_of(of_justice, f"{of_justice}/rules_1") == body.id
        assert answering.body_of(of_justice) == body.id
        assert answering.body_of(of_health) is None


def test_where_two_bodies_may_be_the_issuer_neither_is_taken(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        add_body(session, EDITOR, *JUSTICE)
        add_body(session, EDITOR, "dep-just", "Әділет департаменті", "Департамент юстиции")
        assert answering_bodies(session, TODAY).body_of(act) is None


def test_the_register_goes_before_the_issuer_and_a_service_before_its_act(
    database: Database,
) -> None:
    with database.writing() as session:
        act = load_act(session)
        justice = add_body(session, EDITOR, *JUSTICE)
        health = add_body(session, EDITOR, *HEALTH)
        answer_for(session, EDITOR, health.id, day("2026-01-01"), act=act)
        answering = answering_bodies(session, TODAY)
        assert answering.body_of(act, f"{act}/rules_1") == health.id
        answer_for(session, EDITOR, justice.id, day("2026-01-01"), service_id=f"{act}/rules_2")
        answering = answering_bodies(session, TODAY)
        assert answering.body_of(act, f"{act}/rules_1") == health.id
        assert answering.body_of(act, f"{act}/rules_2") == justice.id


def test_who_answered_when_is_kept(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session, issuer="Акимат города")
        justice = add_body(session, EDITOR, *JUSTICE)
        health = add_body(session, EDITOR, *HEALTH)
        # Entered in another order than they happened.
        answer_for(session, EDITOR, health.id, day("2026-06-01"), act=act)
        answer_for(session, EDITOR, justice.id, day("2025-01-01"), act=act)
        answer_for(session, EDITOR, None, day("2026-10-01"), act=act)

        def body_on(text: str) -> int | None:
            return answering_bodies(session, day(text)).body_of(act)

        assert body_on("2024-12-31") is None
        assert body_on("2025-01-01") == justice.id
        assert body_on("2026-06-01") == health.id
        assert body_on("2026-10-01") is None


def test_a_body_answers_for_an_act_or_for_a_service_that_there_is(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        body = add_body(session, EDITOR, *JUSTICE)
        with pytest.raises(RegisterError, match="an act or a service"):
            answer_for(session, EDITOR, body.id, TODAY)
        with pytest.raises(RegisterError, match="an act or a service"):
            answer_for(session, EDITOR, body.id, TODAY, act=act, service_id=f"{act}/rules_1")
        with pytest.raises(NotFoundError):
            answer_for(session, EDITOR, body.id, TODAY, service_id="none/rules")
        with pytest.raises(NotFoundError):
            answer_for(session, EDITOR, body.id, TODAY, act="999/1999-01-01")
        with pytest.raises(UnknownBodyError):
            answer_for(session, EDITOR, 77, TODAY, act=act)


# --- terms ----------------------------------------------------------------------------------------


def test_a_shorter_term_is_kept_with_its_source(database: Database) -> None:
    with database.writing() as session:
        act = load_act(session)
        body = add_body(session, EDITOR, *JUSTICE)
        term = ShorterTerm(body.id, "update_information", 3, TODAY, "58/2020-05-27", "п. 6")
        set_term(session, EDITOR, term)
        assert body_terms(session, body.id) == (
            ShorterTerm(body.id, "update_information", 3, TODAY, act, "п. 6"),
        )


def test_a_longer_term_is_refused_and_not_kept(database: Database) -> None:
    with database.writing() as session:
        body = add_body(session, EDITOR, *JUSTICE)
        with pytest.raises(TermTooLongError):
            set_term(session, EDITOR, ShorterTerm(body.id, "update_information", 6, TODAY))
        assert body_terms(session) == ()


# --- responsible persons --------------------------------------------------------------------------


def test_a_replacement_keeps_everybody_and_raises_the_duty_to_give_notice(
    database: Database,
) -> None:
    with database.writing() as session:
        body = add_body(session, EDITOR, *JUSTICE)
        first = add_person(session, EDITOR, body.id, AIGUL, day("2025-03-03"))
        second = replace_person(session, EDITOR, first.id, DINARA, day("2026-11-23"))
    with database.reading() as session:
        assert [p.details.name for p in persons_of(session, body.id)] == [AIGUL.name, DINARA.name]
        assert persons_of(session, body.id, day("2026-11-22"))[0].details == AIGUL
        assert persons_of(session, body.id, day("2026-11-23")) == (second,)
        old = find_person(session, first.id)
        assert (old.until, old.replaced_by) == (day("2026-11-23"), second.id)
        (duty,) = duties_as_of(session, EDITOR, TODAY)
        assert (duty.id, duty.due, duty.body_id) == (
            "notify_replacement",
            day("2026-11-30"),
            body.id,
        )


def test_the_notice_fulfils_the_duty(database: Database) -> None:
    with database.writing() as session:
        body = add_body(session, EDITOR, *JUSTICE)
        first = add_person(session, EDITOR, body.id, AIGUL, day("2025-03-03"))
        replace_person(
            session, EDITOR, first.id, DINARA, day("2026-11-23"), notified_on=day("2026-11-24")
        )
        assert duties_as_of(session, EDITOR, TODAY) == ()
        (duty,) = duties_as_of(session, EDITOR, TODAY, with_fulfilled=True)
        assert duty.fulfilment is not None
        assert duty.fulfilment.day == day("2026-11-24")


def test_who_leaves_with_nobody_after_them_is_replaced_later_by_the_same_event(
    database: Database,
) -> None:
    with database.writing() as session:
        body = add_body(session, EDITOR, *JUSTICE)
        first = add_person(session, EDITOR, body.id, AIGUL, day("2025-03-03"))
        end_person(session, EDITOR, first.id, day("2026-11-16"))
        (duty,) = duties_as_of(session, EDITOR, TODAY)
        assert duty.overdue
        replace_person(
            session, EDITOR, first.id, DINARA, day("2026-11-25"), notified_on=day("2026-11-25")
        )
        (duty,) = duties_as_of(session, EDITOR, TODAY, with_fulfilled=True)
        assert duty.late


def test_nobody_is_replaced_twice_or_before_they_began(database: Database) -> None:
    with database.writing() as session:
        body = add_body(session, EDITOR, *JUSTICE)
        first = add_person(session, EDITOR, body.id, AIGUL, day("2025-03-03"))
        with pytest.raises(RegisterError, match="only since"):
            replace_person(session, EDITOR, first.id, DINARA, day("2025-03-02"))
        replace_person(session, EDITOR, first.id, DINARA, TODAY)
        with pytest.raises(RegisterConflictError):
            replace_person(session, EDITOR, first.id, DINARA, TODAY)
        with pytest.raises(RegisterConflictError):
            end_person(session, EDITOR, first.id, TODAY)


@pytest.mark.parametrize(
    "details", [PersonDetails(" "), PersonDetails("Айгүл", email="aigul"), PersonDetails("")]
)
def test_a_person_has_a_name_and_an_address_that_can_be_one(
    database: Database, details: PersonDetails
) -> None:
    with database.writing() as session:
        body = add_body(session, EDITOR, *JUSTICE)
        with pytest.raises(RegisterError):
            add_person(session, EDITOR, body.id, details, TODAY)


def test_the_log_has_neither_telephones_nor_addresses(database: Database) -> None:
    with database.writing() as session:
        body = add_body(session, EDITOR, *JUSTICE)
        person = add_person(session, EDITOR, body.id, AIGUL, TODAY)
        replace_person(session, EDITOR, person.id, DINARA, TODAY)
        log = repr(audit.entries(session))
    assert AIGUL.name in log
    assert AIGUL.phone not in log
    assert "example.kz" not in log


# --- rights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", [OPERATOR, QA, responsible(1)])
def test_only_editors_keep_the_registers(database: Database, actor) -> None:  # type: ignore[no-untyped-def]
    with database.writing() as session:
        body = add_body(session, EDITOR, *JUSTICE)
        person = add_person(session, EDITOR, body.id, AIGUL, TODAY)
        known = len(audit.entries(session))
        with pytest.raises(NotAllowedError):
            add_body(session, actor, *HEALTH)
        with pytest.raises(NotAllowedError):
            rename_body(session, actor, body.id, "а", "б")
        with pytest.raises(NotAllowedError):
            answer_for(session, actor, body.id, TODAY, act="58/2020-05-27")
        with pytest.raises(NotAllowedError):
            set_term(session, actor, ShorterTerm(body.id, "update_information", 3, TODAY))
        with pytest.raises(NotAllowedError):
            add_person(session, actor, body.id, DINARA, TODAY)
        with pytest.raises(NotAllowedError):
            replace_person(session, actor, person.id, DINARA, TODAY)
        with pytest.raises(NotAllowedError):
            end_person(session, actor, person.id, TODAY)
        assert len(audit.entries(session)) == known

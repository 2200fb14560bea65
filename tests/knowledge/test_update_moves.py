"""Moving updates on: to acceptance, back, joined by further amendments; what stays accepted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from update_samples import (
    ACT,
    ADMINISTRATOR,
    EDITOR,
    FIRST,
    ROW_3,
    ROW_6,
    SECOND,
    SECOND_EDITOR,
    SERVICE,
    THIRD,
    S,
    accept,
    changed,
    counted,
    hand_in,
    kinds,
    load,
    loaded,
    move,
    standard,
    the_update,
    updates,
)

from knowledge.accounts.permissions import Actor, NotAllowedError, Role
from knowledge.errors import InvalidReferenceError, NotFoundError
from knowledge.store import audit
from knowledge.store.acceptances import card_of, take_as_accepted
from knowledge.store.bodies import add_body, answer_for
from knowledge.store.database import Database
from knowledge.store.loading import SourceFile
from knowledge.store.submissions import keep_submissions
from knowledge.store.tables import ServiceRow
from knowledge.store.update_detection import detect_updates
from knowledge.store.update_moves import Move, move_update
from knowledge.store.updates import find_update
from knowledge.updates.transitions import SecondPersonError
from knowledge.updates.values import Content, EventKind, ReasonStatus

# --- moving on ---


def test_the_whole_way_with_history_and_audit(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    move(database, EDITOR, S.ASSIGNED, assignee="Марат")
    move(database, EDITOR, S.SUBMITTED, content=Content({"ru": "Платно, 1 МРП.", "kk": " "}))
    move(database, SECOND_EDITOR, S.RETURNED, note="Укажите сумму в тенге.")
    move(database, EDITOR, S.SUBMITTED, content=Content({"ru": "Платно, 3 932 тенге."}))
    accepted = move(database, SECOND_EDITOR, S.ACCEPTED)
    assert updates(database) == []
    assert accepted.content.texts == {"ru": "Платно, 3 932 тенге."}
    assert [r.status for r in accepted.reasons] == [ReasonStatus.SETTLED]
    with database.writing() as session:
        closed = move_update(session, EDITOR, accepted.id, Move(S.CLOSED))
    assert [(e.actor, e.to_state) for e in closed.history] == [
        ("system", S.FLAGGED),
        ("Айгүл", S.ASSIGNED),
        ("Айгүл", S.SUBMITTED),
        ("Ерлан", S.RETURNED),
        ("Айгүл", S.SUBMITTED),
        ("Ерлан", S.ACCEPTED),
        ("Айгүл", S.CLOSED),
    ]
    assert closed.history[3].note == "Укажите сумму в тенге."
    with database.reading() as session:
        logged = audit.entries(session, subject=f"update:{closed.id}")
        assert [entry.action for entry in logged] == [
            "update_closed",
            "update_accepted",
            "update_submitted",
            "update_returned",
            "update_submitted",
            "update_assigned",
            "flag_update",
        ]
        card = card_of(session, SERVICE)
    assert card is not None
    assert (card.texts, card.editions) == ({"ru": "Платно, 3 932 тенге."}, {"ru": SECOND})


def test_who_handed_in_does_not_accept(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    hand_in(database)
    before = counted(database)
    with pytest.raises(SecondPersonError):
        move(database, EDITOR, S.ACCEPTED)
    assert counted(database) == before
    assert the_update(database).state is S.SUBMITTED


def test_not_affected_takes_two_and_leaves_the_content(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    accept(database)
    load(database, standard(THIRD, {6: "Платно .."}))
    move(database, EDITOR, S.NOT_AFFECTED, note="Опечатка.")
    assert the_update(database).is_open, "the mark stays until a second person agrees"
    with pytest.raises(SecondPersonError):
        move(database, EDITOR, S.CLOSED)
    closed = move(database, SECOND_EDITOR, S.CLOSED)
    assert closed.state is S.CLOSED
    with database.reading() as session:
        card = card_of(session, SERVICE)
    assert card is not None
    assert (card.texts, card.editions) == ({"ru": "Бесплатно."}, {"ru": THIRD})
    with database.writing() as session:
        assert detect_updates(session, ACT) == ()


def test_a_responsible_person_hands_in_for_the_own_body(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    assert the_update(database).body_id is None
    with database.writing() as session:
        body = add_body(session, ADMINISTRATOR, "adilet", "Әділет министрлігі", "Минюст").id
        answer_for(session, ADMINISTRATOR, body, FIRST, service_id=f"{ACT}/rules")
    move(database, EDITOR, S.ASSIGNED)
    other = Actor("Чужой", frozenset({Role.RESPONSIBLE}), 9, body_id=body + 1)
    with pytest.raises(NotAllowedError):
        move(database, other, S.SUBMITTED, content=Content({"ru": "Моё."}))
    own = Actor("Марат", frozenset({Role.RESPONSIBLE}), 3, body_id=body)
    assert move(database, own, S.SUBMITTED, content=Content({"ru": "Наше."})).body_id == body


def submission(database: Database, service_id: str | None) -> int:
    with database.writing() as session:
        (found,) = keep_submissions(
            session,
            SourceFile("form.xlsx", "x", str(service_id).encode()),
            "2022",
            "ru",
            [{"service_name": "Справка", "changes": "Стало платно"}],
            [(service_id, ACT)],
        )
        return found


def test_a_row_of_annex_1_is_handed_in_for_its_own_service(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    move(database, EDITOR, S.ASSIGNED)
    with pytest.raises(NotFoundError):
        move(database, EDITOR, S.SUBMITTED, content=Content({}, 999))
    row = submission(database, f"{ACT}/rules")
    move(database, EDITOR, S.SUBMITTED, content=Content({}, row))
    move(database, SECOND_EDITOR, S.ACCEPTED)
    with database.reading() as session:
        card = card_of(session, SERVICE)
    assert card is not None
    assert card.submission_id == row
    assert card.fields["changes"] == "Стало платно"


def test_a_row_about_another_service_is_refused(database: Database) -> None:
    other = standard(FIRST)
    loaded(database, other, standard(SECOND, {6: "Платно."}))
    with database.writing() as session:
        session.add(ServiceRow(id=f"{ACT}/rules_2", act_id=ACT, root_eid="rules_2", names={}))
    move(database, EDITOR, S.ASSIGNED)
    row = submission(database, f"{ACT}/rules_2")
    with pytest.raises(InvalidReferenceError, match="rules_2"):
        move(database, EDITOR, S.SUBMITTED, content=Content({}, row))


# --- amendments while an update is open ---


def test_a_further_amendment_joins_and_restarts_what_was_handed_in(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    hand_in(database)
    first_due = the_update(database).due
    load(database, standard(THIRD, {6: "Платно, в два раза."}))
    update = the_update(database)
    assert (update.state, update.due) == (S.ASSIGNED, first_due)
    assert kinds(update)[-2:] == [EventKind.JOINED, EventKind.RESTARTED]
    last = update.history[-1]
    assert (last.actor, last.from_state, last.to_state) == ("system", S.SUBMITTED, S.ASSIGNED)
    assert update.content.texts == {"ru": "Бесплатно."}, "what was handed in is not lost"


def test_a_further_amendment_restarts_a_declaration(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    move(database, EDITOR, S.NOT_AFFECTED, note="Не наше.")
    load(database, standard(THIRD, {6: "Платно, в два раза."}))
    assert the_update(database).state is S.FLAGGED
    with pytest.raises(Exception, match="cannot become closed"):
        move(database, SECOND_EDITOR, S.CLOSED)


def test_an_amendment_of_other_provisions_leaves_what_was_handed_in(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    before = hand_in(database)
    load(database, standard(THIRD, {6: "Платно."}, paragraphs=("Иное.",)))
    assert the_update(database) == before


def test_history_filled_in_leaves_what_was_handed_in(database: Database) -> None:
    loaded(database, standard(FIRST), standard(THIRD, {6: "Платно, в два раза."}))
    hand_in(database)
    load(database, standard(SECOND, {6: "Платно."}))
    update = the_update(database)
    assert update.state is S.SUBMITTED, "it answers the newest text as it did"
    assert EventKind.JOINED in kinds(update)


def test_an_amendment_after_acceptance_is_another_update(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    accepted = accept(database)
    load(database, standard(THIRD, {6: "Платно, в два раза."}))
    update = the_update(database)
    assert update.id != accepted.id
    assert changed(update) == [("ru", ROW_6, THIRD)]


# --- what was accepted stays accepted ---


def test_history_filled_in_after_acceptance_flags_nobody(database: Database) -> None:
    loaded(database, standard(FIRST), standard(THIRD, {6: "Платно, в два раза."}))
    accept(database)
    load(database, standard(SECOND, {6: "Платно."}))
    load(database, standard(FIRST - timedelta(days=300), {6: "Очень давно."}))
    assert updates(database) == []


def test_another_language_of_what_was_accepted_flags_nobody(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    accept(database)
    load(database, standard(FIRST, language="kk"))
    load(database, standard(SECOND, {6: "Ақылы."}, language="kk"))
    assert updates(database) == []
    load(database, standard(THIRD, {6: "Тегін."}, language="kk"))
    assert changed(the_update(database)) == [("kk", ROW_6, THIRD)]


def test_the_accepted_edition_put_right_flags_what_was_wrong_in_it(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Плотно."}))
    accept(database)
    load(database, standard(SECOND, {6: "Платно."}), replace=True)
    assert changed(the_update(database)) == [("ru", ROW_6, SECOND)]
    load(database, standard(SECOND, {6: "Плотно."}), replace=True)
    assert updates(database) == []


def test_a_base_is_taken_as_accepted_as_of_a_day(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    flagged = the_update(database)
    with pytest.raises(NotAllowedError), database.writing() as session:
        take_as_accepted(session, EDITOR, SECOND)
    with database.writing() as session:
        assert take_as_accepted(session, ADMINISTRATOR, SECOND) == 1
        assert take_as_accepted(session, ADMINISTRATOR, SECOND) == 0
        closed = find_update(session, flagged.id)
    assert (closed.state, kinds(closed)[-1]) == (S.CLOSED, EventKind.TAKEN_AS_ACCEPTED)
    assert closed.history[-1].actor == "Дана"
    load(database, standard(FIRST - timedelta(days=300), {6: "Давно."}))
    assert updates(database) == []
    load(database, standard(THIRD, {3: "Три дня."}))
    assert {row[1] for row in changed(the_update(database))} == {ROW_3, ROW_6}


def test_what_came_after_the_day_stays_flagged(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    load(database, standard(THIRD, {6: "Платно.", 3: "Три дня."}))
    with database.writing() as session:
        take_as_accepted(session, ADMINISTRATOR, SECOND)
    update = the_update(database)
    assert changed(update) == [("ru", ROW_3, THIRD)]
    assert {r.status for r in update.reasons} == {ReasonStatus.SETTLED, ReasonStatus.OPEN}
    assert update.since == THIRD


def test_what_somebody_works_on_is_not_taken_as_accepted(database: Database) -> None:
    loaded(database, standard(FIRST), standard(SECOND, {6: "Платно."}))
    hand_in(database)
    with database.writing() as session:
        assert take_as_accepted(session, ADMINISTRATOR, SECOND) == 0
    assert the_update(database).state is S.SUBMITTED

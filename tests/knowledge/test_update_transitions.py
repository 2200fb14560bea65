"""Who may move an update from where to where: every role at every transition."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest

from knowledge.accounts.permissions import SYSTEM, Action, Actor, NotAllowedError, Role
from knowledge.articles import ArticleKind
from knowledge.updates.transitions import (
    TRANSITIONS,
    IncompleteTransitionError,
    SecondPersonError,
    TransitionError,
    check_move,
    moves_from,
)
from knowledge.updates.values import (
    NO_CONTENT,
    OPEN_STATES,
    Content,
    Event,
    EventKind,
    Update,
    UpdateState,
)

S = UpdateState
BODY, OTHER_BODY = 7, 8
FILLED = Content({"ru": "Бесплатно."})
EDITORS = {Role.EDITOR, Role.ADMINISTRATOR}
WITH_BODIES = {*EDITORS, Role.RESPONSIBLE}

# Written out, and not made from the table under test.
EXPECTED: dict[tuple[UpdateState, UpdateState], set[Role]] = {
    (S.FLAGGED, S.ASSIGNED): EDITORS,
    (S.ASSIGNED, S.ASSIGNED): EDITORS,
    (S.RETURNED, S.ASSIGNED): EDITORS,
    (S.ASSIGNED, S.SUBMITTED): WITH_BODIES,
    (S.RETURNED, S.SUBMITTED): WITH_BODIES,
    (S.SUBMITTED, S.ACCEPTED): EDITORS,
    (S.SUBMITTED, S.RETURNED): EDITORS,
    (S.ACCEPTED, S.CLOSED): EDITORS,
    (S.FLAGGED, S.NOT_AFFECTED): WITH_BODIES,
    (S.ASSIGNED, S.NOT_AFFECTED): WITH_BODIES,
    (S.RETURNED, S.NOT_AFFECTED): WITH_BODIES,
    (S.NOT_AFFECTED, S.CLOSED): EDITORS,
    (S.NOT_AFFECTED, S.RETURNED): EDITORS,
}


def actor(role: Role, account: int = 1, body: int | None = BODY) -> Actor:
    return Actor(f"{role.value} {account}", frozenset({role}), account, body)


def update(state: UpdateState, *events: Event, body: int | None = BODY) -> Update:
    day = date(2024, 2, 5)
    return Update(
        1, "act/service/rules", ArticleKind.SERVICE, state, day, day, body, history=events
    )


def moved(to: UpdateState, account: int | None, name: str = "somebody") -> Event:
    at = datetime(2024, 2, 6, tzinfo=UTC)
    return Event(at, name, account, EventKind.MOVED, None, to)


def allowed(item: Update, to: UpdateState, who: Actor) -> bool:
    try:
        check_move(item, to, who, note="Ничего не меняется.", content=FILLED)
    except (NotAllowedError, TransitionError):
        return False
    return True


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("start", "to"), list(product(UpdateState, UpdateState)))
def test_every_role_at_every_transition(role: Role, start: UpdateState, to: UpdateState) -> None:
    assert allowed(update(start), to, actor(role)) == (role in EXPECTED.get((start, to), set()))


@pytest.mark.parametrize(("start", "to"), list(EXPECTED))
def test_a_responsible_person_moves_the_updates_of_the_own_body_only(
    start: UpdateState, to: UpdateState
) -> None:
    for body in (OTHER_BODY, None):
        assert not allowed(update(start, body=body), to, actor(Role.RESPONSIBLE))


@pytest.mark.parametrize(("start", "to"), list(product(UpdateState, UpdateState)))
def test_bilim_itself_moves_nothing_by_this_way(start: UpdateState, to: UpdateState) -> None:
    assert not allowed(update(start), to, SYSTEM)


def test_who_may_move_nothing_is_not_told_how_an_update_stands() -> None:
    with pytest.raises(NotAllowedError):
        check_move(update(S.FLAGGED), S.CLOSED, actor(Role.OPERATOR), content=NO_CONTENT)


def test_only_acceptance_and_a_second_opinion_take_the_mark_off() -> None:
    ways_out = {
        (start, to)
        for (start, to), rule in TRANSITIONS.items()
        if start in OPEN_STATES and to not in OPEN_STATES and rule.action is not None
    }
    assert ways_out == {(S.SUBMITTED, S.ACCEPTED), (S.NOT_AFFECTED, S.CLOSED)}
    assert TRANSITIONS[S.NOT_AFFECTED, S.CLOSED].action is Action.CONFIRM_NOT_AFFECTED


@pytest.mark.parametrize(("state", "to"), [(S.SUBMITTED, S.ACCEPTED), (S.NOT_AFFECTED, S.CLOSED)])
def test_nobody_checks_what_they_did_themselves(state: UpdateState, to: UpdateState) -> None:
    own = update(state, moved(state, account=1))
    with pytest.raises(SecondPersonError):
        check_move(own, to, actor(Role.EDITOR, account=1), content=NO_CONTENT)
    check_move(own, to, actor(Role.EDITOR, account=2), content=NO_CONTENT)


def test_the_last_who_handed_in_counts() -> None:
    twice = update(S.SUBMITTED, moved(S.SUBMITTED, 1), moved(S.RETURNED, 2), moved(S.SUBMITTED, 3))
    check_move(twice, S.ACCEPTED, actor(Role.EDITOR, account=1), content=NO_CONTENT)
    with pytest.raises(SecondPersonError):
        check_move(twice, S.ACCEPTED, actor(Role.EDITOR, account=3), content=NO_CONTENT)


def test_without_accounts_names_tell_persons_apart() -> None:
    def local(name: str) -> Actor:
        return Actor(name, frozenset({Role.ADMINISTRATOR}))

    declared = update(S.NOT_AFFECTED, moved(S.NOT_AFFECTED, None, "Айгүл"))
    with pytest.raises(SecondPersonError):
        check_move(declared, S.CLOSED, local("айгүл"), content=NO_CONTENT)
    check_move(declared, S.CLOSED, local("Ерлан"), content=NO_CONTENT)
    # Who has an account is not the nameless local administrator, whatever the name.
    check_move(declared, S.CLOSED, actor(Role.EDITOR, account=5), content=NO_CONTENT)


@pytest.mark.parametrize(
    ("state", "to"),
    [(S.FLAGGED, S.NOT_AFFECTED), (S.SUBMITTED, S.RETURNED), (S.NOT_AFFECTED, S.RETURNED)],
)
def test_what_has_to_be_said_in_writing(state: UpdateState, to: UpdateState) -> None:
    for note in ("", "  \n"):
        with pytest.raises(IncompleteTransitionError, match="in writing"):
            check_move(update(state), to, actor(Role.EDITOR), note=note, content=NO_CONTENT)
    with pytest.raises(IncompleteTransitionError, match="characters"):
        check_move(update(state), to, actor(Role.EDITOR), note="о" * 4001, content=NO_CONTENT)


def test_nothing_is_handed_in_without_content() -> None:
    assigned = update(S.ASSIGNED)
    for content in (NO_CONTENT, Content({"ru": " ", "kk": ""})):
        with pytest.raises(IncompleteTransitionError, match="content"):
            check_move(assigned, S.SUBMITTED, actor(Role.RESPONSIBLE), content=content)
    check_move(assigned, S.SUBMITTED, actor(Role.RESPONSIBLE), content=Content({}, 12))


def test_a_refusal_says_what_is_possible() -> None:
    with pytest.raises(TransitionError, match="possible: assigned, not_affected"):
        check_move(update(S.FLAGGED), S.ACCEPTED, actor(Role.EDITOR), content=NO_CONTENT)
    assert moves_from(S.WITHDRAWN) == moves_from(S.CLOSED) == ()


@pytest.mark.parametrize("state", UpdateState)
def test_overdue_is_a_mark_that_assigning_does_not_lose(state: UpdateState) -> None:
    item = update(state)
    assert not item.overdue_on(item.due)
    after = item.due.replace(day=item.due.day + 1)
    assert item.overdue_on(after) == (state in OPEN_STATES)


def test_every_open_state_can_be_withdrawn_by_bilim_alone() -> None:
    withdrawn = {start: rule for (start, to), rule in TRANSITIONS.items() if to is S.WITHDRAWN}
    assert set(withdrawn) == OPEN_STATES
    assert all(rule.action is None for rule in withdrawn.values())

"""The one table of who may move an update from where to where, and its enforcement.

`flagged → assigned → submitted → accepted | returned`, `accepted → closed`; a returned update is
handed in again. `not_affected` is declared in writing by one person and confirmed by another. No
other way leads out of the open states, so nobody can take the mark off a stale article; Bilim
itself may only restart an update, or withdraw it when its reasons do not hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge.accounts.permissions import Action, Actor, NotAllowedError, demand
from knowledge.errors import BilimError
from knowledge.updates.values import OPEN_STATES, Content, Event, Update, UpdateState


class TransitionError(BilimError):
    """An update cannot go from its state to the one asked for."""

    code = "transition_not_possible"


class IncompleteTransitionError(BilimError):
    """The move needs something that was not given: a written reason, or the content."""

    code = "transition_incomplete"


class SecondPersonError(NotAllowedError):
    """The move needs another person than the one who handed in or declared."""

    code = "second_person_needed"


class Condition(StrEnum):
    """What a move needs beside the right to it."""

    CONTENT = "content"
    """Texts, or a row of an Annex 1 form."""
    WRITTEN_REASON = "written_reason"
    NOT_WHO_SUBMITTED = "not_who_submitted"
    NOT_WHO_DECLARED = "not_who_declared"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a move needs. Without an ``action`` only Bilim itself makes it."""

    action: Action | None
    conditions: frozenset[Condition] = frozenset()


def _rule(action: Action, *conditions: Condition) -> Rule:
    return Rule(action, frozenset(conditions))


_ASSIGN = _rule(Action.ASSIGN_UPDATE)
_SUBMIT = _rule(Action.SUBMIT_UPDATE, Condition.CONTENT)
_ACCEPT = _rule(Action.REVIEW_UPDATE, Condition.NOT_WHO_SUBMITTED)
_RETURN = _rule(Action.REVIEW_UPDATE, Condition.WRITTEN_REASON)
_DECLARE = _rule(Action.DECLARE_NOT_AFFECTED, Condition.WRITTEN_REASON)
_CONFIRM = _rule(Action.CONFIRM_NOT_AFFECTED, Condition.NOT_WHO_DECLARED)
_REFUSE = _rule(Action.CONFIRM_NOT_AFFECTED, Condition.WRITTEN_REASON)
_SYSTEM = Rule(None)

_S = UpdateState
TRANSITIONS: Mapping[tuple[UpdateState, UpdateState], Rule] = {
    (_S.FLAGGED, _S.ASSIGNED): _ASSIGN,
    (_S.ASSIGNED, _S.ASSIGNED): _ASSIGN,
    (_S.RETURNED, _S.ASSIGNED): _ASSIGN,
    (_S.ASSIGNED, _S.SUBMITTED): _SUBMIT,
    (_S.RETURNED, _S.SUBMITTED): _SUBMIT,
    (_S.SUBMITTED, _S.ACCEPTED): _ACCEPT,
    (_S.SUBMITTED, _S.RETURNED): _RETURN,
    (_S.ACCEPTED, _S.CLOSED): _rule(Action.REVIEW_UPDATE),
    (_S.FLAGGED, _S.NOT_AFFECTED): _DECLARE,
    (_S.ASSIGNED, _S.NOT_AFFECTED): _DECLARE,
    (_S.RETURNED, _S.NOT_AFFECTED): _DECLARE,
    (_S.NOT_AFFECTED, _S.CLOSED): _CONFIRM,
    (_S.NOT_AFFECTED, _S.RETURNED): _REFUSE,
    # A further amendment restarts what was handed in or declared before it.
    (_S.SUBMITTED, _S.ASSIGNED): _SYSTEM,
    (_S.NOT_AFFECTED, _S.ASSIGNED): _SYSTEM,
    (_S.NOT_AFFECTED, _S.FLAGGED): _SYSTEM,
    **{(state, _S.WITHDRAWN): _SYSTEM for state in sorted(OPEN_STATES)},
}
"""From, to: who may, and what else it needs."""

LONGEST_NOTE = 4000
"""Characters of a written reason."""


def check_move(
    update: Update, to: UpdateState, actor: Actor, *, note: str = "", content: Content
) -> Rule:
    """The rule under which ``actor`` may move ``update`` to the state ``to``.

    Raises NotAllowedError (SecondPersonError), TransitionError, IncompleteTransitionError.
    """
    rule = TRANSITIONS.get((update.state, to))
    if rule is None or rule.action is None:
        _demand_any_move(actor, update)
        raise TransitionError(
            f"Update {update.id} is {update.state.value} and cannot become {to.value}; "
            f"possible: {', '.join(s.value for s in moves_from(update.state)) or 'nothing'}."
        )
    demand(actor, rule.action, body_id=update.body_id)
    _check_person(rule, update, actor)
    if Condition.WRITTEN_REASON in rule.conditions and not note.strip():
        raise IncompleteTransitionError(f"To make it {to.value}, say why in writing (--reason …).")
    if len(note) > LONGEST_NOTE:
        raise IncompleteTransitionError(f"The reason may have {LONGEST_NOTE} characters.")
    if Condition.CONTENT in rule.conditions and content.is_empty:
        raise IncompleteTransitionError(
            "Hand in the new content: a text (--text-kk …, --text-ru …) or the id of a row of an "
            "Annex 1 form (--submission …)."
        )
    return rule


def moves_from(state: UpdateState) -> tuple[UpdateState, ...]:
    """The states that a person may move an update to from ``state``."""
    return tuple(to for (start, to), rule in TRANSITIONS.items() if start is state and rule.action)


def _demand_any_move(actor: Actor, update: Update) -> None:
    """Who may move nothing at all is told so, and not how the update stands."""
    actions = sorted({rule.action for rule in TRANSITIONS.values() if rule.action is not None})
    for action in actions[:-1]:
        try:
            return demand(actor, action, body_id=update.body_id)
        except NotAllowedError:
            continue
    return demand(actor, actions[-1], body_id=update.body_id)


def _check_person(rule: Rule, update: Update, actor: Actor) -> None:
    for condition, state in (
        (Condition.NOT_WHO_SUBMITTED, UpdateState.SUBMITTED),
        (Condition.NOT_WHO_DECLARED, UpdateState.NOT_AFFECTED),
    ):
        event = update.last_to(state)
        if condition in rule.conditions and event is not None and is_same_person(event, actor):
            raise SecondPersonError(
                f"{actor.name} made update {update.id} {state.value}; a second person has to "
                f"check it."
            )


def is_same_person(event: Event, actor: Actor) -> bool:
    """Whether ``actor`` did what ``event`` tells; by account or, where there is none, by name."""
    if event.account_id is not None or actor.account_id is not None:
        return event.account_id == actor.account_id
    return event.actor.casefold() == actor.name.casefold()

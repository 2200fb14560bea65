"""What an API token may be made for: a few named scopes over the actions.

A token never does more than its account may, and never touches accounts or tokens: one that is
lost cannot make itself at home.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from knowledge.accounts.permissions import Action
from knowledge.errors import BilimError


class Scope(StrEnum):
    """What a program is for."""

    READ = "read"
    """Search, acts, articles, services, changes and findings."""
    DUTIES = "duties"
    """Read what is due: updates, duties, registers (calendars, reports)."""
    LOAD = "load"
    """Hand in acts and forms."""
    UPDATES = "updates"
    """Work on updates and notes, accept drafts."""
    REGISTERS = "registers"
    """Keep the registers and the calendar."""
    MEASURE = "measure"
    AUDIT = "audit"
    MAINTAIN = "maintain"


ACTIONS_OF: Mapping[Scope, frozenset[Action]] = {
    Scope.READ: frozenset({Action.READ, Action.READ_CHANGES}),
    Scope.DUTIES: frozenset({Action.READ_UPDATES, Action.READ_DUTIES}),
    Scope.LOAD: frozenset({Action.LOAD_ACT, Action.LOAD_FORM, Action.REPLACE_EDITION}),
    Scope.UPDATES: frozenset(
        {
            Action.WRITE_NOTE,
            Action.ASSIGN_UPDATE,
            Action.SUBMIT_UPDATE,
            Action.REVIEW_UPDATE,
            Action.DECLARE_NOT_AFFECTED,
            Action.CONFIRM_NOT_AFFECTED,
            Action.ACCEPT_DRAFT,
            Action.FULFIL_DUTY,
        }
    ),
    Scope.REGISTERS: frozenset({Action.MANAGE_REGISTERS, Action.MANAGE_CALENDAR}),
    Scope.MEASURE: frozenset({Action.MEASURE}),
    Scope.AUDIT: frozenset({Action.READ_AUDIT}),
    Scope.MAINTAIN: frozenset({Action.MAINTAIN}),
}

NEVER_BY_TOKEN = frozenset({Action.MANAGE_ACCOUNTS, Action.MANAGE_OWN_TOKENS})


class InvalidScopeError(BilimError):
    """A token is asked for with a scope that does not exist, or with none."""

    code = "invalid_scope"


def scopes_of(texts: Iterable[str]) -> frozenset[Scope]:
    """Scopes by their names. Raises InvalidScopeError for an unknown one, or for none."""
    names = {text.strip().lower() for text in texts if text.strip()}
    unknown = sorted(names - {scope.value for scope in Scope})
    if unknown or not names:
        what = f"There is no scope «{', '.join(unknown)}»" if unknown else "A token needs a scope"
        known = ", ".join(scope.value for scope in Scope)
        raise InvalidScopeError(f"{what}; choose from {known}.")
    return frozenset(Scope(name) for name in names)


def actions_of(scopes: Iterable[Scope]) -> frozenset[Action]:
    """All actions that the scopes hold."""
    return frozenset(action for scope in scopes for action in ACTIONS_OF[scope])

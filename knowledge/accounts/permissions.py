"""The one table of who may do what, and its enforcement.

Every use case that changes something, or shows what not everybody may see, calls ``demand`` with
its actor before anything else. The doors (command line, HTTP, pages) only find out who acts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge.errors import BilimError


class Role(StrEnum):
    """What a person is to the contact center."""

    OPERATOR = "operator"
    RESPONSIBLE = "responsible"
    """The responsible person (ответственное лицо) of a state body."""
    EDITOR = "editor"
    QA = "qa"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done. One action is one right; pages and routes name the action they need."""

    READ = "read"
    """Search; acts, articles, versions, differences, services, the calendar, the state."""
    READ_CHANGES = "read_changes"
    """Changes, findings, draft editions."""
    READ_UPDATES = "read_updates"
    """The board of updates that are due. A responsible person: of their own body only."""
    READ_DUTIES = "read_duties"
    """Duties and registers. A responsible person: of their own body only."""
    LOAD_ACT = "load_act"
    """Load an act, an edition, an amending order. A responsible person: of their own body."""
    REPLACE_EDITION = "replace_edition"
    """Replace a text that was loaded wrongly."""
    LOAD_FORM = "load_form"
    """Hand in an Annex 1 form. A responsible person: of their own body."""
    WRITE_NOTE = "write_note"
    ASSIGN_UPDATE = "assign_update"
    SUBMIT_UPDATE = "submit_update"
    """A responsible person: of their own body only."""
    REVIEW_UPDATE = "review_update"
    """Accept or return what was handed in; close."""
    DECLARE_NOT_AFFECTED = "declare_not_affected"
    CONFIRM_NOT_AFFECTED = "confirm_not_affected"
    """By a second person, never the one who declared it."""
    ACCEPT_DRAFT = "accept_draft"
    """Accept a draft edition made from an amending order."""
    FULFIL_DUTY = "fulfil_duty"
    MANAGE_REGISTERS = "manage_registers"
    """State bodies, responsible persons, acceptance protocols, requests to bodies."""
    MANAGE_CALENDAR = "manage_calendar"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_OWN_TOKENS = "manage_own_tokens"
    READ_AUDIT = "read_audit"
    MEASURE = "measure"
    """Gold questions, judgements, evaluation runs."""
    MAINTAIN = "maintain"
    """Rebuild the index; settings; everything that concerns the machine."""


_EVERYBODY = frozenset(Role)
_BODIES_AND_EDITORS = frozenset({Role.RESPONSIBLE, Role.EDITOR, Role.ADMINISTRATOR})
_EDITORS = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

ALLOWED: Mapping[Action, frozenset[Role]] = {
    Action.READ: _EVERYBODY,
    Action.READ_CHANGES: _EVERYBODY,
    Action.READ_UPDATES: _BODIES_AND_EDITORS | {Role.QA},
    Action.READ_DUTIES: _BODIES_AND_EDITORS | {Role.QA},
    Action.LOAD_ACT: _BODIES_AND_EDITORS,
    Action.REPLACE_EDITION: _EDITORS,
    Action.LOAD_FORM: _BODIES_AND_EDITORS,
    Action.WRITE_NOTE: _EDITORS,
    Action.ASSIGN_UPDATE: _EDITORS,
    Action.SUBMIT_UPDATE: _BODIES_AND_EDITORS,
    Action.REVIEW_UPDATE: _EDITORS,
    Action.DECLARE_NOT_AFFECTED: _BODIES_AND_EDITORS,
    Action.CONFIRM_NOT_AFFECTED: _EDITORS,
    Action.ACCEPT_DRAFT: _EDITORS,
    Action.FULFIL_DUTY: _BODIES_AND_EDITORS,
    Action.MANAGE_REGISTERS: _EDITORS,
    Action.MANAGE_CALENDAR: _ADMINISTRATORS,
    Action.MANAGE_ACCOUNTS: _ADMINISTRATORS,
    Action.MANAGE_OWN_TOKENS: _EVERYBODY,
    Action.READ_AUDIT: _ADMINISTRATORS,
    Action.MEASURE: frozenset({Role.QA, Role.EDITOR, Role.ADMINISTRATOR}),
    Action.MAINTAIN: _ADMINISTRATORS,
}
"""Role by role, what is allowed at all; ``OF_OWN_BODY`` narrows it for responsible persons."""

OF_OWN_BODY = frozenset(
    {
        Action.READ_UPDATES,
        Action.READ_DUTIES,
        Action.LOAD_ACT,
        Action.LOAD_FORM,
        Action.SUBMIT_UPDATE,
        Action.DECLARE_NOT_AFFECTED,
        Action.FULFIL_DUTY,
    }
)
"""Actions that a responsible person has for the services of their own body only."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. ``name`` is what history shows; ``body_id`` the state body they answer for.

    ``actions`` narrows what they may do below their roles (an API token's scopes); None does not.
    """

    name: str
    roles: frozenset[Role]
    account_id: int | None = None
    body_id: int | None = None
    actions: frozenset[Action] | None = None


LOCAL_ADMINISTRATOR = Actor("local", _ADMINISTRATORS)
"""Whoever is at the machine itself while no account exists; also the command line."""

ANONYMOUS = Actor("anonymous", frozenset())
"""Whoever did not say who they are: they may do nothing."""

SYSTEM = Actor("system", frozenset())
"""Bilim itself, in history and audit: it may do nothing on anybody's behalf."""


class NotAllowedError(BilimError):
    """The actor may not do this."""

    code = "not_allowed"


def may(actor: Actor, action: Action, *, body_id: int | None = None) -> bool:
    """Whether ``actor`` may do ``action`` to something of the state body ``body_id``.

    ``body_id`` None: it belongs to no body in particular; an action of ``OF_OWN_BODY`` is then
    refused to someone who is a responsible person only.
    """
    if actor.actions is not None and action not in actor.actions:
        return False
    roles = actor.roles & ALLOWED[action]
    if roles != {Role.RESPONSIBLE} or action not in OF_OWN_BODY:
        return bool(roles)
    return body_id is not None and body_id == actor.body_id


def may_at_all(actor: Actor, action: Action) -> bool:
    """Whether ``actor`` may do ``action`` to anything: what a door asks before it knows to what.

    The domain asks again, with the state body of what it is done to.
    """
    return may(actor, action, body_id=actor.body_id)


def demand(actor: Actor, action: Action, *, body_id: int | None = None) -> None:
    """Raise NotAllowedError unless ``may``."""
    if not may(actor, action, body_id=body_id):
        roles = ", ".join(sorted(actor.roles)) or "no role"
        raise NotAllowedError(
            f"{actor.name} ({roles}) may not do this: {action.value}. "
            f"Ask an administrator for the role that may."
        )

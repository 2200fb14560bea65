"""Who may do what: roles, actions, and the person or program that acts."""

from __future__ import annotations

from knowledge.accounts.permissions import (
    ANONYMOUS,
    LOCAL_ADMINISTRATOR,
    SYSTEM,
    Action,
    Actor,
    NotAllowedError,
    Role,
    demand,
    may,
    may_at_all,
)

__all__ = [
    "ANONYMOUS",
    "LOCAL_ADMINISTRATOR",
    "SYSTEM",
    "Action",
    "Actor",
    "NotAllowedError",
    "Role",
    "demand",
    "may",
    "may_at_all",
]

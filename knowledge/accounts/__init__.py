"""Who may do what: roles, actions, and the person or program that acts."""

from __future__ import annotations

from knowledge.accounts.permissions import (
    LOCAL_ADMINISTRATOR,
    SYSTEM,
    Action,
    Actor,
    NotAllowedError,
    Role,
    demand,
    may,
)

__all__ = [
    "LOCAL_ADMINISTRATOR",
    "SYSTEM",
    "Action",
    "Actor",
    "NotAllowedError",
    "Role",
    "demand",
    "may",
]

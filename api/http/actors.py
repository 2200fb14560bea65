"""Who acts: found out once for every request, before its body is read.

A bearer token says it, else the session's cookie. Where there is no account yet, whoever sits at
the machine itself acts as its administrator; everybody else is nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Request

from knowledge.accounts.permissions import ANONYMOUS, Actor


class Way(StrEnum):
    """How a request said who acts."""

    TOKEN = "token"  # noqa: S105 - no secret
    SESSION = "session"
    OPEN = "open"
    """Not at all: there is no account yet, and the request comes from this machine."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who acts in a request. ``form_token`` has to come back with every form of a session."""

    actor: Actor
    way: Way
    form_token: str = ""
    session_id: int | None = None


NOBODY = Identity(ANONYMOUS, Way.NONE)


def identity_of(request: Request) -> Identity:
    """Who acts in ``request``; nobody where it was not asked (pages open to all)."""
    identity = getattr(request.state, "identity", NOBODY)
    assert isinstance(identity, Identity)
    return identity


def actor_of(request: Request) -> Actor:
    """The actor of ``request``."""
    return identity_of(request).actor


ActorOfRequest = Annotated[Actor, Depends(actor_of)]
IdentityOfRequest = Annotated[Identity, Depends(identity_of)]

"""The registers of the contact center, as values: state bodies, their people, requests to them.

Order № 83 of 26.01.2016: responsible persons (п. 20, 27), requests to state bodies with their
answers and refusals (п. 24–25, 28). Acceptance has a module of its own.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.errors import BilimError, NotFoundError


class RegisterError(BilimError):
    """An entry of a register cannot be so; the message says what is wrong with it."""

    code = "bad_register_entry"


class RegisterConflictError(BilimError):
    """An entry contradicts what the register holds already."""

    code = "register_conflict"


class UnknownBodyError(NotFoundError):
    """The register has no such state body."""

    code = "unknown_body"


@dataclass(frozen=True, slots=True)
class StateBody:
    """A state body. ``code`` is what people type for it: «minjust»."""

    id: int
    code: str
    names: dict[str, str]


_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,58}")


def checked_code(code: str) -> str:
    """A state body's code as it is kept. Raises RegisterError."""
    folded = code.strip().lower()
    if not _CODE.fullmatch(folded):
        raise RegisterError(
            f"«{code}» cannot be the code of a state body: use Latin letters, digits and hyphens, "
            f"such as «minjust»."
        )
    if folded.isdigit():
        raise RegisterError(f"«{code}»: a code needs a letter; bare numbers are ids.")
    return folded


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """Who a responsible person is and how they are reached (columns 7 and 8 of Annex 1)."""

    name: str
    position: str = ""
    phone: str = ""
    email: str = ""


def checked_details(details: PersonDetails) -> PersonDetails:
    """The details without stray spaces. Raises RegisterError for no name or no e-mail address."""
    clean = PersonDetails(
        *(
            " ".join(text.split())
            for text in (details.name, details.position, details.phone, details.email)
        )
    )
    if not clean.name:
        raise RegisterError("A responsible person needs a name.")
    if clean.email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", clean.email):
        raise RegisterError(f"«{clean.email}» is no e-mail address.")
    return clean


@dataclass(frozen=True, slots=True)
class ResponsiblePerson:
    """A person responsible for a body's services over a time.

    ``service_id`` None: for all of them. ``until`` is the first day on which they no longer are;
    ``replaced_by`` is the id of who came after them.
    """

    id: int
    body_id: int
    service_id: str | None
    details: PersonDetails
    since: dt.date
    until: dt.date | None
    replaced_by: int | None


class ReplyKind(StrEnum):
    """How a state body replied to a request."""

    ANSWER = "answer"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class BodyReply:
    """A state body's reply to a request."""

    id: int
    kind: ReplyKind
    replied_on: dt.date
    text: str


@dataclass(frozen=True, slots=True)
class BodyRequest:
    """A request to a state body for missing information, with its replies in order."""

    id: int
    body_id: int
    act_id: str | None
    service_id: str | None
    asked_on: dt.date
    text: str
    replies: tuple[BodyReply, ...]

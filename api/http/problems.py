"""Errors as RFC 9457 problems: one table from the domain's errors to HTTP, and nothing leaks.

A message of the domain is shown where it speaks of what the caller sent. Where it speaks of our
insides (a store's address, a folder, a stack) a fixed sentence stands in its place, and the log
has the rest under the same request id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.http.request_ids import current_request_id
from api.use_cases.openid import OpenIdError
from api.use_cases.sign_in import InvalidTokenError, SignInFailedError
from index.backend import IndexUnusableError
from ingest.errors import (
    FileTooLargeError,
    IngestError,
    MissingHeaderError,
    UnsupportedFormatError,
)
from ingest.forms.errors import FormError
from knowledge.accounts.accounts import (
    InvalidAccountError,
    LastAdministratorError,
    LoginTakenError,
)
from knowledge.accounts.passwords import WeakPasswordError
from knowledge.accounts.permissions import NotAllowedError
from knowledge.accounts.scopes import InvalidScopeError
from knowledge.accounts.slowing import TooManyAttemptsError
from knowledge.amending.errors import DraftDecidedError, NothingAppliedError
from knowledge.calendar.official import CalendarDataError
from knowledge.calendar.working_days import CalendarRangeError
from knowledge.duties import TermTooLongError
from knowledge.errors import (
    AmbiguousReferenceError,
    BilimError,
    EditionConflictError,
    InvalidReferenceError,
    NotFoundError,
    StoreUnavailableError,
)
from knowledge.notes import NoteError
from knowledge.registers import RegisterConflictError, RegisterError
from knowledge.updates.transitions import IncompleteTransitionError, TransitionError

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = "10"


class FieldProblem(BaseModel):
    """One of several things that are wrong, and where."""

    model_config = ConfigDict(frozen=True)

    location: str = Field(description="The parameter, field or column; empty: the whole")
    row: int | None = Field(None, description="The filled row of a form, counted from 1")
    code: str
    message: str


class Problem(BaseModel):
    """RFC 9457 problem details, with our stable ``code`` and the id of the request."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "example": {
                "type": "urn:bilim:problem:not_found",
                "title": "Not found",
                "status": 404,
                "detail": "No act in the base answers to «58/2020-05-28».",
                "code": "not_found",
                "request_id": "3f1c0a9be2d4475d8a60c1b2",
            }
        },
    )

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    problems: tuple[FieldProblem, ...] | None = None
    missing: tuple[str, ...] | None = Field(
        None, description="The facts of an act that its file does not state"
    )


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a type of error looks over HTTP; ``detail`` stands in for its message where set."""

    status: HTTPStatus
    title: str
    detail: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


_RETRY = {"Retry-After": RETRY_AFTER_SECONDS}
_NOT_BY_PROVIDER = "Signing in by the OpenID provider failed. The log says why."
_SAY_WHO = {"WWW-Authenticate": 'Bearer realm="bilim"'}
_BAD_TOKEN = {"WWW-Authenticate": 'Bearer realm="bilim", error="invalid_token"'}

# The first type that fits decides, so the general ones stand last.
_RULES: tuple[tuple[type[Exception], _Rule], ...] = (
    (NotFoundError, _Rule(HTTPStatus.NOT_FOUND, "Not found")),
    (AmbiguousReferenceError, _Rule(HTTPStatus.CONFLICT, "Several acts fit")),
    (InvalidReferenceError, _Rule(HTTPStatus.UNPROCESSABLE_ENTITY, "Cannot be read")),
    (EditionConflictError, _Rule(HTTPStatus.CONFLICT, "Loaded already with another text")),
    (NotAllowedError, _Rule(HTTPStatus.FORBIDDEN, "Not allowed")),
    (InvalidTokenError, _Rule(HTTPStatus.UNAUTHORIZED, "Token not valid", headers=_BAD_TOKEN)),
    (SignInFailedError, _Rule(HTTPStatus.UNAUTHORIZED, "Not signed in", headers=_SAY_WHO)),
    (OpenIdError, _Rule(HTTPStatus.UNAUTHORIZED, "Not signed in", _NOT_BY_PROVIDER)),
    (TooManyAttemptsError, _Rule(HTTPStatus.TOO_MANY_REQUESTS, "Too many attempts")),
    (LoginTakenError, _Rule(HTTPStatus.CONFLICT, "Login taken")),
    (LastAdministratorError, _Rule(HTTPStatus.CONFLICT, "The last administrator")),
    (InvalidAccountError, _Rule(HTTPStatus.UNPROCESSABLE_ENTITY, "Cannot be an account")),
    (InvalidScopeError, _Rule(HTTPStatus.UNPROCESSABLE_ENTITY, "Cannot be a scope")),
    (WeakPasswordError, _Rule(HTTPStatus.UNPROCESSABLE_ENTITY, "Password too weak")),
    (TransitionError, _Rule(HTTPStatus.CONFLICT, "Not possible from this state")),
    (IncompleteTransitionError, _Rule(HTTPStatus.UNPROCESSABLE_ENTITY, "Something is missing")),
    (NoteError, _Rule(HTTPStatus.UNPROCESSABLE_ENTITY, "Cannot be a note")),
    (CalendarRangeError, _Rule(HTTPStatus.UNPROCESSABLE_ENTITY, "Not a day that is known")),
    (CalendarDataError, _Rule(HTTPStatus.UNPROCESSABLE_ENTITY, "Cannot be in the calendar")),
    (TermTooLongError, _Rule(HTTPStatus.UNPROCESSABLE_ENTITY, "Longer than the law's term")),
    (RegisterError, _Rule(HTTPStatus.UNPROCESSABLE_ENTITY, "Cannot be in the register")),
    (DraftDecidedError, _Rule(HTTPStatus.CONFLICT, "Decided already")),
    (NothingAppliedError, _Rule(HTTPStatus.CONFLICT, "Nothing to accept")),
    (RegisterConflictError, _Rule(HTTPStatus.CONFLICT, "The register says otherwise")),
    (
        StoreUnavailableError,
        _Rule(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "The store is not available",
            "The store cannot be read or written now. Try again; if it stays so, tell the "
            "administrator the request id.",
            _RETRY,
        ),
    ),
    (
        IndexUnusableError,
        _Rule(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "The search index cannot be used",
            "The search index does not fit the store. The administrator should run "
            "`bilim reindex`; acts and articles can be read meanwhile.",
            _RETRY,
        ),
    ),
    (UnsupportedFormatError, _Rule(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Format not taken")),
    (FileTooLargeError, _Rule(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "File too large")),
    (MissingHeaderError, _Rule(HTTPStatus.UNPROCESSABLE_ENTITY, "Which act is it?")),
    (FormError, _Rule(HTTPStatus.UNPROCESSABLE_ENTITY, "The form has mistakes")),
    (IngestError, _Rule(HTTPStatus.UNPROCESSABLE_ENTITY, "The file cannot be loaded")),
    (BilimError, _Rule(HTTPStatus.BAD_REQUEST, "Refused")),
)

REFUSALS: tuple[type[Exception], ...] = (BilimError, IngestError, IndexUnusableError)
"""The roots of all errors that have a place in the table."""


class BodyTooLargeError(HTTPException):
    """The request's body is over the limit; raised while it is still being received."""

    def __init__(self, limit: int, *, received_whole: bool) -> None:
        super().__init__(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"At most {limit / 1e6:.0f} MB are taken. Send the act itself, without scans.",
            # What is still to come would be taken for the next request.
            None if received_whole else {"Connection": "close"},
        )


class CrossSiteError(HTTPException):
    """Another site's page tries to send something in the operator's name."""

    def __init__(self) -> None:
        super().__init__(HTTPStatus.FORBIDDEN, "This form may only be sent from Bilim's own page.")


class NotSignedInError(HTTPException):
    """Nobody said who they are, where one has to."""

    code = "not_signed_in"

    def __init__(self) -> None:
        super().__init__(
            HTTPStatus.UNAUTHORIZED,
            "Say who you are: sign in on the pages, or send an API token as `Authorization: "
            "Bearer …`.",
            _SAY_WHO,
        )


class FormTokenError(HTTPException):
    """A form came without the token that its page was given for this session."""

    code = "form_out_of_date"

    def __init__(self) -> None:
        super().__init__(
            HTTPStatus.FORBIDDEN, "The form is out of date. Open its page again and send it anew."
        )


def problem_of(error: Exception) -> Problem:
    """The problem that describes ``error`` to a caller."""
    if isinstance(error, RequestValidationError):
        return _invalid_request(error)
    if isinstance(error, HTTPException):
        return _problem_of_status(error)
    for kind, rule in _RULES:
        if isinstance(error, kind):
            return _problem_of_refusal(error, rule)
    return internal_problem()


def headers_of(error: Exception) -> dict[str, str]:
    """Headers that belong to the answer, such as Retry-After."""
    if isinstance(error, HTTPException):
        return dict(error.headers or {})
    if isinstance(error, TooManyAttemptsError):
        return {"Retry-After": str(error.seconds)}
    return next((dict(rule.headers) for kind, rule in _RULES if isinstance(error, kind)), {})


def internal_problem() -> Problem:
    """The problem for what should not have happened."""
    return _problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "internal_error",
        "Something went wrong on our side",
        "The request could not be answered. Tell the administrator the request id.",
    )


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The answer that carries a problem."""
    body = problem.model_dump_json(exclude_none=True)
    return Response(body, problem.status, dict(headers or {}), MEDIA_TYPE)


def not_ready(detail: str) -> Problem:
    """The problem of a server that is alive but cannot answer yet."""
    return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "not_ready", "Not ready", detail)


def _problem_of_refusal(error: Exception, rule: _Rule) -> Problem:
    detail = rule.detail or in_words_of_http(str(error))
    problems: tuple[FieldProblem, ...] | None = None
    missing: tuple[str, ...] | None = None
    if isinstance(error, MissingHeaderError):
        missing = error.missing
        detail = (
            f"The file does not say which act it is. Send it again with the fields that are "
            f"missing: {', '.join(missing)}."
        )
    if isinstance(error, FormError):
        problems = tuple(
            FieldProblem(location=p.column or "", row=p.row, code=p.code, message=p.message)
            for p in error.problems
        )
    code = str(getattr(error, "code", "refused"))
    return _problem(rule.status, code, rule.title, detail, problems=problems, missing=missing)


_OPTION = re.compile(r"--([a-z]+(?:-[a-z]+)*)(?: …)?")


def in_words_of_http(message: str) -> str:
    """A message of the domain with the command's options named as the fields they are here."""
    return _OPTION.sub(lambda match: f"`{match[1].replace('-', '_')}`", message)


def _invalid_request(error: RequestValidationError) -> Problem:
    """What is wrong with the parameters; their values are not repeated (they may be personal)."""
    problems = tuple(
        FieldProblem(
            location=".".join(str(part) for part in item["loc"][1:]) or str(item["loc"][0]),
            row=None,
            code=str(item["type"]),
            message=str(item["msg"]),
        )
        for item in error.errors()
    )
    named = "; ".join(f"{problem.location}: {problem.message}" for problem in problems)
    return _problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "invalid_request",
        "The request cannot be read",
        named,
        problems=problems,
    )


_CODES_BY_STATUS = {
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "file_too_large",
    HTTPStatus.FORBIDDEN: "forbidden",
}


def _problem_of_status(error: HTTPException) -> Problem:
    status = HTTPStatus(error.status_code)
    detail = str(error.detail)
    if status is HTTPStatus.NOT_FOUND:
        detail = "There is nothing at this address; /api/v1/openapi.json lists all there is."
    code = str(getattr(error, "code", _CODES_BY_STATUS.get(status, "bad_request")))
    return _problem(status, code, status.phrase.capitalize(), detail)


def _problem(status: HTTPStatus, code: str, title: str, detail: str, **rest: Any) -> Problem:
    return Problem(
        type=f"urn:bilim:problem:{code}",
        title=title,
        status=status.value,
        detail=detail,
        code=code,
        request_id=current_request_id(),
        **rest,
    )

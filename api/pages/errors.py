"""Error pages, and the texts that go with an error, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from api.http.problems import Problem
from api.pages.interface import page, words_for
from api.pages.words import Words


@dataclass(frozen=True, slots=True)
class ShownFault:
    """One mistake in a form: where, and what."""

    row: str
    column: str
    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem in the words of the page; ``detail`` is the service's own English sentence."""

    heading: str
    text: str
    detail: str
    request_id: str
    faults: tuple[ShownFault, ...] = ()
    missing: tuple[str, ...] = ()


def show_problem(problem: Problem, words: Words, **values: object) -> ShownProblem:
    """Say a problem in the words of the page."""
    code = problem.code if words.or_else(f"error_{problem.code}", "") else _root(problem)
    missing = problem.missing or ()
    if missing:
        values["missing"] = ", ".join(words(f"field_{name}").lower() for name in missing)
    return ShownProblem(
        heading=words(f"error_{code}"),
        text=words(f"error_{code}_more", **values),
        detail=problem.detail,
        request_id=problem.request_id,
        faults=_faults(problem, words) if problem.code == "form_error" else (),
        missing=missing,
    )


def _root(problem: Problem) -> str:
    return "internal_error" if problem.status >= 500 else "invalid_request"


def _faults(problem: Problem, words: Words) -> tuple[ShownFault, ...]:
    return tuple(
        ShownFault(
            row=str(fault.row) if fault.row is not None else words("form_whole"),
            column=words.or_else(f"column_{fault.location}", ""),
            text=words.or_else(f"form_{fault.code}", ""),
            detail=fault.message,
        )
        for fault in problem.problems or ()
    )


def problem_page(request: Request, problem: Problem, headers: Mapping[str, str]) -> Response:
    """A whole page that says what is wrong."""
    shown = show_problem(problem, words_for(request))
    return page(request, "error.html", {"problem": shown}, status=problem.status, headers=headers)

"""What is wrong with a form, told all at once, so that one letter back to the sender is enough."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.errors import IngestError


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One thing to mend.

    ``row`` counts the filled rows of the form from 1 (``None``: the form as a whole); ``column``
    is the name of the field (``None``: the row as a whole); ``code`` is for programs.
    """

    row: int | None
    column: str | None
    message: str
    code: str


class FormError(IngestError):
    """A form that cannot be taken as it is. ``problems`` lists everything that is wrong."""

    code = "form_error"

    def __init__(self, problems: tuple[FormProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(_described(problem) for problem in problems))


def _described(problem: FormProblem) -> str:
    return problem.message if problem.row is None else f"Row {problem.row}: {problem.message}"

"""Gold questions: what callers ask, and the provisions that answer.

The format is a line of JSON a question: ``{"qid","lang","question","act_code","points"}``.
``points`` are paragraph numbers of the Rules («13»), rows of an annex table («annex1:8»), of a
second set of Rules with ``rules2:`` before them; ``"unanswerable": true`` has none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import BilimError


class GoldError(BilimError):
    """A file of gold questions that cannot be read; the message names file and line."""

    code = "bad_gold"


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """One question with the points that answer it (none: the base has no answer)."""

    qid: str
    language: str
    question: str
    act_code: str
    points: tuple[str, ...]
    unanswerable: bool
    kind: str
    names_service: bool | None


def read_gold(paths: Iterable[Path]) -> list[GoldQuestion]:
    """Read questions from JSONL files. Raises GoldError."""
    questions: list[GoldQuestion] = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise GoldError(f"{path}: cannot be read: {error}") from error
        for number, line in enumerate(lines, start=1):
            if line.strip():
                questions.append(_question(path, number, line))
    if not questions:
        raise GoldError("There is no question in the given files.")
    return questions


def _question(path: Path, number: int, line: str) -> GoldQuestion:
    try:
        data = json.loads(line)
        return GoldQuestion(
            qid=str(data["qid"]),
            language=str(data["lang"]),
            question=str(data["question"]),
            act_code=str(data["act_code"]),
            points=tuple(str(point) for point in data.get("points", ())),
            unanswerable=bool(data.get("unanswerable", False)),
            kind=str(data.get("kind", "")),
            names_service=data.get("names_service"),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{path}, line {number}: no gold question: {error!r}") from error


def fits(point: str, eid: str) -> bool:
    """Whether the element ``eid`` is the one that ``point`` names.

    «13» is a paragraph of the (first) Rules, never of the order's own text.
    """
    parts = point.split(":")
    names = eid.split("__")
    rules = "rules_" + parts.pop(0).removeprefix("rules") if parts[0].startswith("rules") else ""
    if rules:
        if names[0] != rules:
            return False
        names = names[1:]
    elif names[0].startswith("rules_"):
        return False
    if len(parts) == 2:
        annex = "annex_" + parts[0].removeprefix("annex")
        return names[0] == annex and f"row_{parts[1]}" in names
    return (
        names[0] not in ("order",)
        and not names[0].startswith("annex_")
        and (f"para_{parts[0]}" in names)
    )

"""Running gold questions through search, one record a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from evaluation.gold import GoldQuestion, fits
from evaluation.metrics import (
    area_under_curve,
    first_right,
    mean_reciprocal_rank,
    percentile,
    share,
)
from knowledge.errors import BilimError
from ranking.answers import SearchResponse


class UnknownActError(BilimError):
    """Gold questions name acts that are not loaded."""

    code = "unknown_act"


@dataclass(frozen=True, slots=True)
class Answered:
    """What search made of one question; ``rank`` is that of the first right result."""

    question: GoldQuestion
    rank: int | None
    act_rank: int | None
    answerable: bool
    confidence: float
    took_ms: float
    first_eid: str


@dataclass(frozen=True, slots=True)
class RunResult:
    """All answers of a run; ``settings`` say how it was run."""

    answers: tuple[Answered, ...]
    settings: dict[str, Any] = field(default_factory=dict)

    def figures(self) -> dict[str, dict[str, float]]:
        """The figures by language, and by language and kind of question."""
        groups: dict[str, list[Answered]] = {}
        for answer in self.answers:
            question = answer.question
            groups.setdefault(question.language, []).append(answer)
            if question.kind:
                groups.setdefault(f"{question.language} {question.kind}", []).append(answer)
            if question.names_service is not None:
                named = "named" if question.names_service else "not named"
                groups.setdefault(f"{question.language} service {named}", []).append(answer)
        return {name: _figures(group) for name, group in sorted(groups.items())}

    def to_json(self) -> dict[str, Any]:
        """The run as JSON: settings, figures, and every answer."""
        return {
            "settings": self.settings,
            "figures": self.figures(),
            "answers": [
                {**asdict(answer), "question": answer.question.qid} for answer in self.answers
            ],
        }


def _figures(group: Sequence[Answered]) -> dict[str, float]:
    known = [answer for answer in group if not answer.question.unanswerable]
    unknown = [answer for answer in group if answer.question.unanswerable]
    ranks = [answer.rank for answer in known]
    times = [answer.took_ms for answer in group]
    return {
        "questions": len(known),
        "first": first_right(ranks, 1),
        "in_five": first_right(ranks, 5),
        "in_ten": first_right(ranks, 10),
        "mrr": mean_reciprocal_rank(ranks),
        "act_first": first_right([answer.act_rank for answer in known], 1),
        "unanswerable": len(unknown),
        "unanswerable_recognised": share([not answer.answerable for answer in unknown]),
        "answerable_kept": share([answer.answerable for answer in known]),
        "auroc": area_under_curve(
            [answer.confidence for answer in known], [answer.confidence for answer in unknown]
        ),
        "p50_ms": percentile(times, 0.5),
        "p95_ms": percentile(times, 0.95),
    }


class Asks(Protocol):
    """Whatever answers a question (``act_id`` narrows it to one act)."""

    def __call__(self, words: str, *, limit: int, act_id: str | None) -> SearchResponse:
        """Answer ``words``."""
        ...


def run_gold(
    ask: Asks,
    questions: Iterable[GoldQuestion],
    act_ids: Mapping[str, str],
    *,
    limit: int = 10,
    known_act: bool = False,
    settings: dict[str, Any] | None = None,
) -> RunResult:
    """Ask every question. ``act_ids`` maps act codes to ids of loaded acts.

    With ``known_act`` the search is narrowed to the question's own act («service known»).
    Raises UnknownActError where an answerable question's act is not loaded.
    """
    listed = list(questions)
    missing = sorted({q.act_code for q in listed if not q.unanswerable} - act_ids.keys())
    if missing:
        raise UnknownActError(
            f"The questions ask about acts that are not loaded: {', '.join(missing)}. Load them "
            f"with `bilim ingest`, with a meta.json that gives their act_code."
        )
    answers = tuple(
        _answer(ask, question, act_ids.get(question.act_code), limit=limit, known_act=known_act)
        for question in listed
    )
    return RunResult(answers, {"limit": limit, "known_act": known_act, **(settings or {})})


def _answer(
    ask: Asks, question: GoldQuestion, act_id: str | None, *, limit: int, known_act: bool
) -> Answered:
    response = ask(question.question, limit=limit, act_id=act_id if known_act else None)
    rank = act_rank = None
    for result in response.results:
        if result.act.id != act_id:
            continue
        act_rank = act_rank or result.rank
        if rank is None and any(fits(point, result.eid) for point in question.points):
            rank = result.rank
    return Answered(
        question=question,
        rank=rank,
        act_rank=act_rank,
        answerable=response.answerable,
        confidence=response.confidence,
        took_ms=response.took_ms,
        first_eid=response.results[0].eid if response.results else "",
    )

"""The shape of an answer: one model for the command line, HTTP and the page.

Nothing here is worded by Bilim: quotations are the words of the act, citations its requisites.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the quotation that matched the query: characters ``start`` to ``end``.

    Not a model, since an answer holds dozens and nothing in them needs checking.
    """

    start: int
    end: int


class CitedAct(_Frozen):
    """The act that is quoted."""

    id: str
    number: str
    date: dt.date
    title: str


class CitedEdition(_Frozen):
    """The edition that is quoted, and when the quoted text is in force.

    ``in_force_from`` is None where the day is unknown: ``in_force_note`` then gives the clause
    that it rests on, and ``in_force_by`` the day by which the text certainly was in force, if any;
    ``in_force_to`` is the first day on which it is no longer, None while open.
    """

    date: dt.date
    in_force_from: dt.date | None
    in_force_to: dt.date | None
    in_force_by: dt.date | None = None
    in_force_note: str = ""


class UpdateMark(_Frozen):
    """That something here has changed and is being updated: never left off while it is so."""

    id: int = Field(description="The update's number")
    since: dt.date = Field(description="The day on which the first change took effect")
    due: dt.date = Field(description="The last day on which the update is on time")
    state: str = Field(description="flagged, assigned, submitted, returned, not_affected")
    overdue: bool
    changed: tuple[str, ...] = Field(description="The elements (eids) that changed")


class SearchResult(_Frozen):
    """One article that may answer."""

    rank: int
    article_id: str
    act: CitedAct
    eid: str
    kind: str
    number: str = Field(description="The paragraph's or row's printed number: «13», «8»")
    heading: str
    chapter: str
    service: str
    aspect: str = Field(description="What a row of a service standard answers: fee, term, …")
    language: str
    key_sentence: str = Field(description="The sentence of the quotation that answers best")
    quote: str = Field(description="The words of the act, whole")
    marks: tuple[Mark, ...] = Field(description="Where the quotation matched the query")
    edition: CitedEdition
    status: str = Field(description="in_force, entry_into_force_unknown, repealed, …")
    citation: str
    link: str
    score: float
    update: UpdateMark | None = Field(
        None, description="Set where what is quoted has changed and is being updated"
    )


class SearchResponse(_Frozen):
    """The answer to a query."""

    query: str
    language: str
    as_of: dt.date
    answerable: bool = Field(description="False: the base has no answer to this")
    confidence: float = Field(ge=0, le=1)
    took_ms: float
    results: tuple[SearchResult, ...]

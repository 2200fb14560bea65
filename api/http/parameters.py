"""Parameters that several routes share, with their descriptions, limits and examples."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import Path, Query

from api.http.problems import MEDIA_TYPE, Problem

API = "/api/v1"

LONGEST_QUERY = 1000
MOST_RESULTS = 50

LanguageCode = Literal["kk", "ru", "en"]

AsOf = Annotated[
    dt.date | None,
    Query(description="The day to answer for; today if left out", examples=["2026-01-01"]),
]
Words = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST_QUERY,
        pattern=r"\S",
        description="The caller's words, in Kazakh, Russian or both",
        examples=["сколько стоит дубликат билета", "билет неше күнде беріледі"],
    ),
]
PreferredLanguage = Annotated[
    LanguageCode | None,
    Query(description="Prefer quotations in this language; both are always searched"),
]
TextLanguage = Annotated[LanguageCode, Query(description="The language of the text")]
ActReference = Annotated[
    str,
    Path(
        description="«number/date», the registration number, or the id",
        examples=["917-НҚ/2023-09-14", "90001", "order-917-nq-2023-09-14"],
        max_length=200,
    ),
]


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI's description of the problems that a route may answer with."""
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {
        status: {
            "description": _DESCRIPTIONS[status],
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for status in statuses
    }


_DESCRIPTIONS = {
    401: "Nobody said who they are, or the token is not valid",
    403: "Whoever it is may not do this",
    404: "Nothing in the base answers to this",
    409: "Several acts fit the reference, or the edition is loaded with another text",
    413: "The file is over the limit",
    415: "The file's content is of a format that is not taken",
    422: "A parameter, the file or the form cannot be read; `problems` or `missing` say what",
    503: "The store or the search index cannot be used now",
}

"""Examples in the OpenAPI description. They are of the invented acts under ``examples/``."""

from __future__ import annotations

from typing import Any


def shown_as(example: dict[str, Any], status: int = 200) -> dict[int | str, dict[str, Any]]:
    """OpenAPI's way to say that a route answers like ``example``."""
    return {status: {"content": {"application/json": {"example": example}}}}


_ACT_ID = "order-917-nq-2023-09-14"
_TITLE = (
    'Об утверждении Правил оказания государственной услуги "Выдача единого читательского билета"'
)
_SERVICE = "Выдача единого читательского билета"
_QUOTE = (
    "Билет действует десять лет, билет ребенка – до достижения им четырнадцати лет.\n"
    "Билет с истекшим сроком действия заменяется бесплатно в порядке, предусмотренном главой 2 "
    "настоящих Правил."
)
_CITATION = "Приказ № 917-НҚ от 14.09.2023, п. 13 (ред. 01.07.2025)"

SEARCH_EXAMPLE: dict[str, Any] = {
    "query": "сколько лет действует читательский билет",
    "language": "ru",
    "as_of": "2026-01-15",
    "answerable": True,
    "confidence": 0.91,
    "took_ms": 11.8,
    "results": [
        {
            "rank": 1,
            "article_id": f"{_ACT_ID}/chp_3__para_13",
            "act": {"id": _ACT_ID, "number": "917-НҚ", "date": "2023-09-14", "title": _TITLE},
            "eid": "chp_3__para_13",
            "kind": "paragraph",
            "number": "13",
            "heading": "",
            "chapter": "Порядок использования билета",
            "service": _SERVICE,
            "aspect": "",
            "language": "ru",
            "key_sentence": _QUOTE.split("\n", maxsplit=1)[0],
            "quote": _QUOTE,
            "marks": [{"start": 0, "end": 14}, {"start": 22, "end": 25}],
            "edition": {
                "date": "2025-07-01",
                "in_force_from": "2025-07-01",
                "in_force_to": None,
                "in_force_by": None,
                "in_force_note": "",
            },
            "status": "in_force",
            "citation": _CITATION,
            "link": f"/articles/{_ACT_ID}/chp_3__para_13",
            "score": 0.87,
            "update": None,
        }
    ],
}

ARTICLE_EXAMPLE: dict[str, Any] = {
    "article_id": f"{_ACT_ID}/chp_3__para_13",
    "kind": "paragraph",
    "act": {
        "id": _ACT_ID,
        "kind": "order",
        "issuer": "Министра культуры и информации Республики Казахстан",
        "date": "2023-09-14",
        "number": "917-НҚ",
        "registration_number": "90001",
        "registration_date": "2023-09-19",
        "titles": {"ru": _TITLE},
        "requisites": {},
        "repealed": False,
        "repealed_on": None,
        "repealed_by": "",
        "editions": [],
    },
    "eid": "chp_3__para_13",
    "service": {"ru": _SERVICE},
    "aspect": "",
    "as_of": "2026-01-15",
    "status": "in_force",
    "texts": {},
    "versions": [
        {
            "language": "ru",
            "number": "13",
            "heading": "",
            "chapter": "Порядок использования билета",
            "text": _QUOTE,
            "footnotes": [],
            "edition_date": "2025-07-01",
            "in_force_from": "2025-07-01",
            "in_force_to": None,
            "in_force_by": None,
            "in_force_note": "",
            "citation": _CITATION,
            "current": True,
        }
    ],
    "update": None,
    "notes": [],
}

DIFF_EXAMPLE: dict[str, Any] = {
    "act_id": _ACT_ID,
    "language": "ru",
    "old_edition": "2023-09-14",
    "new_edition": "2025-07-01",
    "differences": [
        {
            "eid": "chp_3__para_13",
            "number": "13",
            "kind": "amended",
            "old": "Билет действует пять лет, …",
            "new": _QUOTE,
        }
    ],
}

CHANGES_BETWEEN_EXAMPLE: list[dict[str, Any]] = [
    {
        "eid": "chp_3__para_13",
        "number": "13",
        "kind": "amended",
        "old": "Билет действует пять лет, …",
        "new": _QUOTE,
        "amended_by": [{"number": "203-НҚ", "date": "2025-06-12"}],
        "footnote": True,
    }
]

CHANGES_SINCE_EXAMPLE: list[dict[str, Any]] = [
    {
        "act_id": _ACT_ID,
        "language": "ru",
        "title": _TITLE,
        "old_edition": "2023-09-14",
        "new_edition": "2025-07-01",
        "changes": CHANGES_BETWEEN_EXAMPLE,
        "findings": [],
    }
]

LOADED_EXAMPLE: dict[str, Any] = {
    "file": "rus.2025-07-01.html",
    "editions": [
        {"act_id": _ACT_ID, "status": "new_edition", "changed_versions": 9, "updates": [17]}
    ],
    "submissions": 0,
    "error": None,
    "error_code": None,
}

FORM_EXAMPLE: dict[str, Any] = {
    "file": "annex1-library-card.docx",
    "editions": [],
    "submissions": 1,
    "error": None,
    "error_code": None,
}

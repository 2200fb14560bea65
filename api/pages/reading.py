"""Reading what the fields of a page's form say; an empty field says nothing."""

from __future__ import annotations

import datetime as dt

from knowledge.acts import LANGUAGES
from knowledge.errors import InvalidReferenceError


def day_of(text: str) -> dt.date | None:
    """A day in a date field. Raises InvalidReferenceError."""
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidReferenceError(f"«{text[:20]}» is no date; give it as 2026-01-31.") from error


def language_of(text: str) -> str:
    """A language code, or "" for no preference. Raises InvalidReferenceError."""
    if text and text not in LANGUAGES:
        raise InvalidReferenceError(f"«{text[:20]}» is no language; there are kk, ru and en.")
    return text

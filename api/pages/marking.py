"""Marks as the pages print them: that something has changed, by when it is updated, and what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.presenting import day
from api.pages.words import Words
from api.views import NoteView
from ranking.answers import UpdateMark

_CITED = ("order", "annex", "para", "subpara", "row")
"""Elements by which a place is named; chapters and sections are left out, as in a citation."""


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A mark in words. ``places`` names what changed."""

    text: str
    places: tuple[str, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note in one language, with its mark if what it rests on has changed."""

    language: str
    title: str
    lines: tuple[str, ...]
    author: str
    written: dt.datetime
    mark: ShownMark | None


def show_mark(mark: UpdateMark | None, words: Words, on: dt.date) -> ShownMark | None:
    """A mark in the words of the page, as of a day."""
    if mark is None:
        return None
    key = "mark_will_change" if mark.since > on else "mark_late" if mark.overdue else "mark_changed"
    return ShownMark(
        text=words(key, since=day(mark.since), due=day(mark.due)),
        places=tuple(place_in_words(eid, words) for eid in mark.changed),
        late=mark.overdue,
    )


def place_in_words(eid: str, words: Words) -> str:
    """An element in words: «приложение 1, строка 8»; the eid itself where it has no such name."""
    named = []
    for part in eid.split("__"):
        kind, _, number = part.partition("_")
        if kind not in _CITED or (not number and kind not in ("order", "annex")):
            continue
        key = f"place_{kind}" if number or kind == "order" else f"place_{kind}_only"
        named.append(words(key, number=number.replace("_", "-")))
    return ", ".join(named) or eid


def show_notes(notes: Sequence[NoteView], words: Words, on: dt.date) -> tuple[ShownNote, ...]:
    """Notes in the language of the page where they have it, else in the one they have."""
    shown = []
    for note in notes:
        language = words.language if words.language in note.texts else next(iter(note.texts))
        shown.append(
            ShownNote(
                language=language,
                title=note.titles[language],
                lines=tuple(line for line in note.texts[language].splitlines() if line.strip()),
                author=note.author,
                written=note.written_at,
                mark=show_mark(note.update, words, on),
            )
        )
    return tuple(shown)

"""Hand-written notes: what an editor adds to a provision or a service in the editor's own words.

A note is an article of the kind «note». It rests on the provisions that it cites, so an amendment
of one of them makes it stale, and it says so until its update is accepted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.errors import BilimError

NOTE_LANGUAGES = ("kk", "ru")
LONGEST_TITLE = 300
"""Characters."""
LONGEST_TEXT = 20_000
"""Characters: a note is shorter than an act."""


class NoteError(BilimError):
    """A note cannot be kept as it is written."""

    code = "note_refused"


@dataclass(frozen=True, slots=True)
class Cited:
    """A provision that a note rests on."""

    act_id: str
    eid: str


def place_of(eid: str) -> str:
    """An eid without its chapter and section.

    Paragraphs are numbered through a whole set of Rules: with a new chapter, «пункт 13» is
    `chp_3__para_13` where it was `chp_2__para_13`, and still what a note cites.
    """
    return "__".join(part for part in eid.split("__") if not part.startswith(("chp_", "sec_")))


@dataclass(frozen=True, slots=True)
class NoteText:
    """What a note says: title and text by language (kk, ru; one is enough)."""

    titles: Mapping[str, str]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """One version of a note, counted from 1. ``written_at`` is in UTC."""

    number: int
    text: NoteText
    author: str
    written_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A note with all its versions, oldest first."""

    id: str
    act_id: str
    cites: tuple[Cited, ...]
    versions: tuple[NoteVersion, ...]
    withdrawn_at: dt.datetime | None = None

    @property
    def current(self) -> NoteVersion:
        """The newest version."""
        return self.versions[-1]


def checked(text: NoteText) -> NoteText:
    """The text without blanks around it and without empty languages. Raises NoteError."""
    titles = _filled(text.titles)
    texts = _filled(text.texts)
    if not texts or set(titles) != set(texts):
        raise NoteError("A note needs a title and a text in each of its languages (kk, ru).")
    longest = max(map(len, titles.values())), max(map(len, texts.values()))
    if longest[0] > LONGEST_TITLE or longest[1] > LONGEST_TEXT:
        raise NoteError(
            f"A note's title may have {LONGEST_TITLE} characters and its text {LONGEST_TEXT}."
        )
    return NoteText(titles, texts)


def _filled(by_language: Mapping[str, str]) -> dict[str, str]:
    unknown = sorted(set(by_language) - set(NOTE_LANGUAGES))
    if unknown:
        raise NoteError(f"A note is written in kk and ru, not in {', '.join(unknown)}.")
    return {
        language: by_language[language].strip()
        for language in NOTE_LANGUAGES
        if by_language.get(language, "").strip()
    }

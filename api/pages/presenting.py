"""From the doors' models to what a template prints: marked words, dates, lines on force."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.pages.words import Words
from knowledge.calendar import TIME_ZONE
from ranking.answers import Mark, SearchResult


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a quotation; ``marked`` where it matched the query."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a provision; ``indented`` for a subparagraph."""

    segments: tuple[Segment, ...]
    indented: bool


def day(date: dt.date | None) -> str:
    """«01.07.2025», as dates are written in both languages of the page."""
    return date.strftime("%d.%m.%Y") if date else ""


def moment(at: dt.datetime | None) -> str:
    """«01.07.2025 14:05», by the clocks of Kazakhstan."""
    return at.astimezone(TIME_ZONE).strftime("%d.%m.%Y %H:%M") if at else ""


def segments(text: str, marks: Iterable[Mark], offset: int = 0) -> tuple[Segment, ...]:
    """Cut ``text`` at the marks, which count from ``offset`` before its first letter.

    Marks that overlap, stand outside or are in any order do no harm: every letter of the text
    comes out exactly once.
    """
    pieces: list[Segment] = []
    done = 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        start = max(mark.start - offset, done)
        end = min(mark.end - offset, len(text))
        if start >= end:
            continue
        if start > done:
            pieces.append(Segment(text[done:start], marked=False))
        pieces.append(Segment(text[start:end], marked=True))
        done = end
    if done < len(text):
        pieces.append(Segment(text[done:], marked=False))
    return tuple(pieces)


def key_segments(result: SearchResult) -> tuple[Segment, ...]:
    """The key sentence with the words that matched; unmarked where it is not in the quotation.

    The sentence may run over several lines of the quotation, and be cut at its end with «…».
    """
    flat, places = _flattened(result.quote)
    start = flat.find(_CUT.sub("", result.key_sentence))
    if start < 0:
        return segments(result.key_sentence, ())
    marks = [
        Mark(start=bisect_left(places, mark.start), end=bisect_left(places, mark.end))
        for mark in result.marks
    ]
    return segments(result.key_sentence, marks, start)


_CUT = re.compile(r"\s*…$")


def _flattened(text: str) -> tuple[str, list[int]]:
    """The text with every run of blanks as one space, and where each letter of it stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        blank = letter.isspace()
        if blank and letters and letters[-1] == " ":
            continue
        letters.append(" " if blank else letter)
        places.append(place)
    return "".join(letters), places


_SUBPARAGRAPH = re.compile(r"\s*(?:\d+(?:-\d+)?\)|[–—-]\s)")


def lines_of(text: str, marks: Sequence[Mark] = ()) -> tuple[Line, ...]:
    """A provision's text line by line, with the marks that fall into each."""
    lines: list[Line] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            indented = _SUBPARAGRAPH.match(line) is not None
            lines.append(Line(segments(line, marks, start), indented))
        start += len(line) + 1
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Force:
    """When a text is in force, in words; ``clause`` is what the act says where no day is known.

    ``certain`` is false where it is not even known whether the text is in force.
    """

    text: str
    clause: str
    certain: bool


def force_of(
    words: Words,
    as_of: dt.date,
    start: dt.date | None,
    end: dt.date | None,
    note: str = "",
    by: dt.date | None = None,
) -> Force:
    """Say when a text is in force. ``end`` is the first day on which it is not.

    Where ``start`` is unknown, ``note`` is the act's clause on its entry into force, and ``by``
    the day by which it certainly was in force, if any is known.
    """
    until = day(end - dt.timedelta(days=1)) if end and end > dt.date.min else ""
    if start is not None:
        return Force(_with_known_start(words, as_of, start, end, until), "", certain=True)
    clause = "" if note == "unknown" else note
    if by is not None:
        key = "force_by_until" if until else "force_by"
        text = words(key, by=day(by), until=until)
    elif until:
        text = words("force_until_unknown", until=until)
    else:
        text = words("force_unknown")
    return Force(text, clause, certain=by is not None)


def _with_known_start(
    words: Words, as_of: dt.date, start: dt.date, end: dt.date | None, until: str
) -> str:
    if start > as_of:
        return words("force_will_be", since=day(start))
    if end is None:
        return words("force_since", since=day(start))
    key = "force_was" if end <= as_of else "force_between"
    return words(key, since=day(start), until=until)

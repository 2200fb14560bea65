"""From the doors' models to what a template prints: marked words, dates, lines on force."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.pages.words import Words
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
    """The key sentence with the words that matched; unmarked where it is not in the quotation."""
    start = result.quote.find(result.key_sentence)
    marks = result.marks if start >= 0 else ()
    return segments(result.key_sentence, marks, max(start, 0))


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


def force_line(
    words: Words,
    as_of: dt.date,
    start: dt.date | None,
    end: dt.date | None,
    note: str = "",
) -> str:
    """When a text is in force, in words. ``end`` is the first day on which it is not.

    Where the start is unknown that is said, with the act's own clause if there is one.
    """
    until = day(end - dt.timedelta(days=1)) if end and end > dt.date.min else ""
    if start is None:
        clause = f": {note}" if note and note != "unknown" else ""
        if until:
            return words("force_until_unknown", until=until) + clause
        return words("force_unknown") + clause
    since = day(start)
    if start > as_of:
        return words("force_will_be", since=since)
    if not until:
        return words("force_since", since=since)
    assert end is not None
    key = "force_was" if end <= as_of else "force_between"
    return words(key, since=since, until=until)

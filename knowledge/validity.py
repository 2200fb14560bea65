"""When a text is in force: reading clauses on entry into force, and intervals of validity.

Sources: Law of the Republic of Kazakhstan «On Legal Acts» № 480-V of 06.04.2016, articles 42
and 43 (a by-law act enters into force ten calendar days after its first official publication
unless it names another date). A date that depends on a publication that we do not know stays
unknown: it is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from knowledge.dates import find_date
from knowledge.numerals import number_from_words


class EntryBasis(StrEnum):
    """On what the date of entry into force rests."""

    FIXED = "fixed"
    """The act names the date."""
    AFTER_PUBLICATION = "after_publication"
    """So many calendar days after the day of first official publication."""
    EDITION = "edition"
    """The source dates the edition, and the date of an edition is the day it took effect."""
    UNKNOWN = "unknown"
    """Nothing in the source says."""


@dataclass(frozen=True, slots=True)
class EntryIntoForce:
    """``on`` is the first day in force, or None when it is unknown; ``clause`` says why."""

    basis: EntryBasis
    on: date | None
    clause: str = ""
    days: int | None = None
    not_before: date | None = None

    def resolved(self, published: date | None) -> EntryIntoForce:
        """The same with the date worked out from the day of first official publication.

        «По истечении десяти календарных дней после дня … опубликования»: the count starts on
        the day after publication, and the act is in force on the day after the last of them.
        """
        if self.on or published is None or self.days is None:
            return self
        on = published + timedelta(days=self.days + 1 if self.days else 0)
        if self.not_before and self.not_before > on:
            on = self.not_before
        return EntryIntoForce(self.basis, on, self.clause, self.days, self.not_before)


UNKNOWN_ENTRY = EntryIntoForce(EntryBasis.UNKNOWN, None)

_ENTRY_WORDS = re.compile(
    r"ввод[ия]\w+\s+в\s+действие|введени\w+\s+в\s+действие|қолданысқа\s+енгiз\w+|"
    r"қолданысқа\s+енгіз\w+|shall\s+(?:be\s+enforced|be\s+brought\s+into\s+force|come\s+into\s+force|enter\s+into\s+force)",
    re.IGNORECASE,
)
_AFTER_PUBLICATION = re.compile(
    r"(?:по\s+истечени[ию]\s+(?P<ru>[\w\s()-]{2,40}?)\s+календарн\w+\s+д\w+"
    r"|күнтізбелік\s+(?P<kk>[\w\s()-]{1,30}?)\s+күн\s+өткен"
    r"|(?:upon\s+expiry\s+of\s+)?(?P<en>[\w\s-]{2,20}?)\s+calendar\s+days\s+after)",
    re.IGNORECASE,
)
_FROM_PUBLICATION = re.compile(
    r"со\s+дня\s+(?:его\s+)?(?:первого\s+)?официального\s+опубликования"
    r"|(?:алғашқы\s+)?ресми\s+жарияланған\s+күнінен\s+бастап",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(r"не\s+ранее|not\s+earlier\s+than|ерте\s+емес", re.IGNORECASE)


def read_entry_into_force(clause: str) -> EntryIntoForce | None:
    """Read one clause on entry into force («вводится в действие …», «қолданысқа енгізіледі»).

    Returns None where the text has no such clause.
    """
    text = " ".join(clause.split())
    words = _ENTRY_WORDS.search(text)
    if not words:
        return None
    after = _AFTER_PUBLICATION.search(text)
    if after:
        counted = after.group("ru") or after.group("kk") or after.group("en") or ""
        days = number_from_words(counted)
        not_before = find_date(text) if _NOT_BEFORE.search(text) else None
        return EntryIntoForce(EntryBasis.AFTER_PUBLICATION, None, text, days, not_before)
    if _FROM_PUBLICATION.search(text):
        return EntryIntoForce(EntryBasis.AFTER_PUBLICATION, None, text, 0)
    # Russian and English name the day after these words, Kazakh before them.
    named = find_date(text[words.end() :]) or find_date(text)
    if named:
        return EntryIntoForce(EntryBasis.FIXED, named, text)
    return EntryIntoForce(EntryBasis.UNKNOWN, None, text)


class ForceStatus(StrEnum):
    """How a text stands on a given day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet_in_force"
    UNKNOWN = "entry_into_force_unknown"
    NO_LONGER = "no_longer_in_force"
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True)
class Interval:
    """Days ``start`` (included) to ``end`` (excluded); None is open."""

    start: date | None
    end: date | None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

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

from knowledge.dates import find_date, iterate_dates, kazakh_i
from knowledge.numerals import number_from_words

ON_PUBLICATION = -1
"""«Вводится в действие со дня его первого официального опубликования»."""


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
    """``on`` is the first day in force, or None when it is unknown; ``clause`` says why.

    ``days`` is how many whole days pass between the day of first official publication and the
    first day in force (0: the very next day; ``ON_PUBLICATION``: that day itself).
    """

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
        on = published + timedelta(days=self.days + 1)
        if self.not_before and self.not_before > on:
            on = self.not_before
        return EntryIntoForce(self.basis, on, self.clause, self.days, self.not_before)


UNKNOWN_ENTRY = EntryIntoForce(EntryBasis.UNKNOWN, None)

_ENTRY_WORDS = re.compile(
    r"(?P<after>ввод[ия]\w+\s+в\s+действие|введ[её]н\w*\s+в\s+действие"
    r"|введени\w+\s+в\s+действие"
    r"|shall\s+be\s+(?:enforced|(?:brought|put)\s+into\s+(?:force|effect))"
    r"|(?:come|enter)s?\s+into\s+(?:force|effect))"
    r"|(?P<before>қолданысқа\s+енгіз\w+)",
    re.IGNORECASE,
)
"""Words of entry into force, by the side on which the language names the day."""
_DAYS_AFTER = re.compile(
    r"по\s+истечени[ию]\s+(?P<ru>[\w\s()-]{1,40}?)\s+календарн\w+\s+д\w+"
    r"|күнтізбелік\s+(?P<kk>[\w\s()-]{1,30}?)\s+күн\s+өткен"
    r"|(?P<en>[\w\s-]{2,20}?)\s+calendar\s+days\s+after",
    re.IGNORECASE,
)
_OTHER_TERM = re.compile(r"по\s+истечени|өткен|expir|\b(?:months?|days)\s+after", re.IGNORECASE)
"""A term in months or working days: its end is not worked out here."""
_FROM_PUBLICATION = re.compile(
    r"со\s+дня\s+(?:его\s+|ее\s+|их\s+)?(?:первого\s+)?официального\s+опубликования"
    r"|ресми\s+жарияланған\s+күн(?:інен|нен)\s+бастап"
    r"|(?:from|on)\s+the\s+da(?:y|te)\s+of\s+(?:its\s+)?(?:first\s+)?official\s+publication",
    re.IGNORECASE,
)
_DAY_AFTER_PUBLICATION = re.compile(
    r"после\s+дня\s+(?:его\s+|ее\s+|их\s+)?(?:первого\s+)?официального\s+опубликования"
    r"|ресми\s+жарияланған\s+күн(?:інен|нен)\s+кейін"
    r"|after\s+the\s+da(?:y|te)\s+of\s+(?:its\s+)?(?:first\s+)?official\s+publication",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?P<after>не\s+ранее|not\s+earlier\s+than)|(?P<before>(?:ерте|бұрын)\s+емес)", re.IGNORECASE
)
_RELATIONS = re.compile(r"распростран\w+|туындаған|legal\s+relations", re.IGNORECASE)
"""«… и распространяется на отношения, возникшие с …»: not the day of entry into force."""
_EXCEPT_AFTER = re.compile(r"\bза\s+исключением|\bwith\s+the\s+exception|\bexcept\b", re.IGNORECASE)
_EXCEPT_BEFORE = re.compile(r"қоспағанда", re.IGNORECASE)
_LONGEST_GAP = 40
"""Characters between a day and the words that it belongs to («2026 жылғы 1 қаңтардан бастап»)."""


def read_entry_into_force(clause: str) -> EntryIntoForce | None:
    """Read one clause on entry into force («вводится в действие …», «қолданысқа енгізіледі»).

    Returns None where the text has no such clause.
    """
    printed = " ".join(clause.split())
    text = _without_exceptions(kazakh_i(printed))
    words = _ENTRY_WORDS.search(text)
    if not words:
        return None
    days = _days_after_publication(text)
    if days is not None:
        bound = _NOT_BEFORE.search(text)
        not_before = _date_beside(text, bound) if bound else None
        return EntryIntoForce(EntryBasis.AFTER_PUBLICATION, None, printed, days, not_before)
    if _OTHER_TERM.search(text):
        return EntryIntoForce(EntryBasis.AFTER_PUBLICATION, None, printed)
    relations = _RELATIONS.search(text)
    named = _date_beside(text[: relations.start()] if relations else text, words)
    if named:
        return EntryIntoForce(EntryBasis.FIXED, named, printed)
    return EntryIntoForce(EntryBasis.UNKNOWN, None, printed)


def _without_exceptions(text: str) -> str:
    """The clause for the act as a whole, without «за исключением пункта 3, который …»."""
    exception = _EXCEPT_AFTER.search(text)
    if exception and _ENTRY_WORDS.search(text[: exception.start()]):
        text = text[: exception.start()]
    for exception in _EXCEPT_BEFORE.finditer(text):
        if _ENTRY_WORDS.search(text[exception.end() :]):
            return text[exception.end() :]
    return text


def _days_after_publication(text: str) -> int | None:
    """How many days pass after the day of publication, or None where the text says no such."""
    counted = _DAYS_AFTER.search(text)
    if counted:
        return number_from_words(counted["ru"] or counted["kk"] or counted["en"])
    if _OTHER_TERM.search(text):
        return None
    if _FROM_PUBLICATION.search(text):
        return ON_PUBLICATION
    return 0 if _DAY_AFTER_PUBLICATION.search(text) else None


def _date_beside(text: str, words: re.Match[str]) -> date | None:
    """The date that belongs to ``words``: Russian and English name it after, Kazakh before."""
    after = find_date(text[words.end() :])
    if after and words["after"]:
        return after
    before = None
    for day, _start, end in iterate_dates(text[: words.start()]):
        if words.start() - end <= _LONGEST_GAP:
            before = day
    return before or after


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

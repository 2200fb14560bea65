"""What a fact, a quotation and a finding are."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    """What a fact says."""

    TERM = "term"
    """How long: minutes, hours, days (working, calendar), months, years."""
    AMOUNT = "amount"
    """How much money, in tenge or monthly calculation indices, or what share in per cent."""
    FEE = "fee"
    """That a service is free or paid."""
    SCHEDULE = "schedule"
    """A time of day, a day of the week, or «round the clock»."""
    CONTACT = "contact"
    """A telephone number."""
    DATE = "date"
    """A day, a day of a month, or a year."""
    ACT = "act"
    """A number after «№»: of an act, or of its registration."""
    REFERENCE = "reference"
    """An article, paragraph, subparagraph, part, annex … of an act."""
    ADDRESS = "address"
    """A web or e-mail address."""
    NUMBER = "number"
    """Any other figure."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: ``value`` is the same in every language («3 working days», «article 10»).

    ``start`` and ``end`` are its place in the text. ``figures`` are the bare numbers in it, by
    which it is known again where another reader understood it otherwise. A fact without a value
    only marks a place whose figures are nobody's business (the issue of a newspaper).
    """

    kind: FactKind
    value: str
    start: int
    end: int
    figures: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[FactKind, str]:
        """What two facts have in common that say the same."""
        return self.kind, self.value


class Severity(StrEnum):
    """How much a finding matters to a caller, worst first."""

    HIGH = "high"
    """A term, an amount, a telephone number, or a whole provision."""
    MEDIUM = "medium"
    """A reference, a date, a number; a part of a provision."""
    LOW = "low"
    """The count of lines, or their wording."""
    NOTE = "note"
    """Typesetting."""

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class FindingKind(StrEnum):
    """What is wrong."""

    TERM_DIFFERS = "term_differs"
    AMOUNT_DIFFERS = "amount_differs"
    FEE_DIFFERS = "fee_differs"
    SCHEDULE_DIFFERS = "schedule_differs"
    CONTACT_DIFFERS = "contact_differs"
    DATE_DIFFERS = "date_differs"
    ACT_DIFFERS = "act_differs"
    REFERENCE_DIFFERS = "reference_differs"
    ADDRESS_DIFFERS = "address_differs"
    NUMBER_DIFFERS = "number_differs"
    PROVISION_MISSING = "provision_missing"
    """An element stands in one language only."""
    EXCLUDED_ON_ONE_SIDE = "excluded_on_one_side"
    PART_MISSING = "part_missing"
    """A paragraph of an element's text stands in one language only."""
    SUBPARAGRAPH_MISSING = "subparagraph_missing"
    WORDING_MISSING = "wording_missing"
    """One language says far more than the other."""
    NUMBERING_DIFFERS = "numbering_differs"
    AMENDMENT_DIFFERS = "amendment_differs"
    """The footnotes name other amending orders, or other days of entry into force."""
    CONTRADICTION = "contradiction"
    """Two places of one text disagree about one thing."""
    FIGURE_AND_WORDS_DIFFER = "figure_and_words_differ"
    """«5 (үш)»."""


@dataclass(frozen=True, slots=True)
class FactDifference:
    """What the sides say of one thing: side → values. A side that says nothing has no values."""

    kind: FactKind
    values: tuple[tuple[str, tuple[str, ...]], ...]

    def of(self, side: str) -> tuple[str, ...]:
        """The values that ``side`` has and the other has not."""
        return dict(self.values).get(side, ())


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence or line of one side. ``place`` is the eid it stands in."""

    side: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a person should look at.

    ``sides`` are languages, or, for a contradiction inside one text, the places that disagree
    (then ``language`` is that text's). ``about`` says what is compared, for a contradiction.
    ``editions`` are the dates of the editions in which it stands, newest last.
    """

    kind: FindingKind
    severity: Severity
    act_id: str
    editions: tuple[dt.date, ...]
    languages: tuple[str, ...]
    eid: str
    number: str
    differences: tuple[FactDifference, ...]
    quotations: tuple[Quotation, ...]
    about: str = ""
    current: bool = True
    """Whether it stands in the newest edition that was looked at."""

    @property
    def key(self) -> str:
        """The same for the same finding tomorrow, and in the next edition if it stays there."""
        said = [
            self.act_id,
            self.kind.value,
            "+".join(self.languages),
            self.eid,
            self.about,
            *(f"{d.kind.value}:{side if not self.about else ''}={value}"
              for d in self.differences for side, values in d.values for value in values),
        ]  # fmt: skip
        if not self.differences:
            said += [_squeezed(quotation.text)[:200] for quotation in self.quotations]
        return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:16]


def _squeezed(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())

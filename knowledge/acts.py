"""Acts, editions and provisions: the words of FRBR and Akoma Ntoso, as frozen values.

An *act* is the order as such; an *edition* is its text in one language as of a date; a
*provision* is one structural element of an edition, addressed by an ``eid`` that is the same in
every language and stays the same from edition to edition.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.validity import EntryIntoForce

LANGUAGES = ("kk", "ru", "en")
"""Languages of editions; Kazakh and Russian are authentic, English is a translation."""


class ActKind(StrEnum):
    """The form of a by-law act."""

    ORDER = "order"
    RESOLUTION = "resolution"
    LAW = "law"
    DECREE = "decree"
    DECISION = "decision"


class ProvisionKind(StrEnum):
    """What a structural element is."""

    ORDER = "order"
    """The order's own text, before what it approves."""
    PREAMBLE = "preamble"
    RULES = "rules"
    """A set of Rules or a Standard that the order approves."""
    CHAPTER = "chapter"
    SECTION = "section"
    PARAGRAPH = "paragraph"
    SUBPARAGRAPH = "subparagraph"
    ANNEX = "annex"
    TABLE_ROW = "table_row"
    SIGNATURE = "signature"
    TEXT = "text"
    """Text of an annex or chapter that carries no number of its own."""


CITABLE_KINDS = frozenset(
    {ProvisionKind.PARAGRAPH, ProvisionKind.TABLE_ROW, ProvisionKind.PREAMBLE, ProvisionKind.TEXT}
)
"""Kinds that an answer quotes and cites; the others hold them or are held by them."""


@dataclass(frozen=True, slots=True)
class Provision:
    """One structural element of an edition.

    ``number`` is as printed, without the closing full stop («13», «9-1», «2)», «8»).
    ``text`` is everything the element says, its subparagraphs included, lines joined by a
    newline; footnotes are apart, since every amendment rewrites them. ``excluded`` provisions
    keep their place and have no text to quote. ``in_force`` is set where a footnote gives the
    element a date of its own.
    """

    eid: str
    kind: ProvisionKind
    number: str
    heading: str
    text: str
    parent_eid: str | None
    position: int
    footnotes: tuple[str, ...] = ()
    excluded: bool = False
    in_force: EntryIntoForce | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 over what the provision says, blind to spacing, quotes' shape and footnotes."""
        return content_hash(self.heading, self.text, excluded=self.excluded)


_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-"}
)


def comparable(text: str) -> str:
    """Fold what typesetting changes and law does not: spacing, shapes of quotes and dashes."""
    folded = unicodedata.normalize("NFC", text).translate(_QUOTES)
    return _SPACES.sub(" ", folded).strip()


def content_hash(heading: str, text: str, *, excluded: bool = False) -> str:
    """SHA-256 (hex) of a provision's content."""
    content = "\x1f".join((comparable(heading), comparable(text), "excluded" if excluded else ""))
    return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Registration:
    """The entry in the Register of state registration of normative legal acts."""

    number: str
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Repeal:
    """That an act lost its force: since when, where known, and by which act, as printed.

    ``repealing_date`` is the date of the repealing act: before it the act certainly was in force.
    """

    on: dt.date | None
    by: str
    repealing_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ActHeader:
    """What identifies an act and describes it as a whole.

    ``number`` is as printed without «№» («58», «368/НҚ»). ``titles`` maps language to title;
    ``requisites`` likewise the line «Приказ … от … № …» where the file has one.
    """

    kind: ActKind
    issuer: str
    date: dt.date
    number: str
    registration: Registration | None = None
    titles: dict[str, str] = field(default_factory=dict)
    requisites: dict[str, str] = field(default_factory=dict)
    repeal: Repeal | None = None
    published: dt.date | None = None
    code: str | None = None
    """The act's code in the state's reference bank, where known."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The text of an act in one language as of ``date``, before it is stored."""

    header: ActHeader
    language: str
    date: dt.date
    title: str
    provisions: tuple[Provision, ...]
    entry_into_force: EntryIntoForce
    footnotes: tuple[str, ...] = ()

    @property
    def content_hash(self) -> str:
        """SHA-256 over the whole edition's content, in order."""
        digest = hashlib.sha256(comparable(self.title).encode())
        for provision in self.provisions:
            digest.update(f"\x1e{provision.eid}\x1f{provision.content_hash}".encode())
            digest.update("\x1f".join(comparable(note) for note in provision.footnotes).encode())
        return digest.hexdigest()

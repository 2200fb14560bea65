"""The way of a file to an edition: reader → blocks → cleaned blocks → provisions → Edition.

Each arrow is a function from one value to the next; this module is their order, and nothing
else. Nothing is stored here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from ingest.cleaning import clean
from ingest.header import (
    ActFacts,
    complete,
    facts_of_file_name,
    facts_of_properties,
    facts_of_text,
    merge,
)
from ingest.languages import split_languages
from ingest.readers import read_file
from ingest.ruined import check_not_ruined
from ingest.structure import ParsedText, parse_structure
from ingest.structure.markers import says_repealed
from knowledge.acts import Edition, Provision
from knowledge.articles import is_order_text
from knowledge.dates import iterate_dates
from knowledge.validity import UNKNOWN_ENTRY, EntryBasis, EntryIntoForce, read_entry_into_force


@dataclass(frozen=True, slots=True)
class ReadText:
    """One language version found in a file, before it is known which act it is."""

    language: str
    parsed: ParsedText
    properties: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """All language versions found in a file."""

    name: str
    media_type: str
    texts: tuple[ReadText, ...]


def read_structure(data: bytes, name: str) -> ReadFile:
    """Read a file's structure. Raises IngestError (one of its kinds) where that cannot be done.

    A file that holds two languages one after the other gives two texts.
    """
    document = read_file(data, name)
    check_not_ruined(document)
    texts = []
    for language, part in split_languages(clean(document)):
        parsed = parse_structure(part.blocks)
        texts.append(ReadText(language, parsed, dict(document.properties)))
    return ReadFile(name, document.media_type, tuple(texts))


def editions_of(read: ReadFile, *deliberate: ActFacts) -> tuple[Edition, ...]:
    """The editions that a file holds. ``deliberate`` facts win over what the file says.

    Raises MissingHeaderError where it stays unknown which act this is.
    """
    several = len(read.texts) > 1
    return tuple(_edition(read, text, deliberate, several=several) for text in read.texts)


def _edition(
    read: ReadFile, text: ReadText, deliberate: tuple[ActFacts, ...], *, several: bool
) -> Edition:
    facts = merge(
        (
            *deliberate,
            facts_of_properties(text.properties),
            facts_of_text(text.parsed, text.language),
            facts_of_file_name(read.name),
        )
    )
    language = text.language if several or facts.language is None else facts.language
    header = complete(facts, read.name)
    title = text.parsed.title or header.titles.get(language, "")
    titles = {**header.titles, language: title} if title else header.titles
    day, entry = _edition_date(facts.edition_date, header.date, text.parsed)
    return Edition(
        header=replace(header, titles=titles),
        language=language,
        date=day,
        title=title,
        provisions=text.parsed.provisions,
        entry_into_force=entry,
        footnotes=text.parsed.footnotes,
    )


def _edition_date(
    given: dt.date | None, act_date: dt.date, parsed: ParsedText
) -> tuple[dt.date, EntryIntoForce]:
    """The date of an edition and when it took effect.

    A given date later than the act's is the day from which the text is in force (that is how
    the state's reference bank dates editions). Without one, a text with no amendments is the
    original; an amended text is dated by its newest amendment: by the day the amendment names,
    or else by the amending order's own date, and then the day of effect stays unknown.
    """
    clause = entry_clause(parsed.provisions)
    if given is not None and given > act_date:
        later = clause.on if clause.basis is EntryBasis.FIXED and clause.on else given
        return given, EntryIntoForce(EntryBasis.EDITION, max(given, later), clause.clause)
    newest = _newest_amendment(parsed)
    if given is not None or newest is None:
        return given or act_date, clause
    day, entry = newest
    return day, entry


def entry_clause(provisions: tuple[Provision, ...]) -> EntryIntoForce:
    """The clause by which the order itself comes into force, from its last paragraphs."""
    for provision in reversed(provisions):
        if is_order_text(provision) and provision.number:
            entry = read_entry_into_force(provision.text)
            if entry is not None:
                return entry
    return UNKNOWN_ENTRY


def _newest_amendment(parsed: ParsedText) -> tuple[dt.date, EntryIntoForce] | None:
    """The newest amendment named in the footnotes: its date and its entry into force."""
    newest: tuple[dt.date, EntryIntoForce] | None = None
    notes = [*parsed.footnotes, *(note for p in parsed.provisions for note in p.footnotes)]
    for note in notes:
        if says_repealed(note):
            continue
        for order_date, clause in _amendments(note):
            entry = read_entry_into_force(clause) or UNKNOWN_ENTRY
            day = entry.on or order_date
            if newest is None or day > newest[0]:
                newest = day, EntryIntoForce(entry.basis, entry.on, entry.clause)
    return newest


def _amendments(note: str) -> list[tuple[dt.date, str]]:
    """(date of the amending order, the clause after it) for every order a footnote names."""
    found = list(iterate_dates(note))
    amendments = []
    for place, (day, _start, end) in enumerate(found):
        upto = found[place + 1][1] if place + 1 < len(found) else len(note)
        following = note[end:]
        if following.lstrip().startswith(("№", "N", "года №", "ж. №")):
            close = note.find(")", end)
            amendments.append((day, note[end : max(close, upto) if close > 0 else upto]))
    return amendments

"""What the doors show of acts, articles and the state of the base (search has its own model)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict

from ranking.answers import UpdateMark


class _View(BaseModel):
    # Built when first used: a cold search must not wait for the models of everything else.
    model_config = ConfigDict(frozen=True, defer_build=True)


class ProvisionView(_View):
    """A provision of an edition."""

    eid: str
    kind: str
    number: str
    heading: str
    text: str
    footnotes: tuple[str, ...]
    excluded: bool
    parent_eid: str | None


class EditionSummary(_View):
    """An edition without its text; ``in_force_from`` is None where unknown."""

    language: str
    date: dt.date
    in_force_from: dt.date | None
    in_force_note: str
    title: str


class ActSummary(_View):
    """An act without its text."""

    id: str
    kind: str
    issuer: str
    date: dt.date
    number: str
    registration_number: str | None
    registration_date: dt.date | None
    titles: dict[str, str]
    requisites: dict[str, str]
    repealed: bool
    repealed_on: dt.date | None
    repealed_by: str
    code: str | None
    editions: tuple[EditionSummary, ...]


class ActView(_View):
    """An act's text as of a day in one language; ``provisions`` may be one element only."""

    act: ActSummary
    as_of: dt.date
    language: str
    status: str
    edition: EditionSummary
    provisions: tuple[ProvisionView, ...]


class ArticleVersionView(_View):
    """One version of an article in one language.

    ``in_force_from`` is None where unknown (``in_force_by`` is then the day by which the text
    certainly was in force, if any); ``in_force_to`` is excluded, None while open.
    """

    language: str
    number: str
    heading: str
    chapter: str
    text: str
    footnotes: tuple[str, ...]
    edition_date: dt.date
    in_force_from: dt.date | None
    in_force_to: dt.date | None
    in_force_by: dt.date | None
    in_force_note: str
    citation: str
    current: bool


class CitedProvision(_View):
    """A provision that a note rests on."""

    act_id: str
    eid: str


class NoteView(_View):
    """A hand-written note, beside what it rests on. ``update``: that has changed meanwhile."""

    id: str
    titles: dict[str, str]
    texts: dict[str, str]
    cites: tuple[CitedProvision, ...]
    author: str
    version: int
    written_at: dt.datetime
    withdrawn: bool
    update: UpdateMark | None


class CardView(_View):
    """What a service was last accepted with.

    ``editions`` maps language to the date of the edition that it was accepted on; ``texts`` and
    ``fields`` (of an Annex 1 row) are empty where the standard's rows themselves were accepted.
    """

    accepted_at: dt.datetime
    editions: dict[str, dt.date]
    texts: dict[str, str]
    submission_id: int | None
    fields: dict[str, Any]


class ArticleView(_View):
    """An article as of a day: the current text in each language, and all versions.

    ``update`` is set where it has changed and is being updated; ``notes`` rest on it.
    """

    article_id: str
    kind: str
    act: ActSummary
    eid: str
    service: dict[str, str]
    aspect: str
    as_of: dt.date
    status: str
    texts: dict[str, ArticleVersionView]
    versions: tuple[ArticleVersionView, ...]
    update: UpdateMark | None = None
    notes: tuple[NoteView, ...] = ()


class DifferenceView(_View):
    """One provision that differs between two editions."""

    eid: str
    number: str
    kind: str
    old: str | None
    new: str | None


class DiffView(_View):
    """What differs between two editions of an act in one language."""

    act_id: str
    language: str
    old_edition: dt.date
    new_edition: dt.date
    differences: tuple[DifferenceView, ...]


class ServiceSummary(_View):
    """A public service: its number in the Register (where known), its names, its act."""

    id: str
    act_id: str
    register_number: str | None
    names: dict[str, str]


class StandardLineView(_View):
    """A row of a service standard; ``article_id`` is the article that it is.

    ``update`` is set where the row has changed and what rests on it is being updated.
    """

    aspect: str
    article_id: str
    eid: str
    number: str
    heading: str
    text: str
    update: UpdateMark | None = None


class ServiceView(_View):
    """The standard of a service as of a day in one language: the rows that the law asks for.

    ``update`` is set where the service's card has to be updated; ``card`` is what it was last
    accepted with, None where it never was.
    """

    service: ServiceSummary
    as_of: dt.date
    language: str
    edition: EditionSummary
    lines: tuple[StandardLineView, ...]
    update: UpdateMark | None = None
    card: CardView | None = None
    notes: tuple[NoteView, ...] = ()


class ContentsEntry(_View):
    """One element of a file's table of contents; ``chars`` counts its text."""

    eid: str
    kind: str
    number: str
    heading: str
    chars: int


class LoadedEdition(_View):
    """What became of one edition in a loaded file; ``updates`` are those it flagged or changed."""

    act_id: str
    status: str
    changed_versions: int
    updates: tuple[int, ...] = ()


class LoadedFile(_View):
    """What became of one loaded file. ``error`` holds the reason where it was refused."""

    file: str
    editions: tuple[LoadedEdition, ...] = ()
    submissions: int = 0
    error: str | None = None
    error_code: str | None = None


class IndexStatus(_View):
    """How the index stands to the store. ``state``: up_to_date, behind, missing, unusable."""

    state: str
    passages: int
    encoder: str
    behind_by: int
    message: str = ""


class StatusView(_View):
    """The state of the base."""

    version: str
    home: str
    acts: int
    editions: dict[str, int]
    provisions: int
    articles: int
    versions: int
    services: int
    submissions: int
    source_files: int
    index: IndexStatus

"""Versions of articles with all that searching and quoting need, in one record each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from knowledge.acts import ProvisionKind
from knowledge.articles import ArticleKind
from knowledge.services import Aspect, is_about_complaints, service_name
from knowledge.store.loading import header_of
from knowledge.store.reading import StoredAct
from knowledge.store.tables import (
    ActRow,
    ArticleRow,
    ArticleVersionRow,
    EditionRow,
    OutboxRow,
    ProvisionRow,
    ServiceRow,
    StandardRowRow,
)
from knowledge.validity import ForceStatus

_PART = 500
_MOST_ABOVE = 4
"""How many elements may hold a provision, one in the other: section, chapter, annex, Rules."""


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One version of a paragraph article, its provision, edition and act.

    ``valid_from`` is the first day of the version; ``start_known`` is false where that is only
    the edition's date. ``chapter`` is the heading of the chapter or annex it stands in,
    ``heading`` the provision's own (the name of a table row).
    """

    version_id: int
    article_id: str
    act: StoredAct
    language: str
    eid: str
    kind: str
    number: str
    heading: str
    chapter: str
    service: str
    aspect: str
    text: str
    footnotes: tuple[str, ...]
    edition_id: int
    edition_date: dt.date
    entry_clause: str
    valid_from: dt.date
    valid_to: dt.date | None
    start_known: bool
    certain_from: dt.date | None

    def force_on(self, day: dt.date) -> ForceStatus:
        """How the text stands on a day on which it is valid."""
        repealed = self.act.repealed_from()
        if repealed is not None and repealed <= day:
            return ForceStatus.REPEALED
        if self.certain_from is not None and self.certain_from <= day:
            return ForceStatus.IN_FORCE
        return ForceStatus.UNKNOWN

    def in_force_note(self) -> str:
        """The clause on entry into force where its day is unknown; "" where it is known."""
        return "" if self.start_known else self.entry_clause or "unknown"


def searchable_version_ids(session: Session) -> list[int]:
    """The ids of all versions that are searched, grouped by edition for quick reading."""
    return list(
        session.scalars(
            select(ArticleVersionRow.id)
            .join(ArticleRow, ArticleRow.id == ArticleVersionRow.article_id)
            .where(ArticleRow.kind != ArticleKind.SERVICE.value)
            .order_by(ArticleVersionRow.edition_id, ArticleVersionRow.id)
        )
    )


def announced_since(session: Session, sequence: int) -> tuple[int, list[int]]:
    """The newest outbox entry, and the ids of all versions announced after ``sequence``."""
    rows = session.execute(
        select(OutboxRow.sequence, OutboxRow.version_id)
        .where(OutboxRow.sequence > sequence)
        .order_by(OutboxRow.sequence)
    ).all()
    if not rows:
        return sequence, []
    return rows[-1][0], list(dict.fromkeys(version_id for _, version_id in rows))


def version_records(session: Session, version_ids: Sequence[int]) -> Iterator[VersionRecord]:
    """Records of the given versions, in the order of the store; ids that are gone are left out."""
    for start in range(0, len(version_ids), _PART):
        part = list(version_ids[start : start + _PART])
        rows = session.execute(_BY_VERSION, {"ids": part}).all()
        yield from _records(rows)


def records_as_of(
    session: Session, article_ids: Sequence[str], as_of: dt.date
) -> list[VersionRecord]:
    """The versions of articles that are valid on a day, one a language.

    A version stands in every edition from its own on until the text changes; here it is dated by
    the edition in effect on that day, which is the one that a person would cite.
    """
    rows = session.execute(_BY_ARTICLE, {"ids": list(article_ids), "day": as_of}).all()
    return list(_records(rows))


def records_to_quote(
    session: Session,
    versions: Mapping[str, int],
    sought: Sequence[str],
    language: str,
    day: dt.date,
) -> dict[str, VersionRecord]:
    """For each article the version to quote, dated as in `records_as_of`.

    ``versions`` gives the version known to be valid on ``day`` for every article; for those in
    ``sought`` one in ``language`` is taken instead if there is one. An article whose version is
    gone is left out.
    """
    asked = {
        "ids": list(versions.values()),
        "articles": list(sought),
        "language": language,
        "day": day,
    }
    chosen: dict[str, VersionRecord] = {}
    for record in _records(session.execute(_TO_QUOTE, asked).all()):
        known = chosen.get(record.article_id)
        if known is None or record.language == language:
            chosen[record.article_id] = record
    return chosen


_VERSIONS = ArticleVersionRow.__table__
_EDITIONS = EditionRow.__table__
_PROVISIONS = ProvisionRow.__table__
_STANDARDS = StandardRowRow.__table__
_ARTICLES = ArticleRow.__table__
_SERVICES = ServiceRow.__table__
_ACTS = ActRow.__table__
_OF_ACT = "act_"

# By way of the act's few services: the key of the rows begins with the service, and without it
# SQLite indexes all rows of all standards anew for every search.
_ASPECT = (
    select(_STANDARDS.c.aspect)
    .join_from(_STANDARDS, _SERVICES, _SERVICES.c.id == _STANDARDS.c.service_id)
    .where(
        _SERVICES.c.act_id == _ARTICLES.c.act_id,
        _STANDARDS.c.edition_id == _VERSIONS.c.edition_id,
        _STANDARDS.c.eid == _VERSIONS.c.eid,
    )
    .limit(1)
    .scalar_subquery()
    .label("aspect")
)
_ABOVE = tuple(_PROVISIONS.alias(f"above_{level}") for level in range(1, _MOST_ABOVE + 1))
_HELD_BY = tuple(
    column.label(f"{column.name}_{level}")
    for level, above in enumerate(_ABOVE, start=1)
    for column in (above.c.kind, above.c.heading)
)

# Built once: putting such a statement together costs more than running it.
_RECORDS = (
    select(
        _VERSIONS.c.id,
        _VERSIONS.c.article_id,
        _ARTICLES.c.act_id,
        _VERSIONS.c.language,
        _VERSIONS.c.eid,
        _PROVISIONS.c.kind,
        _PROVISIONS.c.number,
        _PROVISIONS.c.heading,
        _PROVISIONS.c.text,
        _PROVISIONS.c.footnotes,
        _PROVISIONS.c.parent_eid,
        _EDITIONS.c.id.label("edition_id"),
        _EDITIONS.c.date.label("edition_date"),
        _EDITIONS.c.title.label("edition_title"),
        _EDITIONS.c.entry_clause,
        _VERSIONS.c.valid_from,
        _VERSIONS.c.valid_to,
        _VERSIONS.c.start_known,
        _VERSIONS.c.certain_from,
        _ASPECT,
        *(column.label(f"{_OF_ACT}{column.name}") for column in _ACTS.c if column.name != "id"),
        *_HELD_BY,
    )
    .join_from(_VERSIONS, _ARTICLES, _ARTICLES.c.id == _VERSIONS.c.article_id)
    .join(_ACTS, _ACTS.c.id == _ARTICLES.c.act_id)
    .join(_EDITIONS, _EDITIONS.c.id == _VERSIONS.c.edition_id)
    .join(
        _PROVISIONS,
        (_PROVISIONS.c.edition_id == _VERSIONS.c.edition_id)
        & (_PROVISIONS.c.eid == _VERSIONS.c.eid),
    )
)
for _below, _above in pairwise((_PROVISIONS, *_ABOVE)):
    _RECORDS = _RECORDS.outerjoin(
        _above,
        (_above.c.edition_id == _VERSIONS.c.edition_id) & (_above.c.eid == _below.c.parent_eid),
    )
_FIRST_ABOVE = len(_RECORDS.selected_columns) - len(_HELD_BY)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_DAY: BindParameter[Any] = bindparam("day")
_BY_VERSION = _RECORDS.where(_VERSIONS.c.id.in_(_IDS)).order_by(
    _VERSIONS.c.edition_id, _PROVISIONS.c.position
)
_VALID = (_VERSIONS.c.valid_from <= _DAY) & (
    _VERSIONS.c.valid_to.is_(None) | (_VERSIONS.c.valid_to > _DAY)
)
_OTHER_EDITIONS = _EDITIONS.alias("in_effect")
_START = func.coalesce(_OTHER_EDITIONS.c.entry_on, _OTHER_EDITIONS.c.date)
_DATE_IN_EFFECT = (
    select(_OTHER_EDITIONS.c.date)
    .where(
        _OTHER_EDITIONS.c.act_id == _ARTICLES.c.act_id,
        _OTHER_EDITIONS.c.language == _VERSIONS.c.language,
        _OTHER_EDITIONS.c.superseded_at.is_(None),
        _START <= _DAY,
    )
    .order_by(_START.desc(), _OTHER_EDITIONS.c.date.desc())
    .limit(1)
    .scalar_subquery()
)
_ON_A_DAY = _RECORDS.add_columns(_DATE_IN_EFFECT.label("date_in_effect"))
_BY_ARTICLE = _ON_A_DAY.where(_VERSIONS.c.article_id.in_(_IDS), _VALID)
_TO_QUOTE = _ON_A_DAY.where(
    _VERSIONS.c.id.in_(_IDS)
    | (
        _VERSIONS.c.article_id.in_(bindparam("articles", expanding=True))
        & (_VERSIONS.c.language == bindparam("language"))
        & _VALID
    )
)


def _records(rows: Sequence[Any]) -> Iterator[VersionRecord]:
    """The records of rows, dated by the edition in effect where the rows name one."""
    acts: dict[str, StoredAct] = {}
    for row in rows:
        chapter, root = _chapter_and_root(row)
        if row.act_id not in acts:
            acts[row.act_id] = StoredAct(row.act_id, header_of(_ActOfRow(row)))
        complaint = Aspect.COMPLAINT.value if is_about_complaints(chapter) else ""
        yield VersionRecord(
            version_id=row.id,
            article_id=row.article_id,
            act=acts[row.act_id],
            language=row.language,
            eid=row.eid,
            kind=row.kind,
            number=row.number,
            heading=row.heading,
            chapter=chapter,
            service=service_name(root or row.edition_title),
            aspect=row.aspect or complaint,
            text=row.text,
            footnotes=tuple(row.footnotes),
            edition_id=row.edition_id,
            edition_date=getattr(row, "date_in_effect", None) or row.edition_date,
            entry_clause=row.entry_clause,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            start_known=row.start_known,
            certain_from=row.certain_from,
        )


class _ActOfRow:
    """The columns of the act in a row of `_RECORDS`, under their own names."""

    def __init__(self, row: Any) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, _OF_ACT + name)


def _chapter_and_root(row: Any) -> tuple[str, str]:
    """The nearest chapter, section or annex heading, and the title of the Rules."""
    chapter, root = "", ""
    above = row[_FIRST_ABOVE : _FIRST_ABOVE + len(_HELD_BY)]
    for kind, heading in zip(above[::2], above[1::2], strict=True):
        if kind == ProvisionKind.RULES:
            root = heading
        elif kind is not None and not chapter:
            chapter = heading
    return chapter, root

"""Versions of articles with all that searching and quoting need, in one record each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

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
    StandardRowRow,
)

_PART = 500
_HOLDERS = ("order", "rules", "chapter", "section", "annex")


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


@dataclass(frozen=True, slots=True)
class _Holder:
    heading: str
    parent: str | None
    kind: str


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


@dataclass(frozen=True, slots=True)
class ValidVersion:
    """A version that is valid on the day asked for."""

    version_id: int
    article_id: str
    language: str


def valid_versions(
    session: Session, article_ids: Sequence[str], as_of: dt.date
) -> list[ValidVersion]:
    """The versions of the given articles that are valid on a day, one a language."""
    rows = session.execute(
        select(
            ArticleVersionRow.id, ArticleVersionRow.article_id, ArticleVersionRow.language
        ).where(
            ArticleVersionRow.article_id.in_(article_ids),
            ArticleVersionRow.valid_from <= as_of,
            ArticleVersionRow.valid_to.is_(None) | (ArticleVersionRow.valid_to > as_of),
        )
    )
    return [ValidVersion(*row) for row in rows]


def version_records(
    session: Session, version_ids: Sequence[int], as_of: dt.date | None = None
) -> Iterator[VersionRecord]:
    """Records of the given versions, in the order of the store; ids that are gone are left out.

    A version stands in every edition from its own on until the text changes; with ``as_of`` it
    is dated by the edition in effect on that day, which is the one that a person would cite.
    """
    holders: dict[int, dict[str, _Holder]] = {}
    for start in range(0, len(version_ids), _PART):
        records = list(_part(session, version_ids[start : start + _PART], holders))
        if as_of is None:
            yield from records
            continue
        dates = _editions_in_effect(session, {record.act.id for record in records}, as_of)
        for record in records:
            cited = dates.get((record.act.id, record.language))
            yield replace(record, edition_date=cited) if cited else record


def _editions_in_effect(
    session: Session, act_ids: Iterable[str], as_of: dt.date
) -> dict[tuple[str, str], dt.date]:
    """The date of the newest edition in effect on a day, by act and language."""
    start = func.coalesce(EditionRow.entry_on, EditionRow.date)
    rows = session.execute(
        select(EditionRow.act_id, EditionRow.language, EditionRow.date)
        .where(
            EditionRow.act_id.in_(list(act_ids)),
            EditionRow.superseded_at.is_(None),
            start <= as_of,
        )
        .order_by(start, EditionRow.date)
    )
    return {(act_id, language): date for act_id, language, date in rows}


def _part(
    session: Session, version_ids: Sequence[int], holders: dict[int, dict[str, _Holder]]
) -> Iterator[VersionRecord]:
    rows = session.execute(
        select(ArticleVersionRow, ActRow, EditionRow, ProvisionRow, StandardRowRow.aspect)
        .join(ArticleRow, ArticleRow.id == ArticleVersionRow.article_id)
        .join(ActRow, ActRow.id == ArticleRow.act_id)
        .join(EditionRow, EditionRow.id == ArticleVersionRow.edition_id)
        .join(
            ProvisionRow,
            (ProvisionRow.edition_id == ArticleVersionRow.edition_id)
            & (ProvisionRow.eid == ArticleVersionRow.eid),
        )
        .outerjoin(
            StandardRowRow,
            (StandardRowRow.edition_id == ArticleVersionRow.edition_id)
            & (StandardRowRow.eid == ArticleVersionRow.eid),
        )
        .where(ArticleVersionRow.id.in_(version_ids))
        .order_by(ArticleVersionRow.edition_id, ProvisionRow.position)
    ).all()
    _load_holders(session, {row[2].id for row in rows} - holders.keys(), holders)
    acts: dict[str, StoredAct] = {}
    for version, act_row, edition, provision, aspect in rows:
        act = acts.setdefault(act_row.id, StoredAct(act_row.id, header_of(act_row)))
        chapter, root = _chapter_and_root(holders[edition.id], provision.parent_eid)
        yield VersionRecord(
            version_id=version.id,
            article_id=version.article_id,
            act=act,
            language=version.language,
            eid=version.eid,
            kind=provision.kind,
            number=provision.number,
            heading=provision.heading,
            chapter=chapter,
            service=service_name(root or edition.title),
            aspect=aspect or (Aspect.COMPLAINT.value if is_about_complaints(chapter) else ""),
            text=provision.text,
            footnotes=tuple(provision.footnotes),
            edition_id=edition.id,
            edition_date=edition.date,
            entry_clause=edition.entry_clause,
            valid_from=version.valid_from,
            valid_to=version.valid_to,
            start_known=version.start_known,
        )


def _load_holders(
    session: Session, edition_ids: Iterable[int], into: dict[int, dict[str, _Holder]]
) -> None:
    wanted = list(edition_ids)
    if not wanted:
        return
    for edition_id in wanted:
        into[edition_id] = {}
    for row in session.execute(
        select(
            ProvisionRow.edition_id,
            ProvisionRow.eid,
            ProvisionRow.heading,
            ProvisionRow.parent_eid,
            ProvisionRow.kind,
        ).where(ProvisionRow.edition_id.in_(wanted), ProvisionRow.kind.in_(_HOLDERS))
    ):
        into[row.edition_id][row.eid] = _Holder(row.heading, row.parent_eid, row.kind)


def _chapter_and_root(holders: dict[str, _Holder], parent: str | None) -> tuple[str, str]:
    """The nearest chapter, section or annex heading, and the title of the Rules."""
    chapter, root = "", ""
    while parent is not None and parent in holders:
        holder = holders[parent]
        if holder.kind == "rules":
            root = holder.heading
        elif not chapter:
            chapter = holder.heading
        parent = holder.parent
    return chapter, root

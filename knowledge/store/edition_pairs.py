"""Successive editions of acts, each with the one before it: what there is to compare."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby, pairwise

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from knowledge.calendar import TIME_ZONE
from knowledge.changes.changeset import EditionText
from knowledge.store.reading import (
    StoredEdition,
    editions_of_act,
    provisions_of_edition,
)
from knowledge.store.tables import EditionRow


@dataclass(frozen=True, slots=True)
class EditionPair:
    """An edition and the one before it in the same language."""

    older: StoredEdition
    newer: StoredEdition


def edition_pairs(
    session: Session,
    *,
    since: dt.date | None = None,
    act_id: str | None = None,
    language: str | None = None,
) -> list[EditionPair]:
    """Every edition that has one before it, by date; superseded texts are left out.

    With ``since`` only those whose newer edition is dated that day or later, or was loaded since
    that day began in Kazakhstan.
    """
    query = select(EditionRow.id, EditionRow.act_id).where(EditionRow.superseded_at.is_(None))
    if act_id is not None:
        query = query.where(EditionRow.act_id == act_id)
    if language is not None:
        query = query.where(EditionRow.language == language)
    if since is not None:
        begun = dt.datetime.combine(since, dt.time(), TIME_ZONE).astimezone(dt.UTC)
        query = query.where(or_(EditionRow.date >= since, EditionRow.loaded_at >= begun))
    wanted = {row.id: row.act_id for row in session.execute(query)}
    pairs = [
        pair
        for act in sorted(set(wanted.values()))
        for pair in _pairs_of_act(session, act, language)
        if pair.newer.id in wanted
    ]
    return sorted(pairs, key=lambda p: (p.newer.date, p.newer.act_id, p.newer.language))


def _pairs_of_act(session: Session, act_id: str, language: str | None) -> list[EditionPair]:
    editions = editions_of_act(session, act_id, language)
    return [
        EditionPair(older, newer)
        for _, group in groupby(editions, key=lambda edition: edition.language)
        for older, newer in pairwise(group)
    ]


def text_of_edition(session: Session, edition: StoredEdition) -> EditionText:
    """What is compared of a stored edition."""
    provisions = provisions_of_edition(session, edition.id)
    return EditionText(edition.title, provisions, edition.footnotes)

"""The marks of stale articles and of the provisions that made them stale, for every answer.

Asked at every question, so the tables are named here by themselves: the classes that describe
them take longer to import than a question may take. While nothing has been written to an SQLite
store in which no update is open, nothing is asked at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    BindParameter,
    Date,
    Integer,
    String,
    bindparam,
    column,
    select,
    table,
    union_all,
)
from sqlalchemy.orm import Session

from knowledge.store.database import Database


@dataclass(frozen=True, slots=True)
class OpenMark:
    """That something is being updated: since when it is stale, by when it is to be mended.

    ``changed`` names the provisions (eids) that changed, of the whole update.
    """

    update_id: int
    article_id: str
    state: str
    due: dt.date
    since: dt.date
    changed: tuple[str, ...]

    def overdue_on(self, day: dt.date) -> bool:
        """Whether the term has run out on ``day``."""
        return self.due < day


Marks = Mapping[str, OpenMark]
"""From the id of an article (of a provision, a service, a note) to its mark."""

_UPDATES = table(
    "updates",
    column("id", Integer),
    column("open_article_id", String),
    column("state", String),
    column("due", Date),
    column("since", Date),
)
_REASONS = table(
    "update_reasons",
    column("update_id", Integer),
    column("provision", String),
    column("eid", String),
    column("status", String),
)
_CHANGED = _REASONS.alias("changed")
_COLUMNS = (
    _UPDATES.c.id,
    _UPDATES.c.open_article_id,
    _UPDATES.c.state,
    _UPDATES.c.due,
    _UPDATES.c.since,
    _CHANGED.c.eid,
)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_THEIR_REASONS = (_CHANGED.c.update_id == _UPDATES.c.id) & (_CHANGED.c.status == "open")
_OPEN = union_all(
    select(_REASONS.c.provision.label("subject"), *_COLUMNS)
    .join_from(_REASONS, _UPDATES, _UPDATES.c.id == _REASONS.c.update_id)
    .join(_CHANGED, _THEIR_REASONS)
    .where(_REASONS.c.provision.in_(_IDS), _REASONS.c.status == "open"),
    select(_UPDATES.c.open_article_id.label("subject"), *_COLUMNS)
    .join_from(_UPDATES, _CHANGED, _THEIR_REASONS)
    .where(_UPDATES.c.open_article_id.in_(_IDS)),
)
_ANY = select(_UPDATES.c.id).where(_UPDATES.c.open_article_id.is_not(None)).limit(1)


def open_marks(session: Session, article_ids: Iterable[str]) -> dict[str, OpenMark]:
    """The marks of those of ``article_ids`` that have one; of several the most urgent."""
    ids = list(article_ids)
    if not ids:
        return {}
    marks: dict[str, OpenMark] = {}
    changed: dict[int, set[str]] = {}
    for subject, update_id, article_id, state, due, since, eid in session.execute(
        _OPEN, {"ids": ids}
    ):
        changed.setdefault(update_id, set()).add(eid)
        known = marks.get(subject)
        if known is None or (due, update_id) < (known.due, known.update_id):
            marks[subject] = OpenMark(update_id, article_id, state, due, since, ())
    return {
        subject: replace(mark, changed=tuple(sorted(changed[mark.update_id], key=_by_number)))
        for subject, mark in marks.items()
    }


def _by_number(eid: str) -> tuple[tuple[int, str], ...]:
    """Row 9 before row 10."""
    return tuple(
        (int(part) if part.isdigit() else -1, part) for part in eid.replace("__", "_").split("_")
    )


class OpenMarks:
    """The marks of one store, asked for at every question."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen: tuple[int, bool] | None = None
        """What the store was marked with at the last look, and whether anything was open."""

    def of(self, article_ids: Sequence[str]) -> Marks:
        """The marks of those of ``article_ids`` that have one."""
        # The mark of the store first: what is written after it makes the next look a real one.
        written = self._database.change_mark()
        if written is not None and self._seen == (written, False):
            return {}
        with self._database.reading() as session:
            if written is not None and self._seen != (written, True):
                anything = session.scalar(_ANY) is not None
                self._seen = (written, anything)
                if not anything:
                    return {}
            return open_marks(session, article_ids)

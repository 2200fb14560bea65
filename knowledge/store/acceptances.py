"""What articles were accepted on: the editions, and the content.

The card of a service says what the last accepted Annex 1 form or text says or, without one, what
the rows of the standard said when it was accepted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.articles import ArticleKind
from knowledge.store import audit
from knowledge.store.tables import ArticleRow, EditionRow, SubmissionRow
from knowledge.store.update_detection import close_row, detect_updates
from knowledge.store.update_tables import (
    AcceptanceRow,
    AcceptedEditionRow,
    NoteProvisionRow,
    UpdateReasonRow,
    UpdateRow,
)
from knowledge.store.updates import add_event, open_update_row, reason_rows
from knowledge.updates.values import NO_CONTENT, Content, EventKind, ReasonStatus, UpdateState


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """What was last accepted of a service: when, on which editions, and in which words.

    ``editions`` maps language to the edition's date. ``fields`` are those of the Annex 1 row that
    was accepted, ``texts`` the handed-in texts by language; both are empty where the rows of the
    standard themselves were accepted.
    """

    accepted_at: dt.datetime
    editions: Mapping[str, dt.date]
    texts: Mapping[str, str]
    submission_id: int | None
    fields: Mapping[str, Any]


def accept_article(
    session: Session,
    actor: Actor,
    article_id: str,
    *,
    as_of: dt.date | None = None,
    update_id: int | None = None,
    content: Content = NO_CONTENT,
) -> bool:
    """Record that an article agrees with its acts as they read on a day (None: newest known).

    False, and nothing recorded, where no edition was there on that day. Changes that earlier
    editions made are not flagged again after this; those of later ones are.
    """
    editions = _editions_on(session, _acts_of(session, article_id), as_of)
    if not editions:
        return False
    row = AcceptanceRow(
        article_id=article_id,
        at=dt.datetime.now(dt.UTC),
        actor=actor.name,
        update_id=update_id,
        texts=dict(content.texts),
        submission_id=content.submission_id,
    )
    session.add(row)
    session.flush()
    session.add_all(AcceptedEditionRow(acceptance_id=row.id, edition_id=e) for e in editions)
    session.flush()
    return True


def _acts_of(session: Session, article_id: str) -> list[str]:
    article = session.get_one(ArticleRow, article_id)
    if article.kind != ArticleKind.NOTE.value:
        return [article.act_id]
    cited = select(NoteProvisionRow.act_id).where(NoteProvisionRow.article_id == article_id)
    return sorted(set(session.scalars(cited)))


def _editions_on(session: Session, acts: list[str], day: dt.date | None) -> list[int]:
    """The newest edition of each act in each language, of those dated up to ``day``."""
    query = (
        select(EditionRow.id, EditionRow.act_id, EditionRow.language)
        .where(EditionRow.act_id.in_(acts), EditionRow.superseded_at.is_(None))
        .order_by(EditionRow.date)
    )
    if day is not None:
        query = query.where(EditionRow.date <= day)
    newest = {(act, language): edition for edition, act, language in session.execute(query)}
    return sorted(newest.values())


def settle(session: Session, row: UpdateRow, state: UpdateState) -> None:
    """Settle the open reasons of an update and put it into a state that is not open."""
    for reason in reason_rows(session, row.id):
        if reason.status == ReasonStatus.OPEN.value:
            reason.status = ReasonStatus.SETTLED.value
    close_row(row, state)
    session.flush()


def take_as_accepted(
    session: Session, actor: Actor, as_of: dt.date, act_id: str | None = None
) -> int:
    """Take services for accepted as their standards read on a day; returns how many.

    For a base that was in use before Bilim. Left alone are services that were accepted before,
    and those whose update somebody works on. Raises NotAllowedError.
    """
    demand(actor, Action.MAINTAIN)
    query = select(ArticleRow).where(
        ArticleRow.kind == ArticleKind.SERVICE.value,
        ArticleRow.id.not_in(select(AcceptanceRow.article_id)),
    )
    if act_id is not None:
        query = query.where(ArticleRow.act_id == act_id)
    taken = 0
    for article in session.scalars(query.order_by(ArticleRow.id)).all():
        row = open_update_row(session, article.id)
        if row is not None and row.state != UpdateState.FLAGGED.value:
            continue
        if not accept_article(session, actor, article.id, as_of=as_of):
            continue
        if row is not None:
            _settle_up_to(session, actor, row, as_of)
        audit.record(
            session,
            actor,
            "take_as_accepted",
            f"article:{article.id}",
            after={"as_of": as_of.isoformat()},
        )
        detect_updates(session, article.act_id)
        taken += 1
    return taken


def _settle_up_to(session: Session, actor: Actor, row: UpdateRow, day: dt.date) -> None:
    """Settle the reasons that editions up to a day gave; without any other the update closes."""
    reasons = reason_rows(session, row.id)
    opened = [reason for reason in reasons if reason.status == ReasonStatus.OPEN.value]
    settled = [reason for reason in opened if reason.edition_date <= day]
    for reason in settled:
        reason.status = ReasonStatus.SETTLED.value
    left = len(opened) - len(settled)
    state = UpdateState.FLAGGED if left else UpdateState.CLOSED
    if not left:
        close_row(row, state)
    add_event(
        session,
        row.id,
        actor,
        EventKind.TAKEN_AS_ACCEPTED,
        UpdateState.FLAGGED,
        state,
        details={"as_of": day.isoformat(), "provisions": _eids(settled)},
    )


def _eids(rows: list[UpdateReasonRow]) -> list[str]:
    return sorted({row.eid for row in rows})


def card_of(session: Session, article_id: str) -> ServiceCard | None:
    """What was last accepted of a service article, None where nothing ever was."""
    acceptances = session.scalars(
        select(AcceptanceRow)
        .where(AcceptanceRow.article_id == article_id)
        .order_by(AcceptanceRow.id.desc())
    ).all()
    if not acceptances:
        return None
    newest = acceptances[0]
    # Who confirmed that nothing had to be said anew left the content as it was.
    worded = next((a for a in acceptances if a.texts or a.submission_id is not None), newest)
    submission = session.get(SubmissionRow, worded.submission_id) if worded.submission_id else None
    editions = session.execute(
        select(EditionRow.language, EditionRow.date)
        .join(AcceptedEditionRow, AcceptedEditionRow.edition_id == EditionRow.id)
        .where(AcceptedEditionRow.acceptance_id == newest.id)
        .order_by(EditionRow.language)
    )
    return ServiceCard(
        accepted_at=newest.at,
        editions={row.language: row.date for row in editions},
        texts=dict(worded.texts),
        submission_id=worded.submission_id,
        fields=dict(submission.fields) if submission else {},
    )

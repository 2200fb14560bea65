"""Updates as what their duty arises from: «to update within five working days» (п. 26).

An update is its own record of what was amended, when, and how it ended; keeping an event of its
duty beside it would be the same thing twice, and the two could come to differ.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from knowledge.articles import ArticleKind
from knowledge.calendar import TIME_ZONE
from knowledge.duties import Fulfilment, Trigger
from knowledge.rulebook import Event
from knowledge.store.tables import ArticleRow
from knowledge.store.updates import find_update, service_id_of, updates_listed
from knowledge.updates.values import Update, UpdateState

_FULFILLING = frozenset({UpdateState.ACCEPTED, UpdateState.CLOSED})


def triggers_of_updates(
    session: Session, day: dt.date, *, with_fulfilled: bool
) -> list[tuple[Trigger, Fulfilment | None]]:
    """The amendments behind the updates of services known on ``day``, and how each was answered.

    A trigger's id is the update's with a minus before it: it is fulfilled by accepting the update,
    not by saying so. Updates that were withdrawn are left out: nothing had been amended.
    """
    found: list[tuple[Trigger, Fulfilment | None]] = []
    for update in updates_listed(session, only_open=not with_fulfilled):
        if update.kind is not ArticleKind.SERVICE or update.since > day:
            continue
        if update.is_open:
            found.append((_trigger(session, update), None))
        elif update.state in _FULFILLING:
            found.append((_trigger(session, update), _fulfilment(find_update(session, update.id))))
    return found


def _trigger(session: Session, update: Update) -> Trigger:
    article = session.get_one(ArticleRow, update.article_id)
    return Trigger(
        id=-update.id,
        event=Event.ACT_AMENDED,
        day=update.since,
        act_id=article.act_id,
        service_id=service_id_of(article),
        body_id=update.body_id,
        subject=f"update:{update.id}",
    )


def _fulfilment(update: Update) -> Fulfilment:
    """The first move to a state that ends it; closing it afterwards changes nothing."""
    ended = next(event for event in update.history if event.to_state in _FULFILLING)
    return Fulfilment(ended.at.astimezone(TIME_ZONE).date(), f"update {update.id}")

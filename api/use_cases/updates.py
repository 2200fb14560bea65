"""Updates: what has changed under articles, who is to update them, and moving that on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.update_views import (
    Detected,
    EventView,
    ReasonView,
    UpdateSummary,
    UpdateView,
)
from api.wiring import Wiring
from knowledge.accounts.permissions import Action, Actor, NotAllowedError, demand, may
from knowledge.articles import ArticleKind
from knowledge.calendar import today
from knowledge.errors import InvalidReferenceError
from knowledge.store import reading
from knowledge.store.acceptances import take_as_accepted
from knowledge.store.bodies import find_body
from knowledge.store.notes import notes_of
from knowledge.store.tables import ArticleRow, ServiceRow, SubmissionRow
from knowledge.store.update_detection import detect_updates
from knowledge.store.update_differences import edition_dates, with_texts
from knowledge.store.update_moves import Move, move_update
from knowledge.store.updates import find_update, service_id_of, updates_listed
from knowledge.updates.transitions import (
    TransitionError,
    check_move,
    moves_from,
)
from knowledge.updates.values import (
    Content,
    Event,
    Update,
    UpdateState,
    open_reasons,
)


class Updates:
    """The updates of one store."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def all(
        self,
        actor: Actor,
        *,
        body: str | None = None,
        state: str | None = None,
        overdue: bool = False,
        closed_too: bool = False,
        on: dt.date | None = None,
    ) -> tuple[UpdateSummary, ...]:
        """Updates that ``actor`` may see, the most urgent first; the open ones if not said.

        ``body`` is the id or code of a state body. ``overdue``: only those whose term has run
        out by ``on`` (today). Raises NotAllowedError, UnknownBodyError, InvalidReferenceError.
        """
        demand(actor, Action.READ_UPDATES, body_id=actor.body_id)
        day = on or today()
        wanted = state_of(state) if state is not None else None
        with self._wiring.database.reading() as session:
            body_id = find_body(session, body).id if body is not None else None
            found = [
                update
                for update in updates_listed(session, state=wanted, only_open=not closed_too)
                if may(actor, Action.READ_UPDATES, body_id=update.body_id)
                and (body_id is None or update.body_id == body_id)
                and (update.overdue_on(day) or not overdue)
            ]
            return tuple(summaries(session, found, day))

    def one(self, actor: Actor, update_id: int, *, on: dt.date | None = None) -> UpdateView:
        """An update with its differences and its history. Raises NotFoundError, NotAllowedError."""
        demand(actor, Action.READ_UPDATES, body_id=actor.body_id)
        with self._wiring.database.reading() as session:
            update = find_update(session, update_id)
            demand(actor, Action.READ_UPDATES, body_id=update.body_id)
            return _view(session, update, actor, on or today())

    def move(
        self,
        actor: Actor,
        update_id: int,
        to: str,
        *,
        reason: str = "",
        texts: Mapping[str, str] | None = None,
        submission_id: int | None = None,
        assignee: str = "",
        on: dt.date | None = None,
    ) -> UpdateView:
        """Move an update to a state; see `knowledge.updates.transitions` for who may.

        Raises NotFoundError, NotAllowedError, SecondPersonError, TransitionError,
        IncompleteTransitionError, InvalidReferenceError.
        """
        demand(actor, Action.READ_UPDATES, body_id=actor.body_id)
        move = Move(state_of(to), reason, Content(dict(texts or {}), submission_id), assignee)
        with self._wiring.database.writing() as session:
            update = move_update(session, actor, update_id, move)
            return _view(session, update, actor, on or today())

    def detect(self, actor: Actor, act: str | None = None) -> Detected:
        """Look through all editions again, of an act or of all; what is in step stays as it is.

        After a change of the calendar or of a body's own term, due dates follow.
        """
        demand(actor, Action.MAINTAIN)
        with self._wiring.database.writing() as session:
            acts = [reading.find_act(session, act)] if act else reading.all_acts(session)
            touched = [update for one in acts for update in detect_updates(session, one.id)]
        return Detected(acts=len(acts), updates=len(set(touched)))

    def take_as_accepted(self, actor: Actor, as_of: dt.date, act: str | None = None) -> int:
        """Take services that were never accepted for accepted as they read on a day.

        For a base that was in use before Bilim. Returns how many. Raises NotAllowedError.
        """
        demand(actor, Action.MAINTAIN)
        with self._wiring.database.writing() as session:
            act_id = reading.find_act(session, act).id if act is not None else None
            return take_as_accepted(session, actor, as_of, act_id)


def state_of(text: str) -> UpdateState:
    """The state that a word names. Raises InvalidReferenceError."""
    try:
        return UpdateState(text.strip().lower().replace("-", "_"))
    except ValueError as error:
        raise InvalidReferenceError(
            f"«{text}» is no state of an update; there are {', '.join(UpdateState)}."
        ) from error


def summaries(session: Session, updates: Sequence[Update], day: dt.date) -> list[UpdateSummary]:
    """Updates as lists show them, as of a day."""
    articles = {
        article_id: session.get_one(ArticleRow, article_id)
        for article_id in {update.article_id for update in updates}
    }
    names = _names(session, articles)
    return [
        UpdateSummary(**_summary(update, articles[update.article_id], names, day))
        for update in updates
    ]


def _summary(
    update: Update, article: ArticleRow, names: Mapping[str, dict[str, str]], day: dt.date
) -> dict[str, object]:
    eids = dict.fromkeys(r.change.eid for r in open_reasons(update.reasons) or update.reasons)
    return {
        "id": update.id,
        "article_id": update.article_id,
        "kind": update.kind.value,
        "service_id": service_id_of(article),
        "act_id": article.act_id,
        "names": names.get(update.article_id, {}),
        "body_id": update.body_id,
        "state": update.state.value,
        "open": update.is_open,
        "since": update.since,
        "due": update.due,
        "overdue": update.overdue_on(day),
        "assigned_to": update.assigned_to,
        "changed": tuple(eids),
    }


def _names(session: Session, articles: Mapping[str, ArticleRow]) -> dict[str, dict[str, str]]:
    services = {
        service_id: article.id
        for article in articles.values()
        if (service_id := service_id_of(article)) is not None
    }
    rows = session.scalars(select(ServiceRow).where(ServiceRow.id.in_(sorted(services))))
    names = {services[row.id]: dict(row.names) for row in rows}
    notes = [a.id for a in articles.values() if a.kind == ArticleKind.NOTE.value]
    names |= {n.id: dict(n.current.text.titles) for n in notes_of(session, notes)}
    return names


def _view(session: Session, update: Update, actor: Actor, day: dt.date) -> UpdateView:
    article = session.get_one(ArticleRow, update.article_id)
    names = _names(session, {article.id: article})
    content = update.content
    submission = (
        session.get(SubmissionRow, content.submission_id)
        if content.submission_id is not None
        else None
    )
    return UpdateView.model_validate(
        {
            **_summary(update, article, names, day),
            "reasons": tuple(_reasons(session, update)),
            "texts": dict(content.texts),
            "submission_id": content.submission_id,
            "submission": dict(submission.fields) if submission else None,
            "history": tuple(map(_event, update.history)),
            "moves": tuple(to.value for to in moves_from(update.state) if _may(actor, update, to)),
        }
    )


def _may(actor: Actor, update: Update, to: UpdateState) -> bool:
    """Whether ``actor`` may make a move, given what has to go with it."""
    try:
        check_move(update, to, actor, note="-", content=Content({}, 0))
    except (NotAllowedError, TransitionError):
        return False
    return True


def _reasons(session: Session, update: Update) -> list[ReasonView]:
    older = edition_dates(session, update.reasons)
    return [
        ReasonView(
            language=shown.reason.change.language,
            act_id=shown.reason.change.act_id,
            eid=shown.reason.change.eid,
            number=shown.number,
            heading=shown.heading,
            kind=shown.kind.value,
            old=shown.old,
            new=shown.new,
            old_hash=shown.reason.change.old_hash,
            new_hash=shown.reason.change.new_hash,
            old_edition=older[shown.reason.change.old_edition_id],
            new_edition=shown.reason.change.edition_date,
            old_edition_id=shown.reason.change.old_edition_id,
            new_edition_id=shown.reason.change.new_edition_id,
            due=shown.reason.due,
            status=shown.reason.status.value,
        )
        for shown in with_texts(session, update.reasons)
    ]


def _event(event: Event) -> EventView:
    return EventView(
        at=event.at,
        actor=event.actor,
        kind=event.kind.value,
        from_state=event.from_state.value if event.from_state else None,
        to_state=event.to_state.value,
        note=event.note,
        details=dict(event.details) if event.details is not None else None,
    )

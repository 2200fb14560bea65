"""What a responsible person has before them: what is due, their services, handing in a form.

Updates and duties have use cases of their own; here they become one list, the most urgent first,
for the board, the calendar feed and the digests.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.due_views import DueThing, OwnService
from api.duty_views import DutyView
from api.update_views import UpdateSummary
from api.wiring import Wiring
from knowledge.accounts.permissions import Action, Actor, demand, may
from knowledge.calendar import CalendarRangeError, today
from knowledge.errors import InvalidReferenceError
from knowledge.store.bodies import all_bodies, answering_bodies, find_body
from knowledge.store.calendar_reading import stored_calendar
from knowledge.store.services import all_services
from knowledge.store.tables import ActRow, ArticleRow, SubmissionRow
from knowledge.store.transactions import Within
from knowledge.store.update_moves import Move, move_update
from knowledge.store.updates import find_update, service_id_of
from knowledge.updates.transitions import check_move
from knowledge.updates.values import Content, UpdateState

if TYPE_CHECKING:
    from api.use_cases.duties import Duties
    from api.use_cases.updates import Updates

_SOURCE_OF_UPDATES = "Order № 83 of 26.01.2016, п. 26"
_PART = 500
_WITH_AN_EDITOR = frozenset({UpdateState.SUBMITTED, UpdateState.NOT_AFFECTED})


class FormNotAboutServiceError(InvalidReferenceError):
    """An Annex 1 form was handed in for an update, and has no row about its service."""

    code = "form_not_about_service"


class Board:
    """What is due in one store."""

    def __init__(self, wiring: Wiring, updates: Updates, duties: Duties) -> None:
        self._wiring = wiring
        self._updates = updates
        self._duties = duties

    def due(
        self, actor: Actor, *, body: str | None = None, on: dt.date | None = None
    ) -> tuple[DueThing, ...]:
        """Every open update and duty that ``actor`` may see, the earliest due first.

        ``body`` is the id or code of a state body; a responsible person sees their own only.
        Raises NotAllowedError, UnknownBodyError and CalendarRangeError.
        """
        day = on or today()
        updates = self._updates.all(actor, body=body, on=day)
        duties = self._duties.all(actor, body=body, as_of=day)
        with self._wiring.database.reading() as session:
            codes = {known.id: known.code for known in all_bodies(session)}
            acts = _acts(session, [*(u.act_id for u in updates), *(d.event.act_id for d in duties)])
            left = _days_left(session, updates, day)
        # The duty to update is the update itself, seen by the rulebook.
        of_updates = {duty.event.subject: duty for duty in duties if duty.event.id < 0}
        things = [
            _of_update(update, codes, acts, left[update.id], of_updates.get(f"update:{update.id}"))
            for update in updates
        ]
        things += [_of_duty(duty, acts) for duty in duties if duty.event.id >= 0]
        return tuple(sorted(things, key=lambda thing: (thing.due, thing.key)))

    def services(self, actor: Actor, *, body: str | None = None) -> tuple[OwnService, ...]:
        """The services that ``actor`` may see, or those of one state body.

        Raises NotAllowedError and UnknownBodyError.
        """
        open_ones = {u.service_id: u for u in self._updates.all(actor, body=body)}
        with self._wiring.database.reading() as session:
            wanted = find_body(session, body).id if body is not None else None
            answering = answering_bodies(session, today())
            found = [
                (service, answering.body_of(service.act_id, service.id))
                for service in all_services(session)
            ]
            acts = _acts(session, [service.act_id for service, _ in found])
        return tuple(
            OwnService(
                id=service.id,
                act_id=service.act_id,
                act_number=acts[service.act_id][0],
                act_date=acts[service.act_id][1],
                names=dict(service.names),
                body_id=body_id,
                update_id=update.id if (update := open_ones.get(service.id)) else None,
                due=update.due if update else None,
                overdue=update.overdue if update else False,
            )
            for service, body_id in found
            if may(actor, Action.READ_UPDATES, body_id=body_id)
            and (wanted is None or body_id == wanted)
        )

    def hand_in_form(self, actor: Actor, update_id: int, data: bytes, name: str) -> None:
        """Load an Annex 1 form and hand in its row about the update's service, or do neither.

        Raises NotFoundError, NotAllowedError, TransitionError, FormError, the errors of reading a
        file, and FormNotAboutServiceError.
        """
        from ingest.submitting import load_form

        demand(actor, Action.READ_UPDATES, body_id=actor.body_id)
        with self._wiring.database.writing() as session:
            update = find_update(session, update_id)
            # Whoever may not hand in is told so before anything is read.
            check_move(update, UpdateState.SUBMITTED, actor, content=Content({}, 0))
            ids = load_form(Within(session), data, name, actor)
            row = _row_about(session, update.article_id, ids)
            move_update(session, actor, update_id, Move(UpdateState.SUBMITTED, content=row))


def _row_about(session: Session, article_id: str, ids: list[int]) -> Content:
    service_id = service_id_of(session.get_one(ArticleRow, article_id))
    if service_id is None:
        raise FormNotAboutServiceError("A note is handed in as text, not as an Annex 1 form.")
    found = session.scalars(
        select(SubmissionRow.id).where(
            SubmissionRow.id.in_(ids), SubmissionRow.service_id == service_id
        )
    ).all()
    if len(found) != 1:
        raise FormNotAboutServiceError(
            f"The form has {len(found) or 'no'} rows about the service {service_id}; it needs one."
        )
    return Content({}, found[0])


def _days_left(
    session: Session, updates: tuple[UpdateSummary, ...], day: dt.date
) -> dict[int, int | None]:
    calendar = stored_calendar(session)
    left: dict[int, int | None] = {}
    for update in updates:
        try:
            left[update.id] = calendar.working_days_between(day, update.due)
        except CalendarRangeError:
            left[update.id] = None
    return left


_Acts = Mapping[str, tuple[str, dt.date]]
_NO_ACT = ("", None)


def _acts(session: Session, ids: Iterable[str | None]) -> _Acts:
    """Number and date of acts by id."""
    wanted = sorted({act_id for act_id in ids if act_id is not None})
    return {
        row.id: (row.number, row.date)
        for start in range(0, len(wanted), _PART)
        for row in session.execute(
            select(ActRow.id, ActRow.number, ActRow.date).where(
                ActRow.id.in_(wanted[start : start + _PART])
            )
        )
    }


def _of_update(
    update: UpdateSummary,
    codes: Mapping[int, str],
    acts: _Acts,
    left: int | None,
    duty: DutyView | None,
) -> DueThing:
    with_an_editor = update.state in _WITH_AN_EDITOR
    return DueThing(
        key=f"update:{update.id}",
        kind="update",
        texts=update.names,
        body_id=update.body_id,
        body=codes.get(update.body_id) if update.body_id is not None else None,
        act_id=update.act_id,
        act_number=acts.get(update.act_id, _NO_ACT)[0],
        act_date=acts.get(update.act_id, _NO_ACT)[1],
        service_id=update.service_id,
        since=update.since,
        due=update.due,
        working_days_left=left,
        overdue=update.overdue,
        estimated=duty.estimated if duty else False,
        waits_for="editor" if with_an_editor else "body",
        state=update.state,
        changed=update.changed,
        source=duty.source if duty else _SOURCE_OF_UPDATES,
        assigned_to=update.assigned_to,
        update_id=update.id,
        event_id=None,
        duty="",
    )


def _of_duty(duty: DutyView, acts: _Acts) -> DueThing:
    number, date = acts.get(duty.event.act_id or "", _NO_ACT)
    return DueThing(
        key=f"duty:{duty.event.id}:{duty.duty}",
        kind="duty",
        texts=duty.text,
        body_id=duty.body_id,
        body=duty.body,
        act_id=duty.event.act_id,
        act_number=number,
        act_date=date,
        service_id=duty.event.service_id,
        since=duty.event.day,
        due=duty.due,
        working_days_left=duty.working_days_left,
        overdue=duty.overdue,
        estimated=duty.estimated,
        waits_for="center" if duty.who == "contact_center" else "body",
        state="",
        changed=(),
        source=duty.source,
        assigned_to="",
        update_id=None,
        event_id=duty.event.id,
        duty=duty.duty,
    )

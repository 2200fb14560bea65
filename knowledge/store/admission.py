"""Who may load a text, which is known only once it has been read, and the line in the audit log.

Both belong in the transaction of the load: whoever may not have loaded it leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.accounts.permissions import Action, Actor, demand, may
from knowledge.store.audit import record
from knowledge.store.loading import LoadOutcome, LoadStatus, SourceFile
from knowledge.store.tables import SubmissionRow

_BodyOf = Callable[[str | None, str | None], int | None]


def admit_editions(
    session: Session, actor: Actor, outcomes: Sequence[LoadOutcome], file: SourceFile
) -> None:
    """Demand the right to what was just loaded, and put it on record.

    A responsible person loads acts of their own body only. Raises NotAllowedError.
    """
    body_of = _body_of(session, actor, Action.LOAD_ACT)
    for outcome in outcomes:
        demand(actor, Action.LOAD_ACT, body_id=body_of(outcome.act_id, None))
        if outcome.status is LoadStatus.REPLACED:
            demand(actor, Action.REPLACE_EDITION)
        if outcome.status is LoadStatus.UNCHANGED and not outcome.changed_versions:
            continue
        record(
            session,
            actor,
            "load_edition",
            f"act:{outcome.act_id}",
            after={
                "edition": outcome.edition_id,
                "status": outcome.status.value,
                "file": file.name,
                "sha256": file.sha256,
            },
        )


def admit_form(
    session: Session,
    actor: Actor,
    ties: Sequence[tuple[str | None, str | None]],
    file: SourceFile,
) -> None:
    """Demand the right to hand in a form, by the (service id, act id) of its rows; record it once.

    A responsible person hands in nothing for a service that another body answers for; a service
    that the base does not know yet is nobody else's. Raises NotAllowedError.
    """
    body_of = _body_of(session, actor, Action.LOAD_FORM)
    for service_id, act_id in ties:
        body = body_of(act_id, service_id)
        demand(actor, Action.LOAD_FORM, body_id=actor.body_id if body is None else body)
    known = select(SubmissionRow.id).where(SubmissionRow.sha256 == file.sha256).limit(1)
    if session.scalar(known) is None:
        after = {"file": file.name, "rows": len(ties)}
        record(session, actor, "load_form", f"file:{file.sha256}", after=after)


def _body_of(session: Session, actor: Actor, action: Action) -> _BodyOf:
    """Which body answers for an act and service; not looked up where it does not matter."""
    if may(actor, action):
        return lambda _act_id, _service_id: None
    # Imported here: an ordinary load needs neither the registers nor the calendar.
    from knowledge.calendar import today
    from knowledge.store.bodies import answering_bodies

    return answering_bodies(session, today()).body_of

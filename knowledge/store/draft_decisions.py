"""Deciding on draft editions: a person accepts or rejects them, and it is on record.

An accepted draft becomes an edition like any other, until the official text takes its place; what
it came from stands in its source file and in the draft.
"""

from __future__ import annotations

import datetime as dt
import json

from sqlalchemy.orm import Session

from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.amending.errors import DraftDecidedError, NothingAppliedError
from knowledge.errors import InvalidReferenceError, NotFoundError
from knowledge.store.amending_json import provisions_to_json
from knowledge.store.amending_tables import DraftEditionRow
from knowledge.store.audit import record
from knowledge.store.drafts import DraftState, StoredDraft, edition_of, renew_drafts, stored_draft
from knowledge.store.loading import LoadOutcome, SourceFile, load_edition


def accept_draft(session: Session, actor: Actor, draft_id: int) -> LoadOutcome:
    """Make a draft an edition of its act.

    Raises NotAllowedError, NotFoundError, DraftDecidedError, NothingAppliedError, and
    EditionConflictError where the act has another edition of that day.
    """
    demand(actor, Action.ACCEPT_DRAFT)
    row = _undecided(session, draft_id)
    draft = stored_draft(session, row)
    if not any(not result.reason for result in draft.results):
        raise NothingAppliedError(
            f"Draft {draft_id} changes nothing: none of the order's instructions could be "
            f"applied. Load the official text when it comes, or reject the draft."
        )
    outcome = load_edition(session, edition_of(session, draft), _file(draft))
    _decide(session, row, actor, DraftState.ACCEPTED, "")
    row.accepted_edition_id = outcome.edition_id
    session.flush()
    renew_drafts(session, row.act_id, row.language)
    return outcome


def reject_draft(session: Session, actor: Actor, draft_id: int, reason: str) -> None:
    """Put a draft aside, with a reason in words.

    Raises NotAllowedError, NotFoundError, DraftDecidedError, InvalidReferenceError.
    """
    demand(actor, Action.ACCEPT_DRAFT)
    row = _undecided(session, draft_id)
    if not reason.strip():
        raise InvalidReferenceError("Say why the draft is rejected.")
    _decide(session, row, actor, DraftState.REJECTED, reason.strip())
    session.flush()
    renew_drafts(session, row.act_id, row.language)


def _undecided(session: Session, draft_id: int) -> DraftEditionRow:
    row = session.get(DraftEditionRow, draft_id)
    if row is None:
        raise NotFoundError(f"There is no draft {draft_id}; `bilim drafts` lists all.")
    if row.state != DraftState.DRAFT:
        when = f" on {row.decided_at.date().isoformat()}" if row.decided_at else ""
        raise DraftDecidedError(f"Draft {draft_id} is {row.state}{when} already.")
    return row


def _decide(
    session: Session, row: DraftEditionRow, actor: Actor, state: DraftState, reason: str
) -> None:
    record(
        session,
        actor,
        f"{'accept' if state is DraftState.ACCEPTED else 'reject'}_draft",
        f"draft:{row.id}",
        before={"state": row.state},
        after={"state": state.value, "act": row.act_id, "reason": reason},
    )
    row.state = state.value
    row.decided_at = dt.datetime.now(dt.UTC)
    row.decided_by = actor.name
    row.reason = reason


def _file(draft: StoredDraft) -> SourceFile:
    """The source of an accepted draft: what it says, and that Bilim made it from the order."""
    order = draft.order.order
    body = {
        "made_by": "Bilim",
        "note": "Made from an amending order; to be replaced by the official text.",
        "order": {"act_id": draft.order.act_id, "number": order.number, "date": str(order.date)},
        "base_edition": draft.base_edition_id,
        "title": draft.text.title,
        "provisions": provisions_to_json(draft.text.provisions),
    }
    content = json.dumps(body, ensure_ascii=False, indent=1).encode()
    return SourceFile(f"draft-{draft.id}.json", "application/json", content)

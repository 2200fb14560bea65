"""What an upload would change and flag: it is loaded for real, looked at, and undone.

No second reckoning beside the load: what is shown is what the load itself would do, rights
included.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.preview_views import (
    LoadPreview,
    PreviewedDraft,
    PreviewedEdition,
    PreviewedInstruction,
    PreviewedRow,
    PreviewedUpdate,
)
from api.use_cases.changes import changes_of
from api.use_cases.updates import summaries
from api.views import DifferenceView
from api.wiring import Wiring
from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.calendar import today
from knowledge.changes import compare, difference_of
from knowledge.store import drafts, reading
from knowledge.store.edition_pairs import edition_pairs, text_of_edition
from knowledge.store.loading import LoadOutcome, LoadStatus
from knowledge.store.tables import EditionRow, ServiceRow, SubmissionRow
from knowledge.store.transactions import Within, rehearsed
from knowledge.store.updates import updates_listed
from knowledge.updates.values import Reason, Update

if TYPE_CHECKING:
    from ingest.header import ActFacts

_NEWS = frozenset({LoadStatus.NEW_ACT, LoadStatus.NEW_EDITION, LoadStatus.REPLACED})


class Previews:
    """Previews of uploads to one store."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def of_upload(
        self,
        actor: Actor,
        data: bytes,
        name: str,
        facts: ActFacts | None = None,
        *,
        replace: bool = False,
    ) -> LoadPreview:
        """What ``Bilim.load_upload`` with the same arguments would do; nothing is kept.

        Raises what it raises.
        """
        from ingest.header import ActFacts
        from ingest.loading import LoadOptions, load_bytes

        demand_to_load(actor, data, name, replace=replace)
        options = LoadOptions(facts or ActFacts(), replace, actor)
        with rehearsed(self._wiring.database) as session:
            known_drafts = {draft.id for draft in drafts.all_drafts(session)}
            known = {update.id: update.reasons for update in updates_listed(session)}
            report = load_bytes(Within(session), data, Path(name), (), options)
            made = [draft for draft in drafts.all_drafts(session) if draft.id not in known_drafts]
            flagged = [u for u in updates_listed(session) if known.get(u.id) != u.reasons]
            rows = _rows(session, data) if report.submissions else ()
            return LoadPreview(
                file=name,
                editions=tuple(_edition(session, outcome) for outcome in report.outcomes),
                drafts=tuple(_draft(session, draft) for draft in made),
                rows=rows,
                flagged=_flagged(session, flagged, known),
                brings_news=bool(rows) or any(o.status in _NEWS for o in report.outcomes),
            )


def demand_to_load(actor: Actor, data: bytes, name: str, *, replace: bool) -> None:
    """Raise NotAllowedError unless ``actor`` may load such a file at all.

    To which state body's act is known once it has been read: the load asks again.
    """
    from ingest.submitting import is_annex1

    action = Action.LOAD_FORM if is_annex1(data, name) else Action.LOAD_ACT
    for needed in (action, Action.REPLACE_EDITION) if replace else (action,):
        demand(actor, needed, body_id=actor.body_id)


def _edition(session: Session, outcome: LoadOutcome) -> PreviewedEdition:
    row = session.get_one(EditionRow, outcome.edition_id)
    header = reading.find_act(session, outcome.act_id).header
    pair = next(
        (
            pair
            for pair in edition_pairs(session, act_id=row.act_id, language=row.language)
            if pair.newer.id == row.id
        ),
        None,
    )
    changes = None
    if pair is not None and outcome.status in _NEWS:
        texts = text_of_edition(session, pair.older), text_of_edition(session, pair.newer)
        changes = changes_of(pair, *texts)
    return PreviewedEdition(
        act_id=outcome.act_id,
        act_number=header.number,
        act_date=header.date,
        title=row.title,
        language=row.language,
        date=row.date,
        status=outcome.status.value,
        changes=changes,
    )


def _flagged(
    session: Session, updates: list[Update], known: Mapping[int, tuple[Reason, ...]]
) -> tuple[PreviewedUpdate, ...]:
    shown = summaries(session, updates, today())
    return tuple(
        PreviewedUpdate(
            **summary.model_dump(),
            joins=update.id in known,
            added=tuple(
                dict.fromkeys(
                    reason.change.eid
                    for reason in update.reasons
                    if reason not in known.get(update.id, ())
                )
            ),
        )
        for update, summary in zip(updates, shown, strict=True)
    )


def _draft(session: Session, draft: drafts.StoredDraft) -> PreviewedDraft:
    header = reading.find_act(session, draft.act_id).header
    instructions = draft.order.order.instructions
    base = next(
        edition
        for edition in reading.editions_of_act(session, draft.act_id, draft.language)
        if edition.id == draft.base_edition_id
    )
    different = compare(text_of_edition(session, base), draft.text).different
    return PreviewedDraft(
        act_id=draft.act_id,
        act_number=header.number,
        act_date=header.date,
        language=draft.language,
        date=draft.date,
        applied=sum(1 for result in draft.results if not result.reason),
        not_applied=tuple(
            PreviewedInstruction(
                provision=instructions[result.position].provision, reason=result.reason
            )
            for result in draft.results
            if result.reason
        ),
        differences=tuple(
            DifferenceView(eid=d.eid, number=d.number, kind=d.kind.value, old=d.old, new=d.new)
            for d in map(difference_of, different)
        ),
        services=tuple(_names_of_services(session, draft.act_id)),
    )


def _names_of_services(session: Session, act_id: str) -> Iterable[dict[str, str]]:
    query = select(ServiceRow).where(ServiceRow.act_id == act_id).order_by(ServiceRow.id)
    return (dict(row.names) for row in session.scalars(query))


def _rows(session: Session, data: bytes) -> tuple[PreviewedRow, ...]:
    sha256 = hashlib.sha256(data).hexdigest()
    query = (
        select(SubmissionRow).where(SubmissionRow.sha256 == sha256).order_by(SubmissionRow.position)
    )
    return tuple(
        PreviewedRow(
            service_name=str(row.fields.get("service_name", "")), service_id=row.service_id
        )
        for row in session.scalars(query)
    )

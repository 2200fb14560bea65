"""Keeping what state bodies send by Annex 1, row by row, with the service and act it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.acts import comparable
from knowledge.store.loading import SourceFile, keep_file
from knowledge.store.tables import ServiceRow, SubmissionRow

_LIKE_ENOUGH = 0.8
"""Likeness of names (0 to 1) from which a service is taken for the one that a form names."""


def keep_submissions(
    session: Session,
    file: SourceFile,
    variant: str,
    language: str,
    rows: Sequence[dict[str, Any]],
    ties: Sequence[tuple[str | None, str | None]],
) -> list[int]:
    """Store the rows of a form. A file that is stored already gives the ids it got then.

    Its rows are tied anew where their act was not yet loaded at the time.
    """
    known = session.scalars(
        select(SubmissionRow)
        .where(SubmissionRow.sha256 == file.sha256)
        .order_by(SubmissionRow.position)
    ).all()
    if known:
        for submission, (service_id, act_id) in zip(known, ties, strict=True):
            submission.service_id = submission.service_id or service_id
            submission.act_id = submission.act_id or act_id
            _learn_register_number(session, submission)
        return [submission.id for submission in known]
    keep_file(session, file)
    submissions = [
        SubmissionRow(
            sha256=file.sha256,
            position=position,
            variant=variant,
            language=language,
            fields=fields,
            service_id=service_id,
            act_id=act_id,
            received_at=datetime.now(UTC),
        )
        for position, (fields, (service_id, act_id)) in enumerate(zip(rows, ties, strict=True), 1)
    ]
    session.add_all(submissions)
    session.flush()
    for submission in submissions:
        _learn_register_number(session, submission)
    return [submission.id for submission in submissions]


def _learn_register_number(session: Session, submission: SubmissionRow) -> None:
    if submission.service_id is None:
        return
    service = session.get(ServiceRow, submission.service_id)
    if service is not None and not service.register_number:
        service.register_number = submission.fields.get("register_number")


def service_by_name(session: Session, name: str, act_id: str | None) -> str | None:
    """The service that a form names, among those of ``act_id`` or, without it, among all.

    The only service of an act is taken whatever the form calls it.
    """
    query = select(ServiceRow)
    if act_id is not None:
        query = query.where(ServiceRow.act_id == act_id)
    services = session.scalars(query).all()
    if act_id is not None and len(services) == 1:
        return services[0].id
    wanted = comparable(name).lower().strip('" ')
    best: tuple[float, str] | None = None
    for service in services:
        for known in service.names.values():
            likeness = SequenceMatcher(None, wanted, comparable(known).lower().strip('" ')).ratio()
            if best is None or likeness > best[0]:
                best = likeness, service.id
    return best[1] if best and best[0] >= _LIKE_ENOUGH else None

"""Reading public services and their standards as of a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.errors import NotFoundError
from knowledge.services import PublicService
from knowledge.store.reading import StoredEdition, edition_as_of
from knowledge.store.tables import ProvisionRow, ServiceRow, StandardRowRow


@dataclass(frozen=True, slots=True)
class StandardLine:
    """A row of a service standard: what it answers, and what it says."""

    aspect: str
    eid: str
    number: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class StandardAsOf:
    """The standard of a service in one language, as of a day."""

    service: PublicService
    language: str
    edition: StoredEdition
    lines: tuple[StandardLine, ...]


def _service(row: ServiceRow) -> PublicService:
    return PublicService(row.id, row.act_id, row.root_eid, dict(row.names), row.register_number)


def all_services(session: Session) -> list[PublicService]:
    """Every service in the base."""
    return [_service(row) for row in session.scalars(select(ServiceRow).order_by(ServiceRow.id))]


def find_service(session: Session, service_id: str) -> PublicService:
    """A service by its id. Raises NotFoundError."""
    row = session.get(ServiceRow, service_id)
    if row is None:
        raise NotFoundError(f"There is no service «{service_id}» in the base.")
    return _service(row)


def standard_as_of(
    session: Session, service_id: str, language: str, as_of: dt.date
) -> StandardAsOf:
    """The standard of a service on a day. Raises NotFoundError where there was none then."""
    service = find_service(session, service_id)
    edition = edition_as_of(session, service.act_id, language, as_of)
    rows = session.execute(
        select(StandardRowRow.aspect, ProvisionRow)
        .join(
            ProvisionRow,
            (ProvisionRow.edition_id == StandardRowRow.edition_id)
            & (ProvisionRow.eid == StandardRowRow.eid),
        )
        .where(StandardRowRow.service_id == service_id, StandardRowRow.edition_id == edition.id)
        .order_by(ProvisionRow.position)
    ).all()
    if not rows:
        raise NotFoundError(
            f"The edition of {edition.date.isoformat()} has no standard for «{service_id}»."
        )
    return StandardAsOf(
        service=service,
        language=language,
        edition=edition,
        lines=tuple(
            StandardLine(aspect, row.eid, row.number, row.heading, row.text) for aspect, row in rows
        ),
    )

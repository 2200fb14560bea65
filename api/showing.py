"""From what the store holds to what the doors show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from api.views import (
    ActSummary,
    ArticleVersionView,
    EditionSummary,
    LoadedEdition,
    LoadedFile,
    ProvisionView,
    ServiceSummary,
)
from knowledge.acts import Provision
from knowledge.services import PublicService
from knowledge.store.reading import StoredAct, StoredEdition
from knowledge.store.records import VersionRecord
from knowledge.validity import Interval
from ranking.citations import citation

if TYPE_CHECKING:
    from ingest.loading import FileReport


def service_summary(service: PublicService) -> ServiceSummary:
    """A service without its standard."""
    return ServiceSummary(
        id=service.id,
        act_id=service.act_id,
        register_number=service.register_number,
        names=service.names,
    )


def provision_view(provision: Provision) -> ProvisionView:
    """A provision of an edition."""
    return ProvisionView(
        eid=provision.eid,
        kind=provision.kind.value,
        number=provision.number,
        heading=provision.heading,
        text=provision.text,
        footnotes=provision.footnotes,
        excluded=provision.excluded,
        parent_eid=provision.parent_eid,
    )


def edition_summary(edition: StoredEdition) -> EditionSummary:
    """An edition without its text."""
    return EditionSummary(
        language=edition.language,
        date=edition.date,
        in_force_from=edition.entry.on,
        in_force_note="" if edition.entry.on else edition.entry.clause or "unknown",
        title=edition.title,
    )


def act_summary(act: StoredAct, editions: Sequence[StoredEdition]) -> ActSummary:
    """An act with its editions, without its text."""
    header = act.header
    return ActSummary(
        id=act.id,
        kind=header.kind.value,
        issuer=header.issuer,
        date=header.date,
        number=header.number,
        registration_number=header.registration.number if header.registration else None,
        registration_date=header.registration.date if header.registration else None,
        titles=header.titles,
        requisites=header.requisites,
        repealed=header.repeal is not None,
        repealed_on=header.repeal.on if header.repeal else None,
        repealed_by=header.repeal.by if header.repeal else "",
        code=header.code,
        editions=tuple(edition_summary(edition) for edition in editions),
    )


def version_view(record: VersionRecord, day: dt.date) -> ArticleVersionView:
    """A version of an article; ``current`` says whether it is valid on ``day``."""
    return ArticleVersionView(
        language=record.language,
        number=record.number,
        heading=record.heading,
        chapter=record.chapter,
        text=record.text,
        footnotes=record.footnotes,
        edition_date=record.edition_date,
        in_force_from=record.valid_from if record.start_known else None,
        in_force_to=record.valid_to,
        in_force_by=None if record.start_known else record.certain_from,
        in_force_note=record.in_force_note(),
        citation=citation(record),
        current=day in Interval(record.valid_from, record.valid_to),
    )


def loaded_file(report: FileReport) -> LoadedFile:
    """What became of a loaded file."""
    return LoadedFile(
        file=str(report.path),
        editions=tuple(
            LoadedEdition(
                act_id=outcome.act_id,
                status=outcome.status.value,
                changed_versions=outcome.changed_versions,
                updates=outcome.updates,
            )
            for outcome in report.outcomes
        ),
        submissions=report.submissions,
        error=str(report.error) if report.error else None,
        error_code=report.error.code if report.error else None,
    )

"""Annex 1 forms into the store: each filled row becomes a submission tied to its service and act.

The form: Annex 1 to the Rules approved by Order № 83 of 26.01.2016 (and the forms before it).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.detection import DOCX, HTML, XLSX, detect
from ingest.forms import ActReference, Annex1Form, Annex1Row, read_annex1
from ingest.forms.annex1_table import find_table
from ingest.forms.errors import FormError
from ingest.forms.source import read_source
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Actor
from knowledge.store.admission import admit_form
from knowledge.store.loading import SourceFile
from knowledge.store.submissions import keep_submissions, service_by_name
from knowledge.store.tables import ActRow
from knowledge.store.transactions import Writable

_MOST_TEXT = 4000
"""Characters of text around the table up to which a DOCX or HTML may be a form."""


def is_annex1(data: bytes, name: str) -> bool:
    """Whether a file is an Annex 1 form rather than an act (which may hold an empty form)."""
    media_type = detect(data, name)
    if media_type == XLSX:
        return True
    if media_type not in (DOCX, HTML):
        return False
    source = read_source(data, name)
    if sum(len(line) for line in source.lines) > _MOST_TEXT:
        return False
    try:
        return len(find_table(source).columns) >= 4
    except FormError:
        return False


def load_form(
    database: Writable, data: bytes, name: str, actor: Actor = LOCAL_ADMINISTRATOR
) -> list[int]:
    """Load a form; returns the ids of its submissions (the same ones if it is loaded again).

    Raises FormError listing everything that is wrong, the errors of reading a file, and
    NotAllowedError where a row is about another body's service.
    """
    form = read_annex1(data, name)
    file = SourceFile(name, detect(data, name), data)
    with database.writing() as session:
        rows = [_fields(form, row) for row in form.rows]
        ties = [_tie(session, row) for row in form.rows]
        admit_form(session, actor, ties, file)
        return keep_submissions(session, file, form.variant, form.language, rows, ties)


def _fields(form: Annex1Form, row: Annex1Row) -> dict[str, Any]:
    fields = {key: _plain(value) for key, value in asdict(row).items() if value}
    for key in ("body", "responsible_executor", "date"):
        value = getattr(form, key)
        if value:
            fields[f"form_{key}"] = _plain(value)
    return fields


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _tie(session: Session, row: Annex1Row) -> tuple[str | None, str | None]:
    """(service id, act id) of a row: the act by its requisites, the service by act and name."""
    act_id = next(
        (
            found
            for reference in (*row.acts, *row.standard, *row.regulation)
            if (found := _act_id(session, reference))
        ),
        None,
    )
    return service_by_name(session, row.service_name, act_id), act_id


def _act_id(session: Session, reference: ActReference) -> str | None:
    from knowledge.identity import number_key

    if reference.registration_number:
        found = session.scalar(
            select(ActRow.id).where(ActRow.registration_number == reference.registration_number)
        )
        if found:
            return str(found)
    if reference.number and reference.date:
        found = session.scalar(
            select(ActRow.id).where(
                ActRow.number_key == number_key(reference.number), ActRow.date == reference.date
            )
        )
        return str(found) if found else None
    return None

"""What the doors show of an upload before it is confirmed: what it would change and flag."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from api.change_views import EditionChangesView
from api.update_views import UpdateSummary
from api.views import DifferenceView


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class PreviewedEdition(_View):
    """An edition that would be loaded."""

    act_id: str
    act_number: str
    act_date: dt.date
    title: str
    language: str
    date: dt.date
    status: str = Field(description="new_act, new_edition, another_file, unchanged or replaced")
    changes: EditionChangesView | None = Field(description="From the edition before it, if any")


class PreviewedInstruction(_View):
    """An instruction of an amending order that could not be applied, and why."""

    provision: str
    reason: str


class PreviewedDraft(_View):
    """A draft edition that an amending order would make."""

    act_id: str
    act_number: str
    act_date: dt.date
    language: str
    date: dt.date
    applied: int
    not_applied: tuple[PreviewedInstruction, ...]
    differences: tuple[DifferenceView, ...]
    services: tuple[dict[str, str], ...] = Field(description="Names of the services of the act")


class PreviewedRow(_View):
    """A row of an Annex 1 form; the service is null where none in the base answers to it."""

    service_name: str
    service_id: str | None


class PreviewedUpdate(UpdateSummary):
    """An update that would begin, or that would get further reasons."""

    joins: bool = Field(description="It is open already, and would be joined")
    added: tuple[str, ...] = Field(description="The elements (eids) that would newly count")


class LoadPreview(_View):
    """What loading a file would do. Nothing of it has been stored."""

    file: str
    editions: tuple[PreviewedEdition, ...]
    drafts: tuple[PreviewedDraft, ...]
    rows: tuple[PreviewedRow, ...]
    flagged: tuple[PreviewedUpdate, ...]
    brings_news: bool = Field(description="False: the base holds all of it already")

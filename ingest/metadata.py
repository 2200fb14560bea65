"""The sidecar ``meta.json``: what is known of an act and its editions beside the files.

The shape is that of the shared collection of acts (see README, «Load your own acts»). Unknown
keys are kept silent about; wrong values are named one by one.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ingest.errors import IngestError
from ingest.header import ActFacts, language_code
from knowledge.acts import ActKind, Registration, Repeal


class MetadataError(IngestError):
    """A ``meta.json`` that cannot be used; the message lists every wrong value."""

    code = "bad_metadata"


class _Registration(BaseModel):
    number: str
    date: dt.date | None = None


class _RepealedBy(BaseModel):
    model_config = ConfigDict(extra="ignore")
    number: str = ""
    date: dt.date | None = None


class EditionEntry(BaseModel):
    """One file of an act: its language and the date of its edition."""

    model_config = ConfigDict(extra="ignore")
    language: str
    date: dt.date
    file: str
    source_url: str | None = None

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        code = language_code(value)
        if code is None:
            raise ValueError(f"«{value}» is no language of acts; write kk, ru or en")
        return code


class ActMetadata(BaseModel):
    """A whole ``meta.json``."""

    model_config = ConfigDict(extra="ignore")
    kind: ActKind
    issuer: str
    date: dt.date
    number: str
    act_code: str | None = None
    registration: _Registration | None = None
    requisite: str | None = None
    title: dict[str, str] = Field(default_factory=dict)
    repealed_on: dt.date | None = None
    repealed_by: _RepealedBy | None = None
    published: dt.date | None = None
    editions: list[EditionEntry] = Field(default_factory=list)

    def facts(self) -> ActFacts:
        """The facts about the act as a whole."""
        from ingest.header import facts_of_requisite

        spoken = facts_of_requisite(self.requisite) if self.requisite else ActFacts()
        repeal = spoken.repeal
        if self.repealed_on or self.repealed_by:
            by = self.repealed_by or _RepealedBy()
            repeal = Repeal(
                self.repealed_on or (repeal.on if repeal else None),
                (repeal.by if repeal else "") or by.number,
                by.date or (repeal.repealing_date if repeal else None),
            )
        registration = None
        if self.registration:
            registration = Registration(self.registration.number, self.registration.date)
        return ActFacts(
            kind=self.kind,
            issuer=self.issuer,
            date=self.date,
            number=self.number.replace("№", "").strip(),
            registration=registration,
            repeal=repeal,
            published=self.published,
            code=self.act_code,
            titles=dict(self.title),
            requisites={"ru": self.requisite} if self.requisite else {},
        )

    def facts_of_file(self, name: str) -> ActFacts:
        """The facts about one of the files, or empty facts where it is not listed."""
        for entry in self.editions:
            if entry.file == name:
                return ActFacts(language=entry.language, edition_date=entry.date)
        return ActFacts()


def read_metadata(path: Path) -> ActMetadata:
    """Read a ``meta.json``. Raises MetadataError naming every wrong value."""
    try:
        return ActMetadata.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise MetadataError(f"{path}: cannot be read as JSON: {error}") from error
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}"
            for item in error.errors()
        )
        raise MetadataError(f"{path}: {problems}") from error

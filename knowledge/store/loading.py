"""Writing into the store: source files, acts, editions; articles' versions follow from them.

Everything here runs inside the caller's transaction, so a load happens as a whole or not at
all. Loading the same thing twice changes nothing and says so.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from knowledge.acts import ActHeader, Edition, Provision, Registration, Repeal
from knowledge.acts import ActKind as Kind
from knowledge.errors import EditionConflictError
from knowledge.identity import act_id, issuer_key, number_key, same_act
from knowledge.services import standards_of
from knowledge.store.conversion import entry_to_json
from knowledge.store.tables import (
    ActRow,
    EditionFileRow,
    EditionRow,
    ProvisionRow,
    ServiceRow,
    SourceFileRow,
    StandardRowRow,
)
from knowledge.store.versions import announce_all, renew_versions


class LoadStatus(StrEnum):
    """What loading an edition did."""

    NEW_ACT = "new_act"
    NEW_EDITION = "new_edition"
    ANOTHER_FILE = "another_file"
    """The same edition from another file: the file is kept, nothing else changed."""
    UNCHANGED = "unchanged"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it came."""

    name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes (hex)."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """The result of loading one edition."""

    act_id: str
    edition_id: int
    status: LoadStatus
    changed_versions: int
    updates: tuple[int, ...] = ()
    """The updates of articles that the edition flagged, or changed the reasons of."""


def keep_file(session: Session, file: SourceFile) -> bool:
    """Keep the bytes of a file; False where they were kept already."""
    if session.get(SourceFileRow, file.sha256) is not None:
        return False
    session.add(
        SourceFileRow(
            sha256=file.sha256,
            name=file.name,
            media_type=file.media_type,
            size=len(file.content),
            content=file.content,
            stored_at=datetime.now(UTC),
        )
    )
    session.flush()
    return True


def load_edition(
    session: Session, edition: Edition, file: SourceFile, *, replace: bool = False
) -> LoadOutcome:
    """Load an edition that came from ``file``.

    Raises EditionConflictError where the same act, language and date is loaded with another
    text and ``replace`` is false. With ``replace`` the old text is kept as superseded.
    """
    keep_file(session, file)
    act, act_is_new, act_changed = _find_or_add_act(session, edition)
    known = _edition_at(session, act.id, edition.language, edition.date)
    status = LoadStatus.NEW_ACT if act_is_new else LoadStatus.NEW_EDITION
    if known is not None and known.content_hash == edition.content_hash:
        status = _attach_file(session, known, file)
        changed = _renew_act(session, act.id) if act_changed else 0
        return LoadOutcome(act.id, known.id, status, changed)
    if known is not None:
        if not replace:
            raise EditionConflictError(
                f"The edition of {edition.date.isoformat()} ({edition.language}) of act {act.id} "
                f"is loaded already with another text. If the loaded text is wrong, load this "
                f"file again with --replace; if this is another edition, give its date with "
                f"--edition-date."
            )
        known.superseded_at = datetime.now(UTC)
        status = LoadStatus.REPLACED
    row = _add_edition(session, act.id, edition)
    session.add(EditionFileRow(edition_id=row.id, sha256=file.sha256))
    _add_services(session, act.id, row.id, edition)
    session.flush()
    if act_changed and not act_is_new:
        changed = _renew_act(session, act.id)
    else:
        changed = renew_versions(session, act.id, edition.language)
    # Imported here: whoever only searches imports this module, and needs no tables of updates.
    from knowledge.store.update_detection import detect_updates

    updates = detect_updates(session, act.id, (edition.language,))
    return LoadOutcome(act.id, row.id, status, changed, updates)


def _renew_act(session: Session, act: str) -> int:
    """Renew the versions in every language: publication and repeal bear on all of them."""
    session.flush()
    languages = session.scalars(select(EditionRow.language).where(EditionRow.act_id == act))
    changed = sum(renew_versions(session, act, language) for language in sorted(set(languages)))
    return changed + announce_all(session, act)


def editions_from_file(session: Session, sha256: str) -> list[EditionRow]:
    """The editions (superseded ones left out) that were loaded from a file with these bytes."""
    return list(
        session.scalars(
            select(EditionRow)
            .join(EditionFileRow, EditionFileRow.edition_id == EditionRow.id)
            .where(EditionFileRow.sha256 == sha256, EditionRow.superseded_at.is_(None))
            .order_by(EditionRow.id)
        )
    )


def header_of_act(session: Session, act: str) -> ActHeader:
    """The header of the act with an id that an edition names."""
    return header_of(session.get_one(ActRow, act))


def learn_header(session: Session, act: str, header: ActHeader) -> int:
    """Take over what is newly known of a stored act; returns how many versions that touches."""
    changes_validity = _learn(session.get_one(ActRow, act), header, names_win=False)
    return _renew_act(session, act) if changes_validity else 0


def header_of(row: Any) -> ActHeader:
    """The header of a stored act, from its `ActRow` or a row of the same columns."""
    registration = None
    if row.registration_number:
        registration = Registration(row.registration_number, row.registration_date)
    repeal = None
    if row.repealed:
        repeal = Repeal(row.repealed_on, row.repealed_by, row.repealing_date)
    return ActHeader(
        kind=Kind(row.kind),
        issuer=row.issuer,
        date=row.date,
        number=row.number,
        registration=registration,
        titles=dict(row.titles),
        requisites=dict(row.requisites),
        repeal=repeal,
        published=row.published,
        code=row.code,
    )


def find_act(session: Session, header: ActHeader) -> ActRow | None:
    """The stored act that ``header`` names, or None; the same registration goes first."""
    conditions = [ActRow.number_key == number_key(header.number)]
    if header.registration:
        conditions.append(ActRow.registration_number == header.registration.number)
    rows = session.scalars(select(ActRow).where(or_(*conditions)).order_by(ActRow.id)).all()
    fitting = [row for row in rows if same_act(header_of(row), header)]
    registered = [row for row in fitting if row.registration_number and header.registration]
    return next(iter(registered or fitting), None)


def _find_or_add_act(session: Session, edition: Edition) -> tuple[ActRow, bool, bool]:
    header = edition.header
    row = find_act(session, header)
    if row is not None:
        newest = _is_newest(session, row.id, edition)
        return row, False, _learn(row, header, names_win=newest)
    row = ActRow(
        id=_free_id(session, act_id(header)),
        kind=header.kind.value,
        issuer=header.issuer,
        issuer_key=issuer_key(header.issuer),
        date=header.date,
        number=header.number,
        number_key=number_key(header.number),
        registration_number=header.registration.number if header.registration else None,
        registration_date=header.registration.date if header.registration else None,
        code=header.code,
        titles=dict(header.titles),
        requisites=dict(header.requisites),
        published=header.published,
        repealed=header.repeal is not None,
        repealed_on=header.repeal.on if header.repeal else None,
        repealed_by=header.repeal.by if header.repeal else "",
        repealing_date=header.repeal.repealing_date if header.repeal else None,
    )
    session.add(row)
    session.flush()
    return row, True, True


def _free_id(session: Session, wanted: str) -> str:
    candidate, count = wanted, 1
    while session.get(ActRow, candidate) is not None:
        count += 1
        candidate = f"{wanted}-{count}"
    return candidate


def _is_newest(session: Session, act: str, edition: Edition) -> bool:
    later = session.scalar(
        select(EditionRow.id).where(
            EditionRow.act_id == act,
            EditionRow.language == edition.language,
            EditionRow.date > edition.date,
            EditionRow.superseded_at.is_(None),
        )
    )
    return later is None


def _joined(known: dict[str, str], found: dict[str, str], *, found_win: bool) -> dict[str, str]:
    """Names by language from both; whichever file is loaded last, the newest edition's win."""
    said = {language: name for language, name in found.items() if name}
    return {**known, **said} if found_win else {**said, **known}


def _learn(row: ActRow, header: ActHeader, *, names_win: bool) -> bool:
    """Take over what another file knows of the act; True where it changes validity."""
    row.titles = _joined(row.titles, header.titles, found_win=names_win)
    row.requisites = _joined(row.requisites, header.requisites, found_win=names_win)
    row.code = row.code or header.code
    if header.registration and not row.registration_number:
        row.registration_number = header.registration.number
        row.registration_date = header.registration.date
    row.issuer_key = row.issuer_key or issuer_key(header.issuer)
    before = (row.published, row.repealed, row.repealed_on, row.repealing_date)
    # What is said last wins, so that a wrong date can be put right by saying it again.
    row.published = header.published or row.published
    if header.repeal:
        row.repealed = True
        row.repealed_on = header.repeal.on or row.repealed_on
        row.repealed_by = header.repeal.by or row.repealed_by
        row.repealing_date = header.repeal.repealing_date or row.repealing_date
    return before != (row.published, row.repealed, row.repealed_on, row.repealing_date)


def _edition_at(session: Session, act: str, language: str, day: date) -> EditionRow | None:
    return session.scalar(
        select(EditionRow).where(
            EditionRow.act_id == act,
            EditionRow.language == language,
            EditionRow.date == day,
            EditionRow.superseded_at.is_(None),
        )
    )


def _attach_file(session: Session, known: EditionRow, file: SourceFile) -> LoadStatus:
    if session.get(EditionFileRow, (known.id, file.sha256)) is not None:
        return LoadStatus.UNCHANGED
    session.add(EditionFileRow(edition_id=known.id, sha256=file.sha256))
    session.flush()
    return LoadStatus.ANOTHER_FILE


def _add_edition(session: Session, act: str, edition: Edition) -> EditionRow:
    entry = edition.entry_into_force
    row = EditionRow(
        act_id=act,
        language=edition.language,
        date=edition.date,
        title=edition.title,
        content_hash=edition.content_hash,
        footnotes=list(edition.footnotes),
        entry_basis=entry.basis.value,
        entry_on=entry.on,
        entry_days=entry.days,
        entry_not_before=entry.not_before,
        entry_clause=entry.clause,
        loaded_at=datetime.now(UTC),
    )
    session.add(row)
    session.flush()
    session.execute(insert(ProvisionRow), [_columns(row.id, p) for p in edition.provisions])
    return row


def _columns(edition_id: int, provision: Provision) -> dict[str, Any]:
    return {
        "edition_id": edition_id,
        "eid": provision.eid,
        "position": provision.position,
        "kind": provision.kind.value,
        "number": provision.number,
        "heading": provision.heading,
        "text": provision.text,
        "parent_eid": provision.parent_eid,
        "footnotes": list(provision.footnotes),
        "excluded": provision.excluded,
        "in_force": entry_to_json(provision.in_force),
        "content_hash": provision.content_hash,
    }


def _add_services(session: Session, act: str, edition_id: int, edition: Edition) -> None:
    newest = _is_newest(session, act, edition)
    for standard in standards_of(edition):
        service_id = f"{act}/{standard.root_eid}"
        row = session.get(ServiceRow, service_id)
        if row is None:
            row = ServiceRow(id=service_id, act_id=act, root_eid=standard.root_eid, names={})
            session.add(row)
        named = {edition.language: standard.service_name}
        row.names = _joined(row.names, named, found_win=newest)
        session.flush()
        session.execute(
            delete(StandardRowRow).where(
                StandardRowRow.service_id == service_id, StandardRowRow.edition_id == edition_id
            )
        )
        session.execute(
            insert(StandardRowRow),
            [
                {
                    "service_id": service_id,
                    "edition_id": edition_id,
                    "eid": item.provision.eid,
                    "aspect": item.aspect.value,
                }
                for item in standard.rows
            ],
        )

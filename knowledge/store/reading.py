"""Reading acts, editions and provisions from the store, always as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.acts import LANGUAGES, ActHeader, Provision
from knowledge.errors import AmbiguousReferenceError, InvalidReferenceError, NotFoundError
from knowledge.identity import number_key, parse_reference
from knowledge.store.conversion import entry_of_edition, provision_of
from knowledge.store.loading import header_of
from knowledge.store.tables import (
    ActRow,
    ArticleRow,
    ArticleVersionRow,
    EditionRow,
    OutboxRow,
    ProvisionRow,
    ServiceRow,
    SourceFileRow,
    SubmissionRow,
)
from knowledge.validity import EntryIntoForce, ForceStatus


@dataclass(frozen=True, slots=True)
class StoredAct:
    """A stored act: its id and header."""

    id: str
    header: ActHeader

    def title(self, language: str) -> str:
        """The title in ``language``, or in whatever language there is."""
        titles = self.header.titles
        for choice in (language, "ru", "kk", "en"):
            if titles.get(choice):
                return titles[choice]
        return ""

    def repealed_from(self) -> dt.date | None:
        """The first day on which the act is known to be repealed, or None while it stands.

        Where the day is unknown, the repealing act's own date; where that is unknown too, the
        earliest day there is: better to call a repealed act repealed than to quote it.
        """
        repeal = self.header.repeal
        if repeal is None:
            return None
        return repeal.on or repeal.repealing_date or dt.date.min


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """A stored edition without its provisions."""

    id: int
    act_id: str
    language: str
    date: dt.date
    title: str
    entry: EntryIntoForce
    footnotes: tuple[str, ...]

    @property
    def start(self) -> dt.date:
        """The first day in force, or the edition's date where that is unknown."""
        return self.entry.on or self.date


def find_act(session: Session, reference: str) -> StoredAct:
    """The act that a forgiving reference names.

    Takes an id, «58/2020-05-27», «№ 58 от 27.05.2020», a registration number, the act's code in
    the reference bank, or a bare number where only one act has it. Raises NotFoundError,
    AmbiguousReferenceError or InvalidReferenceError.
    """
    wanted = reference.strip()
    if not wanted:
        raise InvalidReferenceError("The reference to an act is empty.")
    row = session.get(ActRow, wanted)
    if row is not None:
        return StoredAct(row.id, header_of(row))
    number, day = parse_reference(wanted)
    if day is not None:
        rows = _acts_by_number(session, number, day)
    else:
        rows = list(session.scalars(select(ActRow).where(ActRow.code == wanted)))
        rows = rows or list(
            session.scalars(select(ActRow).where(ActRow.registration_number == number))
        )
        rows = rows or _acts_by_number(session, number, None)
    if not rows:
        raise NotFoundError(
            f"No act in the base answers to «{reference}». Give «number/date» "
            f"(58/2020-05-27), the registration number, or the id that `bilim status` lists."
        )
    if len(rows) > 1:
        listed = ", ".join(row.id for row in rows)
        raise AmbiguousReferenceError(f"«{reference}» fits several acts: {listed}. Give one id.")
    return StoredAct(rows[0].id, header_of(rows[0]))


def _acts_by_number(session: Session, number: str, day: dt.date | None) -> list[ActRow]:
    query = select(ActRow).where(ActRow.number_key == number_key(number))
    if day is not None:
        query = query.where(ActRow.date == day)
    return list(session.scalars(query.order_by(ActRow.id)))


def all_acts(session: Session) -> list[StoredAct]:
    """Every act, by date and number."""
    rows = session.scalars(select(ActRow).order_by(ActRow.date, ActRow.id))
    return [StoredAct(row.id, header_of(row)) for row in rows]


def editions_of_act(
    session: Session, act_id: str, language: str | None = None
) -> list[StoredEdition]:
    """The editions of an act, oldest first; superseded texts are left out."""
    query = select(EditionRow, ActRow.published).join(ActRow, ActRow.id == EditionRow.act_id)
    query = query.where(EditionRow.act_id == act_id, EditionRow.superseded_at.is_(None))
    if language is not None:
        query = query.where(EditionRow.language == language)
    rows = session.execute(query.order_by(EditionRow.language, EditionRow.date)).all()
    return [_edition(row, published) for row, published in rows]


def _edition(row: EditionRow, published: dt.date | None) -> StoredEdition:
    return StoredEdition(
        id=row.id,
        act_id=row.act_id,
        language=row.language,
        date=row.date,
        title=row.title,
        entry=entry_of_edition(row, published),
        footnotes=tuple(row.footnotes),
    )


def edition_as_of(session: Session, act_id: str, language: str, as_of: dt.date) -> StoredEdition:
    """The newest edition in ``language`` that had taken effect by ``as_of``.

    Raises NotFoundError, which says what there is instead.
    """
    editions = editions_of_act(session, act_id, language)
    effective = [edition for edition in editions if edition.start <= as_of]
    if effective:
        return max(effective, key=lambda edition: (edition.start, edition.date))
    if editions:
        first = min(editions, key=lambda edition: edition.start)
        raise NotFoundError(
            f"No edition of {act_id} ({language}) had taken effect by {as_of.isoformat()}; "
            f"the first one takes effect on {first.start.isoformat()}."
        )
    others = sorted({edition.language for edition in editions_of_act(session, act_id)})
    raise NotFoundError(
        f"{act_id} has no edition in «{language}»; there are: {', '.join(others) or 'none'}."
    )


def edition_at(session: Session, act_id: str, language: str, day: dt.date) -> StoredEdition:
    """The edition dated ``day`` exactly, or the one in effect on that day."""
    for edition in editions_of_act(session, act_id, language):
        if edition.date == day:
            return edition
    return edition_as_of(session, act_id, language, day)


def provisions_of_edition(session: Session, edition_id: int) -> tuple[Provision, ...]:
    """The provisions of an edition, in order."""
    rows = session.scalars(
        select(ProvisionRow)
        .where(ProvisionRow.edition_id == edition_id)
        .order_by(ProvisionRow.position)
    )
    return tuple(provision_of(row) for row in rows)


def force_status(act: StoredAct, edition: StoredEdition | None, as_of: dt.date) -> ForceStatus:
    """How an act's edition stands on a day."""
    repealed = act.repealed_from()
    if repealed is not None and repealed <= as_of:
        return ForceStatus.REPEALED
    if edition is None:
        return ForceStatus.NOT_YET
    if edition.entry.on is None:
        return ForceStatus.UNKNOWN
    return ForceStatus.IN_FORCE if edition.entry.on <= as_of else ForceStatus.NOT_YET


_NEWEST = select(func.max(OutboxRow.sequence))


def newest_sequence(session: Session) -> int:
    """The last entry of the outbox, 0 where there is none."""
    return session.scalar(_NEWEST) or 0


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """How much the store holds."""

    acts: int
    editions: dict[str, int]
    provisions: int
    articles: int
    versions: int
    services: int
    submissions: int
    source_files: int


def count_all(session: Session) -> StoreCounts:
    """Count what the store holds."""

    def count(table: type) -> int:
        return session.scalar(select(func.count()).select_from(table)) or 0

    by_language: dict[str, int] = dict.fromkeys(LANGUAGES, 0)
    rows: Sequence[tuple[str, int]] = [
        (language, number)
        for language, number in session.execute(
            select(EditionRow.language, func.count()).group_by(EditionRow.language)
        )
    ]
    by_language.update(rows)
    return StoreCounts(
        acts=count(ActRow),
        editions={language: number for language, number in by_language.items() if number},
        provisions=count(ProvisionRow),
        articles=count(ArticleRow),
        versions=count(ArticleVersionRow),
        services=count(ServiceRow),
        submissions=count(SubmissionRow),
        source_files=count(SourceFileRow),
    )

"""What detection reads from the store: articles that can go stale, and the editions they see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.articles import ArticleKind, article_id
from knowledge.notes import place_of
from knowledge.store.tables import ArticleRow, EditionRow, ProvisionRow, StandardRowRow
from knowledge.store.update_tables import (
    AcceptanceRow,
    AcceptedEditionRow,
    NoteProvisionRow,
    NoteRow,
)
from knowledge.updates.detection import Ground

_PART = 500


@dataclass(frozen=True, slots=True)
class Watched:
    """An article that rests on provisions of an act.

    ``rows`` gives, for a service, the rows of its standard by edition; ``cites``, for a note, the
    places that it cites, whatever the edition and the chapter.
    """

    article_id: str
    kind: ArticleKind
    rows: Mapping[int, frozenset[str]]
    cites: frozenset[str] = frozenset()

    def rests_on(self, edition_id: int) -> frozenset[str]:
        """What the article rests on if it is read in an edition."""
        return self.cites or self.rows.get(edition_id, frozenset())

    def eids(self) -> set[str]:
        """The provisions that matter to a service in any edition."""
        return set[str]().union(*self.rows.values())


@dataclass(frozen=True, slots=True)
class StandingEdition:
    """An edition without its text; ``stands`` is false where another text has replaced it."""

    id: int
    language: str
    date: dt.date
    stands: bool


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that detection needs to know of an act."""

    articles: tuple[Watched, ...]
    editions: tuple[StandingEdition, ...]
    says: Mapping[int, Mapping[str, str]]
    accepted: Mapping[str, tuple[StandingEdition, ...]]

    def of(self, article: Watched, language: str) -> list[Ground]:
        """The editions in a language that stand, as ``article`` sees them."""
        return [
            self._ground(article, edition)
            for edition in self.editions
            if edition.language == language and edition.stands
        ]

    def accepted_on(self, article: Watched, language: str) -> Ground | None:
        """The text that ``article`` was accepted on, None where it never was.

        A language that had no edition then is taken as accepted by the same date: the law is one.
        """
        accepted = self.accepted.get(article.article_id, ())
        if not accepted:
            return None
        known = [edition for edition in accepted if edition.language == language]
        if not known:
            day = max(edition.date for edition in accepted)
            known = [
                edition
                for edition in self.editions
                if edition.language == language and edition.stands and edition.date <= day
            ]
        return self._ground(article, max(known, key=lambda e: e.date)) if known else None

    def _ground(self, article: Watched, edition: StandingEdition) -> Ground:
        says = self.says.get(edition.id, {})
        if not article.cites:
            return Ground(edition.id, edition.date, says, article.rests_on(edition.id))
        cited = {place: eid for eid in says if (place := place_of(eid)) in article.cites}
        return Ground(
            edition.id,
            edition.date,
            {place: says[eid] for place, eid in cited.items()},
            article.cites,
            cited,
        )


def read_grounds(session: Session, act_id: str, languages: Sequence[str] | None) -> Grounds | None:
    """What detection needs for an act; None where nothing in the base rests on it."""
    articles = (*_services(session, act_id), *_notes(session, act_id))
    if not articles:
        return None
    editions = _editions(session, act_id)
    accepted = _accepted(session, [a.article_id for a in articles], editions)
    kept = {e.id for found in accepted.values() for e in found}
    read = [
        edition.id
        for edition in editions.values()
        if (edition.stands or edition.id in kept)
        and (languages is None or edition.language in languages)
    ]
    # A note's provisions may go by other eids in other editions, so all are looked at.
    eids = (
        None
        if any(article.cites for article in articles)
        else sorted(set[str]().union(*(article.eids() for article in articles)))
    )
    return Grounds(
        articles=articles,
        editions=tuple(e for e in editions.values() if e.id in set(read)),
        says=_says(session, read, eids),
        accepted=accepted,
    )


def _services(session: Session, act_id: str) -> list[Watched]:
    rows: dict[str, dict[int, set[str]]] = {}
    for service_id, edition_id, eid in session.execute(
        select(StandardRowRow.service_id, StandardRowRow.edition_id, StandardRowRow.eid)
        .join(EditionRow, EditionRow.id == StandardRowRow.edition_id)
        .where(EditionRow.act_id == act_id)
    ):
        rows.setdefault(service_id, {}).setdefault(edition_id, set()).add(eid)
    known = set(
        session.scalars(
            select(ArticleRow.id).where(
                ArticleRow.act_id == act_id, ArticleRow.kind == ArticleKind.SERVICE.value
            )
        )
    )
    services = {
        article_id(act_id, service.removeprefix(f"{act_id}/"), ArticleKind.SERVICE): by_edition
        for service, by_edition in sorted(rows.items())
    }
    return [
        Watched(
            article,
            ArticleKind.SERVICE,
            {edition: frozenset(eids) for edition, eids in by_edition.items()},
        )
        for article, by_edition in services.items()
        if article in known
    ]


def _notes(session: Session, act_id: str) -> list[Watched]:
    cites: dict[str, set[str]] = {}
    for article, eid in session.execute(
        select(NoteProvisionRow.article_id, NoteProvisionRow.eid)
        .join(NoteRow, NoteRow.article_id == NoteProvisionRow.article_id)
        .where(NoteProvisionRow.act_id == act_id, NoteRow.withdrawn_at.is_(None))
        .order_by(NoteProvisionRow.article_id)
    ):
        cites.setdefault(article, set()).add(place_of(eid))
    return [
        Watched(article, ArticleKind.NOTE, {}, frozenset(eids)) for article, eids in cites.items()
    ]


def _editions(session: Session, act_id: str) -> dict[int, StandingEdition]:
    return {
        row.id: StandingEdition(row.id, row.language, row.date, row.superseded_at is None)
        for row in session.execute(
            select(EditionRow.id, EditionRow.language, EditionRow.date, EditionRow.superseded_at)
            .where(EditionRow.act_id == act_id)
            .order_by(EditionRow.id)
        )
    }


def _accepted(
    session: Session, articles: Sequence[str], editions: Mapping[int, StandingEdition]
) -> dict[str, tuple[StandingEdition, ...]]:
    """The editions of the newest acceptance of each article; those of other acts left out."""
    newest = (
        select(func.max(AcceptanceRow.id))
        .where(AcceptanceRow.article_id.in_(articles))
        .group_by(AcceptanceRow.article_id)
    )
    found: dict[str, list[StandingEdition]] = {}
    for article, edition_id in session.execute(
        select(AcceptanceRow.article_id, AcceptedEditionRow.edition_id)
        .join(AcceptedEditionRow, AcceptedEditionRow.acceptance_id == AcceptanceRow.id)
        .where(AcceptanceRow.id.in_(newest))
        .order_by(AcceptedEditionRow.edition_id)
    ):
        if edition_id in editions:
            found.setdefault(article, []).append(editions[edition_id])
    return {article: tuple(ids) for article, ids in found.items()}


def _says(
    session: Session, editions: Sequence[int], eids: Sequence[str] | None
) -> dict[int, dict[str, str]]:
    query = select(ProvisionRow.edition_id, ProvisionRow.eid, ProvisionRow.content_hash).where(
        ProvisionRow.edition_id.in_(editions), ProvisionRow.excluded.is_(False)
    )
    queries = [query]
    if eids is not None:
        starts = range(0, len(eids), _PART)
        queries = [query.where(ProvisionRow.eid.in_(eids[s : s + _PART])) for s in starts]
    says: dict[int, dict[str, str]] = {}
    for part in queries:
        for edition_id, eid, content in session.execute(part):
            says.setdefault(edition_id, {})[eid] = content
    return says

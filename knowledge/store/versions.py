"""Keeping articles' versions in step with the editions, and telling the index through the outbox.

The versions of an act in a language are planned anew from all its editions and compared with
what is stored; only differences are written, and each difference is one entry in the outbox.
"""

from __future__ import annotations

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from knowledge.articles import ArticleKind, DatedEdition, VersionPlan, article_id, plan_versions
from knowledge.store.conversion import entry_of_edition, provision_of
from knowledge.store.tables import (
    ActRow,
    ArticleRow,
    ArticleVersionRow,
    EditionRow,
    OutboxRow,
    ProvisionRow,
    RestsOnRow,
    StandardRowRow,
)

_Key = tuple[str, str]
_COMPARED = ("valid_to", "start_known", "certain_from", "edition_id", "eid", "content_hash")


def renew_versions(session: Session, act_id: str, language: str) -> int:
    """Bring the versions of an act in a language in step with its editions.

    Returns how many versions were added, changed or removed.
    """
    plans = plan_versions(_dated_editions(session, act_id, language))
    planned = {(article_id(act_id, p.eid, p.kind), p.valid_from.isoformat()): p for p in plans}
    stored = {
        (row.article_id, row.valid_from.isoformat()): row
        for row in session.scalars(
            select(ArticleVersionRow)
            .join(ArticleRow, ArticleRow.id == ArticleVersionRow.article_id)
            .where(ArticleRow.act_id == act_id, ArticleVersionRow.language == language)
        )
    }
    gone = [row for key, row in stored.items() if not _same(row, planned.get(key))]
    wanted = {key: plan for key, plan in planned.items() if not _same(stored.get(key), plan)}
    _remove(session, gone)
    _add(session, act_id, language, wanted)
    return len(gone) + len(wanted)


def announce_all(session: Session, act_id: str) -> int:
    """Put every searchable version of an act into the outbox (its validity changed as a whole)."""
    ids = session.scalars(
        select(ArticleVersionRow.id)
        .join(ArticleRow, ArticleRow.id == ArticleVersionRow.article_id)
        .where(ArticleRow.act_id == act_id, ArticleRow.kind != ArticleKind.SERVICE.value)
        .order_by(ArticleVersionRow.id)
    ).all()
    _announce(session, "put", list(ids))
    return len(ids)


def _dated_editions(session: Session, act_id: str, language: str) -> list[DatedEdition]:
    published = session.scalar(select(ActRow.published).where(ActRow.id == act_id))
    editions = []
    for row in session.scalars(
        select(EditionRow).where(
            EditionRow.act_id == act_id,
            EditionRow.language == language,
            EditionRow.superseded_at.is_(None),
        )
    ):
        provisions = tuple(
            provision_of(item)
            for item in session.scalars(
                select(ProvisionRow)
                .where(ProvisionRow.edition_id == row.id)
                .order_by(ProvisionRow.position)
            )
        )
        by_eid = {provision.eid: provision for provision in provisions}
        standards: dict[str, list[str]] = {}
        for standard in session.scalars(
            select(StandardRowRow).where(StandardRowRow.edition_id == row.id)
        ):
            root = standard.service_id.removeprefix(f"{act_id}/")
            standards.setdefault(root, []).append(standard.eid)
        editions.append(
            DatedEdition(
                id=row.id,
                date=row.date,
                entry=entry_of_edition(row, published),
                provisions=provisions,
                standards=tuple(
                    (root, tuple(sorted((by_eid[e] for e in eids), key=lambda p: p.position)))
                    for root, eids in standards.items()
                ),
            )
        )
    return editions


def _same(row: ArticleVersionRow | None, plan: VersionPlan | None) -> bool:
    return (
        row is not None
        and plan is not None
        and all(getattr(row, name) == getattr(plan, name) for name in _COMPARED)
    )


def _remove(session: Session, rows: list[ArticleVersionRow]) -> None:
    if not rows:
        return
    ids = [row.id for row in rows]
    _announce(session, "drop", ids)
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        session.execute(delete(RestsOnRow).where(RestsOnRow.version_id.in_(part)))
        session.execute(delete(ArticleVersionRow).where(ArticleVersionRow.id.in_(part)))


def _add(session: Session, act_id: str, language: str, plans: dict[_Key, VersionPlan]) -> None:
    if not plans:
        return
    known = set(session.scalars(select(ArticleRow.id).where(ArticleRow.act_id == act_id)))
    new_articles = {
        key[0]: {"id": key[0], "kind": plan.kind.value, "act_id": act_id, "eid": plan.eid}
        for key, plan in plans.items()
        if key[0] not in known
    }
    if new_articles:
        session.execute(insert(ArticleRow), list(new_articles.values()))
    rows = [
        ArticleVersionRow(
            article_id=key[0],
            language=language,
            valid_from=plan.valid_from,
            valid_to=plan.valid_to,
            start_known=plan.start_known,
            certain_from=plan.certain_from,
            edition_id=plan.edition_id,
            eid=plan.eid,
            content_hash=plan.content_hash,
        )
        for key, plan in plans.items()
    ]
    session.add_all(rows)
    session.flush()
    rests = [
        {"version_id": row.id, "eid": eid, "content_hash": content}
        for row, plan in zip(rows, plans.values(), strict=True)
        for eid, content in plan.rests_on
    ]
    session.execute(insert(RestsOnRow), rests)
    searchable = [
        row.id
        for row, plan in zip(rows, plans.values(), strict=True)
        if plan.kind is not ArticleKind.SERVICE
    ]
    _announce(session, "put", searchable)


def _announce(session: Session, operation: str, version_ids: list[int]) -> None:
    if version_ids:
        session.execute(
            insert(OutboxRow),
            [{"operation": operation, "version_id": version_id} for version_id in version_ids],
        )

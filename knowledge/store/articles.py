"""Reading articles with all their versions."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.articles import ArticleKind
from knowledge.errors import NotFoundError
from knowledge.store.records import VersionRecord, records_as_of, version_records
from knowledge.store.tables import ArticleRow, ArticleVersionRow


def versions_of_article(
    session: Session, article_id: str, as_of: dt.date | None = None
) -> list[VersionRecord]:
    """All versions of an article, by language and then oldest first. Raises NotFoundError.

    Those valid on ``as_of`` are dated by the edition in effect on that day, as in a search.
    """
    article = session.get(ArticleRow, article_id)
    if article is None:
        raise NotFoundError(f"There is no article «{article_id}» in the base.")
    if article.kind == ArticleKind.SERVICE.value:
        raise NotFoundError(
            f"«{article_id}» is the standard of a service and has no text of its own; ask for the "
            f"service {article.act_id}/{article.eid}."
        )
    if article.kind == ArticleKind.NOTE.value:
        raise NotFoundError(f"«{article_id}» is a note; ask for it among the notes.")
    ids = session.scalars(
        select(ArticleVersionRow.id).where(ArticleVersionRow.article_id == article_id)
    ).all()
    in_effect = records_as_of(session, [article_id], as_of) if as_of else []
    current = {record.version_id: record for record in in_effect}
    found = [current.get(r.version_id, r) for r in version_records(session, ids)]
    records = sorted(found, key=lambda r: (r.language, r.valid_from))
    if not records:
        raise NotFoundError(f"The article «{article_id}» has no text.")
    return records

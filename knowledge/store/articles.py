"""Reading articles with all their versions."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.errors import NotFoundError
from knowledge.store.records import VersionRecord, version_records
from knowledge.store.tables import ArticleRow, ArticleVersionRow


def versions_of_article(session: Session, article_id: str) -> list[VersionRecord]:
    """All versions of an article, by language and then oldest first. Raises NotFoundError."""
    if session.get(ArticleRow, article_id) is None:
        raise NotFoundError(f"There is no article «{article_id}» in the base.")
    ids = session.scalars(
        select(ArticleVersionRow.id).where(ArticleVersionRow.article_id == article_id)
    ).all()
    records = sorted(version_records(session, ids), key=lambda r: (r.language, r.valid_from))
    if not records:
        raise NotFoundError(f"The article «{article_id}» has no text.")
    return records

"""An article as the pages show it: its texts side by side, and its versions by interval."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from api.pages.links import act_address, article_address
from api.pages.marking import ShownMark, ShownNote, show_mark, show_notes
from api.pages.presenting import Force, Line, force_of, lines_of
from api.pages.words import Words
from api.views import ArticleVersionView, ArticleView
from ranking.answers import SearchResult

VersionAddress = Callable[[dt.date], str]
_LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True)
class ShownText:
    """The text in one language."""

    version: ArticleVersionView
    lines: tuple[Line, ...]
    force: Force
    act_href: str


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One interval of validity, with the languages that have it."""

    force: Force
    edition: dt.date
    languages: tuple[str, ...]
    href: str
    shown: bool


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """All that the article's pane prints. ``first`` is the language of the open tab."""

    view: ArticleView
    texts: dict[str, ShownText]
    versions: tuple[ShownVersion, ...]
    first: str
    title: str
    service: dict[str, str]
    href: str
    act_href: str
    mark: ShownMark | None
    notes: tuple[ShownNote, ...]


def show_article(
    view: ArticleView,
    words: Words,
    version_address: VersionAddress,
    result: SearchResult | None = None,
) -> ShownArticle:
    """Prepare an article. With ``result``, the words that matched are marked in its text."""
    texts = {
        language: _text(view, view.texts[language], words, result)
        for language in _LANGUAGES
        if language in view.texts
    }
    first = result.language if result and result.language in texts else words.language
    if first not in texts:
        first = next(iter(texts), words.language)
    latest = view.versions[-1]
    title = texts[first].version.citation if texts else latest.citation
    return ShownArticle(
        view=view,
        texts=texts,
        versions=_versions(view, words, version_address),
        first=first,
        title=title,
        service={code: view.service[code] for code in _LANGUAGES if view.service.get(code)},
        href=article_address(view.article_id, day=view.as_of),
        act_href=act_address(view.act.id, day=view.as_of, lang=first, eid=view.eid),
        mark=show_mark(view.update, words, view.as_of),
        notes=show_notes(view.notes, words, view.as_of),
    )


def _text(
    view: ArticleView, version: ArticleVersionView, words: Words, result: SearchResult | None
) -> ShownText:
    same = result is not None and result.language == version.language
    marks = result.marks if result and same and result.quote == version.text else ()
    return ShownText(
        version=version,
        lines=lines_of(version.text, marks),
        force=_force(view, version, words),
        act_href=act_address(view.act.id, day=view.as_of, lang=version.language, eid=view.eid),
    )


def _force(view: ArticleView, version: ArticleVersionView, words: Words) -> Force:
    return force_of(
        words,
        view.as_of,
        version.in_force_from,
        version.in_force_to,
        version.in_force_note,
        version.in_force_by,
    )


def _versions(
    view: ArticleView, words: Words, version_address: VersionAddress
) -> tuple[ShownVersion, ...]:
    """Newest first; the same interval in several languages is one line."""
    grouped: dict[tuple[dt.date, dt.date | None], list[ArticleVersionView]] = {}
    for version in view.versions:
        start = version.in_force_from or version.edition_date
        grouped.setdefault((start, version.in_force_to), []).append(version)
    ordered = sorted(grouped.items(), key=lambda item: item[0][0], reverse=True)
    return tuple(
        ShownVersion(
            force=_force(view, versions[0], words),
            edition=versions[0].edition_date,
            languages=tuple(version.language for version in versions),
            href=version_address(start),
            shown=any(version.current for version in versions),
        )
        for (start, _), versions in ordered
    )

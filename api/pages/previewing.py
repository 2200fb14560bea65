"""What an upload would change and flag, as the page prints it before it is confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from api.change_views import ChangeView
from api.pages.due import act_name, name_in
from api.pages.links import act_address
from api.pages.marking import place_in_words
from api.pages.presenting import day as printed
from api.pages.word_differences import difference_html
from api.pages.words import Words
from api.preview_views import LoadPreview, PreviewedDraft, PreviewedEdition, PreviewedUpdate
from api.views import DifferenceView


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A provision that would read otherwise."""

    place: str
    kind: str
    difference: Markup
    orders: str


@dataclass(frozen=True, slots=True)
class ShownText:
    """An edition, or a draft of one, that would be stored; ``not_applied`` is of a draft."""

    title: str
    language: str
    heading: str
    act: str
    act_href: str
    compared: str
    changes: tuple[ShownChange, ...]
    not_applied: tuple[tuple[str, str], ...] = ()
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownFlag:
    """An update that would begin, or be joined."""

    title: str
    language: str
    due: str
    overdue: bool
    places: tuple[str, ...]
    joins: bool


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """All that the page prints."""

    preview: LoadPreview
    texts: tuple[ShownText, ...]
    drafts: tuple[ShownText, ...]
    flagged: tuple[ShownFlag, ...]


def show_preview(preview: LoadPreview, words: Words) -> ShownPreview:
    """A preview in the words of the page."""
    return ShownPreview(
        preview=preview,
        texts=tuple(_edition(edition, words) for edition in preview.editions),
        drafts=tuple(_draft(draft, words) for draft in preview.drafts),
        flagged=tuple(_flag(update, words) for update in preview.flagged),
    )


def _edition(edition: PreviewedEdition, words: Words) -> ShownText:
    status = words.or_else(f"loaded_{edition.status}", edition.status)
    changes = edition.changes
    return ShownText(
        title=edition.title,
        language=edition.language,
        heading=f"{status}: {printed(edition.date)}",
        act=act_name(edition.act_number, edition.act_date, words),
        act_href=act_address(edition.act_id) if edition.status != "new_act" else "",
        compared=printed(changes.old_edition) if changes else "",
        changes=tuple(show_changes(changes.changes, words)) if changes else (),
    )


def _draft(draft: PreviewedDraft, words: Words) -> ShownText:
    return ShownText(
        title="",
        language=draft.language,
        heading=words("preview_draft", day=printed(draft.date), count=draft.applied),
        act=act_name(draft.act_number, draft.act_date, words),
        act_href=act_address(draft.act_id),
        compared="",
        changes=tuple(show_changes(draft.differences, words)),
        not_applied=tuple((one.provision, one.reason) for one in draft.not_applied),
        services=tuple(name_in(names, words)[0] for names in draft.services),
    )


def show_changes(
    changes: Iterable[ChangeView | DifferenceView], words: Words
) -> Iterable[ShownChange]:
    """Provisions that would read otherwise, each with its difference."""
    for change in changes:
        orders = change.amended_by if isinstance(change, ChangeView) else ()
        yield ShownChange(
            place=place_in_words(change.eid, words),
            kind=words.or_else(f"change_{change.kind}", change.kind),
            difference=difference_html(change.old, change.new),
            orders="; ".join(act_name(order.number, order.date, words) for order in orders),
        )


def _flag(update: PreviewedUpdate, words: Words) -> ShownFlag:
    title, language = name_in(update.names, words)
    return ShownFlag(
        title=title,
        language=language,
        due=words("due_by", due=printed(update.due)),
        overdue=update.overdue,
        places=tuple(place_in_words(eid, words) for eid in update.added),
        joins=update.joins,
    )

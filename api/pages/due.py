"""What is due as the pages print it: names in words, days left, differences side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from api.due_views import DueThing
from api.pages.links import act_address
from api.pages.marking import place_in_words
from api.pages.presenting import day as printed
from api.pages.word_differences import difference_html
from api.pages.words import Words
from api.update_views import EventView, ReasonView, UpdateSummary
from knowledge.changes.words import RunKind, word_difference


@dataclass(frozen=True, slots=True)
class ShownThing:
    """A thing that is due, in the words of the page; ``language`` is that of the title."""

    thing: DueThing
    title: str
    language: str
    state: str
    due: str
    left: str
    places: tuple[str, ...]
    href: str
    act_href: str
    act: str
    source_language: str


def show_thing(thing: DueThing, words: Words) -> ShownThing:
    """A thing that is due, to be printed."""
    title, language = name_in(thing.texts, words)
    return ShownThing(
        thing=thing,
        title=title,
        language=language,
        state=words(f"state_{thing.state}") if thing.state else words("kind_of_duty"),
        due=words("due_by", due=printed(thing.due)),
        left=days_left(thing.working_days_left, words, overdue=thing.overdue),
        places=tuple(place_in_words(eid, words) for eid in thing.changed),
        href=f"/updates/{thing.update_id}" if thing.update_id is not None else "",
        act_href=act_address(thing.act_id) if thing.act_id else "",
        act=act_name(thing.act_number, thing.act_date, words),
        source_language="kk" if _KAZAKH & set(thing.source) else "ru",
    )


_KAZAKH = frozenset("ӘәҒғҚқҢңӨөҰұҮүҺһ")


def act_name(number: str, date: dt.date | None, words: Words) -> str:
    """An act by number and date: «№ 74 от 11.03.2022»."""
    return words("board_act_named", number=number, day=printed(date)) if number else ""


def name_in(names: Mapping[str, str], words: Words) -> tuple[str, str]:
    """A name in the language of the page, else in the one there is; with that language."""
    for language in (words.language, "ru", "kk", "en"):
        if names.get(language):
            return names[language], language
    return words("unnamed"), words.language


def days_left(left: int | None, words: Words, *, overdue: bool) -> str:
    """How much of a term is left; empty where nobody can count it."""
    if overdue:
        # The due date itself may be a day off: then no working day has passed yet.
        return words("due_late", count=-left) if left else words("due_late_short")
    if left is None:
        return ""
    return words("due_left", count=left) if left > 0 else words("due_today")


def update_name(update: UpdateSummary, words: Words) -> tuple[str, str]:
    """What an update is about, and in which language that is said."""
    return name_in(update.names, words)


# --- differences ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownReason:
    """A changed provision: the older and the newer text with their words marked, or both in one."""

    reason: ReasonView
    place: str
    kind: str
    old: Markup
    new: Markup
    both: Markup
    status: str


@dataclass(frozen=True, slots=True)
class ShownReasons:
    """What changed in one language."""

    language: str
    reasons: tuple[ShownReason, ...]


def show_reasons(reasons: Sequence[ReasonView], words: Words) -> tuple[ShownReasons, ...]:
    """The reasons of an update by language, that of the page first."""
    languages = dict.fromkeys((words.language, *(reason.language for reason in reasons)))
    grouped = {
        language: tuple(_reason(r, words) for r in reasons if r.language == language)
        for language in languages
    }
    return tuple(ShownReasons(language, found) for language, found in grouped.items() if found)


_STATUS_WORDS = {"settled": "update_settled", "withdrawn": "update_reason_withdrawn"}


def _reason(reason: ReasonView, words: Words) -> ShownReason:
    old, new = both_sides(reason.old, reason.new)
    key = _STATUS_WORDS.get(reason.status)
    return ShownReason(
        reason=reason,
        place=place_in_words(reason.eid, words),
        kind=words.or_else(f"change_{reason.kind}", reason.kind),
        old=old,
        new=new,
        both=difference_html(reason.old, reason.new),
        status=words(key) if key else "",
    )


def both_sides(old: str | None, new: str | None) -> tuple[Markup, Markup]:
    """The older text with what went away marked, and the newer one with what came."""
    runs = word_difference(old or "", new or "")
    before = ((run.text, run.kind is RunKind.REMOVED) for run in runs if _is_old(run.kind))
    after = ((run.text, run.kind is RunKind.INSERTED) for run in runs if _is_new(run.kind))
    return _marked(before, "del"), _marked(after, "ins")


def _is_old(kind: RunKind) -> bool:
    return kind is not RunKind.INSERTED


def _is_new(kind: RunKind) -> bool:
    return kind is not RunKind.REMOVED


def _marked(pieces: Iterable[tuple[str, bool]], element: str) -> Markup:
    printed_pieces: list[Markup] = []
    for text, changed in pieces:
        lines = Markup("<br>\n").join(escape(line) for line in text.split("\n"))
        marked = Markup("<{0}>{1}</{0}>").format(element, lines)
        printed_pieces.append(marked if changed else lines)
    return Markup("").join(printed_pieces)


# --- history ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """One entry of the history in words."""

    at: dt.datetime
    actor: str
    text: str
    note: str


def show_history(events: Sequence[EventView], words: Words) -> tuple[ShownEvent, ...]:
    """The history, newest first."""
    return tuple(
        ShownEvent(event.at, event.actor, _event_text(event, words), event.note)
        for event in reversed(events)
    )


def _event_text(event: EventView, words: Words) -> str:
    if event.kind != "moved":
        return words.or_else(f"event_{event.kind}", event.kind)
    text = words(f"state_{event.to_state}")
    assigned = (event.details or {}).get("assigned_to")
    return f"{text}: {assigned}" if assigned else text

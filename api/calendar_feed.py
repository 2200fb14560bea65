"""What is due as an iCalendar (RFC 5545) feed, for the calendars that people have already.

A due date is a day in Kazakhstan and no moment: every entry is all-day, which calendars show on
that day wherever they stand. An entry keeps its UID as long as the thing is due, so that a
calendar moves it when the term moves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from icalendar import Calendar, Event

from api.due_views import DueThing

MEDIA_TYPE = "text/calendar"
_ONE_DAY = dt.timedelta(days=1)
_WORDS: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "name": "Bilim 1414: сроки",
        "update": "Обновить: {text}",
        "late": "Просрочено! {text}",
        "act": "Акт № {number} от {day}",
        "since": "Основание возникло {day}: {source}",
        "estimated": "Срок может сдвинуться: день Курбан-айта не подтверждён.",
    },
    "kk": {
        "name": "Bilim 1414: мерзімдер",
        "update": "Жаңарту: {text}",
        "late": "Мерзімі өтті! {text}",
        "act": "{day} № {number} акт",
        "since": "Негізі {day} туындады: {source}",
        "estimated": "Құрбан айттың күні расталса, мерзім жылжуы мүмкін.",
    },
}


def calendar_of(
    things: Iterable[DueThing], *, language: str, store: str, public_url: str, now: dt.datetime
) -> bytes:
    """The feed. ``store`` is the store's identity: two bases never name two things alike.

    ``now`` is in UTC; ``public_url`` is where the pages are, or empty.
    """
    words = _WORDS[language]
    calendar = Calendar()
    calendar.add("prodid", "-//Bilim 1414//due//KK RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words["name"])
    calendar.add("x-wr-timezone", "Asia/Almaty")
    for thing in things:
        calendar.add_component(_event(thing, words, language, store, public_url, now))
    return bytes(calendar.to_ical())


def _event(
    thing: DueThing,
    words: Mapping[str, str],
    language: str,
    store: str,
    public_url: str,
    now: dt.datetime,
) -> Event:
    text = thing.texts.get(language) or next(iter(thing.texts.values()), thing.key)
    if thing.kind == "update":
        text = words["update"].format(text=text)
    if thing.overdue:
        text = words["late"].format(text=text)
    event = Event()
    event.add("uid", f"{thing.key.replace(':', '-')}@{store}.bilim")
    event.add("dtstamp", now)
    event.add("dtstart", thing.due)
    event.add("dtend", thing.due + _ONE_DAY)
    event.add("summary", text)
    event.add("description", "\n".join(_lines(thing, words)))
    # It says when something is due, not that the person is busy.
    event.add("transp", "TRANSPARENT")
    if public_url:
        page = f"updates/{thing.update_id}" if thing.update_id is not None else "board"
        event.add("url", f"{public_url.rstrip('/')}/{page}")
    return event


def _lines(thing: DueThing, words: Mapping[str, str]) -> Iterable[str]:
    if thing.act_number and thing.act_date is not None:
        yield words["act"].format(number=thing.act_number, day=_day(thing.act_date))
    yield words["since"].format(day=_day(thing.since), source=thing.source)
    if thing.assigned_to:
        yield thing.assigned_to
    if thing.estimated:
        yield words["estimated"]


def _day(date: dt.date) -> str:
    return date.strftime("%d.%m.%Y")

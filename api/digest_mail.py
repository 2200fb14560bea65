"""A digest as an e-mail: plain text, in Kazakh and then in Russian, the most urgent first."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from api.due_views import DueThing
from api.use_cases.digests import Digest
from knowledge.digests import Occasion, Told

_LANGUAGES = ("kk", "ru")
_ORDER = (Occasion.OVERDUE, Occasion.SOON, Occasion.NEW)
_SUBJECT = "Bilim 1414: мерзімдер / сроки ({count})"
_WORDS: Mapping[str, Mapping[str, str]] = {
    "kk": {
        "greeting": "Құрметті {name}!",
        "overdue": "Мерзімі өтті:",
        "soon": "Мерзімі таяу (келесі жұмыс күніне дейін):",
        "new": "Жаңадан келді:",
        "update": "Мақаланы жаңарту: {text}",
        "line": "- {due} дейін. {text}",
        "act": "  {day} № {number} акт",
        "where": "Тақта: {address}",
        "end": "Бұл хат автоматты түрде жіберілді; әр мерзім туралы бір рет хабарланады.",
    },
    "ru": {
        "greeting": "Здравствуйте, {name}!",
        "overdue": "Срок истёк:",
        "soon": "Срок истекает (до следующего рабочего дня):",
        "new": "Новое:",
        "update": "Обновить статью: {text}",
        "line": "- до {due}. {text}",
        "act": "  акт № {number} от {day}",
        "where": "Доска: {address}",
        "end": "Письмо отправлено автоматически; о каждом сроке сообщается один раз.",
    },
}


def message_of(
    digest: Digest, *, sender: str, public_url: str, store: str, now: dt.datetime
) -> EmailMessage:
    """The message. ``store`` is the store's identity; ``public_url`` may be empty.

    The same digest sent again has the same Message-ID, by which a mailbox knows it again.
    """
    message = EmailMessage()
    message["From"] = sender
    message["To"] = Address(display_name=digest.name, addr_spec=digest.address)
    message["Subject"] = _SUBJECT.format(count=len(digest.entries))
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{_digest_id(told for told, _ in digest.entries)}@{store}.bilim>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join(_text(digest, public_url, code) for code in _LANGUAGES) + "\n")
    return message


def _digest_id(entries: Iterable[Told]) -> str:
    said = "\n".join(f"{t.person} {t.thing} {t.occasion} {t.due.isoformat()}" for t in entries)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _text(digest: Digest, public_url: str, language: str) -> str:
    words = _WORDS[language]
    parts = [words["greeting"].format(name=digest.name)]
    for occasion in _ORDER:
        things = [thing for told, thing in digest.entries if told.occasion is occasion]
        if things:
            parts.append("\n".join([words[occasion.value], *_lines(things, words, language)]))
    if public_url:
        parts.append(words["where"].format(address=f"{public_url.rstrip('/')}/board"))
    parts.append(words["end"])
    return "\n\n".join(parts)


def _lines(things: Sequence[DueThing], words: Mapping[str, str], language: str) -> Iterable[str]:
    for thing in things:
        text = thing.texts.get(language) or next(iter(thing.texts.values()), thing.key)
        text = words["update"].format(text=text) if thing.kind == "update" else text
        yield words["line"].format(due=_day(thing.due), text=text)
        if thing.act_number and thing.act_date is not None:
            yield words["act"].format(number=thing.act_number, day=_day(thing.act_date))


def _day(date: dt.date) -> str:
    return date.strftime("%d.%m.%Y")

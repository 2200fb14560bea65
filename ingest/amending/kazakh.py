"""Tokens of Kazakh instructions: the part that an element plays is in its ending."""

from __future__ import annotations

import re

from ingest.amending.counting import NUMBERS, ORDINALS, SUBPARAGRAPHS, numbers, ordinals
from ingest.amending.tokens import (
    MARKED_ACT,
    MARKED_QUOTE,
    MARKED_TABLE,
    ActMark,
    Element,
    Make,
    Order,
    OtherLanguage,
    Quoted,
    Role,
    Text,
    Throughout,
    ToAnnex,
    Token,
    Verb,
    Words,
    marked_numbers,
    span_of,
)
from knowledge.amending.places import Level

_LETTERS = "[а-яәіңғүұқөһ]"

_ENDINGS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (Role.WITH, ("мен", "пен", "бен")),
    (Role.OF, ("ның", "нің", "тың", "тің", "дың", "дің")),
    (Role.AFTER, ("нан", "нен", "тан", "тен", "дан", "ден")),
    (Role.PLACE, ("дағы", "дегі", "тағы", "тегі", "нда", "нде", "та", "те", "да", "де")),
    (Role.PLACE, ("ға", "ге", "қа", "ке", "на", "не")),
)
"""Endings of cases: instrumental, genitive, ablative, locative, dative."""


def role_of_ending(word: str) -> Role:
    """The part that a noun plays, by its ending."""
    lowered = word.lower()
    for role, endings in _ENDINGS:
        if lowered.endswith(endings):
            return role
    return Role.OBJECT


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(body, re.IGNORECASE)


def _is_plural(suffix: str) -> bool:
    return bool(re.match(r"(?:ша)?(?:лар|лер|дар|дер|тар|тер)", suffix.lower()))


def _element(level: Level) -> Make:
    def make(match: re.Match[str]) -> Token | None:
        text = match["nums"] or ""
        found = ordinals(text) or numbers(text, plural=_is_plural(match["form"]))
        role = role_of_ending(match["noun"] + match["form"])
        if not found and role is not Role.WITH:
            return None
        return Element(span_of(match), role, level, found)

    return make


def _annex(match: re.Match[str]) -> Token | None:
    found = numbers(match["nums"] or "", plural=_is_plural(match["form"]))
    to = (match["to"] or "").lower()
    if not found and not to:
        return None
    kind = ""
    if to:
        kind = "order" if to.startswith(("бұйр", "қаулы", "шешім", "өкім")) else "rules"
    role = role_of_ending("қосымша" + match["form"])
    return Element(span_of(match), role, Level.ANNEX, found or ("1",), kind)


def _unnumbered(level: Level) -> Make:
    def make(match: re.Match[str]) -> Token:
        return Element(span_of(match), role_of_ending(match["noun"] + match["form"]), level)

    return make


_RULES_NOUN = (
    r"(?P<noun>қағида(?:лар)?|стандарт(?:тар)?|регламент(?:тер)?|ереже(?:лер)?|нұсқаулы[қғ]"
    r"|әдістеме(?:лер)?|тәрті[пб]|тізбе(?:лер)?|талап(?:тар)?|тізілім|критерий(?:лер)?"
    r"|өлшемшарт(?:тар)?|нысан(?:дар)?|жоспар|құрам|жарғы|норма(?:лар|тив(?:тер)?)?|тариф(?:тер)?"
    r"|мөлшер(?:лер)?|жіктеуіш|шарт(?:тар)?)"
    rf"(?P<form>(?:(?:ы|і|сы|сі|лары|лері|тары|тері|дары|дері)?(?:н)?"
    r"(?:да|де|та|те|ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|а|е|мен|пен|бен|ы|і|дағы|дегі|тағы|тегі)?)?)"
    rf"(?!{_LETTERS})"
)
_ACT_NOUN_WITH = r"(?:бұйры(?:қпен|ғымен)|қаулы(?:мен|сымен)|шешім(?:мен|імен)|өкім(?:мен|імен))"
_APPROVED = (
    rf"(?:(?:(?:көрсетілген|аталған|осы|жоғарыда\s+көрсетілген)\s+)?{_ACT_NOUN_WITH}"
    rf"|(?P<act>{MARKED_ACT}))\s+(?:қоса\s+беріліп\s+отырған\s+)?бекітілген\s+"
)


def _approved(match: re.Match[str]) -> Token:
    """«көрсетілген бұйрықпен бекітілген … қағидаларында», also by an act named in full."""
    act = marked_numbers(match["act"])[0] if match["act"] else None
    title = f"{match['title']}{match['noun']}"
    role = role_of_ending(match["noun"] + match["form"])
    return Text(span_of(match), role, True, title.strip(" ,"), act)


def _rules(match: re.Match[str]) -> Token | None:
    noun = match["noun"].lower()
    if not match["pointing"]:
        if not noun.startswith(("қағида", "стандарт", "регламент", "ереже", "нұсқау")):
            return None
        if match["noun"][0].islower():
            return None
    return Text(span_of(match), role_of_ending(match["noun"] + match["form"]), True)


def _order_text(match: re.Match[str]) -> Token | None:
    role = role_of_ending(match["noun"] + match["form"])
    if role not in (Role.PLACE, Role.OF):
        return None
    return Text(span_of(match), role, False)


def _words(match: re.Match[str]) -> Token | None:
    if not match["called"] and not match["noun"].lower().startswith(("сөз", "цифр")):
        return None
    after = (match["after"] or "").lower()
    role = role_of_ending(match["noun"] + match["form"])
    if "алдын" in after or "дейін" in after:
        role = Role.BEFORE
    elif "кейін" in after or "соң" in after:
        role = Role.AFTER
    elif role not in (Role.WITH, Role.AFTER):
        role = Role.OBJECT
    return Words(
        span_of(match), role, marked_numbers(match["quotes"]),
        match["noun"].lower().startswith(("тыныс", "нүкте")),
    )  # fmt: skip


_VERBS = {
    "жазылсын": Verb.STATE,
    "баяндалсын": Verb.STATE,
    "толықтырылсын": Verb.ADD,
    "тасталсын": Verb.TAKE_OUT,
    "ауыстырылсын": Verb.EXCHANGE,
    "танылсын": Verb.REPEAL,
    "есептелсін": Verb.RENUMBER,
    "саналсын": Verb.RENUMBER,
}


def _verb(match: re.Match[str]) -> Token:
    return Order(span_of(match), _VERBS[match["verb"].lower()])


def _to_annex(match: re.Match[str]) -> Token:
    found = numbers(match["nums"] or "", plural=_is_plural(match["form"])) or ("",)
    return ToAnnex(span_of(match), found, match["to"].lower().startswith("тізбе"))


_BETWEEN = r"(?:\s*,\s*|\s*,?\s+(?:және|мен|пен|бен|немесе)\s+|\s+)"
_QUOTES = rf"(?P<quotes>{MARKED_QUOTE}(?:{_BETWEEN}{MARKED_QUOTE})*)"
_COUNT = rf"(?:{NUMBERS}|{ORDINALS})"


def _numbered(noun: str, level: Level, count: str = _COUNT) -> tuple[re.Pattern[str], Make]:
    """«5, 6 және 7-тармақтар», «екінші бөлігі», or the noun alone where something is added."""
    return (
        _pattern(
            rf"(?:(?P<nums>{count})\s*(?:-\s*)?(?:ші\s+|шы\s+)?)?(?<!{_LETTERS})"
            rf"(?P<noun>{noun})(?P<form>{_LETTERS}*)"
        ),
        _element(level),
    )


PATTERNS: tuple[tuple[re.Pattern[str], Make], ...] = (
    (
        _pattern(
            r"осы\s+(?P<to>бұйры(?:ққа|ғына|қтың)|қаулы(?:ға|ның)|шешім(?:ге|нің)|өкім(?:ге|нің)"
            rf"|тізбе(?:ге|нің))\s*,?\s*(?:(?P<nums>{NUMBERS})\s*-?\s*)?қосымша(?P<form>{_LETTERS}*)"
            r"(?:\s*,?\s*тиісінше)?\s+(?:сәйкес|сай)"
        ),
        _to_annex,
    ),
    (
        _pattern(
            r"(?:қазақ|мемлекеттік)\s+тіл(?:індегі|інде|дегі|де)\s+мәтін\w*\s+"
            r"(?:өзгер(?:тіл)?мейді|өзгеріссіз\s+\w+)"
        ),
        lambda match: OtherLanguage(span_of(match)),
    ),
    (
        _pattern(
            r"(?:бүкіл|барлық)\s+мәтін(?:і|де|інде|дегі)?(?:\s+бойынша)?|мәтін(?:і)?\s+бойынша|мәтінінде"
        ),
        lambda match: Throughout(span_of(match)),
    ),
    (
        _pattern(
            rf"{_QUOTES}\s*,?\s*(?P<called>деген\s+)?(?:тиісінше\s+)?"
            r"(?P<noun>сөз\s+тіркес|сөз|цифр|сан|аббревиатура|белгі|тыныс\s+белгі|әріп|таңба|дата"
            rf"|күн)(?P<form>{_LETTERS}*)"
            rf"(?:\s+(?:және|мен|пен)\s+(?:сөз|цифр|белгі){_LETTERS}*)?"
            r"(?P<after>\s+(?:кейін|соң)|\s+алдын\w*|\s+дейін)?"
        ),
        _words,
    ),
    (
        _pattern(
            r"(?P<verb>жазылсын|баяндалсын|толықтырылсын|тасталсын|ауыстырылсын|танылсын"
            r"|есептелсін|саналсын)"
        ),
        _verb,
    ),
    (
        _pattern(rf"{_APPROVED}(?P<title>[^;:]*?){_RULES_NOUN}"),
        _approved,
    ),
    (
        _pattern(
            rf"(?:(?:(?:көрсетілген|аталған|осы)\s+)?(?P<to>(?:қағида|стандарт|регламент|ереже|нұсқаулы|бұйры|қаулы|шешім|тізбе|талап|тәртіп|"
            rf"әдістеме){_LETTERS}*(?:ға|ге|қа|ке|на|не|ның|нің|тың|тің|дың|дің))\s+)?"
            rf"(?:(?P<nums>{NUMBERS})\s*-?\s*)?(?<!{_LETTERS})қосымша(?P<form>{_LETTERS}*)"
        ),
        _annex,
    ),
    (
        _pattern(
            rf"реттік\s+нөмір(?:і|лері|лер)?\s*(?P<nums>{NUMBERS})\s*-?\s*(?:ші\s+|шы\s+)?"
            rf"(?:болып\s+табылатын\s+|болатын\s+)?(?P<noun>жол)(?P<form>{_LETTERS}*)"
        ),
        _element(Level.ROW),
    ),
    (
        _pattern(
            rf"(?P<nums>{NUMBERS})\s*-\s*реттік\s+нөмір(?:і|лі)?\s*(?:бар\s+)?(?P<noun>жол)?"
            rf"(?P<form>{_LETTERS}*)"
        ),
        lambda match: Element(
            span_of(match),
            role_of_ending(f"{match['noun'] or ''}{match['form']}"),
            Level.ROW,
            numbers(match["nums"], plural=False),
        ),
    ),
    _numbered(rf"жол(?!д(?:а[нм]|аныл))(?={_LETTERS}{{0,7}}(?!{_LETTERS}))", Level.ROW, NUMBERS),
    _numbered("тармақша", Level.SUBPARA, f"(?:{SUBPARAGRAPHS}|{NUMBERS})"),
    _numbered("тарма[қғх](?!ша)", Level.PARA, NUMBERS),
    _numbered("бөлі[кг]", Level.PART),
    _numbered("абзац|азатжол", Level.ABZAC),
    _numbered("сөйлем", Level.SENTENCE),
    _numbered("баған|графа", Level.COLUMN),
    _numbered("тарау|бөлім", Level.CHAPTER, NUMBERS),
    _numbered("параграф", Level.SECTION, NUMBERS),
    (
        _pattern(rf"(?<!{_LETTERS})(?P<noun>тақыры[пб])(?P<form>{_LETTERS}*)"),
        _unnumbered(Level.TITLE),
    ),
    (
        _pattern(rf"(?<!{_LETTERS})(?P<noun>кіріспе|преамбула)(?P<form>{_LETTERS}*)"),
        _unnumbered(Level.PREAMBLE),
    ),
    (
        _pattern(
            r"(?:оң\s+жақ\s+жоғар\S*|жоғар\S*\s+оң\s+жақ)\s+(?P<noun>бұрыш)"
            rf"(?P<form>{_LETTERS}*)"
        ),
        _unnumbered(Level.CORNER),
    ),
    (
        _pattern(rf"(?<!{_LETTERS})(?P<noun>ескертпе)(?P<form>{_LETTERS}*)"),
        _unnumbered(Level.NOTE),
    ),
    (
        _pattern(
            rf"(?P<pointing>(?:көрсетілген|аталған|жоғарыда\s+көрсетілген)\s+)?(?<!{_LETTERS}){_RULES_NOUN}"
        ),
        _rules,
    ),
    (
        _pattern(
            r"(?:(?:көрсетілген|аталған)\s+)?(?<![а-яәіңғүұқөһ])(?P<noun>бұйры[қғ]|қаулы|шешім)"
            rf"(?P<form>{_LETTERS}*)"
        ),
        _order_text,
    ),
    (_pattern(MARKED_ACT), lambda match: ActMark(span_of(match), marked_numbers(match[0])[0])),
    (_pattern(MARKED_QUOTE), lambda match: Quoted(span_of(match), marked_numbers(match[0])[0])),
    (
        _pattern(MARKED_TABLE),
        lambda match: Quoted(span_of(match), marked_numbers(match[0])[0], True),
    ),
)

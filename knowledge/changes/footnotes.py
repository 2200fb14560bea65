"""What an edition's own footnotes say of its amendments: which element, by which order, when.

«Сноска. Пункт 9 с изменением, внесенным приказом … от 30.06.2021 № 547 (вводится в действие …);
в редакции приказа … от 31.08.2022 № 725 (…)» names one element and two orders; «Ескерту.
9-тармаққа өзгеріс енгізілді - ҚР … 30.06.2021 № 547 (… қолданысқа енгізіледі) …» says the same.
In both languages the words for what was done stand before the orders that did it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.changes.elements import Mention, NamedElement, mentions, paths
from knowledge.dates import iterate_dates, kazakh_i
from knowledge.validity import EntryIntoForce, read_entry_into_force


class AmendmentKind(StrEnum):
    """What an order did to an element."""

    AMENDED = "amended"
    ADDED = "added"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class AmendingOrder:
    """An order by number (as printed, without «№») and date."""

    number: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class Amendment:
    """One order's change of the elements that a footnote names.

    ``elements`` is empty where the footnote names none: it then speaks of what it stands under.
    ``only_in`` is the language whose text alone was changed («текст на русском языке не
    меняется»: «kk»); "" for both. ``foreseen`` ones («предусмотрены изменения») are announced:
    the text of the edition does not have them yet.
    """

    kind: AmendmentKind
    order: AmendingOrder
    elements: tuple[NamedElement, ...]
    in_force: EntryIntoForce | None
    only_in: str
    foreseen: bool
    footnote: str


_WORDS: tuple[tuple[AmendmentKind, str], ...] = (
    (AmendmentKind.EXCLUDED, r"\bисключ[её]н\w*|\bутратил\w*\s+силу|\bпризнан\w*\s+утративш\w+"),
    (AmendmentKind.ADDED, r"\bдополнен[аоы]?\b"),
    (
        AmendmentKind.AMENDED,
        r"\bв\s+(?:новой\s+)?редакции\b|\bизменени\w+|\bдополнени\w+|\bизложен\w*|\bизмен[её]н\w*",
    ),
    (
        AmendmentKind.EXCLUDED,
        r"\bалып\s+таста\w+|\bалынып\s+таста\w+|\bкүш(?:і|ін)\s+жой\w+",
    ),
    (AmendmentKind.ADDED, r"\bтолықтырыл(?:ды|ған)\b"),
    (
        AmendmentKind.AMENDED,
        r"\bредакция(?:сын)?да\b|\bөзгеріс\w*|\bөзгерті\w+|\bтолықтырула?р?\w*",
    ),
    (AmendmentKind.EXCLUDED, r"\bexcluded\b|\bdeleted\b|\bbecame\s+invalid\b"),
    (AmendmentKind.ADDED, r"\bsupplemented\b|\badded\b"),
    (AmendmentKind.AMENDED, r"\bamended\b|\bamendments?\b|\bin\s+the\s+wording\b|\breworded\b"),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _WORDS)

_UNCHANGED_IN = re.compile(
    r"текст\w*\s+на\s+(?P<ru>русском|казахском|государственном)\s+языке\s+"
    r"(?:не\s+(?:из)?меня\w+|без\s+изменени\w+|остав\w+)"
    r"|(?P<kk>орыс|қазақ|мемлекеттік)\s+тіл\w*\s+(?:мәтін\w*\s+)?өзгер(?:мей|іссіз|тілмей|мес)\w*",
    re.IGNORECASE,
)
_FORESEEN = re.compile(r"\bпредусм(?:атрива|отрен)\w*|\bкөздел\w+", re.IGNORECASE)
_OTHER_LANGUAGE = {"русском": "kk", "орыс": "kk"}
_NOTE_WORD = re.compile(r"^\W*(?:сноска|ескерту|footnote|примечание)\s*[.:]?\s*", re.IGNORECASE)
_OPENING_NUMBER = re.compile(r"^\W*\d{1,3}(?:-\d{1,3})*\s*[.)]\s*")
_YEAR_FIRST = re.compile(r"(?<![\d.])(\d{4})\.(\d{2})\.(\d{2})(?!\d)")
_MARK = r"(?:№|N[or]?\b\.?)\s*(?P<number>(?:(?:ҚР|ДСМ|НҚ)\s?-?\s?)*[^\s,;()]+)"
"""The ministry of health counts «№ ҚР ДСМ-20», with a space."""
_NUMBER_AFTER = re.compile(rf"\w*\.?\s*(?:года|г\.?|жылғы|ж\.)?\s*{_MARK}", re.IGNORECASE)
_NUMBER_IN_PARENTHESES = re.compile(rf"[^()]{{0,30}}\(\s*{_MARK}", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(rf"{_MARK}\s+(?:от|dated|of)\s*$", re.IGNORECASE)
_PARENTHESES = re.compile(r"\([^()]*\)")


def read_footnote(note: str) -> tuple[Amendment, ...]:
    """The amendments that a footnote names, in its order; () where it names no order."""
    text = _readable(note)
    outside = _without_parentheses(text)
    found = _orders(text, outside)
    amendments: list[Amendment] = []
    elements: tuple[NamedElement, ...] = ()
    kind: AmendmentKind | None = None
    only_in = ""
    for place, (order, start, end) in enumerate(found):
        since = found[place - 1][2] if place else 0
        upto = found[place + 1][1] if place + 1 < len(found) else len(text)
        named = [m for m in mentions(outside) if since <= m.start and m.end <= start]
        elements = paths(outside, named) or elements
        said = _kind(outside, since, start, named)
        if said is not None:
            kind, only_in = said, ""
        only_in = _only_in(outside[since:upto]) or only_in
        amendments.append(
            Amendment(
                kind or _kind(outside, end, upto, named) or AmendmentKind.AMENDED,
                order,
                elements,
                _in_force(text[end:upto]),
                only_in,
                bool(_FORESEEN.search(outside, since, upto)),
                note,
            )
        )
    return tuple(amendments)


def _readable(note: str) -> str:
    text = " ".join(kazakh_i(note).split())
    text = _OPENING_NUMBER.sub("", _NOTE_WORD.sub("", text))
    return _YEAR_FIRST.sub(r"\1-\2-\3", text)


def _without_parentheses(text: str) -> str:
    """``text`` with everything in parentheses blanked out; as long as before."""
    while True:
        blanked = _PARENTHESES.sub(lambda match: " " * len(match[0]), text)
        if blanked == text:
            return text
        text = blanked


def _orders(text: str, outside: str) -> list[tuple[AmendingOrder, int, int]]:
    """The orders that a footnote names, with where each begins and ends."""
    found: list[tuple[AmendingOrder, int, int]] = []
    for day, start, end in iterate_dates(outside):
        before = _NUMBER_BEFORE.search(outside[:start])
        after = _NUMBER_AFTER.match(outside[end:]) or _NUMBER_IN_PARENTHESES.match(text[end:])
        if after:
            # In parentheses the clause on entry into force may follow the number.
            close = end + (after.end() if outside[end + after.start("number")] != " " else 0)
            found.append((AmendingOrder(_bare(after["number"]), day), start, close))
        elif before:
            found.append((AmendingOrder(_bare(before["number"]), day), before.start(), end))
    return found


def _bare(number: str) -> str:
    return number.strip(".,;:«»\"'*_")


def _kind(outside: str, start: int, end: int, named: list[Mention]) -> AmendmentKind | None:
    """What the words between two places say was done, the last of them; None where none does."""
    last: tuple[int, AmendmentKind] | None = None
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(outside, start, end):
            if last is None or match.start() > last[0]:
                last = match.start(), kind
    if last is None:
        return None
    place, kind = last
    if kind is AmendmentKind.ADDED and named and not _adds(named, place):
        return AmendmentKind.AMENDED
    return kind


def _adds(named: list[Mention], place: int) -> bool:
    """Whether it is said what was added: «дополнены пунктом 5», «5-тармақпен толықтырылды»."""
    return any(mention.start > place or mention.instrumental for mention in named)


def _only_in(text: str) -> str:
    unchanged = _UNCHANGED_IN.search(text)
    if unchanged is None:
        return ""
    return _OTHER_LANGUAGE.get((unchanged["ru"] or unchanged["kk"]).lower(), "ru")


def _in_force(following: str) -> EntryIntoForce | None:
    """The clause on entry into force that follows an order, in parentheses or not."""
    for clause in (*_PARENTHESES.findall(following), following):
        entry = read_entry_into_force(clause.strip("()"))
        if entry is not None:
            return entry
    return None

"""Walking through an order line by line: each line's changes, and where they stand in the order.

Numbered items («1) …; 2) …») go back to the context of the item that opened the list, and each
paragraph of the order starts with no context at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.amending import kazakh, russian
from ingest.amending.chains import Sentence
from ingest.amending.clauses import Clause, Context, clauses_of
from ingest.amending.flow import Unit
from ingest.amending.formulas import (
    asks_for_text,
    goes_on,
    is_instruction,
    orders_change,
)
from ingest.amending.quotations import OrderLine, Quotation, take_out_quotations
from ingest.amending.references import mark_acts, without_remarks
from ingest.amending.tokens import ToAnnex, Verb, tokenize
from knowledge.amending.instructions import ActReference
from knowledge.dates import kazakh_i


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item of the order's own text, and the unit at which it begins."""

    number: str
    unit: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the order an instruction stands: by this, clauses on entry into force name it.

    ``body`` is "" for the order's own text, else the number of the annexed list; ``first`` and
    ``last`` are units of that body.
    """

    body: str
    paragraph: Item
    items: tuple[Item, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Found:
    """A clause with its quotations and its origin."""

    clause: Clause
    repealing: bool
    quotations: tuple[Quotation, ...]
    origin: Origin
    line: str


@dataclass(slots=True)
class Walk:
    """What walking through one body found. ``unread``: lines that order what was not understood."""

    units: Sequence[Unit]
    found: list[Found] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    repeals_annexed: list[str] = field(default_factory=list)
    """Numbers of annexes that list what is repealed."""
    changes_annexed: dict[str, ActReference | None] = field(default_factory=dict)
    """Numbers of annexes that hold the changes of an act, and that act."""


@dataclass(slots=True)
class _List:
    last: str
    base: Context
    item: Item


def walk(
    units: Sequence[Unit],
    language: str,
    *,
    body: str = "",
    repealing: bool = False,
    act: ActReference | None = None,
) -> Walk:
    """Read one body: the order's own text, an annexed list of acts, the changes of one ``act``."""
    return _Walker(units, language, body, Context(act, repealing=repealing)).walk()


_PARAGRAPH = re.compile(r"^(?P<number>\d{1,2}(?:-\d{1,2})?)\s?\.\s*(?=\S)(?!\d)")
_ITEM = re.compile(
    r"^(?P<number>\d{1,2}(?:-\d{1,2})?|[а-яa-z])\)\s*(?!(?:,|және|мен|-|–|\s)*(?:\d+(?:-\d+)?\)|тармақша))",
    re.IGNORECASE,
)


class _Walker:
    def __init__(self, units: Sequence[Unit], language: str, body: str, start: Context) -> None:
        self._own = take_out_quotations(units)
        self._language = language
        self._body = body
        self._start = start
        self._walk = Walk(units)
        self._context = start
        self._paragraph = Item("", 0)
        self._lists: list[_List] = []

    def walk(self) -> Walk:
        lines = list(self._own.lines)
        index = 0
        while index < len(lines):
            line = lines[index]
            taken = 1
            if _waits_for_text(line.text):
                line, taken = self._with_unquoted_text(lines, index)
            self._line(line)
            index += taken
        return self._walk

    # --- lines ------------------------------------------------------------------------------

    def _with_unquoted_text(self, lines: list[OrderLine], index: int) -> tuple[OrderLine, int]:
        """A line that asks for a text, with the lines after it that no marks set apart."""
        number = self._numbered(lines[index].text)
        taken = 1
        while index + taken < len(lines):
            text = lines[index + taken].text
            # Right after the colon «2. …» is the new text of paragraph 2, not the order's own.
            ends = is_instruction(kazakh_i(text)) if taken == 1 else goes_on(text, number)
            if ends:
                break
            taken += 1
        if taken == 1 or (index + taken == len(lines) and not self._lists):
            return lines[index], 1
        rest = lines[index + 1 : index + taken]
        return OrderLine(lines[index].text, lines[index].first, rest[-1].last), taken

    def _numbered(self, text: str) -> int:
        match = _PARAGRAPH.match(text)
        number = match["number"] if match else self._paragraph.number
        return int(number.split("-")[0] or 0)

    def _line(self, line: OrderLine) -> None:
        text = kazakh_i(line.text)
        paragraph = _PARAGRAPH.match(text)
        if paragraph:
            text = text[paragraph.end() :]
            self._paragraph = Item(paragraph["number"], line.first)
            self._lists = []
            self._context = self._start
        item = _ITEM.match(text)
        if item:
            text = text[item.end() :]
            self._open_item(item["number"], line.first)
        for part in re.split(r";\s+(?=[^\s\ue010\ue000])", text):
            self._sentence(part, line)

    def _open_item(self, number: str, unit: int) -> None:
        item = Item(number, unit)
        for depth in range(len(self._lists) - 1, -1, -1):
            if _follows(self._lists[depth].last, number):
                del self._lists[depth + 1 :]
                self._lists[depth].last = number
                self._lists[depth].item = item
                self._context = self._lists[depth].base
                return
        self._lists.append(_List(number, self._context, item))

    def _sentence(self, text: str, line: OrderLine) -> None:
        marked, mentions = mark_acts(without_remarks(text))
        is_kazakh = is_kazakh_line(marked, self._language)
        patterns = kazakh.PATTERNS if is_kazakh else russian.PATTERNS
        sentence = Sentence(marked, tokenize(marked, patterns), mentions, is_kazakh)
        clauses, after = clauses_of(sentence, self._context)
        repealing = self._context.repealing
        self._context = after
        read = False
        for clause in clauses:
            is_repeal = clause.verb is not None and clause.verb.verb is Verb.REPEAL
            if clause.annexes and is_repeal:
                self._walk.repeals_annexed.extend(clause.annexes.numbers)
                read = True
            elif is_repeal or clause.act is not None or (repealing and clause.acts):
                self._keep(clause, repealing, line)
                read = True
        if read or not self._should_have_been_read(sentence.text, after):
            return
        annexed = [token for token in sentence.tokens if isinstance(token, ToAnnex)]
        if annexed and not clauses:
            # «Внести в приказ … изменения согласно приложению к настоящему приказу»
            self._walk.changes_annexed |= {n: after.act for a in annexed for n in a.numbers}
        else:
            self._walk.unread.append(_shown(line.text, self._own.quotations))

    def _keep(self, clause: Clause, repealing: bool, line: OrderLine) -> None:
        origin = Origin(
            self._body,
            self._paragraph,
            tuple(one.item for one in self._lists),
            line.first,
            line.last,
        )
        shown = _shown(line.text, self._own.quotations)
        self._walk.found.append(Found(clause, repealing, self._own.quotations, origin, shown))

    def _should_have_been_read(self, text: str, context: Context) -> bool:
        return context.act is not None and orders_change(text) and not text.rstrip().endswith(":")


_ASKED = re.compile(r"[\ue010\ue000]")


def _waits_for_text(text: str) -> bool:
    return asks_for_text(text) and not _ASKED.search(text[-8:])


def _follows(last: str, number: str) -> bool:
    """Whether an item goes on a list: «2» after «1», «1-1» or «2» after «1», «б» after «а»."""
    if last.isalpha() and number.isalpha():
        return ord(number[0]) - ord(last[0]) in (1, 2)
    if last.isalpha() or number.isalpha():
        return False
    one = [int(part) for part in last.split("-")]
    other = [int(part) for part in number.split("-")]
    return other > one and other[0] - one[0] <= 1


_RUSSIAN_WORDS = re.compile(
    r"\b(?:изложить|исключить|дополнить|заменить|признать|пункт(?:а|е|ом|ы|ов)?|слова|приказ(?:а|е)?"
    r"|приложени[ея]|согласно)\b",
    re.IGNORECASE,
)
_KAZAKH_WORDS = re.compile(
    r"тарма[қғ]|қосымша|бөлі[кг]|бұйры[қғ]|жазылсын|толықтырылсын|тасталсын|ауыстырылсын|танылсын"
    r"|деген|қағида|тақыры[пб]|кіріспе|енгізілсін",
    re.IGNORECASE,
)


def is_kazakh_line(text: str, language: str) -> bool:
    """Whether a line is to be read as Kazakh: the order's language, unless its words deny it."""
    if language == "kk":
        return bool(_KAZAKH_WORDS.search(text)) or not _RUSSIAN_WORDS.search(text)
    return bool(_KAZAKH_WORDS.search(text)) and not _RUSSIAN_WORDS.search(text)


def _shown(text: str, quotations: Sequence[Quotation]) -> str:
    """A line as a person would quote it, long quotations shortened."""

    def quoted(match: re.Match[str]) -> str:
        words = " ".join(quotations[int(match[1])].words.split())
        return f"«{words if len(words) <= 60 else words[:57] + '…'}»"

    return re.sub("\ue000\\d+\ue001", "[…]", re.sub("\ue010(\\d+)\ue011", quoted, text))

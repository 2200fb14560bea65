"""Quotations of an order: where each begins and ends, and the order's own words without them.

A quoted text runs over many lines, has numbers of its own and quotation marks inside that are
often not closed («Корпорация «Правительство для граждан»: two open, one closes), and straight
marks have no direction. So the end of a quoted text is a closing mark at the end of a line with
either all marks inside closed, or a line after it that goes on with instructions. The end of
quoted words is a closing mark followed by what instructions say next («заменить», «деген сөздер»).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.amending.flow import Unit
from ingest.amending.formulas import asks_for_text, goes_on, is_certainly_instruction
from ingest.blocks import Block, BlockKind

QUOTE = re.compile("\ue010(\\d+)\ue011")
TABLE = re.compile("\ue000(\\d+)\ue001")
_MARKS = '«»„“”"'
_AFTER_CLOSING = " \t\n;.,:)!?"
_BEFORE_OPENING = " \t\n([{/–—-\ue011\ue001"
_LONGEST_WORDS = 30
"""Lines over which quoted words may run."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two outer marks: blocks, the first and last of them in part."""

    blocks: tuple[Block, ...]

    @property
    def words(self) -> str:
        """The quotation as one text, its tables left out."""
        return "\n".join(block.text for block in self.blocks if not block.rows)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of the order's own words; ``first`` and ``last`` are the units that it spans.

    A quotation in it is a private mark that ``QUOTE`` matches, with its number.
    """

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The order's own words in lines, and the quotations that were taken out of them."""

    lines: tuple[OrderLine, ...]
    quotations: tuple[Quotation, ...]


def take_out_quotations(units: Sequence[Unit]) -> OwnWords:
    """Part an order's text from what it quotes. No line is lost: each is in one of them."""
    return _Scanner(units).scan()


class _Scanner:
    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        texts = [f"\ue000{i}\ue001" if unit.is_table else unit.text for i, unit in enumerate(units)]
        self._text = "\n".join(texts)
        self._starts: list[int] = []
        place = 0
        for text in texts:
            self._starts.append(place)
            place += len(text) + 1
        self._quotations: list[Quotation] = []
        self._lines: list[OrderLine] = []
        self._current = ""
        self._first = 0
        self._paragraph = 0

    def scan(self) -> OwnWords:
        place = 0
        while place < len(self._text):
            mark = self._text[place]
            if mark == "\n":
                self._finish(place)
                place += 1
                self._first = self._unit(place)
            elif mark in _MARKS:
                place = self._quotation(place)
            else:
                self._current += mark
                place += 1
        self._finish(len(self._text))
        return OwnWords(tuple(_joined(self._lines)), tuple(self._quotations))

    def _unit(self, place: int) -> int:
        return max(bisect_right(self._starts, place) - 1, 0)

    def _finish(self, place: int) -> None:
        text = " ".join(self._current.split())
        if text:
            self._lines.append(OrderLine(text, self._first, self._unit(max(place - 1, 0))))
            numbered = re.match(r"(\d{1,2})\.\s", text)
            if numbered:
                self._paragraph = int(numbered[1])
        self._current = ""

    def _said_before(self) -> str:
        if self._current.strip():
            return self._current
        return self._lines[-1].text if self._lines else ""

    def _quotation(self, place: int) -> int:
        """Take out the quotation that may begin at ``place``; returns where to go on."""
        opens = self._opens(place, depth=0)
        of_text = asks_for_text(self._said_before())
        if not opens and not (opens is None and of_text):
            return place + 1
        end, start = self._end_of_text(place) if of_text else self._end_of_words(place)
        if of_text and end is not None:
            end = self._forgotten_end(place, end) or end
        if end is None:
            return place + 1
        self._current += f"\ue010{len(self._quotations)}\ue011"
        blocks = self._blocks(start, end)
        if blocks and not blocks[-1].rows:
            closed = f"{blocks[-1].text}{self._closing_for_two(start, end)}"
            blocks[-1] = replace(blocks[-1], text=closed)
        self._quotations.append(Quotation(tuple(blocks)))
        # A closing mark that was forgotten: the line end itself is still to be read.
        return end if self._text[end : end + 1] == "\n" else end + 1

    def _closing_for_two(self, start: int, end: int) -> str:
        """The mark that also closes the last quotation inside, where that one is left open.

        «Об утверждении Правил «Выдача паспорта»: the one mark at the end closes both.
        """
        if not (self._text[end : end + 1].strip() and self._text[end - 1].isalnum()):
            return ""
        for place in range(end - 1, start - 1, -1):
            if self._text[place] in _MARKS:
                return self._text[end] if self._opens(place, depth=1) else ""
        return ""

    def _blocks(self, start: int, end: int) -> list[Block]:
        """The quoted lines and tables; lines that were one block are one again."""
        blocks: list[Block] = []
        before: Block | None = None
        unit = self._unit(start)
        for place, line in enumerate(self._text[start:end].split("\n")):
            source = self._units[min(unit + place, len(self._units) - 1)].block
            text = line.strip()
            if TABLE.search(line):
                blocks.append(source)
            elif text and source is before and source.kind is not BlockKind.TABLE:
                blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text}\n{text}")
            elif text:
                blocks.append(replace(source, text=text, rows=()))
            before = source if text else before
        return blocks

    def _opens(self, place: int, depth: int) -> bool | None:
        """Whether the mark at ``place`` opens; None for a lone straight one at depth 0."""
        mark = self._text[place]
        if mark in "«„":
            return True
        if mark in "»”":
            return False
        before = self._text[place - 1] if place else "\n"
        after = self._text[place + 1] if place + 1 < len(self._text) else "\n"
        if before in _MARKS and before == mark:
            return self._opens(place - 1, depth)
        if after in _AFTER_CLOSING:
            if not before.isspace() or depth:
                return False
            if after.isspace():
                return None
            # «дополнить словами ", кроме случаев …"», but no «";» on a line of its own
            return before != "\n"
        return before in _BEFORE_OPENING or before in "«„“"

    # --- where a quotation ends -------------------------------------------------------------

    def _end_of_text(self, opening: int) -> tuple[int | None, int]:
        """(closing mark, first character inside) of a quoted text of one or many lines."""
        depth, start = 1, opening + 1
        last: int | None = None
        opened_inside = False
        for place in range(opening + 1, len(self._text)):
            if self._text[place] not in _MARKS:
                continue
            if self._opens(place, depth):
                depth, opened_inside = depth + 1, True
                continue
            depth -= 1
            ends = _LINE_END.match(self._text, place + 1)
            if ends is None:
                if depth <= 0:
                    # «Билет беру» қағидалары»: one mark opens both quotations.
                    depth, start = 1, start if opened_inside else opening
                continue
            instruction = goes_on(self._line_after(ends.end()), self._paragraph)
            sure = self._text[place] == "»" or bool(ends[0].strip())
            if instruction or (depth <= 0 and sure):
                return place, start
            last = place
            depth = max(depth, 1)
        if last is not None:
            return last, start
        return self._unclosed(opening), start

    def _line_after(self, place: int) -> str | None:
        rest = self._text[place : place + 2000].lstrip()
        return rest.split("\n", maxsplit=1)[0] if rest else None

    def _forgotten_end(self, opening: int, end: int) -> int | None:
        """The end of a text whose own closing mark was forgotten, before ``end``, or None."""
        first, last = self._unit(opening), self._unit(end)
        if is_certainly_instruction(self._units[first].text.lstrip(_MARKS)):
            return None  # an amendment of an amending order
        for unit in range(first + 1, last + 1):
            if is_certainly_instruction(self._units[unit].text):
                return self._starts[unit] - 1
        return None

    def _unclosed(self, opening: int) -> int:
        """The end of a text that nothing closes: before the next instruction."""
        for start in self._starts[self._unit(opening) + 1 :]:
            if goes_on(self._line_after(start), self._paragraph):
                return start - 1
        return len(self._text)

    def _end_of_words(self, opening: int) -> tuple[int | None, int]:
        """(closing mark, first character inside) of quoted words or of an act's title."""
        line_end = self._text.find("\n", opening)
        line_end = len(self._text) if line_end < 0 else line_end
        depth, closed, last = 1, None, None
        for place in range(opening + 1, line_end):
            if self._text[place] not in _MARKS:
                continue
            after = self._text[place + 1 : line_end]
            if self._opens(place, depth):
                if closed is not None:
                    return closed, opening + 1
                depth += 1
                continue
            depth -= 1
            last = place
            if _GOES_ON_CERTAINLY.match(after):
                return place, opening + 1 if closed is None else opening
            if depth <= 0:
                if closed is None and _MAY_FOLLOW.match(after):
                    return place, opening + 1
                closed, depth = closed or place, 1
        if closed is not None or last is not None:
            return (closed or last), opening + 1
        return self._words_over_lines(opening), opening + 1

    def _words_over_lines(self, opening: int) -> int | None:
        until = min(self._unit(opening) + _LONGEST_WORDS, len(self._starts) - 1)
        for place in range(opening + 1, self._starts[until]):
            if (
                self._text[place] in _MARKS
                and not self._opens(place, 1)
                and _WORDS_END.match(self._text, place + 1)
            ):
                return place
        return None


_LINE_END = re.compile(r"[^\S\n]*[;.,]?[^\S\n]*(?=\n|\Z)")
_GOES_ON_CERTAINLY = re.compile(
    r"\s*(?:заменить|исключить|дополнить|изложить|деген|\(\s*(?:зарегистр|далее|опублик|тіркел"
    r"|нормативт|бұдан)|следующ|соответственн|,?\s*утвержд|тиісінше|[;:.]?\s*$"
    r"|,\s*(?:а\s+)?(?:слова?|цифр\w+|после\s+слов\w*|перед\s+словами)\s+[«„“\"])",
    re.IGNORECASE,
)
"""What follows quoted words or a title however many marks inside are still open."""
_MAY_FOLLOW = re.compile(
    r"\s*(?:[;:.,()]|и\s|слов|цифр|от\s|№|сөз|және\s|мен\s|пен\s|бен\s|қазақстан|в\s)",
    re.IGNORECASE,
)
_WORDS_END = re.compile(r"\s*(?:заменить|исключить|дополнить|деген\s)", re.IGNORECASE)
_ONLY_QUOTED = re.compile(r"^(?:[\ue010\ue000]\d+[\ue011\ue001][\s;.,]*)+$")


def _joined(lines: Sequence[OrderLine]) -> list[OrderLine]:
    """The lines, with each quoted text in the line of the instruction that asks for it."""
    joined: list[OrderLine] = []
    for line in lines:
        if joined and _ONLY_QUOTED.match(line.text) and asks_for_text(joined[-1].text):
            before = joined[-1]
            joined[-1] = OrderLine(f"{before.text} {line.text}", before.first, line.last)
        else:
            joined.append(line)
    return joined

"""Lines into groups: a paragraph, or lines set apart from the paragraphs (titles, stamps).

A page break may fall into the middle of a paragraph, and a stamp may follow a paragraph without
a blank line, so neither blank lines nor their absence is trusted alone: what counts is whether
the sentence above has ended and whether its last line had room for more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.text_lines import SHORT_LINE, STAMP_LINE, Layout, Line
from ingest.readers.text_marks import (
    begins_another_stamp,
    ends_sentence,
    ends_stamp,
    is_agreement,
    is_form_word,
    is_item,
    is_note,
    is_numbered_title,
    is_requisites,
    is_status,
    is_unfinished_stamp,
    marked_heading_level,
    starts_stamp,
)

_PAGE_BREAK = 2
_LONGEST_STAMP = 20
_SIGNATURE = re.compile(r"\S {8,}\S")
_SHORT_SIGNATURE_LINE = 50


@dataclass(slots=True)
class Group:
    """Lines that belong together. ``apart``: not a paragraph by its indent."""

    apart: bool
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines without their damage, one below the other."""
        return "\n".join(line.text for line in self.lines)

    @property
    def flat(self) -> str:
        """The same as one line."""
        return " ".join(line.text for line in self.lines)

    @property
    def last(self) -> Line:
        """The last line."""
        return self.lines[-1]

    @property
    def is_stamp(self) -> bool:
        """Whether the lines are a stamp at the margin."""
        short = all(len(line.text) <= STAMP_LINE for line in self.lines)
        if not short or not self.apart or marked_heading_level(self.flat):
            return False
        return starts_stamp(self.lines[0].text) or ends_stamp(self.last.text)


def group_lines(lines: Sequence[Line], layout: Layout) -> list[Group]:
    """The groups of a file, in order; every line is in exactly one."""
    continues = _continues_indented if layout.indented else _continues_unindented
    groups: list[Group] = []
    for number, line in enumerate(lines):
        ahead = lines[number : number + _LONGEST_STAMP]
        if groups and continues(groups[-1], ahead, layout):
            groups[-1].lines.append(line)
        else:
            groups.append(Group(not (layout.indented and line.begins_indented), [line]))
    return _rejoin_stamps(groups)


def _stands_alone(group: Group, line: Line) -> bool:
    text = line.text
    if is_status(text) or is_form_word(text) or is_agreement(text):
        return True
    ends_open_stamp = group.apart and not line.blank_before and ends_stamp(text)
    return starts_stamp(text) and not ends_open_stamp


def _continues_indented(group: Group, ahead: Sequence[Line], layout: Layout) -> bool:
    line = ahead[0]
    if line.begins_indented:
        return _continues_in_spite_of_indent(group, line)
    if _stands_alone(group, line):
        return False
    if group.apart:
        return _continues_apart(group, line)
    if not layout.wrapped or split_signature(group.last) is not None:
        return False
    if line.blank_before and (is_numbered_title(line.text) or marked_heading_level(line.text)):
        return False
    if not ends_sentence(group.last.text):
        return True
    full = line.blank_before != 1 and layout.is_full(group.last, line)
    return full and not _open_kazakh_stamp(ahead)


def _open_kazakh_stamp(ahead: Sequence[Line]) -> bool:
    """Whether lines without an indent run up to «… 1-қосымша» or «… бекітілген»."""
    for number, line in enumerate(ahead):
        if number and (line.blank_before or line.begins_indented):
            return ends_stamp(ahead[number - 1].text)
        if ends_sentence(line.text):
            return False
    return ends_stamp(ahead[-1].text)


def _continues_apart(group: Group, line: Line) -> bool:
    last = group.last.text
    if line.blank_before or is_status(last) or is_form_word(last):
        return False
    if begins_another_stamp([above.text for above in group.lines], line.text):
        return False
    return marked_heading_level(line.text) is None


def _continues_in_spite_of_indent(group: Group, line: Line) -> bool:
    """The ragged last line of a stamp, and the second line of a post in a signature."""
    if _is_rest_of_post(group, line):
        return True
    if line.blank_before or is_item(line.text) or not line.text[:1].islower():
        return False
    if group.apart:
        return group.is_stamp
    return not ends_sentence(group.last.text) and len(line.text) <= _SHORT_SIGNATURE_LINE


def _is_rest_of_post(group: Group, line: Line) -> bool:
    """«Исполняющий … Ж. Касымбек», «обязанности Министра», «    Республики Казахстан»."""
    signed = split_signature(group.lines[0]) is not None
    inset = line.indent > group.lines[0].indent or line.text[:1].islower()
    short = len(line.text) <= _SHORT_SIGNATURE_LINE and not ends_sentence(line.text)
    return signed and inset and short and line.blank_before <= 1 and not is_item(line.text)


def split_signature(line: Line) -> tuple[str, str] | None:
    """The post and the name of a line that holds both, far apart; else ``None``."""
    match = _SIGNATURE.search(line.raw.strip())
    if match is None:
        return None
    raw = line.raw.strip()
    return raw[: match.start() + 1], raw[match.end() - 1 :]


def _continues_unindented(group: Group, ahead: Sequence[Line], layout: Layout) -> bool:
    line, last = ahead[0], group.last
    if _stands_alone(group, line) or is_status(last.text) or is_form_word(last.text):
        return False
    if starts_stamp(group.lines[0].text) or is_agreement(group.lines[0].text):
        return _continues_stamp(group, line)
    own_line = line.blank_before or not layout.wrapped
    if own_line and (is_requisites(line.text) or is_note(line.text)):
        return False
    if marked_heading_level(line.text) or split_signature(last) is not None:
        return False
    if is_item(line.text) and (line.blank_before or ends_sentence(last.text)):
        return False
    if not layout.wrapped:
        both_short = max(len(last.text), len(line.text)) <= SHORT_LINE
        return both_short and not line.blank_before and not ends_sentence(last.text)
    if line.blank_before:
        return _continues_over_blank(group, line, layout)
    return not ends_sentence(last.text) or layout.is_full(last, line)


def _continues_stamp(group: Group, line: Line) -> bool:
    if line.blank_before or len(line.text) > STAMP_LINE or is_item(line.text):
        return False
    if begins_another_stamp([above.text for above in group.lines], line.text):
        return False
    complete = not is_unfinished_stamp(group.text) and group.text.startswith("Утвержд")
    return not complete and marked_heading_level(line.text) is None


def _continues_over_blank(group: Group, line: Line, layout: Layout) -> bool:
    """A page break leaves a sentence open and its line full."""
    open_sentence = not ends_sentence(group.last.text)
    return open_sentence and line.text[:1].islower() and layout.is_full(group.last, line)


def _rejoin_stamps(groups: Sequence[Group]) -> list[Group]:
    """A stamp that a page break has cut in two is one stamp."""
    joined: list[Group] = []
    for group in groups:
        previous = joined[-1] if joined else None
        if previous is not None and _cut_by_page(previous, group):
            previous.lines.extend(group.lines)
        else:
            joined.append(group)
    return joined


def _cut_by_page(previous: Group, group: Group) -> bool:
    if not (previous.apart and group.apart) or group.lines[0].blank_before < _PAGE_BREAK:
        return False
    if starts_stamp(group.lines[0].text) or not is_unfinished_stamp(previous.text):
        return False
    short = all(len(line.text) <= STAMP_LINE for line in (*previous.lines, *group.lines))
    return short and (previous.is_stamp or ends_stamp(group.last.text))

"""Words of links that the text layer of a PDF prints at the end of their line, put back.

«В соответствии с подпунктом 10)  Закона Республики Казахстан от 15статьи 9»: the link «статьи 9»
was drawn after the rest of its line, and the text layer keeps the order of drawing. The place it
left shows as a doubled space, a space before a mark, or a blank at the start of the line. This
can be mended only while line ends are known, so readers of such text keep the line breaks of a
paragraph, and the lines are joined after this stage.

A wrong move would forge the law, so words are moved only where the line itself proves it: they
are glued to the line, or both their old place and their new one are ungrammatical without the
move. Everything else is left as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ingest.cleaning.link_shapes import (
    calls_for,
    is_link,
    is_tied,
    link_at_end,
    part_links,
    starts_with_preposition,
)
from ingest.cleaning.lookalikes import is_address

_GAP = re.compile(
    r"(?<=\S) {2,}(?=\S)"  # a word is missing between two others
    r"|(?<=[\w.)»]) (?=[,;:.)](?:\W|$)|[;:.][\u0400-\u052f№])"  # … before a mark
    r"|^ +(?=\S)|^(?=[;:.,][\u0400-\u052f])"  # … or at the start of the line
)
_MOST_GAPS = 2
_MOST_WORDS = 5

_LETTER = "[\u0400-\u052f]"
# «…информатизации;уполномоченный орган», «…бекітілсін.қағидалары», «).№ 81 п. 5»
_GLUED = re.compile(
    rf"(?:[^\W_]{{3}}[.;:]|\)[.;:]|(?:^|\s)[;:.,])(?P<tail>(?:{_LETTER}|№|\d)(?:[^.;:()_]|(?<=п)\.)*)$"
)
# «от 15статьи 9», «Қазақстан6-бабының», «бұйрығының№ 83», «центраПравила»
_GLUED_LINK = re.compile(
    rf"(?<=\d)(?=(?P<digit>{_LETTER}.*)$)|(?<={_LETTER})(?=(?P<letter>\d.*|№.*)$)"
    r"|(?<=[a-zа-яёәғқңөұүһі»)])(?=(?P<case>[А-ЯЁӘҒҚҢӨҰҮҺІ].*)$)"
)
_AFTER_BRACKET = re.compile(r"(?<=\()(?P<tail>[^()]+)$")
# How a bracket in an act goes on, so that what stands between it and this is out of place.
_BRACKET_OPENS_WITH = re.compile(
    r"\s*(?:далее|бұдан әрі|зарегистрирован|вводится в действие|порядок введения|"
    r"алғашқы ресми|қолданысқа енгіз)"
)
# «бастап 24-тармағында / жұмыс күні»: the 2 may belong to the days, the link be «4-тармағында».
_NUMBER_OF_MANY = re.compile(r"\d\d")
_COUNTED = re.compile(
    r"\s*(?:\(|[-–]|\d|жұмыс|күн|күнтізбе|сағат|ай|жыл|минут|рет|дана|пайыз|теңге|мың|адам|АЕК|"
    r"рабоч|календ|дн|час|месяц|год|лет|процент|тенге|МРП)"
)
_ITEM_MARK_ONLY = re.compile(r"\s*\d+(?:-\d+)?\)$")


@dataclass(frozen=True, slots=True)
class _Move:
    """What is moved: ``rest`` is the line without the tail, ``tail`` the words out of place."""

    rest: str
    tail: str
    gaps: tuple[re.Match[str], ...]


def put_back_displaced_words(
    lines: Sequence[str], known_links: AbstractSet[str] = frozenset()
) -> list[str]:
    """The lines of one paragraph, with displaced words back in their places where that is sure.

    ``known_links`` are texts of links seen displaced elsewhere in the document.
    """
    return [_mend_line(lines, number, known_links) for number in range(len(lines))]


def find_displaced_links(paragraphs: Iterable[Sequence[str]]) -> frozenset[str]:
    """Texts of links that stand glued out of place: where they recur unglued, they are known."""
    found = set()
    for lines in paragraphs:
        for number in range(len(lines)):
            move = _find_glued(lines, number)
            if move is not None and " " in move.tail:
                found.add(move.tail)
    return frozenset(found)


def _mend_line(lines: Sequence[str], number: int, known_links: AbstractSet[str]) -> str:
    glued = _find_glued(lines, number)
    if glued is not None:
        return _apply(glued) or lines[number]
    unglued = _find_unglued(lines, number, known_links)
    return _apply(unglued) or lines[number] if unglued is not None else lines[number]


def _gaps(line: str, number: int) -> tuple[re.Match[str], ...]:
    """The gaps of a line; the indent of a paragraph's first line is none."""
    return tuple(gap for gap in _GAP.finditer(line) if number > 0 or line[: gap.end()].strip())


def _find_glued(lines: Sequence[str], number: int) -> _Move | None:
    line = lines[number].rstrip()
    following = lines[number + 1] if number + 1 < len(lines) else None
    tail = _glued_tail(line, following)
    if tail is None or len(tail.split()) > _MOST_WORDS:
        return None
    rest = line[: len(line) - len(tail)]
    gaps = tuple(gap for gap in _gaps(line, number) if gap.end() < len(rest))
    return _Move(rest, tail, gaps) if 0 < len(gaps) <= _MOST_GAPS else None


def _glued_tail(line: str, following: str | None) -> str | None:
    if is_address(line.rsplit(" ", maxsplit=1)[-1]):
        return None
    sentence = _GLUED.search(line)
    if sentence and _may_end(following) and _is_no_sentence(sentence["tail"]):
        return sentence["tail"]
    for match in _GLUED_LINK.finditer(line):
        tail = match["digit"] or match["letter"] or match["case"]
        if is_link(tail):
            return str(tail)
    bracket = _AFTER_BRACKET.search(line)
    if bracket and following is not None and _BRACKET_OPENS_WITH.match(following):
        return bracket["tail"]
    return None


def _may_end(following: str | None) -> bool:
    """Whether a sentence can have ended where the next line begins like this."""
    return following is None or following.lstrip()[:1].isupper()


def _is_no_sentence(tail: str) -> bool:
    """«Казахстан.Настоящий» is a lost blank, not a link; «.Правилам» and «:ҚАУЛЫ ЕТЕДІ» are."""
    return is_link(tail) or tail.isupper() or tail[:1].islower() or tail.startswith("№")


def _find_unglued(lines: Sequence[str], number: int, known_links: AbstractSet[str]) -> _Move | None:
    line = lines[number].rstrip()
    gaps = _gaps(line, number)
    if len(gaps) != 1:
        return None
    gap = gaps[0]
    before = line[: gap.start()] or (lines[number - 1].rstrip() if number else "")
    following = lines[number + 1] if number + 1 < len(lines) else ""
    link = link_at_end(line)
    if link is None:
        return _find_known(line, gap, known_links)
    if _NUMBER_OF_MANY.match(link) and _COUNTED.match(following):
        return None
    rest = line[: len(line) - len(link)].rstrip()
    after = rest[gap.end() :]
    if not after or is_tied(rest, link) or not calls_for(before, link, after):
        return None
    return _Move(rest, link, gaps)


def _find_known(line: str, gap: re.Match[str], known_links: AbstractSet[str]) -> _Move | None:
    """«3)  по оценке … оказания уполномоченный орган»: an item cannot begin «по оценке»."""
    if not _ITEM_MARK_ONLY.match(line[: gap.start()]):
        return None
    if not starts_with_preposition(line[gap.end() :]):
        return None
    for link in sorted(known_links, key=len, reverse=True):
        rest = line.removesuffix(f" {link}")
        if rest != line and len(rest) > gap.end():
            return _Move(rest, link, (gap,))
    return None


def _apply(move: _Move) -> str | None:
    """The line after the move, or ``None`` if it is unsure what goes into which gap."""
    links = [move.tail] if len(move.gaps) == 1 else part_links(move.tail, len(move.gaps))
    if links is None:
        return None
    pieces, position = [], 0
    for gap, link in zip(move.gaps, links, strict=True):
        pieces += [move.rest[position : gap.start()].rstrip(), link]
        position = gap.end()
    pieces.append(move.rest[position:])
    return _join(pieces)


def _join(pieces: Sequence[str]) -> str:
    joined = ""
    for piece in pieces:
        tight = not joined or piece[:1] in {",", ";", ":", ".", ")"} or not piece
        joined += piece if tight else f" {piece}"
    return joined

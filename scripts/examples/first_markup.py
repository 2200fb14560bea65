"""A light notation for the text of an act, read into pieces in their order.

The example acts are written once in this notation; what a piece looks like in a file (a stamp, a
red note, a row of the list) is the business of the script that makes that file. Blocks are
separated by blank lines; a block begins with a mark, or is a paragraph of the text:

    T: title            Q: header line       P: preamble        H: heading of an approved document
    C: chapter          F: note              X: excluded item   B: position | name of the signer
    S: stamp, its lines parted by « / »      E: lines of a form, kept as they are
    L: title of the list of basic requirements, then R1: … R10: (lines of a row are kept)

A block without a mark is a numbered paragraph («4. …», «8-1. …»), or, after one, its
subparagraph or continuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

ROW_NAMES = {
    "ru": (
        "Наименование услугодателя",
        "Способы предоставления государственной услуги",
        "Срок оказания государственной услуги",
        "Форма оказания государственной услуги",
        "Результат оказания государственной услуги",
        "Размер платы, взимаемой с услугополучателя при оказании государственной услуги, и способы "
        "ее взимания в случаях, предусмотренных законодательством Республики Казахстан",
        "График работы",
        "Перечень документов и сведений, истребуемых у услугополучателя для оказания "
        "государственной услуги",
        "Основания для отказа в оказании государственной услуги, установленные законодательством "
        "Республики Казахстан",
        "Иные требования с учетом особенностей оказания государственной услуги, в том числе "
        "в электронной форме",
    ),
    "kk": (
        "Көрсетілетін қызметті берушінің атауы",
        "Мемлекеттік қызметті ұсыну тәсілдері",
        "Мемлекеттік қызмет көрсету мерзімі",
        "Мемлекеттік қызмет көрсету нысаны",
        "Мемлекеттік қызмет көрсету нәтижесі",
        "Мемлекеттік қызмет көрсету кезінде көрсетілетін қызметті алушыдан алынатын төлем мөлшері "
        "және Қазақстан Республикасының заңнамасында көзделген жағдайларда оны алу тәсілдері",
        "Жұмыс кестесі",
        "Мемлекеттік қызмет көрсету үшін көрсетілетін қызметті алушыдан талап етілетін құжаттар "
        "мен мәліметтердің тізбесі",
        "Қазақстан Республикасының заңнамасында белгіленген мемлекеттік қызмет көрсетуден "
        "бас тарту негіздері",
        "Мемлекеттік қызмет көрсетудің, оның ішінде электрондық нысанда көрсетудің ерекшеліктері "
        "ескеріле отырып қойылатын өзге де талаптар",
    ),
}

_MARK = re.compile(r"(?P<mark>[TQPHCFXBSEL]|R\d+): (?P<rest>.*)", re.DOTALL)
_NUMBERED = re.compile(r"\d+(-\d+)?\. ")


class PieceKind(StrEnum):
    """What a piece of an act is."""

    TITLE = "T"
    REQUISITE = "Q"
    PREAMBLE = "P"
    HEADING = "H"
    CHAPTER = "C"
    NOTE = "F"
    EXCLUDED = "X"
    SIGNATURE = "B"
    STAMP = "S"
    FORM = "E"
    LIST = "L"
    PARAGRAPH = "paragraph"
    INNER = "inner"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece. ``lines`` are its text, one string a line; ``rows`` only a list has, top down.

    A signature's two lines are the position and the name.
    """

    kind: PieceKind
    lines: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class MarkupError(Exception):
    """The notation is used wrongly; the message quotes the block."""


def parse(source: str) -> list[Piece]:
    """Reads the whole notation; raises ``MarkupError`` for rows that have no list above them."""
    pieces: list[Piece] = []
    for block in _blocks(source):
        match = _MARK.fullmatch(block)
        if match is None:
            kind = PieceKind.PARAGRAPH if _NUMBERED.match(block) else PieceKind.INNER
            pieces.append(Piece(kind, (block,)))
            continue
        mark, rest = match["mark"], match["rest"]
        if mark.startswith("R"):
            pieces[-1] = _with_row(pieces[-1] if pieces else None, mark, rest)
        else:
            kind = PieceKind(mark)
            pieces.append(Piece(kind, _lines(kind, rest)))
    return pieces


def _blocks(source: str) -> Iterator[str]:
    yield from (block for block in re.split(r"\n{2,}", source.strip()) if block)


def _lines(kind: PieceKind, rest: str) -> tuple[str, ...]:
    if kind is PieceKind.STAMP:
        return tuple(rest.split(" / "))
    if kind is PieceKind.SIGNATURE:
        return tuple(part.strip() for part in rest.split("|"))
    return tuple(rest.split("\n"))


def _with_row(piece: Piece | None, mark: str, rest: str) -> Piece:
    if piece is None or piece.kind is not PieceKind.LIST:
        raise MarkupError(f"{mark} has no list above it: {rest[:60]!r}")
    if int(mark[1:]) != len(piece.rows) + 1:
        raise MarkupError(f"{mark} follows row {len(piece.rows)}: {rest[:60]!r}")
    return Piece(piece.kind, piece.lines, (*piece.rows, tuple(rest.split("\n"))))

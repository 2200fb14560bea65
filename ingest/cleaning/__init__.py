"""Cleaning: from what a file prints to text that can be compared, searched and cited.

After ``clean`` it is GUARANTEED that in every block

* the text is in Unicode form NFC;
* there are no soft hyphens, zero-width or control characters, byte order marks; non-breaking,
  thin and other odd spaces and tabs are ordinary spaces;
* spaces are single, none stands at the start or end of a line, before a closing mark («;», «,»,
  «.», «)») that ends a word, or inside initials;
* words are not letter-spaced;
* Latin look-alikes inside words that are certainly Cyrillic are Cyrillic letters;
* words of links that were displaced to the end of their line are back in place where the line
  itself proves it; elsewhere the words stand in the order in which the file has them;
* headings and notes are one line each, and so are the paragraphs of hard-wrapped files (plain
  text, PDF), hyphenation undone; elsewhere line breaks were put by an author (a form, a stamp, a
  cell, «<br>») and stay, without empty lines;
* no block is empty, and no word of the file is lost: only characters that cannot be seen, spaces,
  line-end hyphens and look-alike letters are changed.

Quotation marks, dashes and numbers stay as printed. ``clean`` is idempotent, and text that is
already clean comes out as it went in.

What it needs: readers of hard-wrapped text keep the line breaks and the runs of spaces of a
paragraph, for the traces of displaced and of letter-spaced words are nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from ingest.blocks import Block, BlockKind, ReadDocument
from ingest.cleaning.characters import normalize_characters
from ingest.cleaning.displaced_words import find_displaced_links, put_back_displaced_words
from ingest.cleaning.letter_spacing import mend_letter_spacing
from ingest.cleaning.line_joining import is_hyphenated, join_hyphenated, join_lines
from ingest.cleaning.lookalikes import mend_lookalikes
from ingest.cleaning.spacing import collapse_spaces, mend_punctuation_spacing

__all__ = ["clean", "clean_text"]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ALWAYS_ONE_LINE = frozenset({BlockKind.HEADING, BlockKind.FOOTNOTE})
_HARD_WRAPPED = frozenset({"text/plain", "application/pdf"})
_SPLIT_HYPHEN = re.compile(r"(?P<left>[^\W_]+) -(?P<right>[^\W_]+)")
# A mended text may show what the damage hid (a gap, a look-alike); each round only removes.
_MOST_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the document as a whole tells about its damaged places."""

    vocabulary: AbstractSet[str]
    known_links: AbstractSet[str]
    hyphenated: bool


def clean(document: ReadDocument) -> ReadDocument:
    """The document with every block cleaned; see the module for what holds afterwards."""
    texts = [text for block in document.blocks for text in _texts(block)]
    evidence = _gather(texts)
    one_line = _ALWAYS_ONE_LINE
    if document.media_type in _HARD_WRAPPED:
        one_line |= {BlockKind.PARAGRAPH}
    blocks = tuple(
        _clean_block(block, evidence, block.kind in one_line) for block in document.blocks
    )
    properties = {name: clean_text(value) for name, value in document.properties.items()}
    return replace(
        document, blocks=tuple(block for block in blocks if block.text), properties=properties
    )


def _texts(block: Block) -> Iterator[str]:
    if block.rows:
        yield from (cell for row in block.rows for cell in row)
    else:
        yield block.text


def clean_text(text: str) -> str:
    """One text cleaned the same way, its line breaks kept (a cell, a query, a title)."""
    return _clean_lines(text, _gather([text]))


def _gather(texts: list[str]) -> _Evidence:
    normal = [normalize_characters(text) for text in texts]
    words = {word.lower() for text in normal for word in _WORD.findall(mend_lookalikes(text))}
    words |= {part for word in words for part in word.split("-")}
    lines = [text.split("\n") for text in normal]
    paragraphs = [[mend_letter_spacing(line) for line in text] for text in lines]
    return _Evidence(
        frozenset(words), find_displaced_links(paragraphs), is_hyphenated(lines, words)
    )


def _clean_block(block: Block, evidence: _Evidence, one_line: bool) -> Block:
    text = _clean_lines(block.text, evidence)
    if one_line:
        line = join_lines(text.split("\n"), evidence.vocabulary, hyphenated=evidence.hyphenated)
        text = _until_stable(line, evidence)
    rows = tuple(tuple(_clean_cell(cell, evidence) for cell in row) for row in block.rows)
    if rows:
        text = "\n".join("\t".join(row) for row in rows)
    return replace(block, text=text, rows=rows)


def _clean_cell(cell: str, evidence: _Evidence) -> str:
    lines = _clean_lines(cell, evidence).split("\n")
    lines = join_hyphenated(lines, evidence.vocabulary, hyphenated=evidence.hyphenated)
    return _until_stable("\n".join(lines), evidence)


def _clean_lines(text: str, evidence: _Evidence) -> str:
    return _until_stable(normalize_characters(text), evidence)


def _until_stable(text: str, evidence: _Evidence) -> str:
    for _ in range(_MOST_ROUNDS):
        cleaned = _clean_once(text, evidence)
        if cleaned == text:
            break
        text = cleaned
    return text


def _clean_once(text: str, evidence: _Evidence) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    lines = [mend_letter_spacing(line, evidence.vocabulary) for line in lines]
    lines = put_back_displaced_words(lines, evidence.known_links)
    lines = [
        _mend_hyphens(mend_punctuation_spacing(collapse_spaces(line)), evidence) for line in lines
    ]
    return mend_lookalikes("\n".join(line for line in lines if line))


def _mend_hyphens(line: str, evidence: _Evidence) -> str:
    """«контакт -центра» → «контакт-центра», if the document has that word elsewhere."""

    def join(match: re.Match[str]) -> str:
        word = f"{match['left']}-{match['right']}"
        return word if word.lower() in evidence.vocabulary else match[0]

    return _SPLIT_HYPHEN.sub(join, line)

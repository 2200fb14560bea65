"""Cutting a version's text into passages fine enough that one fact is not lost among ten.

A long row of a standard («иные требования») holds ten facts; a query for one of them meets it
best in a passage of its own. Lines (subparagraphs, continuation paragraphs) are kept whole
where they can be; a long line is cut between sentences.
"""

from __future__ import annotations

import re

from index.passages import PASSAGES_PER_VERSION, IndexableVersion, Passage, passage_key

WHOLE_UP_TO = 420
"""Characters up to which a text stays one passage."""
TARGET = 320
"""Characters that a passage is filled up to."""

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[«\"(]?[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ\d])")


def split_version(version: IndexableVersion) -> tuple[Passage, ...]:
    """The passages of a version, at least one; place 0 is always the whole text."""
    pieces = [version.text, *split_text(version.text)]
    return tuple(
        Passage(passage_key(version.version_id, place), version, piece)
        for place, piece in enumerate(pieces[:PASSAGES_PER_VERSION])
    )


def split_text(text: str) -> list[str]:
    """The pieces of a long text, in order; none where the text is short enough whole."""
    if len(text) <= WHOLE_UP_TO:
        return []
    pieces: list[str] = []
    for line in text.split("\n"):
        for part in _short_enough(line):
            if pieces and len(pieces[-1]) + len(part) < TARGET:
                pieces[-1] = f"{pieces[-1]}\n{part}"
            else:
                pieces.append(part)
    return pieces


def _short_enough(line: str) -> list[str]:
    if len(line) <= WHOLE_UP_TO:
        return [line]
    parts: list[str] = []
    for sentence in _SENTENCE_END.split(line):
        if parts and len(parts[-1]) + len(sentence) < TARGET:
            parts[-1] = f"{parts[-1]} {sentence}"
        else:
            parts.append(sentence)
    return parts

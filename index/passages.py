"""What the index holds: versions of articles, and the passages that they are searched by.

A long table row holds ten facts, so an article's version is cut into *passages* (a paragraph, a
few subparagraphs, a sentence or two) that are searched one by one and collapse into their
article again. Nothing here is known to the index alone: all of it comes from the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

NEVER = date.max
"""Stands for «no end»: an open interval, an act that is not repealed."""

PASSAGES_PER_VERSION = 1024
"""Most passages that one version may have; a passage's key is version_id × this + its place."""


@dataclass(frozen=True, slots=True)
class IndexableVersion:
    """One version of an article in one language, with all that searching needs to know of it.

    ``valid_from`` is included, ``valid_to`` and ``repealed_from`` are excluded (NEVER where
    open). ``service`` is the name of the public service or, without one, the act's title;
    ``heading`` the chapter's heading or the row's name; ``aspect`` what the row answers, if it
    is a row of a service standard; ``scope`` is «rules» for Rules and their annexes, «order»
    for the order's own text.
    """

    version_id: int
    article_id: str
    act_id: str
    eid: str
    language: str
    scope: str
    kind: str
    number: str
    service: str
    heading: str
    aspect: str
    text: str
    valid_from: date
    valid_to: date = NEVER
    repealed_from: date = NEVER


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a version that is searched by itself. ``key`` is unique over the whole index."""

    key: int
    version: IndexableVersion
    text: str


def passage_key(version_id: int, place: int) -> int:
    """The key of a version's passage at ``place`` (from 0)."""
    if not 0 <= place < PASSAGES_PER_VERSION:
        raise ValueError(f"A version has at most {PASSAGES_PER_VERSION} passages, not {place + 1}.")
    return version_id * PASSAGES_PER_VERSION + place


def version_of_key(key: int) -> int:
    """The id of the version that a passage key belongs to."""
    return key // PASSAGES_PER_VERSION


def place_of_key(key: int) -> int:
    """The place of a passage in its version: 0 is the whole text, 1 the first piece."""
    return key % PASSAGES_PER_VERSION

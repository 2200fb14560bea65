"""Changes between two editions of an act: what differs, in which words, and who ordered it.

``changeset`` compares, ``words`` shows a difference word by word, ``footnotes`` reads what an
edition itself says of its amendments, ``crosscheck`` holds the two against each other.
"""

from __future__ import annotations

from knowledge.changes.changeset import (
    Change,
    ChangeKind,
    ChangeSet,
    Difference,
    EditionText,
    compare,
    difference_of,
    differences,
    shown,
)

__all__ = [
    "Change",
    "ChangeKind",
    "ChangeSet",
    "Difference",
    "EditionText",
    "compare",
    "difference_of",
    "differences",
    "shown",
]

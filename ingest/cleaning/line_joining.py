"""Lines of one paragraph made into one line: printed line ends are no part of an act.

A hyphen at a line end may belong to its word («контакт-центр») or to the line end («инфор-мация»).
Most files are not hyphenated at all, so a hyphen stays unless the document proves otherwise: by
having the word without it elsewhere, or by being hyphenated in places where that can be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

_ENDS_WITH_HYPHEN = re.compile(r"(?<=[^\W_])-$")
_LAST_PIECE = re.compile(r"[^\W_][\w-]*-$")
_FIRST_PIECE = re.compile(r"[^\W_]+")
# First parts of compounds that official texts write with a hyphen.
_FIRST_PARTS = frozenset(
    {
        *("вице", "веб", "интернет", "интранет", "онлайн", "бизнес", "контакт", "колл", "пресс"),
        *("экс", "медиа", "мини", "макро", "микро", "смс", "іс", "сондай", "ақ", "кейс", "код"),
        *("call", "sms", "web"),
    }
)
_SMALL_PIECE = 2


def join_lines(
    lines: Sequence[str],
    vocabulary: AbstractSet[str] = frozenset(),
    *,
    hyphenated: bool = False,
) -> str:
    """The lines as one, hyphenation undone.

    ``vocabulary`` holds the words of the document in lower case, compounds with their hyphens;
    ``hyphenated`` says whether the document is known to part words at line ends.
    """
    joined = ""
    for line in (line.strip() for line in lines):
        if line:
            joined = _append(joined, line, vocabulary, hyphenated) if joined else line
    return joined


def join_hyphenated(
    lines: Sequence[str], vocabulary: AbstractSet[str], *, hyphenated: bool
) -> list[str]:
    """The lines, with those that end in a hyphen joined to the next one and no other."""
    joined: list[str] = []
    for line in lines:
        if joined and _is_parted(joined[-1], line):
            joined[-1] = _append_after_hyphen(joined[-1], line, vocabulary, hyphenated)
        else:
            joined.append(line)
    return joined


def is_hyphenated(texts: Iterable[Sequence[str]], vocabulary: AbstractSet[str]) -> bool:
    """Whether some word parted at a line end stands elsewhere in the document in one piece."""
    for lines in texts:
        for line, following in pairwise(lines):
            pieces = _pieces(line.rstrip(), following.lstrip())
            if pieces is not None and "".join(pieces) in vocabulary:
                return True
    return False


def _is_parted(line: str, following: str) -> bool:
    return _pieces(line, following) is not None


def _pieces(line: str, following: str) -> tuple[str, str] | None:
    """The two pieces of a word parted at a line end, in lower case."""
    if not _ENDS_WITH_HYPHEN.search(line):
        return None
    last, first = _LAST_PIECE.search(line), _FIRST_PIECE.match(following)
    return (last[0][:-1].lower(), first[0].lower()) if last and first else None


def _append(joined: str, line: str, vocabulary: AbstractSet[str], hyphenated: bool) -> str:
    if _is_parted(joined, line):
        return _append_after_hyphen(joined, line, vocabulary, hyphenated)
    # «Интернет-ресурс / , на котором», «услуг ( / далее – …)»
    if line[0] in ",;:.)»" and not line.startswith(".."):
        return joined + line
    return joined + line if joined[-1] in "(«" else f"{joined} {line}"


def _append_after_hyphen(
    joined: str, line: str, vocabulary: AbstractSet[str], hyphenated: bool
) -> str:
    pieces = _pieces(joined, line)
    if pieces is None or _keeps_hyphen(*pieces, line, vocabulary, hyphenated):
        return joined + line
    return joined[:-1] + line


def _keeps_hyphen(
    left: str, right: str, line: str, vocabulary: AbstractSet[str], hyphenated: bool
) -> bool:
    if left + right in vocabulary:
        return False
    if not hyphenated or f"{left}-{right}" in vocabulary or left in _FIRST_PARTS:
        return True
    # A syllable is of small letters only; «КГД-», «3-», «Нур-Султан» are names and numbers.
    return not left.isalpha() or not line[:_SMALL_PIECE].islower()

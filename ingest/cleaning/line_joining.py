"""Lines of one paragraph made into one line: printed line ends are no part of an act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

_ENDS_WITH_HYPHEN = re.compile(r"(?<=[^\W_])-$")
_LAST_PIECE = re.compile(r"[^\W_][\w-]*-$")
_FIRST_PIECE = re.compile(r"[^\W_]+")
# First parts of compounds that official texts write with a hyphen.
_FIRST_PARTS = frozenset(
    {
        "вице",
        "веб",
        "интернет",
        "интранет",
        "онлайн",
        "бизнес",
        "контакт",
        "колл",
        "пресс",
        "экс",
        "медиа",
        "мини",
        "макро",
        "микро",
        "смс",
        "код",
        "іс",
        "сондай",
        "ақ",
        "кейс",
        "call",
        "sms",
        "web",
    }
)


def join_lines(lines: Sequence[str], vocabulary: AbstractSet[str] = frozenset()) -> str:
    """The lines as one, hyphenation undone.

    ``vocabulary`` holds the words of the document in lower case, compounds with their hyphens:
    it tells whether a hyphen at a line end belongs to the word.
    """
    joined = ""
    for line in (line.strip() for line in lines):
        joined = _append(joined, line, vocabulary) if line else joined
    return joined


def _append(joined: str, line: str, vocabulary: AbstractSet[str]) -> str:
    if not joined:
        return line
    if _ENDS_WITH_HYPHEN.search(joined):
        return _append_after_hyphen(joined, line, vocabulary)
    # «Интернет-ресурс / , на котором», «услуг ( / далее – …)»
    if line[0] in ",;:.)»" and not line.startswith(".."):
        return joined + line
    return joined + line if joined[-1] in "(«" else f"{joined} {line}"


def _append_after_hyphen(joined: str, line: str, vocabulary: AbstractSet[str]) -> str:
    last, first = _LAST_PIECE.search(joined), _FIRST_PIECE.match(line)
    if last is None or first is None:
        return f"{joined} {line}"
    left, right = last[0][:-1].lower(), first[0].lower()
    if _keeps_hyphen(left, right, first[0], vocabulary):
        return joined + line
    return joined[:-1] + line


def _keeps_hyphen(left: str, right: str, printed: str, vocabulary: AbstractSet[str]) -> bool:
    if left + right in vocabulary:
        return False
    if f"{left}-{right}" in vocabulary or left in _FIRST_PARTS:
        return True
    # A syllable is lower case; «КГД-», «3-», «Нур-Султан» are parts of names and numbers.
    return not left[-1].isalpha() or not printed.islower() or any(map(str.isdigit, left))

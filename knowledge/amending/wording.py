"""Words of a text exchanged for others, as far as an order states them.

Kazakh and Russian change words by endings, and an order says each form that it means («слова
„услугодатель“, „услугодателя“ заменить соответственно …»). So words are replaced exactly as they
are stated, as whole words; spacing and the shapes of quotation marks and dashes make no
difference, and a capital letter at the beginning stays one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTES = '«»„“”"'
_DASHES = "-–—‑"
_LETTER = r"[^\W_]"


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A text with words exchanged, and in how many places."""

    text: str
    count: int


def exchange(text: str, old: str, new: str) -> Exchanged:
    """``text`` with every whole ``old`` as ``new``; "" for ``new`` takes the words out."""
    count = 0

    def put(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return _with_capital(new, match[0]) if new else ""

    changed = _pattern(old).sub(put, text)
    return Exchanged(changed if new or not count else _tidied(changed), count)


def occurrences(text: str, words: str) -> int:
    """In how many places ``text`` has ``words`` as whole words."""
    return sum(1 for _ in _pattern(words).finditer(text))


def inside_longer_words(text: str, words: str) -> bool:
    """Whether ``words`` stand in ``text`` only as the beginning of longer words."""
    return bool(re.search(_body(words), text)) and not _pattern(words).search(text)


def appended(text: str, words: str) -> str:
    """``words`` at the end of ``text``, before the mark that ends it."""
    match = re.search(r"[.;:,]?\s*$", text)
    end = match.start() if match else len(text)
    space = "" if words[:1] in ",;.:" else " "
    return f"{text[:end]}{space}{words}{text[end:]}"


def _pattern(words: str) -> re.Pattern[str]:
    body = _body(words)
    start = rf"(?<!{_LETTER})" if re.match(_LETTER, words) else ""
    end = rf"(?!{_LETTER})" if re.search(rf"{_LETTER}$", words) else ""
    return re.compile(f"{start}{body}{end}")


def _body(words: str) -> str:
    parts = []
    for index, mark in enumerate(" ".join(words.split())):
        if mark == " ":
            parts.append(r"\s+")
        elif mark in _QUOTES:
            parts.append(f"[{_QUOTES}]")
        elif mark in _DASHES:
            parts.append(f"[{_DASHES}]")
        elif index == 0 and mark.isalpha():
            parts.append(f"[{re.escape(mark.lower())}{re.escape(mark.upper())}]")
        else:
            parts.append(re.escape(mark))
    return "".join(parts)


def _with_capital(new: str, found: str) -> str:
    if found[:1].isupper() and new[:1].islower():
        return new[:1].upper() + new[1:]
    return new


def _tidied(text: str) -> str:
    """A text after words were taken out: no space doubled or left before a mark."""
    lines = (re.sub(r"\s+(?=[,;.:)])", "", re.sub(r"[ \t]{2,}", " ", line)).strip()
             for line in text.split("\n"))  # fmt: skip
    return "\n".join(line for line in lines if line)

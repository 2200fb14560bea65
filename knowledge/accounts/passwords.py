"""How good a password must be at least.

What counts is how much of it cannot be guessed: pieces that every list of passwords begins with
(common words, neighbouring keys, runs, the login itself) are taken out, and enough must be left.
No signs or capitals are demanded, and no change after some days: both make passwords worse
(NIST SP 800-63B, 5.1.1).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from knowledge.errors import BilimError

SHORTEST = 12
LONGEST = 200
_LEAST_UNGUESSABLE = 8
_SHORTEST_RUN = 3
_SHORTEST_PIECE = 3

_COMMON = (
    "password", "password1", "passw0rd", "passwort", "parol", "gfhjkm", "secret", "letmein",
    "пароль", "құпиясөз", "құпия", "купия", "kupiya", "qupia", "welcome", "iloveyou",
    "admin", "administrator", "root", "user", "login", "default", "changeme", "temp", "test",
    "qwerty", "йцукен", "monkey", "dragon", "master", "spring", "summer", "autumn", "winter",
    "bilim", "білім", "1414", "egov", "gov", "astana", "астана", "almaty", "алматы",
    "kazakhstan", "казахстан", "қазақстан", "qazaqstan",
)  # fmt: skip
_KEY_ROWS = (
    "`1234567890-=",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "әіңғүұқөһ",
)
_YEAR = re.compile(r"(?:19|20)\d\d")


class WeakPasswordError(BilimError):
    """The password could be guessed; ``reason`` is short, long, login or guessable."""

    code = "weak_password"

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def normalised(password: str) -> str:
    """The password as it is hashed: the same letters typed on another system are the same."""
    return unicodedata.normalize("NFKC", password)


def demand_quality(password: str, *about: str) -> None:
    """Raise WeakPasswordError unless the password is good enough.

    ``about`` is what an attacker knows of the account: its login, its names.
    """
    plain = normalised(password)
    if len(plain) < SHORTEST:
        raise WeakPasswordError("short", f"A password has at least {SHORTEST} characters.")
    if len(plain) > LONGEST:
        raise WeakPasswordError("long", f"A password has at most {LONGEST} characters.")
    if unguessable_length(plain, _known_of(about)) < _LEAST_UNGUESSABLE:
        raise WeakPasswordError(
            "guessable",
            "This password is easily guessed: common words, neighbouring keys, runs such as 1234, "
            "years and the login count for nothing. Take several words that do not belong "
            "together.",
        )


def _known_of(about: Iterable[str]) -> list[str]:
    words = (word for text in about for word in re.split(r"[\W_]+", text.lower()))
    return [word for word in words if len(word) >= _SHORTEST_PIECE]


def unguessable_length(password: str, known: Iterable[str]) -> int:
    """How many characters are left when what is easily guessed has been taken out.

    A repeated piece counts once: «abxyabxy» is no longer than «abxy».
    """
    text = _once(password.lower())
    for piece in sorted({*known, *_COMMON}, key=len, reverse=True):
        text = text.replace(piece, "\n")
    text = _YEAR.sub("\n", text)
    return sum(_length_without_runs(part) for part in text.split("\n"))


def _once(text: str) -> str:
    """The piece of which ``text`` is nothing but repetitions (the last may be cut), or itself."""
    for size in range(1, len(text) // 2 + 1):
        if (text[:size] * (len(text) // size + 1))[: len(text)] == text:
            return _once(text[:size])
    return text


def _length_without_runs(text: str) -> int:
    """The length with every run of three or more counted as one character."""
    length = len(text)
    for run in _runs(text):
        if run >= _SHORTEST_RUN:
            length -= run - 1
    return length


def _runs(text: str) -> Iterator[int]:
    """Lengths of stretches in which each character follows from the one before."""
    run, step = 1, ""
    for one, other in pairwise(text):
        following = _step(one, other)
        if following and following == step:
            run += 1
            continue
        yield run
        run, step = (2, following) if following else (1, "")
    yield run


def _step(one: str, other: str) -> str:
    """How ``other`` follows ``one``: the same, next or last letter, next or last key; "" not."""
    difference = ord(other) - ord(one)
    if difference in (-1, 0, 1):
        return f"letter {difference}"
    for row in _KEY_ROWS:
        places = row.find(one), row.find(other)
        if min(places) >= 0 and abs(places[1] - places[0]) == 1:
            return f"key {places[1] - places[0]}"
    return ""

"""Numbers as lists print them: Latin letters, Cyrillic letters, Roman figures."""

from __future__ import annotations

_LATIN = "abcdefghijklmnopqrstuvwxyz"
# As Word numbers Russian lists: without ё, й, ъ, ы and ь.
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_MOST_REPEATS = 10


def letters(number: int, alphabet: str = _LATIN) -> str:
    """The letter of an item, small: a … z, then aa … zz, as browsers and Word repeat it.

    A number that has no letter (below 1, or absurdly large) is returned in figures.
    """
    repeats, index = divmod(number - 1, len(alphabet))
    if number < 1 or repeats >= _MOST_REPEATS:
        return str(number)
    return alphabet[index] * (repeats + 1)


def russian_letters(number: int) -> str:
    """The Russian letter of an item, small: а, б, в, г …"""
    return letters(number, _RUSSIAN)


def roman(number: int) -> str:
    """The Roman figure of an item, small; in ordinary figures outside 1…3999."""
    if not 1 <= number <= _LARGEST_ROMAN:
        return str(number)
    figure = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        figure += sign * count
    return figure

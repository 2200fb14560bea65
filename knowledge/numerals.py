"""Small numbers written in words, as acts write terms («десяти», «жиырма бір», «ten»)."""

from __future__ import annotations

import re

_WORDS = {
    # Russian, genitive, as in «по истечении …»
    "одного": 1, "двух": 2, "трех": 3, "трёх": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7,
    "восьми": 8, "девяти": 9, "десяти": 10, "одиннадцати": 11, "двенадцати": 12,
    "тринадцати": 13, "четырнадцати": 14, "пятнадцати": 15, "шестнадцати": 16,
    "семнадцати": 17, "восемнадцати": 18, "девятнадцати": 19, "двадцати": 20, "тридцати": 30,
    "сорока": 40, "пятидесяти": 50, "шестидесяти": 60, "семидесяти": 70, "восьмидесяти": 80,
    "девяноста": 90, "ста": 100,
    # Kazakh
    "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8,
    "тоғыз": 9, "он": 10, "жиырма": 20, "отыз": 30, "қырық": 40, "елу": 50, "алпыс": 60,
    "жетпіс": 70, "сексен": 80, "тоқсан": 90, "жүз": 100,
    # English
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "fifteen": 15, "twenty": 20, "twenty-one": 21, "thirty": 30,
    "sixty": 60, "ninety": 90,
}  # fmt: skip

_MOST_DIGITS = 6
"""A longer figure is no term of any act."""
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)?")


def number_from_words(words: str) -> int | None:
    """The number that ``words`` name, in figures or words, or None: «десяти» → 10, «он» → 10.

    A figure wins over words beside it: «10 (десяти)» is 10.
    """
    total: int | None = None
    for token in _TOKEN.findall(words.lower()):
        if token.isdecimal():
            return int(token) if len(token) <= _MOST_DIGITS else None
        if token in _WORDS:
            total = (total or 0) + _WORDS[token]
    return total

"""Small numbers written in words, as acts write terms («десяти», «жиырма бір», «ten»)."""

from __future__ import annotations

import re

_RUSSIAN_FORMS = {
    1: "один одна одно одну одного одной одному одним одном", 2: "два две двух двум двумя двое",
    3: "три трех трёх трем трём тремя трое", 4: "четыре четырех четырёх четырем четырём четырьмя"
    " четверо",
    5: "пять пяти пятью", 6: "шесть шести шестью", 7: "семь семи семью",
    8: "восемь восьми восемью", 9: "девять девяти девятью", 10: "десять десяти десятью",
    11: "одиннадцать одиннадцати одиннадцатью", 12: "двенадцать двенадцати двенадцатью",
    13: "тринадцать тринадцати тринадцатью", 14: "четырнадцать четырнадцати четырнадцатью",
    15: "пятнадцать пятнадцати пятнадцатью", 16: "шестнадцать шестнадцати шестнадцатью",
    17: "семнадцать семнадцати семнадцатью", 18: "восемнадцать восемнадцати восемнадцатью",
    19: "девятнадцать девятнадцати девятнадцатью", 20: "двадцать двадцати двадцатью",
    30: "тридцать тридцати тридцатью", 40: "сорок сорока",
    50: "пятьдесят пятидесяти", 60: "шестьдесят шестидесяти", 70: "семьдесят семидесяти",
    80: "восемьдесят восьмидесяти", 90: "девяносто девяноста", 100: "сто ста",
    200: "двести двухсот", 300: "триста трехсот трёхсот", 400: "четыреста четырехсот",
    500: "пятьсот пятисот", 600: "шестьсот шестисот", 700: "семьсот семисот",
    800: "восемьсот восьмисот", 900: "девятьсот девятисот",
}  # fmt: skip
RUSSIAN = {word: value for value, words in _RUSSIAN_FORMS.items() for word in words.split()}
"""Russian cardinal numbers in the cases that acts use."""

KAZAKH = {
    "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8,
    "тоғыз": 9, "он": 10, "жиырма": 20, "отыз": 30, "қырық": 40, "елу": 50, "алпыс": 60,
    "жетпіс": 70, "сексен": 80, "тоқсан": 90, "жүз": 100,
}  # fmt: skip
"""Kazakh cardinal numbers, which stand uncased before what they count."""

ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
"""English cardinal numbers; «twenty-one» is read as its two parts."""

CARDINALS = {"ru": RUSSIAN, "kk": KAZAKH, "en": ENGLISH}
"""Words for numbers by language: the same letters may be a number in one only («он»)."""

_WORDS = RUSSIAN | KAZAKH | ENGLISH
_HUNDRED = frozenset({"жүз", "hundred"})
"""A hundred that the word before it multiplies («екі жүз» is 200)."""

_MOST_DIGITS = 6
"""A longer figure is no term of any act."""
_TOKEN = re.compile(r"\d+|[^\W\d_]+")


def number_from_words(words: str) -> int | None:
    """The number that ``words`` name, in figures or words, or None: «десяти» → 10, «он» → 10.

    A figure wins over words beside it: «10 (десяти)» is 10.
    """
    total: int | None = None
    for token in _TOKEN.findall(words.lower()):
        if token.isdecimal():
            return int(token) if len(token) <= _MOST_DIGITS else None
        if token in _HUNDRED and total is not None and total < 10:
            total *= 100
        elif token in _WORDS:
            total = (total or 0) + _WORDS[token]
    return total


_ORDINAL_STEMS = {
    "перв": 1, "втор": 2, "трет": 3, "четверт": 4, "пят": 5, "шест": 6, "седьм": 7,
    "восьм": 8, "девят": 9, "десят": 10,
    "бірінші": 1, "екінші": 2, "үшінші": 3, "төртінші": 4, "бесінші": 5, "алтыншы": 6,
    "жетінші": 7, "сегізінші": 8, "тоғызыншы": 9, "оныншы": 10,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_RUSSIAN_ENDING = r"(?:ый|ий|ой|ая|ья|ое|ье|ого|ьего|ому|ьему|ым|ьим|ом|ьем|ую|ью|ей|ьей|ые|ых|ыми)"
ORDINAL = (
    rf"(?:(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят){_RUSSIAN_ENDING}"
    r"|(?:бір|екі|үш|төрт|бес|жеті|сегіз)інші|екінші|жетінші|(?:алт|тоғыз|он)ыншы"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
)
"""A pattern of an ordinal number in words, first to tenth; match it without regard to case."""


def ordinal_from_word(word: str) -> int | None:
    """The number that an ordinal names, or None: «второй» → 2, «үшінші» → 3, «fifth» → 5."""
    lowered = word.lower().replace("ё", "е")
    for stem, value in _ORDINAL_STEMS.items():
        if lowered.startswith(stem):
            return value
    return None

"""Abbreviations of the state's offices and numbers, which no morphology knows.

«в ЦОНе», «ЦОН-ға», «ЭЦПны» and «МФЦ» must meet however they are inflected, and a lemmatiser that
guesses makes a new word out of each. The list is closed: a wrong guess costs more than a miss.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.analysis.fold import fold

_UNINFLECTED = """
эцп эцқ иин бин жсн бсн мрп мзп аек епк сэп хқко мвд мчс кнб цпк апк нпа рк қр кск оси кгд осмс
мсак пмсп енпф бжзқ тоо жшс ип жк ао ақ гу мм рмк ргп ккп кмк гккп пхв юл фл смс пин вич мсэ фио
таә инн увд
"""
_INFLECTED = "цон загс егов мфц вуз гост"
_RUSSIAN_ENDING = "(?:а|у|е|ом|ы|и|ов|ам|ами|ах)?"
_KAZAKH_ENDINGS = """
лар лер дар дер тар тер га ге ка ке да де та те дан ден тан тен нан нен на не нда нде ны ни ды ди
ты ти нын нин дын дин тын тин мен бен пен сы си сын сине сына сында синде ым им ымыз имиз дагы
деги тагы теги
"""


def _any_of(words: str) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(words.split(), key=lambda word: (-len(word), word)))


KAZAKH_ENDING = f"(?:{_any_of(_KAZAKH_ENDINGS)})"
"""Folded case and plural endings as they follow an abbreviation, a number or a foreign word."""

_KNOWN = re.compile(f"(?P<bare>{_any_of(fold(_UNINFLECTED))})-?{KAZAKH_ENDING}?")
_KNOWN_INFLECTED = re.compile(
    f"(?P<bare>{_any_of(_INFLECTED)})(?:-?{_RUSSIAN_ENDING}|-?{KAZAKH_ENDING})"
)


@lru_cache(maxsize=50_000)
def abbreviation(word: str) -> str | None:
    """Return the abbreviation a normalised word is a form of, folded; None if it is none."""
    folded = fold(word)
    match = _KNOWN.fullmatch(folded) or _KNOWN_INFLECTED.fullmatch(folded)
    return match["bare"] if match else None

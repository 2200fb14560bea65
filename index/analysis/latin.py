"""Kazakh and Russian written in Latin letters, back in Cyrillic.

Phones and habit bring «qazaqstan», «kujat qaida», «ötinış» and «spravka». There is one target
for all the ways of writing: the letters of a Russian keyboard, since restoring the Kazakh ones
and folding them away again follow anyway. So the alphabet of 2021, its drafts and what people
make up need no telling apart.
"""

from __future__ import annotations

import re
import unicodedata

_GROUPS = {
    "shch": "щ", "sch": "щ", "zh": "ж", "sh": "ш", "ch": "ч", "kh": "х", "gh": "г", "ng": "н",
    "ts": "ц", "ya": "я", "yu": "ю", "yo": "е", "iya": "ия", "ia": "ия",
    "a": "а", "b": "б", "c": "с", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и",
    "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р",
    "s": "с", "t": "т", "u": "у", "v": "в", "w": "у", "x": "х", "z": "з",
    "ä": "а", "á": "а", "ö": "о", "ó": "о", "ü": "у", "ú": "у", "ū": "у", "ğ": "г", "ǵ": "г",
    "ñ": "н", "ń": "н", "ŋ": "н", "ş": "ш", "ç": "ч", "é": "е",
}  # fmt: skip
_GROUP = re.compile("|".join(sorted(map(re.escape, _GROUPS), key=len, reverse=True)) + "|[yıi̇]")
_VOWELS = frozenset("аеиоуыэюя")
_BEFORE_GLIDE = frozenset("аеоу")
_FRONT = re.compile("[eiäöüáóú]")


def to_cyrillic(word: str) -> str | None:
    """Write a normalised word of Latin letters with those of a Russian keyboard.

    Returns None for a word with other letters. y is й beside a vowel and ы elsewhere; the
    dotless ı is ы, or и in a word of front vowels (the alphabet of 2021 has it for і).
    """
    plain = unicodedata.normalize("NFC", word.replace("'", "").replace("i\u0307", "i"))
    written: list[str] = []
    position = 0
    while position < len(plain):
        match = _GROUP.match(plain, position)
        if match is None:
            return None
        position = match.end()
        written.append(_cyrillic(match[0], written, plain))
    return "".join(written) or None


def _cyrillic(group: str, written: list[str], word: str) -> str:
    if group == "ı":
        return "и" if _FRONT.search(word) else "ы"
    if group == "y":
        return "й" if written and written[-1][-1] in _VOWELS else "ы"
    if group == "i" and written and written[-1] in _BEFORE_GLIDE:
        return "й"
    return _GROUPS[group]

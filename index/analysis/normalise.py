"""One spelling for what is one text to a reader.

Official texts come from many hands: letters composed or decomposed, invisible characters from
word processors, Latin letters that look like Cyrillic ones («мiндеттi» with a Latin i), five
kinds of hyphens and apostrophes. Whatever differs only so must be equal before it is compared.
"""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
"""Characters (as a regular expression's class) that a reader does not see."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʻ`´′＇"), "'")
# Written for the Kazakh letters in old fonts and Latin layouts, whatever the script around them.
_STRAY_LETTERS = dict(zip(map(ord, "əƏɵƟҡҠӊӉӈӇҝҜ"), "әӘөӨқҚңҢңҢқҚ", strict=True))
_SIGNS: dict[int, str] = {**_HYPHENS, **_APOSTROPHES, **_STRAY_LETTERS}

_LATIN_TWINS = "aceopxyijsABCEHIJKMOPSTXYähöçÖÄh"
_CYRILLIC_TWINS = "асеорхуіјѕАВСЕНІЈКМОРЅТХУӓһӧҫӦӒһ"
_TO_CYRILLIC = str.maketrans(_LATIN_TWINS, _CYRILLIC_TWINS)
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)
_MIXED = re.compile(r"(?=[^\W\d_]*[A-Za-zÀ-ɏ])(?=[^\W\d_]*[\u0400-\u052f])[^\W\d_]+")
_HARD_SIGN = re.compile(r"(?<=[бвдзкнрст])'(?=[еёюя])")


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" and letter.isalpha()


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u052f"


def mend_lookalikes(word: str) -> str:
    """Write a word of Latin and Cyrillic letters in the one script that was meant.

    Letters with no twin in the other script decide; where none or both speak, the more frequent
    script does, and Cyrillic if they are even. Letters without a twin stay as they are.
    """
    latin = [letter for letter in word if _is_latin(letter)]
    cyrillic = [letter for letter in word if _is_cyrillic(letter)]
    if not latin or not cyrillic:
        return word
    sure_latin = any(letter not in _LATIN_TWINS for letter in latin)
    sure_cyrillic = any(letter not in _CYRILLIC_TWINS for letter in cyrillic)
    to_latin = len(latin) > len(cyrillic) if sure_latin == sure_cyrillic else sure_latin
    if not sure_latin and not sure_cyrillic:
        to_latin = False
    return word.translate(_TO_LATIN if to_latin else _TO_CYRILLIC)


def normalise(text: str) -> str:
    """Return the text in lower case and one spelling; doing it twice changes nothing.

    Composed letters (NFC), no invisible characters, one hyphen and one apostrophe, look-alikes
    mended in each word, ё as е, the apostrophe that stands for ъ («об'явление») as ъ.
    """
    if text.isascii():
        return _plain(text)
    shown = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_SIGNS)
    mended = _MIXED.sub(lambda match: mend_lookalikes(match[0]), shown)
    lowered = unicodedata.normalize("NFC", mended.lower())
    # Lower case makes twins of letters that are none in capitals, so look once more.
    lowered = _MIXED.sub(lambda match: mend_lookalikes(match[0]), lowered)
    return _HARD_SIGN.sub("ъ", lowered.replace("ё", "е"))


def _plain(text: str) -> str:
    return text.lower().replace("`", "'")

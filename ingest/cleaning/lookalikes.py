"""Latin letters typed inside Cyrillic words: «бекiту» with a Latin «i» is not found as «бекіту».

Kazakh texts of the 2000s and 2010s are full of the Latin «i», for the keyboards of the time had
no other. A word is mended only when its Cyrillic nature is certain; Latin words, Roman numerals,
addresses, and Latin words with a stray Cyrillic letter are left as they are, since changing them
would spoil a name rather than mend a word.
"""

from __future__ import annotations

import re

_CYRILLIC_FOR = str.maketrans(
    "aceopxyihkABCEHIKMOPTXəƏɵƟëË",
    "асеорхуіһкАВСЕНІКМОРТХәӘөӨёЁ",
)
_MENDABLE = frozenset(map(chr, _CYRILLIC_FOR))
# Cyrillic letters that have a Latin twin: they say nothing about the script of a word.
_AMBIGUOUS = frozenset("асеорхуіһкАВСЕНІКМОРТХәӘөӨёЁ")
_KAZAKH_I = frozenset("iI")

_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0259\u0275]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_ADDRESS = re.compile(
    r"://|www\.|@|[\w-]+\.(?:kz|ru|com|org|net|gov|edu|info|eu|uk)\b", re.IGNORECASE
)
_ROMAN_NUMERAL = re.compile("[IVXLCDMІХСМ]+")


def is_address(token: str) -> bool:
    """Whether a run of non-blanks is a web or e-mail address."""
    return _ADDRESS.search(token) is not None


def is_mixed(word: str) -> bool:
    """Whether a word holds both Latin and Cyrillic letters."""
    return _LATIN.search(word) is not None and _CYRILLIC.search(word) is not None


def mend_lookalikes(text: str) -> str:
    """The text with Latin look-alikes inside Cyrillic words replaced by Cyrillic letters."""
    if _LATIN.search(text) is None:
        return text
    return _TOKEN.sub(_mend_token, text)


def _mend_token(match: re.Match[str]) -> str:
    token = match[0]
    if not is_mixed(token) or is_address(token):
        return token
    return _WORD.sub(lambda word: mend_word(word[0]), token)


def mend_word(word: str) -> str:
    """One word, mended if its letters leave no doubt that it is Cyrillic."""
    if not is_mixed(word) or _ROMAN_NUMERAL.fullmatch(word):
        return word
    latin = [letter for letter in word if _LATIN.match(letter)]
    cyrillic = [letter for letter in word if _CYRILLIC.match(letter)]
    if not _MENDABLE.issuperset(latin):
        return word
    certain = any(letter not in _AMBIGUOUS for letter in cyrillic)
    only_kazakh_i = _KAZAKH_I.issuperset(latin)
    if only_kazakh_i or (certain and len(latin) <= len(cyrillic)):
        return word.translate(_CYRILLIC_FOR)
    return word

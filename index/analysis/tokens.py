"""A text cut into tokens, each with its language, its stem and its place in the text.

Everything that is searched or marked in a quotation goes through here, texts and queries alike.
The place refers to the text as it was given, so that a reader sees the official spelling while
the search sees the mended one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import english, kazakh, restore, russian
from index.analysis.abbreviations import KAZAKH_ENDING, abbreviation
from index.analysis.fold import fold, has_kazakh_letters
from index.analysis.language import (
    CERTAIN,
    kazakh_odds,
    language_in_context,
    language_of_latin,
)
from index.analysis.latin import to_cyrillic
from index.analysis.normalise import INVISIBLE, normalise
from index.analysis.stopwords import is_stop_word

ANALYSIS_VERSION = "1"
"""Raised whenever any text gets other tokens than before: the index must then be made anew."""

LANGUAGES = ("kk", "ru", "en")
CACHE_SIZE = 200_000

_MARK = f"[\u0300-\u036f{INVISIBLE}]"
_LETTERS = r"[^\W\d_]+"
_APOSTROPHE = "['’‘ʼʻ`´]"
_HYPHEN = "[-‐‑‒–\u00ad]"
_ENDING_TYPED = re.sub(
    "[гкни]",
    lambda match: {"г": "[гғ]", "к": "[кқ]", "н": "[нң]", "и": "[иі]"}[match[0]],
    KAZAKH_ENDING,
)
_PARTICLE = f"(?:{_ENDING_TYPED}|то|либо|нибудь|ка|таки)"
_WORD = rf"{_LETTERS}(?:{_MARK}+(?:{_LETTERS})?|{_APOSTROPHE}{_LETTERS})*(?:-{_PARTICLE}(?![\w-]))?"
_KAZAKH_ORDINAL = "[іиi]?н?ш[іиi]|[ыі]?н?шы"
_RUSSIAN_ORDINAL = "ый|ой|ая|ое|го|му|ом|ых|ти|ми|й|я|е|м|х"
_ORDINAL = rf"-?(?:{_KAZAKH_ORDINAL}|{_ENDING_TYPED}|{_RUSSIAN_ORDINAL})(?![\w-])"
_NUMBER = rf"\d+(?:[.,:/-]\d+)*(?:-[IVXLCІХС]{{1,6}}(?!\w)|{_ORDINAL})?"
_DOMAIN = r"(?:[\w-]+\.)+(?:kz|ru|com|org|net|gov|edu|info|io|kg|uz|by|eu|қаз|рф)(?![\w-])"
_ADDRESS = rf"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s<>«»\"'“”]+|{_DOMAIN}(?:/[^\s<>«»\"'“”]*)?"
_PLAIN_TOKEN = re.compile(rf"(?P<number>{_NUMBER})|(?P<word>{_WORD})", re.IGNORECASE)
_TOKEN = re.compile(
    rf"(?P<address>{_ADDRESS})|(?P<number>{_NUMBER})|(?P<word>{_WORD})", re.IGNORECASE
)
_HAS_ADDRESS = re.compile(rf"@|://|www\.|{_DOMAIN}", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?)]}»"
_HOST = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>[^/?#]+)")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_BARE_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*(?:-[ivxlc]+)?")
_ROMAN_TWINS = str.maketrans("іхс", "ixc")
_AFTER_HYPHEN = re.compile(rf"-{_PARTICLE}$")
_LATIN_TWIN_WORD = re.compile("[aceopxyik]+")
_TWINS = str.maketrans("aceopxyik", "асеорхуік")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[a-zà-ɏ]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or address of a text.

    ``token`` is ``normalise(text[start:end])``; ``language`` «kk», «ru» or «en»; ``stem`` the
    dictionary form in its own letters; ``folded`` what stands in the index for it; ``stop``
    whether it is a closed word that says nothing of the subject.
    """

    token: str
    language: str
    stem: str
    folded: str
    start: int
    end: int
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What is known of a token's characters wherever they stand; ``kind`` as in the patterns.

    ``odds`` (Kazakh against Russian) is None for what has no say in the language of its line.
    ``bare`` is the word without a hyphenated ending: what a stemmer is given.
    """

    token: str
    kind: str
    bare: str
    odds: float | None


@lru_cache(maxsize=CACHE_SIZE)
def piece(raw: str, kind: str) -> Piece:
    """Say what the characters of a token are by themselves."""
    token = normalise(raw)
    if kind == "number":
        return Piece(token, kind, _number(token), None)
    if kind == "address":
        return Piece(token, kind, _address(token), None)
    bare = _AFTER_HYPHEN.sub("", token) or token
    short = abbreviation(token)
    if short is not None:
        return Piece(token, "abbreviation", short, None)
    if _CYRILLIC.search(bare):
        return Piece(token, "cyrillic", bare, kazakh_odds(bare))
    if _LATIN.search(bare):
        return Piece(token, "latin", bare, None)
    return Piece(token, "other", bare, None)


def _number(token: str) -> str:
    match = _BARE_NUMBER.match(token.translate(_ROMAN_TWINS))
    number = match[0] if match else token
    date = _ISO_DATE.fullmatch(number)
    if date:
        return f"{date[3]}.{date[2]}.{date[1]}"
    return number.replace(",", ".")


def _address(token: str) -> str:
    if "@" in token:
        return token
    match = _HOST.match(token)
    return match["host"] if match else token


def cut(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield each token's characters, kind and start, in order."""
    pattern = _TOKEN if "." in text and _HAS_ADDRESS.search(text) else _PLAIN_TOKEN
    for match in pattern.finditer(text):
        kind = match.lastgroup or "word"
        raw = match[0]
        if kind == "address":
            raw = raw.rstrip(_AFTER_ADDRESS) or raw
        yield raw, kind, match.start()


def languages(pieces: list[Piece], language: str | None = None) -> list[str]:
    """The language of each piece, from its own looks, its line, and ``language`` if it is known.

    A given language decides for what could be of two languages, never against a word's looks.
    """
    places = [place for place, each in enumerate(pieces) if each.odds is not None]
    odds = [pieces[place].odds or 0.0 for place in places]
    if language in ("kk", "ru"):
        push = CERTAIN / 3 if language == "kk" else -CERTAIN / 3
        odds = [own + push for own in odds]
    total = sum(odds)
    line = "ru" if total <= 0 else "kk"
    if not odds:
        latin = [language_of_latin(each.bare) for each in pieces if each.kind == "latin"]
        fallback = "kk" if latin and 2 * latin.count("kk") > len(latin) else "en"
        line = language or (fallback if latin else "ru")
    found = [line] * len(pieces)
    for place, own in zip(places, language_in_context(odds), strict=True):
        found[place] = own
    for place, each in enumerate(pieces):
        if each.kind == "latin":
            found[place] = _latin_language(each.bare, line)
    return found


def _latin_language(word: str, line: str) -> str:
    if line == "en":
        return "en"
    if line in ("kk", "ru") and _LATIN_TWIN_WORD.fullmatch(word) and len(word) > 2:
        return line if line == "kk" and kazakh_odds(word.translate(_TWINS)) > 0 else "en"
    own = language_of_latin(word)
    return own if line == "kk" else "en"


@lru_cache(maxsize=CACHE_SIZE)
def stem_of(token: Piece, language: str, *, restored: bool) -> str:
    """The stem of a piece taken as a word of ``language``.

    ``restored``: the line has no Kazakh letters, so they may be missing from this word as well.
    """
    if token.kind == "cyrillic":
        if language == "ru":
            return russian.lemma(token.bare)
        return restore.stem(token.bare) if restored else kazakh.stem(token.bare)
    if token.kind == "latin":
        if language == "en":
            return english.stem(token.bare)
        if _LATIN_TWIN_WORD.fullmatch(token.bare):
            return kazakh.stem(token.bare.translate(_TWINS))
        written = to_cyrillic(token.bare)
        if written is not None:
            return restore.stem(written)
    return token.bare


def lacks_kazakh_letters(pieces: list[Piece]) -> bool:
    """Say whether no word of the line has a Kazakh letter, as on a Russian keyboard."""
    return not any(each.odds == CERTAIN and has_kazakh_letters(each.bare) for each in pieces)


def analyse(text: str, language: str | None = None) -> list[Token]:
    """Cut a text into tokens, in order, without overlap.

    ``language`` («kk», «ru», «en») is what the whole text is known to be in, None if unknown;
    single words of another language keep their own.
    """
    found = list(cut(text))
    pieces = [piece(raw, kind) for raw, kind, _ in found]
    restored = lacks_kazakh_letters(pieces)
    tokens: list[Token] = []
    for (raw, _, start), each, own in zip(found, pieces, languages(pieces, language), strict=True):
        stem = stem_of(each, own, restored=restored)
        stop = is_stop_word(each.bare, own)
        tokens.append(Token(each.token, own, stem, fold(stem), start, start + len(raw), stop))
    return tokens

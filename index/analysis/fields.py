"""What goes into the fields of the index, and what a query looks for in them.

A word that could be of two languages, or a Russian word under Kazakh endings («жалобаны»), has
a stem in each. The text is given the stem of its own language (and the other only where the
word leaves the choice open); the query looks for all of them, likeliest first. So the index
stays small and sharp, and a mixed question still meets a text in either language.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from index.analysis import restore, russian
from index.analysis.fold import fold, has_kazakh_letters
from index.analysis.kazakh import stem as kazakh_stem
from index.analysis.language import kazakh_odds
from index.analysis.latin import to_cyrillic
from index.analysis.normalise import normalise
from index.analysis.stopwords import is_stop_word
from index.analysis.tokens import (
    CACHE_SIZE,
    Piece,
    Token,
    cut,
    lacks_kazakh_letters,
    languages,
    piece,
    stem_of,
)

GRAM_LENGTH = 4
MOST_ALTERNATIVES = 4
_OPEN_IN_TEXT = 0.7
"""A word of the text with odds nearer to 0 than this is indexed in both languages."""
_OPEN_IN_QUERY = 3.0
_LOOKS_RUSSIAN = 0.5
_LEAST_LOAN = 3
_NUMBER_SIGN = "№"


@dataclass(frozen=True, slots=True)
class QueryToken:
    """A token of a query and the index tokens that stand for it, likeliest first."""

    token: Token
    alternatives: tuple[str, ...]


@lru_cache(maxsize=CACHE_SIZE)
def _loan(stem: str) -> str | None:
    """The Russian lemma of a Kazakh word's stem that is itself a Russian word, if it is one."""
    if len(stem) < _LEAST_LOAN or has_kazakh_letters(stem) or kazakh_odds(stem) > _LOOKS_RUSSIAN:
        return None
    return russian.lemma(stem) if russian.is_known(stem) else None


@lru_cache(maxsize=CACHE_SIZE)
def _text_tokens(token: Piece, language: str, *, restored: bool) -> tuple[str, ...]:
    stem = stem_of(token, language, restored=restored)
    found = [fold(stem)]
    if token.kind == "address":
        found.extend(_name_of(stem))
    elif token.odds is not None:
        if language == "kk":
            found.append(_loan(stem) or "")
        if abs(token.odds) < _OPEN_IN_TEXT:
            other = "ru" if language == "kk" else "kk"
            found.append(fold(stem_of(token, other, restored=restored)))
    return tuple(dict.fromkeys(filter(None, found)))


def _name_of(host: str) -> list[str]:
    """What people call a site by: «egov» of egov.kz."""
    labels = host.rpartition("@")[2].split(".")
    return [labels[-2]] if len(labels) >= 2 else []


@lru_cache(maxsize=CACHE_SIZE)
def _query_tokens(token: Piece, language: str, *, restored: bool) -> tuple[str, ...]:
    stem = stem_of(token, language, restored=restored)
    found = [fold(stem)]
    if token.kind == "address":
        found.extend(_name_of(stem))
    elif token.kind == "latin":
        found.extend(_of_latin(token.bare))
    elif token.odds is not None:
        if language == "kk" or token.odds > -_OPEN_IN_QUERY:
            found.extend(_of_kazakh(token.bare, restored=restored))
        if language == "ru" or token.odds < _OPEN_IN_QUERY:
            found.append(russian.lemma(token.bare))
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_ALTERNATIVES]


def _of_kazakh(word: str, *, restored: bool) -> list[str]:
    spellings = restore.restorations(word)[:2] if restored else (word,)
    stems = [kazakh_stem(spelling) for spelling in spellings]
    return [*map(fold, stems), *(_loan(stem) or "" for stem in stems)]


def _of_latin(word: str) -> list[str]:
    written = to_cyrillic(word)
    if written is None or is_stop_word(word, "en"):
        return []
    found = [fold(restore.stem(written))]
    if russian.is_known(written):
        found.append(russian.lemma(written))
    return found


def index_tokens(text: str, language: str | None = None) -> list[str]:
    """The tokens of a text for a field of stems, in order; none has white space in it.

    A number behind «№» is also indexed with the sign, so that an act's number can be told from
    any other 58.
    """
    found = list(cut(text))
    pieces = [piece(raw, kind) for raw, kind, _ in found]
    restored = lacks_kazakh_letters(pieces)
    tokens: list[str] = []
    for (_, kind, start), each, own in zip(found, pieces, languages(pieces, language), strict=True):
        tokens.extend(_text_tokens(each, own, restored=restored))
        if kind == "number" and _behind_number_sign(text, start):
            tokens.append(_NUMBER_SIGN + each.bare)
    return tokens


def _behind_number_sign(text: str, start: int) -> bool:
    return text[max(0, start - 3) : start].rstrip().endswith(_NUMBER_SIGN)


def query_tokens(text: str, language: str | None = None) -> list[QueryToken]:
    """The tokens of a query, each with what to look for in a field made by `index_tokens`."""
    found = list(cut(text))
    pieces = [piece(raw, kind) for raw, kind, _ in found]
    restored = lacks_kazakh_letters(pieces)
    tokens: list[QueryToken] = []
    for (raw, kind, start), each, own in zip(
        found, pieces, languages(pieces, language), strict=True
    ):
        stem = stem_of(each, own, restored=restored)
        stop = is_stop_word(each.bare, own)
        token = Token(each.token, own, stem, fold(stem), start, start + len(raw), stop)
        alternatives = _query_tokens(each, own, restored=restored)
        if kind == "number" and _behind_number_sign(text, start):
            alternatives = (_NUMBER_SIGN + each.bare, *alternatives)
        tokens.append(QueryToken(token, alternatives))
    return tokens


@lru_cache(maxsize=CACHE_SIZE)
def _word_grams(word: str, length: int) -> tuple[str, ...]:
    marked = f"<{fold(normalise(word))}>"
    if len(marked) <= length:
        return (marked,)
    return tuple(marked[start : start + length] for start in range(len(marked) - length + 1))


def grams(text: str, n: int = GRAM_LENGTH) -> list[str]:
    """Groups of ``n`` letters of each folded word, with «<» and «>» at the word's bounds.

    For typos: a word with one wrong letter shares most of its groups with the right one. Only
    words have them; a number is right or wrong as a whole.
    """
    return [gram for raw, kind, _ in cut(text) if kind == "word" for gram in _word_grams(raw, n)]

"""Which pieces of the multilingual tokenizer Kazakh, Russian and English text needs.

The model's table of 250,000 pieces is five sixths of its size, and most of it is for languages
that nobody speaks to the Contact Center. Dropping a piece changes nothing for a text that never
used it: a text's segmentation is the most probable one, and taking away other candidates leaves
the most probable one where it was. So a piece is kept when our languages may use it:

- every piece with a Cyrillic letter, whatever the language;
- every piece without a letter (digits, dates, signs, punctuation);
- every piece of one character, so that a foreign name is spelt rather than unknown;
- Latin pieces that common English words are made of, the most frequent Latin pieces of all, and
  the short ones that web addresses, brands and abbreviations fall into («kz», «seg», «KZ»).
"""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

SPACE = "▁"
ENGLISH_WORDS = 40_000
FREQUENT_LATIN_PIECES = 8_000
SHORT_LATIN_PIECE = 4

_CYRILLIC = re.compile("[Ѐ-ԯᲀ-ᲈⷠ-ⷿꙀ-ꚟ]")
_LATIN = re.compile(f"{SPACE}?[!-~]*[A-Za-z][!-~]*")


def _has_letter(piece: str) -> bool:
    return any(unicodedata.category(character)[0] in "LM" for character in piece)


def pieces_to_keep(tokenizer: Tokenizer, english_words: Sequence[str]) -> NDArray[np.int64]:
    """The numbers of the pieces to keep, in rising order.

    ``english_words`` are common words in lower case, without regard to order.
    """
    vocabulary = tokenizer.get_vocab(with_added_tokens=False)
    pieces = {number: piece for piece, number in vocabulary.items()}
    kept = set(tokenizer.get_added_tokens_decoder())
    kept |= {number for number, piece in pieces.items() if _always_kept(piece)}
    latin = sorted(number for number, piece in pieces.items() if _LATIN.fullmatch(piece))
    kept |= set(latin[:FREQUENT_LATIN_PIECES])
    kept |= {number for number in latin if len(_bare(pieces[number])) <= SHORT_LATIN_PIECE}
    kept |= _pieces_of(tokenizer, english_words) & set(latin)
    return np.array(sorted(kept), dtype=np.int64)


def _bare(piece: str) -> str:
    return piece.replace(SPACE, "")


def _always_kept(piece: str) -> bool:
    bare = _bare(piece)
    return len(bare) <= 1 or bool(_CYRILLIC.search(bare)) or not _has_letter(bare)


def _pieces_of(tokenizer: Tokenizer, words: Sequence[str]) -> set[int]:
    used: set[int] = set()
    spellings: tuple[Callable[[str], str], ...] = (str.lower, str.capitalize, str.upper)
    for spelling in spellings:
        encodings = tokenizer.encode_batch(
            [spelling(word) for word in words], add_special_tokens=False
        )
        for encoding in encodings:
            used.update(encoding.ids)
    return used


def trimmed_tokenizer(definition: dict[str, Any], kept: NDArray[np.int64]) -> dict[str, Any]:
    """The tokenizer.json ``definition`` with only the pieces ``kept``, numbered anew in order.

    Special pieces must be among them; the four at the start keep their numbers, on which the
    template that adds them to each text rests.
    """
    trimmed = copy.deepcopy(definition)
    number_now = {int(before): now for now, before in enumerate(kept)}
    vocabulary = definition["model"]["vocab"]
    trimmed["model"]["vocab"] = [vocabulary[before] for before in kept]
    trimmed["model"]["unk_id"] = number_now[definition["model"]["unk_id"]]
    for token in trimmed["added_tokens"]:
        token["id"] = number_now[token["id"]]
    for token in trimmed["post_processor"]["special_tokens"].values():
        token["ids"] = [number_now[number] for number in token["ids"]]
    return trimmed

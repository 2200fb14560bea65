"""Ruined text: a text layer from which the words cannot be had back.

Bad recognition of a scanned act prints Latin letters for Cyrillic ones, puts digits and capitals
inside words; a PDF whose fonts have no character map gives signs of a wrong alphabet. Such text
looks like text, loads without an error and then answers nothing, so it is refused before it
reaches the base.

The measure is the share of ruined words among the words of three letters and more. A word is
ruined if it mixes Latin and Cyrillic letters beyond what look-alikes explain, has a digit or a
capital inside, or is made of accented Latin letters only («Ïðèêàç»), of undecoded signs or
replacement characters. Addresses are not counted. In sound acts the share is 0; the real ruined
act has 0.6, so the limit of 0.1 leaves a wide margin on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.blocks import ReadDocument
from ingest.cleaning.characters import normalize_characters
from ingest.cleaning.lookalikes import is_address, is_mixed, mend_word
from ingest.errors import RuinedTextError

LIMIT = 0.1
"""The largest share of ruined words with which a text is taken."""
_FEWEST_RUINED_WORDS = 8
_EXAMPLES = 3
_SHORTEST_WORD = 3

_UPPER = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
_UNDECODED = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]+")
_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT_INSIDE = re.compile(r"[^\W\d_]\d+[^\W\d_]")
_CAPITAL_INSIDE = re.compile(rf"[^\W\d_{_UPPER}][{_UPPER}]|^[{_UPPER}]{{2,}}[^\W\d_{_UPPER}]")
_WRONG_ALPHABET = re.compile("[\u00c0-\u00ff]{3,}")


@dataclass(frozen=True, slots=True)
class TextQuality:
    """How sound a text is. The shares are of all its words of three letters and more.

    ``share_of_mixed_words``: Latin and Cyrillic letters in one word, beyond look-alikes.
    ``share_of_jumbled_words``: digits or capitals inside words.
    ``share_of_undecoded_words``: accented Latin letters for Cyrillic ones, or no letters at all.
    ``share_of_ruined_words``: any of the three. ``ruined_words`` counts a mixed or jumbled word
    once however often it occurs, for a brand («WhatsApp») does. ``examples`` are three of them.
    """

    words: int
    share_of_mixed_words: float
    share_of_jumbled_words: float
    share_of_undecoded_words: float
    share_of_ruined_words: float
    ruined_words: int
    examples: tuple[str, ...]

    @property
    def is_ruined(self) -> bool:
        """Whether the text must be refused: over the limit, and not by a few odd names."""
        return self.share_of_ruined_words > LIMIT and self.ruined_words >= _FEWEST_RUINED_WORDS


def text_quality(text: str) -> TextQuality:
    """Measures a text as it was read, before cleaning."""
    text = normalize_characters(text)
    undecoded = [match[0] for match in _UNDECODED.finditer(text)]
    words = list(_words(_UNDECODED.sub(" ", text)))
    mixed = [word for word in words if is_mixed(mend_word(word))]
    jumbled = [word for word in words if _is_jumbled(word)]
    undecoded += [word for word in words if _WRONG_ALPHABET.fullmatch(word)]
    ruined = [word for word in words if is_mixed(mend_word(word)) or _is_jumbled(word)] + undecoded
    total = max(1, len(words) + sum(not _LETTER.search(word) for word in undecoded))
    return TextQuality(
        words=len(words),
        share_of_mixed_words=len(mixed) / total,
        share_of_jumbled_words=len(jumbled) / total,
        share_of_undecoded_words=min(1.0, len(undecoded) / total),
        share_of_ruined_words=min(1.0, len(ruined) / total),
        ruined_words=len({*mixed, *jumbled}) + len(undecoded),
        examples=tuple(dict.fromkeys(sorted(ruined, key=len, reverse=True)))[:_EXAMPLES],
    )


def check_not_ruined(document: ReadDocument) -> None:
    """Raises ``RuinedTextError`` if the text of a document is ruined, saying what to send."""
    quality = text_quality("\n".join(_texts(document)))
    if not quality.is_ruined:
        return
    examples = ", ".join(f"«{word}»" for word in quality.examples)
    raise RuinedTextError(
        f"The text of the file is ruined: {quality.share_of_ruined_words:.0%} of its words "
        f"{_why(quality)} (for example {examples}). Loading it would spoil the base. Send the "
        "act's page from adilet.zan.kz as HTML or DOCX, or a PDF with a sound text layer."
    )


def _texts(document: ReadDocument) -> Iterator[str]:
    for block in document.blocks:
        if block.rows:
            yield from (cell for row in block.rows for cell in row)
        else:
            yield block.text


def _words(text: str) -> Iterable[str]:
    for token in text.split():
        if is_address(token):
            continue
        for word in _WORD.findall(token):
            if len(_LETTER.findall(word)) >= _SHORTEST_WORD:
                yield word


def _is_jumbled(word: str) -> bool:
    return bool(_DIGIT_INSIDE.search(word) or _CAPITAL_INSIDE.search(word))


def _why(quality: TextQuality) -> str:
    if quality.share_of_undecoded_words > quality.share_of_mixed_words + (
        quality.share_of_jumbled_words
    ):
        return (
            "are in signs of a wrong alphabet, because the fonts of the file have no character map"
        )
    return (
        "cannot be read, because its text layer was made by bad recognition of a scan and mixes "
        "Latin letters, digits and capitals into Cyrillic words"
    )

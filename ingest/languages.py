"""The languages of a document, and the parting of a file that holds several of them.

The bank gives an act's English edition and its Kazakh one in one file, one after the other. Each
is an edition of its own, with its own date, so they must be parted before an act is made of
either. A file is parted only where a new act begins; a form or a quotation in another language
belongs to the act that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Block, BlockKind, ReadDocument
from ingest.readers.text_marks import is_requisites

KAZAKH, RUSSIAN, ENGLISH = "kk", "ru", "en"

_KAZAKH_LETTER = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# For text in lower case: «ı» and «I» are one letter to a search that ignores case.
# Letters of the Kazakh Latin alphabets of 2018-2021 and words that English does not have.
_KAZAKH_LATIN = re.compile(
    r"[äöüñğşūıáǵńóúýŋ]|\b(?:men|jane|jáne|jäne|úshin|üşın|boıynsha|boiynşa|qazaqstan\w*|"
    r"memlekett?i[kń]\w*|qyzmet\w*|týraly|turaly|bekitilsin)\b"
)
_KAZAKH_SHARE = 0.05
_KAZAKH_LATIN_SHARE = 0.02
_FEWEST_LETTERS = 40
_FEWEST_LETTERS_OF_A_VERSION = 400
_BLOCKS_OF_A_TITLE = 6


def detect_language(text: str) -> str | None:
    """«kk», «ru» or «en»; ``None`` if the text has hardly any letters.

    A Latin text is Kazakh if it has the letters or words of the Kazakh Latin alphabet.
    """
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if cyrillic + latin < 3:
        return None
    if cyrillic >= latin:
        return KAZAKH if _kazakh_letters(text) > _KAZAKH_SHARE * cyrillic else RUSSIAN
    return (
        KAZAKH
        if len(_KAZAKH_LATIN.findall(text.lower())) > _KAZAKH_LATIN_SHARE * latin
        else ENGLISH
    )


def split_languages(document: ReadDocument) -> tuple[tuple[str, ReadDocument], ...]:
    """The language versions of a document, in the order of the file, each with its language code.

    A document in one language comes back whole. The parts together have all blocks, each once.
    An empty document gives no part.
    """
    versions = _versions(document.blocks)
    return tuple(
        (version.language, replace(document, blocks=document.blocks[version.start : version.end]))
        for version in versions
    )


@dataclass(frozen=True, slots=True)
class _Version:
    language: str
    start: int
    end: int


def _versions(blocks: Sequence[Block]) -> list[_Version]:
    if not blocks:
        return []
    starts = [0]
    language = _language_from(blocks, 0)
    for number, block in enumerate(blocks):
        if number == 0 or not _begins_version(blocks, number, language):
            continue
        starts.append(number)
        language = detect_language(block.text) or language
    ends = [*starts[1:], len(blocks)]
    return [
        _Version(_main_language(blocks[start:end]), start, end)
        for start, end in zip(starts, ends, strict=True)
    ]


def _language_from(blocks: Sequence[Block], start: int) -> str | None:
    """The language of the first block from ``start`` on that has letters enough to tell."""
    for block in blocks[start:]:
        if _letters(block.text) >= _FEWEST_LETTERS:
            return detect_language(block.text)
    return None


def _begins_version(blocks: Sequence[Block], number: int, current: str | None) -> bool:
    """Whether a title in another language stands here, with the text of an act after it."""
    language = detect_language(blocks[number].text)
    if language is None or language == current or blocks[number].kind is BlockKind.FOOTNOTE:
        return False
    following = blocks[number : number + _BLOCKS_OF_A_TITLE]
    if not _is_title(following):
        return False
    rest = blocks[number:]
    same = sum(_letters(block.text) for block in rest if detect_language(block.text) == language)
    return same >= _FEWEST_LETTERS_OF_A_VERSION and _language_from(blocks, number) == language


def _is_title(blocks: Sequence[Block]) -> bool:
    """A title is the heading of level 1, or stands right above the requisites of the act."""
    first = blocks[0]
    if first.kind is BlockKind.HEADING and first.level == 1:
        return True
    if first.kind not in {BlockKind.HEADING, BlockKind.PARAGRAPH} or is_requisites(first.text):
        return False
    return any(is_requisites(" ".join(block.text.split())) for block in blocks[1:3])


def _main_language(blocks: Sequence[Block]) -> str:
    """The language most of the text is in; notes on amendments and tables count as well."""
    letters: dict[str, int] = {}
    for block in blocks:
        language = detect_language(block.text)
        if language is not None:
            letters[language] = letters.get(language, 0) + _letters(block.text)
    return max(letters, key=lambda language: letters[language]) if letters else RUSSIAN


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _kazakh_letters(text: str) -> int:
    return len(_KAZAKH_LETTER.findall(text))

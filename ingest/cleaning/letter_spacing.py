"""Letter-spaced words: «К а з а х с т а н ;» for «Казахстан;».

The text layers of PDF files print the short last line of a justified paragraph stretched, and a
reader of the layer sees one word per letter. Between the words such a line has two or more
spaces; where those were lost on the way, the words that the document itself uses elsewhere tell
where one ends and the next begins.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from itertools import pairwise

_WORD_GAP = re.compile(r"( {2,})")
# A token of a stretched line: one character, perhaps with a mark caught by it («.п», «О.»).
_STRETCHED_TOKEN = re.compile(r"[^\w\s]?[\w№–—-][^\w\s]?|[^\w\s]{1,2}")
_LETTER = re.compile(r"[^\W\d_]")
_LETTER_RUN = re.compile(r"[^\W\d_]+")
_SINGLES = re.compile(r"(?<!\S)\S(?: \S)+(?!\S)")
_MINIMUM_LETTERS = 3
_MINIMUM_LETTERS_ALONE = 4
_ONE_LETTER_WORDS = frozenset("ивсокуяаәжбИВСОКУЯА")
_LONGEST_PLAUSIBLE_WORD = 16
_LONGEST_RUN = 200
_BOUNDARY = re.compile(
    r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])"  # «2013жылғы»
    r"|(?<=[а-яёәғқңөұүһіa-z])(?=[А-ЯЁӘҒҚҢӨҰҮҺІA-Z])"  # «РеспубликиКазахстан»
    r"|(?<=№)(?=\d)"
)


def mend_letter_spacing(line: str, vocabulary: AbstractSet[str] = frozenset()) -> str:
    """One line with its letter-spaced words joined.

    ``vocabulary`` holds words of the same document in lower case; it serves to part words whose
    gap was lost. The gaps of lines that are not stretched keep their length.
    """
    chunks = _WORD_GAP.split(line)
    if len(chunks) > 1 and any(_is_stretched(chunk) for chunk in chunks):
        return "".join(_join_chunk(chunk) for chunk in _narrow_gaps(chunks))
    return _SINGLES.sub(lambda run: _join_run(run[0], vocabulary), line)


def _is_stretched(chunk: str) -> bool:
    tokens = chunk.split()
    letters = sum(len(_LETTER.findall(token)) for token in tokens)
    return (
        letters >= _MINIMUM_LETTERS
        and len(tokens) > letters // 2
        and all(_STRETCHED_TOKEN.fullmatch(token) for token in tokens)
        and not _is_listing(tokens)
    )


def _narrow_gaps(chunks: list[str]) -> list[str]:
    """In a stretched line two spaces are the plain word gap; more than two hold a lost word."""
    return [" " * (len(chunk) - 1) if not chunk.strip() and chunk else chunk for chunk in chunks]


def _join_chunk(chunk: str) -> str:
    tokens = chunk.split()
    if not tokens or not all(_STRETCHED_TOKEN.fullmatch(token) for token in tokens):
        return chunk
    lead = chunk[: len(chunk) - len(chunk.lstrip())]
    trail = chunk[len(chunk.rstrip()) :]
    return lead + "".join(tokens) + trail


def _join_run(run: str, vocabulary: AbstractSet[str]) -> str:
    tokens = run.split()
    letters = [token for token in tokens if _LETTER.match(token)]
    if len(letters) < _MINIMUM_LETTERS_ALONE or _is_listing(tokens):
        return run
    if len(letters) == _MINIMUM_LETTERS_ALONE and _ONE_LETTER_WORDS.issuperset(letters):
        return run
    spaced = [token + " " if token[-1] in ",;:" else token for token in tokens]
    return _part_words("".join(spaced).rstrip(), vocabulary)


def _is_listing(tokens: list[str]) -> bool:
    """«А Б В Г», «a b c»: the heads of columns stand in the order of the alphabet."""
    letters = [token for token in tokens if _LETTER.match(token)]
    codes = [ord(letter[0]) for letter in letters]
    return len(codes) == len(tokens) and all(
        later - earlier == 1 for earlier, later in pairwise(codes)
    )


def _part_words(joined: str, vocabulary: AbstractSet[str]) -> str:
    """«2013жылғы» → «2013 жылғы»; long runs are parted by the vocabulary where it covers them."""
    parted = _BOUNDARY.sub(" ", joined)
    return _LETTER_RUN.sub(lambda word: _part_word(word[0], vocabulary), parted)


def _part_word(word: str, vocabulary: AbstractSet[str]) -> str:
    if len(word) <= _LONGEST_PLAUSIBLE_WORD or word.lower() in vocabulary:
        return word
    parts = _cover(word.lower(), vocabulary) if len(word) <= _LONGEST_RUN else None
    if parts is None:
        return word
    ends = [sum(map(len, parts[: count + 1])) for count in range(len(parts))]
    return " ".join(word[end - len(part) : end] for part, end in zip(parts, ends, strict=True))


def _cover(word: str, vocabulary: AbstractSet[str]) -> list[str] | None:
    """The fewest words of the vocabulary that make up ``word`` in a row, if any do."""
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(end):
            before, piece = best[start], word[start:end]
            if before is None or piece not in vocabulary:
                continue
            candidate, known = [*before, piece], best[end]
            if known is None or len(candidate) < len(known):
                best[end] = candidate
    return best[len(word)]

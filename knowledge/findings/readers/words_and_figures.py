"""A figure and the words in brackets beside it that name another number: «5 (үш)»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.findings.readers.expressions import FIGURE, plain_figure, words_of
from knowledge.numerals import ORDINAL, number_from_words

_PATTERNS = {
    language: (
        re.compile(
            rf"(?P<figure>{FIGURE})\s*%?\s*"
            rf"\(\s*(?P<words>{words_of(language)})(?!\s+{ORDINAL})[^()\n]*\)",
            re.I,
        ),
        re.compile(rf"(?P<words>{words_of(language)})\s*\(\s*(?P<figure>\d+)\s*\)", re.I),
    )
    for language in ("ru", "kk", "en")
}


def disagreeing_numbers(text: str, language: str) -> Iterator[tuple[int, int, str, str]]:
    """Places where figure and words disagree: start, end, the figure, the words' number.

    Only whole numbers are compared; of a list in brackets nothing is said.
    """
    for pattern in _PATTERNS[language]:
        for match in pattern.finditer(text):
            figure = plain_figure(match["figure"])
            number = number_from_words(match["words"])
            if number is not None and figure.isdecimal() and int(figure) != number:
                yield match.start(), match.end(), figure, str(number)

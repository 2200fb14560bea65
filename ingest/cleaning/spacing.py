"""Spaces that print makes and a sentence does not: doubled, before a comma, inside initials.

The rules touch nothing but spaces, so the worst that a wrong one can do is a lost blank.
"""

from __future__ import annotations

import re

_UPPER = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
_RUN_OF_SPACES = re.compile(r" {2,}")
# «органы ;», «областей ,»: only where the mark closes a word and a blank or the end follows.
_SPACE_BEFORE_MARK = re.compile(
    r"(?<=[^\W_][»\"”)])\ +(?=[,;:.)»](?:[\s,;:.)»]|$))"
    r"|(?<=[^\W_])\ +(?=[,;:.)»](?:[\s,;:.)»]|$))"
)
_SPACE_AFTER_BRACKET = re.compile(r"(?<=[(«]) +(?=[^\W_])")
# «Ф .И .О.», «С . С .»
_INITIALS = re.compile(rf"(?<![\w.])[{_UPPER}](?: ?\. ?[{_UPPER}])+(?: ?\.)?(?!\w)")
_INITIAL_AND_NAME = re.compile(rf"(?<![\w.])([{_UPPER}]) \.(?= ?[{_UPPER}][^\W\d_])")


def collapse_spaces(line: str) -> str:
    """One line with single spaces and none at its ends."""
    return _RUN_OF_SPACES.sub(" ", line).strip(" ")


def mend_punctuation_spacing(line: str) -> str:
    """One line without blanks before closing marks, after opening brackets, inside initials."""
    line = _INITIALS.sub(_join_broken_initials, line)
    line = _INITIAL_AND_NAME.sub(r"\1.", line)
    line = _SPACE_BEFORE_MARK.sub("", line)
    return _SPACE_AFTER_BRACKET.sub("", line)


def _join_broken_initials(match: re.Match[str]) -> str:
    initials = match[0]
    return initials.replace(" ", "") if " ." in initials else initials

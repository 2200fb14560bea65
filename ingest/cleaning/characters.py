"""Characters: what cannot be seen goes, what looks the same becomes the same.

Two texts that read alike must compare alike, or search, citation and change tracking all see
differences that no person sees. Runs of ordinary spaces are left here: until the displaced and
the letter-spaced words are mended, a double space is the only trace of what stood there.
"""

from __future__ import annotations

import re
import unicodedata

# Soft hyphens, zero-width characters, direction marks, byte order marks, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_BREAK = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# Every space character of Unicode but the ordinary one, and the tab.
_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Private use and unassigned leftovers of symbol fonts; a bullet is the only one with a meaning.
_SYMBOL_FONT_BULLET = re.compile("[\uf0b7\uf0a7\uf0d8\uf0fc]")


def normalize_characters(text: str) -> str:
    """NFC, without invisible and control characters, every space an ordinary one.

    Line breaks of all kinds become ``\\n``. Runs of spaces keep their length.
    """
    text = _LINE_BREAK.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _CONTROL.sub("", text)
    text = _SPACE.sub(" ", text)
    text = _SYMBOL_FONT_BULLET.sub("•", text)
    return unicodedata.normalize("NFC", text)

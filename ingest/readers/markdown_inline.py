"""Inline Markdown to plain text: marks go, words and printed signs stay.

Written here and not taken from a library because acts use the same signs for themselves:
``____`` is a line to fill in, ``«__» ____ 20__ г.`` a date to fill in, a lone ``*`` a reference
mark; CommonMark would make emphasis of them and lose them.
"""

from __future__ import annotations

import html
import re
import string

_BREAK = re.compile(r"<br\s*/?>[ ]*\n?", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>")
_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.)*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_UNDERSCORE_EMPHASIS = re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\w_])")
_ESCAPABLE = string.punctuation
_ESCAPE = re.compile(rf"\\([{re.escape(_ESCAPABLE)}])")
_SIGN = re.compile(r"[\\<\[*_&`]")
_PIECE = re.compile(r"`[^`\n]+`|\*+|[^*`]+|`")
# Escaped signs are moved out of the way of all other rules and back at the end, by way of the
# code points that Unicode sets aside for such use inside a program.
_ASIDE = {chr(0xFDD0 + index): sign for index, sign in enumerate(_ESCAPABLE)}
_TO_ASIDE = {sign: aside for aside, sign in _ASIDE.items()}
_FROM_ASIDE = str.maketrans(_ASIDE)


def plain(text: str) -> str:
    """The text as a reader of the rendered page would see it; line breaks are kept."""
    if not _SIGN.search(text):
        return text
    text = _ESCAPE.sub(lambda found: _TO_ASIDE[found.group(1)], text)
    text = _BREAK.sub("\n", text)
    text = _AUTOLINK.sub(lambda found: found.group(1).removeprefix("mailto:"), text)
    text = _TAG.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _without_emphasis(text)
    text = _UNDERSCORE_EMPHASIS.sub(r"\1", text)
    return html.unescape(text).translate(_FROM_ASIDE)


def _without_emphasis(text: str) -> str:
    """Drop pairs of ``*`` runs; an asterisk without its pair is printed and stays."""
    pieces = [found.group() for found in _PIECE.finditer(text)]
    opened: dict[int, list[int]] = {1: [], 2: [], 3: []}
    for position, piece in enumerate(pieces):
        if not piece.startswith("*"):
            if len(piece) > 2 and piece[0] == piece[-1] == "`":
                pieces[position] = piece[1:-1]
            continue
        before = pieces[position - 1][-1:] if position else ""
        after = pieces[position + 1][:1] if position + 1 < len(pieces) else ""
        width = len(piece)
        if width not in opened:
            continue
        if opened[width] and before and not before.isspace():
            pieces[opened[width].pop()] = ""
            pieces[position] = ""
        elif after and not after.isspace():
            opened[width].append(position)
    return "".join(pieces)

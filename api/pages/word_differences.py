"""A difference word by word, as a page shows it: ``<del>`` and ``<ins>``, everything escaped."""

from __future__ import annotations

from markupsafe import Markup, escape

from knowledge.changes.words import RunKind, word_difference

_ELEMENTS = {RunKind.REMOVED: "del", RunKind.INSERTED: "ins"}


def difference_html(old: str | None, new: str | None) -> Markup:
    """How ``old`` became ``new``; None is no text. Lines stay lines (``<br>``)."""
    pieces: list[Markup] = []
    for run in word_difference(old or "", new or ""):
        text = Markup("<br>\n").join(escape(line) for line in run.text.split("\n"))
        element = _ELEMENTS.get(run.kind)
        pieces.append(Markup("<{0}>{1}</{0}>").format(element, text) if element else text)
    return Markup("").join(pieces)

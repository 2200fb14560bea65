"""Telephone numbers and web addresses, in the many ways in which acts print them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.findings.values import Fact, FactKind

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_WEB = re.compile(
    r"(?:https?\s?:\s?//\s?)?(?:www\.\s?)?(?:[a-z0-9-]+\.)+(?:kz|com|org|net|ru|int|info|eu)\b"
    r"(?:/[\w./?=&#%-]*)?",
    re.IGNORECASE | re.ASCII,
)
_WEB_HEAD = re.compile(r"^(?:https?\s?:\s?//\s?)?(?:www\.\s?)?", re.IGNORECASE)

_DASH = r"[\s\-–—]"
_LONG = re.compile(
    rf"(?<![\d\w])(?:\+\s?7|8){_DASH}*\(?\s?\d{{3,5}}\s?\)?{_DASH}*\d{{2,3}}"
    rf"{_DASH}*(?:\d{{2}}{_DASH}*\d{{2,3}}|\d{{3}})(?!\d)"
)
_LOCAL = re.compile(r"(?<![\d\w.-])(?:\(\d{3,5}\)\s?)?\d{2,3}-\d{2}-\d{2}(?![\d-])")
_WHOLE = 10
"""Digits of a number with its code; what stands before them only dials out."""
_HELPLINE = "1414"
_SHORT = re.compile(r"(?<![\d\w.,-])\d{3,4}(?![\d\w]|[.,-]\d)")
_ABOUT_CALLING = re.compile(
    r"контакт[\s-]*центр|байланыс[\s-]*орталы|contact[\s-]*cent|телефон|call[\s-]*cent|\bтел\.",
    re.IGNORECASE,
)
_NEAR = 45


def read_addresses(text: str, language: str) -> Iterator[Fact]:
    """Web and e-mail addresses; «http://www.» and a slash at the end make no other address."""
    del language
    for match in _MAIL.finditer(text):
        address = match[0].lower().rstrip(".")
        yield Fact(FactKind.ADDRESS, address, match.start(), match.end())
    for match in _WEB.finditer(text):
        if text[match.start() - 1 : match.start()] == "@":
            continue
        address = _WEB_HEAD.sub("", match[0]).lower().rstrip("/.")
        yield Fact(FactKind.ADDRESS, address, match.start(), match.end())


def read_phones(text: str, language: str) -> Iterator[Fact]:
    """Telephone numbers by their digits, without the «8» or «+7» before the code.

    A short number is a telephone where a contact centre or a telephone is named beside it.
    """
    del language
    taken: list[tuple[int, int]] = []
    for pattern in (_LONG, _LOCAL):
        for match in pattern.finditer(text):
            if any(start <= match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            digits = re.sub(r"\D", "", match[0])
            value = digits[-_WHOLE:]
            yield Fact(FactKind.CONTACT, value, match.start(), match.end(), (value,))
    for match in _SHORT.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        before = text[max(0, match.start() - 2) : match.start()]
        if match[0] == _HELPLINE or (_ABOUT_CALLING.search(near) and "№" not in before):
            yield Fact(FactKind.CONTACT, match[0], match.start(), match.end(), (match[0],))

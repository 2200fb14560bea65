"""Statements about telephones, fees, forms and ways of applying."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.findings.subjects import (
    CENTRE,
    Sentence,
    Statement,
    Subject,
    channels,
    compiled,
    statement,
)
from knowledge.findings.values import FactKind
from knowledge.services import Aspect

_SHORT_NUMBER = 4
_LONG_NUMBER = re.compile(r"800\d{7}")


def read_telephones(sentence: Sentence) -> Iterator[Statement]:
    """The numbers of the contact centre."""
    if not sentence.says(CENTRE):
        return
    numbers = sentence.facts(FactKind.CONTACT)
    short = tuple(fact for fact in numbers if len(fact.value) <= _SHORT_NUMBER)
    long = tuple(fact for fact in numbers if _LONG_NUMBER.fullmatch(fact.value))
    if short:
        yield statement(Subject.HELPLINE, sentence, short)
    if long:
        yield statement(Subject.LONG_NUMBER, sentence, long)


_MONEY = compiled(
    r"пошлин|\bсбор|\bплат[аыуе]|\bоплат|взима|баж|\bалым|төлем|ақы\b|\bfee\b|\bduty\b"
)
_FOR_THE_SERVICE = compiled(
    r"за\s+(?:оказание|предоставление|проставление|выдачу|рассмотрение|регистрацию)"
    r"|услуг\w+\s+(?:оказывается|предоставляется)"
    r"|қызмет\w*\s+(?:\S+\s+){0,3}(?:көрсетіледі|үшін)"
)


def read_fees(sentence: Sentence) -> Iterator[Statement]:
    """What the service costs."""
    amounts = tuple(f for f in sentence.facts(FactKind.AMOUNT) if not f.value.endswith("%"))
    said = sentence.facts(FactKind.FEE)
    if sentence.aspect is Aspect.FEE:
        if amounts or said:
            yield statement(Subject.FEE, sentence, (*amounts, *said), is_row=True)
    elif sentence.aspect is None and sentence.says(_FOR_THE_SERVICE):
        if amounts and sentence.says(_MONEY):
            yield statement(Subject.FEE, sentence, amounts)
        elif said and not amounts:
            yield statement(Subject.FEE, sentence, said)


_RESULT_IS = compiled(
    r"^результат\w*\s+(?:оказания\s+)?(?:государственной\s+)?услуги\s+(?:явля|[–—-])"
    r"|^(?:мемлекеттік\s+)?(?:көрсетілетін\s+)?қызмет\w*\s+(?:көрсету(?:дің)?\s+)?нәтижесі\b"
)
_LAWS = compiled(r"\bзакон|\bкодекс|заңы\b|заңның|кодексі|\blaw\b|\bcode\b")


def read_result_forms(sentence: Sentence) -> Iterator[Statement]:
    """Which annex has the form of the result."""
    annexes = tuple(
        fact for fact in sentence.facts(FactKind.REFERENCE) if fact.value.startswith("annex ")
    )
    if not annexes or sentence.says(_LAWS):
        return
    is_row = sentence.aspect is Aspect.RESULT
    if is_row or (sentence.aspect is None and sentence.says(_RESULT_IS)):
        yield statement(Subject.RESULT_FORM, sentence, annexes, is_row=is_row)


_TO_APPLY = compiled(
    r"\A(?:\d+\)\s*)?(?:для\s+получения\s+(?:данной\s+)?(?:государственной\s+)?услуги"
    r"|(?:мемлекеттік\s+)?(?:көрсетілетін\s+)?қызмет\w*\s+алу\s+үшін)"
)


def read_ways_of_applying(sentence: Sentence) -> Iterator[Statement]:
    """Where an application is handed in: the row, and «для получения услуги …»."""
    named = channels(sentence)
    is_row = sentence.aspect is Aspect.CHANNELS
    if named and (is_row or (sentence.aspect is None and sentence.says(_TO_APPLY))):
        yield Statement(Subject.CHANNELS, named, sentence.provision, sentence.side.text, (), is_row)

"""The fixed phrases of amending orders, in Russian and Kazakh.

Kazakhstan's orders are drafted in set formulas (Law «On Legal Acts» № 480-V of 06.04.2016, chapter
5, and the rules of drafting by-law acts made under it): «изложить в следующей редакции»,
«дополнить … следующего содержания», «исключить», «слова … заменить словами …»; «мынадай
редакцияда жазылсын», «мынадай мазмұндағы … толықтырылсын», «алып тасталсын», «… деген сөздер …
деген сөздермен ауыстырылсын». Here they are only recognised; ``clauses`` reads them.
"""

from __future__ import annotations

import re

from knowledge.dates import kazakh_i

_ASKS = re.compile(
    r"(?:(?:редакци\w+|содержани\w+|изложить|изложив|дополнить|дополнив|жазылсын|толықтырылсын"
    r"|редакцияда|баяндалсын|оқылсын)\s*[:\-–—]?"
    r"|(?:изложить|изложив|изложена|дополнить|дополнив|жазылсын|толықтырылсын)"
    r"[^:;]*:)\s*$",
    re.IGNORECASE,
)


def asks_for_text(line: str) -> bool:
    """Whether a line ends in words after which a new text is quoted."""
    return bool(_ASKS.search(kazakh_i(line)))


_RUSSIAN_START = (
    r"(?:во?\s|пункт|подпункт|част|втор|трет|перв|четв|абзац|строк|граф|столб|приложени|заголов"
    r"|преамбул|слов|цифр|после\s|перед\s|по\s+(?:всему\s+)?тексту|дополнить|исключить|правил"
    r"|стандарт|регламент|глав|параграф|раздел|наименовани|названи|предложени|примечани|правый"
    r"|признать|внести|указанн|позици|форм|порядковый|аббревиатур|знак|точк|таблиц|перечень|инструкци"
    r"|положени|методик|типов|един)"
)
_RUSSIAN_VERB = (
    r"(?:изложить|изложив|исключить|исключив|дополнить|дополнив|заменить|заменив"
    r"|признать\s+утратив|считать\s|внос[ия]тся\s+изменени|внести\s|внесено\s+изменени|переименовать)"
)
_NUMBERING = r"^(?:\d{1,2}(?:-\d{1,2})?[.)]\s*|[а-яa-z]\)\s*)?"
_RUSSIAN_INSTRUCTION = re.compile(
    rf"{_NUMBERING}(?={_RUSSIAN_START}).*\b{_RUSSIAN_VERB}", re.IGNORECASE | re.DOTALL
)
_RUSSIAN_CONTEXT = re.compile(
    rf"{_NUMBERING}(?:внести\s+)?во?\s+.*(?:пункт|подпункт|част[ьи]|абзац|приложени|правил|утвержд"
    r"|строк|граф|глав|параграф|приказ|постановлени|решени|заголов|преамбул|стандарт|перечн"
    r"|регламент|инструкци|положени)[^:]*:$",
    re.IGNORECASE | re.DOTALL,
)
_KAZAKH_VERB = re.compile(
    r"(?:жазылсын|баяндалсын|толықтырылсын|тасталсын|ауыстырылсын|танылсын|енгізілсін|өзгертілсін"
    r"|есептелсін|саналсын|деп\s+оқылсын)\b",
    re.IGNORECASE,
)
_KAZAKH_CONTEXT = re.compile(
    r"(?:тармақ(?:ша)?(?:лар)?(?:да|де|та)|тармағында|тармақтарында|тармақша(?:сын|ларын)да"
    r"|бөлі(?:кте|ктерде|гінде|ктерінде)|абзац(?:та|тарда|ында|тарында)|қосымша(?:да|сында|ларда)"
    r"|жол(?:да|ында|дарда|дарында)|баған(?:да|ында)|тарау(?:да|ында)|параграф(?:та|ында)"
    r"|тақырып(?:та|тарда)|тақырыбында|кіріспе(?:де|сінде)|қағидалар(?:да|ында)|қағидасында"
    r"|стандарт(?:та|ында)|регламент(?:те|інде)|бұйры(?:қта|ғында|ғына)|қаулы(?:да|сында|сына)"
    r"|шешім(?:де|інде|іне)|тізбе(?:де|сінде)|ереже(?:де|сінде|лерінде)|нұсқаулы(?:қта|ғында)"
    r"|әдістеме(?:де|сінде)|тәртіп(?:те)|тәртібінде|нысанда|нысанында|талаптар(?:да|ында))\W*:$",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"^(\d{1,2})\s?\.\s")


def goes_on(line: str | None, paragraph: int) -> bool:
    """Whether a line is the order's own words again, right after a quotation.

    None is the end of the order. ``paragraph`` is the number of the order's paragraph so far.
    """
    if line is None:
        return True
    text = _without_quotations(kazakh_i(line)).strip()
    numbered = _PARAGRAPH.match(text)
    if numbered and int(numbered[1]) == paragraph + 1:
        return True
    return is_instruction(text)


def is_instruction(text: str) -> bool:
    """Whether a line (quotations taken out) orders a change or says where the next ones are."""
    return bool(
        _RUSSIAN_INSTRUCTION.match(text)
        or _RUSSIAN_CONTEXT.match(text)
        or _KAZAKH_VERB.search(text)
        or _KAZAKH_CONTEXT.search(text)
        or _ONLY_OTHER_LANGUAGE.search(text)
    )


_ONLY_OTHER_LANGUAGE = re.compile(
    r"языке\s+не\s+(?:из)?меня|тіл(?:індегі|дегі)\s+мәтін\w*\s+өзгер(?:тіл)?мейді", re.IGNORECASE
)


_CERTAIN = re.compile(
    rf"{_NUMBERING}(?:во?\s+)?(?:указанн\w+\s+)?(?:пункт|подпункт|част|абзац|строк|приложени|заголов"
    r"|преамбул|слов|цифр|глав|параграф)\w*\s[^.]*?"
    r"(?:изложить\s+в\s+\w+\s+редакции:?|исключить[;.]?|заменить\s+\w+\s+⟦⟧[;.,]?"
    r"|дополнить\s+(?:под)?(?:пункт|част|абзац|слов|строк)[^.]*)$"
    rf"|{_NUMBERING}.*(?:\d-тарма|тармақша|бөлі[кг]|абзац|қосымша|⟦⟧\s+деген)[^.]*"
    r"(?:жазылсын|тасталсын|ауыстырылсын|толықтырылсын)[:;.]?$",
    re.IGNORECASE,
)


def is_certainly_instruction(line: str) -> bool:
    """Whether a line can hardly be anything but an instruction, even inside a quoted text."""
    return bool(_CERTAIN.match(_without_quotations(kazakh_i(line)).strip()))


_QUOTED = re.compile(r"«[^«»]*»|\"[^\"]*\"|“[^“”]*”|„[^„“]*“")


def _without_quotations(text: str) -> str:
    for _ in range(4):
        shorter = _QUOTED.sub("⟦⟧", text)
        if shorter == text:
            break
        text = shorter
    return text


_CHANGES_ORDERED = re.compile(rf"\b{_RUSSIAN_VERB}|{_KAZAKH_VERB.pattern}", re.IGNORECASE)


def orders_change(text: str) -> bool:
    """Whether a line has one of the words that order a change."""
    return bool(_CHANGES_ORDERED.search(text))


_AMENDING_TITLE = re.compile(
    r"^\W*(?:приказ\s+)?об?\s+(?:внесении\s+(?:изменени|дополнени)|изменени[ия]\s|дополнени[ия]\s"
    r"|признании\s+утративш)"
    r"|(?:өзгеріс|толықтыру)\w*(?:\s+(?:мен|және)\s+(?:өзгеріс|толықтыру)\w*)?\s+енгізу\s+туралы\W*$"
    r"|күші\s+жойылды\s+деп\s+тану\s+туралы\W*$",
    re.IGNORECASE,
)


def is_amending_title(title: str) -> bool:
    """Whether a title announces amendments or repeals: «О внесении изменений в приказ …»."""
    return bool(_AMENDING_TITLE.search(kazakh_i(" ".join(title.split()))))

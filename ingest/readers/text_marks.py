"""How lines of an act begin and end when nothing but their words tells what they are.

Used by the readers of plain text and PDF, where a heading is not marked as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.assembly import is_amendment_note

_STAMP_START = re.compile(
    r"^(?:Приложени[ея]\s*(?:№?\s*\d+(?:-\d+)?)?(?:\s+к\b.*)?$|Утвержд[её]н[аоы]?(?=$|\s)|"
    r"(?:Annex|Appendix)(?:\s+\d+(?:-\d+)?)?(?:\s+to\b.*)?$|Approved(?=$|\s+by\b)|"
    r"\d+(?:-\d+)?-қосымша$|Қосымша$|Бекітілген$)"
)
_STAMP_END = re.compile(r"(?:бекітілген|қосымша(?:сы)?)\W*$", re.IGNORECASE)
_AGREEMENT = re.compile(
    r"^[«\"“]?\s*(?:СОГЛАСОВАН[ОАЫ]?|КЕЛІСІЛДІ|КЕЛІСІЛГЕН|AGREED)\s*[»\"”]?\s*:?$", re.IGNORECASE
)
_STATUS = re.compile(
    r"^(?:Утративш(?:ий|ая|ее|ие)\s+силу|Күші(?:н)?\s+жой(?:ған|ылған)|Күшін\s+жойған|"
    r"Обновленн(?:ый|ая|ое)|Нов(?:ый|ая|ое)|Действующ(?:ий|ая|ее)|Жаңартылған|Жаңа|Қолданыстағы|"
    r"Updated|New|In\s+force|No\s+longer\s+in\s+force|Invalid|Repealed)$",
    re.IGNORECASE,
)
_REPUBLIC = "Қазақстан Республикасы"
_FORM_WORD = re.compile(r"^(?:Форма|Нысан|Form)\W*$", re.IGNORECASE)
_REQUISITES = re.compile(
    r"^(?:(?:Совместный\s+)?(?:Приказ|Постановление|Решение|Распоряжение|Указ|Закон|"
    r"(?:Joint\s+)?Order|Resolution|Decree|Decision|Law)\b.*№|"
    r".*(?:жылғы|жылы)\s.*№\s*\S+\s+(?:бірлескен\s+)?(?:бұйрығы|қаулысы|шешімі|Жарлығы|Заңы)(?!\w))",
    re.DOTALL,
)
_CHAPTER = re.compile(
    r"^(?:(?:Глава|Раздел|Chapter|Section|Part)\s+[\dIVX]+\b|\d+(?:-\d+)?\s?-?\s?(?:тарау|бөлім)\b)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"^(?:(?:Параграф|Paragraph|§)\s*\d+\s*[.:]?\s*[А-ЯA-ZӘҒҚҢӨҰҮҺІ]|\d+(?:-\d+)?\s?-?\s?параграф\b)",
    re.IGNORECASE,
)
_NUMBERED_TITLE = re.compile(r"^\d{1,2}\.\s+[«\"]?[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]")
_RULES = re.compile(
    r"^(?:(?:Типовые\s+|Единые\s+)?(?:Правила|Стандарт|Положение|Инструкция|Методика|Регламент)"
    r"(?=\s|$)|(?:The\s+)?(?:Rules|Standard|Regulations|Instruction)(?=\s|$))"
    r"|(?:қағидалары|қағидасы|стандарты|ережесі|ережелері|нұсқаулығы|әдістемесі|регламенті)$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^(?:\d{1,3}(?:-\d{1,3})?\s?[.)]|[а-яәғқңөұүһіa-z]\))\s*(?=\D|$)")
_SENTENCE_END = re.compile(r"[.;:!?][»\"”)]*$")
_ABBREVIATION = re.compile(r"(?:^|\s)(?:и\.\s?о|м\.\s?а|ст|пп?|см)\.$")
_NOTE_OF_PUBLISHER = re.compile(r"^РҚАО\s?-?\s?ның\s+ескертпесі", re.IGNORECASE)
_UNFINISHED_STAMP = re.compile(r"(?:[нтд](?:ың|ің)|\b(?:и|к|по|с|от|of|the|for|to|and))$")
_REGISTERED = re.compile(r"№\s*\S")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

TITLE_LEVEL, RULES_LEVEL, CHAPTER_LEVEL, SECTION_LEVEL = 1, 2, 3, 4
LONGEST_HEADING = 700


def starts_stamp(line: str) -> bool:
    """«Приложение 1», «Утверждены», «Annex 2», «Approved»."""
    return _STAMP_START.match(line) is not None


def ends_stamp(line: str) -> bool:
    """«… бекітілген», «… 1-қосымша»: Kazakh stamps say what they are at their end."""
    return _STAMP_END.search(line) is not None


def is_agreement(line: str) -> bool:
    """«СОГЛАСОВАНО», «КЕЛІСІЛГЕН», "AGREED"."""
    return _AGREEMENT.match(line) is not None


def begins_another_stamp(lines: Sequence[str], line: str) -> bool:
    """Whether a line below «КЕЛІСІЛДІ …» names the republic anew, as the next stamp does."""
    return (
        is_agreement(lines[0])
        and line.startswith(_REPUBLIC)
        and any(above.startswith(_REPUBLIC) for above in lines[1:])
    )


def is_status(line: str) -> bool:
    """«Утративший силу», «Күшін жойған»: a line of its own above the requisites."""
    return _STATUS.match(line) is not None


def is_form_word(line: str) -> bool:
    """«Форма», «Нысан», «Form»: stands between a stamp and the title of a form."""
    return _FORM_WORD.match(line) is not None


def is_requisites(text: str) -> bool:
    """«Приказ Министра … от … № 83. Зарегистрирован …»: what follows the title of an act."""
    return _REQUISITES.match(text) is not None


def is_note(text: str) -> bool:
    """«Сноска. …», «Ескерту. …», «Footnote. …» and the publisher's own remarks."""
    return is_amendment_note(text) or _NOTE_OF_PUBLISHER.match(text) is not None


def is_item(line: str) -> bool:
    """«13. …», «2) …», «а) …»."""
    return _ITEM.match(line) is not None


def is_numbered_title(line: str) -> bool:
    """«1. Общие положения» and also «1. Настоящие Правила …»: the layout must decide."""
    return _NUMBERED_TITLE.match(line) is not None


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a mark that closes a paragraph or an item of a list."""
    text = text.rstrip()
    return _SENTENCE_END.search(text) is not None and _ABBREVIATION.search(text) is None


def is_unfinished_stamp(text: str) -> bool:
    """Whether a stamp must go on: «Утверждены приказом» has no number yet."""
    if starts_stamp(text.split("\n", maxsplit=1)[0]) and text.startswith("Утвержд"):
        return _REGISTERED.search(text) is None
    return _UNFINISHED_STAMP.search(text) is not None


def names_year(line: str) -> bool:
    """Whether a line holds a year: the last line of an agreement is its date."""
    return _YEAR.search(line) is not None


def marked_heading_level(text: str) -> int | None:
    """The level of a heading whose words mark it as one («Глава 1. …», «2-тарау. …»)."""
    if len(text) > LONGEST_HEADING:
        return None
    if _CHAPTER.match(text):
        return CHAPTER_LEVEL
    return SECTION_LEVEL if _SECTION.match(text) else None


def is_rules_title(text: str) -> bool:
    """«Правила …», «… қағидалары», «The Rules …», not ended as a sentence."""
    return (
        len(text) <= LONGEST_HEADING and not ends_sentence(text) and _RULES.search(text) is not None
    )

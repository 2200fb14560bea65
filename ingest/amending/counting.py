"""Numbers of elements as orders print them: «3, 4 и 5», «15-1», «1) – 3)», «второй и третий».

Lists and ranges are unrolled. «9-1» is one number; «3-5» after a plural is a range.
"""

from __future__ import annotations

import re

NUMBER = r"\d{1,3}(?:-\d{1,3})*"
LETTERED = r"(?:\d{1,3}(?:-\d{1,3})?|[а-яәіңғүұқөһa-z])\)"
"""A subparagraph's mark: «2)», «3-1)», «а)»."""
_AND = r"(?:,|\bи\b|\bа\s+также\b|\bжәне\b|\bмен\b|\bпен\b|\bбен\b|\bсондай-ақ\b)"
_DASH = r"[-–—]"
NUMBERS = rf"{NUMBER}\.?(?:\s*(?:(?:{_AND}\s*)+|{_DASH})\s*{NUMBER}\.?)*"
SUBPARAGRAPHS = rf"{LETTERED}(?:\s*(?:(?:{_AND}\s*)+|{_DASH})\s*{LETTERED})*"

_LONGEST_RANGE = 60

_RUSSIAN_ONES = (
    "перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят",
    "одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат",
    "семнадцат", "восемнадцат", "девятнадцат",
)  # fmt: skip
_RUSSIAN_TENS = {
    "двадцат": 20, "тридцат": 30, "сороков": 40, "пятидесят": 50, "шестидесят": 60,
    "семидесят": 70, "восьмидесят": 80, "девяност": 90,
}  # fmt: skip
_RUSSIAN_TENS_BEFORE = {
    "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60,
    "семьдесят": 70, "восемьдесят": 80, "девяносто": 90, "сто": 100,
}  # fmt: skip
_RUSSIAN_END = (
    r"(?:ый|ий|ой|ая|ья|ое|ье|ого|его|ьего|ому|ему|ьему|ей|ьей|ую|ью|ым|им|ьим|ом|ем|ьем|ые|ие|ьи"
    r"|ых|их|ьих|ыми|ими|ьими)"
)
_KAZAKH_ONES = {
    "бірінші": 1, "екінші": 2, "үшінші": 3, "төртінші": 4, "бесінші": 5, "алтыншы": 6,
    "жетінші": 7, "сегізінші": 8, "тоғызыншы": 9,
}  # fmt: skip
_KAZAKH_TENS = {
    "оныншы": 10, "жиырмасыншы": 20, "отызыншы": 30, "қырқыншы": 40, "елуінші": 50,
    "алпысыншы": 60, "жетпісінші": 70, "сексенінші": 80, "тоқсаныншы": 90,
}  # fmt: skip
_KAZAKH_TENS_BEFORE = {
    "он": 10, "жиырма": 20, "отыз": 30, "қырық": 40, "елу": 50, "алпыс": 60, "жетпіс": 70,
    "сексен": 80, "тоқсан": 90, "жүз": 100,
}  # fmt: skip

_RUSSIAN_ORDINAL = (
    rf"(?:(?:{'|'.join(_RUSSIAN_TENS_BEFORE)})\s+)?"
    rf"(?:{'|'.join((*reversed(_RUSSIAN_ONES), *_RUSSIAN_TENS))}){_RUSSIAN_END}\b"
)
_KAZAKH_ORDINAL = (
    rf"(?:(?:{'|'.join(_KAZAKH_TENS_BEFORE)})\s+)?"
    rf"(?:{'|'.join((*_KAZAKH_ONES, *_KAZAKH_TENS))})\b"
)
ORDINAL = rf"(?:{_RUSSIAN_ORDINAL}|{_KAZAKH_ORDINAL})"
ORDINALS = rf"{ORDINAL}(?:\s*(?:(?:{_AND}\s*)+|{_DASH})\s*{ORDINAL})*"

_ORDINAL_ALONE = re.compile(ORDINAL, re.IGNORECASE)
_ITEM = re.compile(rf"{LETTERED}|{NUMBER}")
_DASHED = re.compile(rf"^\s*{_DASH}\s*$")


def ordinal_value(words: str) -> int | None:
    """«второй» → 2, «двадцать первым» → 21, «он екінші» → 12; None for anything else."""
    parts = words.lower().replace("ё", "е").split()
    if not parts or len(parts) > 2:
        return None
    before = 0
    if len(parts) == 2:
        tens = _RUSSIAN_TENS_BEFORE.get(parts[0]) or _KAZAKH_TENS_BEFORE.get(parts[0])
        if tens is None:
            return None
        before = tens
    last = parts[-1]
    value = _KAZAKH_ONES.get(last) or _KAZAKH_TENS.get(last) or _russian_value(last)
    return before + value if value else None


def _russian_value(word: str) -> int | None:
    bare = re.sub(rf"{_RUSSIAN_END}$", "", word)
    if bare in _RUSSIAN_ONES:
        return _RUSSIAN_ONES.index(bare) + 1
    return _RUSSIAN_TENS.get(bare)


def ordinals(text: str) -> tuple[str, ...]:
    """«второй и третий» → («2», «3»); «второй – пятый» → («2», «3», «4», «5»)."""
    values: list[int] = []
    end = 0
    for match in _ORDINAL_ALONE.finditer(text):
        value = ordinal_value(match[0])
        if value is None:
            continue
        if values and _DASHED.match(text[end : match.start()]):
            values.extend(range(values[-1] + 1, value))
        values.append(value)
        end = match.end()
    return tuple(str(value) for value in values)


def numbers(text: str, *, plural: bool) -> tuple[str, ...]:
    """«3, 4 и 5» → («3», «4», «5»); «1) – 3)» → («1», «2», «3»); «15-1» → («15-1»).

    With ``plural`` a single «3-5» whose second figure is the larger is a range.
    """
    found: list[str] = []
    end = 0
    items = list(_ITEM.finditer(text))
    for match in items:
        number = match[0].rstrip(")")
        if found and _DASHED.match(text[end : match.start()]):
            found.extend(_between(found[-1], number))
        elif plural and len(items) == 1:
            found.extend(_hidden_range(number))
            end = match.end()
            continue
        found.append(number)
        end = match.end()
    return tuple(found)


def _between(first: str, last: str) -> list[str]:
    """The numbers between two ends of a range, the ends left out."""
    first_stem, first_figure = _split(first)
    last_stem, last_figure = _split(last)
    if last_stem == first and last_figure:
        # «15 – 15-3»
        return [f"{first}-{value}" for value in range(1, last_figure)]
    if first_stem != last_stem or not 0 < last_figure - first_figure <= _LONGEST_RANGE:
        return []
    return [
        f"{first_stem}-{value}" if first_stem else str(value)
        for value in range(first_figure + 1, last_figure)
    ]


def _split(number: str) -> tuple[str, int]:
    stem, _, figure = number.rpartition("-")
    return stem, int(figure) if figure.isdecimal() else 0


def _hidden_range(number: str) -> list[str]:
    first, dash, last = number.partition("-")
    if dash and last.isdecimal() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
        return [str(value) for value in range(int(first), int(last) + 1)]
    return [number]

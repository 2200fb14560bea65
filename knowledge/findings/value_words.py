"""Places and values of facts in words for people, in English, Russian and Kazakh."""

from __future__ import annotations

import re

_PLACES = {
    "para": ("paragraph {n}", "пункт {n}", "{n}-тармақ"),
    "row": ("row {n}", "строка {n}", "{n}-жол"),
    "annex": ("annex {n}", "приложение {n}", "{n}-қосымша"),
    "chp": ("chapter {n}", "глава {n}", "{n}-тарау"),
    "sec": ("section {n}", "раздел {n}", "{n}-бөлім"),
    "subpara": ("subparagraph {n})", "подпункт {n})", "{n}) тармақша"),
    "rules": ("Rules {n}", "Правила {n}", "{n}-қағида"),
    "order": ("the order", "приказ", "бұйрық"),
    "preamble": ("preamble", "преамбула", "кіріспе"),
}
_BARE = {"rules": ("the Rules", "Правила", "Қағидалар"),
         "annex": ("the annex", "приложение", "қосымша")}  # fmt: skip
_NOT_NAMED = frozenset({"text", "again", "list"})


def place_name(eid: str, language: str) -> str:
    """An eid for people: «row 3 of annex 2», «приложение 2, строка 3», «2-қосымша, 3-жол»."""
    chosen = ("en", "ru", "kk").index(language)
    parts = []
    names = eid.split("__")
    for name in names:
        kind, _, number = name.partition("_")
        if kind in _NOT_NAMED or (kind == "chp" and len(names) > 1 and name != names[-1]):
            continue
        words = _PLACES.get(kind) if number or kind not in _BARE else _BARE[kind]
        if words is not None:
            parts.append(words[chosen].format(n=number))
    return ", ".join(parts) or eid


_TERM = re.compile(r"(?P<count>[\d.]+) (?:(?P<kind>\w+) )?(?P<unit>[a-z]+?)s?\Z")
_UNITS = {
    # one, two to four, many; Kazakh
    "second": (("секунда", "секунды", "секунд"), "секунд"),
    "minute": (("минута", "минуты", "минут"), "минут"),
    "hour": (("час", "часа", "часов"), "сағат"),
    "day": (("день", "дня", "дней"), "күн"),
    "month": (("месяц", "месяца", "месяцев"), "ай"),
    "quarter": (("квартал", "квартала", "кварталов"), "тоқсан"),
    "year": (("год", "года", "лет"), "жыл"),
}
_DAYS = {
    "working": (("рабочий", "рабочих"), "жұмыс"),
    "calendar": (("календарный", "календарных"), "күнтізбелік"),
    "banking": (("банковский", "банковских"), "банк"),
}
_WORDS = {
    "next working day": ("следующий рабочий день", "келесі жұмыс күні"),
    "immediately": ("незамедлительно", "дереу"),
    "free": ("бесплатно", "тегін"), "paid": ("платно", "ақылы"),
    "round the clock": ("круглосуточно", "тәулік бойы"),
    "Monday": ("понедельник", "дүйсенбі"), "Tuesday": ("вторник", "сейсенбі"),
    "Wednesday": ("среда", "сәрсенбі"), "Thursday": ("четверг", "бейсенбі"),
    "Friday": ("пятница", "жұма"), "Saturday": ("суббота", "сенбі"),
    "Sunday": ("воскресенье", "жексенбі"),
    "portal": ("портал", "портал"),
    "corporation": ("Государственная корпорация", "Мемлекеттік корпорация"),
}  # fmt: skip
_LEVELS = {
    "article": ("статья {n}", "{n}-бап"), "paragraph": ("пункт {n}", "{n}-тармақ"),
    "subparagraph": ("подпункт {n})", "{n}) тармақша"), "annex": ("приложение {n}", "{n}-қосымша"),
    "chapter": ("глава {n}", "{n}-тарау"), "section": ("раздел {n}", "{n}-бөлім"),
    "row": ("строка {n}", "{n}-жол"), "part": ("часть {n}", "{n}-бөлік"),
    "abzac": ("абзац {n}", "{n}-абзац"),
}  # fmt: skip


def shown_value(value: str, language: str) -> str:
    """A fact's value for people: «5 working days» is «5 рабочих дней», «5 жұмыс күні»."""
    if language == "en":
        return value
    chosen = ("ru", "kk").index(language)
    if value in _WORDS:
        return _WORDS[value][chosen]
    level, _, number = value.partition(" ")
    if level in _LEVELS:
        return _LEVELS[level][chosen].format(n=number)
    term = _TERM.match(value)
    if term and term["unit"] in _UNITS:
        return _term_in(term, language)
    return value.replace("MCI", ("МРП", "АЕК")[chosen]).replace("tenge", ("тенге", "теңге")[chosen])


def _term_in(term: re.Match[str], language: str) -> str:
    count, kind, unit = term["count"], term["kind"], term["unit"]
    if language == "kk":
        if kind == "calendar":
            return f"күнтізбелік {count} күн"
        if kind:
            return f"{count} {_DAYS[kind][1]} күні"
        return f"{count} {_UNITS[unit][1]}"
    form = _russian_form(count)
    said = f"{_DAYS[kind][0][0 if form == 0 else 1]} " if kind in _DAYS else ""
    return f"{count} {said}{_UNITS[unit][0][form]}"


def _russian_form(count: str) -> int:
    """0 for «1 день», 1 for «2 дня», 2 for «5 дней»."""
    if not count.isdecimal():
        return 1
    last, two = int(count) % 10, int(count) % 100
    if last == 1 and two != 11:
        return 0
    return 1 if last in (2, 3, 4) and two not in (12, 13, 14) else 2

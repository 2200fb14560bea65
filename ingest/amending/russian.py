"""Tokens of Russian instructions: elements, words, verbs, by preposition and ending."""

from __future__ import annotations

import re

from ingest.amending.counting import NUMBERS, ORDINALS, SUBPARAGRAPHS, numbers, ordinals
from ingest.amending.tokens import (
    MARKED_ACT,
    MARKED_QUOTE,
    MARKED_TABLE,
    ActMark,
    Element,
    Make,
    Order,
    OtherLanguage,
    Quoted,
    Role,
    Text,
    Throughout,
    ToAnnex,
    Token,
    Verb,
    Words,
    marked_numbers,
    span_of,
)
from knowledge.amending.places import Level

_POINTING = (
    r"(?:(?:указанн|вышеуказанн|названн|вышеназванн|данн|настоящ|упомянут|эт)\w*\s+"
    r"(?!приказом|постановлением|решением)){0,2}"
)
_PREPOSITION = rf"(?:\b(?P<prep>во?|после|перед|к|из)\s+{_POINTING})?"

_PREPOSITIONS = {"в": Role.PLACE, "во": Role.PLACE, "после": Role.AFTER, "перед": Role.BEFORE}


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(body, re.IGNORECASE)


def _plural(form: str) -> bool:
    return form.endswith(("ы", "ов", "ев", "ам", "ями", "ами", "ах", "ях", "ям", "ей", "й"))


def _role(match: re.Match[str], several: bool, first_ordinal: str = "") -> Role | None:
    """The part of an element, by its preposition and its noun's ending; None for «к пункту»."""
    form, noun = match["form"].lower(), match["noun"].lower()
    prep = (match["prep"] or "").lower()
    if prep in _PREPOSITIONS:
        return _PREPOSITIONS[prep]
    if prep in ("к", "из"):
        return None
    if _instrumental(noun, form):
        return Role.WITH
    if form in ("ах", "ях") or (form in ("е", "ке") and noun not in _NEUTER):
        return Role.PLACE
    if noun == "част" and form == "и":
        objective = first_ordinal.lower().endswith(("ую", "ью", "ая", "ья", "ые", "ьи"))
        return Role.OBJECT if objective else Role.OF
    if form in ("и", "ы", "я", "ки") and noun in _AMBIGUOUS:
        return Role.OBJECT if several else Role.OF
    if form in ("а", "ка", "ца", "ов", "ев", "ей", "й", "цов", "ия", "и") and noun in _MASCULINE:
        return Role.OF
    if form in ("я", "и", "й", "ей", "ы", "") and noun in _GENITIVE_LIKE and form in ("й", "ей"):
        return Role.OF
    return Role.OBJECT


_NEUTER = frozenset({"приложени", "предложени", "примечани", "наименовани", "названи"})
_AMBIGUOUS = frozenset(
    {"строк", "граф", "глав", "приложени", "предложени", "примечани", "колонк", "таблиц",
     "преамбул", "позици", "наименовани", "названи"}
)  # fmt: skip
_MASCULINE = frozenset({"пункт", "подпункт", "абзац", "параграф", "раздел", "столб", "заголов"})
_GENITIVE_LIKE = frozenset({"част", "приложени", "предложени"})


def _instrumental(noun: str, form: str) -> bool:
    if form in ("ом", "ем", "ами", "ями", "цом", "цами", "ком", "ками", "ою"):
        return True
    if noun == "част":
        return form == "ью"
    return noun in ("строк", "граф", "глав", "колонк", "позици", "преамбул", "таблиц") and form in (
        "ой",
        "ей",
    )


def _counted(level: Level) -> Make:
    """An element named by figures after its noun: «пункты 3 и 4», or «пунктом» alone."""

    def make(match: re.Match[str]) -> Token | None:
        text = match["nums"] or ""
        found = numbers(text, plural=_plural(match["form"].lower()))
        role = _role(match, several=len(found) > 1)
        if role is None or (not found and role is not Role.WITH):
            return None
        return Element(span_of(match), role, level, found)

    return make


def _ordinal(level: Level) -> Make:
    """An element named by words: «часть вторую», «второй абзац», or «абзацем» alone."""

    def make(match: re.Match[str]) -> Token | None:
        words = match["after"] or match["before"] or ""
        found = ordinals(words) or numbers(words, plural=True)
        role = _role(match, len(found) > 1, words.split()[0] if words else "")
        if role is None or (not found and role is not Role.WITH):
            return None
        return Element(span_of(match), role, level, found)

    return make


def _row(match: re.Match[str]) -> Token | None:
    found = numbers(match["nums"] or "", plural=_plural(match["form"].lower()))
    role = _role(match, several=len(found) > 1)
    if role is None or (not found and role is not Role.WITH):
        return None
    return Element(span_of(match), role, Level.ROW, found)


def _annex(match: re.Match[str]) -> Token | None:
    found = numbers(match["nums"] or "", plural=_plural(match["form"].lower()))
    to = (match["to"] or "").lower()
    if not found and not to:
        return None
    role = _role(match, several=len(found) > 1)
    if role is None:
        return None
    return Element(span_of(match), role, Level.ANNEX, found or ("1",), _annex_to(to))


def _annex_to(noun: str) -> str:
    if not noun:
        return ""
    return "order" if noun.startswith(("приказ", "постановл", "решени", "распоряж")) else "rules"


def _unnumbered(level: Level) -> Make:
    def make(match: re.Match[str]) -> Token | None:
        role = _role(match, several=False)
        if role is None:
            return None
        if level is Level.PREAMBLE and role is Role.OF:
            role = Role.OBJECT if match["form"] in ("у", "а") else role
        return Element(span_of(match), role, level)

    return make


def _corner(match: re.Match[str]) -> Token:
    role = Role.PLACE if match["prep"] else Role.OBJECT
    return Element(span_of(match), role, Level.CORNER)


_RULES_NOUN = (
    r"(?P<noun>правил|стандарт|регламент|инструкци|положени|методик|поряд|требовани|переч"
    r"|критери|реестр|квалификационн\w+\s+требовани|форм|нормати?в|план|состав|устав|норм|тариф"
    r"|номенклатур|классификатор|кодекс|услови|описани|лимит|размер|типов\w+\s+\w+)"
    r"(?P<form>[а-я]*)"
)
_APPROVING = (
    r"утвержд\w+\s+(?:(?:указанн|вышеуказанн|названн|вышеназванн|данн|эт|упомянут)\w*\s+"
    r"(?:совместн\w+\s+)?(?:приказ|постановлени|решени|распоряжени)\w*|(?P<act>" + MARKED_ACT + "))"
)
_RULES_PLACE_FORMS = ("ах", "ях", "е", "ке", "не", "и", "ени")


def _approved(match: re.Match[str]) -> Token:
    """«в Правилах …, утвержденных указанным приказом», also by an act named in full."""
    act = marked_numbers(match["act"])[0] if match["act"] else None
    title = f"{match['noun']}{match['form']}{match['title']}"
    return Text(span_of(match), _rules_role(match), True, title.strip(" ,"), act)


def _rules(match: re.Match[str]) -> Token | None:
    noun, form = match["noun"].lower(), match["form"].lower()
    if form in ("ам", "у", "ю", "ям", "ами", "ом"):
        return None
    if noun not in ("правил", "стандарт", "регламент", "инструкци") and not match["pointing"]:
        return None
    if noun == "правил" and form not in ("а", "ах", ""):
        return None
    if not match["pointing"] and match["noun"][0].islower() and match.start() > 0:
        return None
    return Text(span_of(match), _rules_role(match), True)


def _rules_role(match: re.Match[str]) -> Role:
    form = match["form"].lower()
    if (match["prep"] or "").lower() in ("в", "во"):
        return Role.PLACE
    noun = match["noun"].lower()
    if form in ("ах", "ях"):
        return Role.PLACE
    return Role.OF if form in _GENITIVES.get(noun, ()) else Role.OBJECT


_GENITIVES = {
    "правил": ("",), "стандарт": ("а", "ов"), "регламент": ("а", "ов"), "поряд": ("ка",),
    "переч": ("ня",), "инструкци": ("и",), "положени": ("я",), "методик": ("и",),
    "требовани": ("й",),
}  # fmt: skip


def _order_text(match: re.Match[str]) -> Token | None:
    form = match["form"].lower()
    noun = match["noun"].lower()
    if (match["prep"] or "").lower() in ("в", "во"):
        return Text(span_of(match), Role.PLACE, False)
    if (noun, form) in (("приказ", "а"), ("постановлени", "я"), ("решени", "я")):
        return Text(span_of(match), Role.OF, False)
    return None


def _words(match: re.Match[str]) -> Token:
    noun = match["noun"].lower().split()[0]
    prep = (match["prep"] or "").lower()
    if prep in ("после", "перед"):
        role = _PREPOSITIONS[prep]
    elif prep == "на" or noun.endswith(("ами", "ом", "ой", "ем", "ями", "ей")):
        role = Role.WITH
    else:
        role = Role.OBJECT
    return Words(
        span_of(match), role, marked_numbers(match["quotes"]), noun.startswith(("знак", "точк"))
    )


def _verb(match: re.Match[str]) -> Token:
    word = match[0].lower()
    first = word.endswith("ив") or word.startswith("признать")
    for stem, verb in (("излож", Verb.STATE), ("дополн", Verb.ADD), ("исключ", Verb.TAKE_OUT),
                       ("замен", Verb.EXCHANGE), ("признать", Verb.REPEAL),
                       ("утрат", Verb.REPEAL), ("считать утрат", Verb.REPEAL)):  # fmt: skip
        if word.startswith(stem):
            return Order(span_of(match), verb, first)
    return Order(span_of(match), Verb.RENUMBER)


def _to_annex(match: re.Match[str]) -> Token:
    found = numbers(match["nums"] or "", plural=True) or ("",)
    to_list = bool(match["to"]) and match["to"].lower().startswith("переч")
    return ToAnnex(span_of(match), found, to_list)


_NOUN_OF_WORDS = (
    r"(?P<noun>слов(?:а|о|ом|ами|ам|у|е)?|словосочетани(?:е|я|ем|ями|й)|цифр(?:ы|у|а|ами|ой)?"
    r"|чис(?:ла|ло|лом|лами|ел)|аббревиатур(?:у|ы|ой|ами)?|знак(?:и|а|ом|ами|ов)?(?:\s+препинания)?"
    r"|символ(?:ы|а|ом|ами)?|букв(?:у|ы|ой|ами)?|дат(?:у|ы|ой|ами)|предлог(?:ом)?|союз(?:ом)?"
    r"|выражени(?:е|ем)|текст(?:ом)?)"
    r"(?:\s+и\s+(?:слова|цифры|знаки|цифрами|словами|знаками|аббревиатур\w+))?(?:\s+препинания)?"
)
_QUOTES = (
    rf"(?P<quotes>{MARKED_QUOTE}(?:(?:\s*,\s*и\s+|\s*,\s*|\s+и\s+|\s+или\s+|\s+){MARKED_QUOTE})*)"
)

PATTERNS: tuple[tuple[re.Pattern[str], Make], ...] = (
    (
        _pattern(
            rf"(?:согласно|в\s+соответствии\s+с|по\s+форме\s+согласно)\s+приложени(?:ю|ям|ем|ями)\s*"
            rf"(?:№\s*)?(?P<nums>{NUMBERS})?(?:\s*,?\s*соответственно)?,?\s+к\s+настоящ\w+\s+"
            r"(?P<to>приказу|постановлению|решению|распоряжению|перечню)"
        ),
        _to_annex,
    ),
    (
        _pattern(
            r"текст\w*\s+на\s+русском\s+языке\s+(?:не\s+(?:из)?меня\w+|оста\w+\s+без\s+изменени\w+)"
            r"|(?:в\s+)?русск\w+\s+текст\w*\s+не\s+(?:из)?меня\w+"
            r"|на\s+русском\s+языке\s+(?:текст\s+)?не\s+(?:из)?меня\w+"
        ),
        lambda match: OtherLanguage(span_of(match)),
    ),
    (
        _pattern(r"по\s+(?:всему\s+)?тексту|в(?:о\s+всем)?\s+тексте|(?<=\sи\s)тексте"),
        lambda match: Throughout(span_of(match)),
    ),
    (
        _pattern(rf"(?:\b(?P<prep>после|перед|на)\s+)?\b{_NOUN_OF_WORDS}\s*:?\s*{_QUOTES}"),
        _words,
    ),
    (
        _pattern(
            r"\bизложи(?:ть|в)\b|\bдополни(?:ть|в)\b|\bисключи(?:ть|в)\b|\bзамени(?:ть|в)\b"
            r"|\bпризна(?:ть|в)\s+утративш\w+\s+силу|\bсчитать\s+утратившими?\s+силу"
            r"|\bутратил\w*\s+силу\b|\bсчитать\s+(?:соответственно\s+)?(?:подпункт|пункт|част|абзац)\w*"
            r"|\bпереименовать\b|\bпоменять\s+местами\b"
        ),
        _verb,
    ),
    (
        _pattern(rf"{_PREPOSITION}\b{_RULES_NOUN}\b(?P<title>[^;:]*?)[\s,]+{_APPROVING}"),
        _approved,
    ),
    (
        _pattern(
            rf"{_PREPOSITION}\b(?P<noun>приложени)(?P<form>е|я|ю|и|ем|й|ям|ями|ях)\b"
            rf"(?:\s*(?:№\s*)?(?P<nums>{NUMBERS}))?(?:\s+к\s+{_POINTING}(?P<to>[а-яё]+)\b)?"
        ),
        _annex,
    ),
    (
        _pattern(
            rf"{_PREPOSITION}\b(?P<noun>строк)(?P<form>(?:у|а|и|е|ой|ою|ами|ам|ах)?)\b"
            rf"(?:,?\s*(?:под\s+|с\s+|имеющ\w+\s+)?(?:порядков\w+\s+номер\w*|номер\w*|№))?\s*"
            rf"(?P<nums>{NUMBERS})?"
        ),
        _row,
    ),
    (
        _pattern(
            rf"{_PREPOSITION}\b(?P<noun>позици)(?P<form>ю|я|и|ей|ями|ях|й)\b,?\s*"
            rf"(?:порядков\w+\s+номер\w*|номер\w*|№)?\s*(?P<nums>{NUMBERS})"
        ),
        _row,
    ),
    (
        _pattern(
            rf"{_PREPOSITION}(?P<noun>порядков\w+\s+номер)(?P<form>(?:а|ом|е|ами|ах|ов)?)\s+"
            rf"(?P<nums>{NUMBERS})"
        ),
        _row,
    ),
    (
        _pattern(
            rf"{_PREPOSITION}\b(?P<noun>подпункт)(?P<form>(?:а|у|е|ом|ы|ов|ам|ами|ах)?)\b\s*"
            rf"(?P<nums>{SUBPARAGRAPHS})?"
        ),
        _counted(Level.SUBPARA),
    ),
    (
        _pattern(
            rf"{_PREPOSITION}\b(?P<noun>пункт)(?P<form>(?:а|у|е|ом|ы|ов|ам|ами|ах)?)\b\s*(?:№\s*)?"
            rf"(?P<nums>{NUMBERS})?(?![\d)])"
        ),
        _counted(Level.PARA),
    ),
    (
        _pattern(
            rf"{_PREPOSITION}(?:(?P<before>{ORDINALS})\s+)?\b(?P<noun>част)(?P<form>ь|и|ью|ей|ям|ями|ях)"
            rf"\b(?:\s+(?P<after>{ORDINALS}))?"
        ),
        _ordinal(Level.PART),
    ),
    (
        _pattern(
            rf"{_PREPOSITION}(?:(?P<before>{ORDINALS})\s+)?\b(?P<noun>абзац)(?P<form>(?:а|у|е|ем|ы|ев|ам|ами|ах)?)"
            rf"\b(?:\s+(?P<after>{ORDINALS}|{NUMBERS}))?"
        ),
        _ordinal(Level.ABZAC),
    ),
    (
        _pattern(
            rf"{_PREPOSITION}(?:(?P<before>{ORDINALS})\s+)?\b(?P<noun>предложени)(?P<form>е|я|ю|и|ем|ями|ях|й)"
            rf"\b(?:\s+(?P<after>{ORDINALS}))?"
        ),
        _ordinal(Level.SENTENCE),
    ),
    (
        _pattern(
            rf"{_PREPOSITION}(?:(?P<before>{ORDINALS})\s+)?\b(?P<noun>граф|колонк|столб)"
            rf"(?P<form>у|а|ы|и|е|ой|ами|ах|ец|ца|цу|це|цом|цы|цами|цах|цов)\b"
            rf"(?:\s+(?P<after>{ORDINALS}|{NUMBERS}))?"
        ),
        _ordinal(Level.COLUMN),
    ),
    (
        _pattern(
            rf"{_PREPOSITION}\b(?P<noun>глав|раздел)(?P<form>(?:у|а|ы|е|ой|ами|ах|ом|ов)?)\b\s*"
            rf"(?P<nums>{NUMBERS})"
        ),
        _counted(Level.CHAPTER),
    ),
    (
        _pattern(
            rf"{_PREPOSITION}\b(?P<noun>глав|раздел)(?P<form>ой|ами|ом)\b(?P<nums>)(?=\s+следующ)"
        ),
        _counted(Level.CHAPTER),
    ),
    (
        _pattern(
            rf"{_PREPOSITION}\b(?P<noun>параграф)(?P<form>(?:а|у|е|ом|ы|ов|ами|ах)?)\b\s*"
            rf"(?P<nums>{NUMBERS})"
        ),
        _counted(Level.SECTION),
    ),
    (
        _pattern(rf"{_PREPOSITION}\b(?P<noun>заголов)(?P<form>ок|ка|ку|ке|ком|ки|ков|ках)\b"),
        _unnumbered(Level.TITLE),
    ),
    (
        _pattern(
            rf"{_PREPOSITION}\b(?P<noun>наименовани|названи)(?P<form>е|я|и|ю|ем)\b"
            r"(?=\s+(?:изложить|указанн|правил|главы|приложени|параграф|раздел|стандарт|слов|\w*\s*\ue010"
            r"|цифр)|\s*:)"
        ),
        _unnumbered(Level.TITLE),
    ),
    (
        _pattern(rf"{_PREPOSITION}\b(?P<noun>преамбул)(?P<form>а|у|ы|е|ой)\b"),
        _unnumbered(Level.PREAMBLE),
    ),
    (
        _pattern(rf"{_PREPOSITION}\bвводн(?:ая|ую|ой)\s+(?P<noun>част)(?P<form>ь|и)\b"),
        lambda match: Element(
            span_of(match), Role.PLACE if match["prep"] else Role.OBJECT, Level.PREAMBLE
        ),
    ),
    (
        _pattern(r"(?:\b(?P<prep>в)\s+)?(?:прав\w+\s+верхн\w+|верхн\w+\s+прав\w+)\s+угл?о?\w*"),
        _corner,
    ),
    (
        _pattern(rf"{_PREPOSITION}\b(?P<noun>примечани)(?P<form>е|я|и|ю|ем)\b"),
        _unnumbered(Level.NOTE),
    ),
    (
        _pattern(
            r"(?:\b(?P<prep>во?)\s+)?(?P<pointing>(?:указанн|вышеуказанн|названн|данн)\w*\s+)?"
            + r"\b"
            + _RULES_NOUN
            + r"\b"
        ),
        _rules,
    ),
    (
        _pattern(
            r"(?:\b(?P<prep>во?)\s+)?(?:(?:указанн|вышеуказанн|названн|данн)(?:ом|ого|ый|ое|ем)\s+)?"
            r"\b(?P<noun>приказ|постановлени|решени)(?P<form>[а-я]*)\b"
        ),
        _order_text,
    ),
    (_pattern(MARKED_ACT), lambda match: ActMark(span_of(match), marked_numbers(match[0])[0])),
    (_pattern(MARKED_QUOTE), lambda match: Quoted(span_of(match), marked_numbers(match[0])[0])),
    (
        _pattern(MARKED_TABLE),
        lambda match: Quoted(span_of(match), marked_numbers(match[0])[0], True),
    ),
)

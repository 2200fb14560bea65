"""What the links of an act look like, and what must stand before them.

The words that lose their place in the text layer of a PDF are the texts of links: «статьи 9»,
«Правилам», «6-бабының». Whether some words at the end of a line are such a text, and whether a
gap in the line calls for it, is grammar; it is kept here, apart from the moving.
"""

from __future__ import annotations

import re

_NUMBER = r"\d+(?:-\d+)?\)?(?:(?:,| и| және) \d+(?:-\d+)?\)?)*"
_REFERENCE_RU = (
    r"(?:под)?пункт(?:а|у|е|ом|ы|ов|ам|ах|ами)?|стать(?:я|и|е|ю|ей|ям|ях|ями)|"
    r"част(?:ь|и|ью|ей|ям)|абзац\w*|глав(?:а|ы|е|у|ой)|раздел\w{0,3}|параграф\w{0,3}"
)
_ANNEX_RU = r"приложени(?:е|я|ю|ем|и|й|ям|ях)"
_ACT_RU = (
    r"[Пп]равил(?:а|ам|ами|ах)?|[Зз]акон(?:а|у|ом|е)?|[Кк]одекс(?:а|у|ом|е)?|"
    r"[Рр]еестр(?:а|у|ом|е)?|[Пп]оложени(?:е|я|ю|ем|и)|[Ии]нструкци(?:я|и|ю|ей)|"
    r"[Сс]тандарт(?:а|у|ом|е)?|[Рр]егламент(?:а|у|ом|е)?|[Пп]риказ(?:а|у|ом|е)?|"
    r"[Пп]остановлени(?:е|я|ю|ем|и)|[Мм]етодик(?:а|и|е|у|ой)|[Пп]ереч(?:ень|ня|ню|нем|не)"
)
_REFERENCE_KK = r"\d+(?:-\d+)?-(?:бап|баб|тарма|тарау|қосымша)\w*"
_ACT_KK = (
    r"қосымша\w*|[Ққ]ағида\w+|заңнама\w*|[Зз]аң(?:ы\w*|ға|да|ның)?|[Кк]одекс\w*|бұйры[ғқ]\w*|"
    r"қаулы\w*|[Ее]реже\w*|тізілім\w*|[Сс]тандарт\w*|[Рр]егламент\w*"
)
_SHORT_REFERENCE = r"№ ?\d[\w/-]*|п\. ?\d+"
_APPROVED = r"бекіткен|бекітілген|утвержденн\w+"

_LINK = (
    rf"(?:{_REFERENCE_RU}) {_NUMBER}|{_ANNEX_RU}(?: {_NUMBER})?|{_ACT_RU}|"
    rf"{_REFERENCE_KK}|{_ACT_KK}|{_SHORT_REFERENCE}|{_APPROVED}"
)
_WHOLE_LINK = re.compile(_LINK)
_LINK_AT_END = re.compile(rf"(?<=[^\s(«]) (?P<link>{_LINK})$")
# «согласно  кприложению 3», «к оказаниюпункте 9»: glued to a word in small letters.
_LINK_IN_WORD = re.compile(rf"(?<=[а-яёәғқңөұүһі])(?P<link>{_LINK})$")
_LINK_SEQUENCE = re.compile(rf"(?:{_LINK})(?: (?:{_LINK}))+")

_PART_OF_ARTICLE = re.compile(
    r"\d\)$|(?:пункт|част|абзац)\w* \d+(?:-\d+)?$|(?:пункт|абзац)\w* \d+(?:-\d+)? и \d+$"
)
_DATE = re.compile(r"\b\d\d\.\d\d\.\d{4}$")
_AFTER_NUMBER = re.compile(r"\(|(?:бұйры|қаулы)\w+мен")
_THIS = re.compile(r"\bнастоящ(?:(?P<им>им)|(?P<ему>ему)|(?P<их>их)|(?P<его>его)|(?P<ей>ей))$")
_THIS_CASE = {
    "им": r"\w+[ая]м",
    "ему": r"\w+[ую]",
    "их": r"Правил(?:ах)?",
    "его": r"\w+[ая]",
    "ей": r"\w+и",
}
_PREPOSITION = r"в|во|к|ко|с|со|из|от|по|на|о|об|при|до|для|за|у"
_STARTS_WITH_PREPOSITION = re.compile(rf"(?:{_PREPOSITION}) ")
_STARTS_IN_GENITIVE = re.compile(
    r"(?:настоящ(?:его|ей)|(?:настоящих )?Правил|Закона|Кодекса|приказа|постановления|"
    r"Положения|Конституции|Стандарта|Регламента|Перечня|Инструкции|Реестра|"
    r"[А-Я][а-яё]+(?:ого|его|ой)|"
    r"(?:[а-яё]+(?:ния|вия|тия)))\b"
)
# Before the gap → how the word that belongs there must end.
_GOVERNMENT: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"(?:^|\s)(?:{left})$", re.IGNORECASE), re.compile(rf"(?:{ending})\b"))
    for left, ending in (
        ("согласно|к|по", r"^\w+(?:ам|ям|у|ю|е)"),
        ("в|во|на|о|об|при", r"^\w+(?:е|ах|ях|и|р|н|т|с|з|а|у|ю|ь)"),
        ("с|со", r"^\w+(?:ами|ом|ем|ой|ей|ью)"),
        ("из|от|до|для", r"^\w+(?:ил|а|я|и|ы)"),
        ("прилагаемые", r"^(?:Правила|правила)"),
        ("прилагаемый", r"^(?:Стандарт|Регламент|Перечень|Реестр|Кодекс)"),
        ("прилагаемое", r"^Положение"),
        ("прилагаемую", r"^(?:Инструкцию|Методику)"),
        (r"утвержденн\w+|предусмотренн\w+", r"^\w+"),
    )
)
_TIED_TO_NEXT = re.compile(
    rf"(?:^|\s)(?:{_PREPOSITION}|согласно|настоящ\w+|прилагаем\w+|утвержденн\w+|данн\w+|эт\w+)$",
    re.IGNORECASE,
)

_GENITIVE_KK = re.compile(r"(?:[нтд](?:ың|ің)|Заңы|Кодексі)$")
_DATIVE_KK = re.compile(r"(?:ға|ге|қа|ке)$")
_POSSESSED_KK = re.compile(
    r"\d|заңнама|қағида|бұйр|қаулы|тізілім|ереже|стандарт|регламент|кодекс", re.IGNORECASE
)
_CONTINUES_KK = re.compile(
    r"(?:\d+(?:-\d+)?\)|көрсетілген|белгіленген|көзделген|бекітілген|сәйкес|айқындалған|"
    r"бекітілсін)"
)
_BY_AN_ACT_KK = re.compile(r"(?:мен|бен|пен)$")
_LOWER_END = re.compile(r"[а-яёәғқңөұүһі]$")


def is_link(words: str) -> bool:
    """Whether the words are, as a whole, the text of one link."""
    return _WHOLE_LINK.fullmatch(words) is not None


def link_at_end(line: str) -> str | None:
    """The text of a link that ends the line, after a blank or glued to a word, or ``None``."""
    match = _LINK_AT_END.search(line) or _LINK_IN_WORD.search(line)
    return match["link"] if match else None


def part_links(words: str, count: int) -> list[str] | None:
    """The words as ``count`` links in a row, or ``None`` if they are not."""
    if _LINK_SEQUENCE.fullmatch(words) is None:
        return None
    links = [match[0] for match in _WHOLE_LINK.finditer(words)]
    return links if len(links) == count else None


def calls_for(before: str, link: str, after: str) -> bool:
    """Whether a gap between ``before`` and ``after`` is ungrammatical without the ``link``."""
    if link.startswith("№"):
        return bool(_DATE.search(before) and _AFTER_NUMBER.match(after))
    return _calls_russian(before, link, after) or _calls_kazakh(before, link, after)


def is_tied(before: str, link: str) -> bool:
    """Whether a link already stands well behind the words before it."""
    if _TIED_TO_NEXT.search(before) or (link.startswith("№") and _DATE.search(before)):
        return True
    if _POSSESSED_KK.match(link) and _GENITIVE_KK.search(before):
        return True
    if link.startswith("қосымша") and _DATIVE_KK.search(before):
        return True
    return link.startswith("бекіт") and _BY_AN_ACT_KK.search(before) is not None


def starts_with_preposition(text: str) -> bool:
    """Whether a text begins with a Russian preposition in lower case."""
    return _STARTS_WITH_PREPOSITION.match(text) is not None


def _calls_russian(before: str, link: str, after: str) -> bool:
    genitive = _STARTS_IN_GENITIVE.match(after) is not None
    if _PART_OF_ARTICLE.search(before):
        return genitive and re.match(rf"(?:{_REFERENCE_RU}|{_ANNEX_RU})\b", link) is not None
    if _calls_noun(before, link, after):
        return True
    if not genitive and not starts_with_preposition(after):
        return False
    return any(left.search(before) and case.match(link) for left, case in _GOVERNMENT)


def _calls_noun(before: str, link: str, after: str) -> bool:
    """«согласно приложению 1 к настоящим  (далее – …»: nothing to be «настоящим»."""
    this = _THIS.search(before)
    if this is None or not (after[:1] in set("(,.;:)") or starts_with_preposition(after)):
        return False
    return re.fullmatch(_THIS_CASE[this.lastgroup or ""], link) is not None


def _calls_kazakh(before: str, link: str, after: str) -> bool:
    if link.startswith("бекіт"):
        return bool(_LOWER_END.search(before)) and after[:1].isupper()
    if not _CONTINUES_KK.match(after):
        return False
    if _POSSESSED_KK.match(link) and _GENITIVE_KK.search(before):
        return True
    return "қосымша" in link and _DATIVE_KK.search(before) is not None

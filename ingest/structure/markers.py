"""How one line of an act is recognised: numbers, chapters, stamps, exclusions, signatures.

Everything here looks at a single text and says what it is; what it means in its place is
decided by the later stages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_MOST_FIGURES = 3
_NUMBER = r"\d{1,3}(?:\s?-\s?\d{1,3})*"
_WHOLE_NUMBER = re.compile(rf"^{_NUMBER}$")

_PARAGRAPH = re.compile(
    rf"^(?P<number>{_NUMBER})\s?\.(?:\s+|(?=[«\"“А-ЯЁӘІҢҒҮҰҚӨҺA-Z]))(?P<text>.*)$", re.DOTALL
)
_EMPTY_PARAGRAPH = re.compile(rf"^(?P<number>{_NUMBER})\s?\.\s*$")
_SUBPARAGRAPH = re.compile(
    r"^(?P<number>\d{1,3}(?:-\d{1,3})?|[а-яәіңғүұқөһa-z])\s?\)\s*(?P<text>.*)$", re.DOTALL
)

_CHAPTER = re.compile(
    r"^(?:(?:Глава|Раздел|Chapter|Section)\s+(?P<first>\d+(?:-\d+)?)\b|"
    r"(?P<second>\d+(?:-\d+)?)\s?-?\s?(?:тарау|бөлім)\b)\s*[.:]?\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(
    r"^(?:(?:Параграф|Paragraph|§)\s*(?P<first>\d+(?:-\d+)?)|"
    r"(?P<second>\d+(?:-\d+)?)\s?-?\s?параграф)\b\s*[.:]?\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)

_EXCLUDED = re.compile(
    r"^(?:исключ[её]н[аоы]?|утратил[аои]?\s+силу|алып\s+тасталды|алынып\s+тасталды|"
    r"күші\s+жойылды|excluded|deleted)\b",
    re.IGNORECASE,
)
_EXCLUDED_FOOTNOTE = re.compile(
    r"(?:пункты?|paragraphs?)\s+(?P<ru>[\d\s,–и-]+?)\s+(?:был[аи]?\s+)?исключен|"
    r"(?P<kk>\d+(?:-\d+)?)-?\s?тарма[қғ]\w*\s+(?:алып|алынып)\s+тасталды",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A printed number and the text after it."""

    number: str
    text: str


def _tidy(number: str) -> str:
    return re.sub(r"\s", "", number)


def paragraph_number(text: str) -> Numbered | None:
    """«13. Настоящие …» → («13», «Настоящие …»); «9-1.» likewise; None for anything else."""
    match = _PARAGRAPH.match(text)
    if match:
        return Numbered(_tidy(match["number"]), match["text"].strip())
    empty = _EMPTY_PARAGRAPH.match(text)
    return Numbered(_tidy(empty["number"]), "") if empty else None


def subparagraph_number(text: str) -> Numbered | None:
    """«2) …» → («2)», «…»); also «а) …» and «3-1) …»."""
    match = _SUBPARAGRAPH.match(text)
    return Numbered(f"{match['number']})", match["text"].strip()) if match else None


def chapter_heading(text: str) -> Numbered | None:
    """«Глава 2. Порядок …», «2-тарау. …», «Chapter 2. …» → («2», «Порядок …»)."""
    match = _CHAPTER.match(text)
    return Numbered(match["first"] or match["second"], match["text"].strip()) if match else None


def section_heading(text: str) -> Numbered | None:
    """«Параграф 1. …», «1-параграф. …» → («1», «…»)."""
    match = _SECTION.match(text)
    return Numbered(match["first"] or match["second"], match["text"].strip()) if match else None


def sort_key(number: str) -> tuple[int, ...]:
    """«9» < «9-1» < «10»: the order of printed numbers."""
    return tuple(int(part) for part in re.findall(r"\d+", number)) or (0,)


def is_excluded(text: str) -> bool:
    """Whether the text of a numbered element only says that the element was excluded."""
    return bool(_EXCLUDED.match(text.lstrip(" -–—")))


def expand_range(number: str) -> tuple[str, ...]:
    """«18-21» of an exclusion («18-21. Исключены …») → («18», «19», «20», «21»)."""
    first, dash, last = number.partition("-")
    short = max(len(first), len(last)) <= _MOST_FIGURES
    if dash and short and first.isdecimal() and last.isdecimal() and int(last) > int(first):
        return tuple(str(value) for value in range(int(first), int(last) + 1))
    return (number,)


def excluded_by_footnote(footnote: str) -> tuple[str, ...]:
    """Numbers of the paragraphs that a footnote says were excluded, if it says so."""
    match = _EXCLUDED_FOOTNOTE.search(footnote)
    if not match:
        return ()
    if match["kk"]:
        return (match["kk"],)
    numbers: list[str] = []
    for part in re.split(r",|\sи\s", match["ru"]):
        numbers.extend(expand_range(re.sub(r"\s|–", lambda m: "-" if m[0] == "–" else "", part)))
    return tuple(number for number in numbers if _WHOLE_NUMBER.match(number))


class StampKind(StrEnum):
    """What a stamp at the margin says."""

    APPROVAL = "approval"
    ANNEX_TO_ORDER = "annex_to_order"
    ANNEX_TO_RULES = "annex_to_rules"
    AGREEMENT = "agreement"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp: its kind and, for annexes, the printed number («1», «3-1», «» where none)."""

    kind: StampKind
    number: str = ""


_ANNEX_RUSSIAN = re.compile(
    r"^Приложени[ея]\s*(?:№\s*)?(?P<number>\d+(?:-\d+)?)?\s+к\s+(?P<to>.*)", re.I | re.S
)
_ANNEX_KAZAKH = re.compile(
    r"(?P<to>.*?)\b(?:(?P<number>\d+(?:-\d+)?)\s?-?\s?)?қосымша(?:сы)?\W*$", re.I | re.S
)
_ANNEX_ENGLISH = re.compile(
    r"^(?:Annex|Appendix)\s*(?P<number>\d+(?:-\d+)?)?\s+to\s+(?P<to>.*)", re.I | re.S
)
_APPROVAL = re.compile(
    r"^(?:Утвержд[её]н[аоы]?|Approved)\b|бекітілген\W*$|^Бекітілген\b", re.IGNORECASE
)
_AGREEMENT = re.compile(r"^[«\"“]?\s*(?:СОГЛАСОВАН|КЕЛІСІЛДІ|КЕЛІСІЛГЕН|AGREED)", re.IGNORECASE)
_TO_ORDER_RUSSIAN = re.compile(r"^(?:\S+\s+){0,3}?(?:приказ|постановлени|решени|распоряжени)", re.I)
_TO_ORDER_KAZAKH = re.compile(r"(?:бұйры[ғқ]|қаулы|шешім)\w*\W*$", re.I)
_TO_ORDER_ENGLISH = re.compile(r"^(?:the\s+)?(?:joint\s+)?(?:order|resolution)", re.I)


def read_stamp(text: str) -> Stamp | None:
    """What the stamp ``text`` says, or None where it is no stamp we know («Форма»…)."""
    flat = " ".join(text.split())
    if _AGREEMENT.match(flat):
        return Stamp(StampKind.AGREEMENT)
    for pattern, to_order in (
        (_ANNEX_RUSSIAN, _TO_ORDER_RUSSIAN),
        (_ANNEX_ENGLISH, _TO_ORDER_ENGLISH),
    ):
        match = pattern.match(flat)
        if match:
            kind = StampKind.ANNEX_TO_RULES
            if to_order.match(match["to"]):
                kind = StampKind.ANNEX_TO_ORDER
            return Stamp(kind, match["number"] or "")
    match = _ANNEX_KAZAKH.match(flat)
    if match and len(flat) < 600:
        target = match["to"].strip()
        kind = StampKind.ANNEX_TO_RULES
        if _TO_ORDER_KAZAKH.search(target):
            kind = StampKind.ANNEX_TO_ORDER
        return Stamp(kind, match["number"] or "")
    if _APPROVAL.search(flat) and len(flat) < 600:
        return Stamp(StampKind.APPROVAL)
    return None


_UNFINISHED_APPROVAL = re.compile(
    r"^(?:Утвержд[её]н[аоы]?|Approved|Бекітілген)\b(?!.*(?:№|\bN\b|\bno\b)\.?\s*\d)", re.I | re.S
)


def is_unfinished_approval(text: str) -> bool:
    """Whether a stamp of approval has not yet come to the number of the approving act."""
    return len(text) < 300 and bool(_UNFINISHED_APPROVAL.match(text.strip()))


_RULES_TITLE = re.compile(
    r"^\W*(?:(?:об\s+утверждении\s+)?(?:единые\s+)?(?:типовые\s+)?"
    r"(?:правила|стандарт|регламент|инструкция|положение|методика|порядок)\b|"
    r"(?:the\s+)?(?:uniform\s+)?(?:rules|standard|regulations|instruction)\b)"
    r"|(?:қағида(?:лары|сы|лар)?|стандарты|регламенті|нұсқаулы[қғ]ы?|ережелері|ережесі|әдістемесі"
    r"|тәртібі)\W*$",
    re.IGNORECASE,
)


def is_rules_title(heading: str) -> bool:
    """Whether a heading is the title of Rules, a Standard, a Regulation and the like."""
    return bool(_RULES_TITLE.search(" ".join(heading.split())))


_SIGNATURE = re.compile(
    r"^(?:и\.\s?о\.|исполняющ|врио|(?:вице-|премьер-)?министр|председатель|руководител|аким\b|"
    r"заместител|acting\s|(?:vice\s|prime\s)?minister|chairman|премьер-министр|м\.\s?а\.)"
    r"|^қазақстан\s+республикасы(?:ның)?\s+(?:\S+\s+){0,9}?(?:министр|премьер-министр|төраға)"
    r"|^(?:\S+\s+){0,6}?министр(?:і|інің|i|iнiң)?(?:\s+міндетін\s+атқарушы)?\W*$",
    re.IGNORECASE,
)


def is_signature(text: str) -> bool:
    """Whether a short line opens the signature under an order («Министр … А. Б.»)."""
    flat = " ".join(text.split())
    return len(flat) < 200 and not flat.endswith((";", ":")) and bool(_SIGNATURE.match(flat))


_STATUS_REPEALED = re.compile(
    r"утративш\w+\s+силу|утратил[аои]?\s+силу|күшін\s+жойған|күші\s+жойылды|күші\s+жойылған|"
    r"no\s+longer\s+in\s+force|became\s+invalid|ceased\s+to\s+be\s+in\s+force",
    re.IGNORECASE,
)


def says_repealed(text: str) -> bool:
    """Whether a status line, requisite or footnote says that the act lost its force."""
    return bool(_STATUS_REPEALED.search(text))


_REQUISITE = re.compile(
    r"^(?:совместн\w+\s+)?(?:приказ|постановление|решение|закон|указ|распоряжение)\b"
    r".{0,400}?\d{4}\s*г(?:\.|ода?)?.{0,40}?(?:№|N)\s*\S+|"
    r"^.{3,300}?\d{4}\s*ж(?:ыл(?:ғы|дың)|\.).{0,40}?(?:№|N)\s*\S+\s+"
    r"(?:бірлескен\s+)?(?:бұйры[ғқ]|қаулы|шешім|заң)"
    r"|^(?:joint\s+)?(?:order|resolution|decree|law)\b.{0,200}?(?:№|no\.?)\s*\S+",
    re.IGNORECASE | re.DOTALL,
)


_ENACTING = re.compile(
    r"ПРИКАЗЫВАЮ|ПОСТАНОВЛЯЕТ|РЕШИЛ|БҰЙЫРАМ|ҚАУЛЫ\s+ЕТЕДІ|ШЕШІМ|HEREBY\s+ORDER|DECREES",
    re.IGNORECASE,
)


def is_requisite(text: str) -> bool:
    """Whether a line is the requisites under a title: «Приказ … от 27 мая 2020 года № 58. …».

    A preamble names laws in the same words, but ends in «ПРИКАЗЫВАЮ».
    """
    flat = " ".join(text.split())
    return len(flat) < 1500 and bool(_REQUISITE.match(flat)) and not _ENACTING.search(flat)

"""Recognising the same act from another file, language or edition.

An act is known by its kind, issuer, date and number, and by its registration number where that
is known. Issuers are printed in three languages and with «и.о.» / «м.а.» before them, so they
are compared by the ministry they name, never by their words.
"""

from __future__ import annotations

import re
from datetime import date

from knowledge.acts import ActHeader
from knowledge.dates import iterate_dates, kazakh_i

_MINISTRIES: tuple[tuple[str, str], ...] = (
    # The longer names first: «цифрового развития, инноваций и аэрокосмической промышленности».
    ("digital", r"цифров\w+ развити|цифрлық даму|digital development|искусственного интеллекта"
                r"|жасанды интеллект"),
    ("investments", r"инвестициям и развити|инвестициялар және даму|investments? and development"),
    ("information", r"информации и общественн|информации и коммуникац|ақпарат және қоғамдық"
                    r"|ақпарат және коммуникац"),
    ("culture", r"культур|мәдениет"),
    ("justice", r"юстици|әділет|justice"),
    ("health", r"здравоохран|денсаулық|health"),
    ("education", r"просвещени|оқу-ағарту|education"),
    ("science", r"науки|ғылым|science"),
    ("labour", r"труда и социальн|еңбек және халықты|labou?r"),
    ("interior", r"внутренних дел|ішкі істер|internal affairs"),
    ("finance", r"финанс|қаржы|finance"),
    ("agriculture", r"сельского хозяйств|ауыл шаруашылығы|agriculture"),
    ("transport", r"транспорт|көлік|transport"),
    ("ecology", r"эколог|ecology"),
    ("energy", r"энергетик|energy"),
    ("industry", r"промышленности и строит|индустри|өнеркәсіп және құрылыс|industry"),
    ("trade", r"торговли|сауда|trade"),
    ("economy", r"национальной экономики|ұлттық экономика|national economy"),
    ("defence", r"оборон|қорғаныс|defen[cs]e"),
    ("foreign", r"иностранных дел|сыртқы істер|foreign affairs"),
    ("emergency", r"чрезвычайн\w+ ситуац|төтенше жағдай|emergency"),
    ("tourism", r"туризм|tourism"),
    ("water", r"водных ресурсов|су ресурстары|water resources"),
    ("government", r"правительств|үкімет|government"),
)  # fmt: skip
_COMPILED = tuple((key, re.compile(pattern, re.IGNORECASE)) for key, pattern in _MINISTRIES)


def issuer_key(issuer: str) -> str | None:
    """A language-neutral key of the ministry that ``issuer`` names, or None where unknown."""
    text = " ".join(kazakh_i(issuer).split())
    for key, pattern in _COMPILED:
        if pattern.search(text):
            return key
    return None


_NUMBER_JUNK = re.compile(r"[\s№#N]+")


def number_key(number: str) -> str:
    """A number fit for comparison: «№ 368/НҚ» and «368/нқ» are one."""
    return _NUMBER_JUNK.sub("", number).lower().replace("h", "н").replace("k", "қ")


_SLUG = str.maketrans(
    {"н": "n", "қ": "q", "к": "k", "ө": "o", "д": "d", "е": "e", "а": "a", "о": "o", "с": "s",
     "м": "m", "в": "v", "п": "p", "р": "r", "т": "t", "/": "-", "\\": "-"}
)  # fmt: skip


def act_id(header: ActHeader) -> str:
    """The id a new act gets: «order-58-2020-05-27»; plain letters, fit for a link."""
    number = number_key(header.number).translate(_SLUG)
    number = re.sub(r"[^0-9a-z-]+", "-", number).strip("-") or "x"
    return f"{header.kind}-{number}-{header.date.isoformat()}"


_KAZAKH_LETTER = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")


def same_act(one: ActHeader, other: ActHeader) -> bool:
    """Whether two headers name one act.

    Registration numbers decide where both are known. Otherwise kind, date and number must
    agree, and the issuers must not contradict each other.
    """
    if one.registration and other.registration and one.registration.number:
        return one.registration.number == other.registration.number
    if (one.kind, one.date, number_key(one.number)) != (
        other.kind,
        other.date,
        number_key(other.number),
    ):
        return False
    first, second = issuer_key(one.issuer), issuer_key(other.issuer)
    if first is None and second is None:
        return _issuers_alike(one.issuer, other.issuer)
    return first is None or second is None or first == second


def _issuers_alike(one: str, other: str) -> bool:
    """Whether two issuers that we do not know (akimats and the like) may be one.

    In one language they share their stems (half of the shorter name's words, by their first five
    letters); names in two languages cannot be compared.
    """
    if bool(_KAZAKH_LETTER.search(one)) != bool(_KAZAKH_LETTER.search(other)):
        return True
    first, second = ({word[:5] for word in _WORD.findall(i.lower())} for i in (one, other))
    return len(first & second) * 2 >= min(len(first), len(second))


def parse_reference(text: str) -> tuple[str, date | None]:
    """Split a forgiving reference into number and date.

    «58/2020-05-27», «№ 58 от 27.05.2020», «Приказ Министра … от 27 мая 2020 года № 58», «58»,
    «order-58-2020-05-27» → («58», date or None).
    """
    for found, start, end in iterate_dates(text):
        rest = f"{text[:start]} {text[end:]}"
        return _bare_number(rest), found
    return _bare_number(text), None


_MARKED_NUMBER = re.compile(r"(?:№|#|\bN[or]?\b\.?)\s*(?P<number>[^\s,;()«»]+)", re.IGNORECASE)
_REFERENCE_WORDS = re.compile(
    r"\b(?:order|resolution|law|decree|decision|приказ\w*|постановлени\w*|бұйры[қғ]\w*|қаулы\w*"
    r"|от|of|г\.?|года|жылғы|рег\w*)\b",
    re.IGNORECASE,
)


def _bare_number(text: str) -> str:
    marked = _MARKED_NUMBER.search(text)
    cleaned = marked["number"] if marked else _REFERENCE_WORDS.sub(" ", text)
    return cleaned.strip(" \t-/,.;")

"""Which column of the Annex 1 form is which, by its heading in Kazakh, Russian or English.

Headings are compared by their letters alone, so line breaks, letter-spacing, case and stray
signs do not matter. A heading is known by the few word stems that tell it from the others, as
the printed wording differs a little from edition to edition.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum


class Column(StrEnum):
    """The columns of all editions, by what they hold."""

    ROW_NUMBER = "row_number"
    REGISTER_NUMBER = "register_number"
    SERVICE_NAME = "service_name"
    ACT = "act"
    STANDARD = "standard"
    REGULATION = "regulation"
    CHANGES = "changes"
    INTERNET_RESOURCE = "internet_resource"
    RESPONSIBLE_PERSON = "responsible_person"
    CONTACTS = "contacts"


COLUMNS_BY_VARIANT: dict[str, tuple[Column, ...]] = {
    "2022": (
        Column.REGISTER_NUMBER,
        Column.SERVICE_NAME,
        Column.ACT,
        Column.CHANGES,
        Column.INTERNET_RESOURCE,
        Column.RESPONSIBLE_PERSON,
        Column.CONTACTS,
    ),
    "2015": (
        Column.REGISTER_NUMBER,
        Column.SERVICE_NAME,
        Column.STANDARD,
        Column.REGULATION,
        Column.CHANGES,
        Column.INTERNET_RESOURCE,
        Column.RESPONSIBLE_PERSON,
    ),
    "2013": (
        Column.REGISTER_NUMBER,
        Column.SERVICE_NAME,
        Column.STANDARD,
        Column.CHANGES,
        Column.INTERNET_RESOURCE,
        Column.RESPONSIBLE_PERSON,
    ),
}
"""The columns that an edition of the form must have, in printed order; that of row numbers,
which comes first, may be left out."""

_ROW_NUMBER_HEADINGS = frozenset(
    {"", "№", "n", "no", "пп", "№пп", "nпп", "рс№", "рсn", "рс", "№рс"}
)
# The first rule that fits decides, so a heading that names another thing in passing («телефоны
# … ответственного лица») comes before the plain one. Each rule: column, language, the stems of
# which all must be there.
_RULES: tuple[tuple[Column, str, tuple[str, ...]], ...] = (
    (Column.INTERNET_RESOURCE, "kk", ("интернетресурс", "қызмет")),
    (Column.INTERNET_RESOURCE, "kk", ("интернетресурс", "ақпарат")),
    (Column.INTERNET_RESOURCE, "ru", ("интернетресурс",)),
    (Column.INTERNET_RESOURCE, "en", ("internetresource",)),
    (Column.INTERNET_RESOURCE, "en", ("website",)),
    (Column.CONTACTS, "kk", ("байланыстелефон",)),
    (Column.CONTACTS, "kk", ("пошта",)),
    (Column.CONTACTS, "ru", ("контакт",)),
    (Column.CONTACTS, "ru", ("телефон",)),
    (Column.CONTACTS, "ru", ("почт",)),
    (Column.CONTACTS, "en", ("contact",)),
    (Column.CONTACTS, "en", ("email",)),
    (Column.CHANGES, "kk", ("өзгеріс",)),
    (Column.CHANGES, "ru", ("изменени",)),
    (Column.CHANGES, "en", ("change",)),
    (Column.CHANGES, "en", ("amendment",)),
    (Column.REGISTER_NUMBER, "kk", ("тізілім",)),
    (Column.REGISTER_NUMBER, "ru", ("реестр",)),
    (Column.REGISTER_NUMBER, "en", ("register",)),
    (Column.STANDARD, "kk", ("стандарт", "қызмет")),
    (Column.STANDARD, "ru", ("стандарт",)),
    (Column.STANDARD, "en", ("standard",)),
    (Column.REGULATION, "kk", ("регламент", "қызмет")),
    (Column.REGULATION, "ru", ("регламент",)),
    (Column.REGULATION, "en", ("reglament",)),
    (Column.ACT, "kk", ("құқықтықакт",)),
    (Column.ACT, "ru", ("правовойакт",)),
    (Column.ACT, "ru", ("правовогоакта",)),
    (Column.ACT, "ru", ("правовыеакты",)),
    (Column.ACT, "en", ("legalact",)),
    (Column.REGULATION, "en", ("regulation",)),
    (Column.RESPONSIBLE_PERSON, "kk", ("жауапты",)),
    (Column.RESPONSIBLE_PERSON, "kk", ("тегіаты",)),
    (Column.RESPONSIBLE_PERSON, "ru", ("фамилия",)),
    (Column.RESPONSIBLE_PERSON, "ru", ("ответственн",)),
    (Column.RESPONSIBLE_PERSON, "en", ("surname",)),
    (Column.RESPONSIBLE_PERSON, "en", ("responsible",)),
    (Column.SERVICE_NAME, "kk", ("қызмет", "атауы")),
    (Column.SERVICE_NAME, "ru", ("наименование", "услуг")),
    (Column.SERVICE_NAME, "en", ("name", "service")),
)
_NOT_LETTERS = re.compile(r"[^\w№]|_|\u00ad")
_CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]")
# Latin letters that pass for Cyrillic ones in Kazakh and Russian words.
_LOOKALIKES = str.maketrans("aceopxyi", "асеорхуі")


def recognise(heading: str) -> tuple[Column, str] | None:
    """The column and the language of a heading, or ``None`` if it is no heading of the form.

    The language of a column of row numbers is "", as its heading is a mere sign.
    """
    squeezed = squeeze(heading)
    if squeezed in _ROW_NUMBER_HEADINGS:
        return Column.ROW_NUMBER, ""
    for column, language, stems in _RULES:
        if all(stem in squeezed for stem in stems):
            return column, language
    return None


def squeeze(text: str) -> str:
    """The letters, digits and «№» of a text, small, with Latin look-alikes put right."""
    letters = _NOT_LETTERS.sub("", unicodedata.normalize("NFC", text).lower())
    if _CYRILLIC.search(letters):
        letters = letters.translate(_LOOKALIKES)
    return letters.replace("ё", "е")


def variant_of(columns: Sequence[Column], title: str) -> str:
    """The edition of the form: "2022", "2015" or "2013".

    The edition of 2022 put one by-law act in place of the standard and the regulation. The two
    older ones differ by their title: 2015 asks («Запрос о предоставлении информации …»), 2013
    informs («Мемлекеттік көрсетілетін қызмет туралы ақпарат»).
    """
    if Column.ACT in columns or Column.CONTACTS in columns:
        return "2022"
    if Column.STANDARD not in columns and Column.REGULATION not in columns:
        return "2022"
    squeezed = squeeze(title)
    asks = any(stem in squeezed for stem in ("запрос", "сұраусал", "сұрату", "request"))
    informs = any(
        stem in squeezed
        for stem in (
            "информацияогосударственнойуслуге",
            "көрсетілетінқызметтуралыақпарат",
            "informationaboutthepublicservice",
        )
    )
    return "2013" if informs and not asks else "2015"

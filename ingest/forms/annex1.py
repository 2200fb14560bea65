"""The form of Annex 1: what a state body sends to the Contact Center about a public service.

The Rules (Order № 83 of 26.01.2016, paragraph 20 and Annex 1) set eight columns; the repealed
Rules of 2015 (№ 130) and of 2013 (№ 797) had their own, and such forms still come. A form is
either taken whole, every value under its own name, or refused with everything that is wrong in
it, row by row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from ingest.forms.annex1_columns import COLUMNS_BY_VARIANT, Column, variant_of
from ingest.forms.annex1_table import Annex1Table, find_table
from ingest.forms.errors import FormError, FormProblem
from ingest.forms.requisites import ActReference, find_dates, parse_acts
from ingest.forms.source import read_source

Variant = Literal["2022", "2015", "2013"]
Language = Literal["kk", "ru", "en"]

_COLUMN_WORDS = {
    Column.ROW_NUMBER: "row number",
    Column.REGISTER_NUMBER: "number of the service in the Register",
    Column.SERVICE_NAME: "name of the service",
    Column.ACT: "by-law act that sets the procedure, with its requisites",
    Column.STANDARD: "standard of the service, with its requisites",
    Column.REGULATION: "regulation of the service, with its requisites",
    Column.CHANGES: "changes of the acts",
    Column.INTERNET_RESOURCE: "internet resource",
    Column.RESPONSIBLE_PERSON: "responsible person",
    Column.CONTACTS: "telephone and e-mail",
}
_ACT_COLUMNS = (Column.ACT, Column.STANDARD, Column.REGULATION)
_OPTIONAL = frozenset({Column.ROW_NUMBER, Column.CHANGES})
_SAYS_NOTHING = frozenset({"", "-", "–", "—", "нет", "жоқ", "none", "no", "n/a"})
_PHONE = re.compile(r"\+?\d(?:[\d\s()–-]{2,18})\d")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_ADDRESS = re.compile(r"[\w-]{1,63}\.[^\W\d_]{2,}")
_EXECUTOR = re.compile(
    r"(?:Ф\s*\.?\s*И\s*\.?\s*О\s*\.?|Фамилия)[^:]{0,60}?ответственного\s+исполнителя\s*:?(.*)"
    r"|Жауапты\s+орындаушының\s+(?:Т\s*\.?\s*А\s*\.?\s*Ә\s*\.?|тегі[^:]{0,60})\s*:?(.*)"
    r"|(?:Surname|Full\s+name)[^:]{0,60}?responsible\s+executor\s*:?(.*)",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(r"(?:Дата|Күні|Date)\s*:?\s*(.*)", re.IGNORECASE)
_BODY_LINE = re.compile(
    r"(?:(?:Наименование\s+)?(?:центрального\s+)?государственн(?:ый|ого)\s+органа?"
    r"|Мемлекеттік\s+орган(?:ның\s+атауы)?|(?:Name\s+of\s+the\s+)?State\s+body)\s*:\s*(.+)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[\s_«»\"“”.:]*")


@dataclass(frozen=True, slots=True)
class Contacts:
    """Column 8 in its own words, and the numbers and addresses found in it."""

    text: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex1Row:
    """One service. ``row`` counts the filled rows from 1.

    ``acts`` is of the form of 2022; ``standard`` and ``regulation`` are of the older ones.
    ``changes`` is "" where there are none; ``change_acts`` are the acts named in it.
    """

    row: int
    register_number: str
    service_name: str
    internet_resource: str
    responsible_person: str
    acts: tuple[ActReference, ...] = ()
    standard: tuple[ActReference, ...] = ()
    regulation: tuple[ActReference, ...] = ()
    changes: str = ""
    change_acts: tuple[ActReference, ...] = ()
    contacts: Contacts | None = None


@dataclass(frozen=True, slots=True)
class Annex1Form:
    """A whole form. ``body``, ``responsible_executor`` and ``date`` are ``None`` if left blank."""

    variant: Variant
    language: Language
    rows: tuple[Annex1Row, ...]
    body: str | None = None
    responsible_executor: str | None = None
    date: date | None = None


def read_annex1(data: bytes, name: str | None = None) -> Annex1Form:
    """Read the form from DOCX, XLSX or HTML.

    Raises ``FormError`` with all problems (columns missing or not of the form, obligatory cells
    empty, dates and numbers of acts missing or unreadable), and the errors of reading a file:
    ``UnsupportedFormatError``, ``UnreadableFileError``, ``FileTooLargeError``.
    """
    table = find_table(read_source(data, name))
    variant = variant_of(table.columns, " ".join(table.lines))
    columns = COLUMNS_BY_VARIANT[variant]
    problems = [*table.problems, *_column_problems(table, variant)]
    rows = []
    for number, values in enumerate(table.rows, start=1):
        problems += _row_problems(number, values, columns)
        rows.append(_row(number, values))
    if not rows:
        problems.append(FormProblem(None, None, "The form has no filled row.", "no_rows"))
    signed, date_problem = _date_of(table.lines)
    problems += [date_problem] if date_problem else []
    if problems:
        raise FormError(tuple(problems))
    return Annex1Form(
        variant=cast(Variant, variant),
        language=cast(Language, table.language),
        rows=tuple(rows),
        body=_first_value(_BODY_LINE, table.lines),
        responsible_executor=_first_value(_EXECUTOR, table.lines),
        date=signed,
    )


def _column_problems(table: Annex1Table, variant: str) -> list[FormProblem]:
    expected = COLUMNS_BY_VARIANT[variant]
    missing = [column for column in expected if column not in table.columns]
    # The regulation is known from the form of 2015 only, so that of 2013 may have it or not.
    allowed = {*expected, Column.ROW_NUMBER, Column.REGULATION if variant == "2013" else None}
    foreign = [column for column in table.columns if column not in allowed]
    return [
        FormProblem(
            None, column, f"The column «{_COLUMN_WORDS[column]}» is missing.", "missing_column"
        )
        for column in missing
    ] + [
        FormProblem(
            None,
            column,
            f"The column «{_COLUMN_WORDS[column]}» is not in the form of {variant}. Remove it.",
            "unknown_column",
        )
        for column in foreign
    ]


def _row_problems(
    number: int, values: dict[Column, str], columns: tuple[Column, ...]
) -> list[FormProblem]:
    problems = []
    for column in columns:
        if column not in values:
            continue
        text = values[column]
        if _says_nothing(text):
            if column not in _OPTIONAL:
                problems.append(_problem(number, column, "is empty", "empty_cell"))
        elif column in _ACT_COLUMNS:
            problems += _act_problems(number, column, text)
        else:
            problems += _value_problems(number, column, text)
    return problems


def _act_problems(number: int, column: Column, text: str) -> list[FormProblem]:
    problems = _date_problems(number, column, text)
    acts = parse_acts(text)
    if not problems and not all(act.date for act in acts):
        problems.append(_problem(number, column, "does not give the date of the act", "no_date"))
    if not all(act.number for act in acts):
        problems.append(
            _problem(number, column, "does not give the number (№) of the act", "no_number")
        )
    return problems


def _value_problems(number: int, column: Column, text: str) -> list[FormProblem]:
    if column is Column.CHANGES:
        return _date_problems(number, column, text)
    if column is Column.REGISTER_NUMBER and not any(sign.isdigit() for sign in text):
        return [_problem(number, column, f"has no digits («{text[:60]}»)", "no_number")]
    if column is Column.INTERNET_RESOURCE and not _ADDRESS.search(text):
        return [_problem(number, column, f"has no web address («{text[:60]}»)", "no_address")]
    contacts = _contacts(text) if column is Column.CONTACTS else None
    if contacts and not contacts.phones and not contacts.emails:
        return [_problem(number, column, "has neither a telephone nor an e-mail", "no_contact")]
    return []


def _date_problems(number: int, column: Column, text: str) -> list[FormProblem]:
    return [
        _problem(number, column, f"has a date that does not exist («{piece}»)", "bad_date")
        for piece in find_dates(text).unreadable
    ]


def _problem(number: int, column: Column, what: str, code: str) -> FormProblem:
    return FormProblem(number, column, f"the column «{_COLUMN_WORDS[column]}» {what}.", code)


def _row(number: int, values: dict[Column, str]) -> Annex1Row:
    def line(column: Column) -> str:
        return " ".join(values.get(column, "").split())

    def acts(column: Column) -> tuple[ActReference, ...]:
        text = values.get(column, "")
        return () if _says_nothing(text) else parse_acts(text)

    contacts = values.get(Column.CONTACTS, "")
    return Annex1Row(
        row=number,
        register_number=line(Column.REGISTER_NUMBER),
        service_name=line(Column.SERVICE_NAME),
        internet_resource=line(Column.INTERNET_RESOURCE),
        responsible_person=line(Column.RESPONSIBLE_PERSON),
        acts=acts(Column.ACT),
        standard=acts(Column.STANDARD),
        regulation=acts(Column.REGULATION),
        changes="" if _says_nothing(line(Column.CHANGES)) else line(Column.CHANGES),
        change_acts=acts(Column.CHANGES),
        contacts=_contacts(contacts) if contacts.strip() else None,
    )


def _says_nothing(text: str) -> bool:
    return " ".join(text.lower().split()).rstrip(".") in _SAYS_NOTHING


def _contacts(text: str) -> Contacts:
    emails = tuple(_EMAIL.findall(text))
    phones = _PHONE.findall(_EMAIL.sub("\n", text).replace(",", "\n").replace(";", "\n"))
    return Contacts(
        " ".join(text.split()), tuple(" ".join(phone.split()) for phone in phones), emails
    )


def _first_value(line_form: re.Pattern[str], lines: list[str]) -> str | None:
    for line in lines:
        found = line_form.match(line)
        value = next((group for group in found.groups() if group), "") if found else ""
        if not _BLANK.fullmatch(value):
            return value.strip(" _")
    return None


def _date_of(lines: list[str]) -> tuple[date | None, FormProblem | None]:
    """The date under the form; blanks left to fill in («___» ______ 20__ г.) are no date."""
    written = _first_value(_DATE_LINE, lines)
    if written is None or not re.search(r"\d", written.replace("20", "", 1)):
        return None, None
    dates = find_dates(written).dates
    if dates:
        return dates[0], None
    return None, FormProblem(
        None, "date", f"The date under the form cannot be read («{written[:60]}»).", "bad_date"
    )

"""An invented service whose standard has eight rows, in as many editions as a test needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from law_samples import header, paragraph, since
from sqlalchemy import func, select

from knowledge.accounts.permissions import Actor, Role
from knowledge.acts import Edition, Provision, ProvisionKind
from knowledge.store.database import Base, Database
from knowledge.store.loading import LoadOutcome, SourceFile, load_edition
from knowledge.store.update_moves import Move, move_update
from knowledge.store.updates import find_update, updates_listed
from knowledge.updates.values import Content, EventKind, Update, UpdateState, open_reasons

ACT = "order-58-2020-05-27"
SERVICE = f"{ACT}/service/rules"
FIRST, SECOND, THIRD = date(2020, 5, 27), date(2022, 1, 10), date(2024, 2, 5)
HEADINGS = {
    "ru": (
        "Наименование услугодателя",
        "Способы предоставления государственной услуги",
        "Срок оказания государственной услуги",
        "Форма оказания государственной услуги",
        "Результат оказания государственной услуги",
        "Размер оплаты",
        "График работы",
        "Перечень документов, необходимых для оказания государственной услуги",
    ),
    "kk": (
        "Көрсетілетін қызметті берушінің атауы",
        "Мемлекеттік қызметті ұсыну тәсілдері",
        "Мемлекеттік қызмет көрсету мерзімі",
        "Мемлекеттік қызмет көрсету нысаны",
        "Мемлекеттік қызметті көрсету нәтижесі",
        "Алынатын төлем мөлшері",
        "Жұмыс кестесі",
        "Қажетті құжаттар",
    ),
}


def row(number: int, text: str, language: str = "ru", *, excluded: bool = False) -> Provision:
    headings = HEADINGS[language]
    return Provision(
        eid=f"annex_1__row_{number}",
        kind=ProvisionKind.TABLE_ROW,
        number=str(number),
        heading="" if excluded else headings[(number - 1) % len(headings)],
        text="" if excluded else text,
        parent_eid="annex_1",
        position=0,
        excluded=excluded,
    )


def standard(
    day: date,
    rows: Mapping[int, str | None] | None = None,
    *,
    language: str = "ru",
    paragraphs: tuple[str, ...] = ("Общее.",),
) -> Edition:
    """An edition of the act: paragraphs, then the standard's rows 1 to 8.

    ``rows`` says what the named rows read; None leaves a row out, "" excludes it.
    """
    said = {n: f"Строка {n}." for n in range(1, 9)} | dict(rows or {})
    provisions = [
        Provision(
            "rules", ProvisionKind.RULES, "", "Правила оказания услуги «Справка»", "", None, 0
        ),
        *(paragraph(str(n), text) for n, text in enumerate(paragraphs, start=1)),
        Provision("annex_1", ProvisionKind.ANNEX, "1", "Перечень требований", "", "rules", 0),
        *(
            row(n, text, language, excluded=text == "")
            for n, text in sorted(said.items())
            if text is not None
        ),
    ]
    return Edition(
        header=replace(header(), titles={language: "Правила"}),
        language=language,
        date=day,
        title="Правила",
        provisions=tuple(replace(p, position=place) for place, p in enumerate(provisions)),
        entry_into_force=since(day),
    )


def load(database: Database, edition: Edition, *, replace: bool = False) -> LoadOutcome:
    """Load an edition, each from a file of its own."""
    file = SourceFile("act.md", "text/markdown", edition.content_hash.encode())
    with database.writing() as session:
        return load_edition(session, edition, file, replace=replace)


def next_week(day: date) -> date:
    """A due date that a test can see through."""
    return day + timedelta(days=7)


S = UpdateState
EDITOR = Actor("Айгүл", frozenset({Role.EDITOR}), 1)
SECOND_EDITOR = Actor("Ерлан", frozenset({Role.EDITOR}), 2)
ADMINISTRATOR = Actor("Дана", frozenset({Role.ADMINISTRATOR}), 4)
ROW_6, ROW_3 = "annex_1__row_6", "annex_1__row_3"


def updates(database: Database, *, only_open: bool = True) -> list[Update]:
    with database.reading() as session:
        return [
            find_update(session, update.id)
            for update in updates_listed(session, only_open=only_open)
        ]


def the_update(database: Database) -> Update:
    (update,) = updates(database)
    return update


def changed(update: Update) -> list[tuple[str, str, date]]:
    return [
        (r.change.language, r.change.eid, r.change.edition_date)
        for r in open_reasons(update.reasons)
    ]


def kinds(update: Update) -> list[EventKind]:
    return [event.kind for event in update.history]


def move(database: Database, who: Actor, to: UpdateState, **more: object) -> Update:
    update = the_update(database)
    with database.writing() as session:
        return move_update(session, who, update.id, Move(to, **more))  # type: ignore[arg-type]


def hand_in(database: Database, text: str = "Бесплатно.") -> Update:
    if the_update(database).state is S.FLAGGED:
        move(database, EDITOR, S.ASSIGNED, assignee="Марат")
    return move(database, EDITOR, S.SUBMITTED, content=Content({"ru": text}))


def accept(database: Database) -> Update:
    hand_in(database)
    return move(database, SECOND_EDITOR, S.ACCEPTED)


def loaded(database: Database, *editions: Edition) -> Database:
    for edition in editions:
        load(database, edition)
    return database


def counted(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }

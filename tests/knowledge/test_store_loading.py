"""Loading editions: the same file, another file, corrections, and whatever order they come in."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from law_samples import (
    HEALTH_RU,
    JUSTICE_KK,
    UNKNOWN,
    edition,
    file_of,
    header,
)
from sqlalchemy import func, select

from knowledge.acts import Edition, Repeal
from knowledge.errors import EditionConflictError
from knowledge.store import reading
from knowledge.store.articles import versions_of_article
from knowledge.store.database import Base, Database
from knowledge.store.loading import LoadOutcome, LoadStatus, load_edition
from knowledge.store.tables import (
    ArticleRow,
    ArticleVersionRow,
    EditionFileRow,
    EditionRow,
    OutboxRow,
    SourceFileRow,
)
from knowledge.validity import EntryBasis, EntryIntoForce

FIRST, SECOND, THIRD = date(2020, 5, 27), date(2022, 1, 1), date(2024, 1, 1)


def load(
    database: Database, loaded: Edition, file: str = "one file", *, replace: bool = False
) -> LoadOutcome:
    with database.writing() as session:
        return load_edition(session, loaded, file_of(file), replace=replace)


def rows(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def versions(database: Database) -> list[tuple[object, ...]]:
    """What the versions say, whatever ids they got."""
    with database.reading() as session:
        found = session.execute(
            select(
                ArticleVersionRow.article_id,
                ArticleVersionRow.language,
                ArticleVersionRow.valid_from,
                ArticleVersionRow.valid_to,
                ArticleVersionRow.start_known,
                EditionRow.date,
                ArticleVersionRow.content_hash,
                ArticleVersionRow.certain_from,
            ).join(EditionRow, EditionRow.id == ArticleVersionRow.edition_id)
        )
        return sorted((tuple(row) for row in found), key=repr)


def test_a_first_edition_makes_act_articles_and_versions(database: Database) -> None:
    outcome = load(database, edition(FIRST, "Первое.", "Второе."))
    assert outcome == LoadOutcome("order-58-2020-05-27", 1, LoadStatus.NEW_ACT, 2)
    with database.reading() as session:
        ids = session.scalars(select(ArticleRow.id).order_by(ArticleRow.id)).all()
        assert ids == [
            "order-58-2020-05-27/chp_1__para_1",
            "order-58-2020-05-27/chp_1__para_2",
        ]
        announced = session.scalars(select(OutboxRow.operation)).all()
        assert announced == ["put", "put"]


def test_the_same_file_again_changes_nothing_and_says_so(database: Database) -> None:
    load(database, edition(FIRST, "Первое."))
    before, said = rows(database), versions(database)
    again = load(database, edition(FIRST, "Первое."))
    assert (again.status, again.changed_versions) == (LoadStatus.UNCHANGED, 0)
    assert (rows(database), versions(database)) == (before, said)


def test_another_file_of_the_same_edition_is_kept_beside_it(database: Database) -> None:
    load(database, edition(FIRST, "Услуга «Апостиль»."), "as HTML")
    before = rows(database)
    outcome = load(database, edition(FIRST, 'Услуга "Апостиль".'), "as DOCX")
    assert (outcome.status, outcome.changed_versions) == (LoadStatus.ANOTHER_FILE, 0)
    after = rows(database)
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "source_files": 1,
        "edition_files": 1,
    }


def test_the_bytes_come_back_by_their_sha256(database: Database) -> None:
    content = bytes(range(256)) * 40
    loaded = replace(file_of("x"), content=content)
    with database.writing() as session:
        load_edition(session, edition(FIRST, "Текст."), loaded)
    with database.reading() as session:
        row = session.get(SourceFileRow, hashlib.sha256(content).hexdigest())
        assert row is not None
        assert (row.content, row.size, row.name) == (content, len(content), "act.md")
        assert session.scalar(select(EditionFileRow.sha256)) == row.sha256


def test_another_text_of_the_same_edition_is_a_conflict(database: Database) -> None:
    load(database, edition(FIRST, "Десять дней."), "one")
    before = rows(database)
    with pytest.raises(EditionConflictError, match="--replace"):
        load(database, edition(FIRST, "Пять дней."), "two")
    assert rows(database) == before, "the refused file leaves no trace"


def test_a_correction_is_quoted_and_the_old_text_kept(database: Database) -> None:
    load(database, edition(FIRST, "Десять дней."), "one")
    outcome = load(database, edition(FIRST, "Пять дней."), "two", replace=True)
    assert outcome.status is LoadStatus.REPLACED
    with database.reading() as session:
        kept = session.scalars(select(EditionRow).order_by(EditionRow.id)).all()
        assert [row.superseded_at is not None for row in kept] == [True, False]
        old = reading.provisions_of_edition(session, kept[0].id)
        assert [p.text for p in old] == ["Десять дней."]
        act = reading.find_act(session, "58")
        (current,) = reading.editions_of_act(session, act.id)
        assert [p.text for p in reading.provisions_of_edition(session, current.id)] == [
            "Пять дней."
        ]
        (record,) = versions_of_article(session, f"{act.id}/chp_1__para_1")
        assert (record.text, record.valid_to) == ("Пять дней.", None)
    assert load(database, edition(FIRST, "Пять дней."), "two").status is LoadStatus.UNCHANGED


def test_kazakh_and_russian_are_one_act_and_one_article(database: Database) -> None:
    load(database, edition(FIRST, "Первое."), "ru")
    outcome = load(
        database, edition(FIRST, "Бірінші.", language="kk", of=header(issuer=JUSTICE_KK)), "kk"
    )
    assert outcome.status is LoadStatus.NEW_EDITION
    with database.reading() as session:
        records = versions_of_article(session, "order-58-2020-05-27/chp_1__para_1")
        assert [(r.language, r.text) for r in records] == [("kk", "Бірінші."), ("ru", "Первое.")]


def test_the_same_number_from_another_ministry_is_another_act(database: Database) -> None:
    load(database, edition(FIRST, "Одно."), "1")
    outcome = load(database, edition(FIRST, "Другое.", of=header(issuer=HEALTH_RU)), "2")
    assert (outcome.act_id, outcome.status) == ("order-58-2020-05-27-2", LoadStatus.NEW_ACT)


def test_registration_learned_from_one_file_is_known_for_the_next(database: Database) -> None:
    load(database, edition(FIRST, "Первое."), "1")
    load(database, edition(SECOND, "Второе.", of=header(registered="20770")), "2")
    outcome = load(database, edition(THIRD, "Третье.", of=header("58 ", registered="20770")), "3")
    assert outcome.act_id == "order-58-2020-05-27"
    with database.reading() as session:
        assert reading.count_all(session).acts == 1


def test_the_registered_act_is_preferred_to_one_that_only_looks_alike(database: Database) -> None:
    load(database, edition(FIRST, "Без реестра.", of=header(issuer="Издатель неизвестен")), "1")
    load(database, edition(FIRST, "В реестре.", of=header("59", registered="20770")), "2")
    outcome = load(database, edition(SECOND, "Текст.", of=header(registered="20770")), "3")
    assert outcome.act_id == "order-59-2020-05-27"


THREE = (
    edition(FIRST, "Десять дней.", "Остаётся.", "Уходит.", title="Старое название"),
    edition(SECOND, "Пять дней.", "Остаётся."),
    edition(THIRD, "Пять дней.", "Остаётся.", "Возвращается.", title="Новое название"),
)


def test_any_order_of_loading_ends_the_same(sqlite_stores) -> None:  # type: ignore[no-untyped-def]
    ends = []
    for order in permutations(THREE):
        database = Database(sqlite_stores())
        for loaded in order:
            load(database, loaded, str(loaded.date))
        with database.reading() as session:
            act = reading.find_act(session, "58")
        ends.append((versions(database), act.title("ru")))
        database.close()
    assert all(end == ends[0] for end in ends)
    assert len(ends[0][0]) == 5
    assert ends[0][1] == "Новое название"


def test_publication_learned_later_dates_every_language(database: Database) -> None:
    awaited = EntryIntoForce(EntryBasis.AFTER_PUBLICATION, None, "вводится …", 10)
    kazakh = edition(FIRST, "Мәтін.", language="kk", entry=awaited)
    russian = edition(FIRST, "Текст.", entry=awaited)
    load(database, kazakh, "kk")
    load(database, russian, "ru")
    known = [(row[1], row[2], row[4]) for row in versions(database)]
    assert known == [("kk", FIRST, False), ("ru", FIRST, False)]
    told = replace(russian, header=replace(russian.header, published=date(2020, 5, 29)))
    outcome = load(database, told, "ru")
    assert (outcome.status, outcome.changed_versions > 0) == (LoadStatus.UNCHANGED, True)
    known = [(row[1], row[2], row[4]) for row in versions(database)]
    assert known == [("kk", date(2020, 6, 9), True), ("ru", date(2020, 6, 9), True)]


def test_a_repeal_learned_later_is_told_to_the_index(database: Database) -> None:
    load(database, edition(FIRST, "Первое.", "Второе."), "1")
    with database.reading() as session:
        before = reading.newest_sequence(session)
    repeal = Repeal(date(2023, 3, 28), "Утратил силу приказом № 77", date(2023, 3, 14))
    load(database, edition(FIRST, "Первое.", "Второе.", of=header(repeal=repeal)), "1")
    with database.reading() as session:
        assert reading.find_act(session, "58").header.repeal == repeal
        told = session.scalars(select(OutboxRow).where(OutboxRow.sequence > before)).all()
        assert [row.operation for row in told] == ["put", "put"]


def test_only_what_changed_is_told_to_the_index(database: Database) -> None:
    load(database, edition(FIRST, "Десять дней.", "Остаётся."), "1")
    with database.reading() as session:
        before = reading.newest_sequence(session)
    outcome = load(database, edition(SECOND, "Пять дней.", "Остаётся."), "2")
    # The old version of paragraph 1 now ends (dropped and put anew), the new one begins.
    with database.reading() as session:
        told = session.scalars(select(OutboxRow).where(OutboxRow.sequence > before)).all()
    assert sorted(row.operation for row in told) == ["drop", "put", "put"]
    assert outcome.changed_versions == 3


def test_an_unknown_entry_into_force_stays_unknown(database: Database) -> None:
    load(database, edition(FIRST, "Текст.", entry=UNKNOWN))
    (version,) = versions(database)
    assert version[2:5] == (FIRST, None, False)

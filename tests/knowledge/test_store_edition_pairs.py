"""Successive editions in the store: what there is to compare, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from law_samples import edition, file_of, header
from sqlalchemy import update

from knowledge.store.database import Database
from knowledge.store.edition_pairs import EditionPair, edition_pairs, text_of_edition
from knowledge.store.loading import load_edition
from knowledge.store.tables import EditionRow

DAYS = (date(2020, 6, 9), date(2022, 1, 1), date(2024, 5, 1))


@pytest.fixture
def loaded(database: Database) -> Iterator[Database]:
    """One act with three Russian and two Kazakh editions, another one with a single edition."""
    with database.writing() as session:
        for number, day in enumerate(DAYS):
            load_edition(session, edition(day, f"Срок {number}."), file_of(f"ru {day}"))
        for day in DAYS[1:]:
            text = edition(day, f"Мерзімі {day}.", language="kk")
            load_edition(session, text, file_of(f"kk {day}"))
        load_edition(session, edition(DAYS[0], "Иное.", of=header("59")), file_of("other"))
        session.execute(update(EditionRow).values(loaded_at=datetime(2024, 5, 1, 12, tzinfo=UTC)))
    yield database


def told(pairs: list[EditionPair]) -> list[tuple[str, date, date]]:
    return [(pair.newer.language, pair.older.date, pair.newer.date) for pair in pairs]


def test_every_edition_goes_with_the_one_before_it(loaded: Database) -> None:
    with loaded.reading() as session:
        assert told(edition_pairs(session)) == [
            ("ru", DAYS[0], DAYS[1]),
            ("kk", DAYS[1], DAYS[2]),
            ("ru", DAYS[1], DAYS[2]),
        ]


def test_an_act_and_a_language_narrow_it(loaded: Database) -> None:
    with loaded.reading() as session:
        (act,) = {pair.newer.act_id for pair in edition_pairs(session)}
        assert len(edition_pairs(session, act_id=act, language="kk")) == 1
        assert edition_pairs(session, act_id="order-59-2020-05-27") == []


def test_since_a_day_by_the_edition_or_by_its_loading(loaded: Database) -> None:
    with loaded.reading() as session:
        assert len(edition_pairs(session, since=date(2024, 5, 1))) == 3, "loaded that day"
        assert edition_pairs(session, since=date(2024, 5, 2)) == []
    with loaded.writing() as session:
        session.execute(update(EditionRow).values(loaded_at=datetime(2021, 1, 1, tzinfo=UTC)))
    with loaded.reading() as session:
        assert told(edition_pairs(session, since=DAYS[2])) == [
            ("kk", DAYS[1], DAYS[2]),
            ("ru", DAYS[1], DAYS[2]),
        ]


def test_a_day_begins_in_kazakhstan(loaded: Database) -> None:
    with loaded.writing() as session:
        evening = datetime(2025, 3, 1, 20, tzinfo=UTC)  # 2 March, 01:00 in Astana
        session.execute(update(EditionRow).values(loaded_at=evening))
    with loaded.reading() as session:
        assert len(edition_pairs(session, since=date(2025, 3, 2))) == 3
        assert edition_pairs(session, since=date(2025, 3, 3)) == []


def test_a_text_that_was_replaced_is_left_out(loaded: Database) -> None:
    with loaded.writing() as session:
        load_edition(session, edition(DAYS[1], "Верно."), file_of("right"), replace=True)
    with loaded.reading() as session:
        pairs = edition_pairs(session, language="ru")
        assert told(pairs) == [("ru", DAYS[0], DAYS[1]), ("ru", DAYS[1], DAYS[2])]
        text = text_of_edition(session, pairs[0].newer)
    assert [provision.text for provision in text.provisions] == ["Верно."]
    assert text.title == "Правила оказания услуги"

"""Reading the store: forgiving references, and every text as of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from law_samples import HEALTH_RU, UNKNOWN, edition, file_of, header

from knowledge.acts import Repeal
from knowledge.errors import AmbiguousReferenceError, InvalidReferenceError, NotFoundError
from knowledge.store import reading
from knowledge.store.articles import versions_of_article
from knowledge.store.database import Database
from knowledge.store.loading import load_edition
from knowledge.store.records import records_as_of, searchable_version_ids, version_records
from knowledge.validity import EntryBasis, EntryIntoForce, ForceStatus

FIRST, SECOND = date(2020, 6, 9), date(2022, 1, 1)
APOSTILLE = header(registered="20770", code="143260")
REPEALED = header(
    "368/НҚ",
    HEALTH_RU,
    date(2016, 1, 26),
    repeal=Repeal(None, "Утратил силу приказом от 14.03.2023 № 77", date(2023, 3, 14)),
)


@pytest.fixture
def loaded(database: Database) -> Iterator[Database]:
    with database.writing() as session:
        for number, item in enumerate(
            (
                edition(FIRST, "Десять дней.", "Бесплатно.", of=APOSTILLE),
                edition(SECOND, "Пять дней.", "Бесплатно.", of=APOSTILLE),
                edition(FIRST, "Он күн.", language="kk", of=APOSTILLE),
                edition(date(2016, 2, 1), "Старое.", of=REPEALED),
                edition(FIRST, "Чужое.", of=header(issuer=HEALTH_RU, registered="20771")),
            )
        ):
            load_edition(session, item, file_of(str(number)))
    yield database


def found(database: Database, reference: str) -> str:
    with database.reading() as session:
        return reading.find_act(session, reference).id


@pytest.mark.parametrize(
    "reference",
    ["order-58-2020-05-27", " order-58-2020-05-27 ", "20770", "рег. № 20770", "143260"],
)
def test_an_act_by_id_registration_or_code(loaded: Database, reference: str) -> None:
    assert found(loaded, reference) == "order-58-2020-05-27"


@pytest.mark.parametrize(
    "reference",
    ["368/НҚ", "368/нқ", "№ 368/HҚ", "368/НҚ/2016-01-26", "Приказ № 368/НҚ от 26 января 2016 года"],
)
def test_an_act_by_number_and_date(loaded: Database, reference: str) -> None:
    assert found(loaded, reference) == "order-368-nq-2016-01-26"


def test_a_reference_that_fits_two_acts_lists_them(loaded: Database) -> None:
    for reference in ("58", "58/2020-05-27"):
        with pytest.raises(AmbiguousReferenceError) as caught:
            found(loaded, reference)
        assert "order-58-2020-05-27, order-58-2020-05-27-2" in str(caught.value)


def test_a_reference_that_fits_none_says_what_to_write(loaded: Database) -> None:
    for reference in ("999", "58/2020-05-28", "нечто", "№", "%"):
        with pytest.raises(NotFoundError, match="58/2020-05-27"):
            found(loaded, reference)
    with pytest.raises(InvalidReferenceError, match="empty"):
        found(loaded, "  ")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (FIRST, "Десять дней."),
        (date(2021, 12, 31), "Десять дней."),
        (SECOND, "Пять дней."),
        (date(2099, 1, 1), "Пять дней."),
    ],
)
def test_the_text_as_of_a_day(loaded: Database, day: date, text: str) -> None:
    with loaded.reading() as session:
        as_of = reading.edition_as_of(session, "order-58-2020-05-27", "ru", day)
        assert reading.provisions_of_edition(session, as_of.id)[0].text == text
        article = "order-58-2020-05-27/chp_1__para_1"
        records = records_as_of(session, [article], day)
        assert [record.text for record in records if record.language == "ru"] == [text]


def test_before_the_first_edition_and_in_another_language_there_is_none(loaded: Database) -> None:
    with loaded.reading() as session:
        with pytest.raises(NotFoundError, match="2020-06-09"):
            reading.edition_as_of(session, "order-58-2020-05-27", "ru", date(2020, 6, 8))
        with pytest.raises(NotFoundError, match="there are: kk, ru"):
            reading.edition_as_of(session, "order-58-2020-05-27", "en", SECOND)
        article = "order-58-2020-05-27/chp_1__para_1"
        assert records_as_of(session, [article], date(2020, 6, 8)) == []


def test_a_text_is_cited_by_the_edition_in_effect_on_the_day(loaded: Database) -> None:
    """Paragraph 2 has not changed since the first edition; in 2023 one cites the second."""
    article = "order-58-2020-05-27/chp_1__para_2"
    with loaded.reading() as session:
        (then,) = records_as_of(session, [article], date(2021, 1, 1))
        (now,) = records_as_of(session, [article], date(2023, 1, 1))
    assert (then.edition_date, now.edition_date) == (FIRST, SECOND)
    assert then.version_id == now.version_id
    assert (now.valid_from, now.valid_to) == (FIRST, None)
    with loaded.reading() as session:
        (dated,) = versions_of_article(session, article, date(2023, 1, 1))
        (plain,) = versions_of_article(session, article)
    assert (dated.edition_date, plain.edition_date) == (SECOND, FIRST)


def test_an_edition_by_its_own_date(loaded: Database) -> None:
    with loaded.reading() as session:
        at = reading.edition_at(session, "order-58-2020-05-27", "ru", FIRST)
        later = reading.edition_at(session, "order-58-2020-05-27", "ru", date(2021, 3, 3))
        assert at == later
        assert at.date == FIRST


@pytest.mark.parametrize(
    ("entry", "day", "status"),
    [
        (EntryIntoForce(EntryBasis.FIXED, SECOND), SECOND, ForceStatus.IN_FORCE),
        (EntryIntoForce(EntryBasis.FIXED, SECOND), FIRST, ForceStatus.NOT_YET),
        (UNKNOWN, SECOND, ForceStatus.UNKNOWN),
    ],
)
def test_in_force_not_yet_and_unknown_are_told_apart(
    entry: EntryIntoForce, day: date, status: ForceStatus
) -> None:
    act = reading.StoredAct("order-58", APOSTILLE)
    stored = reading.StoredEdition(1, "order-58", "ru", FIRST, "…", entry, ())
    assert reading.force_status(act, stored, day) is status


def test_a_repealed_act_is_repealed_from_its_repealing_acts_date(loaded: Database) -> None:
    with loaded.reading() as session:
        act = reading.find_act(session, "368/НҚ")
        stored = reading.edition_as_of(session, act.id, "ru", date(2023, 3, 14))
    assert act.repealed_from() == date(2023, 3, 14)
    assert reading.force_status(act, stored, date(2023, 3, 13)) is ForceStatus.IN_FORCE
    assert reading.force_status(act, stored, date(2023, 3, 14)) is ForceStatus.REPEALED


def test_a_repeal_of_unknown_day_counts_from_the_beginning() -> None:
    act = reading.StoredAct("x", header(repeal=Repeal(None, "")))
    assert act.repealed_from() == date.min
    dated = reading.StoredAct("x", header(repeal=Repeal(SECOND, "", FIRST)))
    assert dated.repealed_from() == SECOND, "the named day goes before the repealing act's date"


def test_records_know_act_place_and_interval(loaded: Database) -> None:
    with loaded.reading() as session:
        records = versions_of_article(session, "order-58-2020-05-27/chp_1__para_1")
        russian = [record for record in records if record.language == "ru"]
        assert [(r.valid_from, r.valid_to, r.edition_date) for r in russian] == [
            (FIRST, SECOND, FIRST),
            (SECOND, None, SECOND),
        ]
        assert russian[0].act.header.registration == APOSTILLE.registration
        ids = searchable_version_ids(session)
        read = [record.version_id for record in version_records(session, [*ids, 10**6])]
        assert sorted(read) == sorted(ids), "an id that is gone is left out"
        with pytest.raises(NotFoundError):
            versions_of_article(session, "order-58-2020-05-27/chp_9__para_1")


def test_counts_and_titles(loaded: Database) -> None:
    with loaded.reading() as session:
        counts = reading.count_all(session)
        acts = reading.all_acts(session)
    assert (counts.acts, counts.editions, counts.provisions) == (3, {"kk": 1, "ru": 4}, 7)
    assert [act.id for act in acts] == [
        "order-368-nq-2016-01-26",
        "order-58-2020-05-27",
        "order-58-2020-05-27-2",
    ]
    assert acts[0].title("kk") == "Правила оказания услуги", "another language is better than none"

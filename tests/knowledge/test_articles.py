"""Versions of articles, planned from all editions of an act at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from law_samples import UNKNOWN, fixed, paragraph, since

from knowledge.acts import Provision, ProvisionKind
from knowledge.articles import (
    ArticleKind,
    DatedEdition,
    VersionPlan,
    article_id,
    plan_versions,
)
from knowledge.validity import EntryBasis, EntryIntoForce

FIRST, SECOND, THIRD = date(2020, 1, 1), date(2022, 1, 1), date(2024, 1, 1)


def dated(day: date, *provisions: Provision, number: int | None = None) -> DatedEdition:
    return DatedEdition(number or day.toordinal(), day, since(day), provisions)


def spans(plans: tuple[VersionPlan, ...]) -> list[tuple[str, date, date | None]]:
    return [(plan.eid.rpartition("_")[2], plan.valid_from, plan.valid_to) for plan in plans]


def test_an_unchanged_paragraph_has_one_version_since_the_first_edition() -> None:
    same = paragraph("1", "Одно и то же.")
    plans = plan_versions([dated(FIRST, same), dated(SECOND, same)])
    assert spans(plans) == [("1", FIRST, None)]
    assert plans[0].edition_id == FIRST.toordinal()
    assert plans[0].rests_on == ((same.eid, same.content_hash),)


def test_an_amendment_ends_one_version_and_begins_the_next() -> None:
    plans = plan_versions(
        [dated(FIRST, paragraph("1", "Десять дней.")), dated(SECOND, paragraph("1", "Пять дней."))]
    )
    assert spans(plans) == [("1", FIRST, SECOND), ("1", SECOND, None)]


def test_a_paragraph_that_is_excluded_or_missing_ends() -> None:
    here = paragraph("1", "Здесь."), paragraph("2", "Здесь.")
    plans = plan_versions([dated(FIRST, *here), dated(SECOND, paragraph("1", "", excluded=True))])
    assert spans(plans) == [("1", FIRST, SECOND), ("2", FIRST, SECOND)]


def test_a_paragraph_that_comes_back_begins_anew() -> None:
    here = paragraph("1", "Здесь.")
    plans = plan_versions([dated(FIRST, here), dated(SECOND), dated(THIRD, here)])
    assert spans(plans) == [("1", FIRST, SECOND), ("1", THIRD, None)]


def test_an_amendment_printed_early_begins_on_its_own_day() -> None:
    later = date(2022, 7, 1)
    old = paragraph("1", "Десять дней.")
    new = paragraph("1", "Пять дней.", in_force=fixed(later))
    assert spans(plan_versions([dated(FIRST, old), dated(SECOND, new)])) == [
        ("1", FIRST, later),
        ("1", later, None),
    ]


def test_an_exclusion_printed_early_takes_effect_on_its_own_day() -> None:
    later = date(2022, 7, 1)
    gone = paragraph("1", "", excluded=True, in_force=fixed(later))
    plans = plan_versions([dated(FIRST, paragraph("1", "Здесь.")), dated(SECOND, gone)])
    assert spans(plans) == [("1", FIRST, later)]


def test_a_day_of_its_own_that_is_past_does_not_move_the_start() -> None:
    old = paragraph("1", "Давно.", in_force=fixed(date(2019, 5, 5)))
    assert spans(plan_versions([dated(FIRST, old)])) == [("1", FIRST, None)]


def test_a_later_edition_knows_better_what_was_yet_to_begin() -> None:
    """An amendment for 2025 that the edition of 2024 drops again never comes into force."""
    future = paragraph("1", "С 2025 года.", in_force=fixed(date(2025, 1, 1)))
    kept = paragraph("2", "Всегда.")
    dropped = plan_versions([dated(SECOND, future, kept), dated(THIRD, kept)])
    assert spans(dropped) == [("2", SECOND, None)]
    again = plan_versions([dated(SECOND, future), dated(THIRD, paragraph("1", "С 2024 года."))])
    assert spans(again) == [("1", THIRD, None)]
    same = plan_versions([dated(SECOND, future), dated(THIRD, future)])
    assert spans(same) == [("1", date(2025, 1, 1), None)]


def test_start_known_says_whether_the_first_day_is_more_than_the_editions_date() -> None:
    text = paragraph("1", "Текст.")
    unknown = DatedEdition(1, FIRST, UNKNOWN, (text,))
    awaited = DatedEdition(
        1, FIRST, EntryIntoForce(EntryBasis.AFTER_PUBLICATION, None, "", 10), (text,)
    )
    assert [plan.start_known for plan in plan_versions([unknown])] == [False]
    assert [plan.start_known for plan in plan_versions([awaited])] == [False]
    resolved = replace(awaited, entry=awaited.entry.resolved(date(2020, 1, 5)))
    (plan,) = plan_versions([resolved])
    assert (plan.start_known, plan.valid_from) == (True, date(2020, 1, 16))


def test_a_day_of_its_own_is_known_even_where_the_editions_is_not() -> None:
    text = paragraph("1", "Текст.", in_force=fixed(date(2020, 7, 1)))
    (plan,) = plan_versions([DatedEdition(1, FIRST, UNKNOWN, (text,))])
    assert (plan.start_known, plan.valid_from) == (True, date(2020, 7, 1))


def test_a_text_that_a_later_edition_still_has_is_certain_from_there() -> None:
    text = paragraph("1", "Текст.")
    unknown = DatedEdition(1, FIRST, UNKNOWN, (text,))
    (alone,) = plan_versions([unknown])
    assert alone.certain_from is None
    (carried,) = plan_versions([unknown, dated(SECOND, text, number=2), dated(THIRD, text)])
    assert (carried.valid_from, carried.start_known) == (FIRST, False)
    assert carried.certain_from == SECOND
    (known,) = plan_versions([dated(FIRST, text)])
    assert known.certain_from == FIRST


def test_chapters_and_subparagraphs_are_no_articles() -> None:
    text = paragraph("1", "Текст.")
    parts = [replace(text, eid=k, kind=k) for k in (ProvisionKind.CHAPTER, ProvisionKind.RULES)]
    item = replace(text, eid="chp_1__para_1__subpara_1", kind=ProvisionKind.SUBPARAGRAPH)
    empty = paragraph("2", "  ")
    assert spans(plan_versions([dated(FIRST, *parts, item, text, empty)])) == [("1", FIRST, None)]


def test_a_service_changes_when_any_of_its_rows_does() -> None:
    def rows(fee: str) -> tuple[Provision, ...]:
        return (
            replace(paragraph("1", "МЮ"), eid="annex_1__row_1", kind=ProvisionKind.TABLE_ROW),
            replace(paragraph("6", fee), eid="annex_1__row_6", kind=ProvisionKind.TABLE_ROW),
        )

    def with_standard(day: date, fee: str) -> DatedEdition:
        return replace(dated(day, *rows(fee)), standards=(("rules", rows(fee)),))

    plans = plan_versions(
        [
            with_standard(FIRST, "Бесплатно"),
            with_standard(SECOND, "Бесплатно"),
            with_standard(THIRD, "0,5 МРП"),
        ]
    )
    services = [plan for plan in plans if plan.kind is ArticleKind.SERVICE]
    assert spans(tuple(services)) == [("rules", FIRST, THIRD), ("rules", THIRD, None)]
    assert [len(plan.rests_on) for plan in services] == [2, 2]
    assert article_id("order-58", "rules", ArticleKind.SERVICE) == "order-58/service/rules"
    assert article_id("order-58", "annex_1__row_6", ArticleKind.PARAGRAPH) == (
        "order-58/annex_1__row_6"
    )


# --- laws that hold for whatever editions there are ----------------------------------------

_days = st.integers(0, 40).map(lambda n: FIRST + timedelta(days=n))
_entries = st.one_of(
    st.none(),
    st.just(UNKNOWN),
    _days.map(fixed),
    st.just(EntryIntoForce(EntryBasis.AFTER_PUBLICATION, None, "", 10)),
)


@st.composite
def _provisions(draw: st.DrawFn) -> tuple[Provision, ...]:
    numbers = draw(st.lists(st.sampled_from("1234"), unique=True))
    return tuple(
        paragraph(
            number,
            draw(st.sampled_from(("а", "б", "в"))),
            excluded=draw(st.booleans()) and draw(st.booleans()),
            in_force=draw(_entries),
        )
        for number in numbers
    )


@st.composite
def _editions(draw: st.DrawFn) -> list[DatedEdition]:
    days = draw(st.lists(_days, unique=True, min_size=1, max_size=5))
    return [
        DatedEdition(
            number,
            day,
            draw(_entries) or since(day),
            provisions := draw(_provisions()),
            (("rules", provisions),) if draw(st.booleans()) else (),
        )
        for number, day in enumerate(days, start=1)
    ]


@settings(max_examples=150, deadline=None)
@given(_editions(), st.randoms())
def test_the_order_in_which_editions_come_does_not_matter(editions, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(editions)
    random.shuffle(shuffled)
    assert plan_versions(shuffled) == plan_versions(editions)


@settings(max_examples=150, deadline=None)
@given(_editions())
def test_at_any_day_an_article_has_at_most_one_version(editions: list[DatedEdition]) -> None:
    by_article: dict[tuple[str, str], list[VersionPlan]] = {}
    for plan in plan_versions(editions):
        assert plan.valid_to is None or plan.valid_from < plan.valid_to
        by_article.setdefault((plan.kind, plan.eid), []).append(plan)
    for plans in by_article.values():
        for before, after in pairwise(plans):
            assert before.valid_to is not None
            assert before.valid_to <= after.valid_from
            if before.valid_to == after.valid_from:
                assert before.rests_on != after.rests_on, "one version was cut in two"


@settings(max_examples=150, deadline=None)
@given(_editions(), _days)
def test_what_is_valid_on_a_day_is_what_the_newest_edition_then_says(
    editions: list[DatedEdition], day: date
) -> None:
    """Except for provisions with a later day of their own: these wait for it."""
    effective = [edition for edition in editions if edition.start <= day]
    if not effective:
        return
    newest = max(effective, key=lambda edition: (edition.start, edition.date))
    said = {p.eid: p for p in newest.provisions if not p.excluded}
    waiting = {
        p.eid
        for p in newest.provisions
        if p.in_force and p.in_force.basis is EntryBasis.FIXED and p.in_force.on > day
    }
    valid = {
        plan.eid: plan.content_hash
        for plan in plan_versions(editions)
        if plan.kind is ArticleKind.PARAGRAPH
        and plan.valid_from <= day
        and (plan.valid_to is None or day < plan.valid_to)
    }
    assert {eid: value for eid, value in valid.items() if eid not in waiting} == {
        eid: p.content_hash for eid, p in said.items() if eid not in waiting
    }

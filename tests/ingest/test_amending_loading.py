"""Amending orders loaded from files: beside, before and after the acts that they amend."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ingest.header import ActFacts
from ingest.loading import FileReport, LoadOptions, find_files, load_file
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR
from knowledge.acts import Provision
from knowledge.amending.comparing import Agreement
from knowledge.changes import EditionText
from knowledge.store import drafts, reading
from knowledge.store.amending_orders import all_orders
from knowledge.store.database import Base, Database
from knowledge.store.draft_decisions import accept_draft
from knowledge.store.drafts import DraftState, StoredDraft, all_drafts
from knowledge.store.edition_pairs import text_of_edition
from knowledge.store.loading import LoadStatus

ROOT = Path(__file__).parents[2]
ACTS = ROOT / "examples" / "acts"
ORDERS = ROOT / "evaluation" / "data" / "amending"
BEEKEEPER, LIBRARY = "order-74-2022-03-11", "order-917-nq-2023-09-14"

SMALL_ACT = """# Об утверждении Правил выдачи справок

Приказ Министра юстиции Республики Казахстан от 27 мая 2020 года № 58

ПРИКАЗЫВАЮ:

1. Утвердить прилагаемые Правила выдачи справок.

> *Утверждены*
> *приказом Министра юстиции*
> *от 27 мая 2020 года № 58*

## Правила выдачи справок

### Глава 1. Порядок

1. Справка выдается {days} рабочих дней.{note}

2. Справка бесплатна.
"""
NOTE = """

*Сноска. Пункт 1 с изменением, внесенным приказом Министра юстиции РК от 14.02.2026 № 91.*"""
SMALL_ORDER = """# О внесении изменения в приказ Министра юстиции Республики Казахстан от 27 мая \
2020 года № 58 «Об утверждении Правил выдачи справок»

Приказ Министра юстиции Республики Казахстан от 14 февраля 2026 года № 91

ПРИКАЗЫВАЮ:

1. Внести в приказ Министра юстиции Республики Казахстан от 27 мая 2020 года № 58 «Об \
утверждении Правил выдачи справок» следующее изменение:

в Правилах выдачи справок, утвержденных указанным приказом:

в пункте 1 слова «в течение пяти» заменить словами «в течение трех».

2. Настоящий приказ вводится в действие с 1 мая 2026 года.

Министр юстиции Е. Тестов
"""


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A store with nothing in it, and one with the two acts that our own orders amend."""
    folder = tmp_path_factory.mktemp("stores")
    paths = {name: folder / f"{name}.db" for name in ("empty", "acts")}
    for name, path in paths.items():
        opened = Database(f"sqlite:///{path}")
        if name == "acts":
            load(opened, ACTS / "beekeeper-passport", ACTS / "library-card")
        opened.close()
    return paths


@pytest.fixture
def empty(stores: dict[str, Path], tmp_path: Path) -> Iterator[Database]:
    yield from copy_of(stores["empty"], tmp_path)


@pytest.fixture
def acts(stores: dict[str, Path], tmp_path: Path) -> Iterator[Database]:
    yield from copy_of(stores["acts"], tmp_path)


def copy_of(store: Path, folder: Path) -> Iterator[Database]:
    path = folder / f"copy-{store.name}"
    shutil.copy(store, path)
    opened = Database(f"sqlite:///{path}")
    yield opened
    opened.close()


def load(database: Database, *paths: Path, options: LoadOptions | None = None) -> list[FileReport]:
    reports = [load_file(database, file, options or LoadOptions()) for file in find_files(paths)]
    assert [report.error for report in reports if report.error] == []
    return reports


def drafts_in(database: Database) -> dict[tuple[str, str], StoredDraft]:
    with database.reading() as session:
        return {(draft.act_id, draft.language): draft for draft in all_drafts(session)}


def base_of(database: Database, draft: StoredDraft) -> EditionText:
    with database.reading() as session:
        editions = reading.editions_of_act(session, draft.act_id, draft.language)
        own = next(e for e in editions if e.id == draft.base_edition_id)
        return text_of_edition(session, own)


def by_eid(text: EditionText) -> dict[str, Provision]:
    return {provision.eid: provision for provision in text.provisions}


def shown(provision: Provision) -> str:
    return f"{provision.heading}\n{provision.text}"


def rows(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# --- our own orders on the acts of the examples ---------------------------------------------------

CHANGED = {
    ("01.md", BEEKEEPER): {
        *("title", "order__preamble", "order__para_1", "rules", "annex_2__row_3"),
        *(f"chp_2__para_{number}" for number in ("8", "9-2", "9-3", "11", "12")),
    },
    ("02.html", LIBRARY): {
        *("order__para_2", "chp_1__para_2", "chp_2__para_6", "chp_2__para_8", "chp_3__para_13"),
        *("annex_1__row_3", "annex_1__row_11", "annex_3__text"),
    },
}
"""Some of what the orders change, by order and act."""


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize(("name", "act_id"), CHANGED)
def test_an_order_is_applied_to_the_example_that_it_amends(
    acts: Database, name: str, act_id: str, language: str
) -> None:
    (report,) = load(acts, ORDERS / f"{language}-{name}")
    assert [outcome.status for outcome in report.outcomes] == [LoadStatus.NEW_ACT]
    draft = drafts_in(acts)[act_id, language]
    base = base_of(acts, draft)
    old, new = by_eid(base), by_eid(draft.text)
    changed = {eid for eid, p in new.items() if eid not in old or shown(p) != shown(old[eid])}
    changed |= {"title"} if draft.text.title != base.title else set()
    assert CHANGED[name, act_id] <= changed


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_what_an_order_does_not_name_stays_as_it_is(acts: Database, language: str) -> None:
    load(acts, ORDERS / f"{language}-02.html")
    draft = drafts_in(acts)[LIBRARY, language]
    old, new = by_eid(base_of(acts, draft)), by_eid(draft.text)
    untouched = [eid for eid in old if not eid.startswith(tuple(draft.concerned))]
    assert len(untouched) > len(old) / 3
    assert [eid for eid in untouched if new[eid].text != old[eid].text] == []
    assert len({p.eid for p in draft.text.provisions}) == len(draft.text.provisions)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_what_cannot_be_applied_is_listed_with_the_reason(acts: Database, language: str) -> None:
    load(acts, ORDERS / f"{language}-02.html")
    draft = drafts_in(acts)[LIBRARY, language]
    assert [result.reason for result in draft.results if result.reason] == [
        "the order changes the text in the other language only; this one stays as it is",
        "there are 2 subparagraphs 2) in table row 8",
    ]


def test_inserted_elements_stand_in_order_of_their_numbers(acts: Database) -> None:
    load(acts, ORDERS / "ru-01.md", ORDERS / "ru-02.html")
    found = drafts_in(acts)
    bees, cards = found[BEEKEEPER, "ru"].text, found[LIBRARY, "ru"].text
    wanted = {
        "chp_2__para_": [p for p in bees.provisions if p.eid.count("__") == 1],
        "annex_1__row_": list(cards.provisions),
    }
    for stem, provisions in wanted.items():
        numbers = [tuple(map(int, p.number.split("-"))) for p in provisions
                   if p.eid.startswith(stem) and p.eid.count("__") == 1]  # fmt: skip
        assert all(one < other for one, other in pairwise(numbers))
    assert [p.position for p in bees.provisions] == sorted(p.position for p in bees.provisions)


def test_both_languages_of_an_order_make_the_same_elements_over(acts: Database) -> None:
    load(acts, *(ORDERS / f"{lang}-{name}" for lang in ("ru", "kk") for name, _act in CHANGED))
    found = drafts_in(acts)
    for act_id in (BEEKEEPER, LIBRARY):
        russian, kazakh = (found[act_id, language] for language in ("ru", "kk"))
        assert {p.eid for p in russian.text.provisions} == {p.eid for p in kazakh.text.provisions}
        # Words replaced throughout stand in a row more of the Kazakh text.
        assert set(russian.concerned) ^ set(kazakh.concerned) <= {"annex_2__row_1"}


# --- loading in any order, twice ------------------------------------------------------------------


def test_a_kazakh_order_is_not_taken_for_the_act_that_its_title_names(acts: Database) -> None:
    (report,) = load(acts, ORDERS / "kk-01.md")
    assert [outcome.act_id for outcome in report.outcomes] == ["order-91-2026-02-14"]
    with acts.reading() as session:
        assert len(reading.editions_of_act(session, BEEKEEPER, "kk")) == 2
        (order,) = all_orders(session)
    assert (order.order.number, order.order.date) == ("91", date(2026, 2, 14))
    assert order.act_id == "order-91-2026-02-14"


def test_an_order_may_be_loaded_before_its_act(acts: Database, empty: Database) -> None:
    files = (ORDERS / "ru-01.md", ACTS / "beekeeper-passport")
    load(acts, *files)
    load(empty, *files)
    first, second = (drafts_in(one)[BEEKEEPER, "ru"] for one in (acts, empty))
    assert first.text == second.text
    assert first.results == second.results


def test_loading_an_order_twice_changes_nothing(acts: Database) -> None:
    order = ORDERS / "kk-02.html"
    load(acts, order)
    before = rows(acts)
    (known,) = load(acts, order)
    assert [outcome.status for outcome in known.outcomes] == [LoadStatus.UNCHANGED]
    (again,) = load(acts, order, options=LoadOptions(replace=True))
    assert [outcome.status for outcome in again.outcomes] == [LoadStatus.UNCHANGED]
    assert rows(acts) == before


def test_acts_that_amend_nothing_are_no_amending_orders(acts: Database) -> None:
    with acts.reading() as session:
        assert all_orders(session) == []
        assert all_drafts(session) == []


def test_a_list_of_repealed_acts_makes_no_drafts(acts: Database) -> None:
    load(acts, ORDERS / "ru-04.txt", ORDERS / "kk-04.txt")
    with acts.reading() as session:
        assert {order.order.number for order in all_orders(session)} == {"7"}
        assert all_drafts(session) == []


# --- the official text comes ----------------------------------------------------------------------


def small_files(folder: Path, official: str = "в течение трех") -> dict[str, Path]:
    return {
        "act": written(folder, "act.md", SMALL_ACT.format(days="в течение пяти", note="")),
        "order": written(folder, "order.md", SMALL_ORDER),
        "official": written(folder, "official.md", SMALL_ACT.format(days=official, note=NOTE)),
    }


def edition_of(day: date) -> LoadOptions:
    return LoadOptions(facts=ActFacts(edition_date=day))


@pytest.mark.parametrize(
    ("words", "agreement"),
    [("в течение трех", Agreement.SAME), ("не более трех", Agreement.DIFFERS)],
)
def test_an_accepted_draft_gives_way_to_the_official_text(
    empty: Database, tmp_path: Path, words: str, agreement: Agreement
) -> None:
    files = small_files(tmp_path, words)
    load(empty, files["act"], files["order"])
    (draft,) = drafts_in(empty).values()
    assert (draft.state, draft.date) == (DraftState.DRAFT, date(2026, 5, 1))
    with empty.writing() as session:
        made = accept_draft(session, LOCAL_ADMINISTRATOR, draft.id)
    load(empty, files["official"], options=edition_of(date(2026, 5, 1)))
    (accepted,) = drafts_in(empty).values()
    assert accepted.state is DraftState.ACCEPTED
    assert accepted.comparison is not None
    assert {e.eid: e.agreement for e in accepted.comparison.elements if e.concerned} == {
        "chp_1__para_1": agreement
    }
    with empty.reading() as session:
        edition = reading.edition_as_of(session, draft.act_id, "ru", date(2026, 6, 1))
        assert edition.id == accepted.official_edition_id != made.edition_id
        text = by_eid(text_of_edition(session, edition))["chp_1__para_1"].text
    assert text == f"Справка выдается {words} рабочих дней."


def test_an_order_that_comes_after_the_official_text_is_only_compared(
    empty: Database, tmp_path: Path
) -> None:
    files = small_files(tmp_path)
    load(empty, files["act"])
    load(empty, files["official"], options=edition_of(date(2026, 5, 1)))
    load(empty, files["order"])
    (draft,) = drafts_in(empty).values()
    assert draft.state is DraftState.REPLACED
    assert draft.comparison is not None
    assert (draft.comparison.same, draft.comparison.concerned) == (1, 1)


def test_the_articles_of_a_draft_can_be_flagged_at_once(empty: Database, tmp_path: Path) -> None:
    files = small_files(tmp_path)
    load(empty, files["act"], files["order"])
    (draft,) = drafts_in(empty).values()
    with empty.reading() as session:
        assert drafts.provisions_concerned(session, draft.order.id) == (
            (draft.act_id, "chp_1__para_1"),
        )

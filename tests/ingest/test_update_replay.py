"""A replay of years: editions loaded on their days, and then in every other order.

Each flag is raised on its day, none is lost, none twice, and whatever the order of loading, the
base ends in the same state. What should be flagged is counted here in another and simpler way.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.errors import IngestError
from ingest.loading import find_files, read_bytes
from ingest.pipeline import editions_of, read_structure
from knowledge.acts import Edition, comparable
from knowledge.errors import EditionConflictError
from knowledge.services import standards_of
from knowledge.store.database import Database
from knowledge.store.loading import SourceFile, load_edition
from knowledge.store.tables import ActRow
from knowledge.store.update_detection import detect_updates
from knowledge.store.updates import updates_listed
from knowledge.updates.values import open_reasons

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "acts"


@dataclass(frozen=True)
class Loadable:
    edition: Edition
    source: SourceFile


@cache
def loadable(folder: Path) -> tuple[Loadable, ...]:
    """Every edition under a folder that can be read, once, by date."""
    found = []
    for file in find_files([folder]):
        try:
            data = read_bytes(file.path)
            read = read_structure(data, file.path.name)
            editions = editions_of(read, *file.facts)
        except IngestError:
            continue
        source = SourceFile(file.path.name, read.media_type, data)
        found.extend(Loadable(edition, source) for edition in editions)
    return tuple(sorted(found, key=lambda one: (one.edition.date, one.edition.language)))


@pytest.fixture(
    params=[
        pytest.param(ROOT / "examples" / "acts", id="examples"),
        pytest.param(
            SHARED,
            id="shared",
            marks=[
                pytest.mark.shared,
                pytest.mark.skipif(not SHARED.is_dir(), reason="the shared acts are not here"),
            ],
        ),
    ]
)
def editions(request: pytest.FixtureRequest) -> tuple[Loadable, ...]:
    return loadable(request.param)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("replay") / "empty.db"
    Database(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "store.db"
    shutil.copy(template, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


Flag = tuple[str, str, date]
"""Number of the act, language, the day of the edition that changed its service's standard."""


def expected_flags(editions: Sequence[Loadable]) -> set[Flag]:
    """Where the words of a standard's rows differ from those of the edition before."""
    flags = set()
    ordered = sorted(editions, key=lambda one: (_act(one), one.edition.language, one.edition.date))
    for (act, language), group in groupby(ordered, key=lambda o: (_act(o), o.edition.language)):
        for old, new in pairwise(group):
            before, after = _words(old.edition), _words(new.edition)
            if any(before.get(root, after[root]) != after[root] for root in after):
                flags.add((act, language, new.edition.date))
    return flags


def _act(one: Loadable) -> str:
    return one.edition.header.number


def _words(edition: Edition) -> dict[str, list[str]]:
    return {
        standard.root_eid: sorted(
            comparable(f"{row.provision.heading}\x1f{row.provision.text}") for row in standard.rows
        )
        for standard in standards_of(edition)
    }


def load(database: Database, one: Loadable) -> None:
    with database.writing() as session:
        load_edition(session, one.edition, one.source)


def open_flags(database: Database) -> dict[tuple[str, str, str, date], date]:
    """All that is open: article, language, provision, day of the edition; with its due date."""
    with database.reading() as session:
        return {
            (u.article_id, r.change.language, r.change.eid, r.change.edition_date): r.due
            for u in updates_listed(session)
            for r in open_reasons(u.reasons)
        }


def end_state(database: Database) -> object:
    with database.reading() as session:
        listed = updates_listed(session)
        assert len({update.article_id for update in listed}) == len(listed)
        return sorted((u.article_id, u.state.value, u.due, u.since) for u in listed), sorted(
            (*key, due) for key, due in open_flags(database).items()
        )


def days_of(editions: Sequence[Loadable]) -> Iterator[date]:
    """Every day from the first edition's to the last one's."""
    day, last = editions[0].edition.date, editions[-1].edition.date
    while day <= last:
        yield day
        day += timedelta(days=1)


def test_each_flag_is_raised_on_its_day_none_lost_none_twice(
    editions: tuple[Loadable, ...], store: Database
) -> None:
    by_day: dict[date, list[Loadable]] = {}
    for one in editions:
        by_day.setdefault(one.edition.date, []).append(one)
    known: dict[tuple[str, str, str, date], date] = {}
    for day in days_of(editions):
        for one in by_day.get(day, ()):
            load(store, one)
        now = open_flags(store) if day in by_day else known
        raised = now.keys() - known.keys()
        assert known.items() <= now.items(), "none is lost, and no due date moves"
        assert {flagged_on for *_, flagged_on in raised} <= {day}
        known = now
    numbers = numbers_of(store)
    flags = {(numbers[article.split("/")[0]], language, day) for article, language, _, day in known}
    assert flags == expected_flags(editions)
    assert flags, "the replay is not about nothing"


def numbers_of(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {row.id: row.number for row in session.scalars(select(ActRow))}


def orders(editions: Sequence[Loadable]) -> Iterator[list[Loadable]]:
    yield list(reversed(editions))
    yield sorted(editions, key=lambda one: (one.edition.language, _act(one)))
    for seed in range(3):
        shuffled = list(editions)
        random.Random(seed).shuffle(shuffled)
        yield shuffled


@pytest.mark.parametrize("order", range(5))
def test_whatever_the_order_of_loading_the_end_is_the_same(
    editions: tuple[Loadable, ...], template: Path, tmp_path: Path, order: int
) -> None:
    ends = []
    for name, chosen in (("by_date", list(editions)), ("other", list(orders(editions))[order])):
        path = tmp_path / f"{name}.db"
        shutil.copy(template, path)
        database = Database(f"sqlite:///{path}")
        for one in chosen:
            load(database, one)
        ends.append(end_state(database))
        with database.writing() as session:
            acts = session.scalars(select(ActRow.id)).all()
            assert [u for act in acts for u in detect_updates(session, act)] == []
        database.close()
    assert ends[0] == ends[1]


def test_loading_all_of_it_again_flags_nothing_new(
    editions: tuple[Loadable, ...], store: Database
) -> None:
    for one in editions:
        load(store, one)
    before = end_state(store)
    for one in reversed(editions):
        try:
            load(store, one)
        except EditionConflictError:
            pytest.fail(f"{one.source.name} was loaded already")
    assert end_state(store) == before

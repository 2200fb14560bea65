"""Annex 1 forms in the store: tied to their service and act, once, and nothing on an error."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import func, select

from ingest.forms.errors import FormError
from ingest.loading import LoadOptions, find_files, load_file
from ingest.submitting import is_annex1, load_form
from knowledge.store.database import Base, Database
from knowledge.store.tables import ServiceRow, SubmissionRow

EXAMPLES = Path(__file__).parents[2] / "examples"
FORMS = EXAMPLES / "forms"
DRONE = FORMS / "annex1-drone-registration.xlsx"
SCHOOL = FORMS / "annex1-school-services.xlsx"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'store.db'}")
    yield opened
    opened.close()


def load_act(database: Database, name: str) -> None:
    for file in find_files([EXAMPLES / "acts" / name]):
        assert load_file(database, file, LoadOptions()).error is None


def rows(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def ties(database: Database) -> list[tuple[str | None, str | None]]:
    with database.reading() as session:
        found = session.scalars(select(SubmissionRow).order_by(SubmissionRow.id))
        return [(row.service_id, row.act_id) for row in found]


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.*")), ids=lambda path: path.name)
def test_forms_are_told_from_acts(path: Path) -> None:
    assert is_annex1(path.read_bytes(), path.name)


@pytest.mark.parametrize(
    "name",
    [
        "drone-registration/rus.2024-04-22.docx",
        "library-card/rus.2025-07-01.html",
        "beekeeper-passport/rus.2025-04-01.md",
        "noise-permit/rus.2026-04-01.pdf",
    ],
)
def test_acts_are_no_forms(name: str) -> None:
    path = EXAMPLES / "acts" / name
    assert not is_annex1(path.read_bytes(), path.name)


def test_each_row_is_tied_to_its_service_and_act(database: Database) -> None:
    load_act(database, "school-meals")
    ids = load_form(database, SCHOOL.read_bytes(), SCHOOL.name)
    assert len(ids) == 2
    assert ties(database) == [
        ("order-118-2025-05-22/rules", "order-118-2025-05-22"),
        ("order-118-2025-05-22/rules_2", "order-118-2025-05-22"),
    ]


def test_the_service_learns_its_number_in_the_register(database: Database) -> None:
    load_act(database, "drone-registration")
    load_form(database, DRONE.read_bytes(), DRONE.name)
    with database.reading() as session:
        (service,) = session.scalars(select(ServiceRow)).all()
        (row,) = session.scalars(select(SubmissionRow)).all()
        assert service.register_number
        assert service.register_number == row.fields["register_number"]
        assert (row.variant, row.language, row.position) == ("2022", "kk", 1)


def test_the_same_form_twice_gives_the_same_ids(database: Database) -> None:
    first = load_form(database, SCHOOL.read_bytes(), SCHOOL.name)
    before = rows(database)
    assert load_form(database, SCHOOL.read_bytes(), "renamed.xlsx") == first
    assert rows(database) == before


def test_a_form_may_come_before_its_act(database: Database) -> None:
    ids = load_form(database, DRONE.read_bytes(), DRONE.name)
    assert ties(database) == [(None, None)]
    load_act(database, "drone-registration")
    assert load_form(database, DRONE.read_bytes(), DRONE.name) == ids
    assert ties(database) == [("order-146-2024-04-22/rules", "order-146-2024-04-22")]


def test_a_wrong_form_is_refused_with_all_that_is_wrong_and_leaves_nothing(
    database: Database,
) -> None:
    workbook = openpyxl.load_workbook(DRONE)
    sheet = workbook.active
    heading = next(row for row in sheet.iter_rows() if len([c for c in row if c.value]) == 8)
    for row in sheet.iter_rows(min_row=heading[0].row + 1):
        for cell in (row[2], row[3]):
            cell.value = None
    stream = BytesIO()
    workbook.save(stream)
    before = rows(database)
    with pytest.raises(FormError) as caught:
        load_form(database, stream.getvalue(), "form.xlsx")
    assert len(caught.value.problems) >= 2
    assert all(problem.message in str(caught.value) for problem in caught.value.problems)
    assert rows(database) == before

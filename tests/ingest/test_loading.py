"""Loading folders and files: what is found, what is refused, and that refusal leaves no trace."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ingest.errors import FileTooLargeError, MissingHeaderError, UnreadableFileError
from ingest.header import ActFacts, facts_of_options
from ingest.loading import (
    FileReport,
    FileToLoad,
    LoadOptions,
    find_files,
    load_file,
    read_bytes,
    with_metadata,
)
from ingest.pipeline import editions_of, read_structure
from knowledge.acts import ActKind
from knowledge.errors import EditionConflictError
from knowledge.store import reading
from knowledge.store.database import Base, Database
from knowledge.store.loading import LoadStatus, SourceFile, load_edition
from knowledge.store.tables import ArticleVersionRow, EditionRow, RestsOnRow

EXAMPLES = Path(__file__).parents[2] / "examples"
BEEKEEPER = EXAMPLES / "acts" / "beekeeper-passport"
LIBRARY = EXAMPLES / "acts" / "library-card"

LONELY = """# Об утверждении Правил оказания услуги

Приказ Министра юстиции Республики Казахстан от 27 мая 2020 года № 58

1. Утвердить Правила.

2. Приказ вводится в действие с 1 июля 2020 года.
"""


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "store.db"
    Database(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def database(empty_store: Path, tmp_path: Path) -> Iterator[Database]:
    opened = copy_of(empty_store, tmp_path / "store" / "store.db")
    yield opened
    opened.close()


def copy_of(store: Path, path: Path) -> Database:
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(store, path)
    return Database(f"sqlite:///{path}")


def load(database: Database, *paths: Path, options: LoadOptions | None = None) -> list[FileReport]:
    return [load_file(database, file, options or LoadOptions()) for file in find_files(paths)]


def rows(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def statuses(reports: list[FileReport]) -> list[str]:
    return [outcome.status.value for report in reports for outcome in report.outcomes]


def contents(database: Database) -> set[tuple[object, ...]]:
    """What the base says of every article, whatever ids it gave."""
    with database.reading() as session:
        found = session.execute(
            select(
                ArticleVersionRow.article_id,
                ArticleVersionRow.language,
                ArticleVersionRow.valid_from,
                ArticleVersionRow.valid_to,
                ArticleVersionRow.start_known,
                EditionRow.date,
                RestsOnRow.eid,
                RestsOnRow.content_hash,
                ArticleVersionRow.certain_from,
            )
            .join(EditionRow, EditionRow.id == ArticleVersionRow.edition_id)
            .join(RestsOnRow, RestsOnRow.version_id == ArticleVersionRow.id)
        )
        return {tuple(row) for row in found}


# --- what is found -------------------------------------------------------------------------


def test_a_folder_with_metadata_is_an_act_with_its_editions_oldest_first() -> None:
    files = list(find_files([BEEKEEPER]))
    assert [file.path.name for file in files] == [
        "kaz.2022-03-11.md",
        "rus.2022-03-11.md",
        "kaz.2025-04-01.md",
        "rus.2025-04-01.md",
    ]
    own, common = files[0].facts
    assert (own.language, own.edition_date) == ("kk", date(2022, 3, 11))
    assert (common.number, common.code) == ("74", "beekeeper-passport")


def test_a_folder_of_folders_is_looked_through() -> None:
    names = {file.path.parent.name for file in find_files([EXAMPLES])}
    assert names == {folder.name for folder in (EXAMPLES / "acts").iterdir()} | {"forms"}


def test_a_folder_without_metadata_gives_its_acts_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.md", "a.HTML", "README.md", "questions.jsonl", "note.json", "scan.jpg"):
        (tmp_path / name).write_text(LONELY, encoding="utf-8")
    files = list(find_files([tmp_path]))
    assert [(file.path.name, file.facts) for file in files] == [("a.HTML", ()), ("b.md", ())]


def test_a_single_file_takes_the_facts_of_its_sidecar() -> None:
    (file,) = find_files([BEEKEEPER / "rus.2025-04-01.md"])
    own, common = file.facts
    assert own.edition_date == date(2025, 4, 1)
    assert common.kind is ActKind.ORDER


def test_a_sidecar_that_does_not_list_the_file_says_nothing_of_it(tmp_path: Path) -> None:
    shutil.copy(BEEKEEPER / "meta.json", tmp_path)
    (tmp_path / "other.md").write_text(LONELY, encoding="utf-8")
    assert list(find_files([tmp_path / "other.md"])) == [FileToLoad(tmp_path / "other.md")]


def test_metadata_that_stands_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "rus.2025-04-01.md").write_text(LONELY, encoding="utf-8")
    files = with_metadata(list(find_files([tmp_path])), BEEKEEPER / "meta.json")
    own, common = files[0].facts
    assert (own.edition_date, common.number) == (date(2025, 4, 1), "74")


def test_a_path_that_is_not_there_and_metadata_that_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no such file"):
        list(find_files([tmp_path / "none"]))
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    (wrong,) = find_files([tmp_path])
    assert wrong.problem is not None
    assert "issuer" in str(wrong.problem)


# --- what is loaded ------------------------------------------------------------------------


def test_all_editions_of_an_act_in_one_go_and_again_to_no_effect(database: Database) -> None:
    assert statuses(load(database, BEEKEEPER)) == [
        "new_act", "new_edition", "new_edition", "new_edition",
    ]  # fmt: skip
    before, said = rows(database), contents(database)
    assert statuses(load(database, BEEKEEPER)) == ["unchanged"] * 4
    assert (rows(database), contents(database)) == (before, said)


def test_the_bytes_of_every_file_are_kept(database: Database) -> None:
    load(database, LIBRARY)
    with database.reading() as session:
        kept = session.connection().exec_driver_sql("SELECT name, content FROM source_files")
        files = {name: bytes(content) for name, content in kept}
    assert files == {path.name: path.read_bytes() for path in LIBRARY.glob("*.html")}


@pytest.mark.parametrize(("folder", "every"), [(BEEKEEPER, 1), (LIBRARY, 4)])
def test_whatever_the_order_of_loading_the_base_says_the_same(
    folder: Path, every: int, empty_store: Path, tmp_path: Path
) -> None:
    read = []
    for file in find_files([folder]):
        data = file.path.read_bytes()
        (edition,) = editions_of(read_structure(data, file.path.name), *file.facts)
        read.append((edition, SourceFile(file.path.name, "text/plain", data)))
    ends = []
    for number, order in enumerate(list(permutations(read))[::every]):
        database = copy_of(empty_store, tmp_path / f"{number}.db")
        with database.writing() as session:
            for edition, source in order:
                load_edition(session, edition, source)
        with database.reading() as session:
            (act,) = reading.all_acts(session)
        ends.append((contents(database), act.header.titles))
        database.close()
    assert len(ends) == 24 // every
    assert ends[0][0]
    assert all(end == ends[0] for end in ends)


def test_the_versions_of_an_amended_example(database: Database) -> None:
    """Beekeepers' passports: № 61 restated paragraph 6, added 9-1 and excluded 19."""
    load(database, BEEKEEPER)
    act, first, second = "order-74-2022-03-11", date(2022, 3, 11), date(2025, 4, 1)
    spans: dict[str, set[tuple[object, ...]]] = {}
    for article, language, valid_from, valid_to, known, *_rest in contents(database):
        if language == "ru":
            eid = str(article).removeprefix(f"{act}/")
            spans.setdefault(eid, set()).add((valid_from, valid_to, known))
    assert spans["chp_2__para_6"] == {(first, second, False), (second, None, True)}
    assert spans["chp_2__para_9-1"] == {(second, None, True)}
    assert spans["chp_3__para_19"] == {(first, second, False)}
    assert spans["chp_1__para_1"] == {(first, None, False)}
    assert spans["annex_2__row_6"] == {(first, second, False), (second, None, True)}


def test_a_repealed_example_is_loaded_as_repealed(database: Database) -> None:
    load(database, EXAMPLES / "acts" / "old-library-card")
    with database.reading() as session:
        (act,) = reading.all_acts(session)
    assert act.header.repeal is not None
    assert (act.header.repeal.on, act.header.repeal.repealing_date) == (
        date(2023, 3, 28),
        date(2023, 3, 14),
    )
    assert "№ 77-НҚ" in act.header.repeal.by


def test_options_complete_what_the_file_does_not_say(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "rules.md"
    path.write_text("# Правила\n\n1. Услуга бесплатна.\n\n2. Срок – день.\n", encoding="utf-8")
    (report,) = load(database, path)
    assert isinstance(report.error, MissingHeaderError)
    assert report.error.missing == ("kind", "issuer", "date", "number")
    facts = facts_of_options(
        kind="order", issuer="Министра юстиции", date=date(2020, 5, 27), number="58"
    )
    (report,) = load(database, path, options=LoadOptions(facts))
    assert [outcome.act_id for outcome in report.outcomes] == ["order-58-2020-05-27"]


def test_publication_told_later_dates_what_is_loaded(database: Database, tmp_path: Path) -> None:
    """Loaded without it, then the same file with --published: in force on the eleventh day."""
    path = tmp_path / "act.md"
    ten_days = "по истечении десяти календарных дней после дня его официального опубликования"
    path.write_text(LONELY.replace("с 1 июля 2020 года", ten_days), encoding="utf-8")
    load(database, path)
    assert {(row[2], row[4]) for row in contents(database)} == {(date(2020, 5, 27), False)}
    told = LoadOptions(facts_of_options(published=date(2020, 5, 29)))
    (report,) = load(database, path, options=told)
    assert statuses([report]) == ["unchanged"]
    assert report.outcomes[0].changed_versions > 0
    assert {(row[2], row[4]) for row in contents(database)} == {(date(2020, 6, 9), True)}
    (report,) = load(database, path, options=told)
    assert report.outcomes[0].changed_versions == 0


def test_the_same_file_said_to_be_another_act_is_another_act(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "act.md"
    path.write_text(LONELY, encoding="utf-8")
    load(database, path)
    for facts, act in (
        (facts_of_options(number="61"), "order-61-2020-05-27"),
        (facts_of_options(issuer="Министра здравоохранения"), "order-58-2020-05-27-2"),
    ):
        (report,) = load(database, path, options=LoadOptions(facts))
        assert [(o.act_id, o.status.value) for o in report.outcomes] == [(act, "new_act")]


def test_a_corrected_file_needs_replace(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "rus.2020-05-27.md"
    path.write_text(LONELY, encoding="utf-8")
    assert statuses(load(database, path)) == ["new_act"]
    path.write_text(LONELY.replace("1 июля", "1 августа"), encoding="utf-8")
    before = rows(database)
    (report,) = load(database, path)
    assert isinstance(report.error, EditionConflictError)
    assert rows(database) == before
    assert statuses(load(database, path, options=LoadOptions(replace=True))) == [
        LoadStatus.REPLACED.value
    ]


def test_what_fails_leaves_no_trace_and_stops_nothing(database: Database, tmp_path: Path) -> None:
    (tmp_path / "1-empty.md").write_bytes(b"")
    (tmp_path / "2-poem.txt").write_text("Мороз и солнце; день чудесный!", encoding="utf-8")
    (tmp_path / "3-act.md").write_text(LONELY, encoding="utf-8")
    (tmp_path / "4-broken.docx").write_bytes(b"PK\x03\x04 not a zip at all")
    (tmp_path / "5-photo.pdf").write_bytes(b"\xff\xd8\xff\xe0" + b"\x00" * 100)
    (tmp_path / "6-broken.xlsx").write_bytes(b"PK\x03\x04 nor this")
    reports = load(database, tmp_path)
    assert [report.path.name[0] for report in reports if report.error] == ["1", "2", "4", "5", "6"]
    assert statuses(reports) == ["new_act"]
    alone = copy_of_empty(database, tmp_path)
    load(alone, tmp_path / "3-act.md")
    assert rows(database) == rows(alone)
    alone.close()


def copy_of_empty(database: Database, folder: Path) -> Database:
    assert database.is_sqlite
    return Database(f"sqlite:///{folder / 'alone' / 'store.db'}")


def test_a_file_of_two_languages_is_loaded_whole_or_not_at_all(
    database: Database, tmp_path: Path
) -> None:
    """The Kazakh half loads, then the Russian one is in conflict: neither is kept."""
    kazakh = LONELY.replace("Утвердить Правила", "Қағидалар бекітілсін")
    path = tmp_path / "rus.2020-05-27.md"
    path.write_text(LONELY, encoding="utf-8")
    load(database, path)
    before = rows(database)
    (russian,) = editions_of(read_structure(kazakh.encode(), "rus.2020-05-27.md"))
    (other,) = editions_of(
        read_structure(LONELY.encode(), "x.md"), facts_of_options(language="kk", number="59")
    )
    source = SourceFile("two.md", "text/markdown", b"two")
    with pytest.raises(EditionConflictError), database.writing() as session:
        load_edition(session, other, source)
        load_edition(session, russian, source)
    assert rows(database) == before


def test_a_file_listed_in_metadata_but_missing_is_reported(
    database: Database, tmp_path: Path
) -> None:
    data = json.loads((BEEKEEPER / "meta.json").read_text(encoding="utf-8"))
    (tmp_path / "meta.json").write_text(json.dumps(data), encoding="utf-8")
    shutil.copy(BEEKEEPER / "rus.2025-04-01.md", tmp_path)
    reports = load(database, tmp_path)
    assert [isinstance(report.error, UnreadableFileError) for report in reports] == [
        True, True, True, False,
    ]  # fmt: skip


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "zeros.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(FileTooLargeError, match="200 MB"):
        read_bytes(path)
    with pytest.raises(UnreadableFileError):
        read_bytes(tmp_path)


def test_no_facts_are_invented() -> None:
    assert LoadOptions().facts == ActFacts()

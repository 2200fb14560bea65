"""Opening the store: migrations, locks, snapshots, and errors that say what to do."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from law_samples import edition, file_of, header
from sqlalchemy import Connection, create_engine, inspect, text

import knowledge.migrations
from knowledge.errors import StoreUnavailableError
from knowledge.store import reading
from knowledge.store.database import HEAD, Database
from knowledge.store.loading import load_edition
from knowledge.store.schema import Base

DAY = header().date


def alembic(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(knowledge.migrations.__path__[0])))
    config.attributes["connection"] = connection
    return config


def test_the_newest_migration_is_the_one_that_the_store_expects() -> None:
    assert ScriptDirectory.from_config(alembic()).get_current_head() == HEAD


def test_tables_and_migrations_agree(database: Database) -> None:
    with database._reading.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_down_to_nothing_and_up_again(database: Database) -> None:
    with database._writing.begin() as connection:
        command.downgrade(alembic(connection), "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    with database._writing.begin() as connection:
        command.upgrade(alembic(connection), "head")
        tables = set(inspect(connection).get_table_names())
        assert tables == {"alembic_version", *Base.metadata.tables}
    with database.writing() as session:
        load_edition(session, edition(DAY, "Текст."), file_of("1"))


def test_a_store_keeps_its_identity_and_no_two_share_one(
    database: Database, store_url: str, tmp_path: Path
) -> None:
    again = Database(store_url)
    other = Database(f"sqlite:///{tmp_path / 'made' / 'when' / 'missing' / 'store.db'}")
    try:
        assert again.identity == database.identity
        assert other.identity != database.identity
    finally:
        again.close()
        other.close()


def test_sqlite_runs_in_wal_and_holds_foreign_keys(sqlite_stores) -> None:  # type: ignore[no-untyped-def]
    database = Database(sqlite_stores())
    with database.reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    database.close()


def test_an_error_in_the_middle_leaves_nothing(database: Database) -> None:
    class InterruptedLoadError(Exception):
        pass

    with pytest.raises(InterruptedLoadError), database.writing() as session:
        load_edition(session, edition(DAY, "Текст."), file_of("1"))
        raise InterruptedLoadError
    with database.reading() as session:
        counts = reading.count_all(session)
    assert (counts.acts, counts.provisions, counts.source_files, counts.versions) == (0, 0, 0, 0)


def test_two_writers_at_once_both_succeed(database: Database) -> None:
    """The same act from both sides: the second waits, and finds what the first has made."""
    together = threading.Barrier(2)
    failed: list[BaseException] = []

    def load(language: str) -> None:
        try:
            together.wait()
            for number in range(5):
                act = header(str(number))
                with database.writing() as session:
                    loaded = edition(DAY, f"Текст {language}.", language=language, of=act)
                    load_edition(session, loaded, file_of(f"{language} {number}"))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=load, args=(language,)) for language in ("ru", "kk")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    with database.reading() as session:
        counts = reading.count_all(session)
    assert (counts.acts, counts.editions, counts.versions) == (5, {"kk": 5, "ru": 5}, 10)


def test_who_only_reads_does_not_wait_for_a_writer(database: Database, store_url: str) -> None:
    with database.writing() as session:
        load_edition(session, edition(DAY, "Ещё не всё."), file_of("1"))
        began = time.monotonic()
        other = Database(store_url)
        with other.reading() as reader:
            assert reading.count_all(reader).acts == 0, "what is not finished is not seen"
        other.close()
        assert time.monotonic() - began < 10
    with database.reading() as session:
        assert reading.count_all(session).acts == 1


def test_a_reader_sees_one_state_throughout(database: Database) -> None:
    with database.reading() as reader:
        assert reading.count_all(reader).acts == 0
        with database.writing() as writer:
            load_edition(writer, edition(DAY, "Текст."), file_of("1"))
        assert reading.count_all(reader).acts == 0
    with database.reading() as reader:
        assert reading.count_all(reader).acts == 1


def test_two_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    together = threading.Barrier(3)
    found: list[str | BaseException] = []

    def start() -> None:
        try:
            together.wait()
            opened = Database(url)
            found.append(opened.identity)
            opened.close()
        except BaseException as error:
            found.append(error)

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 3
    assert len(set(found)) == 1, found


@pytest.mark.parametrize(
    "url", ["", "no url at all", "sqlite:////proc/none/store.db", "mysql://a:secret@host/b"]
)
def test_a_store_that_cannot_be_opened_is_said_to_be_so(url: str) -> None:
    with pytest.raises(StoreUnavailableError) as caught:
        Database(url)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_store_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"no database at all " * 100)
    with pytest.raises(StoreUnavailableError, match="cannot be opened"):
        Database(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"no database")


def test_a_store_of_a_newer_bilim_is_refused(sqlite_stores) -> None:  # type: ignore[no-untyped-def]
    url = sqlite_stores()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreUnavailableError, match="another version of Bilim"):
        Database(url)

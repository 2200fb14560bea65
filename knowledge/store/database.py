"""Opening the store: engine, transactions, migrations. The only module that knows the dialects.

SQLite runs in WAL mode; a writer takes the lock at its start (BEGIN IMMEDIATE; on PostgreSQL an
advisory lock), so that two writers wait for each other instead of failing in the middle.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from knowledge.errors import StoreUnavailableError
from knowledge.store.tables import Base, StoreIdentityRow

_MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
HEAD = "0006"
"""The newest migration; a store at this revision needs no look at Alembic on opening."""
_LOCK = "SELECT pg_advisory_xact_lock(1414)"


class Database:
    """A store at a SQLAlchemy URL, migrated to the newest schema when opened.

    Raises StoreUnavailableError where it cannot be opened.
    """

    def __init__(self, url: str) -> None:
        self.url = _read_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._watching = threading.Lock()
        self._watcher: Any = None
        try:
            if self.is_sqlite and self.url.database:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            self._reading = self._engine(immediate=False)
            self._writing = self._engine(immediate=True)
            self._migrate()
            self.identity = self._identity()
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise StoreUnavailableError(
                f"The store at {self._shown()} cannot be opened: {error}"
            ) from error

    def _shown(self) -> str:
        return self.url.render_as_string(hide_password=True)

    def _engine(self, *, immediate: bool) -> Engine:
        if not self.is_sqlite:
            isolation = "READ COMMITTED" if immediate else "REPEATABLE READ"
            engine = create_engine(self.url, pool_pre_ping=True, isolation_level=isolation)
            if immediate:
                event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(_LOCK))
            return engine
        engine = create_engine(self.url, connect_args={"timeout": 30})
        event.listen(engine, "connect", _prepare_sqlite)
        begin = "BEGIN IMMEDIATE" if immediate else "BEGIN"
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads one consistent state."""
        with Session(self._reading) as session, _translated(self._shown()):
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose work is kept as a whole at the end, or not at all on an error."""
        with (
            _translated(self._shown()),
            Session(self._writing, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    def change_mark(self) -> int | None:
        """A number that is another one once anybody has written to the store since.

        None where the store has no such number: PostgreSQL must be asked what changed. On SQLite
        it takes some microseconds, a hundredth of a query.
        """
        if not self.is_sqlite:
            return None
        with self._watching:
            if self._watcher is None:
                self._watcher = self._reading.raw_connection()
            cursor = self._watcher.cursor()
            try:
                return int(cursor.execute("PRAGMA data_version").fetchone()[0])
            finally:
                cursor.close()

    def close(self) -> None:
        """Give all connections back."""
        with self._watching:
            if self._watcher is not None:
                self._watcher.close()
                self._watcher = None
        self._reading.dispose()
        self._writing.dispose()

    def _migrate(self) -> None:
        # Read first: whoever only asks must not wait for the lock of a long load.
        with self._reading.connect() as connection:
            if _current_revision(connection) == HEAD:
                return
        # Alembic is slow to import and rarely needed.
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        with self._writing.begin() as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                raise StoreUnavailableError(
                    f"The store at {self._shown()} was made by another version of Bilim: {error}. "
                    f"Use that version, or a newer one."
                ) from error

    def _identity(self) -> str:
        with self.reading() as session:
            found = session.scalar(select(StoreIdentityRow.id))
        if found is not None:
            return str(found)
        with self.writing() as session:
            found = session.scalar(select(StoreIdentityRow.id))
            if found is None:
                found = str(uuid.uuid4())
                session.add(StoreIdentityRow(id=found, created_at=datetime.now(UTC)))
        return str(found)


def _read_url(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise StoreUnavailableError(
            "The URL of the store cannot be read. Write sqlite:////srv/bilim/store.db or "
            "postgresql://user@host/database."
        ) from error
    # The extra «postgresql» brings psycopg 3, which SQLAlchemy 2.0 does not take by itself.
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _current_revision(connection: Any) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return str(row[0]) if row else None


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=NORMAL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA busy_timeout=30000",
    ):
        connection.execute(pragma)


@contextmanager
def _translated(shown: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise StoreUnavailableError(f"The store at {shown} refused: {error.orig}") from error


__all__ = ["HEAD", "Base", "Database"]

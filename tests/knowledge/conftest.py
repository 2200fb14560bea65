"""A fresh store for every test, on SQLite and, where a server answers, on PostgreSQL.

Migrating takes longer than most tests: it is done once a back end, then copied or emptied.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.store.database import Base, Database

_LOCAL = ("root", "postgres")
NewStore = Callable[[], str]


def _postgresql_server() -> str | None:
    """A server on which databases may be made: BILIM_TEST_POSTGRES_URL, or one on loopback."""
    named = os.environ.get("BILIM_TEST_POSTGRES_URL")
    candidates = [named] if named else [f"postgresql://{u}@127.0.0.1/postgres" for u in _LOCAL]
    for url in candidates:
        try:
            _run(url, "SELECT 1")
        except (SQLAlchemyError, ImportError):
            continue
        return url
    return None


def _run(url: str, statement: str) -> None:
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        isolation_level="AUTOCOMMIT",
        connect_args={"connect_timeout": 3},
    )
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


@pytest.fixture(scope="session")
def sqlite_stores(tmp_path_factory: pytest.TempPathFactory) -> NewStore:
    folder = tmp_path_factory.mktemp("stores")
    template = folder / "template.db"
    Database(f"sqlite:///{template}").close()

    def new() -> str:
        path = folder / f"{uuid.uuid4().hex}.db"
        shutil.copy(template, path)
        return f"sqlite:///{path}"

    return new


@pytest.fixture(scope="session")
def _postgresql_database() -> Iterator[str]:
    server = _postgresql_server()
    if server is None:
        pytest.skip("no PostgreSQL: set BILIM_TEST_POSTGRES_URL, or install the extra and a server")
    name = f"bilim_test_{uuid.uuid4().hex[:12]}"
    _run(server, f"CREATE DATABASE {name}")
    url = f"{server.rpartition('/')[0]}/{name}"
    Database(url).close()
    yield url
    _run(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def postgresql_stores(_postgresql_database: str) -> NewStore:
    def new() -> str:
        tables = ", ".join(Base.metadata.tables)
        _run(_postgresql_database, f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
        return _postgresql_database

    return new


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty, migrated store."""
    new: NewStore = request.getfixturevalue(f"{request.param}_stores")
    return new()


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    opened = Database(store_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def example_acts() -> Path:
    return Path(__file__).parents[2] / "examples" / "acts"

"""Doing in one transaction what was written as several, and trying out what is then undone.

What loads a file opens its own transaction. Handing in a form has to load it and move an update
as a whole or not at all; a preview has to load for real, look, and leave nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Protocol

from sqlalchemy.orm import Session

from knowledge.store.database import Database


class Writable(Protocol):
    """Where something can be written: a database, or a transaction that has begun."""

    def writing(self) -> AbstractContextManager[Session]:
        """A session whose work is kept as a whole, or not at all."""


class Within:
    """A transaction that has begun, for code that wants to begin one itself."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """The session of the transaction; whoever began it decides whether the work is kept."""
        yield self._session
        self._session.flush()


class _UndoneError(Exception):
    """Leaves a transaction so that it is rolled back."""


@contextmanager
def rehearsed(database: Database) -> Iterator[Session]:
    """A writing session whose work is undone at the end, whatever it was.

    Nobody else can write meanwhile, as with any load; readers see nothing of it.
    """
    with suppress(_UndoneError), database.writing() as session:
        yield session
        raise _UndoneError

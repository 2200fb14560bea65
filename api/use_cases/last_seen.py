"""When sessions and tokens were last used: written beside the requests, never by them.

Writing waits for whoever writes to the store, such as a long load; a request that only reads
must not. So it leaves a note, and one thread writes the notes down when it can.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.orm import Session

from knowledge.errors import BilimError
from knowledge.store.api_tokens import note_used
from knowledge.store.database import Database
from knowledge.store.sessions import note_seen

_log = logging.getLogger("bilim.accounts")
_Write = Callable[[Session, Mapping[int, dt.datetime]], None]


class LastSeen:
    """Takes notes from any thread. Close it to have the last of them written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._notes: dict[_Write, dict[int, dt.datetime]] = {}
        self._is_writing = False
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="last-seen")

    def note_session(self, session_id: int, at: dt.datetime) -> None:
        """A session was used."""
        self._note(note_seen, session_id, at)

    def note_token(self, token_id: int, at: dt.datetime) -> None:
        """An API token was used."""
        self._note(note_used, token_id, at)

    def close(self) -> None:
        """Write what is left, and stop."""
        self._worker.shutdown(wait=True)

    def _note(self, write: _Write, key: int, at: dt.datetime) -> None:
        with self._lock:
            self._notes.setdefault(write, {})[key] = at
            if self._is_writing:
                return
            self._is_writing = True
        self._worker.submit(self._write_all)

    def _write_all(self) -> None:
        while True:
            with self._lock:
                notes, self._notes = self._notes, {}
                if not notes:
                    self._is_writing = False
                    return
            try:
                with self._database.writing() as session:
                    for write, moments in notes.items():
                        write(session, moments)
            except BilimError:
                # The next request leaves the same note again.
                _log.warning("when sessions were last used could not be written")

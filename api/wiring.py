"""The one place where the parts of Bilim are put together, with plain constructor arguments.

Parts are made when first asked for: a command that only reads the store must not load a model.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from api.encoder_ahead import EncoderAhead, load
from api.settings import Settings
from knowledge.store.database import Database

if TYPE_CHECKING:
    from index.embedded import EmbeddedBackend
    from index.encoders.protocol import Encoder
    from index.feed import IndexKeeper
    from knowledge.store.answerable import AnsweredToday
    from knowledge.store.marks import OpenMarks
    from ranking.search import Searcher


class Wiring:
    """Store, index, encoder and search for one set of settings. Close it when done."""

    def __init__(self, settings: Settings, ahead: EncoderAhead | None = None) -> None:
        self.settings = settings
        self._ahead = ahead

    @cached_property
    def database(self) -> Database:
        """The store, opened and migrated. Raises StoreUnavailableError."""
        return Database(self.settings.store_url)

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that the settings name, in memory."""
        if self._ahead is not None:
            return self._ahead.result()
        return load(self.settings.encoder, self.settings.threads)

    @cached_property
    def encoder_facts(self) -> tuple[str, int]:
        """Identity and dimensions of the encoder, read without loading the model if possible."""
        from index.encoders import describe_encoder

        return describe_encoder(self.settings.encoder)

    @cached_property
    def backend(self) -> EmbeddedBackend:
        """The embedded search engine."""
        from index.embedded import EmbeddedBackend

        return EmbeddedBackend(self.settings.index_folder, self.encoder_facts[1])

    @cached_property
    def keeper(self) -> IndexKeeper:
        """What keeps the index in step with the store."""
        from index.feed import IndexKeeper

        identity, _dimensions = self.encoder_facts
        return IndexKeeper(self.database, self.backend, identity, lambda: self.encoder)

    @cached_property
    def marks(self) -> OpenMarks:
        """What has changed and is being updated."""
        from knowledge.store.marks import OpenMarks

        return OpenMarks(self.database)

    @cached_property
    def answered(self) -> AnsweredToday:
        """Which services are answered to callers."""
        from knowledge.store.answerable import AnsweredToday

        return AnsweredToday(self.database)

    @cached_property
    def searcher(self) -> Searcher:
        """The way of a question."""
        from ranking.search import Searcher

        return Searcher(
            self.database, self.backend, lambda: self.encoder, self.marks.of, self.answered.on
        )

    def close(self) -> None:
        """Give back what was opened."""
        opened = vars(self)
        if "backend" in opened:
            self.backend.close()
        if "database" in opened:
            self.database.close()

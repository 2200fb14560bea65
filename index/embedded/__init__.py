"""The search back end that needs no server: tantivy for words, usearch for vectors, one folder."""

from index.embedded.backend import EmbeddedBackend

__all__ = ["EmbeddedBackend"]

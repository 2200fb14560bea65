"""Errors of the index. Apart, so that a door can name them without loading an engine."""

from __future__ import annotations


class IndexUnusableError(Exception):
    """The index cannot be used as it is; the message says why and which command mends it."""

    code = "index_unusable"

"""Random tokens: made here, shown to whom they belong, and kept only as hashes.

A token has 256 random bits, so a plain SHA-256 of it tells nothing and cannot be guessed at;
the slow hash of passwords would only make every request slow.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

API_TOKEN_PREFIX = "bilim_"  # noqa: S105 - by this, scanners find tokens that were published
_BYTES = 32


def new_token() -> str:
    """A new random token of 43 letters, digits, ``-`` and ``_``."""
    return secrets.token_urlsafe(_BYTES)


def new_api_token() -> str:
    """A new API token, which says what it is."""
    return API_TOKEN_PREFIX + new_token()


def hash_of(token: str) -> str:
    """What is kept of a token: the hex digest of its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def derived(token: str, purpose: str) -> str:
    """Another token for ``purpose`` that only the holder of ``token`` can work out."""
    return hmac.new(token.encode(), purpose.encode(), hashlib.sha256).hexdigest()

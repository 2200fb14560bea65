"""Passwords hashed with argon2id, by argon2-cffi and with its own parameters.

They are those of RFC 9106 for machines with little memory (64 MiB, three passes); when the
library raises them, a password is hashed anew at its next sign-in. Every hash takes that memory,
so only a few are worked out at a time, however many people sign in at once.
"""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from knowledge.accounts.passwords import LONGEST, normalised

_AT_A_TIME = 2
_hasher = PasswordHasher()
_turn = threading.BoundedSemaphore(_AT_A_TIME)
_nobodys: list[str] = []


def hashed(password: str) -> str:
    """The hash of a password, with its salt and parameters."""
    with _turn:
        return _hasher.hash(normalised(password))


def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password is the one that was hashed.

    Takes as long where there is no hash, so that nobody learns by the clock which logins exist.
    """
    if len(password) > LONGEST:
        return False
    known = password_hash or _hash_of_nobody()
    with _turn:
        try:
            _hasher.verify(known, normalised(password))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether the password should be hashed anew, with today's parameters."""
    return _hasher.check_needs_rehash(password_hash)


def _hash_of_nobody() -> str:
    if not _nobodys:
        _nobodys.append(hashed("nobody's password"))
    return _nobodys[0]

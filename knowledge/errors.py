"""The errors of the domain. Each carries a stable ``code`` that every door shows."""

from __future__ import annotations


class BilimError(Exception):
    """Any refusal by the domain. ``str()`` says what is wrong and what to do."""

    code = "bilim_error"


class NotFoundError(BilimError):
    """What was asked for is not in the base."""

    code = "not_found"


class AmbiguousReferenceError(BilimError):
    """A reference fits several acts; the message lists them."""

    code = "ambiguous_reference"


class InvalidReferenceError(BilimError):
    """A reference, date or filter cannot be read."""

    code = "invalid_reference"


class EditionConflictError(BilimError):
    """An edition of the same act, language and date is loaded already, with another text."""

    code = "edition_conflict"


class StoreUnavailableError(BilimError):
    """The store cannot be opened, read or written."""

    code = "store_unavailable"

"""Refusals about draft editions."""

from __future__ import annotations

from knowledge.errors import BilimError


class DraftDecidedError(BilimError):
    """The draft cannot be decided on any more."""

    code = "draft_decided"


class NothingAppliedError(BilimError):
    """No instruction of the order could be applied: there is nothing to accept."""

    code = "nothing_applied"

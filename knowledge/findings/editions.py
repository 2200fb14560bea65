"""One language version of an edition, as findings are made from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge.acts import Provision


@dataclass(frozen=True, slots=True)
class EditionText:
    """The provisions of an edition in one language."""

    language: str
    date: dt.date
    provisions: tuple[Provision, ...]

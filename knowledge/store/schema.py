"""Every table of the store: whoever migrates or compares the whole schema imports this.

Reading a few tables must not pay for importing all of them, so nobody else does.
"""

from __future__ import annotations

from knowledge.store import audit, tables
from knowledge.store.tables import Base

TABLE_MODULES = (audit, tables)

__all__ = ["TABLE_MODULES", "Base"]

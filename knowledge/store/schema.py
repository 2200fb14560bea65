"""Every table of the store: whoever migrates or compares the whole schema imports this.

Reading a few tables must not pay for importing all of them, so nobody else does.
"""

from __future__ import annotations

from knowledge.store import (
    acceptance_tables,
    account_tables,
    amending_tables,
    audit,
    digest_tables,
    register_tables,
    tables,
    update_tables,
)
from knowledge.store.tables import Base

TABLE_MODULES = (
    acceptance_tables,
    account_tables,
    amending_tables,
    audit,
    digest_tables,
    register_tables,
    tables,
    update_tables,
)

__all__ = ["TABLE_MODULES", "Base"]

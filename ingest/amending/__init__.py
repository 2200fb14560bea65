"""Amending orders: from the text of an order to its instructions.

Read in this order: ``formulas`` (the phrases of the trade), ``flow`` (the order's own text and its
annexes), ``quotations`` (its words without what it quotes), ``russian`` and ``kazakh`` (tokens),
``clauses`` (what the tokens mean in their context), ``walking`` (line by line), ``building`` (the
instructions), ``entries`` (from which day), ``reading`` (the whole).
"""

from ingest.amending.reading import is_amending_order, read_amending_order, read_amending_orders

__all__ = ["is_amending_order", "read_amending_order", "read_amending_orders"]

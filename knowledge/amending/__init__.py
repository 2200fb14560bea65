"""Amending orders as values: what they say of an act, and what the act says after them.

Read in this order: ``places`` (how an element is named), ``instructions`` (an order), ``lines``
(parts, indented lines and subparagraphs of one element), ``finding`` (a place in an edition),
``applying`` (order and edition → draft), ``comparing`` (draft and official text).
"""

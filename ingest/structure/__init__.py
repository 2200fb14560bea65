"""From cleaned blocks to provisions: the structure of Kazakh by-law acts.

Read in this order: ``markers`` (how one line is recognised), ``parts`` (which blocks are the
order, the Rules, an annex), ``provisions`` (what stands in one part), ``parse`` (the whole).
"""

from ingest.structure.parse import ParsedText, parse_structure

__all__ = ["ParsedText", "parse_structure"]

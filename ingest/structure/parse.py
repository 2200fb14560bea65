"""The whole of an act's structure: parts, each read into provisions with stable eids.

Names of elements (after Akoma Ntoso): ``order`` holds the order's own text; the first set of
Rules has no prefix (``chp_2__para_13``, ``annex_1__row_8``), a second one in the same order
``rules_2__``; annexes to the order that are not Rules ``order__annex_2``.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.blocks import Block, BlockKind
from ingest.errors import StructureError
from ingest.structure.parts import Part, PartKind, divide
from ingest.structure.provisions import Draft, PartBuilder, unique
from knowledge.acts import Provision, ProvisionKind


@dataclass(frozen=True, slots=True)
class ParsedText:
    """The structure of one file: its title, front lines, footnotes to the title, provisions."""

    title: str
    front: tuple[str, ...]
    footnotes: tuple[str, ...]
    provisions: tuple[Provision, ...]
    stamps: tuple[str, ...]


def parse_structure(blocks: tuple[Block, ...]) -> ParsedText:
    """Read the structure of an act from its cleaned blocks.

    Raises StructureError where there is no numbered paragraph and no numbered table row.
    """
    parts = divide(blocks)
    taken: set[str] = set()
    drafts: list[Draft] = []
    annexes: dict[tuple[PartKind, int], int] = {}
    holders: dict[int, Draft] = {}
    for part in parts[1:]:
        if not (part.blocks or part.title):
            continue
        root = _root(part, annexes, holders, taken)
        prefix = "" if root.eid == "rules" else f"{root.eid}__"
        drafts.extend(PartBuilder(root, prefix, taken).read(part.blocks))
    provisions = tuple(draft.finished(position) for position, draft in enumerate(drafts))
    numbered = {ProvisionKind.PARAGRAPH, ProvisionKind.TABLE_ROW}
    if not any(provision.kind in numbered for provision in provisions):
        raise StructureError(
            "No numbered paragraph («1. …») and no numbered table row was found: this does not "
            "look like the text of an act. Send the act as adilet.zan.kz publishes it (HTML, "
            "DOCX or PDF with a text layer)."
        )
    front = parts[0]
    return ParsedText(
        title=" ".join(front.title.split()),
        front=tuple(b.text for b in front.blocks if b.kind is not BlockKind.FOOTNOTE),
        footnotes=tuple(b.text for b in front.blocks if b.kind is BlockKind.FOOTNOTE),
        provisions=provisions,
        stamps=tuple(stamp for part in parts for stamp in part.stamps),
    )


def _root(
    part: Part,
    annexes: dict[tuple[PartKind, int], int],
    holders: dict[int, Draft],
    taken: set[str],
) -> Draft:
    heading = " ".join(part.title.split())
    if part.kind is PartKind.ORDER:
        return Draft(unique("order", taken), ProvisionKind.ORDER, heading=heading)
    if part.kind is PartKind.RULES:
        name = "rules" if part.rules == 1 else f"rules_{part.rules}"
        root = Draft(unique(name, taken), ProvisionKind.RULES, part.number, heading)
        holders[part.rules] = root
        return root
    key = (part.kind, part.rules)
    annexes[key] = annexes.get(key, 0) + 1
    number = part.number or str(annexes[key])
    stem, parent = "order__", None
    if part.kind is PartKind.ANNEX_TO_RULES:
        parent = holders.get(part.rules)
        stem = "" if part.rules <= 1 else f"rules_{part.rules}__"
    eid = unique(f"{stem}annex_{number}", taken)
    return Draft(eid, ProvisionKind.ANNEX, part.number, heading, parent=parent)

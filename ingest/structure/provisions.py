"""What stands in one part of an act: chapters, paragraphs, subparagraphs, table rows.

The builder reads a part's blocks in order and keeps one open chapter, section, paragraph. Text
without a number continues the open paragraph; footnotes go to the element that they follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.blocks import Block, BlockKind
from ingest.structure import markers
from ingest.structure.tables import names_of_rows, table_rows
from knowledge.acts import Provision, ProvisionKind
from knowledge.validity import EntryBasis, EntryIntoForce, read_entry_into_force

_IN_PARENTHESES = re.compile(r"\(([^()]*)\)")
_LARGEST_JUMP = 40
"""A «number» this far beyond the last paragraph is a figure in the text, not a paragraph."""


@dataclass(slots=True)
class Draft:
    """A provision while it is being read."""

    eid: str
    kind: ProvisionKind
    number: str = ""
    heading: str = ""
    lines: list[str] = field(default_factory=list)
    parent: Draft | None = None
    footnotes: list[str] = field(default_factory=list)
    excluded: bool = False

    def finished(self, position: int) -> Provision:
        """The provision as a frozen value."""
        return Provision(
            eid=self.eid,
            kind=self.kind,
            number=self.number,
            heading=self.heading,
            text="\n".join(self.lines),
            parent_eid=self.parent.eid if self.parent else None,
            position=position,
            footnotes=tuple(self.footnotes),
            excluded=self.excluded,
            in_force=latest_entry(self.footnotes),
        )


def latest_entry(footnotes: list[str] | tuple[str, ...]) -> EntryIntoForce | None:
    """The entry into force of the newest amendment that an element's footnotes name.

    Footnotes list amendments in order of time, so the last clause is the newest one.
    """
    newest: EntryIntoForce | None = None
    for footnote in footnotes:
        for clause in _IN_PARENTHESES.findall(footnote) or [footnote]:
            entry = read_entry_into_force(clause)
            if entry is not None and entry.basis is not EntryBasis.UNKNOWN:
                newest = entry
    return newest


class PartBuilder:
    """Reads the blocks of one part into drafts; ``root`` is the part itself."""

    def __init__(self, root: Draft, prefix: str, taken: set[str]) -> None:
        self.root = root
        self.drafts: list[Draft] = [root]
        self._prefix = prefix
        self._taken = taken
        self._chapter: Draft | None = None
        self._section: Draft | None = None
        self._paragraph: Draft | None = None
        self._lists = 1
        self._last_number: tuple[int, ...] = (0,)
        self._chapters = 0
        self._signed = False
        self._footnote_target: Draft = root

    def read(self, blocks: list[Block]) -> list[Draft]:
        """Read all blocks of the part, in order."""
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            self._read_block(block, following)
        return self.drafts

    def _read_block(self, block: Block, following: Block | None) -> None:
        if block.kind is BlockKind.FOOTNOTE:
            self._footnote(block.text)
        elif block.kind is BlockKind.TABLE:
            self._table(block)
        elif block.kind is BlockKind.STAMP:
            self._stamp(block.text)
        elif self._is_chapter(block, following):
            self._open_chapter(block.text)
        elif (section := markers.section_heading(block.text)) and len(block.text) < 300:
            self._open_section(section)
        else:
            self._text(block.text)

    # --- chapters -------------------------------------------------------------------------

    def _is_chapter(self, block: Block, following: Block | None) -> bool:
        text = block.text.strip()
        if len(text) > 400 or self.root.kind is ProvisionKind.ORDER:
            return False
        if markers.chapter_heading(text) and not text.endswith((";", ",")):
            return True
        if block.kind is BlockKind.HEADING:
            return markers.section_heading(text) is None
        return self._looks_like_numbered_chapter(text, following)

    def _looks_like_numbered_chapter(self, text: str, following: Block | None) -> bool:
        """«1. Жалпы ережелер» printed as a plain line, before «1. Осы қағидалар …»."""
        numbered = markers.paragraph_number(text)
        if numbered is None or following is None or self.root.kind is not ProvisionKind.RULES:
            return False
        if not numbered.text or numbered.text.endswith((".", ";", ":", ",")) or len(text) > 200:
            return False
        after = markers.paragraph_number(following.text)
        if after is None or "\n" in text:
            return False
        expected = self._last_number[0] + 1
        return numbered.number == str(self._chapters + 1) and after.number == str(expected)

    def _open_chapter(self, text: str) -> None:
        numbered = markers.chapter_heading(text) or markers.paragraph_number(text)
        self._chapters += 1
        number = numbered.number if numbered else str(self._chapters)
        printed = numbered.number if numbered else ""
        heading = numbered.text if numbered else text
        self._chapters = max(self._chapters, markers.sort_key(number)[0])
        self._chapter = self._add(
            f"chp_{number}", ProvisionKind.CHAPTER, printed, self.root, heading=heading
        )
        self._section = self._paragraph = None
        self._footnote_target = self._chapter

    def _open_section(self, section: markers.Numbered) -> None:
        parent = self._chapter or self.root
        self._section = self._add(
            f"sec_{section.number}", ProvisionKind.SECTION, section.number, parent,
            heading=section.text,
        )  # fmt: skip
        self._paragraph = None
        self._footnote_target = self._section

    # --- text -----------------------------------------------------------------------------

    def _text(self, text: str) -> None:
        if self.root.kind is ProvisionKind.ORDER and self._signature(text):
            return
        numbered = markers.paragraph_number(text)
        if numbered is not None and self._continues_numbering(numbered):
            self._open_paragraph(numbered)
            return
        listed = markers.subparagraph_number(text)
        if listed is not None:
            self._open_subparagraph(listed, text)
            return
        self._continue(text)

    def _signature(self, text: str) -> bool:
        if not self._signed:
            paragraphs = any(draft.kind is ProvisionKind.PARAGRAPH for draft in self.drafts)
            self._signed = paragraphs and markers.is_signature(text)
            if not self._signed:
                return False
        self._signature_block().lines.append(text)
        return True

    def _signature_block(self) -> Draft:
        if self._paragraph is None or self._paragraph.kind is not ProvisionKind.SIGNATURE:
            self._paragraph = self._add("signature", ProvisionKind.SIGNATURE, "", self.root)
        return self._paragraph

    def _continues_numbering(self, numbered: markers.Numbered) -> bool:
        key = markers.sort_key(numbered.number)
        if self.root.kind is ProvisionKind.ANNEX:
            return True
        if self._chapter_is_fresh() and key[0] <= 2:
            return True
        return self._last_number < key and key[0] - self._last_number[0] <= _LARGEST_JUMP

    def _chapter_is_fresh(self) -> bool:
        holder = self._section or self._chapter or self.root
        return self._paragraph is None and holder is self.drafts[-1]

    def _open_paragraph(self, numbered: markers.Numbered) -> None:
        excluded = markers.is_excluded(numbered.text)
        numbers = markers.expand_range(numbered.number) if excluded else (numbered.number,)
        for number in numbers:
            self._paragraph = self._add(
                f"para_{number}", ProvisionKind.PARAGRAPH, number,
                self._section or self._chapter or self.root,
            )  # fmt: skip
            self._last_number = markers.sort_key(number)
            self._lists = 1
            self._footnote_target = self._paragraph
            if excluded:
                self._paragraph.excluded = True
                self._paragraph.footnotes.append(f"{number}. {numbered.text}")
            elif numbered.text:
                self._paragraph.lines.append(numbered.text)

    def _open_subparagraph(self, listed: markers.Numbered, text: str) -> None:
        holder = self._paragraph or self._free_text()
        if holder.excluded:
            self._continue(text)
        else:
            add_list_item(self, holder, listed, text)

    def _continue(self, text: str) -> None:
        holder = self._paragraph or self._free_text()
        # What follows a list belongs to the paragraph again, not to the last item; what follows
        # «5. Исключен приказом …» is the rest of that note.
        (holder.footnotes if holder.excluded else holder.lines).append(text)

    def _free_text(self) -> Draft:
        """Text without a number: a preamble, the body of a form, an unnumbered chapter."""
        holder = self._section or self._chapter or self.root
        kind, eid = ProvisionKind.TEXT, "text"
        if self.root.kind is ProvisionKind.ORDER:
            kind, eid = ProvisionKind.PREAMBLE, "preamble"
        self._paragraph = self._add(eid, kind, "", holder)
        self._footnote_target = self._paragraph
        self._lists = 1
        return self._paragraph

    def _stamp(self, text: str) -> None:
        stamp = markers.read_stamp(text)
        if self.root.kind is ProvisionKind.ORDER and stamp is not None:
            self._signed = True
            self._signature_block().lines.append(text)
        else:
            self._continue(text)

    # --- footnotes and tables -------------------------------------------------------------

    def _footnote(self, text: str) -> None:
        before = self._paragraph, self._lists, self._last_number
        for number in markers.excluded_by_footnote(text):
            if not any(draft.number == number for draft in self._paragraphs()):
                self._open_paragraph(markers.Numbered(number, "исключен"))
                assert self._paragraph is not None
                self._paragraph.footnotes.clear()
        # The paragraph before the note goes on after it.
        self._paragraph, self._lists, last = before
        self._last_number = max(last, self._last_number)
        self._footnote_target.footnotes.append(text)

    def _paragraphs(self) -> list[Draft]:
        return [draft for draft in self.drafts if draft.kind is ProvisionKind.PARAGRAPH]

    def _table(self, block: Block) -> None:
        if self.root.kind is not ProvisionKind.ANNEX:
            self._continue(block.text or "\n".join(" | ".join(row) for row in block.rows))
            return
        numbered, loose = table_rows(block.rows)
        self._paragraph = None
        if numbered:
            self.root.lines.extend(loose)
            self.root.heading = self.root.heading or " ".join(" ".join(loose[:1]).split())
        else:
            for line in loose:
                self._continue(line)
        self._paragraph = None
        for name, row in zip(names_of_rows(numbered), numbered, strict=True):
            draft = self._add(
                f"row_{name}", ProvisionKind.TABLE_ROW, row.number, self.root,
                heading=row.heading,
            )  # fmt: skip
            self._lists = 1
            if markers.is_excluded((row.lines or [row.heading])[0]):
                draft.excluded = True
                draft.footnotes.extend(row.lines or [row.heading])
                draft.heading = row.heading if row.lines else ""
                continue
            for line in row.lines:
                listed = markers.subparagraph_number(line)
                if listed is not None:
                    add_list_item(self, draft, listed, line)
                else:
                    draft.lines.append(line)
        self._footnote_target = self.root

    # --- drafts ---------------------------------------------------------------------------

    def _add(
        self, name: str, kind: ProvisionKind, number: str, parent: Draft, heading: str = ""
    ) -> Draft:
        stem = self._prefix if parent is self.root else parent.eid + "__"
        eid = unique(f"{stem}{name}", self._taken)
        draft = Draft(eid, kind, number, heading, parent=parent)
        self.drafts.append(draft)
        return draft

    def add_item(self, holder: Draft, listed: markers.Numbered) -> Draft:
        """Add a subparagraph to ``holder``; a list that starts anew gets a name of its own."""
        bare = listed.number.rstrip(")")
        plain = f"{holder.eid}__subpara_{bare}"
        if plain in self._taken and self._lists_anew(holder, bare):
            self._lists += 1
        stem = holder.eid if self._lists == 1 else f"{holder.eid}__list_{self._lists}"
        draft = Draft(
            unique(f"{stem}__subpara_{bare}", self._taken),
            ProvisionKind.SUBPARAGRAPH,
            listed.number,
            parent=holder,
        )
        self.drafts.append(draft)
        return draft

    def _lists_anew(self, holder: Draft, bare: str) -> bool:
        stem = holder.eid if self._lists == 1 else f"{holder.eid}__list_{self._lists}"
        return f"{stem}__subpara_{bare}" in self._taken


def add_list_item(
    builder: PartBuilder, holder: Draft, listed: markers.Numbered, line: str
) -> Draft:
    """Add a subparagraph, and its line to the holder's own text; excluded ones carry no text."""
    item = builder.add_item(holder, listed)
    if markers.is_excluded(listed.text):
        item.excluded = True
        item.footnotes.append(line)
    else:
        item.lines.append(listed.text)
        holder.lines.append(line)
    return item


def unique(eid: str, taken: set[str]) -> str:
    """``eid``, or, where a damaged source repeats a number, ``eid`` with a counter."""
    candidate, count = eid, 1
    while candidate in taken:
        count += 1
        candidate = f"{eid}__again_{count}"
    taken.add(candidate)
    return candidate

"""How a paragraph or a run of Word looks once its styles are followed to their bases."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

from lxml import etree

from ingest.readers.docx_package import attribute, child, children, is_on, whole_number

_HEADING_NAME = re.compile(r"heading (\d)")
_BODY_OUTLINE = 9
_LONGEST_CHAIN = 20
_REDS = frozenset({"FF0000", "C00000", "EE0000", "RED"})


@dataclass(frozen=True, slots=True)
class RunLook:
    """Of a run; ``None`` where nothing is said, so that the base decides."""

    bold: bool | None = None
    italic: bool | None = None
    red: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """Of a paragraph. ``level`` is that of a heading; ``indent`` the left one in twentieths of a
    point; ``list_id`` and ``list_level`` its place in an automatic list."""

    level: int | None = None
    alignment: str | None = None
    indent: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    run: RunLook = field(default_factory=RunLook)


_Look = TypeVar("_Look", RunLook, ParagraphLook)


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._by_id = {attribute(each, "styleId"): each for each in children(root, "style")}
        defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self._default_run = run_look(defaults)
        self._default_paragraph = next(
            (
                attribute(each, "styleId")
                for each in children(root, "style")
                if attribute(each, "type") == "paragraph" and attribute(each, "default") == "1"
            ),
            None,
        )
        self._resolved: dict[str | None, ParagraphLook] = {}

    def paragraph(self, properties: etree._Element | None) -> ParagraphLook:
        """The look of a paragraph by its own properties (``w:pPr``) over those of its style."""
        style = attribute(child(properties, "pStyle")) or self._default_paragraph
        own = _paragraph_look(properties)
        # Properties of the paragraph's end mark are not those of its text.
        return _over(replace(own, run=RunLook()), self.style(style))

    def run(self, properties: etree._Element | None, base: RunLook) -> RunLook:
        """The look of a run by its own properties (``w:rPr``) over its style over the base."""
        if properties is None:
            return base
        style = attribute(child(properties, "rStyle"))
        look = run_look(properties)
        return _over(_over(look, self.style(style).run), base) if style else _over(look, base)

    def style(self, style_id: str | None) -> ParagraphLook:
        """The look that a style gives, its bases included."""
        if style_id not in self._resolved:
            self._resolved[style_id] = self._resolve(style_id)
        return self._resolved[style_id]

    def list_of(self, style_id: str | None) -> str | None:
        """The id of the list that a numbering style stands for."""
        return self.style(style_id).list_id

    def table_borders(self, style_id: str | None) -> etree._Element | None:
        """The borders that a table style draws (``w:tblBorders``), its bases searched too."""
        for _ in range(_LONGEST_CHAIN):
            style = self._by_id.get(style_id)
            borders = child(style, "tblPr", "tblBorders")
            if style is None or borders is not None:
                return borders
            style_id = attribute(child(style, "basedOn"))
        return None

    def _resolve(self, style_id: str | None) -> ParagraphLook:
        look = ParagraphLook()
        # A chain longer than that is a loop made by damage.
        for _ in range(_LONGEST_CHAIN):
            style = self._by_id.get(style_id)
            if style is None:
                break
            look = _over(look, _style_look(style))
            style_id = attribute(child(style, "basedOn"))
        return replace(look, run=_over(look.run, self._default_run))


def run_look(properties: etree._Element | None) -> RunLook:
    """What ``w:rPr`` itself says of a run."""
    if properties is None:
        return RunLook()
    color = attribute(child(properties, "color"))
    position = attribute(child(properties, "vertAlign"))
    return RunLook(
        bold=is_on(child(properties, "b")),
        italic=is_on(child(properties, "i")),
        red=None if color is None else color.upper() in _REDS,
        raised=None if position is None else position == "superscript",
        hidden=is_on(child(properties, "vanish")),
    )


def _style_look(style: etree._Element) -> ParagraphLook:
    look = replace(_paragraph_look(child(style, "pPr")), run=run_look(child(style, "rPr")))
    name = (attribute(child(style, "name")) or "").lower()
    found = _HEADING_NAME.match(name)
    if found:
        return replace(look, level=int(found.group(1)))
    return replace(look, level=1) if name == "title" else look


def _paragraph_look(properties: etree._Element | None) -> ParagraphLook:
    if properties is None:
        return ParagraphLook()
    outline = whole_number(attribute(child(properties, "outlineLvl")))
    numbering = child(properties, "numPr")
    indent = child(properties, "ind")
    return ParagraphLook(
        level=None if outline is None else (outline + 1 if 0 <= outline < _BODY_OUTLINE else 0),
        alignment=attribute(child(properties, "jc")),
        indent=whole_number(attribute(indent, "left") or attribute(indent, "start")),
        list_id=attribute(child(numbering, "numId")),
        list_level=whole_number(attribute(child(numbering, "ilvl"))),
    )


def _over(upper: _Look, lower: _Look) -> _Look:
    """What the upper says, and what the lower says where the upper is silent."""
    values = {}
    for each in fields(upper):
        above, below = getattr(upper, each.name), getattr(lower, each.name)
        if isinstance(above, RunLook):
            values[each.name] = _over(above, below)
        else:
            values[each.name] = below if above is None else above
    return replace(upper, **values)

"""The flow of an HTML page: its paragraphs in reading order, with what shows on the page.

HTML says little by tags and much by looks: a heading is bold and centred, a note on amendments
is red, a stamp stands at the right. So each paragraph keeps its alignment and each run of text
whether it is bold, red or raised; what they mean is decided by the reader.

The walk keeps its own stack and never recurses into elements, so nesting cannot exhaust Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.errors import FileTooLargeError, UnreadableFileError
from ingest.safety import DEFAULT_LIMITS

BREAK = "\n"
"""The text of a run that stands for a line break on the page."""

_BLOCK_TAGS = frozenset(
    {
        *("body", "html", "main", "article", "section", "header", "footer", "aside", "address"),
        *("p", "div", "center", "pre", "blockquote", "hr", "figure", "figcaption", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "fieldset", "details", "summary"),
        *("ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    }
)
_DROPPED_TAGS = frozenset(
    {
        *("head", "title", "meta", "base", "link", "style", "script", "noscript", "template"),
        *("nav", "button", "input", "select", "option", "textarea", "datalist"),
        *("img", "svg", "canvas", "map", "area", "video", "audio", "source", "param"),
        *("iframe", "frame", "frameset", "noframes", "object", "embed", "applet"),
        "del",
    }
)
_BOLD_TAGS = frozenset({"b", "strong", "th"})
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_STYLE_RULE = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_RED = re.compile(r"red|#f00|#ff0000|rgb\(255,0,0\)")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks the same throughout."""

    text: str
    bold: bool = False
    red: bool = False
    raised: bool = False


@dataclass(slots=True)
class Paragraph:
    """One paragraph of the page; ``runs`` may be blank (an empty line that sets others apart)."""

    level: int = 0
    alignment: str = ""
    preformatted: bool = False
    runs: list[Run] = field(default_factory=list)

    def lines(self) -> list[list[Run]]:
        """The runs, cut at line breaks."""
        cut: list[list[Run]] = [[]]
        for run in self.runs:
            if run.text == BREAK:
                cut.append([])
            else:
                cut[-1].append(run)
        return cut

    def line_texts(self) -> list[str]:
        """The visible text of each line that has any."""
        if self.preformatted:
            text = "".join(run.text for run in self.runs)
            return [line.rstrip() for line in text.strip("\r\n").splitlines()]
        return [text for line in self.lines() if (text := text_of(line))]


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    red: bool = False
    raised: bool = False
    level: int = 0
    alignment: str = ""
    preformatted: bool = False


def parse(text: str) -> etree._Element:
    """The tree of a page or of a fragment.

    Raises ``FileTooLargeError`` for more tags than a page can have and ``UnreadableFileError``
    if nothing can be made of it, or if it is nested deeper than any page.
    """
    if text.count("<") > DEFAULT_LIMITS.tags:
        raise FileTooLargeError(
            f"The page has more than {DEFAULT_LIMITS.tags} tags. Send the act without bulk data, "
            "or in parts."
        )
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError(
            "The file is not a web page that can be read. Save it anew as HTML or DOCX."
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFileError(
            "The page is nested thousands of elements deep and is damaged. Save the act anew as "
            "HTML or DOCX."
        )
    if root is None:
        raise UnreadableFileError("The web page is empty. Save the act anew as HTML or DOCX.")
    return root


def flow(
    root: etree._Element, *, keep_line_breaks: bool = False
) -> Iterator[Paragraph | etree._Element]:
    """The paragraphs under ``root`` in reading order; a table comes as its element, not entered.

    ``keep_line_breaks``: a line end in the source is one on the page (tables inside Markdown).
    """
    return _Walk(root, keep_line_breaks).parts()


def text_of(runs: list[Run]) -> str:
    """The text of one line as shown: blanks run together, indents gone, raised figures kept."""
    text = "".join(
        run.text.strip().translate(_SUPERSCRIPTS)
        if run.raised and run.text.strip().isdigit()
        else run.text
        for run in runs
    )
    return _SPACE.sub(" ", text).strip()


def tag_of(element: etree._Element) -> str:
    """The name of an element in small letters, without a prefix such as Word's ``o:``."""
    return str(element.tag).rpartition("}")[2].lower()


def style_of(element: etree._Element) -> dict[str, str]:
    """The rules of the ``style`` attribute, names and values in small letters."""
    written = (element.get("style") or "").lower()
    return {name: value.strip() for name, value in _STYLE_RULE.findall(written)}


def _look_of(element: etree._Element, outer: _Look) -> _Look:
    tag = tag_of(element)
    if not element.attrib and tag in {"span", "p", "a", "i", "em", "br", "div"}:
        return outer
    style = style_of(element)
    look = outer
    if tag in _BOLD_TAGS or _is_bold(style.get("font-weight", "")):
        look = replace(look, bold=True)
    if style.get("font-weight") in {"normal", "400"}:
        look = replace(look, bold=False)
    color = style.get("color") or (element.get("color") or "").lower()
    if color:
        look = replace(look, red=bool(_RED.fullmatch(color.replace(" ", ""))))
    if tag == "sup" or style.get("vertical-align") == "super":
        look = replace(look, raised=True)
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        look = replace(look, level=int(tag[1]))
    if tag == "pre":
        look = replace(look, preformatted=True)
    alignment = style.get("text-align") or (element.get("align") or "").lower()
    if tag == "center":
        alignment = "center"
    if alignment and tag in _BLOCK_TAGS and tag != "table":
        look = replace(look, alignment=alignment)
    return look


def _is_bold(weight: str) -> bool:
    return weight in {"bold", "bolder"} or (weight.isdigit() and int(weight[:4]) >= 600)


def _is_dropped(element: etree._Element, tag: str) -> bool:
    if tag in _DROPPED_TAGS:
        return True
    if not element.attrib:
        return False
    return "hidden" in element.attrib or style_of(element).get("display") == "none"


def _is_visible(paragraph: Paragraph) -> bool:
    return any(run.text == BREAK or _SPACE.sub("", run.text) for run in paragraph.runs)


def _runs(text: str | None, look: _Look, keep_line_breaks: bool) -> Iterator[Run]:
    if not text:
        return
    if not keep_line_breaks or look.preformatted:
        # A lone line end in the source must not pass for a break on the page.
        shown = text if look.preformatted else _SPACE.sub(" ", text)
        yield Run(shown, look.bold, look.red, look.raised)
        return
    for index, line in enumerate(text.split("\n")):
        if index:
            yield Run(BREAK)
        if line:
            yield Run(line, look.bold, look.red, look.raised)


class _Walk:
    """One pass over the elements under a root, with the looks of the open ones on a stack."""

    def __init__(self, root: etree._Element, keep_line_breaks: bool) -> None:
        self.root = root
        self.keep_line_breaks = keep_line_breaks
        self.looks = [_look_of(root, _Look())]
        self.marks = _ListMarks()
        self.paragraph = self._new_paragraph()

    def parts(self) -> Iterator[Paragraph | etree._Element]:
        walker = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in walker:
            tag = tag_of(element)
            if event == "end":
                yield from self._leave(element, tag)
                continue
            within = element is not self.root
            if within and tag in _BLOCK_TAGS:
                yield from self._finish_paragraph()
            if within and (tag == "table" or _is_dropped(element, tag)):
                if tag == "table":
                    yield element
                walker.skip_subtree()
                self.looks.append(self.looks[-1])
            else:
                self._enter(element, tag)
        yield from self._finish_paragraph()

    def _enter(self, element: etree._Element, tag: str) -> None:
        look = self.looks[-1]
        self.looks.append(_look_of(element, look) if element is not self.root else look)
        if tag in _BLOCK_TAGS:
            self.paragraph = self._new_paragraph()
            self.paragraph.runs += self.marks.entering(element, tag)
        if tag == "br":
            self.paragraph.runs.append(Run(BREAK))
        self._add_text(element.text)

    def _leave(self, element: etree._Element, tag: str) -> Iterator[Paragraph]:
        self.looks.pop()
        if tag in _BLOCK_TAGS:
            yield from self._finish_paragraph()
            self.marks.leaving(tag)
        if element is not self.root:
            self._add_text(element.tail)

    def _add_text(self, text: str | None) -> None:
        self.paragraph.runs += _runs(text, self.looks[-1], self.keep_line_breaks)

    def _new_paragraph(self) -> Paragraph:
        look = self.looks[-1]
        return Paragraph(look.level, look.alignment, look.preformatted)

    def _finish_paragraph(self) -> Iterator[Paragraph]:
        if _is_visible(self.paragraph):
            yield self.paragraph
        self.paragraph = self._new_paragraph()


@dataclass(slots=True)
class _ListMarks:
    """The marks that a browser prints before list items, which are not in the source."""

    _open: list[tuple[str, int]] = field(default_factory=list)

    def entering(self, element: etree._Element, tag: str) -> list[Run]:
        if tag == "ol":
            first = _whole_number(element.get("start"), 1)
            self._open.append((element.get("type") or "1", first))
        elif tag == "ul":
            self._open.append(("", 0))
        elif tag == "li" and self._open:
            kind, number = self._open[-1]
            number = _whole_number(element.get("value"), number)
            self._open[-1] = (kind, number + 1)
            return [Run(f"{_printed(kind, number)} ")]
        return []

    def leaving(self, tag: str) -> None:
        if tag in {"ol", "ul"} and self._open:
            self._open.pop()


def _whole_number(written: str | None, otherwise: int) -> int:
    found = re.fullmatch(r"\s*(-?\d{1,6})\s*", written or "")
    return int(found.group(1)) if found else otherwise


def _printed(kind: str, number: int) -> str:
    # Imported here: numbering is shared with DOCX, and few pages have numbered lists.
    from ingest.readers.numerals import letters, roman

    if not kind:
        return _BULLET
    formats = {"a": letters, "A": letters, "i": roman, "I": roman}
    text = formats[kind](number) if kind in formats else str(number)
    return (text.upper() if kind.isupper() else text) + "."

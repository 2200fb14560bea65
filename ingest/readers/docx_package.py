"""The parts of a DOCX archive that hold text, parsed safely.

The archive is opened here and not through python-docx: that library loads every part with its
pictures into memory, and leaves out what acts are full of (printed list numbers, footnotes,
text boxes, tracked changes), so nearly all would be read past it anyway.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.errors import FileTooLargeError, UnreadableFileError
from ingest.safety import DEFAULT_LIMITS, open_archive, read_member

_CORE_PROPERTIES = "docProps/core.xml"
_CORE_NAMES = frozenset(
    {"title", "subject", "creator", "description", "language", "created", "modified", "category"}
)


@dataclass(frozen=True, slots=True)
class Package:
    """The main document and the parts it refers to; an absent part is ``None``."""

    body: etree._Element
    styles: etree._Element | None = None
    numbering: etree._Element | None = None
    footnotes: etree._Element | None = None
    endnotes: etree._Element | None = None
    properties: dict[str, str] = field(default_factory=dict)


def open_package(data: bytes) -> Package:
    """Open a DOCX file.

    Raises ``UnreadableFileError`` for a damaged archive or one without a document, and
    ``FileTooLargeError`` for one beyond the limits.
    """
    with open_archive(data) as archive:
        main = _target_of_type(archive, "_rels/.rels", "", "/officeDocument") or "word/document.xml"
        document = parse_part(archive, main)
        body = None if document is None else child(document, "body")
        if body is None:
            raise UnreadableFileError(
                "The DOCX file has no document inside. Open it in Word, save it anew and send it "
                "again."
            )
        folder, name = posixpath.split(main)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")

        def related(kind: str) -> etree._Element | None:
            target = _target_of_type(archive, relations, folder, kind)
            return parse_part(archive, target) if target else None

        return Package(
            body=body,
            styles=related("/styles"),
            numbering=related("/numbering"),
            footnotes=related("/footnotes"),
            endnotes=related("/endnotes"),
            properties=_core_properties(parse_part(archive, _CORE_PROPERTIES)),
        )


def name_of(element: etree._Element) -> str:
    """The local name of an element: WordprocessingML comes in two namespaces (strict or not)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute by its local name, in whichever namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child by local name, or the child of that child, and so on."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of that local name."""
    if element is not None:
        yield from (each for each in element.iterchildren("*") if name_of(each) == name)


def is_on(element: etree._Element | None) -> bool | None:
    """The state of an on/off property: ``None`` if it is not there at all."""
    if element is None:
        return None
    return attribute(element) not in {"0", "false", "off", "none"}


def whole_number(text: str | None) -> int | None:
    """A whole number as the format writes it, or ``None``."""
    if text is None or len(text) > 9:
        return None
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() else None


def parse_part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The root of an XML part, or ``None`` if the archive lacks it; entities stay unresolved.

    Raises ``UnreadableFileError`` if it is damaged and ``FileTooLargeError`` for too many tags.
    """
    data = read_member(archive, name)
    if data is None:
        return None
    if data.count(b"<") > DEFAULT_LIMITS.tags:
        raise FileTooLargeError(
            f"The part {name!r} has more than {DEFAULT_LIMITS.tags} tags. Send the act in parts."
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError(
            f"The part {name!r} of the file is damaged. Open the file in Word or Excel, save "
            "it anew and send it again."
        ) from error


def _target_of_type(archive: zipfile.ZipFile, relations: str, folder: str, kind: str) -> str | None:
    """The member that a relationship of a kind points at, by the last step of its type."""
    root = parse_part(archive, relations)
    for relationship in children(root, "Relationship"):
        target = attribute(relationship, "Target")
        external = attribute(relationship, "TargetMode") == "External"
        if target and not external and (attribute(relationship, "Type") or "").endswith(kind):
            if target.startswith("/"):
                return target.lstrip("/")
            return posixpath.normpath(posixpath.join(folder, target))
    return None


def _core_properties(root: etree._Element | None) -> dict[str, str]:
    if root is None:
        return {}
    return {
        name_of(each): (each.text or "").strip()
        for each in root.iterchildren("*")
        if name_of(each) in _CORE_NAMES and (each.text or "").strip()
    }

"""How right is the change tracking? Computed changes against lists of what was really changed.

``python -m evaluation changes ../shared/acts`` takes every act folder with a
``changed_points*.json`` and compares its editions, each language by itself:

- The list of a newer edition is held against every older edition that is there. Entries that the
  older edition already contains (``in_older_edition``, or a date not after that edition) do not
  count.
- The unit is what the list names: a paragraph, an annex, the preamble, a title. A changed row is
  its annex; «подпункт 3) пункта 1» is its paragraph; «Правила в редакции …» covers all of the
  Rules, their annexes included.
- The lists were made from Russian footnotes. Where a unit's text is letter for letter the same in
  both editions, there is nothing to find in this language: such entries are listed apart and
  count neither for nor against. In Kazakh the same entries are expected, by the same rule.
- A change names the orders that made it: every order of a counting entry should be named at its
  unit, and no other order (in Russian; the Kazakh footnotes name other orders now and then).
- Footnotes are measured by themselves: every entry of the list against every amendment that is
  read from the footnotes of the newer Russian edition (element, number, date, kind).
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.metrics import share
from ingest.errors import IngestError
from ingest.pipeline import read_structure
from knowledge.changes import EditionText
from knowledge.changes.crosscheck import CrossCheck, Finding, cross_check
from knowledge.changes.elements import Level, NamedElement
from knowledge.changes.located import located_amendments
from knowledge.errors import BilimError

LANGUAGES = {"kaz": "kk", "rus": "ru"}


class ChangedPointsError(BilimError):
    """There is nothing to measure against, or it cannot be read."""

    code = "bad_changed_points"


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision and recall, and what they were counted over."""

    right: int
    missed: int
    wrong: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return share([True] * self.right + [False] * self.wrong)

    @property
    def recall(self) -> float:
        """The share of what is right that was found."""
        return share([True] * self.right + [False] * self.missed)


@dataclass(frozen=True, slots=True)
class Entry:
    """One change that a list names; ``contained`` is the list's own word on the older edition."""

    unit: str
    number: str
    date: dt.date
    kind: str
    contained: bool | None
    element: str


@dataclass(frozen=True, slots=True)
class PairResult:
    """One pair of editions: units expected, found and wrongly found."""

    act: str
    language: str
    older: str
    newer: str
    found: tuple[str, ...]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    same_text: tuple[str, ...]
    """Expected units whose text is the same in this language; they do not count."""
    orders: Figures | None
    """Whether the changes name the right orders; None in Kazakh."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FootnoteResult:
    """What was read from one edition's footnotes, against the entries of its list."""

    edition: str
    right: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def measure(folder: Path) -> tuple[list[PairResult], list[FootnoteResult]]:
    """Compare all editions under ``folder``. Raises ChangedPointsError and IngestError."""
    lists = sorted(folder.glob("**/changed_points*.json"))
    if not lists:
        raise ChangedPointsError(f"{folder}: no changed_points*.json below this folder.")
    pairs: list[PairResult] = []
    footnotes: list[FootnoteResult] = []
    for points in lists:
        entries = read_entries(points)
        for code, language in LANGUAGES.items():
            editions = _editions(points.parent, code)
            newer = _edition_of(points, editions)
            if newer is None:
                continue
            older_ones = [day for day in editions if day < newer]
            texts = {day: _text(editions[day]) for day in (*older_ones, newer)}
            act = points.parent.name
            pairs += [_compare(act, language, day, newer, texts, entries) for day in older_ones]
            if language == "ru":
                footnotes.append(_read_footnotes(f"{act} {newer}", texts[newer], entries))
    return pairs, footnotes


def _editions(folder: Path, code: str) -> dict[str, Path]:
    """Editions in one language by date, oldest first."""
    found = {path.name.split(".")[1]: path for path in folder.glob(f"{code}.*.*")}
    return dict(sorted(found.items()))


def _edition_of(points: Path, editions: dict[str, Path]) -> str | None:
    """The edition that a list speaks of: the one that its name dates, or the newest."""
    dated = re.search(r"\d{4}-\d{2}-\d{2}", points.name)
    if dated:
        return dated[0] if dated[0] in editions else None
    return max(editions, default=None)


def _text(path: Path) -> EditionText:
    read = read_structure(path.read_bytes(), path.name)
    if len(read.texts) != 1:
        raise IngestError(f"{path}: one language a file is expected here.")
    parsed = read.texts[0].parsed
    return EditionText(parsed.title, parsed.provisions, parsed.footnotes)


# --- lists --------------------------------------------------------------------------------


def read_entries(path: Path) -> list[Entry]:
    """The entries of a list. Raises ChangedPointsError."""
    try:
        data: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return [
            Entry(
                unit=unit_of_entry(item),
                number=str(item["amended_by"]).lstrip("№ "),
                date=dt.date.fromisoformat(item["date"]),
                kind=str(item["kind"]),
                contained=item.get("in_older_edition"),
                element=str(item["element"]),
            )
            for item in data
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ChangedPointsError(f"{path}: no list of changed points: {error!r}") from error


def unit_of_entry(item: dict[str, Any]) -> str:
    """What an entry names, in words of ours: «order para 1», «para 8-1», «annex 2», «rules»."""
    element = str(item["element"]).lower()
    scope = str(item.get("scope") or item.get("part") or "").lower()
    in_order = scope in ("order", "приказ") or element.startswith("приказ")
    if "заголовок" in element:
        return "title" if in_order else "rules title"
    if "преамбула" in element:
        return "preamble"
    if element.startswith(("правила", "стандарт")):
        return "rules"
    annex = re.search(r"приложени\w+ (\d+)", element)
    if annex:
        return f"annex {annex[1]}"
    paragraph = re.search(r"(?<!под)пункт\w* ([\d-]+)", element)
    if paragraph is None:
        raise ValueError(f"«{element}» names no element that is compared")
    return f"order para {paragraph[1]}" if in_order else f"para {paragraph[1]}"


def unit_of_eid(eid: str) -> str:
    """The unit that a provision belongs to; of chapters, the chapter's heading."""
    names = eid.split("__")
    if eid == "title":
        return eid
    if names[0].startswith("annex_"):
        return names[0].replace("_", " ")
    if names[0].startswith("rules"):
        return "rules title" if len(names) == 1 else eid
    order = "order " if names[0] == "order" else ""
    paragraph = next((n for n in names if n.startswith("para_")), None)
    if paragraph:
        return f"{order}{paragraph.replace('_', ' ')}"
    return names[-1] if order else names[-1].replace("chp_", "chapter ")


def covered(unit: str, entry: str) -> bool:
    """Whether a change of ``unit`` is what the entry for ``entry`` announces."""
    if unit == entry:
        return True
    in_order = unit in ("title", "preamble") or unit.startswith("order ")
    return entry == "rules" and not in_order


# --- changes ------------------------------------------------------------------------------


def _compare(
    act: str,
    language: str,
    older: str,
    newer: str,
    texts: dict[str, EditionText],
    entries: list[Entry],
) -> PairResult:
    old, new, old_date = texts[older], texts[newer], dt.date.fromisoformat(older)
    counting = [entry for entry in entries if not _contained(entry, old_date)]
    expected = {entry.unit for entry in counting}
    checked = cross_check(old, new, old_date=old_date, language=language)
    changed = {unit_of_eid(one.change.eid) for one in checked.changes}
    same = {unit for unit in expected if _letters(old, unit) == _letters(new, unit)}
    found = {unit for unit in expected if any(covered(one, unit) for one in changed)}
    return PairResult(
        act,
        language,
        older,
        newer,
        tuple(sorted(found)),
        tuple(sorted(expected - found - same)),
        tuple(sorted(one for one in changed if not any(covered(one, e) for e in expected))),
        tuple(sorted(same - found)),
        _orders(checked, counting, same) if language == "ru" else None,
        checked.findings,
    )


def _orders(checked: CrossCheck, entries: list[Entry], same: set[str]) -> Figures:
    """How right the orders are that the changes name, unit by unit."""
    units = {entry.unit for entry in entries} - same
    expected = {(entry.unit, entry.number) for entry in entries if entry.unit in units}
    named = {
        (unit, order.number)
        for one in checked.changes
        for unit in units
        if covered(unit_of_eid(one.change.eid), unit)
        for order in one.amended_by
    }
    return Figures(len(named & expected), len(expected - named), len(named - expected))


def _contained(entry: Entry, older: dt.date) -> bool:
    return entry.contained if entry.contained is not None else entry.date <= older


def _letters(text: EditionText, unit: str) -> str:
    """All letters and figures of a unit, told without any of the comparing that is measured."""
    said = [text.title] if covered("title", unit) else []
    said += [
        f"{provision.heading} {provision.text}"
        for provision in text.provisions
        if covered(unit_of_eid(provision.eid), unit)
    ]
    return "".join(letter for letter in " ".join(said) if letter.isalnum())


# --- footnotes ----------------------------------------------------------------------------


def _read_footnotes(name: str, text: EditionText, entries: list[Entry]) -> FootnoteResult:
    expected = {(e.unit, e.number, e.date.isoformat(), _kind(e)) for e in entries}
    read = set(_amendments(text))
    return FootnoteResult(
        name,
        len(expected & read),
        tuple(sorted(" ".join(one) for one in expected - read)),
        tuple(sorted(" ".join(one) for one in read - expected)),
    )


def _kind(entry: Entry) -> str:
    """What happened to the unit: a subparagraph excluded is its paragraph amended."""
    return "amended" if "подпункт" in entry.element else entry.kind


def _amendments(text: EditionText) -> Iterator[tuple[str, str, str, str]]:
    subparagraphs = {
        note
        for provision in text.provisions
        if provision.kind.value == "subparagraph"
        for note in provision.footnotes
    }
    for one in located_amendments(text):
        if one.eid is None:
            continue
        unit = unit_of_eid(one.eid)
        if unit == "rules title" and not one.heading_only:
            unit = "rules"
        within = one.amendment.footnote in subparagraphs or _is_within(one.element)
        kind = "amended" if within else one.amendment.kind.value
        order = one.amendment.order
        yield unit, order.number, order.date.isoformat(), kind


def _is_within(element: NamedElement | None) -> bool:
    return element is not None and (element.has(Level.SUBPARAGRAPH) or element.has(Level.PART))


# --- figures ------------------------------------------------------------------------------


def figures(results: list[PairResult]) -> Figures:
    """Figures over pairs of editions."""
    return Figures(
        sum(len(result.found) for result in results),
        sum(len(result.missed) for result in results),
        sum(len(result.wrong) for result in results),
    )


def footnote_figures(results: list[FootnoteResult]) -> Figures:
    """Figures over footnotes."""
    return Figures(
        sum(result.right for result in results),
        sum(len(result.missed) for result in results),
        sum(len(result.wrong) for result in results),
    )


def order_figures(results: list[PairResult]) -> Figures:
    """Figures over the orders that changes name."""
    counted = [result.orders for result in results if result.orders is not None]
    return Figures(
        sum(one.right for one in counted),
        sum(one.missed for one in counted),
        sum(one.wrong for one in counted),
    )


def editions_by_language(folder: Path) -> dict[str, dict[str, EditionText]]:
    """All editions under ``folder``: by language, then by «act date»."""
    found: dict[str, dict[str, EditionText]] = {language: {} for language in LANGUAGES.values()}
    for act in sorted(path for path in folder.iterdir() if path.is_dir()):
        for code, language in LANGUAGES.items():
            for day, path in _editions(act, code).items():
                found[language][f"{act.name} {day}"] = _text(path)
    return found


def main(arguments: Sequence[str]) -> int:
    """``python -m evaluation changes FOLDER [--json]``; returns the exit code."""
    from evaluation.changes_report import print_report, report_as_json
    from evaluation.made_edits import measure_made_edits

    folders = [Path(one) for one in arguments if one != "--json"]
    if len(folders) != 1:
        sys.stderr.write("usage: python -m evaluation changes FOLDER [--json]\n")
        return 2
    try:
        pairs, footnotes = measure(folders[0])
        made = measure_made_edits(editions_by_language(folders[0]))
    except (ChangedPointsError, IngestError) as error:
        sys.stderr.write(f"evaluation: {error}\n")
        return 1
    if "--json" in arguments:
        report = report_as_json(pairs, footnotes, made)
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    else:
        print_report(pairs, footnotes, made)
    return 0

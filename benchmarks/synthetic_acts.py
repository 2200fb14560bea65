"""Invented acts by the thousand, in Kazakh and Russian, as long and as wordy as real ones.

Every act has the shape of the orders under ``examples/``: the order's own text, Rules in four
chapters, the annex with the ten rows of basic requirements. Its sentences are drawn from the
paragraphs under ``examples/`` and ``training/data/questions/``, most of them from a few units
that are the act's topic, and its figures are drawn anew, so that words are as common as they are
in acts and no two acts are alike. Nothing of it means anything. The same seed gives the same acts.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from benchmarks.measuring import EXAMPLES, ROOT
from ingest.loading import find_files
from ingest.pipeline import editions_of, read_structure
from knowledge.acts import ActHeader, ActKind, Edition, Provision, ProvisionKind, Repeal
from knowledge.articles import is_order_text
from knowledge.store.loading import SourceFile
from knowledge.validity import EntryBasis, EntryIntoForce

ARTICLES_PER_ACT = 90
LANGUAGES = ("kk", "ru")
_ORDER_PARAGRAPHS = 6
_CHAPTERS = 4
_ROWS = 10
_UNITS_OF_TOPIC = 6
_FROM_TOPIC = 0.7
_WITH_LIST = 0.25
"""The share of paragraphs that end in a list of subparagraphs."""
_SECOND_EDITION = 0.2
"""The share of acts that were amended once, …"""
_AMENDED = 0.15
"""… and of the paragraphs that the amendment changed."""
_REPEALED = 0.03
_FIRST_DAY = date(2016, 1, 1)
_LAST_DAY = date(2024, 12, 31)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[«\"(]?[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ\d])|\n")
_FIGURE = re.compile(r"\d+")

Texts = dict[str, str]
"""A text by language."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What one paragraph says, sentence by sentence, in each language."""

    title: Texts
    sentences: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What acts are put together from. ``lengths`` are those of real paragraphs, in sentences."""

    units: tuple[Unit, ...]
    row_headings: tuple[Texts, ...]
    chapter_headings: tuple[Texts, ...]
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SyntheticAct:
    """An act: its editions, oldest first, and how many articles they make."""

    editions: tuple[Edition, ...]
    articles: int

    def file_of(self, edition: Edition) -> SourceFile:
        """The file that an edition might have come from."""
        text = "\n\n".join(f"{p.number} {p.heading} {p.text}" for p in edition.provisions)
        name = f"{edition.language}.{edition.date.isoformat()}.md"
        return SourceFile(name, "text/markdown", f"{edition.header.number}\n{text}".encode())


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SENTENCE_END.split(text) if part.strip())


def _units_of_training() -> Iterator[Unit]:
    for path in sorted((ROOT / "training" / "data" / "questions").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            body = json.loads(line)
            yield Unit(
                {language: body[f"title_{language}"] for language in LANGUAGES},
                {language: _sentences(body[f"passage_{language}"]) for language in LANGUAGES},
            )


def _pairs_of_examples() -> Iterator[tuple[Edition, Provision, Provision]]:
    """(Russian edition, Kazakh and Russian provision) of all that the examples say twice."""
    editions: dict[tuple[str, date], dict[str, Edition]] = {}
    for file in find_files([EXAMPLES / "acts"]):
        read = read_structure(file.path.read_bytes(), file.path.name)
        for edition in editions_of(read, *file.facts):
            key = (edition.header.number, edition.date)
            editions.setdefault(key, {})[edition.language] = edition
    for pair in editions.values():
        kazakh = {provision.eid: provision for provision in pair["kk"].provisions}
        for provision in pair["ru"].provisions:
            if provision.eid in kazakh:
                yield pair["ru"], kazakh[provision.eid], provision


def read_vocabulary() -> Vocabulary:
    """Read the texts that acts are put together from."""
    units = list(_units_of_training())
    rows: dict[str, Texts] = {}
    chapters: list[Texts] = []
    lengths: list[int] = []
    for edition, kazakh, russian in _pairs_of_examples():
        headings = {"kk": kazakh.heading, "ru": russian.heading}
        if russian.kind is ProvisionKind.CHAPTER:
            chapters.append(headings)
        elif russian.kind in (ProvisionKind.PARAGRAPH, ProvisionKind.TABLE_ROW):
            sentences = {"kk": _sentences(kazakh.text), "ru": _sentences(russian.text)}
            if not all(sentences.values()):
                continue
            units.append(Unit(edition.header.titles, sentences))
            lengths.append(len(sentences["ru"]))
            if russian.kind is ProvisionKind.TABLE_ROW and not is_order_text(russian):
                rows.setdefault(russian.number, headings)
    numbered = sorted(rows.items(), key=lambda item: int(item[0]))
    return Vocabulary(
        units=tuple(unit for unit in units if all(unit.sentences.values())),
        row_headings=tuple(headings for _, headings in numbered[:_ROWS]),
        chapter_headings=tuple(chapters),
        lengths=tuple(lengths),
    )


def synthetic_acts(vocabulary: Vocabulary, articles: int, seed: int) -> Iterator[SyntheticAct]:
    """Acts until they make at least ``articles`` articles."""
    made, place = 0, 0
    while made < articles:
        place += 1
        act = _Writer(vocabulary, random.Random(f"{seed}/{place}"), place).act()
        made += act.articles
        yield act


class _Writer:
    """Puts one act together."""

    def __init__(self, vocabulary: Vocabulary, chooser: random.Random, place: int) -> None:
        self._vocabulary = vocabulary
        self._chooser = chooser
        self._place = place
        first = chooser.randrange(len(vocabulary.units) - _UNITS_OF_TOPIC)
        # Neighbouring units are mostly of one service.
        self._topic = vocabulary.units[first : first + _UNITS_OF_TOPIC]

    def act(self) -> SyntheticAct:
        day = self._day(_FIRST_DAY, _LAST_DAY)
        texts = self._texts()
        editions = [self._edition(language, day, day, texts) for language in LANGUAGES]
        if self._chooser.random() < _SECOND_EDITION:
            amended = self._day(day + timedelta(days=30), _LAST_DAY + timedelta(days=60))
            newer = [
                self._paragraph() if self._chooser.random() < _AMENDED else text for text in texts
            ]
            editions += [self._edition(language, day, amended, newer) for language in LANGUAGES]
        return SyntheticAct(tuple(editions), len(texts) + 1)

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self._chooser.randint(0, (last - first).days))

    def _texts(self) -> list[Texts]:
        """The texts of all articles but the preamble: the order, the Rules, the rows."""
        spread = self._chooser.randint(-20, 20)
        return [self._paragraph() for _ in range(ARTICLES_PER_ACT - 1 + spread)]

    def _paragraph(self) -> Texts:
        wanted = self._chooser.choice(self._vocabulary.lengths)
        drawn: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        while len(drawn["ru"]) < wanted:
            unit = self._unit()
            for language, sentences in drawn.items():
                sentences.extend(unit.sentences[language][:wanted])
        end = "\n" if self._chooser.random() < _WITH_LIST else " "
        figures = random.Random(self._chooser.random())
        state = figures.getstate()
        texts = {}
        for language, sentences in drawn.items():
            figures.setstate(state)
            joined = end.join(sentences[: max(wanted, 1)])
            texts[language] = _FIGURE.sub(lambda _: str(figures.randint(1, 40)), joined)
        return texts

    def _unit(self) -> Unit:
        chosen = self._chooser
        pool: Sequence[Unit] = self._topic
        if chosen.random() >= _FROM_TOPIC:
            pool = self._vocabulary.units
        return chosen.choice(pool)

    def _edition(
        self, language: str, act_day: date, edition_day: date, texts: Sequence[Texts]
    ) -> Edition:
        chosen = random.Random(self._place)
        service = self._topic[0].title[language]
        title = {
            "kk": f"«{service} № {self._place}» мемлекеттік қызметін көрсету қағидалары",
            "ru": f"Правила оказания государственной услуги «{service} № {self._place}»",
        }[language]
        repealed = chosen.random() < _REPEALED
        header = ActHeader(
            kind=ActKind.ORDER,
            issuer="Министра юстиции Республики Казахстан",
            date=act_day,
            number=f"{self._place}-в",
            titles={language: title},
            repeal=Repeal(_LAST_DAY + timedelta(days=90), "№ 1") if repealed else None,
        )
        return Edition(
            header=header,
            language=language,
            date=edition_day,
            title=title,
            provisions=tuple(self._provisions(language, title, texts)),
            entry_into_force=EntryIntoForce(EntryBasis.EDITION, edition_day + timedelta(days=10)),
        )

    def _provisions(self, language: str, title: str, texts: Sequence[Texts]) -> Iterator[Provision]:
        drafts = self._drafts(language, title, [text[language] for text in texts])
        for position, draft in enumerate(drafts):
            yield replace(draft, position=position)

    def _drafts(self, language: str, title: str, texts: Sequence[str]) -> Iterator[Provision]:
        yield _provision("order", ProvisionKind.ORDER, parent=None)
        yield _provision("order__preamble", ProvisionKind.PREAMBLE, parent="order", text=title)
        for number, text in enumerate(texts[:_ORDER_PARAGRAPHS], start=1):
            yield from _paragraph("order", number, text)
        yield _provision("rules", ProvisionKind.RULES, heading=title, parent=None)
        paragraphs = texts[_ORDER_PARAGRAPHS:-_ROWS]
        headings = random.Random(self._place).sample(self._vocabulary.chapter_headings, _CHAPTERS)
        for place, heading in enumerate(headings):
            chapter = f"chp_{place + 1}"
            yield _provision(
                chapter,
                ProvisionKind.CHAPTER,
                number=str(place + 1),
                heading=heading[language],
                parent="rules",
            )
            start, end = (len(paragraphs) * (place + step) // _CHAPTERS for step in (0, 1))
            for offset, text in enumerate(paragraphs[start:end]):
                yield from _paragraph(chapter, start + offset + 1, text)
        yield _provision("annex_1", ProvisionKind.ANNEX, number="1", heading=title, parent="rules")
        rows = zip(self._vocabulary.row_headings, texts[-_ROWS:], strict=True)
        for number, (heading, text) in enumerate(rows, start=1):
            yield _provision(
                f"annex_1__row_{number}",
                ProvisionKind.TABLE_ROW,
                number=str(number),
                heading=heading[language],
                text=text,
                parent="annex_1",
            )


def _paragraph(parent: str, number: int, text: str) -> Iterator[Provision]:
    eid = f"{parent}__para_{number}"
    yield _provision(eid, ProvisionKind.PARAGRAPH, number=str(number), text=text, parent=parent)
    for place, line in enumerate(text.split("\n")[1:], start=1):
        yield _provision(
            f"{eid}__subpara_{place}",
            ProvisionKind.SUBPARAGRAPH,
            number=f"{place})",
            text=line,
            parent=eid,
        )


def _provision(
    eid: str,
    kind: ProvisionKind,
    *,
    parent: str | None,
    number: str = "",
    heading: str = "",
    text: str = "",
) -> Provision:
    return Provision(eid, kind, number, heading, text, parent, position=0)

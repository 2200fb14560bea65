"""What the encoder is tuned on: units of services, their callers' questions, and batches of them.

A batch is made of runs of units of one service, so that the other passages of the batch are both
other services (which service was meant?) and other rows of the same one (what was asked of it?).
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.analysis.normalise import mend_lookalikes

LANGUAGES = ("ru", "kk")
SIBLINGS = 3
"""Units of one service that stand side by side in a batch."""
HELD_OUT_PERCENT = 10
"""Share of the services that training never sees."""

_WORD = re.compile(r"[^\W\d_]+")
_SHINGLE = 6


@dataclass(frozen=True)
class Unit:
    """One paragraph or row of a service, in both languages, with callers' questions about it."""

    service: str
    name: str
    titles: dict[str, str]
    passages: dict[str, str]
    questions: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Step:
    """One step of training.

    ``questions[i]`` is answered by ``passages[answers[i]]``; ``alike`` are pairs of passages that
    say the same (so neither is a wrong answer to the other's questions); ``pairs`` are sentences
    in both languages.
    """

    questions: list[str]
    answers: list[int]
    passages: list[str]
    alike: list[tuple[int, int]]
    pairs: list[tuple[str, str]]


def mend(text: str) -> str:
    """The text with Latin letters inside Cyrillic words put right, as ingested texts have it."""
    return _WORD.sub(lambda found: mend_lookalikes(found.group()), text)


def read_units(folder: Path) -> list[Unit]:
    """All units of the JSONL files in ``folder``, in order of file name and line."""
    units = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            units.append(
                Unit(
                    service=record["title_ru"],
                    name=record["unit"],
                    titles={lang: mend(record[f"title_{lang}"]) for lang in LANGUAGES},
                    passages={lang: mend(record[f"passage_{lang}"]) for lang in LANGUAGES},
                    questions={lang: tuple(record[f"questions_{lang}"]) for lang in LANGUAGES},
                )
            )
    return units


def read_pairs(path: Path | None) -> list[tuple[str, str]]:
    """Sentences in Kazakh and Russian from a TSV of source, kk, ru; none without a file."""
    if path is None:
        return []
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [(mend(row[1]), mend(row[2])) for row in rows if len(row) == 3]


def is_held_out(unit: Unit) -> bool:
    """Whether the unit's service is one that training never sees (by a hash of its title)."""
    digest = hashlib.sha256(unit.service.encode()).digest()
    return int.from_bytes(digest[:4], "big") % 100 < HELD_OUT_PERCENT


def shingles(text: str) -> frozenset[str]:
    """Runs of letters of a text, by which likeness is told."""
    joined = re.sub(r"\W+", " ", text.lower())
    return frozenset(joined[at : at + _SHINGLE] for at in range(max(1, len(joined) - _SHINGLE)))


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts share so much that each answers what the other does."""
    return 2 * len(one & other) > min(len(one), len(other))


class Batches:
    """Endless steps over units, each question seen before any is seen again (nearly)."""

    def __init__(
        self,
        units: Sequence[Unit],
        pairs: Sequence[tuple[str, str]],
        *,
        passages: int,
        pairs_a_step: int,
        seed: int,
    ) -> None:
        self._units = units
        self._pairs = pairs
        self._size = passages
        self._pairs_a_step = min(pairs_a_step, len(pairs))
        self._random = random.Random(seed)
        self._shingles = {id(unit): shingles(unit.passages["ru"]) for unit in units}
        self._asked: defaultdict[tuple[int, str], list[str]] = defaultdict(list)

    def __iter__(self) -> Iterator[Step]:
        while True:
            order = self._runs()
            for start in range(0, len(order) - self._size + 1, self._size):
                yield self._step(order[start : start + self._size])

    def _runs(self) -> list[Unit]:
        by_service: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self._units:
            by_service[unit.service].append(unit)
        runs = []
        for members in by_service.values():
            self._random.shuffle(members)
            runs += [members[at : at + SIBLINGS] for at in range(0, len(members), SIBLINGS)]
        self._random.shuffle(runs)
        return [unit for run in runs for unit in run]

    def _step(self, units: Sequence[Unit]) -> Step:
        questions, answers, passages = [], [], []
        for place, unit in enumerate(units):
            language = self._random.choice(LANGUAGES)
            other = "kk" if language == "ru" else "ru"
            passages.append(self._passage(unit, language))
            for asked_in in (language, language, other):
                questions.append(self._question(unit, asked_in))
                answers.append(place)
        seen = [self._shingles[id(unit)] for unit in units]
        alike = [(i, j) for i in range(len(seen)) for j in range(i) if are_alike(seen[i], seen[j])]
        pairs = self._random.sample(self._pairs, self._pairs_a_step)
        return Step(questions, answers, passages, alike, pairs)

    def _passage(self, unit: Unit, language: str) -> str:
        """A third go without their title: content must be enough where the title says nothing."""
        if self._random.random() < 1 / 3:
            return unit.passages[language]
        return f"{unit.titles[language]}. {unit.passages[language]}"

    def _question(self, unit: Unit, language: str) -> str:
        waiting = self._asked[id(unit), language]
        if not waiting:
            waiting += unit.questions[language]
            self._random.shuffle(waiting)
        return waiting.pop()

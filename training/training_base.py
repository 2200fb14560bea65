"""A knowledge base made of the training units, to fit ranking and confidence on.

Each service of ``training/data/questions`` becomes an act whose paragraphs are its units, in
both languages, in a store and index of their own. Services can be left out, so that the
questions about them have no answer there.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.acts import ActHeader, ActKind, Edition, Provision, ProvisionKind
from knowledge.store.database import Database
from knowledge.store.loading import SourceFile, load_edition
from knowledge.validity import EntryBasis, EntryIntoForce

DAY = dt.date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Unit:
    """One passage in both languages, with the questions that it answers."""

    file: str
    passages: dict[str, str]
    questions: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class Service:
    """A service and its units."""

    number: str
    titles: dict[str, str]
    units: list[Unit] = field(default_factory=list)


def read_services(
    folder: Path, wanted: Callable[[str], bool] = lambda _name: True
) -> list[Service]:
    """The services of the files whose names are ``wanted``, by order of appearance."""
    services: dict[str, Service] = {}
    for path in sorted(folder.glob("*.jsonl")):
        if not wanted(path.name):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            data = json.loads(line)
            titles = {"ru": data["title_ru"], "kk": data["title_kk"]}
            service = services.setdefault(data["title_ru"], Service(str(len(services) + 1), titles))
            service.units.append(
                Unit(
                    path.name,
                    {"ru": data["passage_ru"], "kk": data["passage_kk"]},
                    {"ru": tuple(data["questions_ru"]), "kk": tuple(data["questions_kk"])},
                )
            )
    return list(services.values())


def eid_of_unit(place: int) -> str:
    """The eid that the unit at ``place`` (from 0) gets."""
    return f"chp_1__para_{place + 1}"


def load_services(database: Database, services: Iterable[Service]) -> None:
    """Load services into an empty store, in one transaction."""
    with database.writing() as session:
        for service in services:
            for language in ("ru", "kk"):
                edition = _edition(service, language)
                content = f"{service.number}/{language}".encode()
                load_edition(session, edition, SourceFile("unit", "text/plain", content))


def _edition(service: Service, language: str) -> Edition:
    title = service.titles[language]
    provisions = [
        Provision("rules", ProvisionKind.RULES, "", f"«{title}»", "", None, 0),
        Provision("chp_1", ProvisionKind.CHAPTER, "1", "", "", "rules", 1),
    ]
    provisions += [
        Provision(
            eid_of_unit(place), ProvisionKind.PARAGRAPH, str(place + 1), "",
            unit.passages[language], "chp_1", place + 2,
        )
        for place, unit in enumerate(service.units)
    ]  # fmt: skip
    header = ActHeader(ActKind.ORDER, "Министр", DAY, service.number, titles={language: title})
    entry = EntryIntoForce(EntryBasis.EDITION, DAY)
    return Edition(header, language, DAY, title, tuple(provisions), entry)

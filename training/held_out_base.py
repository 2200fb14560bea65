"""A base of the services that the encoder was not tuned on, to fit ranking on.

Every service of the held-out units becomes an act in both languages: units that answer a row of
the standard stand in the annex table under the row's official name, the others are numbered
paragraphs. It goes through the same store, index and search as any base, so what is fitted on it
(weights of fusion, confidence) is fitted on what users get; no act that Bilim is measured on is in
it. What it lacks: the order's own text, chapters, editions, long rows.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.settings import Settings
from api.wiring import Wiring
from knowledge.acts import ActHeader, ActKind, Edition, Provision, ProvisionKind
from knowledge.services import Aspect
from knowledge.store.loading import SourceFile, load_edition
from knowledge.validity import EntryBasis, EntryIntoForce
from ranking.aspects import NO_ASPECT
from training.fit_aspects import aspect_of_unit
from training.tuning_data import LANGUAGES, Unit, is_held_out, read_units

DAY = dt.date(2024, 1, 1)
"""The date of every act, and the day on which all are asked."""
_SEED = 1414
ROW_NAMES: dict[Aspect, tuple[str, str]] = {
    Aspect.PROVIDER: ("Наименование услугодателя", "Көрсетілетін қызметті берушінің атауы"),
    Aspect.CHANNELS: (
        "Способы предоставления государственной услуги",
        "Мемлекеттік қызметті ұсыну тәсілдері",
    ),
    Aspect.TERM: ("Срок оказания государственной услуги", "Мемлекеттік қызмет көрсету мерзімі"),
    Aspect.FORM: ("Форма оказания государственной услуги", "Мемлекеттік қызмет көрсету нысаны"),
    Aspect.RESULT: (
        "Результат оказания государственной услуги",
        "Мемлекеттік қызмет көрсету нәтижесі",
    ),
    Aspect.FEE: (
        "Размер оплаты, взимаемой с услугополучателя при оказании государственной услуги",
        "Мемлекеттік қызмет көрсету кезінде көрсетілетін қызметті алушыдан алынатын төлем мөлшері",
    ),
    Aspect.SCHEDULE: ("График работы", "Жұмыс кестесі"),
    Aspect.DOCUMENTS: (
        "Перечень документов и сведений, истребуемых у услугополучателя",
        "Көрсетілетін қызметті алушыдан талап етілетін құжаттар мен мәліметтер тізбесі",
    ),
    Aspect.REFUSAL: (
        "Основания для отказа в оказании государственной услуги",
        "Мемлекеттік қызмет көрсетуден бас тарту үшін негіздер",
    ),
    Aspect.OTHER: ("Иные требования", "Өзге де талаптар"),
}
"""What the rows are called in lists of basic requirements: Russian, Kazakh."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question, the service it is about, and the article that answers it."""

    text: str
    language: str
    service: str
    act_id: str
    article_id: str


def held_out_units(data: Path) -> dict[str, list[Unit]]:
    """The units that tuning never saw, by service."""
    found: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in read_units(data):
        if is_held_out(unit):
            found[unit.service].append(unit)
    return dict(found)


def editions_of_service(number: int, units: Sequence[Unit]) -> list[tuple[Edition, list[str]]]:
    """The act of a service in every language, and the eids of its units in their order."""
    title = units[0].titles
    header = ActHeader(
        kind=ActKind.ORDER,
        issuer="Министр",
        date=DAY,
        number=str(number),
        titles={
            "ru": f"Об утверждении Правил оказания государственной услуги «{title['ru']}»",
            "kk": f"«{title['kk']}» мемлекеттік қызмет көрсету қағидаларын бекіту туралы",
        },
    )
    entry = EntryIntoForce(EntryBasis.FIXED, DAY)
    made = []
    for place, language in enumerate(LANGUAGES):
        provisions, eids = _provisions(units, language, place)
        edition = Edition(header, language, DAY, header.titles[language], provisions, entry)
        made.append((edition, eids))
    return made


def _provisions(
    units: Sequence[Unit], language: str, place: int
) -> tuple[tuple[Provision, ...], list[str]]:
    title = units[0].titles[language]
    found = [
        Provision("rules", ProvisionKind.RULES, "", f"«{title}»", "", None, 0),
        Provision("annex_1", ProvisionKind.ANNEX, "1", "", "", "rules", 1),
    ]
    eids = []
    rows = paragraphs = 0
    for position, unit in enumerate(units, start=2):
        aspect = aspect_of_unit(unit.name)
        name = None if aspect == NO_ASPECT else ROW_NAMES.get(Aspect(aspect))
        if name is None:
            paragraphs += 1
            eid, number = f"chp_1__para_{paragraphs}", str(paragraphs)
            kind, heading, parent = ProvisionKind.PARAGRAPH, "", "rules"
        else:
            rows += 1
            eid, number = f"annex_1__row_{rows}", str(rows)
            kind, heading, parent = ProvisionKind.TABLE_ROW, name[place], "annex_1"
        text = unit.passages[language]
        found.append(Provision(eid, kind, number, heading, text, parent, position))
        eids.append(eid)
    return tuple(found), eids


def build(home: Path, data: Path) -> tuple[Wiring, list[AskedQuestion]]:
    """Load and index the base in ``home``; returns it with all its questions, shuffled."""
    wiring = Wiring(Settings.model_validate({"home": home, "database_url": ""}))
    questions: list[AskedQuestion] = []
    for number, (service, units) in enumerate(held_out_units(data).items(), start=1):
        act_id, eids = "", []
        for edition, eids in editions_of_service(number, units):  # noqa: B007
            content = f"{service} {edition.language}".encode()
            file = SourceFile(f"{number}.{edition.language}.md", "text/markdown", content)
            with wiring.database.writing() as session:
                act_id = load_edition(session, edition, file).act_id
        questions += _questions(units, act_id, eids)
    wiring.keeper.catch_up()
    random.Random(_SEED).shuffle(questions)
    return wiring, questions


def _questions(units: Sequence[Unit], act_id: str, eids: Sequence[str]) -> Iterator[AskedQuestion]:
    for unit, eid in zip(units, eids, strict=True):
        for language in LANGUAGES:
            for text in unit.questions[language]:
                yield AskedQuestion(text, language, unit.service, act_id, f"{act_id}/{eid}")

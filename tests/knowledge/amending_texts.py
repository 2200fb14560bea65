"""A small act and orders on it, as values, for the tests of applying orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge.acts import ActKind, Provision, ProvisionKind
from knowledge.amending.bench import subparagraphs
from knowledge.amending.instructions import (
    ActReference,
    AmendingOrder,
    Instruction,
    InstructionKind,
)
from knowledge.amending.places import Holder, Level, Place, Step
from knowledge.changes import EditionText
from knowledge.validity import EntryBasis, EntryIntoForce

ACT = ActReference("58", date(2020, 5, 27), ActKind.ORDER)
MAY = EntryIntoForce(EntryBasis.FIXED, date(2026, 5, 1), "вводится в действие с 1 мая 2026 года")
K = InstructionKind


def provision(
    eid: str, kind: ProvisionKind, number: str = "", text: str = "", **more: object
) -> Provision:
    values = {"heading": "", "parent_eid": None, **more}
    return Provision(eid=eid, kind=kind, number=number, text=text, position=0, **values)  # type: ignore[arg-type]


def paragraph(number: str, text: str, parent: str = "chp_1") -> list[Provision]:
    stem = "order__" if parent == "order" else f"{parent}__"
    holder = provision(
        f"{stem}para_{number}", ProvisionKind.PARAGRAPH, number, text, parent_eid=parent
    )
    return [holder, *subparagraphs(holder)]


def row(number: str, heading: str, text: str, annex: str = "annex_1") -> list[Provision]:
    holder = provision(
        f"{annex}__row_{number}", ProvisionKind.TABLE_ROW, number, text, heading=heading,
        parent_eid=annex,
    )  # fmt: skip
    return [holder, *subparagraphs(holder)]


LIST = "Услугодатель:\n1) проверяет;\n2) регистрирует;\n3) отвечает.\nСрок – три дня.\nПродление – два дня."  # noqa: E501
TEXT = EditionText(
    "Об утверждении Правил",
    (
        provision("order", ProvisionKind.ORDER),
        provision("order__preamble", ProvisionKind.PREAMBLE, "", "В соответствии с законом:",
                  parent_eid="order"),
        *paragraph("1", "Утвердить Правила.", "order"),
        provision("rules", ProvisionKind.RULES, heading="Правила выдачи справки"),
        provision("chp_1", ProvisionKind.CHAPTER, "1", heading="Общие положения",
                  parent_eid="rules"),
        *paragraph("1", "Справка выдается услугодателем. Справка бесплатна."),
        *paragraph("2", LIST),
        provision("chp_2", ProvisionKind.CHAPTER, "2", heading="Порядок", parent_eid="rules"),
        *paragraph("3", "Задачами являются:\nвыдача;\nучет;\nхранение.", "chp_2"),
        *paragraph("10", "Жалоба подается услугодателю.", "chp_2"),
        provision("annex_1", ProvisionKind.ANNEX, "1", heading="Перечень", parent_eid="rules"),
        *row("1", "Срок", "3 дня"),
        *row("2", "Документы", "1) заявление;\n2) паспорт."),
    ),
)  # fmt: skip


def place(*steps: str, holder: Holder = Holder.RULES) -> Place:
    """«para 2», «subpara 1» → the place."""
    made = []
    for step in steps:
        level, _, number = step.partition(" ")
        made.append(Step(Level(level), number))
    return Place(holder, tuple(made))


def instruction(kind: InstructionKind, *steps: str, **more: object) -> Instruction:
    holder = more.pop("holder", Holder.RULES)
    return replace(Instruction(ACT, place(*steps, holder=holder), kind), **more)  # type: ignore[arg-type]


def restated(number: str, text: str) -> dict[str, object]:
    """The text of a paragraph with the elements that reading it gives."""
    holder = provision(f"para_{number}", ProvisionKind.PARAGRAPH, number, text)
    elements = (holder, *subparagraphs(holder))
    return {"text": f"{number}. {text}", "elements": elements}


def order_of(
    *instructions: Instruction,
    language: str = "ru",
    number: str = "91",
    day: date = date(2026, 2, 14),
    entry: EntryIntoForce = MAY,
) -> AmendingOrder:
    """An order of the minister of justice with these instructions."""
    return AmendingOrder(
        number, day, language, "О внесении изменений", "Министра юстиции Республики Казахстан",
        entry, tuple(instructions), kind=ActKind.ORDER,
    )  # fmt: skip

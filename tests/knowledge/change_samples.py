"""Small invented editions for the tests of changes."""

from __future__ import annotations

from knowledge.acts import Provision, ProvisionKind

TEXTS = (
    "Услугодатель проверяет полноту документов и в течение десяти рабочих дней выдает паспорт.",
    "Жалоба на решение подается руководителю инспекции и рассматривается за пятнадцать дней.",
    "Пасека осматривается ветеринарным врачом, о чем составляется акт осмотра в двух экземплярах.",
    "Плата за выдачу паспорта не взимается, дубликат выдается на тех же условиях бесплатно.",
    "Сведения о пасеке вносятся в журнал учета пчелиных семей, который ведет канцелярия района.",
)


def part(
    eid: str, kind: ProvisionKind, text: str = "", parent: str | None = None, heading: str = ""
) -> Provision:
    number = eid.rsplit("__", maxsplit=1)[-1].partition("_")[2]
    return Provision(eid, kind, number, heading, text, parent, 0)


def rules(eid: str = "rules", heading: str = "Правила выдачи паспорта пасеки") -> Provision:
    return part(eid, ProvisionKind.RULES, heading=heading)


def chapter(number: str, heading: str = "") -> Provision:
    return part(f"chp_{number}", ProvisionKind.CHAPTER, "", "rules", heading or f"Глава {number}")


def para(number: str, text: str, of_chapter: str = "1") -> Provision:
    eid = f"chp_{of_chapter}__para_{number}"
    return part(eid, ProvisionKind.PARAGRAPH, text, f"chp_{of_chapter}")


def annex(number: str, heading: str = "Перечень основных требований") -> Provision:
    return part(f"annex_{number}", ProvisionKind.ANNEX, "", "rules", heading)


def row(number: int, heading: str) -> Provision:
    text = f"{heading}: порядок, который установлен для этой строки, подробно"
    name = f"annex_1__row_{number}"
    return part(name, ProvisionKind.TABLE_ROW, text, "annex_1", f"Строка {heading}")

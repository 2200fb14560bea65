"""Orders in text files without blank lines, where stamps and headings run into what follows."""

from __future__ import annotations

import pytest

from ingest.amending import read_amending_orders
from ingest.amending.stamps import opening_stamps, parted_headings, parted_stamps
from ingest.blocks import Block, BlockKind
from knowledge.amending.instructions import Instruction

STAMP, PARAGRAPH = BlockKind.STAMP, BlockKind.PARAGRAPH

_RUSSIAN_ACT = "приказ Министра юстиции Республики Казахстан от 2 марта 2020 года № 7"
_KAZAKH_ACT = (
    "«Қағидаларды бекіту туралы» Қазақстан Республикасы Әділет министрінің 2020 жылғы 2 "
    "наурыздағы № 7 бұйрығына"
)
HEAD = {
    "ru": (
        f"О внесении изменений в {_RUSSIAN_ACT}",
        "Приказ Министра юстиции Республики Казахстан от 1 марта 2026 года № 5",
        "ПРИКАЗЫВАЮ:",
        f"1. Внести в {_RUSSIAN_ACT} «Об утверждении Правил» следующие изменения:",
        "в Правилах, утвержденных указанным приказом:",
    ),
    "kk": (
        f"{_KAZAKH_ACT} өзгерістер енгізу туралы",
        "Қазақстан Республикасы Әділет министрінің 2026 жылғы 1 наурыздағы № 5 бұйрығы",
        "БҰЙЫРАМЫН:",
        f"1. {_KAZAKH_ACT} мынадай өзгерістер енгізілсін:",
        "көрсетілген бұйрықпен бекітілген Қағидаларда:",
    ),
}
RUSSIAN_ANNEXES = """приложение 2 изложить согласно приложению 1 к настоящему приказу;
дополнить приложением 3 согласно приложению 2 к настоящему приказу.
2. Настоящий приказ вводится в действие с 1 мая 2026 года.
Министр
Е. Тестов
Приложение 1
к приказу Министра юстиции
от 1 марта 2026 года № 5
Приложение 2
к Правилам оказания услуги
«Выдача справки»
Заявление о выдаче справки
Прошу выдать справку.
Приложение 2
к приказу Министра юстиции
от 1 марта 2026 года № 5
Приложение 3
к Правилам оказания услуги
Журнал
Запись ведется ежедневно.
"""
KAZAKH_ANNEX = """2-қосымша осы бұйрыққа қосымшаға сәйкес жаңа редакцияда жазылсын.
2. Осы бұйрық 2026 жылғы 1 мамырдан бастап қолданысқа енгізіледі.
Министр
Е. Тестов

Қазақстан Республикасы
Әділет министрінің
2026 жылғы 1 наурыздағы
№ 5 бұйрығына
қосымша
Анықтама беру
қағидаларына
2-қосымша
Анықтама беру туралы өтініш
Анықтама беруді сұраймын.
"""


def read(language: str, text: str) -> tuple[Instruction, ...]:
    data = "\n".join((*HEAD[language], text)).encode()
    (order,) = read_amending_orders(data, "order.txt")
    return order.instructions


def test_two_annexes_that_run_together_are_two() -> None:
    one, other = read("ru", RUSSIAN_ANNEXES)
    assert (one.provision, one.text) == (
        "annex 2",
        "Заявление о выдаче справки\nПрошу выдать справку.",
    )
    assert (other.provision, other.text) == ("annex 3", "Журнал\nЗапись ведется ежедневно.")


def test_a_kazakh_stamp_is_taken_off_the_annexed_text() -> None:
    (one,) = read("kk", KAZAKH_ANNEX)
    assert one.provision == "annex 2"
    assert one.text is not None
    assert one.text.startswith("Анықтама беру туралы өтініш")


@pytest.mark.parametrize(
    ("language", "order", "heading"),
    [
        ("ru", "дополнить главой 5 следующего содержания:", "Глава 5. Заключение"),
        ("kk", "мынадай мазмұндағы 5-тараумен толықтырылсын:", "5-тарау. Қорытынды"),
    ],
)
def test_a_chapter_heading_is_a_line_of_its_own(language: str, order: str, heading: str) -> None:
    first, second = "30. Отызыншы.", "31. Отыз бірінші."
    (one,) = read(language, f"{order}\n«{heading}\n{first}\n{second}».\n")
    assert one.text == f"{heading}\n{first}\n{second}"
    assert [p.eid for p in one.elements] == ["chp_5", "chp_5__para_30", "chp_5__para_31"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Приложение 2", "к Правилам оказания", "государственной услуги"),
        ("Приложение 2", "к Правилам", "«Выдача справки,", "Замена справки»"),
        ("Утверждены", "приказом Министра", "от 2 марта 2020 года", "№ 7"),
        ("Қағидаларға", "2-қосымша"),
    ],
)
def test_a_whole_stamp_stays_one_block(lines: tuple[str, ...]) -> None:
    stamp = Block(STAMP, "\n".join(lines))
    assert parted_stamps([stamp]) == [stamp]
    below = Block(STAMP, "\n".join((*lines, "Заявление")))
    assert [(b.kind, b.text) for b in parted_stamps([below])] == [
        (STAMP, "\n".join(lines)),
        (PARAGRAPH, "Заявление"),
    ]


def test_a_stamp_may_be_printed_as_paragraphs() -> None:
    lines = ("Приложение 2", "к Правилам оказания услуги", "«Выдача справки»", "Заявление")
    opened = opening_stamps([Block(PARAGRAPH, line) for line in lines])
    assert [(b.kind, b.text) for b in opened] == [
        (STAMP, "\n".join(lines[:3])),
        (PARAGRAPH, "Заявление"),
    ]


@pytest.mark.parametrize(
    "text",
    ["Приложение 2 к Правилам заполняется заявителем.", "Заявление", "Перечень приложений"],
)
def test_a_paragraph_that_is_no_stamp_stays(text: str) -> None:
    blocks = [Block(PARAGRAPH, text), Block(PARAGRAPH, "1. Первое.")]
    assert opening_stamps(blocks) == blocks
    assert parted_headings(blocks) == blocks

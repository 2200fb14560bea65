"""Footnotes of editions as the state's sites print them, read into amendments."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.changes.elements import mentions, paths
from knowledge.changes.footnotes import Amendment, read_footnote

TEN_DAYS_RU = (
    "(вводится в действие по истечении десяти календарных дней после дня его первого "
    "официального опубликования)"
)
TEN_DAYS_KK = (
    "(алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа енгізіледі)"
)
ORDER = "приказа Министра сельского хозяйства РК от 05.08.2024 № 266"
ORDER_KK = "ҚР Ауыл шаруашылығы министрінің 05.08.2024 № 266"


def read(note: str) -> list[tuple[str, str, list[str]]]:
    """(kind, number of the order, elements) of each amendment."""
    return [
        (one.kind.value, one.order.number, [str(e) for e in one.elements])
        for one in read_footnote(note)
    ]


def only(note: str) -> Amendment:
    (amendment,) = read_footnote(note)
    return amendment


@pytest.mark.parametrize(
    ("note", "kind", "elements"),
    [
        (f"Сноска. Пункт 13 в редакции {ORDER} {TEN_DAYS_RU}.", "amended", ["para 13"]),
        (f"Сноска. Пункт 9-1 - в редакции {ORDER}.", "amended", ["para 9-1"]),
        (
            "Сноска. В пункт 5 внесены изменения приказом от 05.08.2024 № 266.",
            "amended",
            ["para 5"],
        ),
        (
            "Сноска. Приложение 1 с изменениями и дополнениями, внесенными приказом Министра "
            "труда РК от 05.08.2024 № 266.",
            "amended",
            ["annex 1"],
        ),
        (f"Сноска. Преамбула в редакции {ORDER}.", "amended", ["preamble"]),
        (f"Сноска. Заголовок в редакции {ORDER}.", "amended", ["title"]),
        (f"Сноска. Заголовок главы 2 в редакции {ORDER}.", "amended", ["chapter 2 title"]),
        (f"Сноска. Правила в редакции {ORDER}.", "amended", ["rules"]),
        (f"Сноска. Строка 8 приложения 1 в редакции {ORDER}.", "amended", ["annex 1 row 8"]),
        (f"Сноска. Подпункт 3) пункта 1 в редакции {ORDER}.", "amended", ["para 1 subpara 3"]),
        (
            f"Сноска. Подпункты 2), 3) пункта 5 и пункт 7 в редакции {ORDER}.",
            "amended",
            ["para 5 subpara 2", "para 5 subpara 3", "para 7"],
        ),
        (
            "Сноска. Пункты 18-21 исключены приказом Министра труда РК от 05.08.2024 № 266.",
            "excluded",
            ["para 18", "para 19", "para 20", "para 21"],
        ),
        (
            "Сноска. Правила дополнены пунктами 8-1, 8-2 и 8-3 в соответствии с приказом "
            "Министра труда РК от 05.08.2024 № 266.",
            "added",
            ["rules para 8-1", "rules para 8-2", "rules para 8-3"],
        ),
        (
            "Сноска. Пункт 7 дополнен подпунктом 5) в соответствии с приказом от 05.08.2024 № 266.",
            "added",
            ["para 7 subpara 5"],
        ),
        (
            "Сноска. Приложение дополнено строкой, порядковый номер 12, приказом Министра труда "
            "РК от 05.08.2024 № 266.",
            "added",
            ["annex row 12"],
        ),
        ("3) исключен приказом Министра труда РК от 05.08.2024 № 266.", "excluded", []),
        ("18. Исключен приказом и.о. Министра труда РК от 05.08.2024 № 266.", "excluded", []),
        (f"Ескерту. 13-тармақ жаңа редакцияда – {ORDER_KK} бұйрығымен.", "amended", ["para 13"]),
        (
            f"Ескерту. 9-1-тармаққа өзгеріс енгізілді - {ORDER_KK} {TEN_DAYS_KK} бұйрығымен.",
            "amended",
            ["para 9-1"],
        ),
        (f"Ескерту. 2-қосымша жаңа редакцияда - {ORDER_KK} бұйрығымен.", "amended", ["annex 2"]),
        (f"Ескерту. Кіріспе жаңа редакцияда - {ORDER_KK} бұйрығымен.", "amended", ["preamble"]),
        (f"Ескерту. Тақырыбы жаңа редакцияда - {ORDER_KK} бұйрығымен.", "amended", ["title"]),
        (
            f"Ескерту. 2-тараудың тақырыбы жаңа редакцияда - {ORDER_KK} бұйрығымен.",
            "amended",
            ["chapter 2 title"],
        ),
        (f"Ескерту. Қағидалар жаңа редакцияда - {ORDER_KK} бұйрығымен.", "amended", ["rules"]),
        (
            f"Ескерту. Қағидалар 8-1 және 8-2-тармақтармен толықтырылды - {ORDER_KK} бұйрығымен.",
            "added",
            ["rules para 8-1", "rules para 8-2"],
        ),
        (
            f"Ескерту. 18, 19 және 20-тармақтар алып тасталды - {ORDER_KK} бұйрығымен.",
            "excluded",
            ["para 18", "para 19", "para 20"],
        ),
        (
            f"Ескерту. 7-тармақтың 3) тармақшасы жаңа редакцияда - {ORDER_KK} бұйрығымен.",
            "amended",
            ["para 7 subpara 3"],
        ),
        (f"2) алып тасталды - {ORDER_KK} {TEN_DAYS_KK} бұйрығымен;", "excluded", []),
        (
            "Footnote. Paragraph 3 as amended by order of the Minister of Agriculture of the "
            "Republic of Kazakhstan dated 05.08.2024 № 266 (shall be enforced from 01.01.2025).",
            "amended",
            ["para 3"],
        ),
        (
            "Footnote. The title - as amended by the Order of the Minister of Agriculture "
            "№ 266 dated 05.08.2024.",
            "amended",
            ["title"],
        ),
    ],
)
def test_one_order_in_a_footnote(note: str, kind: str, elements: list[str]) -> None:
    assert read(note) == [(kind, "266", elements)]
    assert only(note).order.date == date(2024, 8, 5)


def test_several_orders_each_with_what_it_did() -> None:
    note = (
        f"Сноска. Пункт 9 с изменением, внесенным приказом Министра труда РК от 30.06.2021 № 547 "
        f"{TEN_DAYS_RU}; в редакции приказов Министра труда РК от 31.08.2022 № 725 {TEN_DAYS_RU}; "
        f"и.о. Министра труда РК от08.05.2026 № 420 (вводится в действие c 12.07.2026); "
        f"исключен приказом от 01.06.2027 № 9."
    )
    assert read(note) == [
        ("amended", "547", ["para 9"]),
        ("amended", "725", ["para 9"]),
        ("amended", "420", ["para 9"]),
        ("excluded", "9", ["para 9"]),
    ]
    entries = [one.in_force for one in read_footnote(note)]
    assert [entry and (entry.on, entry.days) for entry in entries] == [
        (None, 10),
        (None, 10),
        (date(2026, 7, 12), None),
        None,
    ]


def test_several_orders_in_kazakh() -> None:
    note = (
        f"Ескерту. Қағидалар 15-1-тармақпен толықтырылды - ҚР Еңбек министрінің 15.02.2023 № 121 "
        f"{TEN_DAYS_KK}; жаңа редакцияда - ҚР Еңбек министрінің м.а. 28.01.2026 № 84 "
        f"{TEN_DAYS_KK}; 08.05.2026 № 420 (12.07.2026 бастап қолданысқа енгiзiледi) бұйрықтарымен."
    )
    assert read(note) == [
        ("added", "121", ["rules para 15-1"]),
        ("amended", "84", ["rules para 15-1"]),
        ("amended", "420", ["rules para 15-1"]),
    ]
    in_force = read_footnote(note)[2].in_force
    assert in_force is not None
    assert in_force.on == date(2026, 7, 12)


@pytest.mark.parametrize(
    ("note", "language"),
    [
        (
            "Сноска. В заголовок внесено изменение на казахском языке, текст на русском языке не "
            "меняется, приказом Министра юстиции РК от 13.08.2021 № 708.",
            "kk",
        ),
        (
            "Ескерту. 1-тармаққа орыс тілінде өзгеріс енгізілді, қазақ тіліндегі мәтіні өзгермейді "
            "- ҚР Әділет министрінің 13.08.2021 № 708 бұйрығымен.",
            "ru",
        ),
        ("Сноска. Пункт 1 в редакции приказа от 13.08.2021 № 708.", ""),
    ],
)
def test_a_change_in_one_language_only(note: str, language: str) -> None:
    assert only(note).only_in == language


def test_that_one_language_stays_as_it_is_ends_with_the_next_order() -> None:
    note = (
        "Сноска. В заголовок внесено изменение на казахском языке, текст на русском языке не "
        "меняется, приказом от 13.08.2021 № 708; в редакции приказа от 29.05.2024 № 458."
    )
    assert [one.only_in for one in read_footnote(note)] == ["kk", ""]


@pytest.mark.parametrize(
    ("note", "number", "day"),
    [
        ("Сноска. Пункт 3 в редакции приказа от 1 февраля 2023 года № ҚР ДСМ-20.",
         "ҚР ДСМ-20", date(2023, 2, 1)),
        ("Ескерту. 3-тармақ жаңа редакцияда - 2021 жылғы 30 маусымдағы № 368/НҚ бұйрығымен.",
         "368/НҚ", date(2021, 6, 30)),
        ("Ескерту. 5-тармаққа өзгеріс енгізілді - ҚР Үкіметінің 2004.04.08. N 388 қаулысымен.",
         "388", date(2004, 4, 8)),
        ("Сноска. Пункт 3 исключен приказом от 20.08.2020 № 20-42-3.3.11(вводится в действие).",
         "20-42-3.3.11", date(2020, 8, 20)),
        ("Ескерту. Күші жойылды - ҚР Үкіметінің 10.08.2015 қаулысымен (№ 624 ресми жарияланған).",
         "624", date(2015, 8, 10)),
    ],
)  # fmt: skip
def test_numbers_and_dates_of_orders(note: str, number: str, day: date) -> None:
    assert (only(note).order.number, only(note).order.date) == (number, day)


def test_an_announced_amendment_is_not_in_the_text_yet() -> None:
    note = "Примечание. В пункт 5 предусмотрены изменения приказом от 01.02.2026 № 20."
    assert only(note).foreseen
    assert not only(f"Сноска. Пункт 5 в редакции {ORDER}.").foreseen


def test_a_stamp_at_the_margin_is_told_from_its_annex() -> None:
    note = f"Сноска. Правый верхний угол приложения 2 в редакции {ORDER}."
    assert read(note) == [("amended", "266", ["annex 2 margin"])]


@pytest.mark.parametrize("note", ["", "Сноска. См. пункт 5.", "Пункт 5 от 05.08.2024 года."])
def test_what_names_no_order_is_no_amendment(note: str) -> None:
    assert read_footnote(note) == ()


@given(st.integers(1, 60), st.integers(1, 9), st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_any_number_and_day_is_read_the_same_in_both_languages(
    paragraph: int, sub: int, day: date
) -> None:
    printed = day.strftime("%d.%m.%Y")
    russian = only(f"Сноска. Пункт {paragraph}-{sub} в редакции приказа от {printed} № 12/НҚ.")
    kazakh = only(f"Ескерту. {paragraph}-{sub}-тармақ жаңа редакцияда - {printed} № 12/НҚ.")
    assert (russian.elements, russian.order) == (kazakh.elements, kazakh.order)
    assert str(russian.elements[0]) == f"para {paragraph}-{sub}"
    assert russian.order.date == day


def test_a_second_part_belongs_to_the_paragraph_named_before_it() -> None:
    text = "7-тармақтың бірінші бөлігіне, екінші бөлігіне"
    assert [str(e) for e in paths(text, mentions(text))] == [
        "para 7 part бірінші",
        "para 7 part екінші",
    ]

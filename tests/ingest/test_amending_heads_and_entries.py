"""Which order it is, and from which day each of its instructions."""

from __future__ import annotations

import datetime as dt

import pytest
from amending_samples import document_of, order_of

from ingest.amending import is_amending_order, read_amending_order
from ingest.amending.formulas import is_amending_title
from knowledge.acts import ActKind
from knowledge.validity import EntryBasis

MAY, JULY, JANUARY = dt.date(2026, 5, 1), dt.date(2026, 7, 1), dt.date(2027, 1, 1)
TEN_DAYS = "по истечении десяти календарных дней после дня его первого официального опубликования"
ENACTED = ("ПРИКАЗЫВАЮ:", "1. Внести в приказ Министра юстиции от 2 марта 2020 года № 7 изменения:",
           "пункт 2 исключить.")  # fmt: skip


@pytest.mark.parametrize(
    "title",
    [
        "О внесении изменений и дополнений в приказ Министра юстиции",
        "О внесении изменения в некоторые приказы",
        "О дополнении приказа",
        "О признании утратившими силу некоторых приказов",
        "«Х» бұйрығына өзгерістер мен толықтырулар енгізу туралы",
        "«Х» қаулысына өзгерiс енгiзу туралы",
        "Кейбір бұйрықтардың күші жойылды деп тану туралы",
    ],
)
def test_titles_of_amending_orders(title: str) -> None:
    assert is_amending_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "Об утверждении Правил внесения изменений в реестр",
        "Правила внесения изменений",
        "Өзгерістер енгізу қағидаларын бекіту туралы",
    ],
)
def test_titles_of_other_acts(title: str) -> None:
    assert not is_amending_title(title)


def test_a_kazakh_title_that_names_the_amended_act_is_not_the_orders_own_name() -> None:
    document = document_of(
        "«Х» Қазақстан Республикасы Әділет министрінің 2020 жылғы 27 мамырдағы № 58 бұйрығына "
        "өзгеріс енгізу туралы",
        "Қазақстан Республикасы Әділет министрінің 2026 жылғы 14 ақпандағы № 91 бұйрығы",
        "БҰЙЫРАМЫН:",
        "1. «Х» Қазақстан Республикасы Әділет министрінің 2020 жылғы 27 мамырдағы № 58 бұйрығына "
        "мынадай өзгеріс енгізілсін:",
        "2-тармақ алып тасталсын.",
    )
    order = read_amending_order(document, "kk")
    assert (order.number, order.date, order.kind) == ("91", dt.date(2026, 2, 14), ActKind.ORDER)
    assert [str(target) for target in order.targets] == ["№ 58 of 2020-05-27"]
    assert is_amending_order(document)


def test_a_ministrys_letterhead_without_requisites() -> None:
    document = document_of(
        "МИНИСТЕРСТВО ЮСТИЦИИ РЕСПУБЛИКИ КАЗАХСТАН",
        "ПРИКАЗ",
        "«14» февраля 2026 года № 91",
        "город Астана",
        "О внесении изменений в приказ",
        "Министра юстиции от 27 мая 2020 года № 58",
        *ENACTED,
    )
    order = read_amending_order(document, "ru")
    assert (order.number, order.date, order.kind) == ("91", dt.date(2026, 2, 14), ActKind.ORDER)


def test_title_and_requisites_run_together() -> None:
    document = document_of(
        "О внесении изменений в приказ Министра юстиции от 2 марта 2020 года № 7 «Об утверждении» "
        "Приказ Министра юстиции Республики Казахстан от 1 марта 2026 года № 5",
        *ENACTED,
    )
    order = read_amending_order(document, "ru")
    assert (order.number, order.date) == ("5", dt.date(2026, 3, 1))
    assert order.title.endswith("«Об утверждении»")


def test_an_order_without_number_and_date_is_read_all_the_same() -> None:
    order = read_amending_order(document_of("О внесении изменений в приказ", *ENACTED), "ru")
    assert (order.number, order.date) == (None, None)
    assert [one.provision for one in order.instructions] == ["order para 2"]


def days(lines: list[str], entry: str, language: str = "ru") -> dict[str, dt.date | None]:
    order = order_of(lines, language, entry=entry)
    return {one.provision: one.in_force_from for one in order.instructions}


RU_LINES = ["1) пункт 2 исключить;", "2) в пункте 3:", "подпункт 1) исключить;",
            "подпункт 2) исключить;", "3) пункт 4 исключить."]  # fmt: skip
KK_LINES = ["1) 2-тармақ алып тасталсын;", "2) 3-тармақта:", "1) тармақша алып тасталсын;",
            "2) тармақша алып тасталсын;", "3) 4-тармақ алып тасталсын."]  # fmt: skip
ALL = ("order para 2", "order para 3 subpara 1", "order para 3 subpara 2", "order para 4")


def test_a_named_day_is_that_of_every_instruction() -> None:
    entry = "2. Настоящий приказ вводится в действие с 1 мая 2026 года."
    assert days(RU_LINES, entry) == dict.fromkeys(ALL, MAY)


def test_a_term_after_publication_names_no_day() -> None:
    order = order_of(RU_LINES, entry=f"2. Настоящий приказ вводится в действие {TEN_DAYS}.")
    assert order.entry.basis is EntryBasis.AFTER_PUBLICATION
    assert order.entry.days == 10
    assert {one.in_force_from for one in order.instructions} == {None}


@pytest.mark.parametrize(
    ("lines", "language", "entry"),
    [
        (RU_LINES, "ru",
         f"2. Настоящий приказ вводится в действие {TEN_DAYS}, за исключением подпункта 2) пункта "
         "1 настоящего приказа, который вводится в действие с 1 июля 2026 года, и подпункта 3) "
         "пункта 1, который вводится в действие с 1 января 2027 года."),
        (KK_LINES, "kk",
         "2. 2026 жылғы 1 шілдеден бастап қолданысқа енгізілетін осы бұйрықтың 1-тармағының 2) "
         "тармақшасын және 2027 жылғы 1 қаңтардан бастап қолданысқа енгізілетін 1-тармағының 3) "
         "тармақшасын қоспағанда, осы бұйрық алғашқы ресми жарияланған күнінен кейін күнтізбелік "
         "он күн өткен соң қолданысқа енгізіледі."),
    ],
)  # fmt: skip
def test_parts_that_come_into_force_on_other_days(
    lines: list[str], language: str, entry: str
) -> None:
    assert days(lines, entry, language) == {
        "order para 2": None,
        "order para 3 subpara 1": JULY,
        "order para 3 subpara 2": JULY,
        "order para 4": JANUARY,
    }


def test_abzacs_are_the_lines_of_the_orders_paragraph_quoted_ones_too() -> None:
    lines = [
        "пункт 2 изложить в следующей редакции:",
        "«2. Первый абзац.",
        "Второй абзац.»;",
        "пункт 3 исключить;",
        "пункт 4 исключить;",
    ]
    entry = (
        f"2. Настоящий приказ вводится в действие {TEN_DAYS}, за исключением абзацев третьего и "
        "пятого пункта 1, которые вводятся в действие с 1 июля 2026 года."
    )
    assert days(lines, entry) == {"order para 2": JULY, "order para 3": JULY, "order para 4": None}

"""How the parts of an act are recognised, on short texts in the words of real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.blocks import Block, BlockKind
from ingest.errors import StructureError
from ingest.pipeline import read_structure
from ingest.structure import ParsedText, markers, parse_structure
from knowledge.acts import Provision, ProvisionKind
from knowledge.services import Aspect, aspect_of_heading

EXAMPLES = Path(__file__).parents[2] / "examples" / "acts"


def p(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def h(text: str, level: int = 3) -> Block:
    return Block(BlockKind.HEADING, text, level=level)


def note(text: str) -> Block:
    return Block(BlockKind.FOOTNOTE, text)


def stamp(text: str) -> Block:
    return Block(BlockKind.STAMP, text)


def table(*rows: tuple[str, ...]) -> Block:
    return Block(BlockKind.TABLE, "\n".join(" | ".join(row) for row in rows), rows=rows)


ORDER = (
    h("Об утверждении Правил оказания услуги", 1),
    p("Приказ Министра юстиции от 27 мая 2020 года № 58."),
    p("В соответствии с Законом ПРИКАЗЫВАЮ:"),
    p("1. Утвердить Правила."),
    p("2. Настоящий приказ вводится в действие с 1 июля 2020 года."),
    p("Министр юстиции"),
    p("А. Ахметов"),
    stamp("Утверждены приказом Министра юстиции от 27 мая 2020 года № 58"),
    h("Правила оказания услуги", 2),
)


def rules(*blocks: Block) -> dict[str, Provision]:
    return by_eid(parse_structure((*ORDER, h("Глава 1. Общие положения"), *blocks)))


def by_eid(text: ParsedText) -> dict[str, Provision]:
    return {provision.eid: provision for provision in text.provisions}


def test_order_and_rules_have_their_own_numbers() -> None:
    found = rules(p("1. Настоящие Правила определяют порядок."), p("2. Понятия."))
    assert [eid for eid, one in found.items() if one.kind is ProvisionKind.PARAGRAPH] == [
        "order__para_1",
        "order__para_2",
        "chp_1__para_1",
        "chp_1__para_2",
    ]
    assert found["rules"].heading == "Правила оказания услуги"
    assert found["chp_1"].heading == "Общие положения"
    assert found["chp_1"].parent_eid == "rules"
    assert found["chp_1__para_1"].parent_eid == "chp_1"


def test_the_signature_is_no_part_of_the_last_paragraph() -> None:
    found = rules(p("1. Текст."))
    assert found["order__para_2"].text == "Настоящий приказ вводится в действие с 1 июля 2020 года."
    assert found["order__signature"].text == "Министр юстиции\nА. Ахметов"
    assert found["order__signature"].kind is ProvisionKind.SIGNATURE


@pytest.mark.parametrize(
    "line",
    [
        "Министр юстиции Республики Казахстан",
        "И.о. Министра юстиции",
        "Қазақстан Республикасының Әділет министрі",
        "Министрдің міндетін атқарушы министр",
        "Премьер-Министр Республики Казахстан",
        "Minister of Justice",
        "Председатель Агентства",
    ],
)
def test_lines_that_sign(line: str) -> None:
    assert markers.is_signature(line)


def test_a_title_a_preamble_and_front_lines() -> None:
    text = parse_structure((*ORDER, p("1. Текст.")))
    assert text.title == "Об утверждении Правил оказания услуги"
    assert text.front == ("Приказ Министра юстиции от 27 мая 2020 года № 58.",)
    assert text.stamps == ("Утверждены приказом Министра юстиции от 27 мая 2020 года № 58",)
    assert by_eid(text)["order__preamble"].text == "В соответствии с Законом ПРИКАЗЫВАЮ:"


def test_what_follows_a_paragraph_belongs_to_it() -> None:
    found = rules(p("1. Первая часть."), p("Вторая часть."), p("2. Иное."))
    assert found["chp_1__para_1"].text == "Первая часть.\nВторая часть."
    assert found["chp_1__para_2"].text == "Иное."


def test_a_list_is_read_into_subparagraphs_and_stays_in_the_paragraph() -> None:
    found = rules(
        p("1. Документы:"), p("1) заявление;"), p("2-1) справка."), p("Иное не требуется."),
        p("По доверенности:"), p("1) доверенность;"), p("а) её копия."),
    )  # fmt: skip
    assert found["chp_1__para_1"].text == (
        "Документы:\n1) заявление;\n2-1) справка.\nИное не требуется.\nПо доверенности:\n"
        "1) доверенность;\nа) её копия."
    )
    items = {eid: one.text for eid, one in found.items() if one.kind is ProvisionKind.SUBPARAGRAPH}
    assert items == {
        "chp_1__para_1__subpara_1": "заявление;",
        "chp_1__para_1__subpara_2-1": "справка.",
        "chp_1__para_1__list_2__subpara_1": "доверенность;",
        "chp_1__para_1__list_2__subpara_а": "её копия.",
    }
    assert found["chp_1__para_1__subpara_2-1"].number == "2-1)"


def test_numbers_with_a_dash_stand_in_their_place() -> None:
    found = rules(p("1. Один."), p("1-1. Вставлен."), p("2 - 1. С пробелами."), p("3. Три."))
    assert [one.number for one in found.values() if one.parent_eid == "chp_1"] == [
        "1",
        "1-1",
        "2-1",
        "3",
    ]


def test_a_figure_at_the_start_of_a_line_is_no_paragraph() -> None:
    found = rules(p("1. Срок"), p("500. Тенге не взимаются."), p("2. Два."))
    assert found["chp_1__para_1"].text == "Срок\n500. Тенге не взимаются."
    assert "chp_1__para_2" in found


def test_footnotes_go_to_what_they_follow() -> None:
    found = rules(
        note("Сноска. Глава 1 в редакции."),
        p("1. Один."),
        note("Сноска. Пункт 1 изменен."),
        p("2. Два:"),
        p("1) список."),
        note("Сноска. Пункт 2 изменен."),
    )
    notes = {eid: one.footnotes for eid, one in found.items() if one.footnotes}
    assert notes == {
        "chp_1": ("Сноска. Глава 1 в редакции.",),
        "chp_1__para_1": ("Сноска. Пункт 1 изменен.",),
        "chp_1__para_2": ("Сноска. Пункт 2 изменен.",),
    }


def test_a_footnote_dates_its_paragraph() -> None:
    found = rules(
        p("1. Один."),
        note(
            "Сноска. Пункт 1 в редакции приказа от 05.08.2024 № 266 (вводится в действие по "
            "истечении десяти календарных дней после дня его первого официального опубликования); "
            "от 20.02.2025 № 61 (вводится в действие с 01.04.2025)."
        ),
    )
    entry = found["chp_1__para_1"].in_force
    assert entry is not None
    assert str(entry.on) == "2025-04-01"


def test_excluded_paragraphs_keep_their_place_and_have_no_text() -> None:
    found = rules(
        p("1. Один."),
        p("2. Исключен приказом от 20.02.2025 № 61 (вводится в действие с 01.04.2025)."),
        p("3-5. Исключены приказом от 20.02.2025 № 61."),
        p("6. Алып тасталды – 20.02.2025 № 61 бұйрығымен."),
        p("7. Семь."),
    )
    paragraphs = [one for one in found.values() if one.parent_eid == "chp_1"]
    assert [(one.number, one.excluded) for one in paragraphs] == [
        ("1", False), ("2", True), ("3", True), ("4", True), ("5", True), ("6", True), ("7", False),
    ]  # fmt: skip
    assert [one.text for one in paragraphs if one.excluded] == [""] * 5
    assert found["chp_1__para_2"].footnotes[0].startswith("2. Исключен приказом")


def test_a_subparagraph_may_be_excluded_alone() -> None:
    found = rules(p("1. Список:"), p("1) одно;"), p("2) исключен приказом № 61;"), p("3) три."))
    assert found["chp_1__para_1"].text == "Список:\n1) одно;\n3) три."
    assert found["chp_1__para_1__subpara_2"].excluded
    assert found["chp_1__para_1__subpara_2"].text == ""


def test_paragraphs_that_only_a_footnote_calls_excluded() -> None:
    found = rules(
        p("1. Один."), note("Сноска. Пункты 2, 4–5 исключены приказом № 61."), p("Ещё об одном."),
        p("6. Шесть."),
    )  # fmt: skip
    numbers = [(one.number, one.excluded) for one in found.values() if one.parent_eid == "chp_1"]
    assert numbers == [("1", False), ("2", True), ("4", True), ("5", True), ("6", False)]
    assert found["chp_1__para_1"].text == "Один.\nЕщё об одном."


@pytest.mark.parametrize(
    "footnote",
    ["пункты 1-999999999 исключены", "пункты , и исключены", "пункты -5 исключены"],
)
def test_a_footnote_cannot_make_absurd_paragraphs(footnote: str) -> None:
    found = rules(p("1. Один."), note(footnote))
    assert len(found) < 20


def test_sections_and_chapters_in_each_language() -> None:
    assert markers.chapter_heading("Глава 2. Порядок").text == "Порядок"  # type: ignore[union-attr]
    assert markers.chapter_heading("2-тарау. Тәртібі").number == "2"  # type: ignore[union-attr]
    assert markers.chapter_heading("Chapter 2. The procedure").number == "2"  # type: ignore[union-attr]
    assert markers.section_heading("Параграф 1. Прием").text == "Прием"  # type: ignore[union-attr]
    assert markers.section_heading("1-параграф. Қабылдау").number == "1"  # type: ignore[union-attr]
    found = rules(p("1. Один."), h("Параграф 1. Приём"), p("2. Два."))
    assert found["chp_1__sec_1__para_2"].parent_eid == "chp_1__sec_1"


def test_a_chapter_printed_as_a_numbered_line() -> None:
    found = by_eid(
        parse_structure(
            (*ORDER, p("1. Общие положения"), p("1. Один."), p("2. Порядок"), p("2. Два."))
        )
    )
    assert found["chp_1"].heading == "Общие положения"
    assert found["chp_2"].heading == "Порядок"
    assert found["chp_2__para_2"].text == "Два."


def test_a_stamp_printed_a_line_a_paragraph() -> None:
    """As the old orders print it: «Утверждены», «приказом», «Министра …», «от … № 487»."""
    lines = ("Утверждены", "приказом", "Министра транспорта", "от 26 июня 2013 года № 487")
    found = by_eid(
        parse_structure(
            (*ORDER[:7], *(p(line) for line in lines), h("Правила работы", 2), p("1. Один."))
        )
    )
    assert found["rules"].heading == "Правила работы"
    assert found["para_1"].text == "Один."


def test_several_rules_in_one_order() -> None:
    second = (
        stamp("Приложение 2 к приказу Министра юстиции от 27 мая 2020 года № 58"),
        h("Правила оказания другой услуги", 2),
        p("1. Другое."),
        stamp("Приложение 1 к Правилам оказания другой услуги"),
        h("Перечень основных требований", 2),
        table(("1", "Срок оказания государственной услуги", "Пять дней")),
    )
    found = rules(p("1. Одно."), *second)
    assert found["rules_2"].number == "2"
    assert found["rules_2__para_1"].text == "Другое."
    assert found["rules_2__annex_1__row_1"].text == "Пять дней"
    assert found["rules_2__annex_1"].parent_eid == "rules_2"


def test_a_table_is_found_in_whichever_annex_holds_it() -> None:
    found = rules(
        p("1. Один."),
        stamp("Приложение 1 к Правилам оказания услуги"),
        h("Заявление", 2),
        p("Прошу выдать."),
        stamp("Приложение 2 к Правилам оказания услуги"),
        h("Перечень основных требований к оказанию услуги", 2),
        table(
            ("№", "Наименование", "Содержание"),
            ("1", "2", "3"),
            ("1", "Наименование услугодателя", "Министерство"),
            ("2.", "Срок оказания государственной услуги", "1) пять дней;\n2) день."),
            ("", "", "Продолжение на новой странице."),
        ),
    )
    assert found["annex_1__text"].text == "Прошу выдать."
    assert found["annex_2__row_1"].text == "Министерство"
    assert found["annex_2__row_2"].heading == "Срок оказания государственной услуги"
    assert found["annex_2__row_2"].text == (
        "1) пять дней;\n2) день.\nПродолжение на новой странице."
    )
    assert found["annex_2__row_2__subpara_2"].text == "день."
    assert aspect_of_heading(found["annex_2__row_2"].heading) is Aspect.TERM


def test_a_misprinted_row_number_does_not_make_another_row() -> None:
    """Printed so in the Rules of 2021 on attestation: «3», «44», «5»."""
    found = rules(
        p("1. Один."),
        stamp("Приложение 1 к Правилам оказания услуги"),
        table(("3", "Срок", "День"), ("44", "Форма", "Бумажная"), ("5", "Результат", "Справка")),
    )
    assert found["annex_1__row_4"].number == "44", "the number stays as printed"
    assert found["annex_1__row_5"].text == "Справка"


def test_kazakh_stamps_open_the_same_parts() -> None:
    for text, kind, number in (
        ("Қағидаларға 2-қосымша", markers.StampKind.ANNEX_TO_RULES, "2"),
        (
            "Әділет министрінің 2020 жылғы 27 мамырдағы № 58 бұйрығына 1-қосымша",
            markers.StampKind.ANNEX_TO_ORDER,
            "1",
        ),
        ("Әділет министрінің № 58 бұйрығымен бекітілген", markers.StampKind.APPROVAL, ""),
        ("Annex 1 to the Rules", markers.StampKind.ANNEX_TO_RULES, "1"),
        ("«КЕЛІСІЛДІ» Денсаулық сақтау министрлігі", markers.StampKind.AGREEMENT, ""),
    ):
        read = markers.read_stamp(text)
        assert read is not None, text
        assert (read.kind, read.number) == (kind, number), text


def test_text_without_structure_is_refused() -> None:
    with pytest.raises(StructureError, match="numbered paragraph"):
        parse_structure((h("Стихи", 1), p("Мороз и солнце; день чудесный!")))
    with pytest.raises(StructureError):
        parse_structure(())


def test_two_rules_of_the_example_of_school_meals() -> None:
    folder = EXAMPLES / "school-meals"
    texts = {
        name[:3]: read_structure((folder / name).read_bytes(), name).texts[0].parsed
        for name in ("rus.2026-09-01.html", "kaz.2026-09-01.html")
    }
    assert [one.eid for one in texts["rus"].provisions] == [
        one.eid for one in texts["kaz"].provisions
    ]
    for text in texts.values():
        numbers: dict[str, list[str]] = {}
        for one in text.provisions:
            if one.kind is ProvisionKind.PARAGRAPH:
                part = one.eid.split("__")[0]
                part = part if part in ("order", "rules_2") else "rules"
                numbers.setdefault(part, []).append(one.number)
        assert numbers == {
            "order": [str(n) for n in range(1, 6)],
            "rules": [str(n) for n in range(1, 19)],
            "rules_2": [str(n) for n in range(1, 17)],
        }
        rows = [one.eid for one in text.provisions if one.kind is ProvisionKind.TABLE_ROW]
        assert rows == [f"annex_1__row_{n}" for n in range(1, 11)] + [
            f"rules_2__annex_1__row_{n}" for n in range(1, 11)
        ]


@pytest.mark.parametrize(
    ("act", "names", "paragraphs"),
    [
        ("beekeeper-passport", ("rus.2025-04-01.md", "kaz.2025-04-01.md"), 24),
        ("library-card", ("rus.2025-07-01.html", "kaz.2025-07-01.html"), 23),
        ("drone-registration", ("rus.2024-04-22.docx", "kaz.2024-04-22.docx"), 24),
        ("lost-dog-registry", ("rus.2027-07-01.docx", "kaz.2027-07-01.md"), 19),
        ("noise-permit", ("rus.2026-04-01.pdf", "kaz.2026-04-01.pdf"), 22),
    ],
)
def test_kazakh_and_russian_examples_have_the_same_elements(
    act: str, names: tuple[str, str], paragraphs: int
) -> None:
    russian, kazakh = (
        read_structure((EXAMPLES / act / name).read_bytes(), name).texts[0].parsed for name in names
    )
    assert [one.eid for one in russian.provisions] == [one.eid for one in kazakh.provisions]
    own = [
        int(one.number)
        for one in russian.provisions
        if one.kind is ProvisionKind.PARAGRAPH
        and not one.eid.startswith("order")
        and one.number.isdigit()
    ]
    assert own == list(range(1, len(own) + 1))
    assert len(own) == paragraphs

"""Which act a file is: requisites in three languages, stamps, file names, and who wins."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.errors import MissingHeaderError
from ingest.header import (
    ActFacts,
    complete,
    facts_of_file_name,
    facts_of_options,
    facts_of_properties,
    facts_of_requisite,
    facts_of_stamp,
    facts_of_text,
    kind_of,
    language_code,
    merge,
)
from ingest.structure import ParsedText
from knowledge.acts import ActKind, Registration, Repeal

DAY = date(2020, 5, 27)
RU = (
    "Приказ и.о. Министра юстиции Республики Казахстан от 27 мая 2020 года № 58. Зарегистрирован "
    "в Министерстве юстиции Республики Казахстан 29 мая 2020 года № 20770"
)
KK = (
    "Қазақстан Республикасы Әділет министрінің м.а. 2020 жылғы 27 мамырдағы № 58 бұйрығы. "
    "Қазақстан Республикасының Әділет министрлігінде 2020 жылғы 29 мамырда № 20770 болып тіркелді"
)
EN = (
    "Order of the Acting Minister of Justice of the Republic of Kazakhstan dated May 27, 2020 "
    "No. 58. Registered in the Ministry of Justice of the Republic of Kazakhstan on May 29, 2020 "
    "No. 20770"
)


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        (RU, "и.о. Министра юстиции Республики Казахстан"),
        (KK, "Қазақстан Республикасы Әділет министрінің м.а."),
        (EN, "Acting Minister of Justice of the Republic of Kazakhstan"),
        (EN.replace("No. ", "№ "), "Acting Minister of Justice of the Republic of Kazakhstan"),
    ],
)
def test_requisites_in_three_languages(line: str, issuer: str) -> None:
    facts = facts_of_requisite(line)
    assert (facts.kind, facts.date, facts.number) == (ActKind.ORDER, DAY, "58")
    assert facts.registration == Registration("20770", date(2020, 5, 29))
    assert facts.issuer == issuer
    assert facts.repeal is None


@pytest.mark.parametrize(
    ("line", "number", "registered"),
    [
        ("Приказ и.о. Министра юстиции от 27.05.2020 г. № 58", "58", None),
        (
            "Приказ и.о. Министра юстиции от 27.05.2020 г. № 58 (зарегистрирован в Реестре "
            "государственной регистрации нормативных правовых актов под № 20770)",
            "58",
            "20770",
        ),
        ("Приказ Министра цифрового развития от 27 мая 2020 года № 368/НҚ", "368/НҚ", None),
        ("Совместный приказ Министра юстиции от 27 мая 2020 года № 58-1", "58-1", None),
    ],
)
def test_other_shapes_of_requisites(line: str, number: str, registered: str | None) -> None:
    facts = facts_of_requisite(line)
    assert (facts.number, facts.date) == (number, DAY)
    assert (facts.registration.number if facts.registration else None) == registered


@pytest.mark.parametrize(
    ("line", "repeal"),
    [
        (
            RU + ". Утратил силу приказом Министра юстиции от 26 января 2026 года № 83",
            Repeal(
                None, "Утратил силу приказом Министра юстиции от 26 января 2026 года № 83",
                date(2026, 1, 26),
            ),
        ),
        (
            RU + ". Утратил силу приказом от 26 января 2026 года № 83 (вводится в действие с "
            "01.03.2026).",
            Repeal(
                date(2026, 3, 1),
                "Утратил силу приказом от 26 января 2026 года № 83 (вводится в действие с "
                "01.03.2026)",
                date(2026, 1, 26),
            ),
        ),
        (
            KK + ". Күші жойылды - Әділет министрінің 2026 жылғы 26 қаңтардағы № 83 бұйрығымен",
            Repeal(
                None,
                "Күші жойылды - Әділет министрінің 2026 жылғы 26 қаңтардағы № 83 бұйрығымен",
                date(2026, 1, 26),
            ),
        ),
    ],
)  # fmt: skip
def test_a_repealed_act_says_by_which_act(line: str, repeal: Repeal) -> None:
    facts = facts_of_requisite(line)
    assert facts.repeal == repeal
    assert facts.number == "58"
    assert facts.registration == Registration("20770", date(2020, 5, 29))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Приказ", ActKind.ORDER),
        ("бұйрығы", ActKind.ORDER),
        ("Постановление Правительства", ActKind.RESOLUTION),
        ("қаулысы", ActKind.RESOLUTION),
        ("Закон Республики Казахстан", ActKind.LAW),
        ("Жарлығы", ActKind.DECREE),
        ("Решение маслихата", ActKind.DECISION),
        ("Письмо", None),
    ],
)
def test_kinds(text: str, kind: ActKind | None) -> None:
    assert kind_of(text) is kind


def test_stamps_at_the_margin() -> None:
    russian = facts_of_stamp(
        "Приложение 1\nк приказу Министра юстиции\nРеспублики Казахстан\nот 27 мая 2020 года № 58"
    )
    assert (russian.kind, russian.date, russian.number) == (ActKind.ORDER, DAY, "58")
    assert russian.issuer == "Министра юстиции"
    kazakh = facts_of_stamp(
        "Қазақстан Республикасы Әділет министрінің 2020 жылғы 27 мамырдағы № 58 бұйрығына 1-қосымша"
    )
    assert (kazakh.date, kazakh.number, kazakh.issuer) == (DAY, "58", "Әділет министрінің")
    assert facts_of_stamp("Приложение 2 к Правилам оказания услуги") == ActFacts()


def text(*front: str, stamps: tuple[str, ...] = (), footnotes: tuple[str, ...] = ()) -> ParsedText:
    return ParsedText("Об утверждении Правил", front, footnotes, (), stamps)


def test_what_the_text_itself_says() -> None:
    facts = facts_of_text(text("Обновленный", RU), "ru")
    assert (facts.number, facts.titles, facts.requisites) == (
        "58",
        {"ru": "Об утверждении Правил"},
        {"ru": RU},
    )
    stamped = facts_of_text(
        text(stamps=("Форма", "Утверждены приказом Министра от 27 мая 2020 года № 58")), "ru"
    )
    assert (stamped.number, stamped.date) == ("58", DAY)


def test_a_status_line_alone_says_repealed_and_the_footnote_by_what() -> None:
    alone = facts_of_text(text("Утративший силу", RU), "ru")
    assert alone.repeal == Repeal(None, "", None)
    note = "Сноска. Утратил силу приказом от 26.01.2026 № 83."
    noted = facts_of_text(text("Утративший силу", RU, footnotes=(note,)), "ru")
    assert noted.repeal is not None
    assert noted.repeal.repealing_date == date(2026, 1, 26)


@pytest.mark.parametrize(
    ("name", "language", "day"),
    [
        ("rus.2026-01-01.md", "ru", date(2026, 1, 1)),
        ("kaz.2025-04-01.HTML", "kk", date(2025, 4, 1)),
        ("58-kk-2025-04-01.docx", "kk", date(2025, 4, 1)),
        ("eng_2025-04-01.pdf", "en", date(2025, 4, 1)),
        ("act.2025-04-01.pdf", None, None),
        ("rus.md", None, None),
    ],
)
def test_file_names(name: str, language: str | None, day: date | None) -> None:
    facts = facts_of_file_name(name)
    assert (facts.language, facts.edition_date) == (language, day)


def test_front_matter() -> None:
    facts = facts_of_properties(
        {"act_code": "143260", "language": "rus", "version_date": "2026-01-01", "requisite": RU}
    )
    assert (facts.code, facts.language, facts.edition_date) == ("143260", "ru", date(2026, 1, 1))
    assert (facts.number, facts.requisites) == ("58", {"ru": RU})
    assert facts_of_properties({"title": "Страница", "language": "fr"}) == ActFacts()


def test_language_codes() -> None:
    assert [language_code(name) for name in ("kaz", "RU ", "eng", "kz", "deu", "")] == [
        "kk", "ru", "en", "kk", None, None,
    ]  # fmt: skip


def test_options_are_read_and_a_wrong_kind_is_named() -> None:
    facts = facts_of_options(kind="order", number="№ 58 ", registration=" 20770 ", date=DAY)
    assert (facts.kind, facts.number, facts.registration) == (
        ActKind.ORDER,
        "58",
        Registration("20770"),
    )
    with pytest.raises(MissingHeaderError, match="«letter» is no kind of act; known: order"):
        facts_of_options(kind="letter")


def test_what_is_missing_is_named_with_its_options() -> None:
    with pytest.raises(MissingHeaderError) as caught:
        complete(ActFacts(number="58"), "scan.pdf")
    assert caught.value.missing == ("kind", "issuer", "date")
    assert "scan.pdf" in str(caught.value)
    assert "--kind … --issuer … --date …" in str(caught.value)


def test_the_more_deliberate_source_wins_and_gaps_are_filled() -> None:
    """Options, then meta.json, then the container, then the text, then the file's name."""
    merged = merge(
        (
            facts_of_options(number="1"),
            ActFacts(number="2", date=DAY, titles={"ru": "из meta.json"}),
            facts_of_properties({"version_date": "2026-01-01", "requisite": RU}),
            facts_of_text(text(RU), "ru"),
            facts_of_file_name("kaz.2024-01-01.md"),
        )
    )
    assert (merged.number, merged.date, merged.edition_date, merged.language) == (
        "1",
        DAY,
        date(2026, 1, 1),
        "kk",
    )
    assert merged.titles == {"ru": "из meta.json"}
    assert merged.issuer == "и.о. Министра юстиции Республики Казахстан"

"""Two languages of one edition: what is missing, what differs, and what only looks so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from finding_samples import edition, paragraph, row

from knowledge.acts import Provision, ProvisionKind
from knowledge.findings.parity import parity_findings
from knowledge.findings.values import Finding, FindingKind, Severity


def found(kazakh: list[Provision], russian: list[Provision]) -> tuple[Finding, ...]:
    return parity_findings("order-1", edition("kk", *kazakh), edition("ru", *russian))


def one(kazakh: str, russian: str) -> Finding:
    (finding,) = found([paragraph("7", kazakh)], [paragraph("7", russian)])
    return finding


REGISTERED_RU = "Услугодатель регистрирует заявление в течение 2 (двух) рабочих дней."
REGISTERED_KK = "Көрсетілетін қызметті беруші өтінішті 2 (екі) жұмыс күні ішінде тіркейді."
CHECKED_RU = "Работник проверяет полноту представленных документов и передает их руководителю."
CHECKED_KK = "Қызметкер ұсынылған құжаттардың толықтығын тексереді және басшыға береді."
ISSUED_RU = "Справка о пасеке выдается через портал или в Государственной корпорации."
ISSUED_KK = "Омарта туралы анықтама портал арқылы не Мемлекеттік корпорацияда беріледі."


def test_versions_that_agree_give_nothing() -> None:
    kazakh, russian = (
        "\n".join(lines)
        for lines in (
            (REGISTERED_KK, CHECKED_KK, ISSUED_KK),
            (REGISTERED_RU, CHECKED_RU, ISSUED_RU),
        )
    )
    assert found([paragraph("7", kazakh)], [paragraph("7", russian)]) == ()


def test_another_term_is_told_with_both_sentences() -> None:
    finding = one(f"{CHECKED_KK}\n{REGISTERED_KK}", f"{CHECKED_RU}\n{REGISTERED_RU}".replace(
        "2 (двух)", "3 (трех)"))  # fmt: skip
    assert (finding.kind, finding.severity) == (FindingKind.TERM_DIFFERS, Severity.HIGH)
    assert (finding.eid, finding.number) == ("chp_1__para_7", "7")
    (difference,) = finding.differences
    assert difference.of("kk") == ("2 working days",)
    assert difference.of("ru") == ("3 working days",)
    assert {quotation.side: quotation.text for quotation in finding.quotations} == {
        "kk": REGISTERED_KK,
        "ru": REGISTERED_RU.replace("2 (двух)", "3 (трех)"),
    }


@pytest.mark.parametrize(
    ("kazakh", "russian", "kind", "severity"),
    [
        ("Баж – 0,5 АЕК.", "Пошлина – 1,5 МРП.", FindingKind.AMOUNT_DIFFERS, Severity.HIGH),
        ("Байланыс орталығы: 114.", "Контакт-центр: 1414.", FindingKind.CONTACT_DIFFERS,
         Severity.HIGH),
        ("Сағат 9.00-ден 18.00-ге дейін.", "С 9.00 до 18.30 часов.",
         FindingKind.SCHEDULE_DIFFERS, Severity.HIGH),
        ("2-қосымшаға сәйкес.", "Согласно приложению 3.", FindingKind.REFERENCE_DIFFERS,
         Severity.MEDIUM),
        ("2020 жылғы 28 мамырдағы № 62 бұйрық.", "Приказ от 28 мая 2020 года № 63.",
         FindingKind.ACT_DIFFERS, Severity.MEDIUM),
        ("2020 жылғы 28 мамырдағы № 62 бұйрық.", "Приказ от 29 мая 2020 года № 62.",
         FindingKind.DATE_DIFFERS, Severity.MEDIUM),
        ("Қызмет тегін көрсетіледі.", "Услуга оказывается платно.", FindingKind.FEE_DIFFERS,
         Severity.HIGH),
        ("100 сұрақ.", "90 вопросов.", FindingKind.NUMBER_DIFFERS, Severity.MEDIUM),
    ],
)  # fmt: skip
def test_each_kind_of_fact(
    kazakh: str, russian: str, kind: FindingKind, severity: Severity
) -> None:
    finding = one(kazakh, russian)
    assert (finding.kind, finding.severity) == (kind, severity)


def test_a_line_with_several_differences_is_called_by_the_gravest() -> None:
    finding = one("2-қосымша, 3 күн.", "Приложение 3, 5 дней.")
    assert finding.kind is FindingKind.TERM_DIFFERS
    assert [difference.kind.value for difference in finding.differences] == ["term", "reference"]


def test_a_second_part_that_is_missing() -> None:
    finding = one(REGISTERED_KK, f"{REGISTERED_RU}\n{CHECKED_RU}")
    assert finding.kind is FindingKind.PART_MISSING
    assert finding.quotations[0].text == CHECKED_RU
    assert [quotation.side for quotation in finding.quotations] == ["ru", "kk"]


def test_a_subparagraph_more_on_one_side() -> None:
    points_ru = "Заявитель представляет:\n1) заявление;\n2) документ, удостоверяющий личность;"
    points_kk = "Өтініш беруші ұсынады:\n1) өтініш;\n2) жеке басын куәландыратын құжат;"
    more = "\n3) справку о пасеке и о числе пчелиных семей на ней."
    finding = one(points_kk, points_ru + more)
    assert finding.kind is FindingKind.SUBPARAGRAPH_MISSING
    assert finding.quotations[0].text == more.strip()


def test_a_row_that_has_another_channel_with_another_term() -> None:
    kazakh = row("3", "Мерзімі", "1) беруші арқылы: өтініш берілген күннен кейінгі 1 жұмыс күні "
                 "ішінде.\n2) порталда: өтініш берілген сәттен бастап 2 сағат ішінде.")  # fmt: skip
    russian = row("3", "Срок", "в течение 1 рабочего дня, следующего за днем подачи заявления.")
    (finding,) = found([kazakh], [russian])
    assert finding.kind is FindingKind.TERM_DIFFERS
    assert finding.differences[0].of("kk") == ("2 hours",)
    assert finding.differences[0].of("ru") == ("1 working day",)


def test_lines_that_are_joined_are_not_missing() -> None:
    kazakh = f"{REGISTERED_KK} {CHECKED_KK}\n{ISSUED_KK}"
    russian = f"{REGISTERED_RU}\n{CHECKED_RU}\n{ISSUED_RU}"
    assert found([paragraph("7", kazakh)], [paragraph("7", russian)]) == ()


def test_a_line_that_a_page_broke_is_one_line() -> None:
    broken = REGISTERED_RU.replace("в течение", "в\nтечение")
    assert found([paragraph("7", REGISTERED_KK)], [paragraph("7", broken)]) == ()


def test_a_part_that_stands_elsewhere_is_not_missing() -> None:
    kazakh = f"{ISSUED_KK}\n{REGISTERED_KK}\n{CHECKED_KK}"
    russian = f"{REGISTERED_RU}\n{CHECKED_RU}\n{ISSUED_RU}"
    assert found([paragraph("7", kazakh)], [paragraph("7", russian)]) == ()


def test_terms_that_changed_places_are_told() -> None:
    kazakh = "Тіркеу – 2 күн.\nҚарау – 5 күн."
    russian = "Регистрация – 5 дней.\nРассмотрение – 2 дня."
    assert len(found([paragraph("7", kazakh)], [paragraph("7", russian)])) == 2


def test_a_paragraph_in_one_language_only() -> None:
    (finding,) = found([paragraph("1", REGISTERED_KK)],
                       [paragraph("1", REGISTERED_RU), paragraph("2", CHECKED_RU)])  # fmt: skip
    assert (finding.kind, finding.severity) == (FindingKind.PROVISION_MISSING, Severity.HIGH)
    assert finding.eid == "chp_1__para_2"


def test_a_chapter_that_one_side_lacks_is_one_finding() -> None:
    russian = [paragraph(str(n), f"{CHECKED_RU} ({n})") for n in range(1, 12)]
    kazakh = [paragraph("1", f"{CHECKED_KK} (1)")]
    (finding,) = found(kazakh, russian)
    assert finding.eid == "chp_1__para_2"


def test_a_paragraph_excluded_in_one_language_only() -> None:
    (finding,) = found([paragraph("1", "", excluded=True)], [paragraph("1", REGISTERED_RU)])
    assert finding.kind is FindingKind.EXCLUDED_ON_ONE_SIDE
    assert found([paragraph("1", "", excluded=True)], [paragraph("1", "", excluded=True)]) == ()
    assert found([paragraph("1", "", excluded=True)], []) == ()


def test_paragraphs_are_paired_by_number_where_only_chapters_differ() -> None:
    assert found([paragraph("1", REGISTERED_KK, chapter="chp_2")],
                 [paragraph("1", REGISTERED_RU, chapter="chp_1")]) == ()  # fmt: skip


def test_a_line_that_says_far_more() -> None:
    more = REGISTERED_RU.replace(".", ", вручает расписку с фамилией принявшего работника, с "
                                 "перечнем приложенных документов, с датой и временем выдачи "
                                 "готовой справки и с адресом отдела.")  # fmt: skip
    finding = one(REGISTERED_KK, more)
    assert (finding.kind, finding.severity) == (FindingKind.WORDING_MISSING, Severity.LOW)


def test_forms_are_compared_by_what_they_refer_to_only() -> None:
    form_ru = "Заявление\n_____\n_____\n_____\nпо статье 46 Закона\n12 страниц"
    form_kk = "Өтініш\n_____\nЗаңның 45-бабы бойынша\n14 бет\n_____\n____\n"
    finding = one(form_kk, form_ru)
    assert finding.kind is FindingKind.REFERENCE_DIFFERS


def test_footnotes_that_name_other_orders() -> None:
    note_ru = (
        "Сноска. Пункт 1 в редакции приказа от 30.06.2025 № 355 (вводится в действие с 01.09.2025)."
    )
    note_kk = ("Ескерту. 1-тармақ жаңа редакцияда - ҚР министрінің 30.06.2025 № 355 (01.10.2025 "
               "бастап қолданысқа енгізіледі) бұйрығымен.")  # fmt: skip
    texts = REGISTERED_KK, REGISTERED_RU
    (days,) = found([paragraph("1", texts[0], notes=(note_kk,))],
                    [paragraph("1", texts[1], notes=(note_ru,))])  # fmt: skip
    assert (days.kind, days.severity) == (FindingKind.AMENDMENT_DIFFERS, Severity.MEDIUM)
    assert days.differences[0].of("kk") == ("2025-10-01",)
    (order,) = found([paragraph("1", texts[0])], [paragraph("1", texts[1], notes=(note_ru,))])
    assert order.severity is Severity.LOW
    assert order.differences[0].of("ru") == ("2025-06-30 № 355",)


def test_an_order_that_rewrote_the_whole_rules_is_not_missed_at_each_paragraph() -> None:
    whole = "Ескерту. Қағидалар жаңа редакцияда - ҚР министрінің 30.06.2025 № 355 бұйрығымен."
    note = "Сноска. Пункт 1 в редакции приказа от 30.06.2025 № 355."
    kazakh = edition("kk", paragraph("1", REGISTERED_KK))
    kazakh = replace(kazakh, provisions=(
        replace(kazakh.provisions[0], footnotes=(whole,)), *kazakh.provisions[1:]))  # fmt: skip
    russian = edition("ru", paragraph("1", REGISTERED_RU, notes=(note,)))
    named = [finding.eid for finding in parity_findings("order-1", kazakh, russian)]
    assert named == ["rules"]


def test_the_key_is_the_same_in_another_edition_and_another_for_another_difference() -> None:
    kazakh, russian = paragraph("7", "3 күн."), paragraph("7", "5 дней.")
    today = parity_findings("order-1", edition("kk", kazakh), edition("ru", russian))
    later = parity_findings(
        "order-1",
        edition("kk", kazakh, date=dt.date(2027, 1, 1)),
        edition("ru", russian, date=dt.date(2027, 1, 1)),
    )
    other = found([kazakh], [paragraph("7", "6 дней.")])
    assert today[0].key == later[0].key != other[0].key


def test_the_titles_of_chapters_are_compared_too() -> None:
    kazakh = Provision("chp_1", ProvisionKind.CHAPTER, "1", "3 күн ішінде", "", "rules", 1)
    (finding,) = found([kazakh], [replace(kazakh, heading="В течение 5 дней")])
    assert finding.eid == "chp_1"

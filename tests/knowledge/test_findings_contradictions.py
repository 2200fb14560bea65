"""One text that says two things of one subject."""

from __future__ import annotations

from finding_samples import (
    CHANNELS_RU,
    FEE_RU,
    RESULT_RU,
    TERM_KK,
    TERM_RU,
    edition,
    paragraph,
    row,
)

from knowledge.acts import Provision
from knowledge.findings.contradictions import contradiction_findings
from knowledge.findings.values import Finding, FindingKind


def found(
    *provisions: Provision,
    language: str = "ru",
    act_id: str = "order-7-2026-01-01",
    registration: str | None = None,
) -> tuple[Finding, ...]:
    return contradiction_findings(act_id, edition(language, *provisions), registration)


def about(*provisions: Provision, language: str = "ru") -> list[tuple[str, str]]:
    return [(finding.about, finding.eid) for finding in found(*provisions, language=language)]


THREE_DAYS = row("3", TERM_RU, "3 (три) рабочих дня")


def test_two_points_say_twenty_minutes_and_the_row_three_days() -> None:
    hands_out = ("Работник в течение 20 (двадцати) минут с момента подачи заявления выдает "
                 "услугополучателю справку.")  # fmt: skip
    provided = "Государственная услуга оказывается в течение 20 минут."
    findings = found(paragraph("5", hands_out), paragraph("9", provided), THREE_DAYS)
    assert [(f.about, f.eid) for f in findings] == [
        ("the term of the service", "chp_1__para_5"),
        ("the term of the service", "chp_1__para_9"),
    ]
    assert findings[0].differences[0].values == (
        ("annex_1__row_3", ("3 working days",)),
        ("chp_1__para_5", ("20 minutes",)),
    )


def test_the_row_against_a_paragraph_in_kazakh() -> None:
    said = "Мемлекеттік қызмет көрсету мерзімі он жұмыс күнін құрайды."
    assert about(paragraph("4", said), row("3", TERM_KK, "15 жұмыс күні"), language="kk") == [
        ("the term of the service", "chp_1__para_4")
    ]
    agreed = said.replace("он жұмыс", "он бес жұмыс")
    assert about(paragraph("4", agreed), row("3", TERM_KK, "15 жұмыс күні"), language="kk") == []


def test_stages_are_no_contradiction() -> None:
    stages = [
        "Канцелярия в течение 20 минут принимает и регистрирует заявление.",
        "Исполнитель в течение 2 рабочих дней с момента регистрации проверяет документы.",
        "За 3 рабочих дня до окончания срока оказания услуги проводится заслушивание.",
        "День приема не входит в срок оказания государственной услуги, 1 рабочий день.",
        "Срок оказания государственной услуги продлевается на 10 рабочих дней.",
        "Работник в течение 1 рабочего дня выдает расписку о приеме документов.",
    ]
    paragraphs = [paragraph(str(n), text) for n, text in enumerate(stages, start=1)]
    assert about(*paragraphs, row("3", TERM_RU, "5 рабочих дней")) == []


def test_a_row_with_several_terms_allows_each_of_them() -> None:
    several = row("3", TERM_RU, "в Государственной корпорации – 2 рабочих дня;\nна портале – 1 час")
    said = "Срок оказания государственной услуги – 1 час."
    assert about(paragraph("4", said), several) == []


def test_the_time_of_waiting_is_not_the_term() -> None:
    waiting = "максимально допустимое время ожидания в очереди – {} минут"
    term = row("3", TERM_RU, "2 рабочих дня;\n" + waiting.format(15))
    assert about(paragraph("4", "Срок оказания услуги – 2 рабочих дня."), term) == []
    assert about(paragraph("4", waiting.format(20)), term) == [
        ("the longest wait in the queue", "annex_1__row_3")
    ]


def test_a_refusal_later_than_the_service_itself() -> None:
    refusal = ("Мотивированный отказ в оказании государственной услуги направляется в течение "
               "5 рабочих дней со дня подачи заявления.")  # fmt: skip
    assert about(paragraph("8", refusal), THREE_DAYS) == [
        ("the term for refusing the service", "chp_1__para_8")
    ]
    assert about(paragraph("8", refusal.replace("5 раб", "2 раб")), THREE_DAYS) == []


def test_two_terms_for_one_complaint() -> None:
    said = "Жалоба, поступившая в адрес услугодателя, подлежит рассмотрению в течение {} дней."
    body = ("Жалоба, поступившая в адрес уполномоченного органа, подлежит рассмотрению в "
            "течение 15 рабочих дней.")  # fmt: skip
    assert about(paragraph("1", said.format(5)), paragraph("2", body)) == []
    assert about(paragraph("1", said.format(5)), paragraph("2", said.format(7))) == [
        ("the term for a complaint to the service provider", "chp_1__para_2")
    ]


def test_the_odd_number_of_the_contact_centre() -> None:
    said = "Справки по телефону Единого контакт-центра {}."
    numbers = ["1414", "114", "1414"]
    paragraphs = [paragraph(str(n), said.format(x)) for n, x in enumerate(numbers, start=1)]
    assert about(*paragraphs) == [("the contact centre's short number", "chp_1__para_2")]


def test_free_in_the_row_and_paid_in_a_paragraph() -> None:
    free = row("6", FEE_RU, "бесплатно")
    duty = "За выдачу справки взимается государственная пошлина 0,5 МРП."
    assert about(paragraph("4", duty), free) == [("the fee", "chp_1__para_4")]
    assert about(paragraph("4", "Государственная услуга оказывается бесплатно."), free) == []
    assert about(paragraph("4", duty)) == []


def test_the_result_has_its_form_in_two_annexes() -> None:
    result = row("5", RESULT_RU, "справка по форме согласно приложению 2 к Правилам")
    said = "Результатом оказания государственной услуги является справка согласно приложению {}."
    assert about(paragraph("6", said.format(3)), result) == [
        ("the annex with the form of the result", "chp_1__para_6")
    ]
    assert about(paragraph("6", said.format(2)), result) == []


def test_a_way_of_applying_that_the_row_does_not_have() -> None:
    ways = row("2", CHANNELS_RU, "веб-портал «электронного правительства»")
    said = "Для получения государственной услуги заявление подается в Государственную корпорацию."
    assert about(paragraph("4", said), ways) == [("the ways of applying", "chp_1__para_4")]


def test_a_figure_that_is_not_the_number_in_words() -> None:
    (finding,) = found(paragraph("4", "Ответ дается в течение 5 (трех) рабочих дней."))
    assert finding.kind is FindingKind.FIGURE_AND_WORDS_DIFFER
    assert finding.differences[0].values == (("figure", ("5",)), ("words", ("3",)))


def test_one_act_under_two_numbers() -> None:
    said = "Согласно приказу от 14 июня 2013 года № {} «Об утверждении Правил ведения пасек»."
    assert about(paragraph("1", said.format(452)), paragraph("2", said.format(425))) == [
        ("the number and date of a cited act", "chp_1__para_2")
    ]
    assert about(paragraph("1", said.format(452)), paragraph("2", said.format(452))) == []


def test_an_act_that_cites_its_own_registration_wrongly() -> None:
    said = "Приказ от 1 января 2026 года № 7 (зарегистрирован в Реестре под № 20774)."
    (finding,) = found(paragraph("1", said), registration="20775")
    assert finding.about == "the act's own registration number"
    assert found(paragraph("1", said), registration="20774") == ()
    assert found(paragraph("1", said)) == ()

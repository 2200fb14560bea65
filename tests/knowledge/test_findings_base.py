"""All findings of an act: which editions are compared, and one finding for all of them."""

from __future__ import annotations

import datetime as dt

from finding_samples import edition, paragraph

from knowledge.findings.base import act_findings, pairs_of
from knowledge.findings.editions import EditionText
from knowledge.findings.messages import message
from knowledge.findings.value_words import place_name, shown_value
from knowledge.findings.values import FindingKind

OLD, NEW, LATER = dt.date(2024, 1, 1), dt.date(2025, 1, 1), dt.date(2025, 3, 1)
KK, RU = "Жауап 3 күн ішінде беріледі.", "Ответ дается в течение 5 дней."


def text(language: str, date: dt.date, said: str) -> EditionText:
    return edition(language, paragraph("7", said), date=date)


def pairs(*editions: EditionText, nearest: bool = False) -> list[tuple[str, dt.date, str, dt.date]]:
    return [
        (one.language, one.date, other.language, other.date)
        for one, other in pairs_of(editions, nearest=nearest)
    ]


def test_editions_of_one_date_are_compared() -> None:
    found = pairs(text("ru", OLD, RU), text("kk", OLD, KK), text("ru", NEW, RU))
    assert found == [("kk", OLD, "ru", OLD)]


def test_the_nearest_in_time_only_where_told_so() -> None:
    editions = text("ru", OLD, RU), text("ru", NEW, RU), text("kk", LATER, KK)
    assert pairs(*editions) == []
    assert pairs(*editions, nearest=True) == [("kk", LATER, "ru", NEW)]


def test_a_translation_is_compared_with_one_authentic_text() -> None:
    every = [text(language, OLD, RU) for language in ("kk", "ru", "en")]
    assert {(one, other) for one, _, other, _ in pairs(*every)} == {("kk", "ru"), ("ru", "en")}
    assert pairs(every[0], every[2]) == [("kk", OLD, "en", OLD)]


def test_what_stands_in_two_editions_is_one_finding() -> None:
    editions = [text(lang, day, said) for day in (OLD, NEW) for lang, said in
                (("kk", KK), ("ru", RU))]  # fmt: skip
    (finding,) = act_findings("order-1", editions)
    assert finding.editions == (OLD, NEW)
    assert finding.current


def test_what_the_newest_edition_has_put_right_is_past() -> None:
    editions = [text("kk", OLD, KK), text("ru", OLD, RU),
                text("kk", NEW, KK.replace("3", "5")), text("ru", NEW, RU)]  # fmt: skip
    (finding,) = act_findings("order-1", editions)
    assert (finding.editions, finding.current) == ((OLD,), False)


def test_the_worst_comes_first() -> None:
    kazakh = edition("kk", paragraph("1", "2-қосымша."), paragraph("2", KK))
    russian = edition("ru", paragraph("1", "Приложение 3."), paragraph("2", RU))
    kinds = [finding.kind for finding in act_findings("order-1", [kazakh, russian])]
    assert kinds == [FindingKind.TERM_DIFFERS, FindingKind.REFERENCE_DIFFERS]


def test_a_finding_in_three_languages() -> None:
    (finding,) = act_findings("order-1", [text("kk", OLD, KK), text("ru", OLD, RU)])
    assert message(finding, "en") == "paragraph 7: the term differs — Kazakh 3 days, Russian 5 days"
    assert message(finding, "ru") == ("пункт 7: разные сроки — в казахском 3 дня, в русском 5 дней")
    assert message(finding, "kk") == (
        "7-тармақ: мерзімдер әртүрлі — қазақша мәтінде 3 күн, орысша мәтінде 5 күн"
    )


def test_a_message_says_in_which_language_something_is_missing() -> None:
    kazakh = edition("kk", paragraph("1", KK))
    russian = edition("ru", paragraph("1", RU.replace("5", "3")), paragraph("2", RU))
    (finding,) = act_findings("order-1", [kazakh, russian])
    assert message(finding, "en") == "paragraph 2: it is missing in Kazakh"
    assert message(finding, "ru") == "пункт 2: нет в казахском тексте"


def test_values_in_words_for_people() -> None:
    assert [shown_value(f"{n} working day{'s' * (n > 1)}", "ru") for n in (1, 2, 5, 11, 21)] == [
        "1 рабочий день", "2 рабочих дня", "5 рабочих дней", "11 рабочих дней", "21 рабочий день",
    ]  # fmt: skip
    assert shown_value("10 calendar days", "kk") == "күнтізбелік 10 күн"
    assert shown_value("0.5 MCI", "kk") == "0.5 АЕК"
    assert shown_value("article 10", "kk") == "10-бап"
    assert shown_value("egov.kz", "ru") == "egov.kz"


def test_places_for_people() -> None:
    assert place_name("annex_2__row_3", "ru") == "приложение 2, строка 3"
    assert place_name("chp_3__para_15-1", "kk") == "15-1-тармақ"
    assert place_name("order__preamble", "en") == "the order, preamble"
    assert place_name("rules", "ru") == "Правила"

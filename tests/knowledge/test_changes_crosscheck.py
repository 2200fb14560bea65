"""Computed changes and footnotes as witnesses of each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from change_samples import TEXTS, annex, chapter, para, part, row, rules

from knowledge.acts import Provision, ProvisionKind
from knowledge.changes import EditionText
from knowledge.changes.crosscheck import CrossCheck, FindingKind, cross_check

OLDER = date(2023, 1, 1)
ANEW = "Сноска. {} в редакции приказа Министра труда РК от 05.08.2024 № 266."
LATER = "приказом от 05.08.2024 № 266"


def noted(provision: Provision, *notes: str) -> Provision:
    return replace(provision, footnotes=notes)


def checked(
    old: list[Provision], new: list[Provision], *, language: str = "ru", **titles: str
) -> CrossCheck:
    before = EditionText(titles.get("old_title", "О пасеках"), tuple(old))
    notes = (titles["title_note"],) if "title_note" in titles else ()
    after = EditionText(titles.get("new_title", "О пасеках"), tuple(new), notes)
    return cross_check(before, after, old_date=OLDER, language=language)


def orders(found: CrossCheck) -> dict[str, list[str]]:
    return {one.change.eid: [order.number for order in one.amended_by] for one in found.changes}


def findings(found: CrossCheck) -> list[tuple[str, str]]:
    return [(finding.kind.value, finding.eid) for finding in found.findings]


BEFORE = [rules(), chapter("1"), para("1", TEXTS[0]), para("2", TEXTS[1])]


def test_a_footnote_explains_the_change_that_it_stands_under() -> None:
    amended = noted(para("1", TEXTS[2]), ANEW.format("Пункт 1"))
    found = checked(BEFORE, [*BEFORE[:2], amended, BEFORE[3]])
    assert orders(found) == {"chp_1__para_1": ["266"]}
    assert found.findings == ()


def test_a_change_without_a_footnote_is_a_finding_with_both_texts() -> None:
    found = checked(BEFORE, [*BEFORE[:2], para("1", TEXTS[2]), BEFORE[3]])
    (finding,) = found.findings
    assert finding.kind is FindingKind.CHANGE_WITHOUT_FOOTNOTE
    assert finding.change is not None
    assert (finding.change.old_text, finding.change.new_text) == (TEXTS[0], TEXTS[2])


def test_a_footnote_without_a_change_is_a_finding_with_the_footnote() -> None:
    note = ANEW.format("Пункт 1")
    found = checked(BEFORE, [*BEFORE[:2], noted(BEFORE[2], note), BEFORE[3]])
    (finding,) = found.findings
    assert finding.kind is FindingKind.FOOTNOTE_WITHOUT_CHANGE
    assert finding.amendment is not None
    assert (finding.eid, finding.amendment.footnote) == ("chp_1__para_1", note)


def test_what_the_older_footnotes_name_already_explains_nothing() -> None:
    note = ANEW.format("Пункт 1")
    old = [*BEFORE[:2], noted(BEFORE[2], note), BEFORE[3]]
    new = [*BEFORE[:2], noted(para("1", TEXTS[2]), note), BEFORE[3]]
    assert findings(checked(old, new)) == [("change_without_footnote", "chp_1__para_1")]
    assert checked(old, old).findings == ()


def test_an_order_of_before_the_older_edition_may_be_in_its_text_already() -> None:
    note = "Сноска. Пункт 1 в редакции приказа от 01.12.2022 № 5."
    same = [*BEFORE[:2], noted(BEFORE[2], note), BEFORE[3]]
    assert checked(BEFORE, same).findings == ()
    changed = [*BEFORE[:2], noted(para("1", TEXTS[2]), note), BEFORE[3]]
    assert orders(checked(BEFORE, changed)) == {"chp_1__para_1": ["5"]}


def test_an_earlier_order_that_takes_effect_later_is_new() -> None:
    note = (
        "Сноска. Пункт 1 в редакции приказа от 01.12.2022 № 5 (вводится в действие с 01.06.2023)."
    )
    same = [*BEFORE[:2], noted(BEFORE[2], note), BEFORE[3]]
    assert findings(checked(BEFORE, same)) == [("footnote_without_change", "chp_1__para_1")]


def test_a_footnote_to_the_rules_explains_all_that_they_hold_and_their_annexes() -> None:
    old = [*BEFORE, annex("1"), row(1, "А")]
    new = [noted(rules(), ANEW.format("Правила")), chapter("1"), para("1", TEXTS[2]),
           para("2", TEXTS[1]), para("3", TEXTS[3]), annex("1"), row(1, "Б")]  # fmt: skip
    found = checked(old, new)
    assert set(map(tuple, orders(found).values())) == {("266",)}
    assert found.findings == ()


def test_a_footnote_to_an_annex_explains_its_rows_but_not_the_rules() -> None:
    old = [*BEFORE, annex("1"), row(1, "А")]
    new = [*BEFORE[:2], para("1", TEXTS[2]), BEFORE[3],
           noted(annex("1"), ANEW.format("Приложение 1")), row(1, "Б")]  # fmt: skip
    found = checked(old, new)
    assert orders(found) == {"chp_1__para_1": [], "annex_1__row_1": ["266"]}
    assert findings(found) == [("change_without_footnote", "chp_1__para_1")]


def test_a_footnote_to_a_heading_does_not_explain_the_text() -> None:
    heading = replace(
        rules(), heading="Правила выдачи паспорта", footnotes=(ANEW.format("Заголовок"),)
    )
    found = checked(BEFORE, [heading, chapter("1"), para("1", TEXTS[2]), BEFORE[3]])
    assert orders(found) == {"rules": ["266"], "chp_1__para_1": []}


def test_a_footnote_to_the_title() -> None:
    note = ANEW.format("Заголовок")
    found = checked(BEFORE, BEFORE, new_title="О пчёлах", title_note=note)
    assert orders(found) == {"title": ["266"]}
    same = checked(BEFORE, BEFORE, title_note=note)
    assert findings(same) == [("footnote_without_change", "title")]


def test_what_was_changed_in_the_other_language_only_is_not_missed_here() -> None:
    note = (
        "Сноска. В пункт 1 внесено изменение на казахском языке, текст на русском языке не "
        f"меняется, {LATER}."
    )
    new = [*BEFORE[:2], noted(BEFORE[2], note), BEFORE[3]]
    assert checked(BEFORE, new).findings == ()
    assert findings(checked(BEFORE, new, language="kk")) == [
        ("footnote_without_change", "chp_1__para_1")
    ]


def test_an_excluded_subparagraph_explains_its_paragraph() -> None:
    inner = part("chp_1__para_1__subpara_2", ProvisionKind.SUBPARAGRAPH, "", "chp_1__para_1")
    gone = replace(inner, excluded=True, footnotes=(f"2) исключен {LATER};",))
    old = [rules(), chapter("1"), para("1", "Список:\n1) одно;\n2) другое."), inner]
    new = [rules(), chapter("1"), para("1", "Список:\n1) одно;"), gone]
    found = checked(old, new)
    assert orders(found) == {"chp_1__para_1": ["266"]}
    assert found.findings == ()


def test_an_exclusion_by_a_note_elsewhere_explains_what_is_gone() -> None:
    new = [*BEFORE[:2], noted(BEFORE[2], f"Сноска. Пункт 2 исключен {LATER}.")]
    found = checked(BEFORE, new)
    assert orders(found) == {"chp_1__para_2": ["266"]}


def test_an_announced_amendment_is_expected_of_no_text() -> None:
    note = f"Примечание. В пункт 1 предусмотрены изменения {LATER}."
    assert checked(BEFORE, [*BEFORE[:2], noted(BEFORE[2], note), BEFORE[3]]).findings == ()


def test_a_paragraph_of_the_order_is_not_the_one_of_the_rules() -> None:
    order = part("order", ProvisionKind.ORDER)
    own = part("order__para_1", ProvisionKind.PARAGRAPH, "Утвердить прилагаемые Правила.", "order")
    new = [order, noted(own, ANEW.format("Пункт 1")), *BEFORE]
    assert findings(checked([order, own, *BEFORE], new)) == [
        ("footnote_without_change", "order__para_1")
    ]

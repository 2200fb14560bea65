"""Applying an order: what becomes of the text, and what is said where it cannot be applied."""

from __future__ import annotations

from datetime import date

import pytest
from amending_texts import LIST, TEXT, K, instruction, order_of, provision, restated

from knowledge.acts import Provision, ProvisionKind
from knowledge.amending.applying import Draft, apply_order
from knowledge.amending.instructions import Instruction
from knowledge.amending.places import Holder
from knowledge.changes import EditionText, compare
from knowledge.changes.footnotes import AmendmentKind, read_footnote
from knowledge.validity import EntryBasis, EntryIntoForce


def apply(*instructions: Instruction, text: EditionText = TEXT) -> Draft:
    return apply_order(order_of(*instructions), instructions, text)


def done(*instructions: Instruction, text: EditionText = TEXT) -> dict[str, Provision]:
    draft = apply(*instructions, text=text)
    assert [result.reason for result in draft.unapplied] == []
    return {p.eid: p for p in draft.text.provisions}


def reason(*instructions: Instruction, text: EditionText = TEXT) -> str:
    draft = apply(*instructions, text=text)
    assert compare(TEXT, draft.text).different == () or len(instructions) > 1
    return draft.results[-1].reason


# --- whole elements -----------------------------------------------------------------------------


def test_a_paragraph_stated_anew_keeps_its_eid_and_gets_new_subparagraphs() -> None:
    found = done(instruction(K.REPLACE, "para 2", **restated("2", "Порядок:\n1) один;\n2) два.")))
    assert found["chp_1__para_2"].text == "Порядок:\n1) один;\n2) два."
    assert [eid for eid in found if eid.startswith("chp_1__para_2__")] == [
        "chp_1__para_2__subpara_1", "chp_1__para_2__subpara_2",
    ]  # fmt: skip
    assert found["chp_1__para_2__subpara_2"].text == "два."


def test_a_new_paragraph_stands_after_the_one_before_it_in_the_same_chapter() -> None:
    found = done(
        instruction(K.INSERT, "para 2-1", **restated("2-1", "Новый.")),
        instruction(K.INSERT, "para 3-1", **restated("3-1", "Другой.")),
    )
    eids = list(found)
    assert eids[eids.index("chp_2") - 1] == "chp_1__para_2-1"
    assert found["chp_1__para_2-1"].parent_eid == "chp_1"
    assert (
        eids.index("chp_2__para_3") < eids.index("chp_2__para_3-1") < eids.index("chp_2__para_10")
    )
    assert [p.position for p in found.values()] == list(range(len(found)))


def test_what_is_excluded_keeps_its_place_and_number_without_text() -> None:
    found = done(instruction(K.DELETE, "para 2"))
    assert found["chp_1__para_2"].excluded
    assert (found["chp_1__para_2"].text, found["chp_1__para_2"].number) == ("", "2")
    assert not any(eid.startswith("chp_1__para_2__") for eid in found)


def test_titles_of_act_rules_and_chapter() -> None:
    draft = apply(
        instruction(K.TITLE, "title", holder=Holder.ORDER, text="Об утверждении новых Правил"),
        instruction(K.TITLE, "title", text="Правила выдачи выписки"),
        instruction(K.TITLE, "chapter 2", "title", text="Глава 2. Порядок выдачи"),
    )
    headings = {p.eid: p.heading for p in draft.text.provisions}
    assert draft.text.title == "Об утверждении новых Правил"
    assert (headings["rules"], headings["chp_2"]) == ("Правила выдачи выписки", "Порядок выдачи")
    assert draft.text.footnotes[-1].startswith("Сноска. Заголовок в редакции приказа")


def test_the_orders_own_paragraph_is_not_that_of_the_rules() -> None:
    found = done(
        instruction(K.REPLACE, "para 1", holder=Holder.ORDER, **restated("1", "Утвердить всё."))
    )
    assert found["order__para_1"].text == "Утвердить всё."
    assert found["chp_1__para_1"].text.startswith("Справка")


def test_rows_are_restated_and_added_in_order() -> None:
    new = provision("row_1", ProvisionKind.TABLE_ROW, "1", "5 дней", heading="Срок услуги")
    added = provision("row_1-1", ProvisionKind.TABLE_ROW, "1-1", "Бесплатно", heading="Плата")
    found = done(
        instruction(K.REPLACE, "annex 1", "row 1", text="1\nСрок услуги\n5 дней", elements=(new,)),
        instruction(K.INSERT, "annex 1", "row 1-1", text="1-1\nПлата", elements=(added,)),
    )
    assert (found["annex_1__row_1"].heading, found["annex_1__row_1"].text) == (
        "Срок услуги",
        "5 дней",
    )
    eids = list(found)
    assert eids.index("annex_1__row_1") < eids.index("annex_1__row_1-1")
    assert eids.index("annex_1__row_1-1") < eids.index("annex_1__row_2")


def test_an_annex_is_replaced_with_all_that_it_holds() -> None:
    new = (
        provision("annex_1", ProvisionKind.ANNEX, "1", heading="Новый перечень"),
        provision("annex_1__row_1", ProvisionKind.TABLE_ROW, "1", "5 дней", heading="Срок",
                  parent_eid="annex_1"),
    )  # fmt: skip
    found = done(instruction(K.ANNEX_REPLACE, "annex 1", text="Новый перечень", elements=new))
    assert [eid for eid in found if eid.startswith("annex_1")] == ["annex_1", "annex_1__row_1"]
    assert found["annex_1"].parent_eid == "rules"


def test_whole_rules_are_replaced_and_their_annexes_stay_where_the_new_text_has_none() -> None:
    new = (
        provision("rules", ProvisionKind.RULES, heading="Новые правила"),
        provision("para_1", ProvisionKind.PARAGRAPH, "1", "Один.", parent_eid="rules"),
    )
    found = done(instruction(K.REPLACE, text="Новые правила\n1. Один.", elements=new))
    assert "chp_1__para_1" not in found
    assert found["para_1"].text == "Один."
    assert "annex_1__row_1" in found
    assert found["order__para_1"].text == "Утвердить Правила."


# --- lines --------------------------------------------------------------------------------------


def test_subparagraphs_parts_and_abzacs_are_addressed_as_the_order_counts_them() -> None:
    found = done(
        instruction(K.DELETE, "para 2", "subpara 2"),
        instruction(K.INSERT, "para 2", "subpara 4", text="4) хранит."),
        instruction(K.REPLACE, "para 2", "part 2", text="Срок – пять дней."),
        instruction(K.INSERT, "para 2", "part 4", text="Четвертая часть."),
        instruction(K.REPLACE, "para 3", "abzac 3", text="отчетность;"),
    )
    assert found["chp_1__para_2"].text == (
        "Услугодатель:\n1) проверяет;\n3) отвечает.\n4) хранит.\nСрок – пять дней.\n"
        "Продление – два дня.\nЧетвертая часть."
    )
    assert found["chp_1__para_2__subpara_2"].excluded
    assert found["chp_2__para_3"].text == "Задачами являются:\nвыдача;\nотчетность;\nхранение."


def test_numbers_mean_the_text_before_the_order() -> None:
    found = done(
        instruction(K.DELETE, "para 3", "abzac 2"),
        instruction(K.REPLACE, "para 3", "abzac 3", text="счет;"),
        instruction(K.DELETE, "para 2", "part 2"),
        instruction(K.REPLACE_WORDS, "para 2", "part 3", old_words="два", new_words="три"),
    )
    assert found["chp_2__para_3"].text == "Задачами являются:\nсчет;\nхранение."
    assert found["chp_1__para_2"].text.endswith("3) отвечает.\nПродление – три дня.")


def test_a_part_that_repeats_the_paragraphs_number_loses_it() -> None:
    found = done(instruction(K.REPLACE, "para 2", "part 1", text="2. Услугодатель проверяет."))
    assert found["chp_1__para_2"].text.startswith("Услугодатель проверяет.\nСрок")


def test_a_list_that_follows_the_first_keeps_its_own_names() -> None:
    text = "Раз:\n1) а;\n2) б.\nДва:\n1) в;\n2) г."
    found = done(instruction(K.REPLACE, "para 2", **restated("2", text)))
    assert found["chp_1__para_2__list_2__subpara_2"].text == "г."


def test_a_sentence_is_taken_out() -> None:
    found = done(instruction(K.DELETE, "para 1", "sentence 2"))
    assert found["chp_1__para_1"].text == "Справка выдается услугодателем."


# --- words --------------------------------------------------------------------------------------


def test_words_are_exchanged_where_the_order_says() -> None:
    found = done(
        instruction(K.REPLACE_WORDS, "para 2", "part 2", old_words="три дня",
                    new_words="пять дней"),
        instruction(K.REPLACE_WORDS, "para 10", old_words="подается",
                    new_words="подается письменно"),
        instruction(K.REPLACE_WORDS, "para 1", old_words="", new_words="и всегда"),
        instruction(K.REPLACE_WORDS, "annex 1", "row 1", old_words="Срок", new_words="Термин"),
    )  # fmt: skip
    assert "Срок – пять дней." in found["chp_1__para_2"].text
    assert found["chp_2__para_10"].text == "Жалоба подается письменно услугодателю."
    assert found["chp_1__para_1"].text.endswith("Справка бесплатна и всегда.")
    assert found["annex_1__row_1"].heading == "Термин"


def test_throughout_means_the_rules_with_their_annexes_and_not_the_order() -> None:
    found = done(
        instruction(K.REPLACE_WORDS_THROUGHOUT, old_words="услугодателем", new_words="центром"),
        instruction(K.REPLACE_WORDS_THROUGHOUT, old_words="паспорт", new_words="документ"),
    )
    assert found["chp_1__para_1"].text.startswith("Справка выдается центром.")
    assert found["annex_1__row_2"].text == "1) заявление;\n2) документ."
    assert found["annex_1__row_2__subpara_2"].text == "документ."
    assert found["chp_2__para_10"].text == "Жалоба подается услугодателю."


# --- what cannot be applied ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (instruction(K.DELETE, "para 7"), "there is no paragraph 7 in the Rules"),
        (instruction(K.DELETE, "annex 3"), "there is no annex 3"),
        (instruction(K.DELETE, "annex 1", "row 9"), "there is no row 9 in annex 1"),
        (instruction(K.DELETE, "para 2", "subpara 7"), "there is no subparagraph 7)"),
        (instruction(K.DELETE, "para 2", "part 5"), "there is no part 5: it has 3"),
        (instruction(K.DELETE, "para 3", "abzac 9"), "there is no abzac 9"),
        (instruction(K.DELETE, "para 2", "abzac 3"), "with or without the numbered subparagraphs"),
        (instruction(K.DELETE, "subpara 2"), "does not say which paragraph"),
        (instruction(K.INSERT, "para 2", **restated("2", "Новый.")), "para 2 is there already"),
        (instruction(K.REPLACE, "para 2", **restated("3", "Новый.")), "has number 3"),
        (instruction(K.REPLACE, "para 2"), "could not be read"),
        (instruction(K.INSERT, "para 2", "part 7", text="Часть."), "part 7 cannot follow"),
        (instruction(K.REPLACE_WORDS, "para 2", old_words="семь", new_words="пять"),
         "do not stand there"),
        (instruction(K.REPLACE_WORDS, "para 2", old_words="регистр", new_words="пять"),
         "do not stand there as whole words"),
        (instruction(K.REPLACE_WORDS, "para 2", old_words="дня", new_words=""),
         "stand there 2 times"),
        (instruction(K.REPLACE_WORDS_THROUGHOUT, old_words="семь", new_words="пять"),
         "do not stand anywhere"),
        (instruction(K.REPLACE, "annex 1", "corner", text="Приложение"), "stamps at the margin"),
        (instruction(K.TITLE, "title", text="x", other_language_only=True), "other language"),
    ],
)  # fmt: skip
def test_what_cannot_be_applied_is_left_alone_and_said(one: Instruction, words: str) -> None:
    assert words in reason(one)


def test_what_is_excluded_cannot_be_amended_again() -> None:
    assert "is excluded already" in reason(
        instruction(K.DELETE, "para 2"),
        instruction(K.REPLACE_WORDS, "para 2", old_words="три", new_words="пять"),
    )


def test_one_instruction_that_fails_does_not_keep_the_others() -> None:
    draft = apply(instruction(K.DELETE, "para 7"), instruction(K.DELETE, "para 10"))
    assert [result.applied for result in draft.results] == [False, True]
    assert draft.concerned == ("chp_2__para_10",)


def test_of_several_rules_the_one_that_the_order_names_is_meant() -> None:
    from dataclasses import replace

    other = (
        provision("rules_2", ProvisionKind.RULES, heading="Правила перевозки учащихся"),
        provision("rules_2__para_1", ProvisionKind.PARAGRAPH, "1", "Перевозка.",
                  parent_eid="rules_2"),
    )  # fmt: skip
    text = replace(TEXT, provisions=(*TEXT.provisions, *other))
    named = instruction(K.REPLACE_WORDS, "para 1", old_words="Перевозка", new_words="Подвоз")
    assert "does not say which" in apply(named, text=text).results[0].reason
    place = replace(named.place, rules="Правилах перевозки учащихся к месту учебы")
    found = done(replace(named, place=place), text=text)
    assert found["rules_2__para_1"].text == "Подвоз."


# --- notes --------------------------------------------------------------------------------------


def test_the_notes_of_a_draft_say_what_the_official_ones_would() -> None:
    own = EntryIntoForce(EntryBasis.FIXED, date(2026, 7, 1), "вводятся в действие с 1 июля 2026")
    found = done(
        instruction(K.REPLACE, "para 1", **restated("1", "Новый текст.")),
        instruction(K.DELETE, "para 10"),
        instruction(K.INSERT, "para 3-1", **restated("3-1", "Ещё один.")),
        instruction(K.DELETE, "para 2", "part 2", entry=own),
    )
    kinds = {
        "chp_1__para_1": AmendmentKind.AMENDED,
        "chp_2__para_10": AmendmentKind.EXCLUDED,
        "chp_2__para_3-1": AmendmentKind.ADDED,
        "chp_1__para_2": AmendmentKind.AMENDED,
    }
    for eid, kind in kinds.items():
        (amendment,) = read_footnote(found[eid].footnotes[-1])
        assert (amendment.order.number, amendment.order.date) == ("91", date(2026, 2, 14))
        assert amendment.kind is kind
    assert found["chp_1__para_1"].in_force is not None
    assert found["chp_1__para_1"].in_force.on == date(2026, 5, 1)
    assert found["chp_1__para_2"].in_force is not None
    assert found["chp_1__para_2"].in_force.on == date(2026, 7, 1)
    assert found["chp_1__para_2"].footnotes[-1].endswith("(вводится в действие с 1 июля 2026).")


def test_kazakh_notes_are_read_back_as_well() -> None:
    one = instruction(K.REPLACE_WORDS, "para 10", old_words="Жалоба", new_words="Шағым")
    order = order_of(one, language="kk")
    draft = apply_order(order, [one], TEXT)
    note = next(p for p in draft.text.provisions if p.eid == "chp_2__para_10").footnotes[-1]
    assert note.startswith("Ескерту. 10-тармаққа өзгеріс енгізілді – ")
    (amendment,) = read_footnote(note)
    assert (amendment.order.number, amendment.kind) == ("91", AmendmentKind.AMENDED)


def test_applying_nothing_changes_nothing() -> None:
    draft = apply()
    assert compare(TEXT, draft.text).different == ()
    assert [p.eid for p in draft.text.provisions] == [p.eid for p in TEXT.provisions]
    assert LIST in {p.text for p in draft.text.provisions}

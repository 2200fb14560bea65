"""What a provision is when its number changes: renumbering and moves, told by likeness."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from change_samples import TEXTS, annex, chapter, para, part, row, rules
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from knowledge.acts import Provision, ProvisionKind
from knowledge.changes import Change, ChangeKind, ChangeSet, EditionText, compare
from knowledge.changes.assignment import best_pairs
from knowledge.changes.likeness import likeness

Told = tuple[str, str, str]


def changes(old: list[Provision], new: list[Provision]) -> ChangeSet:
    return compare(EditionText("", tuple(old)), EditionText("", tuple(new)))


def told(old: list[Provision], new: list[Provision]) -> list[Told]:
    """(kind, eid before, eid now) of what differs."""
    return [_told(change) for change in changes(old, new).different]


def _told(change: Change) -> Told:
    before = change.old.eid if change.old else ""
    now = change.new.eid if change.new else ""
    return change.kind.value, before, now


def test_a_row_put_in_shifts_the_others() -> None:
    old = [annex("1"), *(row(n, heading) for n, heading in enumerate("АБВ", start=1))]
    new = [annex("1"), row(1, "Новая"), row(2, "А"), row(3, "Б"), row(4, "В")]
    assert told(old, new) == [
        ("added", "", "annex_1__row_1"),
        ("renumbered", "annex_1__row_1", "annex_1__row_2"),
        ("renumbered", "annex_1__row_2", "annex_1__row_3"),
        ("renumbered", "annex_1__row_3", "annex_1__row_4"),
    ]


def test_a_renumbered_provision_that_was_amended_too_is_told_with_both_texts() -> None:
    new_text = TEXTS[0].replace("десяти", "пяти")
    old = [rules(), para("13", TEXTS[0]), para("14", TEXTS[1])]
    new = [rules(), para("13-1", new_text), para("14", TEXTS[1])]
    (change,) = changes(old, new).different
    assert change.kind is ChangeKind.RENUMBERED
    assert (change.old_text, change.new_text) == (TEXTS[0], new_text)
    assert change.text_changed


def test_a_paragraph_moved_to_another_chapter_is_no_new_one() -> None:
    old = [rules(), chapter("1"), para("1", TEXTS[0]), chapter("2"), para("2", TEXTS[1], "2")]
    new = [rules(), chapter("1"), chapter("2"), para("2", TEXTS[1], "2"), para("3", TEXTS[0], "2")]
    assert told(old, new) == [("renumbered", "chp_1__para_1", "chp_2__para_3")]


def test_two_paragraphs_that_changed_places() -> None:
    old = [rules(), para("1", TEXTS[0]), para("2", TEXTS[1]), para("3", TEXTS[2])]
    new = [rules(), para("1", TEXTS[1]), para("2", TEXTS[0] + " Иначе."), para("3", TEXTS[2])]
    assert told(old, new) == [
        ("renumbered", "chp_1__para_2", "chp_1__para_1"),
        ("renumbered", "chp_1__para_1", "chp_1__para_2"),
    ]


def test_in_a_renumbered_annex_only_the_annex_is_renumbered() -> None:
    rows = [row(n, heading) for n, heading in enumerate("АБВ", start=1)]
    old = [rules(), annex("1"), *rows]
    new = [
        rules(),
        annex("1", "Заявление о выдаче"),
        part("annex_1__text", ProvisionKind.TEXT, "Прошу выдать паспорт пасеки.", "annex_1"),
        annex("2"),
        *(replace(r, eid=r.eid.replace("_1", "_2", 1), parent_eid="annex_2") for r in rows),
    ]
    found = changes(old, new)
    assert [_told(change) for change in found.different] == [
        ("added", "", "annex_1"),
        ("added", "", "annex_1__text"),
        ("renumbered", "annex_1", "annex_2"),
    ]
    assert found.by_old_eid["annex_1__row_2"].eid == "annex_2__row_2"
    assert found.by_old_eid["annex_1__row_2"].readdressed


def test_a_new_chapter_renumbers_chapters_and_not_what_they_hold() -> None:
    old = [rules(), chapter("1", "Общие положения"), chapter("2", "Порядок обжалования"),
           para("5", TEXTS[0], "2")]  # fmt: skip
    new = [rules(), chapter("1", "Общие положения"), chapter("2", "Пробное тестирование"),
           para("4-1", TEXTS[1], "2"), chapter("3", "Порядок обжалования"),
           para("5", TEXTS[0], "3")]  # fmt: skip
    assert told(old, new) == [
        ("added", "", "chp_2"),
        ("added", "", "chp_2__para_4-1"),
        ("renumbered", "chp_2", "chp_3"),
    ]


def test_a_chapter_is_known_by_what_it_holds() -> None:
    held = [para(str(n), TEXTS[n], "2") for n in range(3)]
    old = [rules(), chapter("1", "Начало"), chapter("2", "Жалобы"), *held]
    now = [replace(p, eid=p.eid.replace("chp_2", "chp_3"), parent_eid="chp_3") for p in held]
    new = [
        rules(),
        chapter("1", "Начало"),
        chapter("2", "Пробы"),
        chapter("3", "Обжалование"),
        *now,
    ]
    assert ("renumbered", "chp_2", "chp_3") in told(old, new)


def test_what_was_worded_anew_from_end_to_end_keeps_its_number() -> None:
    old = [rules(), chapter("1"), para("1", TEXTS[0]), para("2", TEXTS[1])]
    new = [rules(), chapter("1"), para("1", TEXTS[2]), para("2", TEXTS[1])]
    assert told(old, new) == [("amended", "chp_1__para_1", "chp_1__para_1")]


def test_the_same_number_in_another_chapter_makes_no_pair_of_unlike_texts() -> None:
    old = [rules(), chapter("1"), chapter("2"), para("5", TEXTS[0], "2")]
    new = [rules(), chapter("1"), para("5", TEXTS[1]), chapter("2")]
    assert told(old, new) == [
        ("added", "", "chp_1__para_5"),
        ("removed", "chp_2__para_5", ""),
    ]


def test_an_exclusion_stands_for_what_had_its_number() -> None:
    excluded = replace(para("1", ""), excluded=True)
    old = [rules(), para("1", TEXTS[0]), para("2", TEXTS[1])]
    new = [rules(), excluded, para("2", TEXTS[1]), para("3", TEXTS[0])]
    assert told(old, new) == [
        ("excluded", "chp_1__para_1", "chp_1__para_1"),
        ("added", "", "chp_1__para_3"),
    ]


def test_nearly_equal_paragraphs_keep_their_order() -> None:
    """Boilerplate: each differs from the next by one word only."""
    terms = ("одного", "двух", "трёх", "четырёх", "пяти", "шести")
    texts = [f"Услугодатель в течение {t} рабочих дней направляет ответ заявителю." for t in terms]
    old = [rules(), *(para(str(n), text) for n, text in enumerate(texts, start=1))]
    new = [rules(), para("1", TEXTS[0])]
    new += [para(str(n), text + " Ответ бесплатный.") for n, text in enumerate(texts, start=2)]
    assert told(old, new) == [
        ("added", "", "chp_1__para_1"),
        *(("renumbered", f"chp_1__para_{n}", f"chp_1__para_{n + 1}") for n in range(1, 7)),
    ]


def test_short_texts_are_no_evidence_of_a_move() -> None:
    old = [rules(), para("1", "Нет."), para("2", TEXTS[0])]
    new = [rules(), para("2", TEXTS[0]), para("3", "Нет.")]
    assert told(old, new) == [("added", "", "chp_1__para_3"), ("removed", "chp_1__para_1", "")]


def test_rules_that_became_the_first_set_are_the_same_rules() -> None:
    second = [
        rules("rules_2"),
        part("rules_2__para_1", ProvisionKind.PARAGRAPH, TEXTS[1], "rules_2"),
    ]
    old = [rules(heading="Правила о пасеках"), para("1", TEXTS[0]), *second]
    new = [rules(), part("para_1", ProvisionKind.PARAGRAPH, TEXTS[1], "rules")]
    found = changes(old, new)
    assert found.by_old_eid["rules_2__para_1"].eid == "para_1"
    assert found.by_old_eid["rules_2__para_1"].kind is ChangeKind.UNCHANGED


def test_footnotes_are_compared_apart_from_the_text() -> None:
    noted = replace(para("1", TEXTS[0]), footnotes=("Сноска. …",))
    (first, second) = (para("1", TEXTS[0]), para("2", TEXTS[1]))
    found = changes([first, second], [noted, second])
    assert found.different == ()
    assert [c.footnotes_changed for c in found] == [True, False]


def test_footnotes_of_subparagraphs_are_their_paragraphs() -> None:
    inner = part("chp_1__para_1__subpara_2", ProvisionKind.SUBPARAGRAPH, "", "chp_1__para_1")
    noted = replace(inner, excluded=True, footnotes=("2) исключен …",))
    (change,) = changes([para("1", TEXTS[0]), inner], [para("1", TEXTS[0]), noted])
    assert change.footnotes_changed


def test_a_title_is_told_like_a_provision() -> None:
    found = compare(EditionText("О пасеках", ()), EditionText("О пасеках и ульях", ()))
    assert [(c.eid, c.kind.value, c.old_text, c.new_text) for c in found] == [
        ("title", "amended", "О пасеках", "О пасеках и ульях")
    ]


@given(st.lists(st.sampled_from(TEXTS), unique=True), st.lists(st.sampled_from(TEXTS), unique=True))
def test_every_provision_is_told_exactly_once(old: list[str], new: list[str]) -> None:
    before = [para(str(n), text) for n, text in enumerate(old)]
    after = [para(str(n), text) for n, text in enumerate(new)]
    found = changes(before, after)
    assert sorted(c.old.eid for c in found if c.old) == sorted(p.eid for p in before)
    assert sorted(c.new.eid for c in found if c.new) == sorted(p.eid for p in after)
    assert all(c.old.text == c.new.text for c in found if c.kind is ChangeKind.UNCHANGED)


@given(st.lists(st.sampled_from(TEXTS), unique=True))
def test_an_edition_does_not_differ_from_itself(texts: list[str]) -> None:
    provisions = [para(str(n), text) for n, text in enumerate(texts)]
    assert told(provisions, provisions) == []


# --- likeness and assignment -----------------------------------------------------------------


def test_likeness_is_one_for_the_same_words_and_nought_for_none_in_common() -> None:
    found = likeness(["Срок – десять дней", "иное"], ["срок - десять дней!", "совсем другое"])
    assert found[0, 0] == pytest.approx(1)
    assert found[0, 1] == found[1, 1] == 0


def test_a_rare_word_says_more_than_a_common_one() -> None:
    texts = ["услуга паспорт", "услуга билет", "услуга справка", "услуга патент"]
    found = likeness(texts, ["паспорт", "услуга"])
    assert found[0, 0] > found[0, 1]


_SMALL = st.tuples(st.integers(1, 4), st.integers(1, 4))


@given(arrays(np.float64, _SMALL, elements=st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0])))
def test_no_other_pairing_gains_more(gain: np.ndarray) -> None:
    pairs = best_pairs(gain)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    table = gain if gain.shape[0] <= gain.shape[1] else gain.T
    best = max(
        sum(table[row, column] for row, column in enumerate(columns))
        for columns in itertools.permutations(range(table.shape[1]), table.shape[0])
    )
    assert sum(gain[row, column] for row, column in pairs) == pytest.approx(best)


def test_pairs_that_gain_nothing_are_left_out() -> None:
    assert best_pairs(np.zeros((3, 2))) == []
    assert best_pairs(np.zeros((0, 2))) == []

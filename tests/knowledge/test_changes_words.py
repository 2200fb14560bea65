"""Differences word by word: nothing is lost, and a person can read them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from knowledge.changes.words import Run, RunKind, shortened, word_difference

TEXT = st.text(alphabet="абв1 ,.)–-«»\n", max_size=40)
WORDS = st.lists(
    st.sampled_from(["услуга", "срок", "десять", "дней", "1)", "–", "\n"]), max_size=20
)


def shown(old: str, new: str) -> str:
    signs = {RunKind.SAME: "{}", RunKind.REMOVED: "[-{}-]", RunKind.INSERTED: "{{+{}+}}"}
    return "".join(signs[run.kind].format(run.text) for run in word_difference(old, new))


def without_spaces(text: str) -> str:
    return "".join(text.split()).translate(str.maketrans("–—«»", '--""'))


def test_a_changed_word_is_one_removed_and_one_inserted() -> None:
    assert shown("Срок – десять дней.", "Срок – пять дней.") == "Срок – [-десять-]{+пять+} дней."


def test_an_item_of_a_list_leaves_with_its_number() -> None:
    old, new = "1) в канцелярию;\n2) через портал.", "1) через портал."
    assert shown(old, new) == "1) [-в канцелярию;\n2) -]через портал."


def test_a_word_that_stands_in_both_by_accident_does_not_break_a_phrase() -> None:
    old = "выдает паспорт в день обращения заявителя на руки"
    new = "направляет заявление в орган государственного контроля за качеством"
    assert [run.kind for run in word_difference(old, new)] == [RunKind.REMOVED, RunKind.INSERTED]


def test_typesetting_is_no_difference_and_the_newer_one_is_shown() -> None:
    assert shown('услуга "Паспорт" - (далее –ЭЦП)', "услуга «Паспорт» – (далее – ЭЦП)") == (
        "услуга «Паспорт» – (далее – ЭЦП)"
    )


def test_letters_are_never_cut_out_of_a_word() -> None:
    assert shown("10.05.2024", "11.05.2024") == "[-10.05.2024-]{+11.05.2024+}"
    assert shown("заключения", "включения") == "[-заключения-]{+включения+}"


@given(TEXT | WORDS.map(" ".join), TEXT | WORDS.map(" ".join))
def test_both_texts_can_be_read_from_the_runs(old: str, new: str) -> None:
    runs = word_difference(old, new)
    now = "".join(run.text for run in runs if run.kind is not RunKind.REMOVED)
    before = "".join(run.text for run in runs if run.kind is not RunKind.INSERTED)
    assert now.strip() == new.strip() or without_spaces(now) == without_spaces(new)
    assert without_spaces(before) == without_spaces(old)


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_no_two_runs_of_a_kind_stand_side_by_side(old: str, new: str) -> None:
    runs = word_difference(old, new)
    assert all(one.kind is not other.kind for one, other in pairwise(runs))
    assert all(run.text for run in runs)


def test_long_unchanged_text_is_cut_beside_the_changes_only() -> None:
    same = "слово " * 40
    runs = (Run(RunKind.SAME, same), Run(RunKind.INSERTED, same), Run(RunKind.SAME, same))
    before, inserted, after = shortened(runs, 20)
    assert inserted.text == same
    assert before.text.startswith(" … слово")
    assert after.text.endswith("слово … ")
    assert len(before.text) <= 25
    assert shortened((Run(RunKind.SAME, "коротко"),), 20) == (Run(RunKind.SAME, "коротко"),)

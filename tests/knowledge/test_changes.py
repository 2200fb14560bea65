"""What differs between two editions, as a responsible person reads it."""

from __future__ import annotations

from dataclasses import replace

from law_samples import paragraph

from knowledge.acts import Provision, ProvisionKind
from knowledge.changes import ChangeKind, differences


def told(old: list[Provision], new: list[Provision]) -> list[tuple[str, ChangeKind]]:
    return [(each.number, each.kind) for each in differences(old, new)]


def test_each_kind_of_change() -> None:
    old = [paragraph(n, f"Пункт {n}.") for n in ("1", "2", "3", "4")]
    new = [
        old[0],
        paragraph("2", "Пункт 2 иначе."),
        paragraph("3", "", excluded=True),
        paragraph("3-1", "Новый пункт."),
    ]
    assert told(old, new) == [
        ("2", ChangeKind.AMENDED),
        ("3", ChangeKind.EXCLUDED),
        ("3-1", ChangeKind.ADDED),
        ("4", ChangeKind.REMOVED),
    ]


def test_both_texts_are_shown_where_there_are_both() -> None:
    (change,) = differences([paragraph("2", "Десять дней.")], [paragraph("2", "Пять дней.")])
    assert (change.old, change.new) == ("Десять дней.", "Пять дней.")


def test_what_only_typesetting_changed_is_no_difference() -> None:
    old = paragraph("1", "Услуга «Апостиль».")
    new = replace(paragraph("1", 'Услуга  "Апостиль".'), footnotes=("Сноска. …",))
    assert differences([old], [new]) == ()


def test_an_excluded_paragraph_that_comes_back_is_added() -> None:
    (change,) = differences([paragraph("3", "", excluded=True)], [paragraph("3", "Снова.")])
    assert (change.kind, change.old, change.new) == (ChangeKind.ADDED, None, "Снова.")


def test_an_excluded_paragraph_that_was_not_there_is_no_difference() -> None:
    excluded = paragraph("3", "", excluded=True)
    assert differences([], [excluded]) == ()
    assert differences([excluded], []) == ()


def test_subparagraphs_are_told_by_their_paragraph_only() -> None:
    def item(text: str) -> Provision:
        inner = paragraph("1", text)
        return replace(inner, eid="chp_1__para_1__subpara_1", kind=ProvisionKind.SUBPARAGRAPH)

    old = [paragraph("1", "Список:\n1) одно;"), item("одно;")]
    new = [paragraph("1", "Список:\n1) другое;"), item("другое;")]
    assert told(old, new) == [("1", ChangeKind.AMENDED)]

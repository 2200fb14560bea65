"""Numbers as orders print them: lists, ranges, ordinals in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.amending.counting import numbers, ordinal_value, ordinals


@pytest.mark.parametrize(
    ("printed", "plural", "expected"),
    [
        ("3, 4 и 5", True, ("3", "4", "5")),
        ("5, 6 және 7", True, ("5", "6", "7")),
        ("3-5", True, ("3", "4", "5")),
        ("3 – 5", False, ("3", "4", "5")),
        ("15-1", True, ("15-1",)),
        ("9-10", False, ("9-10",)),
        ("9-10 и 9-11", True, ("9-10", "9-11")),
        ("15 – 15-2", True, ("15", "15-1", "15-2")),
        ("1) – 3)", True, ("1", "2", "3")),
        ("а), б) и в)", True, ("а", "б", "в")),
    ],
)
def test_lists_and_ranges(printed: str, plural: bool, expected: tuple[str, ...]) -> None:
    assert numbers(printed, plural=plural) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("второй и третий", ("2", "3")),
        ("вторую, третью и четвертую", ("2", "3", "4")),
        ("второй – пятый", ("2", "3", "4", "5")),
        ("двадцать первым", ("21",)),
        ("одиннадцатого", ("11",)),
        ("бірінші және он екінші", ("1", "12")),
        ("екінші – төртінші", ("2", "3", "4")),
        ("жиырма бесінші", ("25",)),
        ("оныншы", ("10",)),
    ],
)
def test_ordinals_of_both_languages(words: str, expected: tuple[str, ...]) -> None:
    assert ordinals(words) == expected


def test_other_words_are_no_ordinals() -> None:
    assert ordinal_value("часть") is None
    assert ordinal_value("пять") is None
    assert ordinal_value("он") is None


@given(st.lists(st.integers(1, 200), min_size=1, max_size=8))
def test_a_printed_list_is_read_back(figures: list[int]) -> None:
    printed = ", ".join(map(str, figures))
    assert numbers(printed, plural=False) == tuple(map(str, figures))

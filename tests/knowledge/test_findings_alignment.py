"""Lines that belong together are found, however translators joined and parted them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.findings.alignment import Text, align, length_cost
from knowledge.findings.lines import lines_of, sentences_of

_LINES = st.lists(
    st.text(alphabet="абвгде 123.;)", min_size=1, max_size=60).filter(lambda s: s.strip()),
    max_size=7,
)


def text(lines: list[str], language: str) -> Text:
    return Text(lines_of("\n".join(lines)), language)


@given(_LINES, _LINES)
def test_every_line_is_in_exactly_one_bead_and_in_order(left: list[str], right: list[str]) -> None:
    mine, other = text(left, "kk"), text(right, "ru")
    beads = align(mine, other)
    assert [n for bead in beads for n in bead.left] == list(range(len(mine.lines)))
    assert [n for bead in beads for n in bead.right] == list(range(len(other.lines)))


@given(_LINES)
def test_a_text_stands_line_for_line_against_itself(lines: list[str]) -> None:
    mine = text(lines, "ru")
    assert all(bead.is_plain for bead in align(mine, mine))


def test_the_length_of_a_translation_may_stray_a_little() -> None:
    assert length_cost(100, 100) < length_cost(100, 125) < length_cost(100, 300)


def test_points_that_a_file_joined_are_parted_again() -> None:
    lines = lines_of("Ұсынады: 1) өтініш; 2) 5 жылдан аспаған есеп; 3) куәлік.")
    assert [line.mark for line in lines] == ["", "1", "2", "3"]


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    said = "Приказ от 1 мая 2020 г. № 7 и.о. Министра. Он действует."
    assert [said[start:end] for start, end in sentences_of(said)] == [
        "Приказ от 1 мая 2020 г. № 7 и.о. Министра.",
        "Он действует.",
    ]

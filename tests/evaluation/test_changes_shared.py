"""The real acts: changes and footnotes against the lists of what was really changed.

``python -m evaluation changes ../shared/acts`` prints the same figures with every miss.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.changes import (
    FootnoteResult,
    PairResult,
    figures,
    footnote_figures,
    measure,
    order_figures,
)
from ingest.pipeline import read_structure
from knowledge.changes import ChangeSet, EditionText, compare
from knowledge.changes.crosscheck import FindingKind

ACTS = Path(__file__).parents[3] / "shared" / "acts"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ACTS.is_dir(), reason="the shared acts are not here"),
]


@pytest.fixture(scope="module")
def measured() -> tuple[list[PairResult], list[FootnoteResult]]:
    return measure(ACTS)


def compared(act: str, older: str, newer: str) -> ChangeSet:
    def text(name: str) -> EditionText:
        path = ACTS / act / name
        parsed = read_structure(path.read_bytes(), path.name).texts[0].parsed
        return EditionText(parsed.title, parsed.provisions, parsed.footnotes)

    return compare(text(older), text(newer))


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_changed_paragraphs_are_found_and_no_others(
    measured: tuple[list[PairResult], list[FootnoteResult]], language: str
) -> None:
    found = figures([pair for pair in measured[0] if pair.language == language])
    assert found.right >= 30
    assert found.precision >= 0.99
    assert found.recall >= 0.99


def test_changes_name_the_orders_that_made_them(
    measured: tuple[list[PairResult], list[FootnoteResult]],
) -> None:
    found = order_figures(measured[0])
    assert min(found.precision, found.recall) >= 0.99


def test_footnotes_are_read(measured: tuple[list[PairResult], list[FootnoteResult]]) -> None:
    found = footnote_figures(measured[1])
    assert found.right >= 90
    assert min(found.precision, found.recall) >= 0.99


def test_the_one_footnote_without_a_change_is_found(
    measured: tuple[list[PairResult], list[FootnoteResult]],
) -> None:
    """140547: paragraph 3 was worded anew in Kazakh only; the Russian footnote says so too."""
    findings = {
        (pair.act, pair.language, finding.kind, finding.eid)
        for pair in measured[0]
        for finding in pair.findings
    }
    assert findings == {("140547", "ru", FindingKind.FOOTNOTE_WITHOUT_CHANGE, "chp_2__para_3")}


@pytest.mark.parametrize("code", ["rus", "kaz"])
def test_two_rows_put_in_at_the_top_shift_all_ten(code: str) -> None:
    found = compared("140547", f"{code}.2021-06-30.md", f"{code}.2026-07-13.md")
    for number in range(1, 11):
        change = found.by_old_eid[f"annex_2__row_{number}"]
        assert change.eid == f"annex_2__row_{number + 2}", change.old_text


def test_rules_worded_anew_keep_what_only_moved() -> None:
    found = compared("143370", "rus.2026-01-01.md", "rus.2026-02-25.md")
    moved = {"chp_2__para_8": "13", "chp_2__para_9": "14", "chp_2__para_15": "24",
             "chp_2__para_20": "32", "chp_2__para_21": "33", "chp_3__para_22": "36"}  # fmt: skip
    assert {eid: found.by_old_eid[eid].number for eid in moved} == moved
    assert found.by_old_eid["chp_3"].eid == "chp_4"

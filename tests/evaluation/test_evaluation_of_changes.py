"""Measuring change tracking: lists, units, and editions that were amended by machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.changes import (
    ChangedPointsError,
    Figures,
    covered,
    figures,
    main,
    measure,
    read_entries,
    unit_of_eid,
    unit_of_entry,
)
from evaluation.made_edits import as_told, make_edition
from ingest.pipeline import read_structure
from knowledge.acts import Provision
from knowledge.changes import EditionText, compare

EXAMPLES = Path(__file__).parents[2] / "examples" / "acts"
PASSPORT = EXAMPLES / "beekeeper-passport"


def entry(element: str, **more: Any) -> dict[str, Any]:
    return {
        "element": element,
        "amended_by": "№ 266",
        "date": "2024-08-05",
        "kind": "amended",
        **more,
    }


@pytest.mark.parametrize(
    ("item", "unit"),
    [
        (entry("приказ: заголовок", scope="order"), "title"),
        (entry("заголовок", scope="Правила"), "rules title"),
        (entry("преамбула", part="приказ"), "preamble"),
        (entry("пункт 1", scope="приказ"), "order para 1"),
        (entry("подпункт 3) пункта 1", part="приказ"), "order para 1"),
        (entry("пункт 8-1", scope="rules"), "para 8-1"),
        (entry("пункт 2 подпункт 1)"), "para 2"),
        (entry("приложение 2"), "annex 2"),
        (entry("Правила (приложение 1 к приказу)"), "rules"),
        (entry("Стандарт"), "rules"),
    ],
)
def test_the_unit_that_an_entry_names(item: dict[str, Any], unit: str) -> None:
    assert unit_of_entry(item) == unit


@pytest.mark.parametrize(
    ("eid", "unit"),
    [
        ("title", "title"),
        ("order__preamble", "preamble"),
        ("order__para_1", "order para 1"),
        ("rules", "rules title"),
        ("chp_2__para_8-1", "para 8-1"),
        ("chp_2__para_2__subpara_1", "para 2"),
        ("annex_2", "annex 2"),
        ("annex_2__row_3", "annex 2"),
        ("chp_3", "chapter 3"),
    ],
)
def test_the_unit_of_a_provision(eid: str, unit: str) -> None:
    assert unit_of_eid(eid) == unit


def test_rules_worded_anew_cover_all_that_is_not_of_the_order() -> None:
    assert covered("para 3", "rules")
    assert covered("annex 1", "rules")
    assert not covered("order para 1", "rules")
    assert not covered("title", "rules")
    assert not covered("para 3", "para 4")


def with_list(folder: Path, *entries: dict[str, Any]) -> Path:
    """The example's editions with a list of changed points, in a folder of acts."""
    act = folder / "passport"
    act.mkdir()
    for source in PASSPORT.glob("*.md"):
        (act / source.name).write_bytes(source.read_bytes())
    (act / "changed_points.json").write_text(json.dumps(entries), encoding="utf-8")
    return folder


def test_a_list_is_held_against_every_language(tmp_path: Path) -> None:
    folder = with_list(
        tmp_path,
        entry("пункт 3"),
        entry("пункт 1"),
        entry("пункт 4", in_older_edition=True),
        entry("пункт 5", date="2021-01-01"),
    )
    pairs, _ = measure(folder)
    assert [(pair.language, pair.found, pair.missed) for pair in pairs] == [
        ("kk", ("para 3",), ()),
        ("ru", ("para 3",), ()),
    ]
    for pair in pairs:
        assert pair.same_text == ("para 1",), "what did not change in the language cannot be found"
        assert "para 6" in pair.wrong
        assert "para 3" not in pair.wrong
    assert figures(pairs).recall == 1
    assert figures(pairs).precision < 0.5


def test_precision_and_recall() -> None:
    counted = Figures(right=3, missed=1, wrong=2)
    assert (counted.precision, counted.recall) == (0.6, 0.75)


def test_lists_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ChangedPointsError, match="no changed_points"):
        measure(tmp_path)
    broken = tmp_path / "changed_points.json"
    broken.write_text('[{"element": "что-то"}]', encoding="utf-8")
    with pytest.raises(ChangedPointsError, match="no list"):
        read_entries(broken)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main([str(tmp_path)]) == 1
    assert "no changed_points" in capsys.readouterr().err
    assert main([str(with_list(tmp_path, entry("пункт 3"))), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["figures"]["changed paragraphs, ru"]["recall"] == 1
    assert main([str(tmp_path)]) == 0
    assert "Change tracking" in capsys.readouterr().out


# --- editions amended by machine --------------------------------------------------------------


def provisions(act: str, name: str) -> tuple[Provision, ...]:
    path = EXAMPLES / act / name
    return read_structure(path.read_bytes(), path.name).texts[0].parsed.provisions


EDITIONS = {
    "ru": (
        provisions("beekeeper-passport", "rus.2025-04-01.md"),
        provisions("library-card", "rus.2025-07-01.html"),
    ),
    "kk": (
        provisions("beekeeper-passport", "kaz.2025-04-01.md"),
        provisions("library-card", "kaz.2025-07-01.html"),
    ),
}


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("seed", range(12))
def test_random_edits_are_told_exactly(language: str, seed: int) -> None:
    amended, others = EDITIONS[language]
    made = make_edition(amended, others, seed)
    found = compare(EditionText("", made.old), EditionText("", made.new))
    assert as_told(found) == made.told
    notes = {c.eid for c in found if c.footnotes_changed and c.old and c.kind == "unchanged"}
    assert notes <= made.footnotes_only
    assert {c.eid for c in found.different if not c.text_changed} <= {
        new for kind, _, new in made.told if kind == "renumbered"
    }


def test_made_editions_are_the_same_every_time_and_differ_by_seed() -> None:
    amended, others = EDITIONS["ru"]
    assert make_edition(amended, others, 3) == make_edition(amended, others, 3)
    assert make_edition(amended, others, 3).told != make_edition(amended, others, 4).told

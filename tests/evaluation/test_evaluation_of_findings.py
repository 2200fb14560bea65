"""How findings are measured: judgements by key, faults put in."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from evaluation.findings import Judgement, findings_of, main, precision, read_acts, read_judgements
from evaluation.injections import found, injections
from knowledge.findings.base import pairs_of

EXAMPLES = Path(__file__).parents[2] / "examples" / "acts"
ACT = EXAMPLES / "beekeeper-passport"


def test_acts_are_read_with_all_their_editions() -> None:
    (act,) = read_acts([ACT])
    assert {(e.language, e.date) for e in act.editions} == {
        (language, day)
        for language in ("kk", "ru")
        for day in (dt.date(2022, 3, 11), dt.date(2025, 4, 1))
    }


def test_the_examples_agree_in_both_languages() -> None:
    assert findings_of(read_acts([EXAMPLES])) == ()


def test_faults_are_the_same_for_one_seed_and_nearly_all_are_found() -> None:
    (act,) = read_acts([ACT])
    left, right = next(iter(pairs_of(act.editions)))
    faults = list(injections(left, right, seed=1))
    assert faults == list(injections(left, right, seed=1))
    assert len({fault.kind for fault in faults}) >= 8
    hits = sum(found(fault, left, right) for fault in faults)
    assert hits / len(faults) > 0.9


def test_precision_is_of_what_was_judged(tmp_path: Path) -> None:
    judged = tmp_path / "judged.json"
    judged.write_text(json.dumps({"a": {"true": True, "reason": "two terms"}}))
    assert read_judgements(judged) == {"a": Judgement(true=True, reason="two terms")}
    assert read_judgements(tmp_path / "none.json") == {}
    nothing = precision([], {})
    assert (nothing.true, nothing.false, nothing.unjudged, nothing.share) == (0, 0, 0, None)


def test_the_command_prints_both_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(ACT)]) == 0
    printed = capsys.readouterr().out
    assert "precision" in printed
    assert "telephone" in printed
    assert main([]) == 2

"""What is known to be wrong in the real acts is found, and little else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from evaluation.findings import findings_of, precision, read_acts, read_judgements
from knowledge.findings.values import Finding, FindingKind, Severity

ACTS = Path(__file__).parents[3] / "shared" / "acts"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ACTS.is_dir(), reason="the shared acts are not here"),
]


@cache
def everything() -> tuple[Finding, ...]:
    return findings_of(read_acts([ACTS]))


@pytest.mark.parametrize(
    ("act_id", "eid", "kind", "kazakh", "other"),
    [
        ("order-740-2023-10-16", "annex_2__row_3", FindingKind.TERM_DIFFERS,
         "2 hours", "1 working day"),
        ("order-62-2020-05-28", "annex_1__row_5", FindingKind.ACT_DIFFERS, "№ 20774", "№ 20775"),
        ("order-221-2015-04-20", "chp_3__para_11", FindingKind.CONTACT_DIFFERS, "114", "1414"),
        ("order-83-2016-01-26", "chp_3__para_20", FindingKind.TERM_DIFFERS,
         "5 working days", "3 working days"),
        ("order-740-2023-10-16", "order__preamble", FindingKind.AMENDMENT_DIFFERS,
         "2026-03-13", "2026-07-12"),
    ],
)  # fmt: skip
def test_known_differences(
    act_id: str, eid: str, kind: FindingKind, kazakh: str, other: str
) -> None:
    (finding,) = [
        found for found in everything()
        if (found.act_id, found.eid, found.kind) == (act_id, eid, kind)
    ]  # fmt: skip
    language = next(one for one in finding.languages if one != "kk")
    assert finding.differences[0].of("kk") == (kazakh,)
    assert finding.differences[0].of(language) == (other,)


@pytest.mark.parametrize(
    ("act_id", "eid", "kind"),
    [
        ("order-105-2020-03-19", "chp_3__para_15-1", FindingKind.PART_MISSING),
        ("order-58-2020-05-27", "chp_2__para_14", FindingKind.WORDING_MISSING),
        ("order-740-2023-10-16", "annex_2", FindingKind.AMENDMENT_DIFFERS),
    ],
)
def test_known_gaps(act_id: str, eid: str, kind: FindingKind) -> None:
    assert (act_id, eid, kind) in {(f.act_id, f.eid, f.kind) for f in everything()}


def test_every_grave_finding_is_judged_and_nine_of_ten_are_true() -> None:
    grave = [f for f in everything() if f.severity in (Severity.HIGH, Severity.MEDIUM)]
    result = precision(grave, read_judgements())
    assert result.unjudged == 0
    assert result.share is not None and result.share >= 0.9

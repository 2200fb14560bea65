"""All findings of an act: its language versions against each other, and each against itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from knowledge.findings.contradictions import contradiction_findings
from knowledge.findings.editions import EditionText
from knowledge.findings.parity import parity_findings
from knowledge.findings.values import Finding

_LANGUAGES = ("kk", "ru", "en")


def act_findings(
    act_id: str,
    editions: Sequence[EditionText],
    *,
    registration: str | None = None,
    nearest: bool = False,
) -> tuple[Finding, ...]:
    """Everything to look at in an act, worst first.

    Languages are compared where they have editions of one date. With ``nearest`` an edition that
    has no partner of its date is compared with the nearest in time. What stands in several
    editions is one finding.
    """
    found = [
        finding
        for one, other in pairs_of(editions, nearest=nearest)
        for finding in parity_findings(act_id, one, other)
    ]
    found += [
        finding
        for edition in editions
        for finding in contradiction_findings(act_id, edition, registration)
    ]
    newest = _newest_compared(editions, nearest=nearest)
    merged = merge(found)
    marked = [replace(f, current=f.editions[-1] >= newest[f.languages]) for f in merged]
    order = {
        provision.eid: (place, provision.position)
        for place, edition in enumerate(editions)
        for provision in edition.provisions
    }
    return tuple(
        sorted(marked, key=lambda f: (f.severity.rank, not f.current, order.get(f.eid, (0, 0))[1]))
    )


def pairs_of(
    editions: Sequence[EditionText], *, nearest: bool = False
) -> Iterator[tuple[EditionText, EditionText]]:
    """Pairs of language versions to compare, oldest first.

    Kazakh and Russian where there are both; a translation is compared with one of them only.
    """
    by_language = {
        language: sorted((e for e in editions if e.language == language), key=lambda e: e.date)
        for language in _LANGUAGES
    }
    for one, other in combinations(_LANGUAGES, 2):
        if (one, other) == ("kk", "en") and by_language["ru"]:
            continue
        yield from _dated_pairs(by_language[one], by_language[other], nearest=nearest)


def _dated_pairs(
    left: Sequence[EditionText], right: Sequence[EditionText], *, nearest: bool
) -> Iterator[tuple[EditionText, EditionText]]:
    dates = {edition.date for edition in left} & {edition.date for edition in right}
    for edition in left:
        for other in right:
            if edition.date == other.date:
                yield edition, other
    if not nearest:
        return
    alone = [edition for edition in left if edition.date not in dates]
    free = [edition for edition in right if edition.date not in dates]
    while alone and free:
        one, other = min(
            ((a, b) for a in alone for b in free), key=lambda pair: abs(pair[0].date - pair[1].date)
        )
        alone.remove(one)
        free.remove(other)
        yield one, other


def _newest_compared(
    editions: Sequence[EditionText], *, nearest: bool
) -> dict[tuple[str, ...], dt.date]:
    """The newest date that was looked at, for each pair of languages and each language."""
    newest: dict[tuple[str, ...], dt.date] = {}
    for edition in editions:
        alone = (edition.language,)
        newest[alone] = max(newest.get(alone, edition.date), edition.date)
    for one, other in pairs_of(editions, nearest=nearest):
        pair, date = (one.language, other.language), max(one.date, other.date)
        newest[pair] = max(newest.get(pair, date), date)
    return newest


def merge(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for all editions in which it stands, as the newest of them shows it."""
    merged: dict[str, Finding] = {}
    for finding in findings:
        known = merged.get(finding.key)
        if known is None:
            merged[finding.key] = finding
            continue
        shown = max(known, finding, key=lambda one: one.editions[-1])
        dates = tuple(sorted({*known.editions, *finding.editions}))
        merged[finding.key] = replace(shown, editions=dates)
    return list(merged.values())

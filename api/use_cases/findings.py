"""Findings: where the languages of an edition disagree, and where a text contradicts itself."""

from __future__ import annotations

from sqlalchemy.orm import Session

from api.finding_views import ConsistencyFindingView, finding_view
from api.wiring import Wiring
from knowledge.errors import InvalidReferenceError
from knowledge.findings.base import act_findings
from knowledge.findings.editions import EditionText
from knowledge.findings.values import Severity
from knowledge.store import reading
from knowledge.store.reading import StoredAct

_KEPT = 2_000


class Findings:
    """The findings of one store. They are computed when asked for; everybody may read them.

    A stored text never changes, so what was computed for an act is kept until it gets another
    edition.
    """

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._kept: dict[tuple[object, ...], tuple[ConsistencyFindingView, ...]] = {}

    def all(
        self,
        *,
        act: str | None = None,
        severity: str | None = None,
        current: bool = False,
        nearest: bool = False,
    ) -> tuple[ConsistencyFindingView, ...]:
        """Every finding, worst first within an act; ``severity`` is the least that is shown.

        ``current`` leaves out what the newest edition has put right. ``nearest`` also compares
        editions that have no partner of their date, with the nearest in time. Raises
        InvalidReferenceError, NotFoundError and AmbiguousReferenceError.
        """
        least = _severity(severity)
        with self._wiring.database.reading() as session:
            acts = [reading.find_act(session, act)] if act else reading.all_acts(session)
            found = [view for one in acts for view in self._of_act(session, one, nearest=nearest)]
        return tuple(
            view
            for view in found
            if Severity(view.severity).rank <= least.rank and (view.current or not current)
        )

    def _of_act(
        self, session: Session, act: StoredAct, *, nearest: bool
    ) -> tuple[ConsistencyFindingView, ...]:
        stored = reading.editions_of_act(session, act.id)
        registration = act.header.registration
        registered = registration.number if registration else None
        key = (act.id, registered, nearest, *(edition.id for edition in stored))
        if key not in self._kept:
            editions = [
                EditionText(
                    edition.language,
                    edition.date,
                    reading.provisions_of_edition(session, edition.id),
                )
                for edition in stored
            ]
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            findings = act_findings(act.id, editions, registration=registered, nearest=nearest)
            self._kept[key] = tuple(finding_view(finding, act) for finding in findings)
        return self._kept[key]


def _severity(name: str | None) -> Severity:
    if name is None:
        return Severity.NOTE
    try:
        return Severity(name)
    except ValueError:
        known = ", ".join(Severity)
        raise InvalidReferenceError(
            f"«{name}» is no severity; choose the least to show from {known}."
        ) from None

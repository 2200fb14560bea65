"""Changes: what an amendment did to an act, which orders did it, and what does not add up."""

from __future__ import annotations

import datetime as dt

from api.change_views import EditionChangesView, change_view, finding_view
from api.wiring import Wiring
from knowledge.changes import EditionText
from knowledge.changes.crosscheck import cross_check
from knowledge.errors import InvalidReferenceError
from knowledge.store import reading
from knowledge.store.edition_pairs import EditionPair, edition_pairs, text_of_edition


class Changes:
    """Changes between the editions of one store. Everybody may read them."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def between(
        self, act: str, old_date: dt.date, new_date: dt.date, *, language: str = "ru"
    ) -> EditionChangesView:
        """What differs between the editions of two days, chosen as `bilim diff` chooses them.

        Raises InvalidReferenceError, NotFoundError, AmbiguousReferenceError.
        """
        if new_date < old_date:
            raise InvalidReferenceError("--from must not be later than --to.")
        with self._wiring.database.reading() as session:
            act_id = reading.find_act(session, act).id
            older = reading.edition_at(session, act_id, language, old_date)
            newer = reading.edition_at(session, act_id, language, new_date)
            texts = text_of_edition(session, older), text_of_edition(session, newer)
        return changes_of(EditionPair(older, newer), *texts)

    def since(
        self,
        day: dt.date | None = None,
        *,
        act: str | None = None,
        language: str | None = None,
    ) -> tuple[EditionChangesView, ...]:
        """What each edition changed that is dated, or was loaded, on ``day`` or later.

        Oldest first; of every edition that has one before it where no day is given, in every
        language where none is. Raises NotFoundError, AmbiguousReferenceError,
        InvalidReferenceError.
        """
        with self._wiring.database.reading() as session:
            act_id = reading.find_act(session, act).id if act is not None else None
            pairs = edition_pairs(session, since=day, act_id=act_id, language=language)
            return tuple(
                changes_of(
                    pair,
                    text_of_edition(session, pair.older),
                    text_of_edition(session, pair.newer),
                )
                for pair in pairs
            )

    def asked(
        self,
        *,
        act: str | None,
        old_date: dt.date | None,
        new_date: dt.date | None,
        since: dt.date | None,
        language: str | None,
    ) -> EditionChangesView | tuple[EditionChangesView, ...]:
        """``between`` where two days are given, else ``since``.

        Raises InvalidReferenceError where the questions are mixed, and what the two raise.
        """
        if old_date is None and new_date is None:
            return self.since(since, act=act, language=language)
        if act is None or old_date is None or new_date is None or since is not None:
            raise InvalidReferenceError(
                "--from and --to go together, with --act and without --since."
            )
        return self.between(act, old_date, new_date, language=language or "ru")


def changes_of(pair: EditionPair, old: EditionText, new: EditionText) -> EditionChangesView:
    """What the newer edition of a pair changed, with the orders that its footnotes name."""
    checked = cross_check(old, new, old_date=pair.older.date, language=pair.newer.language)
    return EditionChangesView(
        act_id=pair.newer.act_id,
        language=pair.newer.language,
        title=pair.newer.title,
        old_edition=pair.older.date,
        new_edition=pair.newer.date,
        changes=tuple(map(change_view, checked.changes)),
        findings=tuple(map(finding_view, checked.findings)),
    )

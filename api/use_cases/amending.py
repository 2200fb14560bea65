"""Amending orders: reading one without storing it, and the drafts of those that are stored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api.amending_views import (
    AcceptedDraft,
    ActNameView,
    AgreementView,
    AmendmentsView,
    ComparedView,
    DraftSummary,
    DraftView,
    InstructionView,
    OrderNameView,
    TargetView,
)
from api.views import DifferenceView
from api.wiring import Wiring
from ingest.amending import read_amending_orders
from ingest.errors import IngestError
from knowledge.accounts.permissions import Actor
from knowledge.amending.instructions import (
    ActReference,
    AmendingOrder,
    Instruction,
    InstructionKind,
)
from knowledge.amending.places import Holder
from knowledge.calendar import today
from knowledge.changes import EditionText, compare, difference_of
from knowledge.errors import InvalidReferenceError, NotFoundError
from knowledge.store import draft_decisions, drafts, reading
from knowledge.store.amending_orders import acts_named
from knowledge.store.edition_pairs import text_of_edition

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from knowledge.store.drafts import StoredDraft
    from knowledge.store.reading import StoredEdition


class NoAmendingOrderError(IngestError):
    """The file is an act, but orders no change to another one."""

    code = "no_amending_order"


class Amending:
    """Amending orders and draft editions of one store."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    # --- reading an order without storing it ------------------------------------------------

    def read(self, data: bytes, name: str, *, language: str | None = None) -> AmendmentsView:
        """What an amending order says, and which of it could be applied to the base as it is.

        Of a file with the order in both languages, the one in ``language``, or the first. Raises
        IngestError, NoAmendingOrderError among them.
        """
        order = _chosen(read_amending_orders(data, name), name, language)
        if not self._has_store():
            return _shown(order, {}, {})
        with self._wiring.database.reading() as session:
            known = acts_named(session, order.targets)
            reasons: dict[int, str] = {}
            for place, target in enumerate(order.targets):
                if place in known:
                    reasons |= _reasons(session, order, target, known[place])
        return _shown(order, known, reasons)

    def _has_store(self) -> bool:
        """Whether there is a store at all: reading an order must not make one."""
        url = self._wiring.settings.store_url
        path = url.removeprefix("sqlite:///")
        return path == url or Path(path).exists()

    # --- drafts -----------------------------------------------------------------------------

    def drafts(self) -> tuple[DraftSummary, ...]:
        """All drafts, newest first."""
        with self._wiring.database.reading() as session:
            return tuple(_summary(session, draft) for draft in drafts.all_drafts(session))

    def draft(self, draft_id: int) -> DraftView:
        """A draft, with its differences from the edition in force. Raises NotFoundError."""
        with self._wiring.database.reading() as session:
            draft = drafts.draft_by_id(session, draft_id)
            if draft is None:
                raise NotFoundError(f"There is no draft {draft_id}; `bilim drafts` lists all.")
            edition = _compared_edition(session, draft)
            now = text_of_edition(session, edition)
            summary = _summary(session, draft)
        return DraftView(
            **summary.model_dump(),
            title=draft.text.title,
            concerned=draft.concerned,
            instructions=_instructions(draft),
            unread=draft.order.order.unread,
            compared_with=edition.date,
            differences=_differences(now, draft.text),
            comparison=_comparison(draft),
        )

    def accept(self, actor: Actor, draft_id: int) -> AcceptedDraft:
        """Make a draft an edition, until the official text comes; the index is brought up to date.

        Raises NotAllowedError, NotFoundError, DraftDecidedError, NothingAppliedError,
        EditionConflictError.
        """
        with self._wiring.database.writing() as session:
            outcome = draft_decisions.accept_draft(session, actor, draft_id)
        self._wiring.keeper.catch_up()
        return AcceptedDraft(
            draft=draft_id,
            act_id=outcome.act_id,
            edition_id=outcome.edition_id,
            status=outcome.status.value,
            changed_versions=outcome.changed_versions,
        )

    def reject(self, actor: Actor, draft_id: int, reason: str) -> DraftSummary:
        """Put a draft aside. Raises NotAllowedError, NotFoundError, DraftDecidedError."""
        with self._wiring.database.writing() as session:
            draft_decisions.reject_draft(session, actor, draft_id, reason)
        with self._wiring.database.reading() as session:
            draft = drafts.draft_by_id(session, draft_id)
            assert draft is not None
            return _summary(session, draft)


def _chosen(orders: Sequence[AmendingOrder], name: str, language: str | None) -> AmendingOrder:
    amending = [order for order in orders if order.instructions or order.unread]
    if not amending:
        raise NoAmendingOrderError(
            f"{name}: no instruction that changes another act was found in it. An amending order "
            f"says «Внести в приказ … следующие изменения» or «… мынадай өзгерістер енгізілсін»."
        )
    if language is None:
        return amending[0]
    found = next((order for order in amending if order.language == language), None)
    if found is None:
        raise InvalidReferenceError(f"{name} has no text in «{language}».")
    return found


def _reasons(
    session: Session, order: AmendingOrder, target: ActReference, act_id: str
) -> dict[int, str]:
    """Why instructions for an act in the base cannot be applied, by their place in the order."""
    places = [p for p, one in enumerate(order.instructions) if one.act.same_as(target)]
    draft = drafts.try_order(session, order, act_id)
    if draft is None:
        nothing = f"the base has no edition of the act in «{order.language}» to apply it to"
        return {place: "" if _repeals_act(order.instructions[place]) else nothing
                for place in places}  # fmt: skip
    return {place: result.reason for place, result in zip(places, draft.results, strict=True)}


def _repeals_act(one: Instruction) -> bool:
    return one.kind is InstructionKind.REPEAL and one.place.holder is Holder.ACT


def _shown(order: AmendingOrder, known: dict[int, str], reasons: dict[int, str]) -> AmendmentsView:
    targets = order.targets
    instructions = []
    for place, one in enumerate(order.instructions):
        target = next(i for i, named in enumerate(targets) if named.same_as(one.act))
        reason = reasons.get(place, "") if target in known else f"act not in the base: {one.act}"
        instructions.append(_instruction(one, reason))
    return AmendmentsView(
        order=OrderNameView(number=order.number, date=order.date, language=order.language),
        targets=tuple(
            TargetView(number=target.number, date=target.date, known=place in known)
            for place, target in enumerate(targets)
        ),
        instructions=tuple(instructions),
        unread=order.unread,
    )


def _instruction(one: Instruction, reason: str) -> InstructionView:
    return InstructionView(
        act=ActNameView(number=one.act.number, date=one.act.date),
        provision=one.provision,
        kind=one.kind.value,
        text=one.text,
        old_words=one.old_words,
        new_words=one.new_words,
        in_force_from=one.in_force_from,
        applicable=not reason,
        reason=reason or None,
    )


def _instructions(draft: StoredDraft) -> tuple[InstructionView, ...]:
    instructions = draft.order.order.instructions
    return tuple(
        _instruction(instructions[result.position], result.reason) for result in draft.results
    )


def _summary(session: Session, draft: StoredDraft) -> DraftSummary:
    order = draft.order.order
    act = reading.find_act(session, draft.act_id)
    dates = {e.id: e.date for e in reading.editions_of_act(session, draft.act_id)}
    agreement = None
    if draft.comparison is not None and draft.official_edition_id in dates:
        agreement = AgreementView(
            official_edition=dates[draft.official_edition_id],
            same=draft.comparison.same,
            concerned=draft.comparison.concerned,
        )
    applied = sum(1 for result in draft.results if not result.reason)
    return DraftSummary(
        id=draft.id,
        order=OrderNameView(number=order.number, date=order.date, language=order.language),
        order_title=order.title,
        act_id=draft.act_id,
        act=ActNameView(number=act.header.number, date=act.header.date),
        language=draft.language,
        base_edition=dates.get(draft.base_edition_id, draft.date),
        date=draft.date,
        state=draft.state.value,
        applied=applied,
        not_applied=len(draft.results) - applied,
        made_at=draft.made_at,
        decided_by=draft.decided_by,
        reason=draft.reason,
        agreement=agreement,
    )


def _compared_edition(session: Session, draft: StoredDraft) -> StoredEdition:
    """The edition in force, or the draft's own base where none is."""
    try:
        return reading.edition_as_of(session, draft.act_id, draft.language, today())
    except NotFoundError:
        editions = reading.editions_of_act(session, draft.act_id, draft.language)
        own = [edition for edition in editions if edition.id == draft.base_edition_id]
        return (own or editions)[0]


def _differences(old: EditionText, new: EditionText) -> tuple[DifferenceView, ...]:
    return tuple(
        DifferenceView(eid=d.eid, number=d.number, kind=d.kind.value, old=d.old, new=d.new)
        for d in map(difference_of, compare(old, new).different)
    )


def _comparison(draft: StoredDraft) -> tuple[ComparedView, ...] | None:
    if draft.comparison is None:
        return None
    return tuple(
        ComparedView(
            eid=one.eid,
            number=one.number,
            agreement=one.agreement.value,
            concerned=one.concerned,
            draft=one.draft,
            official=one.official,
        )
        for one in draft.comparison.elements
    )

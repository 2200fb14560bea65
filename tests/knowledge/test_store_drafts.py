"""Orders and drafts in the store: in any order, twice, decided on, replaced by the official.

Every test runs on SQLite and on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from amending_texts import TEXT, K, instruction, order_of, restated
from law_samples import JUSTICE_RU, file_of, header
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Actor, NotAllowedError, Role
from knowledge.acts import Edition
from knowledge.amending.comparing import Agreement
from knowledge.amending.errors import DraftDecidedError, NothingAppliedError
from knowledge.amending.instructions import ActReference, AmendingOrder
from knowledge.amending.places import Holder
from knowledge.changes import EditionText
from knowledge.errors import InvalidReferenceError, NotFoundError
from knowledge.store import audit, drafts, reading
from knowledge.store.amending_orders import acts_named, all_orders, keep_order
from knowledge.store.amending_tables import AmendingInstructionRow, AmendingOrderRow
from knowledge.store.database import Database
from knowledge.store.draft_decisions import accept_draft, reject_draft
from knowledge.store.drafts import DraftState, StoredDraft, all_drafts, renew_drafts
from knowledge.store.loading import load_edition
from knowledge.store.tables import EditionRow
from knowledge.validity import UNKNOWN_ENTRY, EntryBasis, EntryIntoForce

BASE_DAY, ORDER_DAY, MAY = date(2020, 5, 27), date(2026, 2, 14), date(2026, 5, 1)
OPERATOR = Actor("operator", frozenset({Role.OPERATOR}))
Step = Callable[[Session], object]


def edition_of(text: EditionText, day: date, number: str = "58") -> Edition:
    return Edition(
        header=replace(header(number), titles={"ru": text.title}),
        language="ru",
        date=day,
        title=text.title,
        provisions=tuple(replace(p, position=i) for i, p in enumerate(text.provisions)),
        entry_into_force=EntryIntoForce(EntryBasis.EDITION, day),
        footnotes=text.footnotes,
    )


def load_text(text: EditionText, day: date) -> Step:
    """Load an edition of act 58 as files are loaded: the drafts are renewed after it."""

    def load(session: Session) -> None:
        outcome = load_edition(session, edition_of(text, day), file_of(f"{day}{text}"))
        renew_drafts(session, outcome.act_id, "ru")

    return load


def keep(order: AmendingOrder) -> Step:
    """Load an order: as an act of its own, and with its instructions."""

    def load(session: Session) -> int:
        assert order.number is not None
        assert order.date is not None
        own = header(order.number, JUSTICE_RU, order.date)
        edition = replace(edition_of(TEXT, order.date, order.number), header=own)
        file = file_of(f"order {order.number} {order.title}")
        outcome = load_edition(session, edition, file)
        kept = keep_order(session, order, outcome.act_id, file.sha256)
        for act_id in acts_named(session, order.targets).values():
            renew_drafts(session, act_id, "ru")
        return kept

    return load


ORDER = order_of(
    instruction(K.REPLACE, "para 10", **restated("10", "Жалоба подается в суд.")),
    instruction(K.DELETE, "para 7"),
)


def run(database: Database, *steps: Step) -> list[StoredDraft]:
    for step in steps:
        with database.writing() as session:
            step(session)
    with database.reading() as session:
        return all_drafts(session)


def official(draft: StoredDraft, last_word: str = "в суд") -> EditionText:
    """The official text that comes later: the draft's, with its notes, perhaps with other words."""
    return replace(
        draft.text,
        provisions=tuple(
            replace(p, text=p.text.replace("в суд", last_word)) for p in draft.text.provisions
        ),
    )


def text_of(draft: StoredDraft, eid: str) -> str:
    return next(p.text for p in draft.text.provisions if p.eid == eid)


BASE = load_text(TEXT, BASE_DAY)


def test_an_order_makes_a_draft_that_nothing_is_answered_from(database: Database) -> None:
    (draft,) = run(database, BASE, keep(ORDER))
    assert draft.state is DraftState.DRAFT
    assert (draft.act_id, draft.language, draft.date) == ("order-58-2020-05-27", "ru", MAY)
    assert text_of(draft, "chp_2__para_10") == "Жалоба подается в суд."
    assert [result.reason for result in draft.results] == [
        "",
        "there is no paragraph 7 in the Rules",
    ]
    with database.reading() as session:
        assert [e.date for e in reading.editions_of_act(session, draft.act_id)] == [BASE_DAY]
        assert drafts.provisions_concerned(session, draft.order.id) == (
            (draft.act_id, "chp_2__para_10"),
        )


def test_an_order_that_is_kept_comes_back_as_it_was(database: Database) -> None:
    (draft,) = run(database, BASE, keep(ORDER))
    assert draft.order.order == ORDER


def test_the_order_may_come_before_its_act(database: Database) -> None:
    (early,) = run(database, keep(ORDER), BASE)
    assert early.state is DraftState.DRAFT
    assert text_of(early, "chp_2__para_10") == "Жалоба подается в суд."


def test_loading_anything_twice_changes_nothing(database: Database) -> None:
    (first,) = run(database, BASE, keep(ORDER))
    (again,) = run(database, keep(ORDER), BASE, keep(ORDER))
    assert again == first
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AmendingOrderRow)) == 1
        assert session.scalar(select(func.count()).select_from(AmendingInstructionRow)) == 2


def test_an_order_that_was_read_wrongly_is_superseded(database: Database) -> None:
    wrong = replace(ORDER, instructions=ORDER.instructions[1:])
    (draft,) = run(database, BASE, keep(wrong), keep(ORDER))
    assert draft.order.order == ORDER
    with database.reading() as session:
        assert [stored.order for stored in all_orders(session)] == [ORDER]


def test_an_order_on_an_act_that_is_not_there_is_only_kept(database: Database) -> None:
    assert run(database, keep(ORDER)) == []
    with database.reading() as session:
        assert acts_named(session, [ActReference("58", None)]) == {}


def test_two_orders_that_wait_are_applied_one_after_the_other(database: Database) -> None:
    later = order_of(
        instruction(K.REPLACE_WORDS, "para 10", old_words="в суд", new_words="в районный суд"),
        number="120",
        day=date(2026, 3, 1),
    )
    for steps in ((BASE, keep(ORDER), keep(later)), (BASE, keep(later), keep(ORDER))):
        newest, _first = sorted(run(database, *steps), key=lambda d: d.order.order.number == "91")
        assert text_of(newest, "chp_2__para_10") == "Жалоба подается в районный суд."
        assert [result.reason for result in newest.results] == [""]


def test_an_accepted_draft_is_an_edition_until_the_official_text_comes(database: Database) -> None:
    (draft,) = run(database, BASE, keep(ORDER))
    with database.writing() as session:
        outcome = accept_draft(session, LOCAL_ADMINISTRATOR, draft.id)
    with database.reading() as session:
        edition = reading.edition_as_of(session, draft.act_id, "ru", MAY)
        assert edition.id == outcome.edition_id
        assert drafts.made_from_order(session, edition.id) == draft.id
        before = reading.edition_as_of(session, draft.act_id, "ru", date(2026, 4, 30))
        assert before.date == BASE_DAY
        (entry,) = audit.entries(session, subject=f"draft:{draft.id}")
        assert entry.action == "accept_draft"
    (accepted,) = run(database, load_text(official(draft, "в районный суд"), date(2026, 5, 2)))
    assert accepted.state is DraftState.ACCEPTED
    assert accepted.comparison is not None
    assert [(e.eid, e.agreement, e.concerned) for e in accepted.comparison.elements] == [
        ("chp_2__para_10", Agreement.DIFFERS, True)
    ]
    with database.reading() as session:
        row = session.get_one(EditionRow, outcome.edition_id)
        assert row.superseded_at is not None
        now = reading.edition_as_of(session, draft.act_id, "ru", date(2026, 6, 1))
        assert now.id == accepted.official_edition_id


def test_the_official_text_ends_a_draft_that_nobody_decided_on(database: Database) -> None:
    (draft,) = run(database, BASE, keep(ORDER))
    (ended,) = run(database, load_text(official(draft), date(2026, 5, 1)))
    assert ended.state is DraftState.REPLACED
    assert ended.comparison is not None
    assert (ended.comparison.same, ended.comparison.concerned) == (1, 1)


def test_the_official_text_may_come_before_the_order(database: Database) -> None:
    (draft,) = run(database, BASE, keep(ORDER))
    official_step = load_text(official(draft), date(2026, 5, 1))
    (ended,) = run(database, official_step)
    with database.writing() as session:
        for table in ("draft_editions", "amending_instructions", "amending_orders"):
            from sqlalchemy import text

            session.execute(text(f"DELETE FROM {table}"))
    (late,) = run(database, keep(ORDER))
    assert (late.state, late.text, late.comparison) == (ended.state, ended.text, ended.comparison)


def test_an_amended_edition_that_does_not_name_the_order_is_the_new_base(
    database: Database,
) -> None:
    other = replace(TEXT, provisions=tuple(
        replace(p, text=p.text.replace("бесплатна", "платна")) for p in TEXT.provisions
    ))  # fmt: skip
    (draft,) = run(database, BASE, keep(ORDER), load_text(other, date(2026, 1, 1)))
    assert "платна" in text_of(draft, "chp_1__para_1")
    assert draft.state is DraftState.DRAFT


def test_a_draft_is_rejected_with_a_reason(database: Database) -> None:
    (draft,) = run(database, BASE, keep(ORDER))
    with database.writing() as session, pytest.raises(InvalidReferenceError):
        reject_draft(session, LOCAL_ADMINISTRATOR, draft.id, "  ")
    with database.writing() as session:
        reject_draft(session, LOCAL_ADMINISTRATOR, draft.id, "Приказ отозван.")
    (rejected,) = run(database, keep(ORDER), BASE)
    assert (rejected.state, rejected.reason) == (DraftState.REJECTED, "Приказ отозван.")
    with database.writing() as session, pytest.raises(DraftDecidedError):
        accept_draft(session, LOCAL_ADMINISTRATOR, draft.id)


def test_who_may_decide_and_on_what(database: Database) -> None:
    nothing = order_of(instruction(K.DELETE, "para 7"))
    (draft,) = run(database, BASE, keep(nothing))
    with database.writing() as session:
        with pytest.raises(NotAllowedError):
            accept_draft(session, OPERATOR, draft.id)
        with pytest.raises(NotAllowedError):
            reject_draft(session, OPERATOR, draft.id, "x")
        with pytest.raises(NothingAppliedError):
            accept_draft(session, LOCAL_ADMINISTRATOR, draft.id)
        with pytest.raises(NotFoundError):
            accept_draft(session, LOCAL_ADMINISTRATOR, draft.id + 1)


def test_a_repeal_of_the_whole_act_makes_no_draft(database: Database) -> None:
    repeal = order_of(instruction(K.REPEAL, holder=Holder.ACT))
    assert run(database, BASE, keep(repeal)) == []


def test_an_order_without_a_known_day_of_effect_is_dated_by_its_own(database: Database) -> None:
    (draft,) = run(database, BASE, keep(replace(ORDER, entry=UNKNOWN_ENTRY)))
    assert draft.date == ORDER_DAY


def test_an_order_is_tried_without_being_kept(database: Database) -> None:
    run(database, BASE)
    with database.reading() as session:
        draft = drafts.try_order(session, ORDER, "order-58-2020-05-27")
        assert draft is not None
        assert [result.applied for result in draft.results] == [True, False]
        assert drafts.try_order(session, replace(ORDER, language="kk"), draft_act()) is None
        assert all_drafts(session) == []


def draft_act() -> str:
    return "order-58-2020-05-27"

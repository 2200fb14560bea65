"""Keeping amending orders that are loaded, and the drafts of whatever is loaded in step.

Runs in the transaction of the load: an order is loaded as an act like any other, and also kept
with its instructions; every act whose text or orders changed gets its drafts made anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ingest.amending.formulas import is_amending_title
from ingest.amending.reading import read_amending_orders
from ingest.header import ActFacts
from ingest.pipeline import ReadFile, ReadText
from knowledge.acts import Edition, ProvisionKind
from knowledge.amending.instructions import AmendingOrder
from knowledge.store.amending_orders import acts_named, keep_order
from knowledge.store.drafts import accepted_edition_at, renew_drafts, supersede_accepted
from knowledge.store.loading import LoadOutcome, SourceFile, find_act


def amending_orders_in(
    read: ReadFile, data: bytes, facts: Sequence[ActFacts]
) -> tuple[AmendingOrder, ...]:
    """The amending orders that a file is, by its title; () for any other act.

    Raises IngestError.
    """
    if not any(is_amending_title(line) for text in read.texts for line in _head_lines(text)):
        return ()
    orders = read_amending_orders(data, read.name, *facts)
    return tuple(order for order in orders if order.instructions or order.unread)


def _head_lines(text: ReadText) -> list[str]:
    """Title and front, and what stands before the order's first paragraph in a letterhead."""
    preamble = [
        line
        for provision in text.parsed.provisions
        if provision.kind is ProvisionKind.PREAMBLE
        for line in provision.text.split("\n")
    ]
    return [text.parsed.title, *text.parsed.front, *preamble]


def facts_of_orders(orders: Sequence[AmendingOrder]) -> tuple[ActFacts, ...]:
    """What reading the orders says of them as acts.

    A Kazakh title names the amended act in the words of requisites («… 2020 жылғы 27 мамырдағы №
    58 бұйрығына өзгерістер енгізу туралы»), which must not be taken for the order's own.
    """
    return tuple(
        ActFacts(
            kind=order.kind,
            issuer=order.issuer or None,
            date=order.date,
            number=order.number,
            titles={order.language: order.title},
        )
        for order in orders
        if order.number is not None and order.date is not None
    )


def make_way(session: Session, edition: Edition) -> None:
    """Take an accepted draft out of use whose very day an official text now has."""
    act = find_act(session, edition.header)
    if act is None:
        return
    accepted = accepted_edition_at(session, act.id, edition.language, edition.date)
    if accepted is not None:
        supersede_accepted(session, accepted)


def keep_amendments(
    session: Session,
    orders: Sequence[AmendingOrder],
    editions: Sequence[Edition],
    outcomes: Sequence[LoadOutcome],
    file: SourceFile,
) -> None:
    """Keep the orders of a loaded file, and bring all drafts that this bears on in step."""
    loaded = {
        edition.language: outcome.act_id
        for edition, outcome in zip(editions, outcomes, strict=True)
    }
    touched = {(act_id, language): None for language, act_id in loaded.items()}
    for order in orders:
        act_id = loaded.get(order.language)
        if act_id is None or order.number is None or order.date is None:
            continue
        keep_order(session, order, act_id, file.sha256)
        for named in acts_named(session, order.targets).values():
            touched[named, order.language] = None
    for act_id, language in touched:
        renew_drafts(session, act_id, language)

"""People and a small base for the tests of the registers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from law_samples import edition, file_of, header
from sqlalchemy.orm import Session

from knowledge.accounts import Actor, Role
from knowledge.store.loading import load_edition
from knowledge.store.tables import ServiceRow

EDITOR = Actor("editor", frozenset({Role.EDITOR}))
ADMINISTRATOR = Actor("administrator", frozenset({Role.ADMINISTRATOR}))
OPERATOR = Actor("operator", frozenset({Role.OPERATOR}))
QA = Actor("qa", frozenset({Role.QA}))


def responsible(body_id: int | None) -> Actor:
    """The responsible person of a state body."""
    return Actor("responsible", frozenset({Role.RESPONSIBLE}), body_id=body_id)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def load_act(session: Session, number: str = "58", services: int = 2, **more: object) -> str:
    """An act of the Minister of Justice (unless said otherwise) with services; returns its id."""
    act = replace(header(number), **more)  # type: ignore[arg-type]
    loaded = load_edition(session, edition(act.date, "Текст.", of=act), file_of(f"act {number}"))
    for place in range(1, services + 1):
        session.add(
            ServiceRow(
                id=f"{loaded.act_id}/rules_{place}",
                act_id=loaded.act_id,
                root_eid=f"rules_{place}",
                names={"ru": f"Услуга {place}"},
            )
        )
    session.flush()
    return loaded.act_id

"""The register of state bodies: names, terms that they set themselves, what they answer for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.accounts.permissions import Action, Actor, demand
from knowledge.duties import ShorterTerm, check_shorter_term
from knowledge.identity import issuer_key
from knowledge.registers import (
    RegisterConflictError,
    RegisterError,
    StateBody,
    UnknownBodyError,
    checked_code,
)
from knowledge.rulebook import shipped_rulebook
from knowledge.store import audit
from knowledge.store.reading import find_act
from knowledge.store.register_tables import AnsweringBodyRow, BodyTermRow, StateBodyRow
from knowledge.store.services import find_service
from knowledge.store.tables import ActRow


def add_body(session: Session, actor: Actor, code: str, name_kk: str, name_ru: str) -> StateBody:
    """Register a state body.

    Raises NotAllowedError, RegisterError, and RegisterConflictError for a code in use.
    """
    demand(actor, Action.MANAGE_REGISTERS)
    code = checked_code(code)
    name_kk, name_ru = " ".join(name_kk.split()), " ".join(name_ru.split())
    if not (name_kk and name_ru):
        raise RegisterError("A state body needs its name in Kazakh and in Russian.")
    if session.scalar(select(StateBodyRow.id).where(StateBodyRow.code == code)) is not None:
        raise RegisterConflictError(f"There is a state body «{code}» already.")
    row = StateBodyRow(
        code=code,
        name_kk=name_kk,
        name_ru=name_ru,
        issuer_key=issuer_key(name_ru) or issuer_key(name_kk),
        recorded_at=dt.datetime.now(dt.UTC),
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "add_body", f"body:{row.id}", after=_names(row))
    return _body(row)


def rename_body(
    session: Session, actor: Actor, body_id: int, name_kk: str, name_ru: str
) -> StateBody:
    """Give a state body its new names (ministries are reorganised); the audit log has the old.

    Raises NotAllowedError, RegisterError and UnknownBodyError.
    """
    demand(actor, Action.MANAGE_REGISTERS)
    row = session.get(StateBodyRow, find_body(session, str(body_id)).id)
    assert row is not None
    if not (name_kk.strip() and name_ru.strip()):
        raise RegisterError("A state body needs its name in Kazakh and in Russian.")
    before = _names(row)
    row.name_kk, row.name_ru = " ".join(name_kk.split()), " ".join(name_ru.split())
    row.issuer_key = issuer_key(row.name_ru) or issuer_key(row.name_kk)
    audit.record(session, actor, "rename_body", f"body:{row.id}", before=before, after=_names(row))
    session.flush()
    return _body(row)


def all_bodies(session: Session) -> tuple[StateBody, ...]:
    """Every state body, by code."""
    return tuple(map(_body, session.scalars(select(StateBodyRow).order_by(StateBodyRow.code))))


def find_body(session: Session, reference: str) -> StateBody:
    """The state body with an id or a code. Raises UnknownBodyError."""
    wanted = reference.strip().lower()
    query = select(StateBodyRow)
    if wanted.isdecimal():
        query = query.where(StateBodyRow.id == int(wanted[:9]))
    else:
        query = query.where(StateBodyRow.code == wanted)
    row = session.scalar(query)
    if row is None:
        codes = ", ".join(body.code for body in all_bodies(session)) or "none"
        raise UnknownBodyError(f"There is no state body «{reference}»; registered: {codes}.")
    return _body(row)


def set_term(session: Session, actor: Actor, term: ShorterTerm) -> None:
    """Record a shorter term that a body set itself, or that it went back to the law's.

    Raises NotAllowedError, TermTooLongError, NotFoundError.
    """
    demand(actor, Action.MANAGE_REGISTERS)
    body = find_body(session, str(term.body_id))
    act_id = find_act(session, term.act_id).id if term.act_id is not None else None
    check_shorter_term(term, shipped_rulebook())
    session.add(
        BodyTermRow(
            body_id=body.id,
            act_id=act_id,
            duty_id=term.duty_id,
            working_days=term.working_days,
            since=term.since,
            source=term.source,
            recorded_at=dt.datetime.now(dt.UTC),
            recorded_by=actor.name,
        )
    )
    session.flush()
    audit.record(
        session,
        actor,
        "set_term",
        f"body:{body.id}",
        after={
            "duty": term.duty_id,
            "working_days": term.working_days,
            "since": term.since.isoformat(),
            "act": act_id,
            "source": term.source,
        },
    )


def body_terms(session: Session, body_id: int | None = None) -> tuple[ShorterTerm, ...]:
    """The terms that bodies set themselves, in the order of their recording."""
    query = select(BodyTermRow).order_by(BodyTermRow.id)
    if body_id is not None:
        query = query.where(BodyTermRow.body_id == body_id)
    return tuple(
        ShorterTerm(row.body_id, row.duty_id, row.working_days, row.since, row.act_id, row.source)
        for row in session.scalars(query)
    )


@dataclass(frozen=True, slots=True)
class AnsweringBodies:
    """Which state body answers for what, on a day.

    What the register says of the service goes first, then what it says of the act; without
    either it is the body that issued the act (п. 20: «approved the act»), if exactly one
    registered body can be it.
    """

    of_services: Mapping[str, int | None]
    of_acts: Mapping[str, int | None]
    issuers: Mapping[str, int]
    """By act, the body that issued it."""

    def body_of(self, act_id: str | None, service_id: str | None = None) -> int | None:
        """The id of the state body that answers for a service, or an act; None: unknown."""
        if service_id is not None and self.of_services.get(service_id) is not None:
            return self.of_services[service_id]
        if act_id is None:
            return None
        found = self.of_acts.get(act_id)
        return found if found is not None else self.issuers.get(act_id)


def answering_bodies(session: Session, day: dt.date) -> AnsweringBodies:
    """Which state body answers for what on a day."""
    of_services: dict[str, int | None] = {}
    of_acts: dict[str, int | None] = {}
    for row in session.scalars(
        select(AnsweringBodyRow)
        .where(AnsweringBodyRow.since <= day)
        .order_by(AnsweringBodyRow.since, AnsweringBodyRow.id)
    ):
        if row.service_id is not None:
            of_services[row.service_id] = row.body_id
        elif row.act_id is not None:
            of_acts[row.act_id] = row.body_id
    return AnsweringBodies(of_services, of_acts, _issuers(session))


def answer_for(
    session: Session,
    actor: Actor,
    body_id: int | None,
    since: dt.date,
    *,
    act: str | None = None,
    service_id: str | None = None,
) -> None:
    """Record that a body answers for an act or a service from a day on; None ends it.

    ``act`` is any reference to an act. Raises NotAllowedError, NotFoundError and RegisterError.
    """
    demand(actor, Action.MANAGE_REGISTERS)
    if (act is None) == (service_id is None):
        raise RegisterError("Name an act or a service, one of them.")
    act_id = find_act(session, act).id if act is not None else None
    if service_id is not None:
        find_service(session, service_id)
    if body_id is not None:
        find_body(session, str(body_id))
    session.add(
        AnsweringBodyRow(
            body_id=body_id,
            act_id=act_id,
            service_id=service_id,
            since=since,
            recorded_at=dt.datetime.now(dt.UTC),
            recorded_by=actor.name,
        )
    )
    session.flush()
    subject = f"service:{service_id}" if service_id is not None else f"act:{act_id}"
    audit.record(
        session,
        actor,
        "answer_for",
        subject,
        after={"body": body_id, "since": since.isoformat()},
    )


def _issuers(session: Session) -> dict[str, int]:
    bodies: dict[str, list[int]] = {}
    for body_id, key in session.execute(select(StateBodyRow.id, StateBodyRow.issuer_key)):
        if key is not None:
            bodies.setdefault(key, []).append(body_id)
    certain = {key: ids[0] for key, ids in bodies.items() if len(ids) == 1}
    if not certain:
        return {}
    acts = session.execute(
        select(ActRow.id, ActRow.issuer_key).where(ActRow.issuer_key.in_(certain))
    )
    return {act_id: certain[key] for act_id, key in acts if key is not None}


def _body(row: StateBodyRow) -> StateBody:
    return StateBody(row.id, row.code, {"kk": row.name_kk, "ru": row.name_ru})


def _names(row: StateBodyRow) -> dict[str, str]:
    return {"code": row.code, "kk": row.name_kk, "ru": row.name_ru}

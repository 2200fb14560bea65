"""What the doors show of the calendar, the duties and the registers."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from knowledge.acceptance import AcceptanceProtocol
from knowledge.calendar.working_days import CalendarDay, Transfer
from knowledge.duties import Duty, ShorterTerm, Trigger
from knowledge.registers import BodyRequest, ResponsiblePerson, StateBody
from knowledge.rulebook import DutyDefinition, Length, Rule


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


# --- the calendar ---------------------------------------------------------------------------------


class TransferView(_View):
    """A transfer of a day off, and the act that made it."""

    day_off: dt.date
    working_day: dt.date | None = Field(description="Worked for it; null: nothing is")
    source: str
    recorded: bool = Field(description="By an administrator; false: Bilim came with it")


class CalendarDayView(_View):
    """One day of the calendar."""

    date: dt.date
    kind: str = Field(description="working, working_by_transfer, weekend, holiday, off_by_transfer")
    working: bool
    estimated: bool = Field(description="Off only by an estimate that nobody has confirmed")
    holidays: tuple[dict[str, str], ...] = Field(description="Names by language: kk, en")
    source: str = Field(description="The act that transferred the day off, if one did")


class TermView(_View):
    """A term counted in working days; the day of the event is not counted."""

    since: dt.date
    working_days: int
    due: dt.date
    estimated: bool = Field(description="A holiday not yet confirmed may move the due date")
    days_off: tuple[CalendarDayView, ...] = Field(description="Holidays and transfers between")


class CountView(_View):
    """How many working days follow one day, up to and with another; negative backwards."""

    since: dt.date
    until: dt.date
    working_days: int
    estimated: bool


# --- duties ---------------------------------------------------------------------------------------


class LengthView(_View):
    """The length of a term. ``kind`` says how it is given."""

    kind: str = Field(
        description="working_days, next_working_day, at_once, day_of_next_month, after_working_days"
    )
    number: int


class EventView(_View):
    """An event that duties arise from."""

    id: int
    event: str
    day: dt.date
    act_id: str | None
    service_id: str | None
    body_id: int | None
    subject: str


class FulfilmentView(_View):
    """By what a duty was fulfilled, and when."""

    day: dt.date
    by: str
    late: bool


class TermOfBodyView(_View):
    """A term that a state body set itself; null working days: the law's own again."""

    body_id: int
    duty: str
    working_days: int | None
    since: dt.date
    act_id: str | None
    source: str


class DutyView(_View):
    """A duty as it stands on a day."""

    duty: str
    text: dict[str, str]
    who: str = Field(description="state_body, responsible_person, contact_center")
    body_id: int | None
    body: str | None = Field(description="The code of the state body")
    event: EventView
    due: dt.date
    working_days_left: int | None = Field(
        description="After the day asked for, up to the due date; null: fulfilled"
    )
    overdue: bool
    estimated: bool = Field(description="A holiday not yet confirmed may move the due date")
    length: LengthView
    shortened_by: TermOfBodyView | None
    source: str = Field(description="The act and paragraph")
    certain: bool = Field(description="False: the text of that time is not known to us")
    fulfilled: FulfilmentView | None


class RaisedView(_View):
    """An event that was recorded, and the duties that arise from it."""

    event: EventView
    new: bool
    duties: tuple[str, ...]


class RuleView(_View):
    """A duty as one text has it, and when that text was in force (``until`` excluded)."""

    duty: str
    text: dict[str, str]
    who: str
    trigger: str
    length: LengthView
    source: str
    since: dt.date
    until: dt.date | None
    since_exact: bool = Field(description="False: the earliest day on which it can have been")
    certain: bool
    note: str


# --- registers ------------------------------------------------------------------------------------


class BodyView(_View):
    """A state body."""

    id: int
    code: str
    names: dict[str, str]


class PersonView(_View):
    """A responsible person; ``until`` is the first day on which they no longer are."""

    id: int
    body_id: int
    service_id: str | None
    name: str
    position: str
    phone: str
    email: str
    since: dt.date
    until: dt.date | None
    replaced_by: int | None


class ProtocolView(_View):
    """That a service was accepted; it is answered from ``opens_on`` on."""

    id: int
    service_id: str
    number: str | None
    signed_on: dt.date | None
    opens_on: dt.date


class AnswerableView(_View):
    """Whether a service is answered to callers on a day."""

    service_id: str
    names: dict[str, str]
    answered: bool


class ReplyView(_View):
    """A state body's reply."""

    id: int
    kind: str = Field(description="answer or refusal")
    replied_on: dt.date
    text: str


class RequestView(_View):
    """A request to a state body, with its replies."""

    id: int
    body_id: int
    act_id: str | None
    service_id: str | None
    asked_on: dt.date
    text: str
    replies: tuple[ReplyView, ...]


# --- from the domain's values ---------------------------------------------------------------------


def transfer_view(transfer: Transfer, *, recorded: bool) -> TransferView:
    """A transfer, to be shown."""
    return TransferView(
        day_off=transfer.day_off,
        working_day=transfer.working_day,
        source=transfer.source,
        recorded=recorded,
    )


def calendar_day_view(found: CalendarDay) -> CalendarDayView:
    """A day of the calendar, to be shown."""
    return CalendarDayView(
        date=found.day,
        kind=found.kind.value,
        working=found.working,
        estimated=found.estimated,
        holidays=tuple(dict(holiday.names) for holiday in found.holidays),
        source=found.transfer.source if found.transfer else "",
    )


def event_view(trigger: Trigger) -> EventView:
    """An event, to be shown."""
    return EventView(
        id=trigger.id,
        event=trigger.event.value,
        day=trigger.day,
        act_id=trigger.act_id,
        service_id=trigger.service_id,
        body_id=trigger.body_id,
        subject=trigger.subject,
    )


def duty_view(duty: Duty, codes: dict[int, str]) -> DutyView:
    """A duty, to be shown; ``codes`` are those of the state bodies by id."""
    done = duty.fulfilment
    return DutyView(
        duty=duty.id,
        text=dict(duty.texts),
        who=duty.who.value,
        body_id=duty.body_id,
        body=codes.get(duty.body_id) if duty.body_id is not None else None,
        event=event_view(duty.trigger),
        due=duty.due,
        working_days_left=duty.working_days_left,
        overdue=duty.overdue,
        estimated=duty.rests_on_estimate,
        length=_length_view(duty.rule.length),
        shortened_by=term_view(duty.shortened_by) if duty.shortened_by else None,
        source=duty.rule.source,
        certain=duty.rule.text.certain,
        fulfilled=FulfilmentView(day=done.day, by=done.by, late=duty.late) if done else None,
    )


def term_view(term: ShorterTerm) -> TermOfBodyView:
    """A body's own term, to be shown."""
    return TermOfBodyView(
        body_id=term.body_id,
        duty=term.duty_id,
        working_days=term.working_days,
        since=term.since,
        act_id=term.act_id,
        source=term.source,
    )


def rule_view(definition: DutyDefinition, rule: Rule) -> RuleView:
    """A rule, to be shown."""
    return RuleView(
        duty=definition.id,
        text=dict(definition.texts),
        who=rule.who.value,
        trigger=rule.trigger.value,
        length=_length_view(rule.length),
        source=rule.source,
        since=rule.text.start,
        until=rule.text.end,
        since_exact=rule.text.exact,
        certain=rule.text.certain,
        note=" ".join(filter(None, (rule.note, rule.text.note))),
    )


def _length_view(length: Length) -> LengthView:
    return LengthView(kind=length.kind.value, number=length.number)


def body_view(body: StateBody) -> BodyView:
    """A state body, to be shown."""
    return BodyView(id=body.id, code=body.code, names=dict(body.names))


def person_view(person: ResponsiblePerson) -> PersonView:
    """A responsible person, to be shown."""
    return PersonView(
        id=person.id,
        body_id=person.body_id,
        service_id=person.service_id,
        name=person.details.name,
        position=person.details.position,
        phone=person.details.phone,
        email=person.details.email,
        since=person.since,
        until=person.until,
        replaced_by=person.replaced_by,
    )


def protocol_view(protocol: AcceptanceProtocol) -> ProtocolView:
    """An acceptance protocol, to be shown."""
    return ProtocolView(
        id=protocol.id,
        service_id=protocol.service_id,
        number=protocol.number,
        signed_on=protocol.signed_on,
        opens_on=protocol.opens_on,
    )


def request_view(request: BodyRequest) -> RequestView:
    """A request to a state body, to be shown."""
    return RequestView(
        id=request.id,
        body_id=request.body_id,
        act_id=request.act_id,
        service_id=request.service_id,
        asked_on=request.asked_on,
        text=request.text,
        replies=tuple(
            ReplyView(id=r.id, kind=r.kind.value, replied_on=r.replied_on, text=r.text)
            for r in request.replies
        ),
    )

"""Duties: what an event obliges whom to do, by when, and how that stands on a day.

Worked out from the event, the rulebook, the calendar and the day, and kept nowhere: a transfer
of a day off that is learned of later moves every due date that it bears on.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.calendar.working_days import ONE_DAY, WorkingCalendar
from knowledge.errors import BilimError
from knowledge.rulebook import Event, Length, LengthKind, Rule, Rulebook, Who


class TermTooLongError(BilimError):
    """A state body sets itself a longer term than the law gives it, or one that cannot be set."""

    code = "term_too_long"


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event that duties arise from.

    ``body_id`` is the state body it is about, where known. ``subject`` says what exactly it was:
    a person who was replaced, a refusal, a month.
    """

    id: int
    event: Event
    day: dt.date
    act_id: str | None = None
    service_id: str | None = None
    body_id: int | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """By what a duty was fulfilled, and on which day."""

    day: dt.date
    by: str


@dataclass(frozen=True, slots=True)
class ShorterTerm:
    """A term that a state body set itself, for events from ``since`` on.

    ``act_id`` None: for all its acts. ``working_days`` None: the law's own term again.
    ``source`` is where it is said, such as a paragraph of the body's own Rules.
    """

    body_id: int
    duty_id: str
    working_days: int | None
    since: dt.date
    act_id: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty as it stands on the day ``as_of``.

    ``body_id`` is the state body that has to do it, None for the contact center's own and where
    no body is known. ``shortened_by`` is the body's own term, where that is what counts.
    ``rests_on_estimate``: a holiday whose date is not confirmed may move the due date.
    ``working_days_left`` counts the working days after ``as_of`` up to the due date; it is
    negative once that has passed, and None where the duty is fulfilled.
    """

    id: str
    texts: Mapping[str, str]
    who: Who
    body_id: int | None
    trigger: Trigger
    rule: Rule
    due: dt.date
    shortened_by: ShorterTerm | None
    rests_on_estimate: bool
    as_of: dt.date
    working_days_left: int | None
    fulfilment: Fulfilment | None

    @property
    def overdue(self) -> bool:
        """Whether it should have been fulfilled by ``as_of`` and is not."""
        return self.fulfilment is None and self.as_of > self.due

    @property
    def late(self) -> bool:
        """Whether it was fulfilled, but after its due date."""
        return self.fulfilment is not None and self.fulfilment.day > self.due


def due_day(length: Length, event_day: dt.date, calendar: WorkingCalendar) -> dt.date:
    """The last day on which a duty is fulfilled in time.

    For ``AFTER_WORKING_DAYS`` it is the first day after the term instead («по истечении»), which
    may be a day off: the contact center works around the clock. Raises CalendarRangeError.
    """
    if length.kind is LengthKind.WORKING_DAYS:
        return calendar.after(event_day, length.number)
    if length.kind is LengthKind.NEXT_WORKING_DAY:
        return calendar.after(event_day, 1)
    if length.kind is LengthKind.AT_ONCE:
        return calendar.on_or_after(event_day)
    if length.kind is LengthKind.AFTER_WORKING_DAYS:
        return calendar.after(event_day, length.number) + ONE_DAY
    return calendar.on_or_after(_day_of_next_month(event_day, length.number))


def duties_of(
    trigger: Trigger,
    rulebook: Rulebook,
    calendar: WorkingCalendar,
    as_of: dt.date,
    *,
    body_id: int | None = None,
    terms: Sequence[ShorterTerm] = (),
    fulfilled: Mapping[str, Fulfilment] | None = None,
) -> tuple[Duty, ...]:
    """The duties that ``trigger`` gives rise to, as they stand on ``as_of``.

    ``body_id`` is the state body that answers for the trigger's service; ``terms`` are shorter
    terms that any body has set, in the order of their setting; ``fulfilled`` is by id of duty.
    There are none before the day of the trigger, and none that happen by themselves.
    Raises CalendarRangeError.
    """
    if as_of < trigger.day:
        return ()
    return tuple(
        _duty(rule, trigger, rulebook, calendar, as_of, body_id, terms, fulfilled or {})
        for rule in rulebook.raised_by(trigger.event, trigger.day)
        if not rulebook.duties[rule.duty_id].automatic
    )


def _duty(
    rule: Rule,
    trigger: Trigger,
    rulebook: Rulebook,
    calendar: WorkingCalendar,
    as_of: dt.date,
    body_id: int | None,
    terms: Sequence[ShorterTerm],
    fulfilled: Mapping[str, Fulfilment],
) -> Duty:
    whose = None if rule.who is Who.CONTACT_CENTER else body_id
    shorter = _shorter_term(rule, trigger, whose, terms)
    length = rule.length
    if shorter is not None and shorter.working_days is not None:
        length = Length(LengthKind.WORKING_DAYS, shorter.working_days)
    due = due_day(length, trigger.day, calendar)
    done = fulfilled.get(rule.duty_id)
    if done is not None and done.day > as_of:
        done = None
    return Duty(
        id=rule.duty_id,
        texts=rulebook.duties[rule.duty_id].texts,
        who=rule.who,
        body_id=whose,
        trigger=trigger,
        rule=rule,
        due=due,
        shortened_by=shorter,
        rests_on_estimate=calendar.rests_on_estimate(trigger.day, due),
        as_of=as_of,
        working_days_left=None if done else calendar.working_days_between(as_of, due),
        fulfilment=done,
    )


def _shorter_term(
    rule: Rule, trigger: Trigger, body_id: int | None, terms: Sequence[ShorterTerm]
) -> ShorterTerm | None:
    """The body's own term that counts: its newest for all acts or for this one, if shorter."""
    if body_id is None or rule.length.kind is not LengthKind.WORKING_DAYS:
        return None
    newest: dict[str | None, ShorterTerm] = {}
    for term in sorted(terms, key=lambda term: term.since):
        theirs = (term.body_id, term.duty_id) == (body_id, rule.duty_id)
        if theirs and term.act_id in (None, trigger.act_id) and term.since <= trigger.day:
            newest[term.act_id] = term
    shorter = [
        term
        for term in newest.values()
        if term.working_days is not None and term.working_days < rule.length.number
    ]
    return min(shorter, key=lambda term: term.working_days or 0, default=None)


def check_shorter_term(term: ShorterTerm, rulebook: Rulebook) -> None:
    """Raise TermTooLongError unless ``term`` is no longer than what the law gives on its day.

    Also UnknownDutyError. Going back to the law's own term is always allowed.
    """
    definition = rulebook.definition(term.duty_id)
    if term.working_days is None:
        return
    rule = definition.rule_on(term.since)
    if rule is None or rule.length.kind is not LengthKind.WORKING_DAYS:
        raise TermTooLongError(
            f"«{term.duty_id}» has no term in working days on {term.since.isoformat()}, so none "
            f"can be set for it."
        )
    if rule.who is Who.CONTACT_CENTER:
        raise TermTooLongError(
            f"«{term.duty_id}» is the contact center's own duty; a state body cannot shorten it."
        )
    if not 1 <= term.working_days <= rule.length.number:
        raise TermTooLongError(
            f"«{term.duty_id}» has to be done within {rule.length.number} working days "
            f"({rule.source}). A state body may set 1 to {rule.length.number}, not "
            f"{term.working_days}."
        )


def consulting_opens(signed: dt.date, rulebook: Rulebook, calendar: WorkingCalendar) -> dt.date:
    """The first day on which a service is answered, of a protocol signed on ``signed``.

    Five working days must have passed (п. 23): with a protocol signed on a Monday, in a week
    without holidays, that is the Tuesday of the next week. Raises CalendarRangeError.
    """
    rule = rulebook.definition("open_consulting").rule_on(signed)
    return due_day(rule.length, signed, calendar) if rule is not None else signed


@dataclass(frozen=True, slots=True)
class Refusal:
    """That a state body refused to give information, on ``day``; ``id`` is of the reply."""

    id: int
    day: dt.date


def repeated_refusals(refusals: Iterable[Refusal]) -> tuple[tuple[Refusal, ...], ...]:
    """Refusals of one body within a month of the first of them, where there are at least two.

    The duty to report them (п. 28) arises on the day of the second; what follows within the
    month belongs to the same report. A month ends on the same date of the next one (Civil Code,
    art. 174).
    """
    groups: list[list[Refusal]] = []
    for refusal in sorted(refusals, key=lambda refusal: (refusal.day, refusal.id)):
        if groups and refusal.day <= _month_after(groups[-1][0].day):
            groups[-1].append(refusal)
        else:
            groups.append([refusal])
    return tuple(tuple(group) for group in groups if len(group) > 1)


def ended_months(first: dt.date, as_of: dt.date) -> tuple[dt.date, ...]:
    """The last days of all months that ended from ``first`` on and before ``as_of``."""
    days = []
    day = _last_of_month(first)
    while day < as_of:
        days.append(day)
        day = _last_of_month(day + ONE_DAY)
    return tuple(days)


def _last_of_month(day: dt.date) -> dt.date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _day_of_next_month(day: dt.date, number: int) -> dt.date:
    return (_last_of_month(day) + ONE_DAY).replace(day=number)


def _month_after(day: dt.date) -> dt.date:
    following = _last_of_month(day) + ONE_DAY
    return following.replace(day=min(day.day, _last_of_month(following).day))

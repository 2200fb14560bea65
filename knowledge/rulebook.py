"""The rulebook: duties and terms as data, each from a paragraph of a text and its days of effect.

A duty that arises on a day is judged by the text that was in force on that day, so that an act
of 2014 falls under the Rules of 2014. The file is ``knowledge/data/rulebook.toml``.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Any, TypeVar

from knowledge.errors import BilimError, NotFoundError


class RulebookError(BilimError):
    """The file of rules contradicts itself or cannot be read; the message names the place."""

    code = "bad_rulebook"


class UnknownDutyError(NotFoundError):
    """The rulebook has no duty with this id."""

    code = "unknown_duty"


class Who(StrEnum):
    """Whose duty it is."""

    STATE_BODY = "state_body"
    RESPONSIBLE_PERSON = "responsible_person"
    CONTACT_CENTER = "contact_center"


class Event(StrEnum):
    """What a duty arises from."""

    ACT_APPROVED = "act_approved"
    """An act that sets the procedure of a service was approved."""
    ACT_AMENDED = "act_amended"
    REQUEST_RECEIVED = "request_received"
    """The contact center's request for Annex 1 reached the state body."""
    RESPONSIBLE_APPOINTED = "responsible_appointed"
    RESPONSIBLE_REPLACED = "responsible_replaced"
    INFORMATION_SENT = "information_sent"
    """Annex 1 reached the contact center."""
    TRAINING_HELD = "training_held"
    PROTOCOL_SIGNED = "protocol_signed"
    REFUSED_REPEATEDLY = "refused_repeatedly"
    MONTH_ENDED = "month_ended"
    DISCREPANCY = "discrepancy"
    """The reports differ and, since 2022, the authorised body asked why."""


class LengthKind(StrEnum):
    """How a term is given; the file of rules says what each means."""

    WORKING_DAYS = "working_days"
    NEXT_WORKING_DAY = "next_working_day"
    AT_ONCE = "at_once"
    DAY_OF_NEXT_MONTH = "day_of_next_month"
    AFTER_WORKING_DAYS = "after_working_days"


_WITHOUT_NUMBER = frozenset({LengthKind.NEXT_WORKING_DAY, LengthKind.AT_ONCE})
_LAST_DAY_OF_ALL_MONTHS = 28


@dataclass(frozen=True, slots=True)
class Length:
    """The length of a term; ``number`` is 0 where the kind needs none."""

    kind: LengthKind
    number: int = 0


@dataclass(frozen=True, slots=True)
class RuleText:
    """A text that states rules, in force from ``start`` (included) to ``end`` (excluded).

    ``exact`` is false where ``start`` is only the earliest day on which it can have been in
    force; ``certain`` is false where the text itself is not known to us.
    """

    id: str
    act: str
    start: dt.date
    end: dt.date | None
    exact: bool
    certain: bool
    note: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A duty as one text has it."""

    duty_id: str
    text: RuleText
    paragraph: str
    who: Who
    trigger: Event
    length: Length
    note: str

    @property
    def source(self) -> str:
        """The act and paragraph, as one would cite them."""
        return f"{self.text.act}, п. {self.paragraph}" if self.paragraph else self.text.act


@dataclass(frozen=True, slots=True)
class DutyDefinition:
    """A duty with what it says in kk and ru, and its rules, oldest first.

    ``leads_to`` is the event that its fulfilment is; an ``automatic`` duty needs nobody.
    """

    id: str
    texts: Mapping[str, str]
    rules: tuple[Rule, ...]
    leads_to: Event | None
    automatic: bool

    def rule_on(self, day: dt.date) -> Rule | None:
        """The rule that judges an event on ``day``; None where no text in force then has one."""
        for rule in self.rules:
            if rule.text.start <= day and (rule.text.end is None or day < rule.text.end):
                return rule
        return None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All duties, by id, in the order of the file."""

    texts: tuple[RuleText, ...]
    duties: Mapping[str, DutyDefinition]

    def definition(self, duty_id: str) -> DutyDefinition:
        """The duty with an id. Raises UnknownDutyError."""
        found = self.duties.get(duty_id)
        if found is None:
            raise UnknownDutyError(
                f"There is no duty «{duty_id}». The rulebook has: {', '.join(self.duties)}."
            )
        return found

    def text_on(self, day: dt.date) -> RuleText | None:
        """The text in force on a day; None before the first."""
        return next(
            (t for t in self.texts if t.start <= day and (t.end is None or day < t.end)), None
        )

    def raised_by(self, event: Event, day: dt.date) -> tuple[Rule, ...]:
        """The rules of all duties that an event on a day gives rise to."""
        rules = (definition.rule_on(day) for definition in self.duties.values())
        return tuple(rule for rule in rules if rule is not None and rule.trigger is event)


@cache
def shipped_rulebook() -> Rulebook:
    """The rulebook that comes with Bilim. Raises RulebookError."""
    return read_rulebook(
        files("knowledge").joinpath("data").joinpath("rulebook.toml").read_text("utf-8")
    )


def read_rulebook(text: str) -> Rulebook:
    """The rulebook that a TOML text states. Raises RulebookError."""
    try:
        table = tomllib.loads(text)
        texts = _texts(table["text"])
        by_id = {found.id: found for found in texts}
        if len(by_id) < len(texts):
            raise RulebookError("Two texts have the same id.")
        duties = [_duty(row, by_id) for row in table["duty"]]
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(f"The rulebook is no TOML: {error}.") from error
    except KeyError as error:
        raise RulebookError(f"The rulebook lacks {error}.") from error
    named = {duty.id: duty for duty in duties}
    if len(named) < len(duties):
        raise RulebookError("Two duties have the same id.")
    return Rulebook(texts, MappingProxyType(named))


def _texts(rows: list[dict[str, Any]]) -> tuple[RuleText, ...]:
    starts = [row["from"] for row in rows]
    if any(later <= earlier for earlier, later in pairwise(starts)):
        raise RulebookError("The texts must stand in order of their first days.")
    ends: list[dt.date | None] = [*starts[1:], None]
    return tuple(
        RuleText(
            id=row["id"],
            act=row["act"],
            start=row["from"],
            end=end,
            exact=row.get("exact", True),
            certain=row.get("certain", True),
            note=row.get("note", ""),
        )
        for row, end in zip(rows, ends, strict=True)
    )


def _duty(row: dict[str, Any], texts: Mapping[str, RuleText]) -> DutyDefinition:
    duty_id = row["id"]
    rules = tuple(
        sorted(
            (_rule(duty_id, rule, row["who"], texts) for rule in row["rule"]),
            key=lambda rule: rule.text.start,
        )
    )
    if len({rule.text.id for rule in rules}) < len(rules):
        raise RulebookError(f"{duty_id}: a text states this duty twice.")
    words = {"kk": row["kk"], "ru": row["ru"]}
    if not all(words.values()):
        raise RulebookError(f"{duty_id}: say what is to be done in kk and in ru.")
    leads_to = row.get("leads_to")
    return DutyDefinition(
        id=duty_id,
        texts=MappingProxyType(words),
        rules=rules,
        leads_to=_one_of(Event, leads_to, duty_id) if leads_to else None,
        automatic=row.get("automatic", False),
    )


def _rule(duty_id: str, row: dict[str, Any], who: str, texts: Mapping[str, RuleText]) -> Rule:
    text = texts.get(row["text"])
    if text is None:
        raise RulebookError(f"{duty_id}: there is no text «{row['text']}».")
    paragraph = row["paragraph"]
    if text.certain and not paragraph:
        raise RulebookError(f"{duty_id}, {text.id}: name the paragraph.")
    return Rule(
        duty_id=duty_id,
        text=text,
        paragraph=paragraph,
        who=_one_of(Who, row.get("who", who), duty_id),
        trigger=_one_of(Event, row["trigger"], duty_id),
        length=_length(row["length"], duty_id),
        note=row.get("note", ""),
    )


def _length(row: dict[str, Any], duty_id: str) -> Length:
    if len(row) != 1:
        raise RulebookError(f"{duty_id}: a length is given in one way.")
    name, value = next(iter(row.items()))
    kind = _one_of(LengthKind, name, duty_id)
    if kind in _WITHOUT_NUMBER:
        if value is not True:
            raise RulebookError(f"{duty_id}: write {name} = true.")
        return Length(kind)
    most = _LAST_DAY_OF_ALL_MONTHS if kind is LengthKind.DAY_OF_NEXT_MONTH else None
    if type(value) is not int or value < 1 or (most is not None and value > most):
        raise RulebookError(f"{duty_id}: {name} = {value} is no number of days.")
    return Length(kind, value)


_Choice = TypeVar("_Choice", bound=StrEnum)


def _one_of(kind: type[_Choice], value: str, duty_id: str) -> _Choice:
    try:
        return kind(value)
    except ValueError as error:
        choices = ", ".join(kind)
        raise RulebookError(f"{duty_id}: «{value}» is none of {choices}.") from error

"""What the doors show of amending orders and of the drafts made from them."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from api.views import DifferenceView


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class ActNameView(_View):
    """An act as an order names it."""

    number: str
    date: dt.date | None


class OrderNameView(_View):
    """The amending order itself; null where its file does not say."""

    number: str | None
    date: dt.date | None
    language: str


class TargetView(ActNameView):
    """An act that the order amends or repeals."""

    known: bool = Field(description="Whether the base has it")


class InstructionView(_View):
    """One change to one element of one act."""

    act: ActNameView
    provision: str = Field(
        description="title, preamble, order para N, rules title, rules, para N subpara M, "
        "annex N row M, act, …"
    )
    kind: str = Field(
        description="replace, insert, delete, replace_words, replace_words_throughout, "
        "annex_replace, title or repeal"
    )
    text: str | None = Field(description="The new text, without the outer quotation marks")
    old_words: str | None
    new_words: str | None
    in_force_from: dt.date | None = Field(
        description="Where the order names a day for this instruction, or for itself"
    )
    applicable: bool
    reason: str | None = Field(description="Why it is not applicable; else null")


class AmendmentsView(_View):
    """An amending order as it is read, without anything being stored."""

    order: OrderNameView
    targets: tuple[TargetView, ...]
    instructions: tuple[InstructionView, ...]
    unread: tuple[str, ...] = Field(
        description="Lines that order a change which could not be read: a person has to"
    )


class AgreementView(_View):
    """How many of the elements that an order is about the official text has as the draft had."""

    official_edition: dt.date
    same: int
    concerned: int


class DraftSummary(_View):
    """A draft edition: what an amending order makes of an act's text in one language."""

    id: int
    order: OrderNameView
    order_title: str
    act_id: str
    act: ActNameView
    language: str
    base_edition: dt.date
    date: dt.date = Field(description="The day by which the draft is dated")
    state: str = Field(description="draft, accepted, rejected or replaced (by the official text)")
    applied: int
    not_applied: int
    made_at: dt.datetime
    decided_by: str | None
    reason: str
    agreement: AgreementView | None = Field(description="Once the official text has come")


class ComparedView(_View):
    """One element of the draft beside the official text."""

    eid: str
    number: str
    agreement: str = Field(description="same, differs, only_draft or only_official")
    concerned: bool = Field(description="Whether the order is about it")
    draft: str | None
    official: str | None


class DraftView(DraftSummary):
    """A draft with its instructions and what it changes."""

    title: str
    concerned: tuple[str, ...] = Field(description="The eids that the order is about")
    instructions: tuple[InstructionView, ...]
    unread: tuple[str, ...]
    compared_with: dt.date = Field(description="The edition that the differences are from")
    differences: tuple[DifferenceView, ...]
    comparison: tuple[ComparedView, ...] | None = Field(
        description="With the official text, once it has come"
    )


class AcceptedDraft(_View):
    """The edition that an accepted draft has become."""

    draft: int
    act_id: str
    edition_id: int
    status: str
    changed_versions: int

"""Reading an amending order: file → its own words and quotations → instructions.

The way: blocks → title, number, date → the order's own text and its annexes → lines with their
quotations taken out → clauses → instructions, each with the day that is named for it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.amending.building import Body, instructions_of
from ingest.amending.entries import Entries
from ingest.amending.flow import (
    Annex,
    Flow,
    OwnName,
    divide_order,
    is_changes_title,
    is_list_title,
)
from ingest.amending.formulas import is_amending_title, orders_change
from ingest.amending.heading import read_head
from ingest.amending.references import mark_acts
from ingest.amending.walking import Walk, walk
from ingest.blocks import ReadDocument
from ingest.cleaning import clean
from ingest.header import (
    ActFacts,
    facts_of_properties,
    facts_of_stamp,
    merge,
)
from ingest.languages import split_languages
from ingest.readers import read_file
from ingest.ruined import check_not_ruined
from knowledge.amending.instructions import ActReference, AmendingOrder, Instruction
from knowledge.dates import kazakh_i


def read_amending_orders(data: bytes, name: str, *given: ActFacts) -> tuple[AmendingOrder, ...]:
    """The amending order in a file, in each language in which the file has it.

    ``given`` facts win over what the file says. An order that amends nothing has no instructions.
    Raises IngestError where the file cannot be read.
    """
    document = read_file(data, name)
    check_not_ruined(document)
    cleaned = clean(document)
    return tuple(
        read_amending_order(part, language, *given) for language, part in split_languages(cleaned)
    )


def read_amending_order(document: ReadDocument, language: str, *given: ActFacts) -> AmendingOrder:
    """The amending order that one language version of a file is."""
    head = read_head(document)
    facts = merge((*given, facts_of_properties(document.properties), head.facts))
    own = OwnName(facts.number, facts.date)
    flow = divide_order(head.rest, own)
    if facts.number is None or facts.date is None:
        facts = merge((facts, *_facts_of_stamps(flow)))
    entries = Entries(flow.body, language)
    instructions, unread = _instructions(flow, entries, language)
    return AmendingOrder(
        number=facts.number,
        date=facts.date,
        language=language,
        title=head.title,
        issuer=facts.issuer or "",
        entry=entries.of_order,
        instructions=instructions,
        unread=unread,
        kind=facts.kind,
    )


def is_amending_order(document: ReadDocument) -> bool:
    """Whether a document is an order that amends or repeals others, by its title."""
    return is_amending_title(read_head(document).title)


def _facts_of_stamps(flow: Flow) -> list[ActFacts]:
    return [facts_of_stamp(stamp) for annex in flow.annexes for stamp in annex.stamps]


# --- the instructions ---------------------------------------------------------------------------


def _instructions(
    flow: Flow, entries: Entries, language: str
) -> tuple[tuple[Instruction, ...], tuple[str, ...]]:
    walked = walk(flow.body, language)
    found, unread = _built(walked, Body(flow.body, flow.annexes), entries)
    for annex in flow.annexes:
        if annex.list_of or not _holds_instructions(annex, walked):
            continue
        repealing = annex.number in walked.repeals_annexed or _says_repealed(annex.title)
        if "" in walked.repeals_annexed and len(flow.annexes) == 1:
            repealing = True
        act = _act_of_annex(annex, walked)
        inside = walk(annex.units, language, body=annex.number, repealing=repealing, act=act)
        body = Body(annex.units, flow.annexes, annex.number)
        more, more_unread = _built(inside, body, entries)
        found += more
        unread += more_unread
    return tuple(found), tuple(dict.fromkeys(unread))


def _holds_instructions(annex: Annex, walked: Walk) -> bool:
    return (
        is_changes_title(annex.title)
        or annex.number in walked.changes_annexed
        or "" in walked.changes_annexed
        or _is_list_of_acts(annex, walked)
    )


def _act_of_annex(annex: Annex, walked: Walk) -> ActReference | None:
    """The act that «Изменения, которые вносятся в приказ …» are of."""
    named = walked.changes_annexed.get(annex.number) or walked.changes_annexed.get("")
    if named is not None or not is_changes_title(annex.title):
        return named
    _marked, mentions = mark_acts(annex.title)
    return mentions[0].reference if mentions else None


def _is_list_of_acts(annex: Annex, walked: Walk) -> bool:
    if annex.number in walked.repeals_annexed or "" in walked.repeals_annexed:
        return True
    amends = re.search(r"измен|дополн|өзгеріс|толықтыру|утрат|жойыл", kazakh_i(annex.title), re.I)
    return bool(amends) and is_list_title(annex.title)


def _says_repealed(title: str) -> bool:
    return bool(re.search(r"утрат\w+\s+силу|күші\s+жойыл", kazakh_i(title), re.IGNORECASE))


def _built(walked: Walk, body: Body, entries: Entries) -> tuple[list[Instruction], list[str]]:
    instructions: list[Instruction] = []
    unread = list(walked.unread)
    for found in walked.found:
        built = instructions_of(found, body)
        if not built and orders_change(found.line) and not found.line.endswith(":"):
            unread.append(found.line)
        own = entries.own_entry(found.origin, walked.units)
        instructions.extend(
            replace(one, entry=own, in_force_from=entries.day(own)) for one in built
        )
    return instructions, unread


__all__ = ["is_amending_order", "read_amending_order", "read_amending_orders"]

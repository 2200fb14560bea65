"""Paragraphs and rows of the real acts, quoted by made-up orders: each comes out as it went in.

Real texts have what makes quoting hard: quotations inside that are left open, lists that look
like items, lines that end in closing marks. And orders made from pairs of real editions, applied
to the older one, give the newer one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from amending_samples import IN_RULES, order_of, table

from ingest.blocks import Block
from ingest.pipeline import read_structure
from ingest.structure import ParsedText
from knowledge.acts import Provision, ProvisionKind
from knowledge.amending.applying import apply_order
from knowledge.changes import ChangeKind, EditionText, compare

ACTS = Path(__file__).parents[3] / "shared" / "acts"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ACTS.is_dir(), reason="the shared acts are not here"),
]
EDITIONS = [f"{f.parent.name}/{f.name}" for f in sorted(ACTS.glob("[0-9]*/*.md"))]
PAIRS = [
    (f"{older.parent.name}/{older.name}", f"{newer.parent.name}/{newer.name}")
    for folder in sorted(ACTS.glob("[0-9]*"))
    for language in ("rus", "kaz")
    for older, newer in zip(
        sorted(folder.glob(f"{language}.*.md")), sorted(folder.glob(f"{language}.*.md"))[1:],
        strict=False,
    )
]  # fmt: skip
RESTATED_AS_A_WHOLE = {"143369/rus.2021-09-24.md", "143370/rus.2026-01-01.md"}
"""Pairs between which the Rules were stated anew: paragraph by paragraph proves nothing there."""


@cache
def parsed(name: str) -> ParsedText:
    path = ACTS / name
    (text,) = read_structure(path.read_bytes(), path.name).texts
    return text.parsed


def language_of(name: str) -> str:
    return "kk" if "/kaz." in name else "ru"


def straight(text: str) -> str:
    return text.translate(str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"'}))


def quoting(provision: Provision, language: str, *, added: bool, marks: str) -> list[str | Block]:
    """The lines of an order that restate or add a paragraph or a row of the Rules."""
    opening, closing = marks
    text = straight if opening == '"' else str
    number = provision.number
    if provision.kind is ProvisionKind.TABLE_ROW:
        annex = provision.eid.split("__")[-2].removeprefix("annex_")
        formula = {
            "ru": f"строку, порядковый номер {number}, приложения {annex} к указанным Правилам "
            "изложить в следующей редакции:",
            "kk": f"көрсетілген Қағидаларға {annex}-қосымшаның реттік нөмірі {number}-жолы мынадай "
            "редакцияда жазылсын:",
        }
        row = table((number, text(provision.heading), text(provision.text)))
        return [formula[language], opening, row, f"{closing};"]
    formula = {
        "ru": f"дополнить пунктом {number} следующего содержания:" if added
        else f"пункт {number} изложить в следующей редакции:",
        "kk": f"мынадай мазмұндағы {number}-тармақпен толықтырылсын:" if added
        else f"{number}-тармақ мынадай редакцияда жазылсын:",
    }  # fmt: skip
    lines = text(f"{number}. {provision.text}").split("\n")
    lines[0] = f"{opening}{lines[0]}"
    lines[-1] += f"{closing};"
    return [formula[language], *lines]


def quotable(provisions: tuple[Provision, ...]) -> Iterator[Provision]:
    for provision in provisions:
        numbered = provision.kind in (ProvisionKind.PARAGRAPH, ProvisionKind.TABLE_ROW)
        in_rules = not provision.eid.startswith(("order", "rules_"))
        plain = provision.kind is ProvisionKind.TABLE_ROW or not provision.eid.startswith("annex")
        if numbered and in_rules and plain and provision.text and not provision.excluded:
            yield provision


@pytest.mark.parametrize("marks", ["«»", '""'])
@pytest.mark.parametrize("name", EDITIONS)
def test_every_quoted_text_comes_out_as_it_went_in(name: str, marks: str) -> None:
    language = language_of(name)
    fold = straight if marks == '""' else str
    lines: list[str | Block] = [IN_RULES[language]]
    expected = []
    for provision in quotable(parsed(name).provisions):
        lines += quoting(provision, language, added=False, marks=marks)
        is_row = provision.kind is ProvisionKind.TABLE_ROW
        shown = [provision.number, provision.heading] if is_row else []
        text = "\n".join([*shown, provision.text]) if is_row else (
            f"{provision.number}. {provision.text}"
        )  # fmt: skip
        expected.append(" ".join(fold(text).split()))
    found = [" ".join((one.text or "").split()) for one in order_of(lines, language).instructions]
    assert found == expected


@pytest.mark.parametrize(("older", "newer"), PAIRS)
def test_an_order_made_from_two_editions_makes_the_newer_of_the_older(
    older: str, newer: str
) -> None:
    if older in RESTATED_AS_A_WHOLE:
        pytest.skip("the Rules were stated anew as a whole")
    language = language_of(older)
    old, new = (EditionText(p.title, p.provisions) for p in (parsed(older), parsed(newer)))
    lines: list[str | Block] = [IN_RULES[language]]
    concerned = []
    for change in compare(old, new).different:
        provision = change.new
        if provision is None or provision not in list(quotable((provision,))):
            continue
        if change.kind not in (ChangeKind.AMENDED, ChangeKind.ADDED):
            continue
        added = change.kind is ChangeKind.ADDED
        lines += quoting(provision, language, added=added, marks="«»")
        concerned.append(provision.eid)
    order = order_of(lines, language)
    draft = apply_order(order, order.instructions, old)
    left = {change.eid for change in compare(draft.text, new).different}
    assert [eid for eid in concerned if eid in left] == []
    assert draft.unapplied == ()

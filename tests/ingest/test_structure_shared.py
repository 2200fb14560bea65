"""Every paragraph of the real acts is found, by an independent and simpler count."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from ingest.errors import RuinedTextError
from ingest.pipeline import ReadFile, read_structure
from knowledge.acts import Provision, ProvisionKind

ACTS = Path(__file__).parents[3] / "shared" / "acts"
SEEDS = ACTS / "seeds"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ACTS.is_dir(), reason="the shared acts are not here"),
]

EDITIONS = [f"{f.parent.name}/{f.name}" for f in sorted(ACTS.glob("[0-9]*/*.md"))]
PAIRS = [
    name
    for name in EDITIONS
    if "/kaz." in name and (ACTS / name.replace("/kaz.", "/rus.")).exists()
]

KNOWN_DIFFERENCES = {
    # Kazakh numbers the lines of row 3, Russian does not; Russian repeats a list in row 8.
    "187740": {
        "annex_2__row_3__subpara_1",
        "annex_2__row_3__subpara_2",
        "annex_2__row_8__list_2__subpara_1",
    }
}


@cache
def structure(name: str) -> ReadFile:
    path = ACTS / name
    return read_structure(path.read_bytes(), path.name)


def provisions(name: str) -> tuple[Provision, ...]:
    (text,) = structure(name).texts
    return text.parsed.provisions


def numbers(found: tuple[Provision, ...]) -> list[str]:
    return [one.number for one in found if one.kind is ProvisionKind.PARAGRAPH]


def simply_counted(name: str) -> list[str]:
    """Numbers at the start of a line, tables and forms apart; ranges of exclusions unrolled."""
    counted: list[str] = []
    for line in (ACTS / name).read_text(encoding="utf-8").splitlines():
        found = re.match(r"[*_\s]*(\d+(?:-\d+)*)\.\s+(\S.*)", line)
        if found is None or found[2].startswith("____") or "|" in line:
            continue
        first, dash, last = found[1].partition("-")
        if dash and re.match(r"(?i)исключены|алып тасталды", found[2]) and int(last) > int(first):
            counted += [str(number) for number in range(int(first), int(last) + 1)]
        else:
            counted.append(found[1])
    return counted


# In 187740 two lines of a row of the table (a list of grounds) begin with «1.» and «2.» too.
LINES_OF_CELLS = {"187740": ["1", "2"]}


@pytest.mark.parametrize("name", EDITIONS)
def test_every_numbered_paragraph_is_found(name: str) -> None:
    expected = simply_counted(name)
    extra = LINES_OF_CELLS.get(name[: name.index("/")], [])
    if extra:
        assert expected[-len(extra) :] == extra
        expected = expected[: -len(extra)]
    assert numbers(provisions(name)) == expected


@pytest.mark.parametrize("name", EDITIONS)
def test_numbers_run_without_a_gap(name: str) -> None:
    """Of the order and of the Rules; 143369 of 2021 prints 23 and then 26."""
    for part in ("order", "rules"):
        own = [
            int(one.number)
            for one in provisions(name)
            if one.kind is ProvisionKind.PARAGRAPH
            and one.number.isdigit()
            and one.eid.startswith("order__") == (part == "order")
        ]
        expected = list(range(1, own[-1] + 1))
        if part == "rules" and name == "143369/rus.2021-09-24.md":
            expected = [*range(1, 24), 26]
        assert own == expected


@pytest.mark.parametrize("name", PAIRS)
def test_both_languages_have_the_same_elements(name: str) -> None:
    kazakh = {one.eid for one in provisions(name)}
    russian = {one.eid for one in provisions(name.replace("/kaz.", "/rus."))}
    assert kazakh ^ russian == KNOWN_DIFFERENCES.get(name[: name.index("/")], set())


@pytest.mark.parametrize("name", EDITIONS)
def test_the_list_of_requirements_is_read_row_by_row(name: str) -> None:
    act = name[: name.index("/")]
    annex = {"140547": "annex_2", "187740": "annex_2", "89570": None}.get(act, "annex_1")
    rows = [one for one in provisions(name) if one.kind is ProvisionKind.TABLE_ROW]
    if annex is None:
        assert rows == [], "a Standard of before 2020 answers in paragraphs"
        return
    assert [one.eid for one in rows] == [f"{annex}__row_{n}" for n in range(1, len(rows) + 1)]
    assert len(rows) in (10, 12)
    assert all(one.heading for one in rows)
    assert all(one.text for one in rows if not one.excluded)


@pytest.mark.parametrize("name", EDITIONS)
def test_excluded_elements_have_no_text_and_the_others_have(name: str) -> None:
    for one in provisions(name):
        if one.kind is ProvisionKind.PARAGRAPH:
            assert bool(one.text.strip()) != one.excluded, one.eid
    if name.startswith("143260/"):
        excluded = [one.number for one in provisions(name) if one.excluded and one.number.isdigit()]
        assert excluded == ["18", "19", "20", "21"]


def of_seed(number: str) -> dict[str, list[Provision]]:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return {
        text.language: list(text.parsed.provisions)
        for text in structure(f"seeds/{path.name}").texts
    }


def run(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last + 1)]


@pytest.mark.parametrize(
    ("seed", "language", "order", "chapters"),
    [
        ("001", "ru", run(1, 4), {"chp_1": run(1, 2), "chp_2": run(3, 16)}),
        ("002", "ru", run(1, 4), {"chp_1": run(1, 3), "chp_2": run(4, 22)}),
        (
            "003",
            "en",
            run(1, 5),
            {"chp_1": run(1, 3), "chp_2": run(4, 17), "chp_3": run(18, 39)},
        ),
        (
            "003",
            "kk",
            run(1, 5),
            {"chp_1": run(1, 3), "chp_2": run(4, 17), "chp_3": run(18, 39)},
        ),
        ("004", "kk", run(1, 3), {"chp_1": run(1, 2), "chp_2": run(3, 21)}),
    ],
)
def test_paragraphs_of_the_seeds(
    seed: str, language: str, order: list[str], chapters: dict[str, list[str]]
) -> None:
    found: dict[str, list[str]] = {}
    for one in of_seed(seed)[language]:
        if one.kind is ProvisionKind.PARAGRAPH:
            assert one.text
            found.setdefault(one.parent_eid or "", []).append(one.number)
    assert found == {"order": order, **chapters}


def test_seed_003_holds_two_languages_with_the_same_paragraphs() -> None:
    texts = of_seed("003")
    assert list(texts) == ["en", "kk"]
    english, kazakh = (
        [one.eid for one in found if one.kind is ProvisionKind.PARAGRAPH]
        for found in texts.values()
    )
    assert english == kazakh
    twenty = {one.eid: one.text for one in texts["en"]}["chp_3__para_20"]
    assert "three working days" in twenty
    twenty = {one.eid: one.text for one in texts["kk"]}["chp_3__para_20"]
    assert "бес жұмыс күні" in twenty


def test_seed_002_knows_its_rules_although_its_stamp_is_in_pieces() -> None:
    found = {one.eid: one for one in of_seed("002")["ru"]}
    assert found["rules"].heading.startswith("Правила деятельности Единого контакт-центра")
    assert found["chp_2"].heading == "Порядок деятельности Единого контакт-центра"


def test_seed_000_is_refused_as_ruined() -> None:
    (path,) = SEEDS.glob("000_*.txt")
    with pytest.raises(RuinedTextError, match="ruined"):
        read_structure(path.read_bytes(), path.name)

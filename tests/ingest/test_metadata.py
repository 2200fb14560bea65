"""The sidecar meta.json: what it tells, and every wrong value named."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ingest.header import ActFacts
from ingest.metadata import ActMetadata, MetadataError, read_metadata
from knowledge.acts import ActKind, Registration, Repeal

GOOD = {
    "kind": "order",
    "issuer": "Министра юстиции Республики Казахстан",
    "date": "2020-05-27",
    "number": "№ 58",
    "act_code": "143260",
    "registration": {"number": "20770", "date": "2020-05-29"},
    "title": {"ru": "Об утверждении", "kk": "Бекіту туралы"},
    "published": "2020-05-29",
    "editions": [
        {"language": "kaz", "date": "2021-09-28", "file": "kaz.md", "source_url": None},
        {"language": "ru", "date": "2026-01-01", "file": "rus.md"},
    ],
    "notes": [{"anything": "at all"}],
}


def written(folder: Path, value: object) -> Path:
    path = folder / "meta.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def test_the_act_and_each_of_its_files(tmp_path: Path) -> None:
    metadata = read_metadata(written(tmp_path, GOOD))
    facts = metadata.facts()
    assert (facts.kind, facts.number, facts.date) == (ActKind.ORDER, "58", date(2020, 5, 27))
    assert facts.registration == Registration("20770", date(2020, 5, 29))
    assert (facts.published, facts.code) == (date(2020, 5, 29), "143260")
    assert facts.titles == {"ru": "Об утверждении", "kk": "Бекіту туралы"}
    own = metadata.facts_of_file("kaz.md")
    assert (own.language, own.edition_date) == ("kk", date(2021, 9, 28))
    assert metadata.facts_of_file("other.md") == ActFacts()


@pytest.mark.parametrize(
    ("repealed_on", "requisite", "repeal"),
    [
        (None, None, None),
        ("2023-03-28", None, Repeal(date(2023, 3, 28), "")),
        (
            "2023-03-28",
            "Приказ Министра от 27 мая 2020 года № 58. Утратил силу приказом от 14 марта 2023 года "
            "№ 77",
            Repeal(
                date(2023, 3, 28),
                "Утратил силу приказом от 14 марта 2023 года № 77",
                date(2023, 3, 14),
            ),
        ),
    ],
)
def test_repeals(repealed_on: str | None, requisite: str | None, repeal: Repeal | None) -> None:
    data = {**GOOD, "repealed_on": repealed_on, "requisite": requisite}
    assert ActMetadata.model_validate(data).facts().repeal == repeal


def test_every_wrong_value_is_named(tmp_path: Path) -> None:
    bad = {
        **GOOD,
        "kind": "letter",
        "date": "27 мая",
        "number": 58,
        "editions": [{"language": "ru", "date": "2026-13-01"}],
    }
    del bad["issuer"]
    with pytest.raises(MetadataError) as caught:
        read_metadata(written(tmp_path, bad))
    message = str(caught.value)
    for place in ("kind", "issuer", "date", "number", "editions.0.date", "editions.0.file"):
        assert f"{place}: " in message, message
    assert str(tmp_path) in message


@pytest.mark.parametrize("content", ["", "{", "[]", '"text"', "null"])
def test_what_is_no_metadata_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(MetadataError, match=r"meta\.json"):
        read_metadata(written(tmp_path, content))


def test_bytes_that_are_no_text_and_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "meta.json"
    path.write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(MetadataError, match="cannot be read as JSON"):
        read_metadata(path)
    with pytest.raises(MetadataError, match="cannot be read"):
        read_metadata(tmp_path / "none.json")

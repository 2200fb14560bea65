"""From a file to editions: which date, which entry into force, which language."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.errors import MissingHeaderError
from ingest.header import ActFacts, facts_of_options
from ingest.pipeline import editions_of, read_structure
from knowledge.acts import Edition
from knowledge.validity import EntryBasis

REQUISITE = "Приказ Министра юстиции Республики Казахстан от 27 мая 2020 года № 58"
TEN_DAYS = (
    "вводится в действие по истечении десяти календарных дней после дня его первого официального "
    "опубликования"
)


def act(
    clause: str = f"Настоящий приказ {TEN_DAYS}.", note: str = "", requisite: str = REQUISITE
) -> bytes:
    return f"""# Об утверждении Правил оказания услуги

{requisite}

В соответствии с Законом ПРИКАЗЫВАЮ:

1. Утвердить прилагаемые Правила оказания услуги.

2. {clause}

**Министр юстиции**

> *Утверждены*
> *приказом Министра юстиции*
> *от 27 мая 2020 года № 58*

## Правила оказания услуги

1. Услуга оказывается бесплатно.

{note}

2. Срок оказания услуги – пять дней.
""".encode()


def edition(data: bytes, name: str = "act.md", *facts: ActFacts) -> Edition:
    (found,) = editions_of(read_structure(data, name), *facts)
    return found


def test_the_original_is_dated_as_the_act_and_awaits_its_publication() -> None:
    found = edition(act())
    assert (found.language, found.date) == ("ru", date(2020, 5, 27))
    assert found.title == "Об утверждении Правил оказания услуги"
    assert found.header.titles == {"ru": found.title}
    entry = found.entry_into_force
    assert (entry.basis, entry.on, entry.days) == (EntryBasis.AFTER_PUBLICATION, None, 10)
    assert entry.resolved(date(2020, 5, 29)).on == date(2020, 6, 9)


def test_the_original_with_a_day_of_its_own() -> None:
    dated = act("Настоящий приказ вводится в действие с 1 июля 2020 года.")
    entry = edition(dated).entry_into_force
    assert (entry.basis, entry.on) == (EntryBasis.FIXED, date(2020, 7, 1))


def test_an_act_that_says_nothing_of_its_force_is_of_unknown_force() -> None:
    entry = edition(act("Контроль за исполнением оставляю за собой.")).entry_into_force
    assert (entry.basis, entry.on) == (EntryBasis.UNKNOWN, None)


def test_a_dated_edition_is_in_force_since_its_date() -> None:
    found = edition(act(), "rus.2026-01-01.md")
    assert found.date == date(2026, 1, 1)
    assert (found.entry_into_force.basis, found.entry_into_force.on) == (
        EntryBasis.EDITION,
        date(2026, 1, 1),
    )


def test_an_edition_published_before_its_act_is_in_force_waits_for_that_day() -> None:
    data = act("Настоящий приказ вводится в действие с 1 июля 2027 года.")
    assert edition(data, "rus.2026-01-01.md").entry_into_force.on == date(2027, 7, 1)


def test_an_amended_text_is_dated_by_its_newest_amendment() -> None:
    note = (
        "> *Сноска. Пункт 1 в редакции приказов Министра юстиции РК от 05.08.2024 № 266 "
        f"({TEN_DAYS}); от 20.02.2025 № 61 (вводится в действие с 01.04.2025).*"
    )
    found = edition(act(note=note))
    assert found.date == date(2025, 4, 1)
    assert (found.entry_into_force.basis, found.entry_into_force.on) == (
        EntryBasis.FIXED,
        date(2025, 4, 1),
    )


def test_an_amendment_that_awaits_publication_leaves_the_day_unknown() -> None:
    note = (
        f"> *Сноска. Пункт 1 в редакции приказа Министра юстиции от 05.08.2024 № 266 ({TEN_DAYS}).*"
    )
    found = edition(act(note=note))
    assert found.date == date(2024, 8, 5)
    assert (found.entry_into_force.basis, found.entry_into_force.on) == (
        EntryBasis.AFTER_PUBLICATION,
        None,
    )
    assert found.entry_into_force.resolved(date(2020, 5, 29)).on is None, (
        "the act's own publication says nothing of the amendment's"
    )


def test_deliberate_facts_win_over_the_file() -> None:
    said = facts_of_options(number="61", edition_date=date(2021, 1, 1), language="kk")
    found = edition(act(), "rus.2026-01-01.md", said)
    assert (found.header.number, found.date, found.language) == ("61", date(2021, 1, 1), "kk")
    assert found.header.issuer == "Министра юстиции Республики Казахстан"


def test_a_text_without_requisites_is_identified_by_its_stamp() -> None:
    found = edition(act(requisite=""))
    assert (found.header.number, found.header.date) == ("58", date(2020, 5, 27))


def test_an_act_that_nothing_names_is_asked_about() -> None:
    data = b"# Rules\n\n1. First paragraph of the rules.\n\n2. Second paragraph.\n"
    with pytest.raises(MissingHeaderError) as caught:
        edition(data, "unknown.md")
    assert caught.value.missing == ("kind", "issuer", "date", "number")


def test_front_matter_is_taken_over() -> None:
    data = b"---\nact_code: 143260\nlanguage: rus\nversion_date: 2026-01-01\n---\n\n" + act()
    found = edition(data)
    assert (found.header.code, found.date) == ("143260", date(2026, 1, 1))

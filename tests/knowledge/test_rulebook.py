"""The rulebook: every duty by the text of its year, and files that contradict themselves."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from knowledge.rulebook import (
    Event,
    LengthKind,
    Rulebook,
    RulebookError,
    UnknownDutyError,
    Who,
    read_rulebook,
    shipped_rulebook,
)

BOOK = shipped_rulebook()

IN_2014 = dt.date(2014, 3, 3)
IN_2015 = dt.date(2015, 6, 1)
IN_2019 = dt.date(2019, 6, 3)
IN_2023 = dt.date(2023, 3, 1)
IN_2026 = dt.date(2026, 11, 25)


def length_on(duty_id: str, day: dt.date, book: Rulebook = BOOK) -> tuple[str, int, str] | None:
    rule = book.definition(duty_id).rule_on(day)
    return (rule.length.kind.value, rule.length.number, rule.paragraph) if rule else None


@pytest.mark.parametrize(
    ("duty_id", "in_2014", "in_2015", "in_2023", "in_2026"),
    [
        ("request_information", None, (3, "4"), None, None),
        ("appoint_responsible_person", (2, "5"), (3, "5"), (3, "20"), (5, "20")),
        ("send_annex_1", (3, "5"), (5, "5"), (3, "20"), (5, "20")),
        ("conduct_training", (5, "8"), (10, "8"), (10, "21"), (10, "21")),
        ("update_information", (3, "6"), (5, "6"), (5, "26"), (5, "26")),
        ("notify_replacement", (3, "7"), (5, "7"), (5, "27"), (5, "27")),
        ("report_refusals", None, (3, "12"), (3, "28"), (3, "28")),
    ],
)
def test_terms_in_working_days_by_the_text_of_the_year(
    duty_id: str,
    in_2014: tuple[int, str] | None,
    in_2015: tuple[int, str] | None,
    in_2023: tuple[int, str] | None,
    in_2026: tuple[int, str] | None,
) -> None:
    wanted = {IN_2014: in_2014, IN_2015: in_2015, IN_2023: in_2023, IN_2026: in_2026}
    for day, term in wanted.items():
        expected = ("working_days", *term) if term else None
        assert length_on(duty_id, day) == expected, day


@pytest.mark.parametrize("day", [IN_2014, IN_2015, IN_2019, IN_2023, IN_2026])
def test_the_monthly_report_was_always_due_by_the_fifth(day: dt.date) -> None:
    found = length_on("monthly_report", day)
    assert found is not None
    assert found[:2] == ("day_of_next_month", 5)


@pytest.mark.parametrize("day", [IN_2014, IN_2015, IN_2019, IN_2023, IN_2026])
def test_consulting_always_opened_after_five_working_days(day: dt.date) -> None:
    found = length_on("open_consulting", day)
    assert found is not None
    assert found[:2] == ("after_working_days", 5)
    assert BOOK.definition("open_consulting").automatic


def test_a_discrepancy_was_explained_at_once_and_since_2022_by_the_next_working_day() -> None:
    assert length_on("explain_discrepancy", IN_2014) == ("at_once", 0, "20")
    assert length_on("explain_discrepancy", IN_2015) == ("at_once", 0, "16")
    assert length_on("explain_discrepancy", IN_2026) == ("next_working_day", 0, "32")


def test_until_2022_a_body_appointed_upon_request_and_now_after_approval() -> None:
    def trigger(day: dt.date) -> Event:
        rule = BOOK.definition("appoint_responsible_person").rule_on(day)
        assert rule is not None
        return rule.trigger

    assert trigger(IN_2014) is Event.REQUEST_RECEIVED
    assert trigger(IN_2015) is Event.REQUEST_RECEIVED
    assert trigger(IN_2023) is Event.ACT_APPROVED
    raised = {rule.duty_id for rule in BOOK.raised_by(Event.ACT_APPROVED, IN_2026)}
    assert raised == {"appoint_responsible_person", "send_annex_1"}


def test_between_2016_and_2022_only_what_both_neighbours_say_is_stated_and_called_uncertain() -> (
    None
):
    assert length_on("update_information", IN_2019) == ("working_days", 5, "")
    rule = BOOK.definition("update_information").rule_on(IN_2019)
    assert rule is not None
    assert not rule.text.certain
    for duty_id in ("appoint_responsible_person", "send_annex_1", "explain_discrepancy"):
        assert length_on(duty_id, IN_2019) is None


def test_before_the_first_text_nobody_was_obliged() -> None:
    assert BOOK.text_on(dt.date(2013, 8, 16)) is None
    assert BOOK.raised_by(Event.ACT_AMENDED, dt.date(2013, 8, 16)) == ()
    assert length_on("update_information", dt.date(2013, 8, 17)) == ("working_days", 3, "6")


def test_a_text_holds_until_the_day_on_which_the_next_one_does() -> None:
    assert length_on("send_annex_1", dt.date(2023, 8, 7)) == ("working_days", 3, "20")
    assert length_on("send_annex_1", dt.date(2023, 8, 8)) == ("working_days", 5, "20")


def test_every_duty_is_told_in_kazakh_and_in_russian() -> None:
    for definition in BOOK.duties.values():
        assert re.search("[әғқңөұүһі]", definition.texts["kk"]), definition.id
        assert not re.search("[әғқңөұүһі]", definition.texts["ru"]), definition.id


def test_a_rule_can_be_cited() -> None:
    rule = BOOK.definition("update_information").rule_on(IN_2014)
    assert rule is not None
    assert rule.source.endswith("№ 797 қаулысы, п. 6")
    assert rule.who is Who.RESPONSIBLE_PERSON


def test_an_unknown_duty_is_said_to_be_unknown() -> None:
    with pytest.raises(UnknownDutyError, match="update_information"):
        BOOK.definition("make_tea")


# --- the shared texts say so ----------------------------------------------------------------------

SEEDS = Path(__file__).parents[3] / "shared" / "acts" / "seeds"
NUMBERS = {"two": 2, "three": 3, "five": 5, "ten": 10}
NUMBERS |= {"трех": 3, "пяти": 5, "десяти": 10}
NUMBERS |= {"екі": 2, "үш": 3, "бес": 5, "он": 10}


def paragraph(file: str, number: str, part: int = 0) -> str:
    """A paragraph of a seed document, in one line; ``part`` picks the language in a double one."""
    text = next(SEEDS.glob(f"{file}_*")).read_text("utf-8")
    found = re.findall(rf"(?ms)^\s*{number}\. (.*?)(?=^\s*\d+\. |\Z)", text)
    return " ".join(found[part].split())


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not here")
@pytest.mark.parametrize(
    ("duty_id", "day", "file", "part", "pattern"),
    [
        ("appoint_responsible_person", IN_2014, "004", 0, r"бастап (\w+) жұмыс күні ішінде"),
        ("send_annex_1", IN_2014, "004", 0, r"бастап (\w+) жұмыс күнінен аспайтын"),
        ("update_information", IN_2014, "004", 0, r"бастап (\w+) жұмыс күні ішінде"),
        ("notify_replacement", IN_2014, "004", 0, r"(\w+) жұмыс күні ішінде"),
        ("conduct_training", IN_2014, "004", 0, r"(\w+) жұмыс күнінен кешіктірілмейтін"),
        ("open_consulting", IN_2014, "004", 0, r"бастап (\w+) жұмыс күні өткен соң"),
        ("request_information", IN_2015, "001", 1, r"в течение (\w+) рабочих"),
        ("appoint_responsible_person", IN_2015, "001", 0, r"в течение (\w+) рабочих дней наз"),
        ("send_annex_1", IN_2015, "001", 0, r"не более (\w+) рабочих дней"),
        ("update_information", IN_2015, "001", 0, r"в течение (\w+) рабочих дней с даты"),
        ("notify_replacement", IN_2015, "001", 0, r"в течение (\w+) рабочих дней"),
        ("conduct_training", IN_2015, "001", 0, r"не позднее (\w+) рабочих дней"),
        ("open_consulting", IN_2015, "001", 0, r"по истечении (\w+) рабочих дней"),
        ("report_refusals", IN_2015, "001", 0, r"в течение (\w+) рабочих дней"),
        ("send_annex_1", IN_2023, "003", 0, r"within (\w+) working days"),
        ("conduct_training", IN_2023, "003", 0, r"than (\w+) working days"),
        ("open_consulting", IN_2023, "003", 0, r"after (\w+) working days"),
        ("update_information", IN_2023, "003", 0, r"within (\w+) working days"),
        ("notify_replacement", IN_2023, "003", 0, r"within (\w+) working days"),
        ("report_refusals", IN_2023, "003", 0, r"within (\w+) working days"),
        ("send_annex_1", IN_2026, "003", -1, r"кейін (\w+) жұмыс күні ішінде"),
        ("conduct_training", IN_2026, "003", -1, r"кейін (\w+) жұмыс күнінен кешіктірілмейтін"),
        ("open_consulting", IN_2026, "003", -1, r"бастап (\w+) жұмыс күні өткен соң"),
        ("update_information", IN_2026, "003", -1, r"бастап (\w+) жұмыс күні ішінде"),
        ("notify_replacement", IN_2026, "003", -1, r"кезде (\w+) жұмыс күні ішінде"),
        ("report_refusals", IN_2026, "003", -1, r"орталығы (\w+) жұмыс күні ішінде"),
    ],
)
def test_the_paragraph_that_is_named_has_the_term(
    duty_id: str, day: dt.date, file: str, part: int, pattern: str
) -> None:
    rule = BOOK.definition(duty_id).rule_on(day)
    assert rule is not None
    text = paragraph(file, rule.paragraph, part)
    found = re.search(pattern, text)
    assert found, text
    assert NUMBERS[found[1]] == rule.length.number


# --- a file that contradicts itself ---------------------------------------------------------------

GOOD = """
[[text]]
id = "first"
act = "Бірінші бұйрық"
from = 2020-01-01

[[text]]
id = "second"
act = "Екінші бұйрық"
from = 2022-01-01

[[duty]]
id = "water_the_plants"
kk = "Гүлдерді суару"
ru = "Полить цветы"
who = "state_body"

  [[duty.rule]]
  text = "first"
  paragraph = "1"
  trigger = "month_ended"
  length = { working_days = 2 }
"""


def test_a_small_file_is_read() -> None:
    book = read_rulebook(GOOD)
    assert length_on("water_the_plants", dt.date(2021, 12, 31), book) == ("working_days", 2, "1")
    assert length_on("water_the_plants", dt.date(2022, 1, 1), book) is None
    assert [text.end for text in book.texts] == [dt.date(2022, 1, 1), None]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2022-01-01", "2019-01-01", "order of their first days"),
        ('id = "second"', 'id = "first"', "Two texts"),
        ('text = "first"', 'text = "third"', "no text «third»"),
        ('paragraph = "1"', 'paragraph = ""', "name the paragraph"),
        ("month_ended", "moon_rose", "«moon_rose» is none of"),
        ("state_body", "gardener", "«gardener» is none of"),
        ("working_days = 2", "working_days = 0", "no number of days"),
        ("working_days = 2", "working_days = true", "no number of days"),
        ("working_days = 2", "day_of_next_month = 31", "no number of days"),
        ("working_days = 2", "at_once = 2", "at_once = true"),
        ("working_days = 2", "fortnights = 2", "«fortnights» is none of"),
        ("working_days = 2", "working_days = 2, at_once = true", "given in one way"),
        ('kk = "Гүлдерді суару"', 'kk = ""', "in kk and in ru"),
        ('ru = "Полить цветы"', "", "lacks 'ru'"),
        ("[[text]]", "[text", "no TOML"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(old: str, new: str, message: str) -> None:
    broken = GOOD.replace(old, new)
    assert broken != GOOD
    with pytest.raises(RulebookError, match=re.escape(message)):
        read_rulebook(broken)


def test_every_kind_of_length_is_used() -> None:
    used = {rule.length.kind for duty in BOOK.duties.values() for rule in duty.rules}
    assert used == set(LengthKind)

"""Digests by e-mail: to a real SMTP server in this process; once each, also in two runs."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from typer.testing import CliRunner, Result

from api.command_line import app
from api.digest_mail import message_of
from api.mailing import MailNotSentError, SmtpMailer, SmtpSettings
from api.service import Bilim
from api.settings import Settings, SettingsError
from api.use_cases.digests import Digest, Sent
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Actor, NotAllowedError, Role
from knowledge.digests import Occasion
from knowledge.registers import PersonDetails

from .board_people import LIBRARY, LONG_AGO, PASSPORT, with_people

FIRST_DAY = dt.date(2025, 4, 2)
"""Wednesday; the passport's update arose the day before and is due on Tuesday, 8 April."""
NOW = dt.datetime(2026, 11, 25, 4, 0, tzinfo=dt.UTC)


class Sink:
    """A mail server that keeps what it gets; ``refuses`` makes it say no."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuses:
            return "451 try again later"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    handler = Sink()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, port
    finally:
        controller.stop()


@pytest.fixture
def peopled(bilim_to_feed: Bilim) -> Bilim:
    return with_people(bilim_to_feed)


def mailer(port: int) -> SmtpMailer:
    return SmtpMailer(SmtpSettings("127.0.0.1", port, "none", "", "", "bilim@example.kz"))


def mail(digest: Digest) -> EmailMessage:
    return message_of(
        digest, sender="bilim@example.kz", public_url="https://b.kz", store="base", now=NOW
    )


def send(bilim: Bilim, port: int, day: dt.date) -> tuple[Sent, ...]:
    return bilim.digests.send(LOCAL_ADMINISTRATOR, mailer(port), mail, on=day)


def occasions(sent: tuple[Sent, ...]) -> list[list[str]]:
    return [[f"{told.thing} {told.occasion}" for told, _ in one.digest.entries] for one in sent]


def test_twice_in_a_row_is_sent_once(peopled: Bilim, sink: tuple[Sink, int]) -> None:
    server, port = sink
    assert occasions(send(peopled, port, FIRST_DAY)) == [["update:1 new"]]
    assert send(peopled, port, FIRST_DAY) == ()
    assert send(peopled, port, FIRST_DAY + dt.timedelta(days=1)) == ()
    (message,) = server.messages
    assert message["To"] == "Марат <marat@example.kz>"
    text = message.get_content()
    assert "до 08.04.2025. Обновить статью: Выдача паспорта пасеки" in text
    assert "08.04.2025 дейін. Мақаланы жаңарту: Омарта паспортын беру" in text
    assert "https://b.kz/board" in text


def test_each_occasion_is_told_of_once_until_it_is_handed_in(
    peopled: Bilim, sink: tuple[Sink, int]
) -> None:
    server, port = sink
    told: dict[dt.date, list[str]] = {}
    for count in range(10):
        day = FIRST_DAY + dt.timedelta(days=count)
        sent = occasions(send(peopled, port, day))
        if sent:
            (told[day],) = sent
    assert told == {
        FIRST_DAY: ["update:1 new"],
        # Monday is the working day before the last one.
        dt.date(2025, 4, 7): ["update:1 soon"],
        dt.date(2025, 4, 9): ["update:1 overdue"],
    }
    assert len(server.messages) == 3
    assert len({message["Message-ID"] for message in server.messages}) == 3


def test_what_was_handed_in_is_not_asked_for(peopled: Bilim, sink: tuple[Sink, int]) -> None:
    _, port = sink
    update = next(u for u in peopled.updates.all(LOCAL_ADMINISTRATOR) if u.act_id == PASSPORT)
    peopled.updates.move(LOCAL_ADMINISTRATOR, update.id, "assigned", assignee="Марат")
    peopled.updates.move(LOCAL_ADMINISTRATOR, update.id, "submitted", texts={"ru": "Бесплатно."})
    assert send(peopled, port, FIRST_DAY) == ()


def test_a_refused_message_is_told_and_tried_again(peopled: Bilim, sink: tuple[Sink, int]) -> None:
    server, port = sink
    server.refuses = True
    (failed,) = send(peopled, port, FIRST_DAY)
    assert "451" in failed.error or "try again" in failed.error
    server.refuses = False
    (again,) = send(peopled, port, FIRST_DAY)
    assert again.error == ""
    assert len(server.messages) == 1
    assert send(peopled, port, FIRST_DAY) == ()


def test_a_run_that_dies_while_sending_never_sends_twice(
    peopled: Bilim, sink: tuple[Sink, int]
) -> None:
    server, port = sink

    class Dies:
        def send(self, message: EmailMessage) -> None:
            mailer(port).send(message)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        peopled.digests.send(LOCAL_ADMINISTRATOR, Dies(), mail, on=FIRST_DAY)
    assert send(peopled, port, FIRST_DAY) == ()
    assert len(server.messages) == 1


def test_one_person_of_two_services_gets_one_digest(peopled: Bilim, sink: tuple[Sink, int]) -> None:
    _, port = sink
    peopled.registers.add_person(
        LOCAL_ADMINISTRATOR,
        "ashm",
        PersonDetails("Марат", email="MARAT@example.kz"),
        since=LONG_AGO,
    )
    peopled.registers.add_person(
        LOCAL_ADMINISTRATOR, "mki", PersonDetails("Марат", email="marat@example.kz"), since=LONG_AGO
    )
    day = dt.date(2025, 7, 2)
    (sent,) = send(peopled, port, day)
    acts = [thing.act_id for _, thing in sent.digest.entries]
    assert sorted(acts) == sorted([PASSPORT, LIBRARY])


def test_the_plan_names_who_has_no_address_and_sends_nothing(
    peopled: Bilim, sink: tuple[Sink, int]
) -> None:
    server, _ = sink
    plan = peopled.digests.plan(LOCAL_ADMINISTRATOR, on=dt.date(2025, 7, 2))
    assert plan.without_address == ("Сәуле",)
    assert [d.address for d in plan.digests] == ["marat@example.kz"]
    assert [told.occasion for told, _ in plan.digests[0].entries] == [Occasion.OVERDUE]
    assert peopled.digests.plan(LOCAL_ADMINISTRATOR, on=dt.date(2025, 7, 2)) == plan
    assert server.messages == []
    with pytest.raises(NotAllowedError):
        peopled.digests.plan(Actor("Айгүл", frozenset({Role.EDITOR}), 1))


def test_a_server_that_is_not_there_is_said() -> None:
    message = EmailMessage()
    message["To"], message["From"] = "a@example.kz", "b@example.kz"
    with pytest.raises(MailNotSentError, match=r"127\.0\.0\.1:1"):
        mailer(1).send(message)


# --- the command ------------------------------------------------------------------------------


def command(bilim: Bilim, *arguments: str, **environment: str) -> Result:
    home = str(bilim.wiring.settings.home)
    return CliRunner().invoke(app, ["digest", *arguments], env={"BILIM_HOME": home, **environment})


def test_the_command_prints_or_sends(peopled: Bilim, sink: tuple[Sink, int]) -> None:
    server, port = sink
    at = {"BILIM_SMTP_HOST": "127.0.0.1", "BILIM_SMTP_PORT": str(port)}
    on = ("--on", FIRST_DAY.isoformat())
    dry = command(peopled, *on)
    assert dry.exit_code == 0
    assert "marat@example.kz" in dry.stdout and "Выдача паспорта пасеки" in dry.stdout
    planned = json.loads(command(peopled, *on, "--json").stdout)
    assert [entry["occasion"] for entry in planned[0]["entries"]] == ["new"]
    without = command(peopled, *on, "--send")
    assert without.exit_code == 1
    assert "BILIM_SMTP_HOST" in without.stderr
    server.refuses = True
    refused = command(peopled, *on, "--send", **at)
    assert (refused.exit_code, server.messages) == (1, [])
    assert "will be tried again" in refused.stderr
    server.refuses = False
    assert command(peopled, *on, "--send", **at).stdout == "sent to marat@example.kz: 1\n"
    assert "anything new" in command(peopled, *on, "--send", **at).stdout
    assert len(server.messages) == 1


def test_a_bad_mail_setting_is_named() -> None:
    with pytest.raises(SettingsError, match="BILIM_SMTP_SECURITY=ssl"):
        Settings.from_environment({"BILIM_SMTP_SECURITY": "ssl"})

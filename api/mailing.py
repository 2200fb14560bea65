"""Sending e-mail by the server that the settings name."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol

from knowledge.errors import BilimError

_SECONDS = 30


class MailNotSentError(BilimError):
    """The mail server did not take a message, or could not be reached."""

    code = "mail_not_sent"


class Mailer(Protocol):
    """What sends a message."""

    def send(self, message: EmailMessage) -> None:
        """Send a message. Raises MailNotSentError."""


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """A mail server. ``security``: none, starttls or tls. Without a user nobody signs in."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str


class SmtpMailer:
    """Sends by SMTP, one connection a message: digests are few."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings

    def send(self, message: EmailMessage) -> None:
        """Send a message. Raises MailNotSentError."""
        try:
            with self._connected() as server:
                server.send_message(message)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            raise MailNotSentError(
                f"{self._settings.host}:{self._settings.port} did not take the message to "
                f"{message['To']}: {error}"
            ) from error

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        settings = self._settings
        if settings.security == "tls":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                settings.host, settings.port, timeout=_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(settings.host, settings.port, timeout=_SECONDS)
        with server:
            if settings.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if settings.user:
                server.login(settings.user, settings.password)
            yield server

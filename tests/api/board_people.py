"""A base with two state bodies and people of every role, for the tests of what is due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from starlette.testclient import TestClient

from api.http.identifying import form_token_of
from api.service import Bilim
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR
from knowledge.registers import PersonDetails

PASSPORT = "order-74-2022-03-11"
LIBRARY = "order-917-nq-2023-09-14"
LONG_AGO = dt.date(2025, 1, 1)
PASSWORD = "құмды шағыл төсекте"
LOGINS = {
    "admin": ("administrator", None),
    "editor": ("editor", None),
    "second": ("editor", None),
    "qa": ("qa", None),
    "operator": ("operator", None),
    "marat": ("responsible", "ashm"),
    "saule": ("responsible", "mki"),
}


@dataclass
class Visitor:
    """Somebody signed in: a client with the session's cookie and its form token."""

    client: TestClient
    form_token: str

    def get(self, address: str):  # type: ignore[no-untyped-def]
        return self.client.get(address)

    def post(self, address: str, files: object = None, **fields: str):  # type: ignore[no-untyped-def]
        data = {"form_token": self.form_token, **fields}
        return self.client.post(address, data=data, files=files, follow_redirects=False)


def with_people(bilim: Bilim) -> Bilim:
    """Register two bodies, what they answer for, their persons, and an account for each role."""
    who = LOCAL_ADMINISTRATOR
    bilim.registers.add_body(who, "ashm", "Ара шаруашылығы агенттігі", "Агентство пчеловодства")
    bilim.registers.add_body(who, "mki", "Кітапханалар агенттігі", "Агентство библиотек")
    bilim.registers.answer_for(who, "ashm", act=PASSPORT)
    bilim.registers.answer_for(who, "mki", act=LIBRARY)
    for body, name, mail in (("ashm", "Марат", "marat@example.kz"), ("mki", "Сәуле", "")):
        bilim.registers.add_person(who, body, PersonDetails(name, email=mail), since=LONG_AGO)
    for login, (role, body) in LOGINS.items():
        bilim.accounts.add(who, login, PASSWORD, [role], display_name=login, body=body)
    return bilim


def visitor(bilim: Bilim, client: TestClient, login: str) -> Visitor:
    """``login`` signed in at ``client``."""
    begun = bilim.sign_in.sign_in(login, PASSWORD, address="127.0.0.1")
    client.cookies.clear()
    client.cookies.set("bilim_session", begun.token)
    return Visitor(client, form_token_of(begun.token))

"""Who may load what, and that every load stands in the audit log."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.http.identifying import form_token_of
from api.service import Bilim
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Role

from ..conftest import EXAMPLES
from .accounts import add, begin, visitor
from .test_http_feeding import ACT, FIELDS

FORM = EXAMPLES / "forms" / "annex1-library-card.docx"
LIBRARY = "order-917-nq-2023-09-14"


@pytest.fixture
def base(bilim_to_feed: Bilim) -> Iterator[Bilim]:
    """The examples, with two state bodies and people of each."""
    registers = bilim_to_feed.registers
    registers.add_body(
        LOCAL_ADMINISTRATOR,
        "agriculture",
        "Қазақстан Республикасы Ауыл шаруашылығы министрлігі",
        "Министерство сельского хозяйства Республики Казахстан",
    )
    registers.add_body(LOCAL_ADMINISTRATOR, "culture", "Мәдениет", "Министерство культуры")
    registers.answer_for(LOCAL_ADMINISTRATOR, "culture", act=LIBRARY)
    add(bilim_to_feed, "farmer", Role.RESPONSIBLE, body="agriculture")
    add(bilim_to_feed, "librarian", Role.RESPONSIBLE, body="culture")
    add(bilim_to_feed, "editor", Role.EDITOR)
    add(bilim_to_feed, "operator", Role.OPERATOR)
    yield bilim_to_feed
    bilim_to_feed.sign_in.close()


@pytest.fixture
def client(base: Bilim) -> TestClient:
    return visitor(base)


def load(base: Bilim, client: TestClient, login: str, text: str = ACT, **fields: str):  # type: ignore[no-untyped-def]
    token = begin(base, login).token
    return client.post(
        "/api/v1/acts",
        files={"file": ("act.md", text.encode())},
        data={**FIELDS, **fields},
        headers={"cookie": f"bilim_session={token}", "x-form-token": form_token_of(token)},
    )


def loads(base: Bilim) -> list[tuple[str, str, object]]:
    entries = base.accounts.audit(LOCAL_ADMINISTRATOR)
    return [
        (entry.action, entry.actor, (entry.after or {}).get("status"))
        for entry in entries
        if entry.action in ("load_edition", "load_form") and entry.actor != "local"
    ]


def test_a_responsible_person_loads_acts_of_their_own_body(base: Bilim, client: TestClient) -> None:
    answer = load(base, client, "farmer")
    assert answer.status_code == 201, answer.text
    assert loads(base) == [("load_edition", "farmer", "new_act")]


def test_an_act_of_another_body_is_refused_and_leaves_nothing(
    base: Bilim, client: TestClient
) -> None:
    before = base.status()
    answer = load(base, client, "librarian")
    assert answer.status_code == 403
    assert answer.json()["code"] == "not_allowed"
    assert base.status() == before
    assert loads(base) == []


def test_an_operator_loads_nothing(base: Bilim, client: TestClient) -> None:
    assert load(base, client, "operator").status_code == 403
    assert loads(base) == []


def test_replacing_a_text_is_an_editors_right(base: Bilim, client: TestClient) -> None:
    assert load(base, client, "farmer").status_code == 201
    changed = ACT.replace("действует пять лет", "действует семь лет")
    assert load(base, client, "farmer", changed, replace="true").status_code == 403
    assert load(base, client, "editor", changed, replace="true").status_code == 201
    assert loads(base)[0] == ("load_edition", "editor", "replaced")


def test_the_same_file_again_is_no_new_entry(base: Bilim, client: TestClient) -> None:
    load(base, client, "editor")
    assert load(base, client, "editor").status_code == 200
    assert len(loads(base)) == 1


def test_a_form_is_handed_in_by_the_body_that_answers(base: Bilim, client: TestClient) -> None:
    def hand_in(login: str) -> int:
        token = begin(base, login).token
        return client.post(
            "/api/v1/forms",
            files={"file": (FORM.name, FORM.read_bytes())},
            headers={"cookie": f"bilim_session={token}", "x-form-token": form_token_of(token)},
        ).status_code

    before = base.status().submissions
    assert hand_in("farmer") == 403
    assert base.status().submissions == before
    assert hand_in("librarian") == 201
    assert loads(base)[0] == ("load_form", "librarian", None)


def test_what_the_machine_loads_itself_is_on_record_too(base: Bilim) -> None:
    entries = base.accounts.audit(LOCAL_ADMINISTRATOR, subject=f"act:{LIBRARY}", limit=500)
    assert {(entry.actor, entry.action) for entry in entries} >= {("local", "load_edition")}

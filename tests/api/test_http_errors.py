"""Errors over HTTP: problems with the right status, and nothing of our insides in them."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.http.logs import JsonFormatter
from api.http.problems import in_words_of_http, problem_of
from api.service import Bilim
from index.backend import IndexUnusableError
from ingest.errors import FileTooLargeError, MissingHeaderError, UnsupportedFormatError
from ingest.forms.errors import FormError, FormProblem
from knowledge.errors import (
    AmbiguousReferenceError,
    EditionConflictError,
    InvalidReferenceError,
    NotFoundError,
    StoreUnavailableError,
)

from .conftest import client_of

MEMBERS = {"type", "title", "status", "detail", "code", "request_id"}


def problem(response: Any) -> dict[str, Any]:
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert set(body) >= MEMBERS
    assert body["status"] == response.status_code
    assert body["request_id"] == response.headers["x-request-id"]
    return body


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/acts/58/2020-05-28", 404, "not_found"),
        ("/api/v1/articles/order-1-2020-01-01/chp_1", 404, "not_found"),
        ("/api/v1/acts/90001?eid=annex_9", 404, "not_found"),
        ("/api/v1/acts/90001?lang=en", 404, "not_found"),
        ("/api/v1/search?q=билет&act=58/2020-05-28", 404, "not_found"),
        ("/api/v1/nothing-here", 404, "not_found"),
        ("/api/v1/acts/90001/diff?from=2025-07-01&to=2023-09-14", 422, "invalid_reference"),
        ("/api/v1/search", 422, "invalid_request"),
        ("/api/v1/search?q=", 422, "invalid_request"),
        ("/api/v1/search?q=%20%20", 422, "invalid_request"),
        (f"/api/v1/search?q={'а' * 1001}", 422, "invalid_request"),
        ("/api/v1/search?q=билет&n=0", 422, "invalid_request"),
        ("/api/v1/search?q=билет&n=51", 422, "invalid_request"),
        ("/api/v1/search?q=билет&lang=fr", 422, "invalid_request"),
        ("/api/v1/search?q=билет&as_of=31.12.2025", 422, "invalid_request"),
        ("/api/v1/acts/90001/diff?from=2023-09-14", 422, "invalid_request"),
    ],
)
def test_a_wrong_request_is_answered_with_a_problem(
    client: TestClient, address: str, status: int, code: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == status
    assert problem(answer)["code"] == code


def test_a_wrong_method_is_told_the_right_one(client: TestClient) -> None:
    answer = client.delete("/api/v1/status")

    assert problem(answer)["code"] == "method_not_allowed"
    assert answer.headers["allow"] == "GET"


def test_a_problem_names_the_parameter_but_not_its_value(client: TestClient) -> None:
    answer = problem(client.get("/api/v1/search?q=билет&as_of=ИИН-880101300123"))

    assert [fault["location"] for fault in answer["problems"]] == ["as_of"]
    assert "880101300123" not in json.dumps(answer, ensure_ascii=False)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFoundError("x"), 404),
        (AmbiguousReferenceError("x"), 409),
        (InvalidReferenceError("x"), 422),
        (EditionConflictError("x"), 409),
        (StoreUnavailableError("sqlite:////srv/bilim/store.db is locked"), 503),
        (IndexUnusableError("/srv/bilim/index is damaged"), 503),
        (UnsupportedFormatError("x"), 415),
        (FileTooLargeError("x"), 413),
        (MissingHeaderError("x", ("issuer", "date")), 422),
        (FormError((FormProblem(2, "contacts", "x", "no_contact"),)), 422),
        (RuntimeError("/srv/bilim/secret"), 500),
    ],
)
def test_every_refusal_has_its_status_and_no_folder(error: Exception, status: int) -> None:
    shown = problem_of(error)

    assert shown.status == status
    assert "/srv" not in shown.model_dump_json()


def test_a_missing_header_lists_what_to_send() -> None:
    shown = problem_of(MissingHeaderError("act.md: … Give them with --issuer", ("issuer", "date")))

    assert shown.missing == ("issuer", "date")
    assert "issuer, date" in shown.detail


def test_options_of_the_command_are_named_as_fields() -> None:
    said = in_words_of_http("load it again with --replace, or give --edition-date.")

    assert said == "load it again with `replace`, or give `edition_date`."


@pytest.mark.parametrize("address", ["/api/v1/search?q=билет", "/?q=билет"])
def test_an_unusable_index_is_503_and_says_when_to_come_back(
    bilim: Bilim, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise IndexUnusableError("/srv/bilim/index was made with another encoder")

    monkeypatch.setattr(bilim, "search", refuse)
    with client_of(bilim) as client:
        answer = client.get(address)
        acts = client.get("/api/v1/acts")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "10"
    assert "/srv" not in answer.text
    assert acts.status_code == 200


def test_a_server_whose_index_was_made_by_another_encoder_is_not_ready(
    bilim_to_feed: Bilim,
) -> None:
    keeper = bilim_to_feed.wiring.keeper
    keeper._encoder_identity = "another-encoder@1"
    with client_of(bilim_to_feed) as client:
        ready = client.get("/readyz")
        search = client.get("/api/v1/search?q=билет")

    assert ready.status_code == 503
    assert problem(ready)["code"] == "not_ready"
    assert problem(search)["code"] == "index_unusable"


@pytest.mark.parametrize(
    ("address", "media_type"),
    [("/api/v1/acts", "application/problem+json"), ("/acts", "text/html; charset=utf-8")],
)
def test_what_should_not_happen_is_500_without_a_trace(
    bilim: Bilim,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    address: str,
    media_type: str,
) -> None:
    def fail() -> None:
        raise RuntimeError("caller Серик Ахметов, /srv/bilim")

    monkeypatch.setattr(bilim, "acts", fail)
    with client_of(bilim) as client, caplog.at_level(logging.INFO):
        answer = client.get(address)

    assert answer.status_code == 500
    assert answer.headers["content-type"] == media_type
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-request-id"] in answer.text
    assert "Traceback" not in answer.text
    assert "Ахметов" not in answer.text
    lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records]
    failure = next(line for line in lines if line.get("error"))
    assert failure["error"] == "builtins.RuntimeError"
    assert "fail" in failure["stack"][-1]
    assert "Ахметов" not in json.dumps(lines, ensure_ascii=False)

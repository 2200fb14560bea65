"""What every answer and every log line carries."""

from __future__ import annotations

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.http.logs import JsonFormatter
from api.http.request_ids import choose_request_id

EVERYWHERE = ["/", "/acts", "/load", "/status", "/healthz", "/api/v1/acts", "/nothing-here"]


@pytest.mark.parametrize("address", [*EVERYWHERE, "/static/bilim.css", "/api/v1/nothing"])
def test_every_answer_has_a_request_id_and_security_headers(
    client: TestClient, address: str
) -> None:
    headers = client.get(address).headers

    assert len(headers["x-request-id"]) == 24
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy


def test_answers_are_not_kept_but_static_files_are(client: TestClient) -> None:
    assert client.get("/?q=билет").headers["cache-control"] == "no-store"
    assert "immutable" in client.get("/static/bilim.css").headers["cache-control"]


def test_a_sane_request_id_is_taken_over(client: TestClient) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": "call-1414.2026:07"})

    assert answer.headers["x-request-id"] == "call-1414.2026:07"


@given(st.text(max_size=200))
def test_no_offered_id_can_forge_a_log_line_or_a_header(offered: str) -> None:
    chosen = choose_request_id(offered)

    assert chosen.isascii()
    assert chosen.isprintable()
    assert 1 <= len(chosen) <= 128
    assert not set(chosen) & set(' "\\\r\n')


@pytest.mark.parametrize(
    ("address", "route", "status"),
    [
        ("/api/v1/search?q=ИИН+880101300123", "/api/v1/search", 200),
        ("/?q=ИИН+880101300123", "/", 200),
        ("/api/v1/acts/880101300123", "/api/v1/acts/{ref:path}", 404),
        ("/880101300123", "-", 404),
    ],
)
def test_a_request_leaves_one_line_without_what_was_asked(
    client: TestClient, caplog: pytest.LogCaptureFixture, address: str, route: str, status: int
) -> None:
    with caplog.at_level(logging.INFO, logger="bilim"):
        answer = client.get(address)

    records = [record for record in caplog.records if record.name.startswith("bilim")]
    assert len(records) == 1
    line = json.loads(JsonFormatter().format(records[0]))
    assert (line["method"], line["route"], line["status"]) == ("GET", route, status)
    assert line["ms"] > 0
    assert answer.status_code == status
    everything = json.dumps([vars(record) for record in caplog.records], default=str)
    assert "880101300123" not in everything


def test_a_log_line_carries_the_request_id(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("bilim.http")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        client.get("/healthz", headers={"X-Request-ID": "call-7"})
    finally:
        logger.removeHandler(handler)

    line = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert line["request_id"] == "call-7"
    assert line["route"] == "/healthz"

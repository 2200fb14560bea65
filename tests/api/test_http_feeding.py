"""Uploads over HTTP: acts and forms, taken whole or refused with the reason."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import httpx
import openpyxl
import pytest
from starlette.testclient import TestClient

from api.service import Bilim

from ..conftest import EXAMPLES
from .conftest import client_of, running_server

ACT = """\
# Об утверждении Правил выдачи удостоверения садовода

Приказ Министра сельского хозяйства Республики Казахстан от 5 февраля 2025 года № 77. \
Зарегистрирован в Министерстве юстиции Республики Казахстан 7 февраля 2025 года № 90077

1. Утвердить прилагаемые Правила выдачи удостоверения садовода.
2. Настоящий приказ вводится в действие с 1 марта 2025 года.

## Правила выдачи удостоверения садовода

### Глава 1. Общие положения

1. Удостоверение садовода выдается бесплатно в течение трех рабочих дней.
2. Для получения удостоверения нужен документ на земельный участок.
3. Удостоверение действует пять лет.
"""
FIELDS = {"language": "ru", "edition_date": "2025-03-01"}


def upload(
    client: TestClient, content: bytes | str, name: str = "act.md", **fields: str
) -> httpx.Response:
    data = content.encode() if isinstance(content, str) else content
    answer: Any = client.post("/api/v1/acts", files={"file": (name, data)}, data=fields)
    return answer  # type: ignore[no-any-return]


def test_a_new_act_is_loaded_and_answers_at_once(feeding_client: TestClient) -> None:
    answer = upload(feeding_client, ACT, **FIELDS)

    assert answer.status_code == 201, answer.text
    assert answer.json()["editions"][0]["status"] == "new_act"
    found = feeding_client.get(
        "/api/v1/search", params={"q": "удостоверение садовода сколько действует"}
    ).json()
    assert found["results"][0]["act"]["number"] == "77"


def test_the_same_file_again_changes_nothing(feeding_client: TestClient) -> None:
    upload(feeding_client, ACT, **FIELDS)
    before = feeding_client.get("/api/v1/status").json()
    again = upload(feeding_client, ACT, **FIELDS)

    assert again.status_code == 200
    assert again.json()["editions"][0]["status"] == "unchanged"
    assert feeding_client.get("/api/v1/status").json() == before


def test_another_text_for_the_same_day_is_a_conflict_unless_it_replaces(
    feeding_client: TestClient,
) -> None:
    upload(feeding_client, ACT, **FIELDS)
    changed = ACT.replace("действует пять лет", "действует семь лет")
    refused = upload(feeding_client, changed, **FIELDS)
    replaced = upload(feeding_client, changed, **FIELDS, replace="true")

    assert refused.status_code == 409
    assert refused.json()["code"] == "edition_conflict"
    assert "`replace`" in refused.json()["detail"]
    assert replaced.status_code == 201
    assert replaced.json()["editions"][0]["status"] == "replaced"


def test_what_the_file_does_not_say_is_asked_for_and_taken_from_fields(
    feeding_client: TestClient,
) -> None:
    nameless = "\n".join(line for line in ACT.splitlines() if "№ 77" not in line)
    refused = upload(feeding_client, nameless, **FIELDS)
    taken = upload(
        feeding_client,
        nameless,
        **FIELDS,
        kind="order",
        issuer="Министр сельского хозяйства Республики Казахстан",
        date="2025-02-05",
        number="77",
        registration="90077",
    )

    assert refused.status_code == 422
    assert refused.json()["code"] == "missing_header"
    assert set(refused.json()["missing"]) == {"kind", "issuer", "date", "number"}
    assert taken.status_code == 201, taken.text
    act = feeding_client.get("/api/v1/acts/90077").json()["act"]
    assert act["number"] == "77"


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("photo.pdf", b"\xff\xd8\xff\xe0" + bytes(500), 415, "unsupported_format"),
        ("program.docx", b"MZ" + bytes(500), 415, "unsupported_format"),
        ("act.pdf", b"", 422, "unreadable_file"),
        ("act.docx", b"PK\x03\x04 and then nothing", 422, "unreadable_file"),
        ("shopping.txt", "хлеб, молоко, соль".encode(), 422, "no_structure"),
    ],
)
def test_a_file_that_is_no_act_is_refused_and_leaves_no_trace(
    feeding_client: TestClient, name: str, content: bytes, status: int, code: str
) -> None:
    before = feeding_client.get("/api/v1/status").json()
    answer = upload(feeding_client, content, name)

    assert answer.status_code == status
    assert answer.json()["code"] == code
    assert feeding_client.get("/api/v1/status").json() == before


def test_a_name_with_folders_is_only_a_name(feeding_client: TestClient) -> None:
    answer = upload(feeding_client, ACT, "../../etc/act.md", **FIELDS)

    assert answer.status_code == 201
    assert answer.json()["file"] == "act.md"


@pytest.mark.parametrize("kind", ["decree!", ""])
def test_an_unknown_kind_is_refused_and_an_empty_one_says_nothing(
    feeding_client: TestClient, kind: str
) -> None:
    answer = upload(feeding_client, ACT, **FIELDS, kind=kind)

    assert answer.status_code == (422 if kind else 201)


def test_a_form_becomes_submissions(feeding_client: TestClient) -> None:
    form = EXAMPLES / "forms" / "annex1-library-card.docx"
    answer = feeding_client.post("/api/v1/forms", files={"file": (form.name, form.read_bytes())})

    assert answer.status_code == 201, answer.text
    assert answer.json()["submissions"] == 1
    assert feeding_client.get("/api/v1/status").json()["submissions"] == 1


def broken_form() -> bytes:
    """The example of a form with the third row's name and a whole column taken out."""
    book = openpyxl.load_workbook(EXAMPLES / "forms" / "annex1-school-services.xlsx")
    sheet = book.active
    assert sheet is not None
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "@" in cell.value:
                cell.value = "позвоните нам"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_form_with_mistakes_is_refused_row_by_row(feeding_client: TestClient) -> None:
    answer = feeding_client.post("/api/v1/forms", files={"file": ("form.xlsx", broken_form())})

    assert answer.status_code == 422
    problem = answer.json()
    assert problem["code"] == "form_error"
    assert [(p["row"], p["location"], p["code"]) for p in problem["problems"]] == [
        (1, "contacts", "no_contact"),
        (2, "contacts", "no_contact"),
    ]
    assert feeding_client.get("/api/v1/status").json()["submissions"] == 0


def test_an_upload_without_a_file_names_the_field(client: TestClient) -> None:
    answer = client.post("/api/v1/acts", data={"number": "77"})

    assert answer.status_code == 422
    assert [problem["location"] for problem in answer.json()["problems"]] == ["file"]


@pytest.mark.parametrize("address", ["/api/v1/acts", "/load"])
@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}],
)
def test_another_sites_page_cannot_load_anything(
    client: TestClient, address: str, headers: dict[str, str]
) -> None:
    answer = client.post(address, files={"file": ("act.md", ACT.encode())}, headers=headers)

    assert answer.status_code == 403


@pytest.fixture
def small_limit(bilim: Bilim, monkeypatch: pytest.MonkeyPatch) -> Bilim:
    """Bilim that takes files of at most 1 MB."""
    settings = bilim.wiring.settings.model_copy(update={"upload_megabytes": 1})
    monkeypatch.setattr(bilim.wiring, "settings", settings)
    return bilim


@pytest.mark.parametrize("size", [1_000_001, 3_000_000])
def test_a_file_over_the_limit_is_413(small_limit: Bilim, size: int) -> None:
    with client_of(small_limit) as client:
        answer = upload(client, bytes(size))

    assert answer.status_code == 413
    assert answer.json()["code"] == "file_too_large"
    assert "1 MB" in answer.json()["detail"]


def test_a_stream_without_a_length_is_cut_at_the_limit(small_limit: Bilim) -> None:
    """The sender never says how much will come, and would send 50 MB: far less is taken."""
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield (b'--b\r\ncontent-disposition: form-data; name="file"; filename="act.md"\r\n\r\n')
        for _ in range(50):
            sent += 1_000_000
            yield bytes(1_000_000)

    headers = {"content-type": "multipart/form-data; boundary=b"}
    with running_server(small_limit) as address, httpx.Client(trust_env=False) as client:
        answer = client.post(f"{address}/api/v1/acts", content=endless(), headers=headers)

    assert answer.status_code == 413
    assert sent < 50_000_000

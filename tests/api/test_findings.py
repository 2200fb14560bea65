"""Findings behind the doors: the command line and HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from api.command_line import app
from api.service import Bilim

ACT = "order-31-2026-02-02"
_KAZAKH = """\
# Пошта марқасын тіркеу қағидаларын бекіту туралы

Қазақстан Республикасы Мәдениет министрінің 2026 жылғы 2 ақпандағы № 31 бұйрығы.

БҰЙЫРАМЫН:

1. Қоса беріліп отырған Пошта марқасын тіркеу қағидалары бекітілсін.
2. Осы бұйрық 2026 жылғы 1 наурыздан бастап қолданысқа енгізіледі.

# Пошта марқасын тіркеу қағидалары

## 1-тарау. Жалпы ережелер

1. Қағидалар пошта марқасын тіркеу тәртібін айқындайды.
2. Марқа өтініш берілген күннен бастап үш жұмыс күні ішінде тіркеледі.
3. Анықтама Бірыңғай байланыс орталығының 1414 телефоны арқылы беріледі.
"""
_RUSSIAN = """\
# Об утверждении Правил регистрации почтовой марки

Приказ Министра культуры Республики Казахстан от 2 февраля 2026 года № 31.

ПРИКАЗЫВАЮ:

1. Утвердить прилагаемые Правила регистрации почтовой марки.
2. Настоящий приказ вводится в действие с 1 марта 2026 года.

# Правила регистрации почтовой марки

## Глава 1. Общие положения

1. Правила определяют порядок регистрации почтовой марки.
2. Марка регистрируется в течение пяти рабочих дней со дня подачи заявления.
3. Справки даются по телефону Единого контакт-центра 1414.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    act = tmp_path / "stamp"
    act.mkdir()
    (act / "kaz.md").write_text(_KAZAKH, encoding="utf-8")
    (act / "rus.md").write_text(_RUSSIAN, encoding="utf-8")
    meta = {
        "kind": "order", "issuer": "Министра культуры Республики Казахстан",
        "date": "2026-02-02", "number": "31",
        "editions": [
            {"language": "kk", "date": "2026-03-01", "file": "kaz.md"},
            {"language": "ru", "date": "2026-03-01", "file": "rus.md"},
        ],
    }  # fmt: skip
    (act / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    return act


@pytest.fixture
def fed(bilim_to_feed: Bilim, folder: Path) -> Bilim:
    refused = [file.error for file in bilim_to_feed.load([folder]) if file.error]
    assert not refused
    return bilim_to_feed


def test_the_term_that_differs_is_told_over_http(fed: Bilim, feeding_client: TestClient) -> None:
    (found,) = feeding_client.get("/api/v1/findings", params={"act": "31/2026-02-02"}).json()
    assert found["act"] == {"id": ACT, "number": "31", "date": "2026-02-02"}
    assert (found["kind"], found["severity"]) == ("term_differs", "high")
    assert (found["eid"], found["number"]) == ("chp_1__para_2", "2")
    assert found["edition"] == "2026-03-01"
    assert found["facts"] == [{"kind": "term", "kk": ["3 working days"], "ru": ["5 working days"]}]
    assert "үш жұмыс күні" in found["quotes"]["kk"]
    assert "пяти рабочих дней" in found["quotes"]["ru"]
    assert found["message"].startswith("paragraph 2: the term differs")
    assert found["message_ru"].startswith("пункт 2: разные сроки")
    assert found["message_kk"].startswith("2-тармақ: мерзімдер әртүрлі")


def test_the_same_finding_has_the_same_key_each_time(fed: Bilim) -> None:
    keys = [{found.key for found in fed.findings.all()} for _ in range(2)]
    assert keys[0] == keys[1] != set()


def test_the_whole_base_and_the_least_severity(fed: Bilim, feeding_client: TestClient) -> None:
    def got(**parameters: Any) -> list[Any]:
        answer = feeding_client.get("/api/v1/findings", params=parameters)
        assert answer.status_code == 200, answer.text
        return list(answer.json())

    assert [found["act"]["id"] for found in got(severity="high")] == [ACT]
    assert got(act="order-74-2022-03-11") == []
    assert got(current=True, nearest=True) == got()


def test_what_is_asked_wrongly(feeding_client: TestClient) -> None:
    assert feeding_client.get("/api/v1/findings?severity=grave").status_code == 422
    assert feeding_client.get("/api/v1/findings?act=no-such-act").status_code == 404


def test_the_command_prints_the_quotations_and_json(fed: Bilim) -> None:
    home = fed.wiring.settings.home

    def bilim(*arguments: str) -> Any:
        return CliRunner().invoke(
            app, ["findings", *arguments], env={"BILIM_HOME": str(home), "COLUMNS": "200"}
        )

    printed = bilim("--act", ACT)
    assert printed.exit_code == 0, printed.output
    assert "Kazakh 3 working days, Russian 5 working days" in printed.output
    assert "1 findings" in printed.output
    told = json.loads(bilim("--act", ACT, "--json").stdout)
    assert [found["kind"] for found in told] == ["term_differs"]
    refused = bilim("--severity", "grave")
    assert refused.exit_code == 1
    assert "high, medium, low, note" in refused.output

"""Asking over HTTP, on the invented acts under ``examples/``."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from api.service import Bilim

LIBRARY = "order-917-nq-2023-09-14"
VALIDITY = f"{LIBRARY}/chp_3__para_13"


def test_an_answer_is_quoted_and_cited(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": "на сколько лет дают паспорт пасеки"}).json()

    assert answer["answerable"] is True
    first = answer["results"][0]
    assert first["rank"] == 1
    assert first["key_sentence"] in first["quote"]
    assert "№ 74" in first["citation"]


def test_the_answer_is_the_same_as_the_use_case_gives(client: TestClient, bilim: Bilim) -> None:
    over_http = client.get("/api/v1/search", params={"q": "омарта паспорты", "n": 3}).json()
    direct = bilim.search("омарта паспорты", limit=3).model_dump(mode="json")

    for answer in (over_http, direct):
        answer.pop("took_ms")
    assert over_http == direct


def test_search_narrows_to_an_act_and_to_a_number_of_results(client: TestClient) -> None:
    params = {"q": "размер платы", "act": "74/2022-03-11", "n": 2, "lang": "kk"}
    results = client.get("/api/v1/search", params=params).json()["results"]

    assert len(results) == 2
    assert {result["act"]["id"] for result in results} == {"order-74-2022-03-11"}


def test_a_repealed_act_answers_only_when_asked_for(client: TestClient) -> None:
    params: dict[str, str | int] = {"q": "читательский билет публичной библиотеки", "n": 50}
    plain = client.get("/api/v1/search", params=params).json()
    with_repealed = client.get(
        "/api/v1/search", params=params | {"include_repealed": "true"}
    ).json()

    def acts(answer: dict[str, list[dict[str, dict[str, str]]]]) -> set[str]:
        return {result["act"]["id"] for result in answer["results"]}

    assert "order-94-2016-04-11" not in acts(plain)
    assert "order-94-2016-04-11" in acts(with_repealed)


def test_an_article_of_an_earlier_day_has_the_earlier_text(client: TestClient) -> None:
    now = client.get(f"/api/v1/articles/{VALIDITY}", params={"as_of": "2026-01-01"}).json()
    then = client.get(f"/api/v1/articles/{VALIDITY}", params={"as_of": "2024-01-01"}).json()

    assert set(now["texts"]) == set(then["texts"]) == {"kk", "ru"}
    assert now["texts"]["ru"]["text"] != then["texts"]["ru"]["text"]
    assert now["versions"][0]["in_force_to"] == "2025-07-01"


@pytest.mark.parametrize("reference", [LIBRARY, "917-НҚ/2023-09-14", "90001"])
def test_an_act_is_found_by_any_reference(client: TestClient, reference: str) -> None:
    act = client.get(f"/api/v1/acts/{reference}", params={"eid": "annex_1__row_8"}).json()

    assert act["act"]["id"] == LIBRARY
    assert act["provisions"][0]["eid"] == "annex_1__row_8"


def test_the_list_of_acts_holds_all_examples(client: TestClient) -> None:
    acts = client.get("/api/v1/acts").json()

    assert len(acts) == 7
    assert {edition["language"] for act in acts for edition in act["editions"]} == {"kk", "ru"}


def test_a_difference_shows_what_an_amendment_changed(client: TestClient) -> None:
    params = {"from": "2023-09-14", "to": "2025-07-01", "lang": "ru"}
    answer = client.get("/api/v1/acts/917-НҚ/2023-09-14/diff", params=params).json()

    kinds = {difference["eid"]: difference["kind"] for difference in answer["differences"]}
    assert kinds["chp_2__para_8-1"] == "added"
    assert kinds["chp_3__para_13"] == "amended"
    assert kinds["chp_3__para_18"] == "excluded"


def test_the_status_tells_counts_but_no_folder(client: TestClient, bilim: Bilim) -> None:
    answer = client.get("/api/v1/status")

    assert answer.json()["acts"] == 7
    assert answer.json()["index"]["state"] == "up_to_date"
    assert str(bilim.wiring.settings.home) not in answer.text


def test_alive_and_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_the_description_has_examples_and_problems(client: TestClient) -> None:
    description = client.get("/api/v1/openapi.json").json()

    for path, operations in description["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            assert operation["description"], path
    search = description["paths"]["/api/v1/search"]["get"]
    assert search["responses"]["200"]["content"]["application/json"]["example"]["answerable"]
    problem = search["responses"]["422"]["content"]["application/problem+json"]["schema"]
    assert problem == {"$ref": "#/components/schemas/Problem"}
    assert "Problem" in description["components"]["schemas"]
    assert "HTTPValidationError" not in description["components"]["schemas"]


def test_the_examples_of_the_description_are_true(client: TestClient) -> None:
    """The example of a search is what the example acts really answer, but for its figures."""
    description = client.get("/api/v1/openapi.json").json()
    responses = description["paths"]["/api/v1/search"]["get"]["responses"]
    example = responses["200"]["content"]["application/json"]["example"]
    wanted = example["results"][0]
    answer = client.get("/api/v1/search", params={"q": example["query"], "n": 50}).json()

    found = next(r for r in answer["results"] if r["article_id"] == wanted["article_id"])
    assert set(example) == set(answer)
    # OpenAPI leaves out of an example what is null.
    assert set(wanted) == {name for name, value in found.items() if value is not None}
    for name in ("act", "eid", "kind", "number", "chapter", "service", "quote", "citation"):
        assert wanted[name] == found[name], name

"""The checks that the killed ingests must pass do find what a kill might break."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from api.service import Bilim
from benchmarks.whole_base import content_of, differences, faults_of_index, faults_of_store

SEARCHED = (
    "(SELECT max(v.id) FROM article_versions v JOIN articles a ON a.id = v.article_id "
    "WHERE a.kind = 'paragraph')"
)
BREAKS = {
    "an edition without its file": "DELETE FROM edition_files WHERE edition_id = 1",
    "an article without versions": "INSERT INTO articles VALUES "
    "('order-1/para_9', 'paragraph', (SELECT min(id) FROM acts), 'para_9')",
    "a version that rests on nothing": "DELETE FROM article_version_rests_on "
    f"WHERE version_id = {SEARCHED}",
    "a version that the index is never told of": "DELETE FROM outbox "
    f"WHERE version_id = {SEARCHED}",
    "has not the content": "DELETE FROM provisions WHERE edition_id = 1 AND eid = 'chp_1__para_1'",
    "differ from its editions": "UPDATE article_versions SET valid_to = NULL",
    "are not those that came": "UPDATE source_files SET content = substr(content, 2)",
}


def test_a_loaded_base_is_whole(bilim: Bilim) -> None:
    assert faults_of_store(bilim.wiring.database) == []
    assert faults_of_index(bilim) == []


@pytest.mark.parametrize("fault", BREAKS)
def test_what_a_kill_might_break_is_found(bilim_to_feed: Bilim, fault: str) -> None:
    whole = content_of(bilim_to_feed.wiring.database)
    with bilim_to_feed.wiring.database.writing() as session:
        session.execute(text(BREAKS[fault]))
    found = faults_of_store(bilim_to_feed.wiring.database)
    assert any(fault in one for one in found), found
    told = {"a version that the index is never told of", "are not those that came"}
    assert bool(differences(content_of(bilim_to_feed.wiring.database), whole)) == (
        fault not in told
    )


def test_an_index_behind_its_store_is_found(bilim_to_feed: Bilim) -> None:
    with bilim_to_feed.wiring.database.writing() as session:
        session.execute(text("INSERT INTO outbox (operation, version_id) VALUES ('put', 1)"))
    assert faults_of_index(bilim_to_feed) == ["the index is behind (1 behind) "]


def test_a_passage_that_is_missing_in_the_index_is_found(bilim_to_feed: Bilim) -> None:
    backend = bilim_to_feed.wiring.backend
    stamp = backend.stamp()
    assert stamp is not None
    with bilim_to_feed.wiring.database.reading() as session:
        version = session.scalar(text(f"SELECT {SEARCHED}"))
    backend.write([], [version], stamp)
    (fault,) = faults_of_index(bilim_to_feed)
    assert fault.startswith("passages: ") and fault.endswith("missing, 0 too many")

"""The embedded back end: the contract, and what is its own (files, processes, damage)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from backend_contract import (
    DIMENSIONS,
    IN_FORCE,
    BackendContract,
    indexed,
    keys,
    put,
    stamp,
    towards,
    version,
    words,
)

from index.backend import IndexUnusableError
from index.embedded import EmbeddedBackend
from index.passages import passage_key


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def backend(folder: Path) -> Iterator[EmbeddedBackend]:
    made = EmbeddedBackend(folder, DIMENSIONS, threads=1)
    yield made
    made.close()


class TestEmbeddedBackend(BackendContract):
    """The contract, on tantivy and usearch."""


def generation(folder: Path) -> Path:
    (only,) = folder.glob("generation-*")
    return only


def test_an_index_outlives_the_object_that_made_it(backend: EmbeddedBackend, folder: Path) -> None:
    put(backend, [indexed(version(1), "срок"), indexed(version(2), "пошлина")])
    backend.close()
    again = EmbeddedBackend(folder, DIMENSIONS)
    assert keys(again.lexical(words("пошлина"), IN_FORCE, 5)) == [passage_key(2, 0)]
    assert again.stamp() == backend.stamp()


def test_another_reader_sees_a_write_at_its_next_search(
    backend: EmbeddedBackend, folder: Path
) -> None:
    put(backend, [indexed(version(1), "срок")])
    reader = EmbeddedBackend(folder, DIMENSIONS)
    assert len(reader.lexical(words("срок"), IN_FORCE, 5).keys) == 1
    put(backend, [indexed(version(2), "срок")], 2)
    assert len(reader.lexical(words("срок"), IN_FORCE, 5).keys) == 2
    assert len(reader.semantic(towards(0), IN_FORCE, 5).keys) == 2


def test_searching_before_anything_was_written_names_the_command(
    backend: EmbeddedBackend,
) -> None:
    with pytest.raises(IndexUnusableError, match="bilim reindex"):
        backend.lexical(words("срок"), IN_FORCE, 5)


def test_a_folder_deleted_under_a_running_server(backend: EmbeddedBackend, folder: Path) -> None:
    put(backend, [indexed(version(1), "срок")])
    assert len(backend.lexical(words("срок"), IN_FORCE, 5).keys) == 1
    shutil.rmtree(folder)
    with pytest.raises(IndexUnusableError, match=r"folder is gone.*bilim reindex"):
        backend.semantic(towards(0), IN_FORCE, 5)
    put(backend, [indexed(version(2), "срок")])
    assert keys(backend.lexical(words("срок"), IN_FORCE, 5)) == [passage_key(2, 0)]


def _filled(folder: Path) -> EmbeddedBackend:
    backend = EmbeddedBackend(folder, DIMENSIONS, threads=1)
    put(
        backend,
        [indexed(version(n), f"срок слово{n}", vector=towards(n % 9)) for n in range(1, 60)],
    )
    backend.close()
    return backend


FILES = ["facts.npz", "graph.usearch", "vectors.f16", "*.idx", "*.term", "*.fast", "*.fieldnorm"]


@pytest.mark.parametrize("name", [*FILES, "meta.json"])
@pytest.mark.parametrize("damage", ["missing", "cut short", "emptied", "overwritten"])
def test_damaged_files_are_noticed(folder: Path, name: str, damage: str) -> None:
    backend = _filled(folder)
    path = next(generation(folder).rglob(name))
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "cut short":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "emptied":
        path.write_bytes(b"")
    else:
        path.write_bytes(bytes(len(content)))
    with pytest.raises(IndexUnusableError, match="bilim reindex"):
        backend.lexical(words("срок"), IN_FORCE, 5)
    with pytest.raises(IndexUnusableError, match="bilim reindex"):
        put(backend, [indexed(version(99), "срок")], 2)
    backend.clear()
    put(backend, [indexed(version(99), "срок")], 2)
    assert keys(backend.lexical(words("срок"), IN_FORCE, 5)) == [passage_key(99, 0)]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda content: content | {"layout": 999}, "layout 999"),
        (lambda content: content | {"generation": 77}, "damaged"),
        (lambda content: {}, "damaged"),
        (lambda content: [], "damaged"),
    ],
)
def test_a_foreign_or_changed_manifest_is_refused(folder: Path, change, why: str) -> None:  # type: ignore[no-untyped-def]
    backend = _filled(folder)
    path = folder / "manifest.json"
    path.write_text(json.dumps(change(json.loads(path.read_text()))))
    with pytest.raises(IndexUnusableError, match=why):
        backend.stamp()
    with pytest.raises(IndexUnusableError, match=why):
        backend.lexical(words("срок"), IN_FORCE, 5)


def test_a_missing_generation_is_noticed(folder: Path) -> None:
    backend = _filled(folder)
    shutil.rmtree(generation(folder))
    with pytest.raises(IndexUnusableError, match=r"missing.*bilim reindex"):
        backend.lexical(words("срок"), IN_FORCE, 5)


def test_vectors_of_other_dimensions_are_refused(folder: Path) -> None:
    _filled(folder)
    with pytest.raises(IndexUnusableError, match="16 dimensions, not 384"):
        EmbeddedBackend(folder, 384).stamp()


@pytest.mark.parametrize("token", ["две части", "", "a\tb"])
def test_a_token_must_be_one_word(backend: EmbeddedBackend, token: str) -> None:
    bad = indexed(version(1), "срок")
    object.__setattr__(bad, "fields", {"text": [token]})
    with pytest.raises(ValueError, match="white space"):
        backend.write([bad], [], stamp(1))
    assert backend.stamp() is None


def test_unknown_fields_and_doubled_passages_are_refused(backend: EmbeddedBackend) -> None:
    with pytest.raises(ValueError, match="no field «colour»"):
        put(backend, [indexed(version(1), "срок", colour="red")])
    with pytest.raises(ValueError, match="put twice"):
        put(backend, [indexed(version(1), "срок"), indexed(version(1), "срок")])
    put(backend, [indexed(version(1), "срок")])
    with pytest.raises(ValueError, match="no field «colour»"):
        backend.lexical(words("red", "colour"), IN_FORCE, 5)


def test_only_the_present_generation_stays_on_disk(backend: EmbeddedBackend, folder: Path) -> None:
    for sequence in range(1, 6):
        put(backend, [indexed(version(sequence), "срок")], sequence)
    assert generation(folder).name == "generation-00000005"
    assert {path.name for path in folder.iterdir()} == {
        "generation-00000005",
        "manifest.json",
        "writer.lock",
    }


def test_many_small_writes_agree_with_one_large_one(tmp_path: Path) -> None:
    """Whatever the order of writing, the same passages are found, nearest in the same order."""
    generator = np.random.default_rng(7)
    final: dict[int, list] = {}
    small = EmbeddedBackend(tmp_path / "small", DIMENSIONS, threads=1)
    for sequence in range(40):
        changed = []
        for number in generator.integers(1, 50, 6).tolist():
            if number in {passage.passage.version.version_id for passage in changed}:
                continue
            final[number] = [
                indexed(
                    version(number),
                    f"общее слово{number % 7} шаг{sequence}",
                    place=place,
                    vector=_random_unit(generator),
                )
                for place in range(int(generator.integers(1, 4)))
            ]
            changed += final[number]
        gone = [int(generator.integers(1, 50))]
        for number in gone:
            if number not in {passage.passage.version.version_id for passage in changed}:
                final.pop(number, None)
        small.write(changed, gone, stamp(sequence))
    large = EmbeddedBackend(tmp_path / "large", DIMENSIONS, threads=1)
    put(large, [passage for passages in final.values() for passage in passages])
    _assert_alike(small, large)
    for _ in range(20):
        vector = _random_unit(generator)
        ours, theirs = (each.semantic(vector, IN_FORCE, 10) for each in (small, large))
        assert keys(ours) == keys(theirs)
        assert ours.facts == theirs.facts


def _random_unit(generator: np.random.Generator) -> np.ndarray:
    vector = generator.normal(size=DIMENSIONS).astype(np.float32)
    return vector / np.linalg.norm(vector)


def _assert_alike(ours: EmbeddedBackend, theirs: EmbeddedBackend) -> None:
    for line in ["общее", *(f"слово{n}" for n in range(7)), *(f"шаг{n}" for n in range(40))]:
        found, expected = (each.lexical(words(line), IN_FORCE, 500) for each in (ours, theirs))
        assert set(keys(found)) == set(keys(expected)), line
        assert ours.document_frequencies(words(line)) == theirs.document_frequencies(words(line))


def test_readers_in_threads_while_another_writes(backend: EmbeddedBackend, folder: Path) -> None:
    """Every answer comes from one whole write: as many passages as its stamp's generation had."""
    put(backend, [indexed(version(n), "срок") for n in range(1, 11)])
    done = threading.Event()
    failures: list[BaseException | str] = []

    def read() -> None:
        reader = EmbeddedBackend(folder, DIMENSIONS)
        try:
            while not done.is_set():
                found = len(reader.lexical(words("срок"), IN_FORCE, 500).keys)
                if found % 10:
                    failures.append(f"{found} passages")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for step in range(1, 13):
        fresh = [indexed(version(n), "срок") for n in range(step * 10 + 1, step * 10 + 11)]
        put(backend, fresh, step)
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_second_writer_waits_and_then_says_who_is_in_the_way(folder: Path) -> None:
    script = (
        "import sys, time; from filelock import FileLock\n"
        "with FileLock(sys.argv[1]):\n print('held', flush=True); time.sleep(60)"
    )
    _filled(folder)
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(folder / "writer.lock")], stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        impatient = EmbeddedBackend(folder, DIMENSIONS, patience_seconds=0.2)
        with pytest.raises(TimeoutError, match="Another process"):
            put(impatient, [indexed(version(1), "срок")])
    finally:
        holder.kill()
        holder.wait()
        if holder.stdout:
            holder.stdout.close()
    put(impatient, [indexed(version(999), "срок")], 2)
    assert impatient.stamp().sequence == 2  # type: ignore[union-attr]


def test_long_sums_keep_the_telling_terms(backend: EmbeddedBackend) -> None:
    common = [f"частое{n}" for n in range(200)]
    put(
        backend,
        [indexed(version(n), " ".join(common)) for n in range(1, 30)]
        + [indexed(version(77), " ".join([*common, "редкое"]))],
    )
    found = backend.lexical(words(" ".join([*common, "редкое"])), IN_FORCE, 3)
    assert keys(found)[0] == passage_key(77, 0)

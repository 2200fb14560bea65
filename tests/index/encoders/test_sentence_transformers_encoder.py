"""The sentence-transformers encoder on real weights: those that ship, written in its own format."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from index.encoders.errors import EncoderFilesError, EncoderUnavailableError
from index.encoders.onnx_encoder import OnnxEncoder
from index.encoders.sentence_transformers_encoder import SentenceTransformersEncoder

TEXTS = [
    "Жеке куәлікті ауыстыру мерзімі қандай?",
    "Какой срок замены удостоверения личности?",
    "Қызмет тегін көрсетіледі.",
    "",
]


ROUNDED = 0.995
"""Cosine at least between float32 and what ships: activations go through in int8 there."""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    os.environ["HF_HUB_OFFLINE"] = "1"  # read once, when the hub's client is first imported
    for needed in ("torch", "sentence_transformers", "onnx", "safetensors"):
        pytest.importorskip(needed, reason=f"{needed} is not installed (extras)")
    from training.export_sentence_transformers import export_shipped

    folder = tmp_path_factory.mktemp("exported") / "e5-shipped"
    export_shipped(folder)
    return folder


@pytest.fixture(scope="module")
def theirs(exported: Path) -> SentenceTransformersEncoder:
    return SentenceTransformersEncoder(str(exported))


def test_the_same_weights_give_the_same_vectors(
    theirs: SentenceTransformersEncoder, encoder: OnnxEncoder
) -> None:
    assert theirs.dimensions == encoder.dimensions
    for left, right in (
        (theirs.encode_queries(TEXTS), encoder.encode_queries(TEXTS)),
        (theirs.encode_passages(TEXTS), encoder.encode_passages(TEXTS)),
    ):
        np.testing.assert_allclose(np.linalg.norm(left, axis=1), 1, atol=1e-5)
        assert np.einsum("ij,ij->i", left, right).min() > ROUNDED


def test_no_texts_give_no_rows(theirs: SentenceTransformersEncoder) -> None:
    assert theirs.encode_passages([]).shape == (0, theirs.dimensions)


def test_prefixes_come_from_the_models_own_prompts(theirs: SentenceTransformersEncoder) -> None:
    assert (theirs.query_prefix, theirs.passage_prefix) == ("query: ", "passage: ")


def test_a_model_of_the_e5_family_without_prompts_gets_those_it_was_trained_on(
    exported: Path, tmp_path: Path
) -> None:
    e5 = Path(shutil.copytree(exported, tmp_path / "my-e5"))
    (e5 / "config_sentence_transformers.json").unlink()
    other = Path(shutil.copytree(e5, tmp_path / "other"))

    of_family = SentenceTransformersEncoder(str(e5))
    of_another = SentenceTransformersEncoder(str(other))

    assert (of_family.query_prefix, of_family.passage_prefix) == ("query: ", "passage: ")
    assert (of_another.query_prefix, of_another.passage_prefix) == ("", "")


def test_given_prefixes_come_first_and_make_another_version(
    exported: Path, theirs: SentenceTransformersEncoder
) -> None:
    given = SentenceTransformersEncoder(str(exported), query_prefix="", passage_prefix="мәтін: ")

    assert (given.query_prefix, given.passage_prefix) == ("", "мәтін: ")
    assert given.version != theirs.version


def test_the_version_follows_from_the_folders_files(
    exported: Path, theirs: SentenceTransformersEncoder
) -> None:
    assert SentenceTransformersEncoder(str(exported)).version == theirs.version


def test_a_model_known_by_name_is_told_apart_by_its_commit(exported: Path, tmp_path: Path) -> None:
    from huggingface_hub import constants

    commit = "a" * 40
    kept = tmp_path / "models--bilim--trial"
    shutil.copytree(exported, kept / "snapshots" / commit)
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text(commit, "ascii")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
        named = SentenceTransformersEncoder("bilim/trial")

    assert named.name == "sentence-transformers:bilim/trial"
    assert len(named.version) == 16


def test_a_model_that_cannot_be_had_is_told_from_one_that_is_damaged(exported: Path) -> None:
    with pytest.raises(EncoderUnavailableError, match="nobody/nothing"):
        SentenceTransformersEncoder("nobody/nothing")


def test_a_folder_that_is_not_there(exported: Path, tmp_path: Path) -> None:
    with pytest.raises(EncoderFilesError, match="there is no folder"):
        SentenceTransformersEncoder(str(tmp_path / "nowhere"))


def test_without_the_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)

    with pytest.raises(
        EncoderUnavailableError, match=r"pip install 'bilim\[sentence-transformers\]'"
    ):
        SentenceTransformersEncoder("intfloat/multilingual-e5-small")

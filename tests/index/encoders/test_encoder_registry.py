from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from index.encoders import load_encoder
from index.encoders.errors import (
    EncoderFilesError,
    EncoderSpecificationError,
    EncoderUnavailableError,
)
from index.encoders.onnx_encoder import OnnxEncoder
from index.encoders.registry import DEFAULT_FOLDER


def test_default_is_the_encoder_that_ships(encoder: OnnxEncoder) -> None:
    loaded = load_encoder("default")

    assert (loaded.name, loaded.version) == (encoder.name, encoder.version)


def test_a_folder_can_be_named(encoder: OnnxEncoder) -> None:
    loaded = load_encoder(f" onnx: {DEFAULT_FOLDER} ", threads=1)
    text = ["Анықтама алу"]

    assert loaded.version == encoder.version
    np.testing.assert_allclose(loaded.encode_queries(text), encoder.encode_queries(text), atol=0.01)


def test_a_folder_without_an_encoder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderFilesError):
        load_encoder(f"onnx:{tmp_path}")


@pytest.mark.parametrize(
    "specification", ["", "defaults", "default:x", "onnx", "onnx:", "sentence-transformers:", "bge"]
)
def test_words_that_name_nothing_are_refused_with_what_may_be_written(specification: str) -> None:
    with pytest.raises(EncoderSpecificationError, match="sentence-transformers:NAME"):
        load_encoder(specification)


@pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is not None,
    reason="sentence-transformers is installed here",
)
def test_without_the_library_it_is_said_what_to_install() -> None:
    with pytest.raises(
        EncoderUnavailableError, match=r"pip install 'bilim\[sentence-transformers\]'"
    ):
        load_encoder("sentence-transformers:intfloat/multilingual-e5-small")
